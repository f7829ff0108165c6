//! The towns' books at hand, and what stands ready once a town's first command comes.

use super::App;
use crate::{AppError, book::Book};
use liandong_domain::ids::TownId;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock},
};
use tokio::sync::{Mutex, MutexGuard};

#[derive(Debug, Default)]
pub(super) struct Books {
    at_hand: RwLock<HashMap<TownId, Arc<Book>>>,
    /// Held while a book is read from the log and while one is written to it, so that no older one
    /// is put at hand after a newer one was written. With the towns that are set out.
    turn: Mutex<HashSet<TownId>>,
}

/// The right to write a book; nobody reads one from the log meanwhile.
#[derive(Debug)]
pub(crate) struct Turn<'a>(#[expect(dead_code, reason = "held")] MutexGuard<'a, HashSet<TownId>>);

impl App {
    /// A town's book. The first look also sets the alarms and the cars of its open incidents.
    ///
    /// # Errors
    /// [`AppError::NoSuchTown`], or the store's.
    pub async fn book(&self, town: &TownId) -> Result<Arc<Book>, AppError> {
        if let Some(book) = self.book_at_hand(town) {
            return Ok(book);
        }
        let mut set_out = self.books.turn.lock().await;
        if let Some(book) = self.book_at_hand(town) {
            return Ok(book);
        }
        // Whatever other nodes write after this position, the follower takes in.
        let from = self.follows_from(town).await?;
        let book = Book::load(self.store.as_ref(), town)
            .await?
            .ok_or_else(|| AppError::NoSuchTown(town.clone()))?;
        // Once: every command comes by here first, so none has moved a car or an alarm before. Later
        // on the rows are behind what is at hand.
        if !set_out.contains(town) {
            self.set_out(town).await?;
            set_out.insert(town.clone());
            self.begin_to_follow(town, from);
        }
        let book = Arc::new(book);
        self.books
            .at_hand
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(town.clone(), Arc::clone(&book));
        Ok(book)
    }

    fn book_at_hand(&self, town: &TownId) -> Option<Arc<Book>> {
        let books = self.books.at_hand.read();
        books
            .unwrap_or_else(PoisonError::into_inner)
            .get(town)
            .cloned()
    }

    pub(crate) async fn turn_to_write(&self) -> Turn<'_> {
        Turn(self.books.turn.lock().await)
    }

    pub(crate) fn forget_book(&self, _turn: &Turn<'_>, town: &TownId) {
        self.books
            .at_hand
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(town);
    }
}
