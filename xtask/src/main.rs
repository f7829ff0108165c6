//! Project tasks. `cargo xtask --help` lists them; `demo` and `test` are the two that everybody
//! needs, and both begin on a machine that has no more than Rust and Node.
//!
//! Everything a task starts lives in a process group of its own and dies with the task; temporary
//! directories go the same way (see [`process`]).

// A task's output is what it is for.
#![allow(clippy::print_stdout)]

mod args;
mod bench;
mod browser;
mod codegen;
mod console;
mod demo;
mod fuzz;
mod needs;
mod node;
mod postgres;
mod process;
mod python;
mod server;
mod shots;
mod steps;
mod test;
mod tidy;
mod workspace;

use args::{Args, Task};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let result = process::watch_for_interrupts().and_then(|()| match args.task {
        Task::Demo(options) => demo::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Tidy => tidy::run(),
        Task::Codegen(options) => codegen::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::FuzzApi(options) => fuzz::run(&options),
        Task::Shots(options) => shots::run(&options),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if process::interrupted() => {
            eprintln!("stopped");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
