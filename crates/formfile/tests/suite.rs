//! The one integration binary of this crate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "suite/corpus.rs"]
mod corpus;
#[path = "../../report/tests/fixture/mod.rs"]
#[allow(dead_code)]
mod fixture;
#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, dead_code)]
mod fuzzed;
#[path = "suite/kinds.rs"]
mod kinds;
#[path = "suite/ours.rs"]
mod ours;
#[path = "suite/speed.rs"]
mod speed;
#[path = "suite/zipped.rs"]
mod zipped;
