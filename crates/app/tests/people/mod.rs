//! Signing in, callers' keys, erasure, retention, rotation, and what an auditor finds.

mod audit;
mod callers;
mod factors;
mod rekeying;
mod signing_in;
mod tokens;
