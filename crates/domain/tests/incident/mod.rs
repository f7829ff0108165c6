//! The incident's life.

mod clocks;
mod clocks_paused;
mod intake;
mod main_line;
mod phase_table;
mod referrals;
mod rejections;
mod side_events;
mod times;
