//! `ryddig init`: a first company file, from options and from answers on the terminal.
//!
//! Whether a fact is right is the register's to say: each is tried in an example's file. What a fact is and
//! how it is written is `fact`'s and `file`'s. No file is ever overwritten.

mod fact;
mod file;
#[cfg(test)]
mod tests;

use crate::arguments::Tongue;
use crate::{Problem, company, say};
use clap::Args;
use engine::{Catalogue, Language};
use fact::{Fact, Facts};
use register::SourceFile;
use std::fs::File;
use std::io::{BufRead, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::LazyLock;

/// The questions, and the comments in the file.
static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../languages/init.nb.ftl"), include_str!("../languages/init.en.ftl"))
});

/// The facts of a company, as far as they are known beforehand.
#[derive(Args, Default)]
pub(crate) struct Init {
    /// The company's registered name
    #[arg(long)]
    name: Option<String>,
    /// Its organisation number, nine digits
    #[arg(long)]
    organisation_number: Option<String>,
    /// Its postal address, on one line
    #[arg(long)]
    address: Option<String>,
    /// The person to turn to about privacy
    #[arg(long)]
    contact: Option<String>,
    /// That person's title in Norwegian
    #[arg(long)]
    contact_title_nb: Option<String>,
    /// That person's title in English
    #[arg(long)]
    contact_title_en: Option<String>,
    /// The e-mail address for questions about privacy
    #[arg(long)]
    email: Option<String>,
    /// The telephone number, such as +47 00 00 00 00
    #[arg(long)]
    phone: Option<String>,
    /// The company that delivers the mail
    #[arg(long)]
    mail_provider: Option<String>,
    /// The country where it does so, such as NO
    #[arg(long)]
    mail_provider_country: Option<String>,
    /// The day of the agreement with it, such as 2026-01-15
    #[arg(long)]
    mail_agreement_dated: Option<String>,
    /// The last day of the fiscal year, month and day, such as 12-31
    #[arg(long)]
    fiscal_year_ends: Option<String>,
    /// The areas used, of newsletter, sales, support, projects and staff, with commas between; or none
    #[arg(long)]
    areas: Option<String>,
    /// Questions, and comments in the file, in this language
    #[arg(long, value_enum, default_value_t)]
    language: Tongue,
}

/// `ryddig init`.
pub(crate) fn init(company: &Path, options: Init) -> Result<(), Problem> {
    let language = options.language.into();
    if company.symlink_metadata().is_ok() {
        return Err(taken(company, language));
    }
    let stdin = std::io::stdin();
    let facts = if stdin.is_terminal() {
        ask(known(options, language)?, language, &mut stdin.lock(), &mut std::io::stdout())?
    } else {
        known(options, language)?
    };
    let missing: Vec<String> = facts.missing().map(Fact::flag).collect();
    if !missing.is_empty() {
        return Err(Problem::mistaken(WORDS.say(language, "missing", &[("flags", &missing.join(", "))])));
    }
    let text = file::text(&facts, language);
    let mut files = register::standard();
    files.push(SourceFile { name: company.display().to_string(), text: text.clone() });
    company::compile_files(&files)?;
    write(company, &text, language)?;
    say(&next(company, language));
    Ok(())
}

/// What the options say; all that is wrong with them in one refusal.
fn known(options: Init, language: Language) -> Result<Facts, Problem> {
    let mut facts = Facts::default();
    let mut refused = Vec::new();
    for (fact, given) in options.into_facts() {
        let Some(given) = given else { continue };
        if facts.take(fact, &given).is_err() {
            refused.push(format!("{}: {}", fact.flag(), wrong(fact, &given, language)));
        }
    }
    if refused.is_empty() { Ok(facts) } else { Err(Problem::mistaken(refused.join("\n"))) }
}

/// Asks for what is missing, each until the answer will do or there is no more input.
fn ask(
    mut facts: Facts,
    language: Language,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> Result<Facts, Problem> {
    let missing: Vec<Fact> = facts.missing().collect();
    for fact in missing {
        loop {
            let question = WORDS.say(language, fact.question(), &[]);
            write!(output, "{question} ").and_then(|()| output.flush()).map_err(Problem::failed)?;
            let mut line = String::new();
            if input.read_line(&mut line).map_err(Problem::failed)? == 0 {
                return Ok(facts);
            }
            match facts.take(fact, &line) {
                Ok(()) => break,
                Err(fact::Unfit) => {
                    writeln!(output, "{}", wrong(fact, line.trim(), language)).map_err(Problem::failed)?;
                }
            }
        }
    }
    Ok(facts)
}

/// What is wrong with an answer: what it has to be instead.
fn wrong(fact: Fact, typed: &str, language: Language) -> String {
    let hint = WORDS.say(language, fact.hint(), &[]);
    if typed.trim().is_empty() {
        return WORDS.say(language, "empty", &[("hint", &hint)]);
    }
    WORDS.say(language, "wrong", &[("typed", &typed.escape_debug().to_string()), ("hint", &hint)])
}

/// Writes a file that is not there yet; one that cannot be written whole is taken away again.
fn write(company: &Path, text: &str, language: Language) -> Result<(), Problem> {
    let problem = |cause: std::io::Error| Problem::failed(format!("{}: {cause}", company.display()));
    let mut file = File::create_new(company).map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists => taken(company, language),
        _ => problem(cause),
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|cause| {
        let _ = std::fs::remove_file(company);
        problem(cause)
    })
}

fn taken(company: &Path, language: Language) -> Problem {
    Problem::failed(WORDS.say(language, "taken", &[("file", &company.display().to_string())]))
}

/// The commands that come next.
fn next(company: &Path, language: Language) -> String {
    let file = company.display().to_string();
    let option = if file == "ryddig.toml" { String::new() } else { format!(" --company {file:?}") };
    WORDS.say(language, "next", &[("file", &file), ("option", &option)]) + "\n"
}

impl Init {
    fn into_facts(self) -> [(Fact, Option<String>); Fact::ALL.len()] {
        [
            (Fact::Name, self.name),
            (Fact::OrganisationNumber, self.organisation_number),
            (Fact::Address, self.address),
            (Fact::Contact, self.contact),
            (Fact::ContactTitleNb, self.contact_title_nb),
            (Fact::ContactTitleEn, self.contact_title_en),
            (Fact::Email, self.email),
            (Fact::Phone, self.phone),
            (Fact::MailProvider, self.mail_provider),
            (Fact::MailProviderCountry, self.mail_provider_country),
            (Fact::MailAgreementDated, self.mail_agreement_dated),
            (Fact::FiscalYearEnds, self.fiscal_year_ends),
            (Fact::Areas, self.areas),
        ]
    }
}
