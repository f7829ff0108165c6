//! The rules of the domain, tested from outside: given / when / then, tables and properties.
//!
//! One binary: linking once is cheaper than linking many times.

mod incident;
mod performance;
mod properties;
mod purity;
mod registry;
mod support;
