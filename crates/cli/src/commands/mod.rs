//! One module a command.

pub(crate) mod enter;
pub(crate) mod explain;
pub(crate) mod form;
pub(crate) mod init;
pub(crate) mod rebuild;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod token;
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
