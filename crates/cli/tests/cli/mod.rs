mod bad_input;
mod crash;
mod form;
mod same_seed;
mod serve;
mod tools;
mod verify;
