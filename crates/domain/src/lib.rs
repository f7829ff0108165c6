//! Pure rules of Liandong (联动): incidents (警情), clocks (时限), duty (勤务), performance (绩效).
//!
//! Nothing here does I/O, waits, reads a clock or draws a random number. Time and looked-up facts
//! arrive as arguments, so that a decision taken years ago can be taken again and come out the same.

pub mod geo;
pub mod ids;
pub mod incident;
pub mod money;
pub mod performance;
pub mod policy;
pub mod ratio;
pub mod registry;
pub mod roles;
pub mod time;
