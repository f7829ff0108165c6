//! Composition and commands of the binary `liandong`.
//!
//! Architecture invariant: the only place that picks a database, a clock and a source of
//! randomness, and the only one that turns errors into exit codes: 0 done, 1 failed, 2 what was
//! asked or handed in is wrong and nothing was written.

mod args;
mod commands;
mod entropy;
mod failure;
mod files;
mod live;
pub mod opening;
mod progress;
pub mod traffic;

pub use entropy::SeededEntropy;
pub use failure::Failure;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    let filter = EnvFilter::try_from_env("LIANDONG_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let done = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(dispatch(args.command)),
        Err(error) => Err(Failure::Failed(error.into())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}

async fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(args) => commands::init::run(&args).await,
        Command::Simulate(args) => commands::simulate::run(&args).await,
        Command::Serve(args) => commands::serve::run(&args).await,
        Command::Form(args) => commands::form::run(&args).await,
        Command::Explain(args) => commands::explain::run(&args).await,
        Command::Verify(args) => commands::verify::run(&args).await,
        Command::Rebuild(args) => commands::rebuild::run(&args).await,
        Command::Token(args) => commands::token::run(&args).await,
        Command::Enter(args) => commands::enter::run(&args).await,
    }
}
