//! The commands on the data. The same code answers them in the running server and on the folder alone.

pub(crate) mod backup;
mod breaches;
mod export;
mod files;
mod import;
mod jobs;
mod keys;
pub(crate) mod mailboxes;
mod plan;
mod receipts;
mod record;
mod redactions;
mod requests;
mod scan;
mod statement;
mod sweep;
mod tokens;
mod users;
mod verify;
mod who;
mod wish;
mod words;

use crate::arguments::{PlanFormat, RecordFormat, Tongue};
use crate::doctor::finding::Finding;
use crate::doctor::{Running, data};
use engine::privacy::Wish;
use engine::{Engine, Moment};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A command on the data, as it travels to the running server.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum Command {
    /// The statement that the server has published; asked by `ryddig statement`
    #[command(skip)]
    Published,
    /// What the server was started with; asked by `ryddig doctor`
    #[command(skip)]
    Running,
    /// What the data say of themselves; asked by `ryddig doctor`
    #[command(skip)]
    Examine,
    /// Every row as JSON; asked by `ryddig register export --rows`
    #[command(skip)]
    Rows,
    /// The record of processing with its customers; asked by `ryddig record`
    #[command(skip)]
    Record {
        /// In this language
        language: Tongue,
        /// In this form
        format: RecordFormat,
    },
    /// Show everything held about a person, what holds it up, and until when
    Who {
        /// An e-mail address, a telephone number, or the person's id
        person: String,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Write the access package of a person into a folder: HTML and JSON
    Access {
        /// An e-mail address, a telephone number, or the person's id
        person: String,
        /// The folder
        #[arg(long)]
        to: PathBuf,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Write what a person gave us, on consent or contract, into a folder for use elsewhere: JSON and CSV (GDPR art. 20)
    Portability {
        /// An e-mail address, a telephone number, or the person's id
        person: String,
        /// The folder
        #[arg(long)]
        to: PathBuf,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// List what persons ask by right and is not answered, by deadline
    Requests {
        /// List the latest that are answered instead
        #[arg(long)]
        answered: bool,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Enter, show, answer and close what a person asks by right
    Request {
        #[command(subcommand)]
        what: requests::RequestCommand,
    },
    /// List texts and files that tell of several persons, and decide what becomes of each before access or erasure
    Redactions {
        /// An e-mail address, a telephone number, or the person's id
        person: String,
        /// What they are decided on for
        #[arg(long = "for", value_enum)]
        purpose: redactions::Purpose,
        #[command(flatten)]
        what: redactions::What,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// List the latest receipts, and the systems outside that nobody has answered for
    Receipts {
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Answer for a system outside under a receipt: done, with what shows it; without, there was nothing
    Outside {
        /// The receipt's id
        receipt: String,
        /// The system
        system: String,
        /// What shows that it was done; names nobody
        #[arg(long)]
        evidence: Option<String>,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// List breaches of security that are not closed, by the deadline to notify them
    Breaches {
        /// List the latest that are closed instead
        #[arg(long)]
        closed: bool,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Open and show a breach, find who is affected, and write what is told
    Breach {
        #[command(subcommand)]
        what: breaches::BreachCommand,
    },
    /// Show what an erasure of a person would do; carry it out with --plan
    Erase {
        /// An e-mail address, a telephone number, or the person's id
        person: String,
        /// Carry out exactly the plan with this fingerprint, as it was shown
        #[arg(long, value_name = "FINGERPRINT")]
        plan: Option<String>,
        /// Show it as if it were this day: 2027-11-22
        #[arg(long, value_name = "DATE", conflicts_with = "plan")]
        on: Option<String>,
        /// Show it in this form
        #[arg(long, value_enum, default_value = "human", conflicts_with = "plan")]
        format: PlanFormat,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Show what restricting all that is held about a person would do (GDPR art. 18); carry it out with --plan
    Restrict {
        /// An e-mail address, a telephone number, or the person's id
        person: String,
        /// Carry out exactly the plan with this fingerprint, as it was shown
        #[arg(long, value_name = "FINGERPRINT")]
        plan: Option<String>,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Show what lifting a restriction would do; carry it out with --plan when the person has been told
    Lift {
        /// An e-mail address, a telephone number, or the person's id
        person: String,
        /// Carry out exactly the plan with this fingerprint, as it was shown
        #[arg(long, value_name = "FINGERPRINT", requires = "told")]
        plan: Option<String>,
        /// The person has been told that the restriction is lifted (GDPR art. 18(3))
        #[arg(long)]
        told: bool,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Say row by row what a sweep would do, and do nothing
    Due {
        /// As if it were this day: 2027-11-22
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// In this form
        #[arg(long, value_enum, default_value = "human")]
        format: PlanFormat,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Delete what is due
    Sweep {
        /// As if it were this day: 2027-11-22
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// Only say what would be deleted
        #[arg(long)]
        trial: bool,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Write every row into a file, while the server works: a backup, and the way to another database
    #[command(visible_alias = "export")]
    Backup {
        /// The file; there must be none of this name
        file: PathBuf,
    },
    /// Look for words in the raw bytes of every file of the data folder
    Scan {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Work the ledger out anew and name every entry that was changed, removed, moved or put in
    Verify {
        /// Hold it against the heads in this file, too
        #[arg(long, env = "RYDDIG_ANCHOR", value_name = "FILE")]
        anchor: Option<PathBuf>,
        /// Trust this public key as well, besides the one of the data folder: 64 hexadecimal digits
        #[arg(long = "trust", value_name = "KEY")]
        trusted: Vec<String>,
        /// Only print the public key with which the ledger is signed
        #[arg(long, conflicts_with = "trusted")]
        public_key: bool,
        /// In this form
        #[arg(long, value_enum, default_value = "human")]
        format: PlanFormat,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Show the jobs that were given up, and decide what becomes of each
    Jobs {
        #[command(subcommand)]
        what: JobsCommand,
    },
    /// Look after the keys of sealed fields
    Keys {
        #[command(subcommand)]
        what: KeysCommand,
    },
    /// Look after files
    Files {
        #[command(subcommand)]
        what: FilesCommand,
    },
    /// Bring the lines of a file (CSV or XLSX) into a list, as though each had been typed into its form; says what would become of
    /// them, and does it with --go
    ImportList(import::Import),
    /// What is done with shared mailboxes
    #[command(flatten)]
    Mailbox(mailboxes::MailboxCommand),
    /// What is done with accounts
    #[command(flatten)]
    Account(users::AccountCommand),
    /// Print a link that signs a user in once
    SignIn {
        /// The user's address
        address: String,
    },
    /// End a user's access at once
    EndUser {
        /// The user's address
        address: String,
    },
    /// List users: their roles today, and whether they may come in
    Users {
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Grant a user a role
    Grant {
        /// The user's address
        address: String,
        /// A role of the register
        role: String,
        /// From this day: 2027-11-22
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Up to and including this day
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
    },
    /// End a role of a user at once
    Ungrant {
        /// The user's address
        address: String,
        /// The role
        role: String,
    },
    /// Look after the tokens of programs
    Token {
        #[command(subcommand)]
        what: tokens::TokenCommand,
    },
    /// Add a user
    AddUser {
        /// Their name
        name: String,
        /// Their address
        address: String,
        /// A role of the register; may be repeated
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// The language of their screens
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
}

impl Command {
    /// The same with paths that a server which was started elsewhere understands.
    pub(crate) fn with_whole_paths(mut self) -> Self {
        if let Self::Verify { anchor: Some(anchor), .. } = &mut self
            && let Ok(absolute) = std::path::absolute(&*anchor)
        {
            *anchor = absolute;
        }
        if let Self::Mailbox(what) = &mut self {
            what.with_whole_paths();
        }
        if let Self::ImportList(what) = &mut self {
            what.with_whole_paths();
        }
        self
    }
}

/// What is done with the keys of sealed fields.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum KeysCommand {
    /// Make a new master key and wrap every key with it
    Rotate,
    /// Say how many keys there are, and whether every sealed row has one
    Check,
    /// Destroy the keys of rows that the data do not hold, as after restoring a backup
    DropUnused,
}

/// What is done with jobs that were given up.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum JobsCommand {
    /// Show them: id, when, what, how often it was tried, and why it failed
    List,
    /// Try one again
    Retry {
        /// The job's id
        id: String,
    },
    /// Let one go
    Drop {
        /// The job's id
        id: String,
    },
}

/// What is done with files.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum FilesCommand {
    /// Say how many files there are, which rows lack theirs, and which no row names
    Check,
}

/// What a command gives back.
#[derive(Serialize, Deserialize, Default)]
pub(crate) struct Output {
    /// For standard output.
    pub(crate) text: String,
    /// For standard output, where it is no text.
    pub(crate) bytes: Vec<u8>,
    /// Files for the one who asked, each with its name.
    pub(crate) files: Vec<(String, String)>,
    /// More of them, whose bytes are no text: in base64.
    pub(crate) encoded: Vec<(String, String)>,
    /// Why it was not done.
    pub(crate) failed: Option<String>,
    /// What is wrong with what was asked for.
    pub(crate) mistaken: Option<String>,
    /// The statement that was published last.
    pub(crate) published: Option<Published>,
    /// What the server was started with.
    pub(crate) running: Option<Running>,
    /// What was found by a look at the data.
    pub(crate) findings: Vec<Finding>,
}

/// A statement and when it was published.
#[derive(Serialize, Deserialize)]
pub(crate) struct Published {
    /// The day, counted from 1 January 1970.
    pub(crate) day: i32,
    /// Its Norwegian text, Markdown, without the day.
    pub(crate) nb: String,
    /// Its English text.
    pub(crate) en: String,
}

impl Output {
    pub(crate) fn text(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    pub(crate) fn failed(why: impl std::fmt::Display) -> Self {
        Self { failed: Some(why.to_string()), ..Self::default() }
    }

    pub(crate) fn mistaken(why: impl std::fmt::Display) -> Self {
        Self { mistaken: Some(why.to_string()), ..Self::default() }
    }
}

/// Carries out one command.
pub(crate) async fn run(engine: &Engine, now: Moment, command: &Command) -> Output {
    let done = match command {
        Command::Published => statement::published(engine).await,
        // The socket answers that itself.
        Command::Running => Ok(Output::default()),
        Command::Examine => Ok(Output { findings: data::examine(engine, now, true).await, ..Output::default() }),
        Command::Rows => export::rows(engine, now).await,
        Command::Record { language, format } => record::record(engine, now, (*language).into(), *format).await,
        Command::Who { person, language } => who::who(engine, now, person, (*language).into()).await,
        Command::Access { person, language, to } => who::access(engine, now, person, (*language).into(), to).await,
        Command::Portability { person, language, to } => {
            requests::portability(engine, now, person, (*language).into(), to).await
        }
        Command::Requests { answered, language } => requests::list(engine, now, *answered, (*language).into()).await,
        Command::Request { what } => requests::one(engine, now, what).await,
        Command::Redactions { person, purpose, what, language } => {
            redactions::redactions(engine, now, (person, *purpose), what, (*language).into()).await
        }
        Command::Receipts { language } => receipts::list(engine, (*language).into()).await,
        Command::Outside { receipt, system, evidence, language } => {
            receipts::answer(engine, now, (receipt, system), evidence.as_deref(), (*language).into()).await
        }
        Command::Breaches { closed, language } => breaches::list(engine, now, *closed, (*language).into()).await,
        Command::Breach { what } => breaches::one(engine, now, what).await,
        Command::Erase { person, plan, on, format, language } => {
            let shown = (on.as_deref(), *format);
            let wish = wish::Asked { person, wish: Wish::Erasure, plan: plan.as_deref() };
            wish::wish(engine, now, wish, shown, (*language).into()).await
        }
        Command::Restrict { person, plan, language } => {
            let wish = wish::Asked { person, wish: Wish::Restriction, plan: plan.as_deref() };
            wish::wish(engine, now, wish, (None, PlanFormat::Human), (*language).into()).await
        }
        Command::Lift { person, plan, told: _, language } => {
            let wish = wish::Asked { person, wish: Wish::Lifting, plan: plan.as_deref() };
            wish::wish(engine, now, wish, (None, PlanFormat::Human), (*language).into()).await
        }
        Command::Due { on, format, language } => {
            sweep::due(engine, now, on.as_deref(), *format, (*language).into()).await
        }
        Command::Sweep { on, trial, language } => {
            sweep::sweep(engine, now, on.as_deref(), *trial, (*language).into()).await
        }
        Command::Backup { file } => backup::backup(engine, now, file).await,
        Command::Scan { words } => scan::scan(engine, words),
        Command::Verify { public_key: true, .. } => verify::public_key(engine),
        Command::Verify { anchor, trusted, public_key: false, format, language } => {
            let what = verify::What { anchor: anchor.as_deref(), trusted, format: *format };
            verify::verify(engine, &what, (*language).into()).await
        }
        Command::Jobs { what } => jobs::jobs(engine, now, what).await,
        Command::Keys { what } => keys::keys(engine, what).await,
        Command::Files { what: FilesCommand::Check } => files::check(engine).await,
        Command::ImportList(what) => import::import(engine, now, what).await,
        Command::Mailbox(what) => mailboxes::run(engine, now, what).await,
        Command::Account(what) => users::account(engine, now, what).await,
        Command::SignIn { address } => users::sign_in(engine, now, address).await,
        Command::Users { language } => users::list(engine, now, (*language).into()).await,
        Command::Grant { address, role, from, to } => {
            users::grant(engine, now, (address, role), (from.as_deref(), to.as_deref())).await
        }
        Command::Ungrant { address, role } => users::ungrant(engine, now, (address, role)).await,
        Command::Token { what } => tokens::tokens(engine, now, what).await,
        Command::EndUser { address } => users::end(engine, now, address).await,
        Command::AddUser { name, address, roles, language } => {
            users::add(engine, now, name, address, roles, (*language).into()).await
        }
    };
    done.unwrap_or_else(Output::failed)
}
