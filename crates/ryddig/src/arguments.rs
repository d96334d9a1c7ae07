//! The command line.

use crate::commands::Command;
use crate::crawl::Crawl;
use crate::doctor::Doctor;
use crate::init::Init;
use crate::limits::DRAIN_SECONDS_MAX;
use crate::listen;
use clap::{Args, Parser, ValueEnum};
use engine::Language;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The business system that keeps its privacy statement.
#[derive(Parser)]
#[command(name = "ryddig", version)]
pub(crate) struct Arguments {
    /// The company file: who answers for the data, and what the company adds to the register
    #[arg(long, global = true, env = "RYDDIG_COMPANY", default_value = "ryddig.toml")]
    pub(crate) company: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(subcommand)]
    pub(crate) command: Subcommand,
}

/// Where the data are.
#[derive(Args)]
pub(crate) struct Data {
    /// The data folder
    #[arg(long = "data", global = true, env = "RYDDIG_DATA", default_value = "data")]
    pub(crate) folder: PathBuf,
    /// Keep the rows in this PostgreSQL database and not in the data folder: `postgres://user:password@host/name`
    #[arg(long, global = true, env = "RYDDIG_DATABASE", hide_env_values = true, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// The folder with the keys of sealed fields; otherwise beside the data folder, `data-keys`
    #[arg(long, global = true, env = "RYDDIG_KEYS")]
    pub(crate) keys: Option<PathBuf>,
    /// Keep files in this folder or bucket (`s3://bucket/prefix`) and not in the data folder; how a bucket is reached is read
    /// from the environment
    #[arg(long, global = true, env = "RYDDIG_FILES", value_name = "PLACE")]
    pub(crate) files: Option<String>,
    /// Keep the erasure journal here and not in the data folder, where it survives the loss of the disk
    #[arg(long, global = true, env = "RYDDIG_JOURNAL", value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
pub(crate) enum Subcommand {
    /// Run the server
    Serve(Box<Serve>),
    /// Write the company file: asks for the facts that no option gives
    Init(Init),
    /// Check the register and print every finding; with a folder of backups, also those that are too old
    Check {
        #[command(flatten)]
        backups: Backups,
        /// In this form
        #[arg(long, value_enum, default_value = "human")]
        format: FindingFormat,
    },
    /// Explain a finding, such as R012; without a code, list them all
    Explain {
        /// Its code
        code: Option<String>,
    },
    /// Print the privacy statement that the register makes
    Statement {
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
        /// In this form
        #[arg(long, value_enum, default_value = "markdown")]
        format: Format,
    },
    /// Print the record of processing (GDPR art. 30): what the register says, and the customers for whom data are processed
    Record {
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
        /// In this form
        #[arg(long, value_enum, default_value = "markdown")]
        format: RecordFormat,
    },
    /// Say what the register would change in the database, in order, and change nothing
    Plan,
    /// Change the database to what the register declares, and destroy what the register gives up under `[destroy]`
    Migrate,
    /// Hand out the register for programs
    Register {
        #[command(subcommand)]
        what: RegisterCommand,
    },
    /// Put the rows of a backup into a data folder or a database that has none
    #[command(visible_alias = "import")]
    Restore {
        /// The file that `ryddig backup` wrote
        file: PathBuf,
    },
    /// Look at everything that running Ryddig depends on, and say what to mend; changes and sends nothing
    Doctor(Doctor),
    /// Visit the company's own website and say what it puts into a visitor's browser, and whom it calls
    Crawl(Crawl),
    /// List the backups in a folder; fails where one is older than the register allows
    Backups(Backups),
    /// Commands on the data: through the running server, or on the folder when none runs
    #[command(flatten)]
    On(Command),
}

/// What is done with the register.
#[derive(clap::Subcommand)]
pub(crate) enum RegisterCommand {
    /// Print the whole register as JSON: all that it takes to work out the record, the due dates and the erasures anew
    Export {
        /// Print the rows instead. They are personal data
        #[arg(long)]
        rows: bool,
    },
    /// Print the JSON Schema of a register file, for editors
    Schema,
}

/// Where backups lie.
#[derive(Args, Clone)]
pub(crate) struct Backups {
    /// The folder of the backups: the server makes one every day, and deletes those that the register holds to be too old
    #[arg(long, env = "RYDDIG_BACKUPS", value_name = "FOLDER")]
    pub(crate) backups: Option<PathBuf>,
}

/// What the one who runs the server decides.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) doors: listen::Options,
    /// Where people reach the server
    #[arg(long, env = "RYDDIG_URL", default_value = "http://localhost:8080")]
    pub(crate) url: String,
    /// Send mail through this server: `smtps://user:password@host`, or `smtp://localhost:25`
    #[arg(long, env = "RYDDIG_SMTP", conflicts_with = "outbox")]
    pub(crate) smtp: Option<String>,
    /// Write mail to files in this folder, as long as no mail server is named
    #[arg(long, env = "RYDDIG_OUTBOX", default_value = "outbox")]
    pub(crate) outbox: PathBuf,
    /// Read the shared mailboxes that this file declares (IMAP)
    #[arg(long, env = "RYDDIG_MAILBOXES", value_name = "FILE")]
    pub(crate) mailboxes: Option<PathBuf>,
    /// The sender of all mail; otherwise the controller's own address
    #[arg(long, env = "RYDDIG_MAIL_FROM")]
    pub(crate) mail_from: Option<String>,
    /// Accept the plain contact form of this website, such as `https://www.example.no`
    #[arg(long = "form-origin", env = "RYDDIG_FORM_ORIGINS", value_delimiter = ',')]
    pub(crate) form_origins: Vec<String>,
    /// Let users sign in through the providers that this file declares (OIDC)
    #[arg(long, env = "RYDDIG_SIGN_ON", value_name = "FILE")]
    pub(crate) sign_on: Option<PathBuf>,
    /// A contact form sent sooner than this is put before a person first
    #[arg(long, default_value_t = 3, value_name = "SECONDS")]
    pub(crate) form_minimum_seconds: i64,
    /// Messages in an hour from one network that are put before a person first beyond it
    #[arg(long, default_value_t = 20, value_name = "MESSAGES")]
    pub(crate) contact_cap: u32,
    /// Append each signed head of the ledger to this file, outside the data folder and better on another machine
    #[arg(long, env = "RYDDIG_ANCHOR", value_name = "FILE")]
    pub(crate) anchor: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) backups: Backups,
    /// Hand out metrics for Prometheus at this address, such as `127.0.0.1:9464`, under `/metrics`
    #[arg(long, env = "RYDDIG_METRICS", value_name = "ADDRESS")]
    pub(crate) metrics: Option<SocketAddr>,
    /// Let other machines read the metrics: they hold numbers and no personal data, and are neither encrypted nor guarded
    #[arg(long, requires = "metrics")]
    pub(crate) metrics_anywhere: bool,
    /// Write the log in this form
    #[arg(long, env = "RYDDIG_LOG_FORMAT", value_enum, default_value = "text")]
    pub(crate) log_format: LogFormat,
    /// After the signal to stop, say for so long that the server is not ready and serve all the same, so that a balancer
    /// sends nobody any more
    #[arg(long, env = "RYDDIG_DRAIN_SECONDS", default_value_t = 0, value_name = "SECONDS",
        value_parser = clap::value_parser!(u64).range(..=DRAIN_SECONDS_MAX))]
    pub(crate) drain_seconds: u64,
    /// Fill an empty database with an example company, show its mail, and let everybody in
    #[arg(long, conflicts_with = "smtp")]
    pub(crate) demo: bool,
    #[command(flatten)]
    pub(crate) size: Size,
}

