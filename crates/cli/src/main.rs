//! The binary `liandong`: composition and commands.
fn main() {}
