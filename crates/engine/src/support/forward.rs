//! Forwarding: a mail of a case goes on to somebody else, who may help with it, as a supplier.
//!
//! It is kept in the case, in a thread with whomever it went to, and is no answer to the customer, whoever that is: no clock looks at
//! it. What it quotes and takes along is what the caller may read, past the guard as any mail.

use super::clock::CaseState;
use super::portal::without_links;
use super::reply::{ReplyProblem, Sent, addresses_of, against_ending, is_sent, language_of, text_of};
use super::thread::thread_to;
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::correspondence::{
    Direction, EmailMessage, Outgoing, Part, Past, WORDS, addresses, cut, hints, ids_of, sealed, texts_of, write_as,
};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::files;
use crate::limits::{FORWARDED_FILES, MAIL_BODY_CHARACTERS, MAIL_SUBJECT_CHARACTERS, RECIPIENTS_OF_AN_ANSWER};
use crate::once;
use mail::Mailbox;
use model::{Column, Language, Moment, Record, RowId, Value};
use rights::Operation;
use store::{Condition, Query, Stored};

/// A mail that can be forwarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forwarding {
    /// The number of the case.
    pub number: i64,
    /// Who asks in it.
    pub contact: RowId,
    /// What the mail is about.
    pub subject: String,
    /// The mail, as it stands below what is written.
    pub quoted: String,
    /// Its files: the row of each and what it is called.
    pub files: Vec<(RowId, String)>,
    /// The key of the form: what is sent twice in it goes once.
    pub form: RowId,
}

/// What somebody writes to whom, and with which of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forward {
    /// Addresses, parted by commas.
    pub to: String,
    /// Addresses.
    pub cc: String,
    /// What stands above the mail; may be empty.
    pub text: String,
    /// The rows of the files that go along.
    pub files: Vec<RowId>,
    /// The state of the case behind it; as it is where none is said.
    pub then: Option<CaseState>,
    /// It may be over though parts of it are open.
    pub ends_anyway: bool,
    /// The key of the form. Empty where there is no form.
    pub form: String,
    /// What is said to the guard.
    pub past: Past,
}

/// The mail of the case, for whoever may deal with that.
pub async fn forwarding(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, mail): (RowId, RowId),
) -> Result<Forwarding, Failure> {
    let work = Work::on(engine, caller, now, (id, None)).await?;
    let mail = original(engine, caller, (id, mail)).await?;
    let files = files_of(engine, caller, mail.id).await?;
    Ok(Forwarding {
        number: work.case.row.number.unwrap_or_default(),
        contact: work.case.row.contact,
        quoted: quoted(engine, &mail, caller.language).await?,
        subject: mail.row.subject,
        files,
        form: engine.new_id(now),
    })
}

/// Forwards the mail of the case.
pub async fn forward(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, mail): (RowId, RowId),
    typed: &Forward,
) -> Result<Sent, Failure> {
    let text = match text_of(&typed.text) {
        Ok(text) => text,
        Err(problem) => return Ok(Sent::Mend(problem)),
    };
    let mut work = Work::on(engine, caller, now, (id, None)).await?;
    let chosen: Vec<String> = typed.files.iter().map(RowId::to_string).collect();
    let said = [typed.to.trim(), typed.cc.trim(), text.as_str()];
    let said: Vec<&str> = said.into_iter().chain(chosen.iter().map(String::as_str)).collect();
    let once = once::row_of(engine, caller.user, ("forward", mail), &typed.form, &said);
    if is_sent(engine, once).await? {
        return Ok(Sent::Already);
    }
    let mail = original(engine, caller, (id, mail)).await?;
    let (to, cc) = match receivers(&work, typed).await? {
        Ok(receivers) => receivers,
        Err(problem) => return Ok(Sent::Mend(problem)),
    };
    if let Some(open) = against_ending(&work, (typed.then, typed.ends_anyway)).await? {
        return Ok(Sent::Mend(ReplyProblem::PartsOpen(open)));
    }
    let files = copied(engine, caller, now, (mail.id, &typed.files)).await?;
    let copies: Vec<RowId> = files.iter().map(|(file, _)| *file).collect();
    let sent = send(&mut work, (&mail, once), (to, cc), (&text, files), typed).await;
    let sent = match sent {
        Ok(None) => match work.done().await {
            Ok(()) => return Ok(Sent::Queued),
            Err(_) if is_sent(engine, once).await? => Ok(Sent::Already),
            Err(Failure::Stale) => Ok(Sent::Mend(ReplyProblem::Changed)),
            Err(other) => Err(other),
        },
        Ok(Some(problem)) => Ok(Sent::Mend(problem)),
        Err(failure) => Err(failure),
    };
    files::discard(engine, &copies).await?;
    sent
}