/// How large the example company is.
#[derive(clap::Args)]
pub(crate) struct Size {
    /// Make the example company up to about so many people, with two years behind it; 0 is its first days alone
    #[arg(long, requires = "demo", default_value_t = 0, value_name = "NUMBER")]
    pub(crate) people: usize,
    /// What the larger example company is drawn from: the same number on the same day, the same company
    #[arg(long, requires = "demo", default_value_t = 1, value_name = "NUMBER")]
    pub(crate) seed: u64,
}

/// A language on the command line.
#[derive(Clone, Copy, Default, ValueEnum, Serialize, Deserialize)]
pub(crate) enum Tongue {
    /// Norwegian bokmål
    #[default]
    Nb,
    /// English
    En,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Nb => Self::Nb,
            Tongue::En => Self::En,
        }
    }
}

/// A form of the log.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LogFormat {
    /// For reading
    Text,
    /// For programs: a JSON object in each line
    Json,
}

/// A form of a plan.
#[derive(Clone, Copy, Default, ValueEnum, Serialize, Deserialize)]
pub(crate) enum PlanFormat {
    /// For reading
    #[default]
    Human,
    /// For programs
    Json,
}

/// A form of the findings.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FindingFormat {
    /// For reading
    Human,
    /// For programs
    Json,
    /// For GitHub workflows
    Github,
    /// SARIF 2.1.0, for editors and code hosts
    Sarif,
}

/// A form of the statement.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// For reading and comparing
    Markdown,
    /// As it stands on the page
    Html,
    /// For programs
    Json,
    /// For each activity and each point of GDPR art. 13 and 14, the sentences that answer it (JSON)
    Answers,
}

/// A form of the record.
#[derive(Clone, Copy, ValueEnum, Serialize, Deserialize)]
pub(crate) enum RecordFormat {
    /// For reading and comparing
    Markdown,
    /// As it stands on the page
    Html,
    /// For a spreadsheet: a line for each activity
    Csv,
    /// For a spreadsheet: a line for each customer whose data we process
    CustomersCsv,
    /// A workbook for Excel and the like, with both
    Xlsx,
    /// For programs
    Json,
}
