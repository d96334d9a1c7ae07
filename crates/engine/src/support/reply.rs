//! An answer by mail: to whoever asks, to all, or to somebody else. What is written and not sent is kept for the writer, and
//! the others see that somebody writes.

use super::clock::CaseState;
use super::deadlines::Happened;
use super::portal::without_links;
use super::rows::Case;
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::correspondence::{
    Direction, EmailMessage, EmailThread, Hint, Outgoing, PartOf, Past, WORDS, clean_line, clean_text, cut, hints,
    ids_of, new_token, texts_of, write,
};
use crate::deed::More;
use crate::drafts;
use crate::failure::Failure;
use crate::limits::{
    BATCH_ROWS, CASE_TEXT_CHARACTERS, MAIL_BODY_CHARACTERS, MAIL_SUBJECT_CHARACTERS, RECIPIENTS_OF_AN_ANSWER,
    REFERENCES_WRITTEN,
};
use crate::parties;
use crate::records::Typed;
use crate::requests::LINK_MARK;
use mail::Mailbox;
use model::{Language, Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Stored};

const REPLY_DRAFT: &str = "case-reply";
pub(super) const NOTE_DRAFT: &str = "case-note";

/// An answer as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The version of the case that it was written to.
    pub version: i64,
    /// Addresses, parted by commas; where it is empty, whoever asks.
    pub to: String,
    /// Addresses.
    pub cc: String,
    /// The text.
    pub text: String,
    /// Files that were put for it, with what each is called.
    pub files: Vec<(RowId, String)>,
    /// The state of the case behind it.
    pub then: Option<CaseState>,
    /// It was read again after somebody else had written meanwhile.
    pub anyway: bool,
    /// Without what it answers below it.
    pub unquoted: bool,
    /// What is said to the guard.
    pub past: Past,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplyProblem {
    /// There is no text.
    Missing,
    /// It is longer than this many characters.
    TooLong(usize),
    /// This is no address.
    NoAddress(String),
    /// There is nobody to answer.
    Nobody,
    /// There are more than so many recipients.
    TooMany(usize),
    /// Somebody else has written or changed the case meanwhile: look first.
    Changed,
    /// Something in it does not belong in an open mail: it is held back, or asked about.
    Guarded(Vec<Hint>),
}

/// How an answer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// It is stored and on its way.
    Queued,
    /// It must be mended first; nothing is stored.
    Mend(ReplyProblem),
}

/// What somebody has written and not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// To whom.
    pub to: String,
    /// With a copy.
    pub cc: String,
    /// The text.
    pub text: String,
    /// A note.
    pub note: String,
}

/// Answers in the case `id`.
pub async fn reply(engine: &Engine, caller: &Caller, now: Moment, id: RowId, reply: &Reply) -> Result<Sent, Failure> {
    let text = clean_text(&reply.text.trim().replace("\r\n", "\n").replace('\r', "\n"));
    if text.is_empty() {
        return Ok(Sent::Mend(ReplyProblem::Missing));
    }
    if text.chars().count() > CASE_TEXT_CHARACTERS {
        return Ok(Sent::Mend(ReplyProblem::TooLong(CASE_TEXT_CHARACTERS)));
    }
    let mut work = Work::on(engine, caller, now, (id, None)).await?;
    if work.case.version != reply.version && !reply.anyway {
        return Ok(Sent::Mend(ReplyProblem::Changed));
    }
    let (to, cc) = match recipients(engine, &work.case.row, reply).await? {
        Ok(recipients) => recipients,
        Err(problem) => return Ok(Sent::Mend(problem)),
    };
    let (thread, row) = thread(&mut work).await?;
    let written = Written { text: &text, unquoted: reply.unquoted, receivers: to.iter().chain(&cc).collect() };
    let Letter { subject, body, quoted } = letter(&work, (thread, &row), &written).await?;
    let hints = hints(&subject, &text, &quoted, &texts_of(engine, &reply.files).await?);
    let is_held = hints.iter().any(|hint| hint.is_sure);
    if reply.past.release.is_none() && (is_held || !hints.is_empty() && !reply.past.looked) {
        return Ok(Sent::Mend(ReplyProblem::Guarded(hints)));
    }
    let answers = ids_of(engine, thread).await?;
    let outgoing = Outgoing {
        thread: (thread, &row),
        answers,
        subject,
        body,
        to,
        cc,
        bcc: Vec::new(),
        files: reply.files.clone(),
        author: caller.user,
    };
    let mail = write(engine, &mut work.changes, now, outgoing).await?;
    if let Some(release) = reply.past.release.filter(|_| is_held) {
        let at = (engine.tables().email_message.f.entity, mail);
        let entry = release.deed().entry(engine, now, caller.actor(), at);
        work.changes.record(entry.about(work.case.row.contact));
    }
    work.happened.push(Happened::WeAnswered);
    let f = &engine.tables().case.f;
    if work.case.row.answered_at.is_none() {
        work.set(f.answered_at, Value::Moment(now));
    }
    if work.case.row.owner.is_none() {
        work.give(caller.user).await?;
    }
    let then = reply.then.unwrap_or(CaseState::Customer);
    work.move_to(then)?;
    drafts::forget(engine, caller, &mut work.changes, (REPLY_DRAFT, Some(id))).await?;
    match work.done().await {
        Ok(()) => {
            if let Some(user) = caller.user {
                engine.presence().note(id, user, Some(false), now);
            }
            Ok(Sent::Queued)
        }
        Err(Failure::Stale) => Ok(Sent::Mend(ReplyProblem::Changed)),
        Err(other) => Err(other),
    }
}

