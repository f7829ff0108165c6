//! The binary `liandong`: composition and commands.

fn main() -> std::process::ExitCode {
    liandong_cli::run()
}
