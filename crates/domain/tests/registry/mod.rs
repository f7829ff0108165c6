//! The register: what may enter, who is on duty, what a policy may say.

mod duty;
mod entering;
mod guidance;
mod policies;