type Recipients = (Vec<Mailbox>, Vec<Mailbox>);

async fn recipients(engine: &Engine, case: &Case, reply: &Reply) -> Result<Result<Recipients, ReplyProblem>, Failure> {
    let (to, cc) = match (addresses(&reply.to), addresses(&reply.cc)) {
        (Ok(to), Ok(cc)) => (to, cc),
        (Err(wrong), _) | (_, Err(wrong)) => return Ok(Err(ReplyProblem::NoAddress(wrong))),
    };
    let to = if to.is_empty() { contact(engine, case).await?.into_iter().collect() } else { to };
    if to.is_empty() {
        return Ok(Err(ReplyProblem::Nobody));
    }
    if to.len() + cc.len() > RECIPIENTS_OF_AN_ANSWER {
        return Ok(Err(ReplyProblem::TooMany(RECIPIENTS_OF_AN_ANSWER)));
    }
    Ok(Ok((to, cc)))
}

/// Addresses parted by commas, semicolons or line ends, also as `Kari <kari@example.no>`; or the first that is none.
fn addresses(typed: &str) -> Result<Vec<Mailbox>, String> {
    let mut found: Vec<Mailbox> = Vec::new();
    for one in typed.split([',', ';', '\n']).map(str::trim).filter(|one| !one.is_empty()) {
        let (name, address) = match one.strip_suffix('>').and_then(|one| one.rsplit_once('<')) {
            Some((name, address)) => (clean_line(name.trim_matches(['"', ' '])), address),
            None => (String::new(), one),
        };
        let address = parties::email(address).ok_or_else(|| one.to_owned())?;
        if found.iter().all(|known| known.address != address) {
            found.push(Mailbox { name: (!name.is_empty()).then_some(name), address });
        }
    }
    Ok(found)
}

/// Where answers to whoever asks go: the address that they wrote from, or else one of theirs.
async fn contact(engine: &Engine, case: &Case) -> Result<Option<Mailbox>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let address = if let Some(address) = case.answer_to {
        tables.email_address.get(store, address).await?
    } else {
        let f = &tables.email_address.f;
        let theirs = tables.email_address.all().matching(Condition::Is(f.person, Value::Id(case.contact)));
        tables.email_address.first(store, theirs).await?
    };
    let person = tables.person.get(store, case.contact).await?;
    let name = person.and_then(|person| person.row.name);
    Ok(address.map(|address| Mailbox { name, address: address.row.address }))
}

