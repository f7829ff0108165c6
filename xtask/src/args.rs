//! What can be asked for on the command line.

use clap::{Parser, Subcommand, ValueEnum};

/// Liandong's project tasks.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) task: Task,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Build everything, make half a year of Huacao's history, write the form and serve the console
    Demo(DemoOptions),
    /// Install what is missing, then run every check and every test
    Test(TestOptions),
    /// Check the rules of the tree that no compiler checks
    Tidy,
    /// Write the OpenAPI document of the live router and the console's types made from it
    Codegen(CodegenOptions),
    /// Run the benchmarks of xtask/benches.toml in release and print their tables
    Bench(BenchOptions),
    /// Try the API as each role with schemathesis, by its own OpenAPI document
    FuzzApi(FuzzOptions),
    /// Make the README's screenshot and the handbook's day (docs/img, docs/src/img) from a running console
    Shots(ShotsOptions),
}

#[derive(Debug, clap::Args)]
pub(crate) struct DemoOptions {
    /// Throw the demo's data away and make it again
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Port on 127.0.0.1; 8110, or any free one when 8110 is taken
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// Seed, write the form, and end without serving
    #[arg(long)]
    pub(crate) no_serve: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct TestOptions {
    /// Run these parts only (repeat it, or separate with commas)
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) only: Vec<Part>,
}

/// The parts of `cargo xtask test`, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// cargo fmt --check
    Fmt,
    /// the rules of the tree
    Tidy,
    /// the console's types, unit tests and production build
    Console,
    /// clippy on all targets, warnings are errors
    Clippy,
    /// a throw-away PostgreSQL cluster starts, answers and stops
    Postgres,
    /// cargo test on the whole workspace, with PostgreSQL beside it
    Unit,
    /// the committed OpenAPI document and types are those of the live router
    Codegen,
    /// schemathesis as each role against a served town: a short sample
    Fuzz,
    /// Playwright with Chromium against a served, freshly seeded town
    Browser,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CodegenOptions {
    /// Compare with the committed files instead of writing them
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct BenchOptions {
    /// Run only the benchmarks whose name contains this
    pub(crate) filter: Option<String>,
    /// List the benchmarks and end
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct FuzzOptions {
    /// So many requests at the least; a short sample of every operation without it
    #[arg(long)]
    pub(crate) requests: Option<u64>,
    /// As these roles only (repeat it, or separate with commas); all by default
    #[arg(long, value_delimiter = ',')]
    pub(crate) role: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ShotsOptions {
    /// Take the picture of this database instead of a freshly generated week
    #[arg(long)]
    pub(crate) db: Option<std::path::PathBuf>,
}
