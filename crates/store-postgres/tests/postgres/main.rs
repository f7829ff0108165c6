//! The PostgreSQL adapter's tests, one binary: the contract suite, and what only PostgreSQL has.

mod contract;
mod nodes;
mod place;
mod tamper;
