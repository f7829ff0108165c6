//! The contract suite that every adapter passes.
