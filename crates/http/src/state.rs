//! What every handler may use.

use crate::{Settings, edge::limits::Limits, live::Hub, metrics::Metrics};
use liandong_app::App;
use liandong_report::Fonts;
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};

/// Forms that are typeset at the same time; each takes a core for a moment.
const TYPESETTERS: usize = 2;

/// The use cases, the fonts, the limits, and whether the server is ending.
#[derive(Debug, Clone)]
pub struct HttpState {
    pub(crate) app: Arc<App>,
    pub(crate) fonts: Option<Arc<Fonts>>,
    pub(crate) typesetters: Arc<Semaphore>,
    pub(crate) readers: Arc<Semaphore>,
    pub(crate) ending: watch::Sender<bool>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) hub: Arc<Hub>,
}

impl HttpState {
    /// State over the use cases. Without fonts the form cannot be had as PDF, and says so.
    #[must_use]
    pub fn new(app: Arc<App>, fonts: Option<Arc<Fonts>>) -> Self {
        Self::with(app, fonts, Settings::default(), Arc::default())
    }

    /// [`HttpState::new`] with an operator's settings, and counting into these metrics.
    #[must_use]
    pub fn with(
        app: Arc<App>,
        fonts: Option<Arc<Fonts>>,
        settings: Settings,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            app,
            fonts,
            typesetters: Arc::new(Semaphore::new(TYPESETTERS)),
            readers: Arc::new(Semaphore::new(settings.readers)),
            ending: watch::Sender::new(false),
            limits: Arc::new(Limits::new(&settings)),
            settings: Arc::new(settings),
            metrics,
            hub: Arc::default(),
        }
    }

    /// Whether the server was told to end.
    #[must_use]
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.ending.subscribe()
    }

    /// How many live streams are open (在线终端).
    #[must_use]
    pub fn live_readers(&self) -> usize {
        self.hub.readers()
    }
}
