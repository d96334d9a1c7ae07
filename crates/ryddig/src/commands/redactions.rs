//! `ryddig redactions`: the texts that tell of several persons, and deciding about one of them.

use crate::commands::Output;
use crate::commands::plan::reason;
use crate::commands::who::named;
use crate::commands::words::WORDS;
use clap::{Args, ValueEnum};
use engine::privacy::{Against, Aim, Choice, Decided, Judged, TextView, Verdict, WhichText, decide_text, shared_texts};
use engine::{Caller, Engine, Failure, Language, Moment, RowId};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// What texts are decided on for.
#[derive(Clone, Copy, ValueEnum, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// An access package, or what a person takes along
    Access,
    /// An erasure
    Erasure,
}

impl From<Purpose> for Aim {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Access => Self::Access,
            Purpose::Erasure => Self::Erasure,
        }
    }
}

/// Which text is decided about, and how.
#[derive(Args, Serialize, Deserialize)]
pub(crate) struct What {
    /// Decide about the text with this number
    #[arg(long, group = "which", value_name = "NUMBER", requires = "decision")]
    item: Option<usize>,
    /// Decide the same about every text that nobody has decided about
    #[arg(long, group = "which", requires = "decision")]
    all: bool,
    /// Take out the passages that are marked
    #[arg(long, group = "decision", requires = "which")]
    redact: bool,
    /// Leave this passage in, by its number; may be repeated
    #[arg(long = "not", value_name = "NUMBER", requires_all = ["redact", "item"])]
    except: Vec<usize>,
    /// Take out these words too, wherever they stand; may be repeated
    #[arg(long = "also", value_name = "WORDS", requires = "redact")]
    also: Vec<String>,
    /// Leave it as it is, and why
    #[arg(long, group = "decision", value_name = "WHY", requires = "which")]
    keep: Option<String>,
    /// Take out all of it; for a package leave it out
    #[arg(long, group = "decision", requires = "which")]
    remove: bool,
    /// Why. Needed for leaving something out of a package
    #[arg(long, value_name = "WHY", default_value = "")]
    because: String,
}

/// Lists the shared texts, or decides about one of them.
pub(super) async fn redactions(
    engine: &Engine,
    now: Moment,
    (person, purpose): (&str, Purpose),
    what: &What,
    language: Language,
) -> Result<Output, Failure> {
    let id = match named(engine, person, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let about = (id, Aim::from(purpose));
    match what.item {
        Some(number) => decide(engine, now, about, (number, what), language).await,
        None if what.all => decide_all(engine, now, about, what, language).await,
        None => list(engine, now, about, language).await,
    }
}

async fn list(engine: &Engine, now: Moment, about: (RowId, Aim), language: Language) -> Result<Output, Failure> {
    let found = shared_texts(engine, &Caller::command(language), now, about, WhichText::All).await?;
    let (all, open) = (found.count.all.to_string(), found.count.open.to_string());
    let mut text = WORDS.say(language, "texts-count", &[("all", &all), ("open", &open)]) + "\n";
    for one in &found.shown {
        show(&mut text, one, language);
    }
    Ok(Output::text(text))
}

fn show(text: &mut String, one: &TextView, language: Language) {
    let number = one.number.to_string();
    let arguments = [("number", number.as_str()), ("kind", &one.kind), ("label", &one.label), ("field", &one.field)];
    let _ = writeln!(text, "\n{}", WORDS.say(language, "texts-item", &arguments));
    let _ = writeln!(text, "  {}", state(one, language));
    if one.is_file {
        let _ = writeln!(text, "  {}", WORDS.say(language, "texts-file", &[("name", &one.text)]));
    } else {
        let _ = writeln!(text, "    {}", marked(one).replace('\n', "\n    "));
    }
}

fn state(one: &TextView, language: Language) -> String {
    match (&one.stopped, one.verdict) {
        (Some((why, law)), _) => reason(*why, law, language),
        (None, None) => WORDS.say(language, "texts-open", &[]),
        (None, Some(verdict)) => {
            let key = match verdict {
                Verdict::Redact => "texts-redacted",
                Verdict::Keep => "texts-kept",
                Verdict::Remove => "texts-removed",
            };
            let said = WORDS.say(language, key, &[]);
            if one.reason.is_empty() { said } else { format!("{said}: {}", one.reason) }
        }
    }
}

/// The text with a number and brackets around each passage: `Ring [1 Kari]`.
fn marked(one: &TextView) -> String {
    let signs: Vec<char> = one.text.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    for (number, place) in one.places.iter().enumerate() {
        text.extend(signs.get(at..place.passage.from).unwrap_or_default());
        let inside: String = signs.get(place.passage.from..place.passage.to).unwrap_or_default().iter().collect();
        let _ = write!(text, "[{} {inside}]", number + 1);
        at = place.passage.to;
    }
    text.extend(signs.get(at..).unwrap_or_default());
    text
}

async fn decide(
    engine: &Engine,
    now: Moment,
    about: (RowId, Aim),
    (number, what): (usize, &What),
    language: Language,
) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let found = shared_texts(engine, &caller, now, about, WhichText::One(number)).await?;
    let Some(text) = found.shown.first() else {
        return Ok(Output::failed(WORDS.say(language, "texts-unknown", &[("number", &number.to_string())])));
    };
    let against = match decide_text(engine, &caller, now, about, &judged(text, what)).await? {
        Decided::Done => {
            let left = shared_texts(engine, &caller, now, about, WhichText::FirstOpen).await?.count.open.to_string();
            return Ok(Output::text(WORDS.say(language, "texts-stored", &[("open", &left)]) + "\n"));
        }
        Decided::Not(against) => against,
    };
    Ok(Output::failed(said(against, language)))
}

