mod bad_input;
mod crash;
mod form;
mod nodes;
mod same_seed;
mod serve;
mod tools;
mod verify;
