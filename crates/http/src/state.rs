//! What every handler may use.

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
        }
    }
}
