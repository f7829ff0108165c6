//! Serving until told to end.

use crate::{HttpState, router};
use std::{future::Future, io, time::Duration};
use tokio::net::TcpListener;

/// How long requests under way may take after the server was told to end.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until `shutdown` completes; then lets requests under way finish and ends live streams.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    state: HttpState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let ending = state.ending.clone();
    let mut told = ending.subscribe();
    let serving = axum::serve(listener, router(state)).with_graceful_shutdown(async move {
        shutdown.await;
        ending.send_replace(true);
    });
    let overdue = async move {
        // The sender lives in the state as long as the server: an error cannot come.
        if told.wait_for(|ending| *ending).await.is_ok() {
            tokio::time::sleep(FAREWELL).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        done = serving.into_future() => done,
        () = overdue => {
            tracing::warn!("requests were still under way when the server ended");
            Ok(())
        }
    }
}
