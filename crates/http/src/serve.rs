//! Serving until told to end.

use crate::{HttpState, edge::patience::Patient, metrics, router};
use axum::{Router, extract::ConnectInfo, routing::get};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt as _;

/// How long to wait before the next try when the machine has no more files to give.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `shutdown` completes; then takes no more connections, lets requests under way
/// finish and ends live streams.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    state: HttpState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let following = tokio::spawn(metrics::follow(state.clone()));
    let routes = router(state.clone());
    let done = run(listener, routes, &state, shutdown).await;
    following.abort();
    done
}

/// Serves the metrics, and nothing else, on an address of their own.
///
/// # Errors
/// When the listener fails.
pub async fn serve_metrics(
    listener: TcpListener,
    state: HttpState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let routes = Router::new()
        .route("/metrics", get(metrics::told))
        .with_state(state.clone());
    let connections = Arc::new(Semaphore::new(16));
    accept(
        &listener,
        &routes,
        &state,
        &connections,
        &GracefulShutdown::new(),
        shutdown,
    )
    .await;
    Ok(())
}

async fn run(
    listener: TcpListener,
    routes: Router,
    state: &HttpState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let connections = Arc::new(Semaphore::new(state.settings.connections));
    let graceful = GracefulShutdown::new();
    accept(&listener, &routes, state, &connections, &graceful, shutdown).await;
    drop(listener);
    state.ending.send_replace(true);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(state.settings.stop_time) => {
            tracing::warn!("requests were still under way when the server ended");
        }
    }
    Ok(())
}

async fn accept(
    listener: &TcpListener,
    routes: &Router,
    state: &HttpState,
    connections: &Arc<Semaphore>,
    graceful: &GracefulShutdown,
    shutdown: impl Future<Output = ()>,
) {
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        // A place first: what waits in the system's queue costs us nothing.
        let place = tokio::select! {
            () = &mut shutdown => return,
            place = Arc::clone(connections).acquire_owned() => place,
        };
        let Ok(place) = place else { return };
        let accepted = tokio::select! {
            () = &mut shutdown => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => connect(stream, peer, routes, state, graceful, place),
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection could be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

fn connect(
    stream: TcpStream,
    peer: SocketAddr,
    routes: &Router,
    state: &HttpState,
    graceful: &GracefulShutdown,
    place: OwnedSemaphorePermit,
) {
    let settings = &state.settings;
    // Events of a live stream are small and must not wait for one another.
    let _ = stream.set_nodelay(true);
    let stream = Patient::new(stream, settings.write_time);
    let routes = routes.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.clone().oneshot(request)
    });
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(settings.header_time)
        .max_header_size(settings.header_bytes);
    let connection = protocol.serve_connection(TokioIo::new(stream), service);
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        let _place = place;
        if let Err(error) = watched.await {
            // A client that went away or was too slow: nobody's fault here.
            tracing::debug!(%error, "a connection ended");
        }
    });
}
