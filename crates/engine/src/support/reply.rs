//! An answer by mail: to whoever asks, to all, or to somebody else. It goes once, however often its form is sent, and the others
//! see that somebody writes.

use super::act::{Act, apply};
use super::clock::CaseState;
use super::deadlines::Happened;
use super::drafts::Writing;
use super::open::is_of_customer;
use super::parts::open_parts;
use super::portal::without_links;
use super::rows::Case;
use super::thread::thread_to;
use super::view::OtherCase;
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::correspondence::{
    EmailThread, Hint, Outgoing, Past, WORDS, addresses, answered_by, clean_text, cut, hints, ids_of, quoted, texts_of,
    write_as,
};
use crate::deed::More;
use crate::failure::Failure;
use crate::files;
use crate::limits::{
    BATCH_ROWS, CASE_TEXT_CHARACTERS, MAIL_BODY_CHARACTERS, MAIL_SUBJECT_CHARACTERS, RECIPIENTS_OF_AN_ANSWER,
};
use crate::once;
use crate::requests::LINK_MARK;
use crate::website::answered_elsewhere;
use mail::Mailbox;
use model::{Language, Moment, RowId, Value};
use rights::Operation;
use store::Condition;

/// An answer as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The version of the case that it was written to, or that the writer has seen since.
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
    /// The key of the form: the same answer sent twice in one form is one. Empty where there is no form.
    pub form: String,
    /// Without what it answers below it.
    pub unquoted: bool,
    /// The case may be over while parts of it are open.
    pub ends_anyway: bool,
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
    /// A file has waited too long, or went with another mail: it must be chosen again.
    FileGone,
    /// This is the address of whoever asks, who is answered and not forwarded to.
    Theirs(String),
    /// The case would be over while these parts of it are open.
    PartsOpen(Vec<OtherCase>),
    /// Something in it does not belong in an open mail: it is held back, or asked about.
    Guarded(Vec<Hint>),
}

/// How an answer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// It is stored and on its way.
    Queued,
    /// The same form has sent it before: nothing more is stored.
    Already,
    /// It must be mended first; nothing is stored.
    Mend(ReplyProblem),
}

/// Answers in the case `id`.
pub async fn reply(engine: &Engine, caller: &Caller, now: Moment, id: RowId, reply: &Reply) -> Result<Sent, Failure> {
    reply_and(engine, caller, now, id, (reply, &[])).await
}

/// Answers in the case `id`, and does all of this with it in the same transaction.
pub(super) async fn reply_and(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    id: RowId,
    (reply, acts): (&Reply, &[Act]),
) -> Result<Sent, Failure> {
    let text = match text_of(&reply.text) {
        Ok(text) if text.is_empty() => return Ok(Sent::Mend(ReplyProblem::Missing)),
        Ok(text) => text,
        Err(problem) => return Ok(Sent::Mend(problem)),
    };
    let mut work = Work::on(engine, caller, now, (id, None)).await?;
    let once = once(engine, caller, (id, reply), &text).await?;
    if is_sent(engine, once).await? {
        return Ok(Sent::Already);
    }
    let ids: Vec<RowId> = reply.files.iter().map(|(file, _)| *file).collect();
    if !files::are_waiting(engine, &ids).await? {
        return Ok(Sent::Mend(ReplyProblem::FileGone));
    }
    if work.case.version != reply.version {
        return Ok(Sent::Mend(ReplyProblem::Changed));
    }
    if let Some(open) = against_ending(&work, (reply.then, reply.ends_anyway)).await? {
        return Ok(Sent::Mend(ReplyProblem::PartsOpen(open)));
    }
    let (to, cc) = match recipients(engine, &work.case.row, reply).await? {
        Ok(recipients) => recipients,
        Err(problem) => return Ok(Sent::Mend(problem)),
    };
    let (thread, row) = thread_to(&mut work, &to).await?;
    let written = Written { text: &text, unquoted: reply.unquoted, receivers: to.iter().chain(&cc).collect() };
    let Letter { subject, body, quoted } = letter(&work, (thread, &row), &written).await?;
    let hints = hints(engine, &subject, &text, &quoted, &texts_of(engine, &reply.files).await?);
    if reply.past.stops(&hints) {
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
        forwards: None,
    };
    let mail = once.unwrap_or_else(|| engine.new_id(now));
    write_as(engine, &mut work.changes, now, mail, outgoing).await?;
    if let Some(release) = reply.past.released(&hints) {
        let at = (engine.tables().email_message.f.entity, mail);
        let entry = release.deed().entry(engine, now, caller.actor(), at);
        work.changes.record(entry.about(work.case.row.contact));
    }
    answered(&mut work, reply.then, row.person).await?;
    for act in acts {
        apply(&mut work, *act).await?;
    }
    super::drafts::forget(engine, caller, &mut work.changes, (Writing::Answer, id)).await?;
    match work.done().await {
        Ok(()) => {
            if let Some(user) = caller.user {
                engine.presence().note(id, user, Some(false), now);
            }
            Ok(Sent::Queued)
        }
        // The same form, sent at the same moment, was first; or somebody else was.
        Err(_) if is_sent(engine, once).await? => Ok(Sent::Already),
        Err(Failure::Stale) => Ok(Sent::Mend(ReplyProblem::Changed)),
        Err(other) => Err(other),
    }
}

