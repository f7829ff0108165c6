//! The queueing models against closed forms, published numbers, and laws that must hold for any town.

mod approximate;
mod book;
mod dense;
mod erlang;
mod laws;
mod refusals;
mod simulated;
mod town;
