//! What every handler may use.

use crate::{
    Settings, edge::limits::Limits, filings::FormPress, guard, live::Hub, metrics::Metrics,
    people::Oidc, tiles::Tiles,
};
use axum::http::HeaderValue;
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
    pub(crate) press: Arc<FormPress>,
    pub(crate) typesetters: Arc<Semaphore>,
    pub(crate) readers: Arc<Semaphore>,
    pub(crate) ending: watch::Sender<bool>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) public_url: Option<Arc<str>>,
    /// The map's background, where there is one.
    pub(crate) tiles: Option<Arc<Tiles>>,
    /// What the console's pages may load and run.
    pub(crate) policy: HeaderValue,
    /// The outside identity provider, where there is one.
    pub(crate) oidc: Option<Arc<Oidc>>,
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
            press: Arc::new(FormPress::new(fonts.clone())),
            fonts,
            typesetters: Arc::new(Semaphore::new(TYPESETTERS)),
            readers: Arc::new(Semaphore::new(settings.readers)),
            ending: watch::Sender::new(false),
            limits: Arc::new(Limits::new(&settings)),
            settings: Arc::new(settings),
            metrics,
            hub: Arc::default(),
            public_url: None,
            tiles: None,
            policy: guard::policy(&[]),
            oidc: None,
        }
    }

    /// The same with the address under which callers reach this server, for their rating links. Without
    /// it, links have the address under which the desk reached it.
    #[must_use]
    pub fn with_public_url(mut self, url: &str) -> Self {
        self.public_url = Some(url.into());
        self
    }

    /// The same with a background for the map, which pages may then load.
    #[must_use]
    pub fn with_tiles(mut self, tiles: Tiles) -> Self {
        self.policy = guard::policy(tiles.origins());
        self.tiles = Some(Arc::new(tiles));
        self
    }

    /// The same with an outside identity provider.
    #[must_use]
    pub fn with_oidc(mut self, oidc: Oidc) -> Self {
        self.oidc = Some(Arc::new(oidc));
        self
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
