//! Settings: one file, the environment, and flags; the later wins. Each setting is described once,
//! in [`settings::ALL`]: reading, `config print` and the page of the operator's guide are made from
//! that description.

pub(crate) mod page;
pub(crate) mod settings;
mod source;
mod typed;
mod value;

pub(crate) use source::{Flags, Resolved, load};
pub(crate) use typed::{Config, LogFormat};
pub(crate) use value::{Origin, Value};
