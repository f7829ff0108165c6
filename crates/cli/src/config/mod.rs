//! Settings: one file, the environment, and flags; the later wins. Each setting is described once,
//! in [`settings::ALL`]: reading, `config print` and the page of the operator's guide are made from
//! that description.

pub(crate) mod page;
pub(crate) mod settings;
mod source;
mod typed;
mod value;

pub(crate) use source::{Flags, Resolved, load};
pub(crate) use typed::{Config, LogFormat, SignIn, Site, Webhooks};
pub(crate) use value::{Origin, Value};

use crate::{Failure, args::Place};
use std::path::Path;

/// The settings by the process's own environment.
pub(crate) fn resolve(file: Option<&Path>, flags: &Flags) -> Result<Resolved, Failure> {
    load(file, &source::environment(), flags)
}

/// The settings of a command that works on a database.
pub(crate) fn of(place: &Place) -> Result<Config, Failure> {
    with(place, Vec::new())
}

/// The database that a command works on, with its key and its attachments.
pub(crate) fn site(place: &Place) -> Result<Site, Failure> {
    of(place)?.site()
}

/// The same with further flags.
pub(crate) fn with(place: &Place, mut flags: Flags) -> Result<Config, Failure> {
    if let Some(db) = &place.db {
        flags.push(("database.path", db.display().to_string()));
    }
    Config::new(&resolve(place.config.as_deref(), &flags)?)
}
