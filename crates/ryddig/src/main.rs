//! The program: arguments, configuration, the clock, and the wiring of everything else.
//!
//! Only this crate reads arguments, the environment, configuration files and the clock.

mod anchor;
mod arguments;
mod backups;
mod book;
mod commands;
mod company;
mod control;
mod crawl;
mod doctor;
mod example;
mod files;
mod init;
mod lane;
mod limits;
mod listen;
mod log;
mod mail_in;
mod metrics;
mod migrate;
mod open;
mod options;
mod outbound;
mod outbox;
mod restore;
mod serve;
mod sign_on;
mod worker;

use arguments::{Arguments, RegisterCommand, Subcommand};
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// A page is made of many small texts, on all cores at once: the C library's allocator takes a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The command was understood and could not be carried out.
const FAILED: u8 = 1;
/// The command line or the register has mistakes.
const MISTAKEN: u8 = 2;
/// Said where the rows go out, beside them and not among them.
const ROWS_ARE_PERSONAL: &str = "warning: these rows are personal data; keep them where only those may read who need them, and delete \
                                 them when you are done";

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
        Subcommand::Serve(options) => serve::serve(&company, &data, *options).await,
        Subcommand::Init(options) => init::init(&company, options),
        Subcommand::Check { backups, format } => company::check(&company, format, &backups),
        Subcommand::Explain { code } => company::explain(code.as_deref()),
        Subcommand::Statement { language, format } => {
            let published = control::published(&data.folder).await;
            company::statement(&company, published.as_ref(), language.into(), format)
        }
        Subcommand::Record { language, format } if control::has_rows(&data.folder) => {
            control::carry_out(&company, &data, commands::Command::Record { language, format }).await
        }
        Subcommand::Record { language, format } => {
            let folder = data.folder.display();
            let _ =
                writeln!(std::io::stderr(), "note: there is no data folder {folder}: the customers are not included");
            company::record(&company, language.into(), format)
        }
        Subcommand::Plan => migrate::plan(&company, &data),
        Subcommand::Migrate => migrate::migrate(&company, &data).await,
        Subcommand::Register { what: RegisterCommand::Export { rows: false } } => company::export(&company),
        Subcommand::Register { what: RegisterCommand::Export { rows: true } } => {
            let _ = writeln!(std::io::stderr(), "{ROWS_ARE_PERSONAL}");
            control::carry_out(&company, &data, commands::Command::Rows).await
        }
        Subcommand::Register { what: RegisterCommand::Schema } => {
            say(&register::schema());
            Ok(())
        }
        Subcommand::Crawl(options) => crawl::crawl(options).await,
        Subcommand::Doctor(options) => doctor::doctor(&company, &data, options).await,
        Subcommand::Backups(options) => backups::show(&company, &options),
        Subcommand::Restore { file } => restore::restore(&company, &data, &file).await,
        Subcommand::On(commands::Command::Backup { file }) => {
            // The server has another working folder.
            let file = std::path::absolute(&file).map_err(Problem::mistaken)?;
            control::carry_out(&company, &data, commands::Command::Backup { file }).await
        }
        Subcommand::On(commands::Command::Mailbox(mut what)) => {
            if what.lacks_file()
                && let Some(file) = control::started_with(&data.folder).await.and_then(|running| running.mailboxes)
            {
                what.set_file(file);
            }
            let command = commands::Command::Mailbox(what).with_whole_paths();
            control::carry_out(&company, &data, command).await
        }
        Subcommand::On(command) => control::carry_out(&company, &data, command.with_whole_paths()).await,
    }
}

/// Prints to standard output; a reader that has gone away is not a mistake of ours.
fn say(text: &str) {
    say_bytes(text.as_bytes());
}

fn say_bytes(bytes: &[u8]) {
    let _ = std::io::stdout().write_all(bytes);
}

fn complain(text: &str, code: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
    ExitCode::from(code)
}
