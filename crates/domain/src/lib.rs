//! Pure rules of Liandong (联动): incidents (警情), clocks (时限), duty (勤务), performance (绩效).
//!
//! Nothing here does I/O, waits, reads a clock or draws a random number. Time and looked-up facts
//! arrive as arguments, so that a decision taken years ago can be taken again and come out the same.

pub mod aggregate;
pub mod assessment;
pub mod dispatch;
pub mod district;
pub mod duplicates;
pub mod duty;
pub mod equipment;
pub mod geo;
pub mod ids;
pub mod incident;
pub mod media;
pub mod money;
pub mod people;
pub mod performance;
pub mod places;
pub mod planning;
pub mod policy;
pub mod ratio;
pub mod refusal;
pub mod registry;
pub mod reports;
pub mod rights;
pub mod roles;
pub mod safety;
pub mod screen;
pub mod standby;
pub mod time;
pub mod training;
pub mod webhook;
