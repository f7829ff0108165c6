//! Statements sent one behind the other without waiting for each other's answers.

use crate::error::Fault;
use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};

type Sent<'a> = Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>>;

/// Statements on one connection, in the order in which they were added. The driver sends a
/// statement when its future is first polled, so they are polled in order.
#[derive(Default)]
pub(crate) struct Pipeline<'a>(Vec<Sent<'a>>);

impl<'a> Pipeline<'a> {
    pub(crate) fn push<T>(
        &mut self,
        statement: impl Future<Output = Result<T, tokio_postgres::Error>> + Send + 'a,
    ) {
        self.0.push(Box::pin(async move {
            statement.await.map(drop).map_err(Fault::from)
        }));
    }

    /// Adds a statement whose answer is wanted.
    pub(crate) fn ask<T: Send>(
        &mut self,
        statement: impl Future<Output = Result<T, tokio_postgres::Error>> + Send + 'a,
        answer: &'a mut T,
    ) {
        self.push(async move {
            *answer = statement.await?;
            Ok(())
        });
    }

    /// Waits for all answers. The first statement that failed gives the error: those behind it
    /// fail only because it did.
    pub(crate) async fn end(self) -> Result<(), Fault> {
        let mut waiting: Vec<_> = self.0.into_iter().map(Some).collect();
        let mut failed = None;
        poll_fn(|context| {
            let mut all = true;
            for (place, slot) in waiting.iter_mut().enumerate() {
                let Some(sent) = slot else { continue };
                match sent.as_mut().poll(context) {
                    Poll::Pending => all = false,
                    Poll::Ready(answer) => {
                        *slot = None;
                        if let Err(fault) = answer
                            && failed.as_ref().is_none_or(|(other, _)| place < *other)
                        {
                            failed = Some((place, fault));
                        }
                    }
                }
            }
            if all { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        failed.map_or(Ok(()), |(_, fault)| Err(fault))
    }
}