/// Adds the mail to the work on the case; what must be mended first, if anything must.
async fn send(
    work: &mut Work<'_>,
    (mail, once): (&Stored<EmailMessage>, Option<RowId>),
    (to, cc): (Vec<Mailbox>, Vec<Mailbox>),
    (text, files): (&str, Vec<(RowId, String)>),
    typed: &Forward,
) -> Result<Option<ReplyProblem>, Failure> {
    let (engine, caller, now) = (work.engine, work.caller, work.now);
    let (thread, row) = thread_to(work, &to).await?;
    let language = language_of(engine, row.person).await?;
    let quoted = quoted(engine, mail, language).await?;
    let number = work.case.row.number.unwrap_or_default();
    let mark = if mail.row.subject.contains(&format!("#{number}")) { String::new() } else { format!("[#{number}] ") };
    let subject = cut(&format!("Fwd: {mark}{}", mail.row.subject), MAIL_SUBJECT_CHARACTERS);
    let found = hints(engine, &subject, text, &quoted, &texts_of(engine, &files).await?);
    if typed.past.stops(&found) {
        return Ok(Some(ReplyProblem::Guarded(found)));
    }
    let queue = engine.tables().queue.get(engine.store(), work.case.row.queue).await?;
    let signature = queue.and_then(|queue| queue.row.signature).unwrap_or_default();
    let parts = [without_links(engine, text), signature.trim().to_owned(), quoted];
    let body = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    let outgoing = Outgoing {
        thread: (thread, &row),
        answers: ids_of(engine, thread).await?,
        subject,
        body: cut(&body, MAIL_BODY_CHARACTERS),
        to,
        cc,
        bcc: Vec::new(),
        files,
        author: caller.user,
        forwards: Some(mail.id),
    };
    let id = once.unwrap_or_else(|| engine.new_id(now));
    write_as(engine, &mut work.changes, now, id, outgoing).await?;
    let (mailed, contact) = (engine.tables().email_message.f.entity, work.case.row.contact);
    let entry = Deed::Forwarded.entry(engine, now, caller.actor(), (mailed, mail.id));
    work.changes.record(entry.about(contact));
    if let Some(release) = typed.past.released(&found) {
        let entry = release.deed().entry(engine, now, caller.actor(), (mailed, id));
        work.changes.record(entry.about(contact));
    }
    if work.case.row.owner.is_none() {
        work.give(caller.user).await?;
    }
    if let Some(then) = typed.then {
        work.move_to(then)?;
    }
    Ok(None)
}

/// The mail, if it is one of the case that the caller may read, and nothing of it is sealed.
async fn original(
    engine: &Engine,
    caller: &Caller,
    (case, mail): (RowId, RowId),
) -> Result<Stored<EmailMessage>, Failure> {
    let tables = engine.tables();
    let table = &tables.email_message;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    engine.store().get(&scope, mail).await?.ok_or(Failure::NotFound)?;
    let found = table.get_in_use(engine.store(), mail).await?.ok_or(Failure::NotFound)?;
    let thread = tables.email_thread.get_in_use(engine.store(), found.row.thread).await?;
    let is_of_case = thread.is_some_and(|thread| thread.row.case == Some(case));
    if !is_of_case || !sealed::marks(engine, caller, &[mail]).await?.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(found)
}

