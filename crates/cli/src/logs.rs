//! The program's own log: to standard error, as text or as JSON lines.

use crate::config::LogFormat;
use tracing_subscriber::EnvFilter;

/// Begins to log. A filter that cannot be read is told and replaced by `info`.
pub(crate) fn start(format: LogFormat, filter: &str) {
    let (parsed, bad) = match EnvFilter::try_new(filter) {
        Ok(parsed) => (parsed, None),
        Err(error) => (EnvFilter::new("info"), Some(error)),
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(parsed)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
    if let Some(error) = bad {
        tracing::warn!(%error, filter, "log.filter cannot be read; info is taken");
    }
}
