//! What every handler may use.

use crate::live::Hub;
use liandong_app::App;
use liandong_report::Fonts;
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};

/// Forms that are typeset at the same time; each takes a core for a moment.
const TYPESETTERS: usize = 2;

/// The use cases, the fonts, and whether the server is ending.
#[derive(Debug, Clone)]
pub struct HttpState {
    pub(crate) app: Arc<App>,
    pub(crate) fonts: Option<Arc<Fonts>>,
    pub(crate) typesetters: Arc<Semaphore>,
    pub(crate) ending: watch::Sender<bool>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) public_url: Option<Arc<str>>,
}

impl HttpState {
    /// State over the use cases. Without fonts the form cannot be had as PDF, and says so.
    #[must_use]
    pub fn new(app: Arc<App>, fonts: Option<Arc<Fonts>>) -> Self {
        Self {
            app,
            fonts,
            typesetters: Arc::new(Semaphore::new(TYPESETTERS)),
            ending: watch::Sender::new(false),
            hub: Arc::default(),
            public_url: None,
        }
    }

    /// The same with the address under which callers reach this server, for their rating links. Without
    /// it, links have the address under which the desk reached it.
    #[must_use]
    pub fn with_public_url(mut self, url: &str) -> Self {
        self.public_url = Some(url.into());
        self
    }

    /// How many live streams are open (在线终端).
    #[must_use]
    pub fn live_readers(&self) -> usize {
        self.hub.readers()
    }
}