/// What was typed, as a mail has it.
pub(super) fn text_of(typed: &str) -> Result<String, ReplyProblem> {
    let text = clean_text(&typed.trim().replace("\r\n", "\n").replace('\r', "\n"));
    let is_long = text.chars().count() > CASE_TEXT_CHARACTERS;
    if is_long { Err(ReplyProblem::TooLong(CASE_TEXT_CHARACTERS)) } else { Ok(text) }
}

/// The parts of the case that are open, where it would be over with the mail and nobody has said that it may.
pub(super) async fn against_ending(
    work: &Work<'_>,
    (then, ends_anyway): (Option<CaseState>, bool),
) -> Result<Option<Vec<OtherCase>>, Failure> {
    let ends = work.case.row.state.is_open() && then.is_some_and(|to| !to.is_open());
    if !ends || ends_anyway {
        return Ok(None);
    }
    let open = open_parts(work.engine, work.caller, work.case.id).await?;
    Ok((!open.is_empty()).then_some(open))
}

/// What an answer does to the case; it is `then` from now on, or else waits for whomever was written to. The customer is answered by what
/// they get themselves.
async fn answered(work: &mut Work<'_>, then: Option<CaseState>, with: RowId) -> Result<(), Failure> {
    let is_theirs = is_of_customer(work.engine, &work.case.row, with).await?;
    if is_theirs {
        work.happened.push(Happened::WeAnswered);
        if let Some(request) = work.case.row.contact_request {
            answered_elsewhere(work.engine, work.caller, work.now, &mut work.changes, request).await?;
        }
        if work.case.row.answered_at.is_none() {
            work.set(work.engine.tables().case.f.answered_at, Value::Moment(work.now));
        }
    }
    if work.case.row.owner.is_none() {
        work.give(work.caller.user).await?;
    }
    let waits_for = if is_theirs { CaseState::Customer } else { CaseState::Supplier };
    work.move_to(then.unwrap_or(waits_for))
}

/// The row of the mail that this form makes.
async fn once(
    engine: &Engine,
    caller: &Caller,
    (case, reply): (RowId, &Reply),
    text: &str,
) -> Result<Option<RowId>, Failure> {
    let files = files::said_by(engine, &reply.files).await?;
    let said = [reply.to.trim(), reply.cc.trim(), text];
    let said: Vec<&str> = said.into_iter().chain(files.iter().map(String::as_str)).collect();
    Ok(once::row_of(engine, caller.user, ("answer", case), &reply.form, &said))
}

pub(super) async fn is_sent(engine: &Engine, mail: Option<RowId>) -> Result<bool, Failure> {
    let Some(mail) = mail else { return Ok(false) };
    Ok(engine.tables().email_message.get(engine.store(), mail).await?.is_some())
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
    let language = language_of(engine, row.person).await?;
    let last = answered_by(engine, thread, &written.receivers).await?;
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

/// Every address by which the contact of a case is known.
pub(super) async fn addresses_of(engine: &Engine, case: &Case) -> Result<Vec<String>, Failure> {
    let table = &engine.tables().email_address;
    let theirs = Condition::Is(table.f.person, Value::Id(case.contact));
    let named = case.answer_to.map(|address| Condition::Ids(vec![address]));
    let either = Condition::Any(named.into_iter().chain([theirs]).collect());
    let found = table.find(engine.store(), table.all().matching(either).limit(BATCH_ROWS)).await?;
    Ok(found.into_iter().map(|address| address.row.address).collect())
}

/// What somebody is written to in.
pub(crate) async fn language_of(engine: &Engine, person: RowId) -> Result<Language, Failure> {
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

pub(super) async fn may(engine: &Engine, caller: &Caller, id: RowId, operation: Operation) -> Result<(), Failure> {
    let scope = engine.scope(caller, engine.tables().case.f.entity, operation)?;
    engine.store().get(&scope, id).await?.map(drop).ok_or(Failure::NotFound)
}
