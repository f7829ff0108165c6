mod attendance;
mod book;
mod crews;
mod findings;
mod requests;
mod units;
