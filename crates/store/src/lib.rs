//! The store's port (存储端口): the event envelope, streams, read models and errors that both
//! databases share, and the contract suite that both must pass.
//!
//! Architecture invariant: this crate knows no database and no incident. Adapters know no incident
//! either: what a row of a read model holds is decided by the caller, who hands over [`Table`]s and
//! a [`Projector`].

pub mod chain;
pub mod check;
pub mod compare;
pub mod contract;
pub mod envelope;
pub mod error;
pub mod job;
pub mod observed;
pub mod port;
pub mod sql;
pub mod table;
pub mod walk;

pub use envelope::{
    Actor, CommandKey, Commit, Head, NewEvent, Receipt, Secret, StoredEvent, StreamName,
};
pub use error::StoreError;
pub use observed::Observed;
pub use port::{Progress, Projector, RebuildMode, Rebuilt, Store, Verified, Visit};
pub use table::{Column, ColumnKind, Filter, Index, Op, Query, Row, RowChange, Table, Value};
