//! The rules of the domain, tested from outside: given / when / then, tables and properties.
//!
//! One binary: linking once is cheaper than linking many times.

mod assessment;
mod dispatch;
mod district;
mod duty;
mod equipment;
mod incident;
mod performance;
mod places;
mod planning;
mod properties;
mod purity;
mod registry;
mod reports;
mod support;
mod webhook;
