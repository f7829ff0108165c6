//! What stands around every route: who the client is, how much it may ask, what is written down of
//! it, and how its connection is treated.

pub(crate) mod accept;
pub(crate) mod buckets;
pub(crate) mod client;
pub(crate) mod deadline;
pub(crate) mod etag;
pub(crate) mod limits;
pub(crate) mod patience;
pub(crate) mod rest;
pub(crate) mod trace;
