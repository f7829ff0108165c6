//! Use cases: load, decide, append, project; ports for time, ids, keys.
