//! One reader's stream.

use super::{
    frames::{Page, frame, page},
    hub::Listener,
};
use crate::HttpState;
use axum::body::Bytes;
use liandong_app::{App, AppError, access::Visitor, view::PositionView};
use liandong_domain::rights::{Right, grants};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::{
    sync::{
        OwnedSemaphorePermit,
        broadcast::{self, error::RecvError},
        watch,
    },
    time::Instant,
};

/// The soonest that a reader should come back to a server that ended.
const SOONEST: Duration = Duration::from_secs(1);
/// How long a token that was made useless, or a role that was changed, may go unnoticed.
const TRUST: Duration = Duration::from_secs(1);

/// The next position; for those who see none it never comes. Who is too slow misses some: the next
/// one says where the car is all the same.
async fn position(
    positions: &mut Option<broadcast::Receiver<Arc<PositionView>>>,
) -> Arc<PositionView> {
    if let Some(receiver) = positions {
        loop {
            match receiver.recv().await {
                Ok(position) => return position,
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => break,
            }
        }
    }
    std::future::pending().await
}

/// Who reads, and the place among the readers that it takes up.
pub(super) struct Reader {
    pub(super) visitor: Visitor,
    pub(super) token: String,
    pub(super) place: OwnedSemaphorePermit,
}

pub(super) struct Feed {
    app: Arc<App>,
    visitor: Visitor,
    token: String,
    _place: OwnedSemaphorePermit,
    /// A comment line goes out after so long a silence, so that a broken connection is found.
    heartbeat: Duration,
    /// Whether the last word was said.
    over: bool,
    listener: Listener,
    ending: watch::Receiver<bool>,
    /// Everything up to this position was sent.
    at: u64,
    first: Option<Bytes>,
    /// What is after this position the feeder tells; what is before it the log does.
    told_after: u64,
    checked: Instant,
    /// Positions of cars, for those who may see them.
    positions: Option<broadcast::Receiver<Arc<PositionView>>>,
}

impl Feed {
    pub(super) fn new(
        state: &HttpState,
        reader: Reader,
        listener: Listener,
        at: u64,
        first: Bytes,
    ) -> Self {
        let told_after = listener.position();
        let sees = grants(reader.visitor.account.role, Right::ReadPositions);
        let positions = sees.then(|| state.app.positions_told(&reader.visitor.town));
        Self {
            app: Arc::clone(&state.app),
            visitor: reader.visitor,
            token: reader.token,
            _place: reader.place,
            heartbeat: state.settings.heartbeat,
            over: false,
            listener,
            ending: state.ending.subscribe(),
            at,
            first: Some(first),
            told_after,
            checked: Instant::now(),
            positions,
        }
    }

    /// The next bytes; `None` at the stream's end, after which the browser asks again.
    pub(super) async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if let Some(first) = self.first.take() {
            return Some((Ok(first), self));
        }
        loop {
            match self.more().await {
                Ok(Some(bytes)) if bytes.is_empty() => {}
                Ok(Some(bytes)) => return Some((Ok(bytes), self)),
                // Asked again, the browser is refused.
                Ok(None) | Err(AppError::Unauthenticated) => return None,
                // Asked again, it goes on from where it was.
                Err(error) => {
                    tracing::error!(%error, "a live stream ends");
                    return None;
                }
            }
        }
    }

    /// Frames, a heartbeat, or nothing to send yet; `None` at the end.
    async fn more(&mut self) -> Result<Option<Bytes>, AppError> {
        if self.over {
            return Ok(None);
        }
        if self.at < self.told_after {
            match page(&self.app, &self.visitor, self.at).await? {
                Some(page) => return self.take(&page).await.map(Some),
                None => self.told_after = self.at,
            }
        }
        let told = tokio::select! {
            told = self.listener.pages.recv() => told.map(Some),
            position = position(&mut self.positions) => {
                // Without an id, so that the browser resumes by the log alone.
                return Ok(Some(frame("position", None, &*position)));
            }
            () = tokio::time::sleep(self.heartbeat) => Ok(None),
            _ = self.ending.wait_for(|ending| *ending) => {
                self.over = true;
                return Ok(Some(come_back()));
            }
        };
        match told {
            Ok(Some(page)) if page.to <= self.at => Ok(Some(Bytes::new())),
            Ok(Some(page)) => self.take(&page).await.map(Some),
            Ok(None) => {
                self.check(true).await?;
                Ok(Some(Bytes::from_static(b":\n\n")))
            }
            Err(RecvError::Lagged(_)) => {
                self.told_after = self.listener.position();
                Ok(Some(Bytes::new()))
            }
            Err(RecvError::Closed) => Ok(None),
        }
    }

    /// Takes what is new to this reader out of a page; pages of the feeder may overlap what it read
    /// by itself.
    async fn take(&mut self, page: &Page) -> Result<Bytes, AppError> {
        self.check(page.rights).await?;
        let new = page.after(self.at);
        self.at = page.to;
        Ok(new)
    }

    /// Looks again who the token stands for.
    async fn check(&mut self, now: bool) -> Result<(), AppError> {
        if now || self.checked.elapsed() > TRUST {
            let visitor = self.app.visitor_still(&self.token).await?;
            // Another role sees other things: asked again, the browser gets them.
            if visitor.account != self.visitor.account {
                return Err(AppError::Unauthenticated);
            }
            self.checked = Instant::now();
        }
        Ok(())
    }
}

/// Says when to ask again; not all at the same moment, where the machine has randomness.
fn come_back() -> Bytes {
    let mut byte = [0_u8; 1];
    let _ = getrandom::fill(&mut byte);
    let wait = SOONEST + Duration::from_millis(u64::from(byte[0]) * 16);
    format!(": the server is ending\nretry: {}\n\n", wait.as_millis()).into()
}
