//! One module a command.

pub(crate) mod account;
pub(crate) mod assess;
pub(crate) mod backup;
pub(crate) mod classify;
pub(crate) mod config;
pub(crate) mod district;
pub(crate) mod doctor;
pub(crate) mod enter;
pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod form;
mod form_changes;
mod form_check;
pub(crate) mod init;
pub(crate) mod ledger;
pub(crate) mod migrate;
pub(crate) mod plan;
pub(crate) mod rebuild;
pub(crate) mod rekey;
pub(crate) mod report;
pub(crate) mod restore;
pub(crate) mod retain;
mod self_evaluation;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod token;
pub(crate) mod train;
pub(crate) mod verify;

use std::io::{self, Write};

/// Writes to standard output. A reader that has had enough (`| head`) is no failure.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
