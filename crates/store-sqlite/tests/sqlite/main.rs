//! The SQLite adapter's tests, one binary: the contract suite, and what only SQLite has.

mod contract;
mod crash;
mod file;
mod tamper;
