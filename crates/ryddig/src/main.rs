//! The program: arguments, configuration, the clock, and the wiring of everything else.
//!
//! Only this crate reads arguments, the environment, configuration files and the clock.

mod arguments;
mod book;
mod commands;
mod company;
mod control;
mod example;
mod init;
mod open;
mod options;
mod outbox;
mod serve;
mod worker;

use arguments::{Arguments, Subcommand};
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// The command was understood and could not be carried out.
const FAILED: u8 = 1;
/// The command line or the register has mistakes.
const MISTAKEN: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => return complain(&format!("no threads could be started: {cause}"), FAILED),
    };
    match runtime.block_on(run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => complain(&problem.text, problem.code),
    }
}

/// What the program ends with when it cannot do what was asked.
struct Problem {
    text: String,
    code: u8,
}

impl Problem {
    fn failed(text: impl std::fmt::Display) -> Self {
        Self { text: text.to_string(), code: FAILED }
    }

    fn mistaken(text: impl std::fmt::Display) -> Self {
        Self { text: text.to_string(), code: MISTAKEN }
    }
}

async fn run(arguments: Arguments) -> Result<(), Problem> {
    let Arguments { company, data, command } = arguments;
    match command {
        Subcommand::Serve(options) => serve::serve(&company, &data, options).await,
        Subcommand::Init(options) => init::init(&company, options),
        Subcommand::Check { format } => company::check(&company, format),
        Subcommand::Explain { code } => company::explain(&code),
        Subcommand::Statement { language, format } => {
            let published = control::published(&data).await;
            company::statement(&company, published.as_ref(), language.into(), format)
        }
        Subcommand::Record { language, format } => company::record(&company, language.into(), format),
        Subcommand::On(command) => control::carry_out(&company, &data, command).await,
    }
}

/// Prints to standard output; a reader that has gone away is not a mistake of ours.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn complain(text: &str, code: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
    ExitCode::from(code)
}
