//! Composition and commands of the binary `liandong`.
//!
//! Architecture invariant: the only place that picks a database, a clock and a source of
//! randomness, and the only one that turns errors into exit codes: 0 done, 1 failed, 2 what was
//! asked or handed in is wrong and nothing was written.

mod args;
mod commands;
mod config;
mod descriptors;
mod doctor;
mod drive;
mod entropy;
mod failure;
mod files;
mod live;
mod logs;
mod oidc;
pub mod opening;
mod progress;
pub mod traffic;

pub use entropy::SeededEntropy;
pub use failure::Failure;

use args::{Args, Command};
use clap::Parser;
use config::{Config, LogFormat};
use std::{process::ExitCode, time::Duration};

/// How long work on other threads may go on after the command is done.
const FAREWELL: Duration = Duration::from_secs(3);

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    start_logs(&args.command);
    let done = match tokio::runtime::Runtime::new() {
        Ok(runtime) => {
            let done = runtime.block_on(dispatch(args.command));
            // A receiver of webhooks that hangs must not hold the process.
            runtime.shutdown_timeout(FAREWELL);
            done
        }
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

/// By the settings; where they cannot be read, the command itself says so.
fn start_logs(command: &Command) {
    let settings = match command {
        Command::Serve(args) => config::of(&args.place),
        _ => config::resolve(None, &Vec::new()).and_then(|resolved| Config::new(&resolved)),
    };
    match settings {
        Ok(settings) => logs::start(settings.log_format, &settings.log_filter),
        Err(_) => logs::start(LogFormat::Text, "info"),
    }
}

async fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(args) => commands::init::run(&args).await,
        Command::Simulate(args) => commands::simulate::run(&args).await,
        Command::Serve(args) => commands::serve::run(&args).await,
        Command::Config(args) => commands::config::run(&args),
        Command::Backup(args) => commands::backup::run(&args).await,
        Command::Restore(args) => commands::restore::run(&args).await,
        Command::Doctor(args) => commands::doctor::run(&args).await,
        Command::Form(args) => commands::form::run(&args).await,
        Command::Explain(args) => commands::explain::run(&args).await,
        Command::EvidencePack(args) => commands::evidence::pack(&args).await,
        Command::EvidenceVerify(args) => commands::evidence::verify(&args),
        Command::Reproduce(args) => commands::evidence::reproduce(&args).await,
        Command::Report(args) => commands::report::run(&args).await,
        Command::Plan(args) => commands::plan::run(&args).await,
        Command::Ledger(args) => commands::ledger::run(&args).await,
        Command::Assess(args) => commands::assess::run(&args).await,
        Command::Verify(args) => commands::verify::run(&args).await,
        Command::Rebuild(args) => commands::rebuild::run(&args).await,
        Command::Token(args) => commands::token::run(&args).await,
        Command::Account(args) => commands::account::run(&args).await,
        Command::Retain(args) => commands::retain::run(&args).await,
        Command::Rekey(args) => commands::rekey::run(&args).await,
        Command::Migrate(args) => commands::migrate::run(&args).await,
        Command::District(args) => commands::district::run(&args).await,
        Command::Enter(args) => commands::enter::run(&args).await,
        Command::Train(args) => commands::train::run(&args).await,
        Command::Classify(args) => commands::classify::run(&args).await,
    }
}
