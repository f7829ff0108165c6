//! Open files: every connection is one, and systems begin with few.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Files beside the connections: the database's, the log's, attachments', webhooks'.
const BESIDE: u64 = 128;

/// Takes as many as the system lets us have, and tells the operator when so many connections need more.
pub(crate) fn take(connections: usize) {
    let mut limit = getrlimit(Resource::Nofile);
    let before = limit.current;
    limit.current = limit.maximum;
    if limit.current != before
        && let Err(error) = setrlimit(Resource::Nofile, limit)
    {
        tracing::warn!(%error, "the limit of open files stays as it is");
        limit.current = before;
    }
    let needed = u64::try_from(connections).map_or(u64::MAX, |most| most.saturating_add(BESIDE));
    if let Some(files) = limit.current.filter(|files| *files < needed) {
        tracing::warn!(
            files,
            needed,
            "fewer files may be open than server.connections needs: raise the limit (LimitNOFILE, ulimit -n)"
        );
    }
}