/// The files of the mail that the caller may read, but for the pictures of its text.
async fn files_of(engine: &Engine, caller: &Caller, mail: RowId) -> Result<Vec<(RowId, String)>, Failure> {
    let table = &engine.tables().email_file;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(table.f.message, Value::Id(mail)));
    let query = query.matching(Condition::Is(table.f.in_text, Value::Boolean(false)));
    // What the engine keeps for itself of a file is not read here.
    let query = query.limit(FORWARDED_FILES as u64).only(vec![table.f.title]);
    let found = engine.store().find(query).await?;
    let titled = |file: &Record| Some((file.id, file.get(table.f.title).and_then(String::read)?));
    Ok(found.iter().filter_map(titled).collect())
}

/// The chosen files once more, as those of a mail go with it.
async fn copied(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (mail, chosen): (RowId, &[RowId]),
) -> Result<Vec<(RowId, String)>, Failure> {
    let table = &engine.tables().email_file;
    let mut read = Vec::new();
    for (id, title) in files_of(engine, caller, mail).await? {
        if chosen.contains(&id) {
            let file = engine.store().read_file(&table.read, id, table.f.content).await?.ok_or(Failure::NotFound)?;
            read.push((title, file.whole().await?));
        }
    }
    let whole: Vec<(String, &[u8])> = read.iter().map(|(title, bytes)| (title.clone(), bytes.as_slice())).collect();
    let ids = files::take_in_whole(engine, now, &whole).await?;
    Ok(ids.into_iter().zip(read).map(|(id, (title, _))| (id, title)).collect())
}

type Receivers = (Vec<Mailbox>, Vec<Mailbox>);

/// To whom. Whoever asks is answered, and has the mail.
async fn receivers(work: &Work<'_>, typed: &Forward) -> Result<Result<Receivers, ReplyProblem>, Failure> {
    let (to, cc) = match (addresses(&typed.to), addresses(&typed.cc)) {
        (Ok(to), Ok(cc)) => (to, cc),
        (Err(wrong), _) | (_, Err(wrong)) => return Ok(Err(ReplyProblem::NoAddress(wrong))),
    };
    if to.is_empty() {
        return Ok(Err(ReplyProblem::Nobody));
    }
    if to.len() + cc.len() > RECIPIENTS_OF_AN_ANSWER {
        return Ok(Err(ReplyProblem::TooMany(RECIPIENTS_OF_AN_ANSWER)));
    }
    let theirs = addresses_of(work.engine, &work.case.row).await?;
    let contact = to.iter().chain(&cc).find(|one| theirs.contains(&one.address));
    Ok(match contact {
        Some(contact) => Err(ReplyProblem::Theirs(contact.address.clone())),
        None => Ok((to, cc)),
    })
}

/// The mail with who wrote it to whom and when, without links that are one reader's alone.
async fn quoted(engine: &Engine, mail: &Stored<EmailMessage>, language: Language) -> Result<String, Failure> {
    let table = &engine.tables().email_participant;
    let query = table.in_use().matching(Condition::Is(table.f.message, Value::Id(mail.id)));
    let people = table.find(engine.store(), query.limit(RECIPIENTS_OF_AN_ANSWER as u64)).await?;
    let of = |part: Part| -> String {
        let of = people.iter().filter(|one| one.row.part == part);
        let named = of.filter_map(|one| match (&one.row.name_written, &one.row.address) {
            (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
            // Whoever was erased is named no more.
            (name, address) => address.clone().or_else(|| name.clone()),
        });
        named.collect::<Vec<_>>().join(", ")
    };
    let from = match mail.row.direction {
        Direction::In => of(Part::From),
        Direction::Out => mail.row.sender.clone().unwrap_or_default(),
    };
    let (to, when) = (of(Part::To), documents::moment(mail.row.occurred_at, language));
    let said = [("from", from.as_str()), ("to", &to), ("when", &when), ("subject", &mail.row.subject)];
    let head = WORDS.say(language, "forwarded-head", &said);
    Ok(without_links(engine, &format!("{head}\n\n{}", mail.row.body.trim_end())))
}
