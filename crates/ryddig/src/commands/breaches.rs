//! `ryddig breaches` and `ryddig breach …`: breaches of security on the command line.

use crate::arguments::Tongue;
use crate::commands::Output;
use crate::commands::words::WORDS;
use engine::breaches::{
    self, Clock, Finding, Kind, Line, Obstacle, Opened, Opening, Part, Receiver, Search, View, add, breach, draft,
    find, form, numbered, open,
};
use engine::{Caller, Engine, Failure, Language, Moment, RowId, documents};
use serde::{Deserialize, Serialize};

/// What is done with one breach.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum BreachCommand {
    /// Open a breach: its clock runs from the moment we became aware
    Open {
        /// What it is called
        title: String,
        /// What happened, naming nobody
        #[arg(long)]
        what: String,
        /// When we became aware, in Norwegian time: 2026-11-22T18:04; otherwise now
        #[arg(long, value_name = "MOMENT")]
        aware: Option<String>,
        /// What went wrong: wrong-recipient, visible-addresses, snooping, intrusion, lost, published, …
        #[arg(long, default_value = "other")]
        kind: String,
        /// The number of the customer's agreement, where we are the processor
        #[arg(long, value_name = "NUMBER")]
        agreement: Option<i64>,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Show one breach: its clock, what is decided, what is left, and the log
    Show {
        /// Its number
        number: i64,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Find who is affected, by one of --who, --kind, --mail and --person; put them on the list with --add
    Find {
        /// The number of the breach
        number: i64,
        /// Whomever this colleague looked at or changed: an address, or the id of a user
        #[arg(long, value_name = "COLLEAGUE", conflicts_with_all = ["kind", "mail", "person"], requires = "from")]
        who: Option<String>,
        /// Everybody whom rows of this entity are about
        #[arg(long, value_name = "ENTITY", conflicts_with_all = ["mail", "person"])]
        kind: Option<String>,
        /// Everybody to whom the mail with this Message-ID went
        #[arg(long, value_name = "MESSAGE-ID", conflicts_with = "person")]
        mail: Option<String>,
        /// One person: an address, a number, or their id
        #[arg(long)]
        person: Option<String>,
        /// From this moment, in Norwegian time: 2026-11-22T18:04
        #[arg(long, value_name = "MOMENT", requires = "to")]
        from: Option<String>,
        /// To this moment
        #[arg(long, value_name = "MOMENT", requires = "from")]
        to: Option<String>,
        /// Put exactly those on the list who were shown with this fingerprint
        #[arg(long, value_name = "FINGERPRINT")]
        add: Option<String>,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Write what the authority, the customer or those affected may be told
    Notice {
        /// The number of the breach
        number: i64,
        /// To whom: authority, people, customer
        #[arg(long, default_value = "authority")]
        to: String,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Write the whole record with its log as one document of HTML (GDPR art. 33(5))
    Document {
        /// The number of the breach
        number: i64,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
}

/// Breaches by deadline; with `closed` the latest that are closed.
pub(super) async fn list(engine: &Engine, now: Moment, closed: bool, language: Language) -> Result<Output, Failure> {
    let lines = breaches::breaches(engine, &Caller::command(language), closed, now).await?;
    if lines.is_empty() {
        return Ok(Output::text(WORDS.say(language, "breaches-none", &[]) + "\n"));
    }
    let text: Vec<String> = lines.iter().map(|line| one_line(line, language)).collect();
    Ok(Output::text(text.join("\n") + "\n"))
}

fn one_line(line: &Line, language: Language) -> String {
    let number = line.number.to_string();
    let clock = clock(line.clock, line.notify_by, language);
    WORDS.say(language, "breaches-line", &[("number", &number), ("clock", &clock), ("title", &line.title)])
}

fn clock(clock: Clock, by: Moment, language: Language) -> String {
    let by = documents::moment(by, language);
    let hours = |seconds: i64| (seconds / 3_600).to_string();
    match clock {
        Clock::Calm(left) | Clock::Soon(left) => {
            WORDS.say(language, "breach-left", &[("by", &by), ("hours", &hours(left))])
        }
        Clock::Late(past) => WORDS.say(language, "breach-late", &[("by", &by), ("hours", &hours(past))]),
        Clock::Stopped => WORDS.say(language, "breach-stopped", &[]),
    }
}

/// Carries out one command about a breach.
pub(super) async fn one(engine: &Engine, now: Moment, what: &BreachCommand) -> Result<Output, Failure> {
    match what {
        BreachCommand::Open { title, what, aware, kind, agreement, language } => {
            let language = Language::from(*language);
            let Some(kind) = Kind::ALL.iter().copied().find(|one| one.key() == kind) else {
                let known: Vec<&str> = Kind::ALL.iter().map(|one| one.key()).collect();
                return Ok(unknown(kind, &known, language));
            };
            let (aware_at, agreement) = (moment(aware.as_deref(), Some(now)), *agreement);
            begin(engine, now, (title, what, aware_at), (kind, agreement), language).await
        }
        BreachCommand::Show { number, language } => {
            let language = Language::from(*language);
            match found(engine, *number, language).await? {
                Ok(id) => show(engine, now, id, language).await,
                Err(output) => Ok(output),
            }
        }
        BreachCommand::Find { number, add, language, .. } => {
            let language = Language::from(*language);
            let Some(search) = search(what) else { return Ok(Output::mistaken(said(Obstacle::NoSearch, language))) };
            match found(engine, *number, language).await? {
                Ok(id) => seek(engine, now, id, (&search, add.as_deref()), language).await,
                Err(output) => Ok(output),
            }
        }
        BreachCommand::Notice { number, to, language } => {
            let language = Language::from(*language);
            let Some(receiver) = Receiver::ALL.iter().copied().find(|one| one.key() == to) else {
                let known: Vec<&str> = Receiver::ALL.iter().map(|one| one.key()).collect();
                return Ok(unknown(to, &known, language));
            };
            match found(engine, *number, language).await? {
                Ok(id) => {
                    let notice = draft(engine, &Caller::command(language), now, id, (receiver, language)).await?;
                    Ok(Output::text(format!("{}\n\n{}\n", notice.subject, notice.text)))
                }
                Err(output) => Ok(output),
            }
        }
        BreachCommand::Document { number, language } => {
            let language = Language::from(*language);
            match found(engine, *number, language).await? {
                Ok(id) => {
                    let document = breaches::document(engine, &Caller::command(language), id, now).await?;
                    Ok(Output::text(documents::to_page(&document) + "\n"))
                }
                Err(output) => Ok(output),
            }
        }
    }
}

/// How those affected are looked for; none where nothing is said.
fn search(what: &BreachCommand) -> Option<Search> {
    let BreachCommand::Find { who, kind, mail, person, from, to, .. } = what else { return None };
    let (from, to) = (moment(from.as_deref(), None), moment(to.as_deref(), None));
    match (who, kind, mail, person) {
        (Some(who), ..) => Some(Search::Ledger { who: who.clone(), from, to, looked: true, changed: true }),
        (_, Some(kind), ..) => Some(Search::Rows { kind: kind.clone(), period: from.zip(to) }),
        (.., Some(mail), _) => Some(Search::Mail { mail: mail.clone() }),
        (.., Some(person)) => Some(Search::Person { person: person.clone() }),
        (None, None, None, None) => None,
    }
}

/// The moment that was written; `otherwise` where none was.
fn moment(written: Option<&str>, otherwise: Option<Moment>) -> Option<Moment> {
    written.map_or(otherwise, documents::read_moment)
}

fn unknown(word: &str, known: &[&str], language: Language) -> Output {
    Output::mistaken(WORDS.say(language, "request-word", &[("word", word), ("known", &known.join(", "))]))
}

/// The breach with this number; otherwise what to say instead.
async fn found(engine: &Engine, number: i64, language: Language) -> Result<Result<RowId, Output>, Failure> {
    let id = numbered(engine, &Caller::command(language), number).await?;
    Ok(id.ok_or_else(|| Output::failed(WORDS.say(language, "breach-unknown", &[("number", &number.to_string())]))))
}

async fn begin(
    engine: &Engine,
    now: Moment,
    (title, what, aware_at): (&str, &str, Option<Moment>),
    (kind, agreement): (Kind, Option<i64>),
    language: Language,
) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let agreement = match agreement {
        None => None,
        Some(number) => {
            let offered = form(engine, &caller).await?;
            let Some(one) = offered.into_iter().find(|one| one.number == Some(number)) else {
                return Ok(Output::failed(said(Obstacle::NoAgreement, language)));
            };
            Some(one.id)
        }
    };
    let part = if agreement.is_some() { Part::Processor } else { Part::Controller };
    let opening = Opening { title: title.to_owned(), what: what.to_owned(), aware_at, kind, part, agreement };
    match open(engine, &caller, now, &opening).await? {
        Opened::Not(obstacle) => Ok(Output::failed(said(obstacle, language))),
        Opened::Done(id) => {
            let view = breach(engine, &caller, id, now).await?;
            let by = documents::moment(view.notify_by, language);
            let arguments = [("number", view.number.to_string()), ("by", by)];
            let arguments = arguments.each_ref().map(|(key, text)| (*key, text.as_str()));
            Ok(Output::text(WORDS.say(language, "breach-opened", &arguments) + "\n"))
        }
    }
}

async fn show(engine: &Engine, now: Moment, id: RowId, language: Language) -> Result<Output, Failure> {
    let view = breach(engine, &Caller::command(language), id, now).await?;
    Ok(Output::text(described(&view, language)))
}

fn described(view: &View, language: Language) -> String {
    let say = |key: &str, arguments: &[(&str, &str)]| WORDS.say(language, key, arguments);
    let number = view.number.to_string();
    let mut lines = vec![
        say("breach-heading", &[("number", &number), ("title", &view.title)]),
        clock(view.clock, view.notify_by, language),
    ];
    let filled = view.facts.iter().filter(|fact| !fact.cell.text.is_empty());
    lines.extend(filled.map(|fact| format!("  {}: {}", fact.name, fact.cell.text)));
    let counts = [("all", view.affected.to_string()), ("left", view.left.to_string())];
    lines.push(say("breach-affected", &counts.each_ref().map(|(key, text)| (*key, text.as_str()))));
    if view.closed_at.is_none() && !view.against_closing.is_empty() {
        lines.push(say("breach-remains", &[]));
        lines.extend(view.against_closing.iter().map(|obstacle| format!("  {}", said(*obstacle, language))));
    }
    lines.push(say("breach-log", &[]));
    for entry in &view.log {
        lines.push(format!("  {}  {}", documents::moment(entry.written_at, language), entry.text));
    }
    lines.join("\n") + "\n"
}

async fn seek(
    engine: &Engine,
    now: Moment,
    id: RowId,
    (search, shown): (&Search, Option<&str>),
    language: Language,
) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    if let Some(shown) = shown {
        let version = breach(engine, &caller, id, now).await?.version;
        return Ok(match add(engine, &caller, now, (id, version), (search, shown)).await? {
            Ok(people) => {
                let people = people.to_string();
                Output::text(WORDS.say(language, "breach-added", &[("people", &people)]) + "\n")
            }
            Err(obstacle) => Output::failed(said(obstacle, language)),
        });
    }
    match find(engine, &caller, id, search, 0).await? {
        Ok(finding) => Ok(Output::text(listed(&finding, language))),
        Err(obstacle) => Ok(Output::failed(said(obstacle, language))),
    }
}

fn listed(finding: &Finding, language: Language) -> String {
    let say = |key: &str, arguments: &[(&str, &str)]| WORDS.say(language, key, arguments);
    let new = finding.found - finding.listed;
    let counts =
        [("found", finding.found.to_string()), ("listed", finding.listed.to_string()), ("new", new.to_string())];
    let mut lines = vec![say("breach-found", &counts.each_ref().map(|(key, text)| (*key, text.as_str())))];
    if finding.everything {
        lines.push(say("breach-everything", &[]));
    }
    if finding.gone > 0 {
        lines.push(say("breach-gone", &[("gone", &finding.gone.to_string())]));
    }
    if finding.strangers > 0 {
        lines.push(say("breach-strangers", &[("strangers", &finding.strangers.to_string())]));
    }
    lines.extend(finding.people.iter().map(|one| format!("  {}  {}", one.id, one.name)));
    if finding.more {
        lines.push("  …".to_owned());
    }
    if new > 0 {
        lines.push(say("breach-add", &[("fingerprint", &finding.fingerprint)]));
    }
    lines.join("\n") + "\n"
}

/// What stands against something.
fn said(obstacle: Obstacle, language: Language) -> String {
    let key = match obstacle {
        Obstacle::TooLong(most) => return WORDS.say(language, "request-long", &[("most", &most.to_string())]),
        Obstacle::PeopleLeft(people) => {
            return WORDS.say(language, "breach-people-left", &[("people", &people.to_string())]);
        }
        Obstacle::Changed => "breach-changed",
        Obstacle::Closed => "breach-is-closed",
        Obstacle::Missing => "breach-missing",
        Obstacle::NotText => "request-text",
        Obstacle::NoMoment => "breach-no-moment",
        Obstacle::Future => "breach-future",
        Obstacle::TooEarly => "breach-too-early",
        Obstacle::NoAgreement => "breach-no-agreement",
        Obstacle::NoRisk => "breach-no-risk",
        Obstacle::RiskStands => "breach-risk-stands",
        Obstacle::Readable => "breach-readable",
        Obstacle::LateWithoutReason => "breach-late-why",
        Obstacle::NotOurs => "breach-not-ours",
        Obstacle::AlreadyTold => "breach-told-already",
        Obstacle::MailWaits => "breach-mail-waits",
        Obstacle::NobodyLeft => "breach-nobody-left",
        Obstacle::NoSearch => "breach-no-search",
        Obstacle::OthersFound => "breach-others-found",
        Obstacle::FactsMissing => "breach-facts-missing",
        Obstacle::AuthorityOpen => "breach-authority-open",
        Obstacle::CustomerOpen => "breach-customer-open",
        Obstacle::PeopleOpen => "breach-people-open",
    };
    WORDS.say(language, key, &[])
}
