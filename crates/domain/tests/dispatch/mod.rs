//! Dispatch: ranking, queue, cover, positions, numbers of a policy.

mod cover;
mod fixes;
mod queue;
mod recommend;
mod rules;
mod sos;
mod standby;
mod town;