/// The latest thread of the case; a new one where there is none.
async fn thread(work: &mut Work<'_>) -> Result<(RowId, EmailThread), Failure> {
    let (engine, now, case) = (work.engine, work.now, &work.case);
    let table = &engine.tables().email_thread;
    let f = &table.f;
    let query = table.all().matching(Condition::Is(f.case, Value::Id(case.id))).newest_first(f.last_at);
    if let Some(Stored { id, version, row }) = table.first(engine.store(), query).await? {
        work.changes.update(&table.write, id, version, vec![(f.last_at, Value::Moment(now))])?;
        return Ok((id, row));
    }
    let id = engine.new_id(now);
    let row = EmailThread {
        person: case.row.contact,
        part_of: PartOf::Support,
        organisation: case.row.organisation,
        case: Some(case.id),
        subject: cut(&case.row.title, MAIL_SUBJECT_CHARACTERS),
        token: new_token(engine),
        split_from: None,
        owner: None,
        began_at: now,
        last_at: now,
    };
    table.insert(&mut work.changes, id, &row)?;
    Ok((id, row))
}

/// A mail as it is to go.
struct Letter {
    subject: String,
    /// The answer, the queue's signature, and what it answers.
    body: String,
    /// What it answers, as it stands below it.
    quoted: String,
}

/// What somebody has written, and to whom.
struct Written<'a> {
    text: &'a str,
    /// Without what it answers.
    unquoted: bool,
    receivers: Vec<&'a Mailbox>,
}

async fn letter(
    work: &Work<'_>,
    (thread, row): (RowId, &EmailThread),
    written: &Written<'_>,
) -> Result<Letter, Failure> {
    let (engine, tables) = (work.engine, work.engine.tables());
    let language = language_of(engine, work.case.row.contact).await?;
    let last = answered_by(engine, thread, written).await?;
    let queue = tables.queue.get(engine.store(), work.case.row.queue).await?;
    let signature = queue.and_then(|queue| queue.row.signature).unwrap_or_default();
    // The page of the case is its contact's alone.
    let theirs = addresses_of(engine, &work.case.row).await?;
    let is_theirs = written.receivers.iter().all(|receiver| theirs.contains(&receiver.address));
    let follow = is_theirs.then(|| WORDS.say(language, "case-follow", &[("link", LINK_MARK)]));
    let below: Vec<String> =
        [signature.trim().to_owned()].into_iter().chain(follow).filter(|part| !part.is_empty()).collect();
    let signature = if below.is_empty() { String::new() } else { format!("\n\n-- \n{}", below.join("\n\n")) };
    let quoted = last.as_ref().filter(|_| !written.unquoted).map(|last| quoted(&last.row, language));
    let quoted = without_links(engine, &quoted.unwrap_or_default());
    let text = without_links(engine, written.text);
    let number = work.case.row.number.unwrap_or_default();
    let known = last.map_or(row.subject.clone(), |last| last.row.subject);
    let is_answer = known.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("re:"));
    let known = if is_answer { known[3..].trim_start() } else { known.as_str() };
    let mark = if known.contains(&format!("#{number}")) { String::new() } else { format!("[#{number}] ") };
    let subject = cut(&format!("Re: {mark}{known}"), MAIL_SUBJECT_CHARACTERS);
    Ok(Letter { subject, body: cut(&format!("{text}{signature}{quoted}"), MAIL_BODY_CHARACTERS), quoted })
}

/// The mail that is answered: the latest one of the thread that one of the receivers was on. What others wrote is not theirs to read.
async fn answered_by(
    engine: &Engine,
    thread: RowId,
    written: &Written<'_>,
) -> Result<Option<Stored<EmailMessage>>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_message.f;
    let query = tables.email_message.all().matching(Condition::Is(f.thread, Value::Id(thread)));
    let query = query.matching(Condition::Is(f.automatic, Value::Boolean(false))).newest_first(f.occurred_at);
    let mails = tables.email_message.find(store, query.limit(REFERENCES_WRITTEN)).await?;
    let ids = mails.iter().map(|mail| Value::Id(mail.id)).collect();
    let f = &tables.email_participant.f;
    let people = tables.email_participant.all().matching(Condition::OneOf(f.message, ids));
    let people = tables.email_participant.find(store, people).await?;
    let was_on = |mail: &Stored<EmailMessage>| {
        let mut here = people.iter().filter(|one| one.row.message == mail.id);
        here.any(|one| written.receivers.iter().any(|receiver| receiver.address == one.row.address))
    };
    Ok(mails.into_iter().find(was_on))
}

