//! What is left of a body that was refused before its end.

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};
use futures_util::StreamExt;
use hyper::body::{Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::sync::oneshot::{Sender, channel};

/// The most that is read of a refused body, in bytes.
const MOST: usize = 64 * 1024 * 1024;
/// How long a refused body is read.
const LONGEST: Duration = Duration::from_secs(5);

/// Reads and forgets what a refused request still sends, within bounds: most clients write to the
/// end before they read, and one whose connection closes while it writes never learns why. A client
/// that asks before it sends (`Expect: 100-continue`) is not asked for what nobody wants, and one
/// that was too slow is not waited for again.
pub(crate) async fn read_rest(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::EXPECT) {
        return next.run(request).await;
    }
    let (give, mut back) = channel();
    let (head, body) = request.into_parts();
    let lent = Body::new(Lent {
        body: Some(body),
        give: Some(give),
    });
    let response = next.run(Request::from_parts(head, lent)).await;
    let status = response.status();
    if status.is_client_error()
        && status != StatusCode::REQUEST_TIMEOUT
        && let Ok(left) = back.try_recv()
    {
        let _ = tokio::time::timeout(LONGEST, forget(left)).await;
    }
    response
}

async fn forget(body: Body) {
    let mut data = body.into_data_stream();
    let mut read = 0;
    while let Some(Ok(part)) = data.next().await {
        read += part.len();
        if read > MOST {
            return;
        }
    }
}

/// A body that, dropped before its end, is given back.
struct Lent {
    body: Option<Body>,
    give: Option<Sender<Body>>,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body
            .as_ref()
            .map_or_else(SizeHint::default, HttpBody::size_hint)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(body), Some(give)) = (self.body.take(), self.give.take())
            && !body.is_end_stream()
        {
            // Nobody may be waiting any more.
            let _ = give.send(body);
        }
    }
}
