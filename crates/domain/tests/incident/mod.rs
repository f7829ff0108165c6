//! The incident's life.

mod case;
mod clocks;
mod clocks_paused;
mod intake;
mod main_line;
mod phase_table;
mod policy_effect;
mod referrals;
mod referrals_back;
mod refusals;
mod rejections;
mod side_events;
mod times;
mod watches;