/// Decides the same about every open text; what cannot be decided so is left, and told.
async fn decide_all(
    engine: &Engine,
    now: Moment,
    about: (RowId, Aim),
    what: &What,
    language: Language,
) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let found = shared_texts(engine, &caller, now, about, WhichText::All).await?;
    let mut text = String::new();
    let open = found.shown.iter().filter(|text| text.stopped.is_none() && text.verdict.is_none());
    for one in open {
        if let Decided::Not(against) = decide_text(engine, &caller, now, about, &judged(one, what)).await? {
            let _ = writeln!(text, "{}. {}", one.number, said(against, language));
        }
    }
    let left = shared_texts(engine, &caller, now, about, WhichText::FirstOpen).await?.count.open.to_string();
    text.push_str(&WORDS.say(language, "texts-stored", &[("open", &left)]));
    text.push('\n');
    Ok(Output::text(text))
}

/// The decision about `text` that was given on the command line.
fn judged(text: &TextView, what: &What) -> Judged {
    let (choice, reason) = match &what.keep {
        Some(why) => (Choice::Keep, why),
        None if what.remove => (Choice::Remove, &what.because),
        None => {
            let places = text.places.iter().enumerate().filter(|(at, _)| !what.except.contains(&(at + 1)));
            let ticked = places.map(|(_, place)| place.passage).collect();
            (Choice::Redact { ticked, words: what.also.join("\n") }, &what.because)
        }
    };
    Judged {
        entity: text.entity.clone(),
        row: text.row,
        field: text.field_key.clone(),
        version: text.version,
        choice,
        reason: reason.clone(),
    }
}

fn said(against: Against, language: Language) -> String {
    let say = |key: &str| WORDS.say(language, key, &[]);
    let number = |key: &str, name: &str, number: usize| WORDS.say(language, key, &[(name, &number.to_string())]);
    match against {
        Against::Changed => say("texts-changed"),
        Against::NoReason => say("texts-no-reason"),
        Against::TooLong(most) => number("request-long", "most", most),
        Against::NotText => say("request-text"),
        Against::Nothing => say("texts-nothing"),
        Against::NotThere(which) => number("texts-not-there", "which", which),
        Against::TooMany(places) => number("texts-too-many", "places", places),
        Against::File => say("texts-whole-file"),
        Against::Needed => say("texts-needed"),
        Against::Stopped => say("texts-stopped"),
    }
}

/// What a command says that waits for decisions: how many, and how they are made.
pub(super) fn undecided(texts: usize, person: &str, purpose: Purpose, language: Language) -> Output {
    let (texts, purpose) = (texts.to_string(), Aim::from(purpose).key());
    let arguments = [("texts", texts.as_str()), ("person", person), ("purpose", purpose)];
    Output::failed(WORDS.say(language, "texts-undecided-how", &arguments))
}