/// Every address by which the contact of a case is known.
pub(super) async fn addresses_of(engine: &Engine, case: &Case) -> Result<Vec<String>, Failure> {
    let table = &engine.tables().email_address;
    let theirs = Condition::Is(table.f.person, Value::Id(case.contact));
    let named = case.answer_to.map(|address| Condition::Ids(vec![address]));
    let either = Condition::Any(named.into_iter().chain([theirs]).collect());
    let found = table.find(engine.store(), table.all().matching(either).limit(BATCH_ROWS)).await?;
    Ok(found.into_iter().map(|address| address.row.address).collect())
}

/// A mail below the one that answers it.
fn quoted(mail: &EmailMessage, language: Language) -> String {
    let when = documents::moment(mail.occurred_at, language);
    let said = [("when", when.as_str())];
    let line = match mail.direction {
        Direction::In => WORDS.say(language, "quote-theirs", &said),
        Direction::Out => WORDS.say(language, "quote-ours", &said),
    };
    let lines: Vec<String> = mail.body.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    format!("\n\n{line}\n{}", lines.join("\n"))
}

pub(super) async fn language_of(engine: &Engine, person: RowId) -> Result<Language, Failure> {
    let person = engine.tables().person.get(engine.store(), person).await?;
    Ok(person.and_then(|person| person.row.language).map_or(Language::Nb, Language::from))
}

/// The caller has the case before them and writes, or does not; gives the others there.
pub async fn here(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, writes): (RowId, Option<bool>),
) -> Result<Vec<(String, bool)>, Failure> {
    may(engine, caller, id, Operation::Read).await?;
    if let Some(user) = caller.user {
        engine.presence().note(id, user, writes, now);
    }
    let others = engine.presence().others(id, caller.user, now);
    let names = crate::system::names_of(engine, caller, others.iter().map(|(user, _)| *user)).await?;
    Ok(others.into_iter().filter_map(|(user, writes)| Some((names.get(&user)?.clone(), writes))).collect())
}

/// What the caller has written in the case and not sent.
pub async fn draft(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<Draft, Failure> {
    let mut draft = Draft::default();
    for key in [REPLY_DRAFT, NOTE_DRAFT] {
        let Some(kept) = drafts::draft(engine, caller, now, (key, Some(id))).await? else { continue };
        for (field, value) in kept.typed.values {
            match field.as_str() {
                "to" => draft.to = value,
                "cc" => draft.cc = value,
                "text" => draft.text = value,
                "note" => draft.note = value,
                _ => {}
            }
        }
    }
    Ok(draft)
}

/// Keeps what the caller has written, in place of what was kept before.
pub async fn keep_draft(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    id: RowId,
    draft: &Draft,
) -> Result<(), Failure> {
    may(engine, caller, id, Operation::Write).await?;
    let typed = |values: &[(&str, &String)]| Typed {
        values: values.iter().map(|(field, value)| ((*field).to_owned(), (*value).clone())).collect(),
        ..Typed::default()
    };
    if !draft.text.trim().is_empty() {
        let typed = typed(&[("to", &draft.to), ("cc", &draft.cc), ("text", &draft.text)]);
        drafts::put(engine, caller, now, (REPLY_DRAFT, Some(id)), &typed).await?;
    }
    if !draft.note.trim().is_empty() {
        drafts::put(engine, caller, now, (NOTE_DRAFT, Some(id)), &typed(&[("note", &draft.note)])).await?;
    }
    Ok(())
}

/// Throws away what the caller has written in the case.
pub async fn discard_draft(engine: &Engine, caller: &Caller, id: RowId) -> Result<(), Failure> {
    may(engine, caller, id, Operation::Read).await?;
    let mut changes = store::Changes::new();
    for key in [REPLY_DRAFT, NOTE_DRAFT] {
        drafts::forget(engine, caller, &mut changes, (key, Some(id))).await?;
    }
    if changes.is_empty() {
        return Ok(());
    }
    Ok(engine.store().apply(changes).await?)
}

async fn may(engine: &Engine, caller: &Caller, id: RowId, operation: Operation) -> Result<(), Failure> {
    let scope = engine.scope(caller, engine.tables().case.f.entity, operation)?;
    engine.store().get(&scope, id).await?.map(drop).ok_or(Failure::NotFound)
}
