//! The API over a real socket, on a real SQLite file, with the first customer's folder.
#![allow(clippy::unwrap_used)]

mod api;
