//! A mail that somebody writes on a record: checked as a whole, and stored in a thread that stands there before it goes. Its writer
//! follows the thread, and so hears of what comes back.

use super::check::wrong;
use super::drafts::forget;
use super::place::{Place, Stands, place};
use crate::context::{Caller, Engine};
use crate::correspondence::{
    EmailThread, Hint, Outgoing, PartOf, Past, addresses, answered_by, clean_line, clean_text, cut, hints, ids_of,
    new_token, quoted, texts_of, write_as,
};
use crate::deed::More;
use crate::failure::Failure;
use crate::files;
use crate::limits::{
    CASE_TEXT_CHARACTERS, INTAKE_ATTEMPTS, MAIL_BODY_CHARACTERS, MAIL_SUBJECT_CHARACTERS, RECIPIENTS_OF_AN_ANSWER,
};
use crate::notices;
use crate::once;
use crate::parties::{self, Source, Stranger};
use crate::support::language_of;
use mail::Mailbox;
use model::{FieldKind, Moment, Row, RowId, Value};
use store::{ApplyError, Changes, Condition};

/// A mail as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailTyped {
    /// The work that it is part of; none says what the record says.
    pub part_of: Option<PartOf>,
    /// Addresses, parted by commas.
    pub to: String,
    /// Addresses.
    pub cc: String,
    /// Its subject; an answer has that of its thread.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Files that were put for it, with what each is called.
    pub files: Vec<(RowId, String)>,
    /// The key of the form: the same mail sent twice in one form is one. Empty where there is no form.
    pub form: String,
    /// Without what it answers below it.
    pub unquoted: bool,
    /// Whoever has said no to marketing has asked for this all the same.
    pub wanted: bool,
    /// What is said to the guard.
    pub past: Past,
}

/// What is wrong with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailWrong {
    /// There is no text.
    Missing,
    /// There is no subject.
    NoSubject,
    /// The text is longer than this many characters.
    TooLong(usize),
    /// The subject is longer than this many characters.
    LongSubject(usize),
    /// This is no address.
    NoAddress(String),
    /// It is to nobody.
    Nobody,
    /// There are more than so many recipients.
    TooMany(usize),
    /// This address does not reach its owner, or may not be used.
    NotReached(String),
    /// Whoever has this address wants no marketing.
    Objected(String),
    /// The caller writes no mail of such work.
    NotTheirs,
    /// A file has waited too long, or went with another mail: it must be chosen again.
    FileGone,
    /// Something in it does not belong in an open mail: it is held back, or asked about.
    Guarded(Vec<Hint>),
}

/// How a mail ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailSent {
    /// It is stored in this thread, and on its way.
    Queued(RowId),
    /// The same form has sent it before, in this thread: nothing more is stored.
    Already(RowId),
    /// It must be mended first; nothing is stored.
    Mend(MailWrong),
}

/// A mail that has passed.
struct Checked {
    part: PartOf,
    to: Vec<Mailbox>,
    cc: Vec<Mailbox>,
    subject: String,
    text: String,
}

/// Writes a mail on the row `id` of the entity `key`.
pub async fn write_mail(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (&str, RowId),
    typed: &MailTyped,
) -> Result<MailSent, Failure> {
    let place = place(engine, caller, at, rights::day_of(now)).await?;
    let mail = once(engine, caller, at.1, typed).await?;
    if let Some(thread) = thread_of(engine, mail).await? {
        return Ok(MailSent::Already(thread));
    }
    let checked = match check(engine, &place, typed).await? {
        Ok(checked) => checked,
        Err(wrong) => return Ok(MailSent::Mend(wrong)),
    };
    let quoted = match &place.stands {
        Stands::In(thread) if !typed.unquoted => below(engine, (thread.id, &thread.row), &checked).await?,
        Stands::In(_) | Stands::By(_) => String::new(),
    };
    let hints = hints(engine, &checked.subject, &checked.text, &quoted, &texts_of(engine, &typed.files).await?);
    if typed.past.stops(&hints) {
        return Ok(MailSent::Mend(MailWrong::Guarded(hints)));
    }
    for _ in 0..INTAKE_ATTEMPTS {
        let (mut changes, id) = (Changes::new(), mail.unwrap_or_else(|| engine.new_id(now)));
        let (thread, row) = thread_for(engine, caller, &mut changes, now, (&place, &checked)).await?;
        let outgoing = Outgoing {
            thread: (thread, &row),
            answers: ids_of(engine, thread).await?,
            subject: checked.subject.clone(),
            body: cut(&format!("{}{quoted}", checked.text), MAIL_BODY_CHARACTERS),
            to: checked.to.clone(),
            cc: checked.cc.clone(),
            bcc: Vec::new(),
            files: typed.files.clone(),
            author: caller.user,
            forwards: None,
        };
        write_as(engine, &mut changes, now, id, outgoing).await?;
        if let Some(release) = typed.past.released(&hints) {
            let at = (engine.tables().email_message.f.entity, id);
            changes.record(release.deed().entry(engine, now, caller.actor(), at).about(row.person));
        }
        if let Some(user) = caller.user {
            let at = (engine.tables().email_thread.f.entity, thread);
            notices::given(engine, caller, now, &mut changes, at, user).await?;
        }
        forget(engine, caller, &mut changes, at.1).await?;
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(MailSent::Queued(thread)),
            // The same form was first, or the next mail of the thread came in: look again.
            Err(ApplyError::Taken { .. } | ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
        if let Some(thread) = thread_of(engine, mail).await? {
            return Ok(MailSent::Already(thread));
        }
    }
    Err(Failure::Stale)
}

/// The row of the mail that this form makes.
async fn once(engine: &Engine, caller: &Caller, record: RowId, typed: &MailTyped) -> Result<Option<RowId>, Failure> {
    let files = files::said_by(engine, &typed.files).await?;
    let said = [typed.to.trim(), typed.cc.trim(), typed.subject.trim(), typed.text.trim()];
    let said: Vec<&str> = said.into_iter().chain(files.iter().map(String::as_str)).collect();
    Ok(once::row_of(engine, caller.user, ("mail", record), &typed.form, &said))
}

/// The thread of the mail `id`, where it is written already.
async fn thread_of(engine: &Engine, id: Option<RowId>) -> Result<Option<RowId>, Failure> {
    let Some(id) = id else { return Ok(None) };
    Ok(engine.tables().email_message.get(engine.store(), id).await?.map(|mail| mail.row.thread))
}

async fn check(engine: &Engine, place: &Place, typed: &MailTyped) -> Result<Result<Checked, MailWrong>, Failure> {
    let text = clean_text(&typed.text.trim().replace("\r\n", "\n").replace('\r', "\n"));
    if text.is_empty() {
        return Ok(Err(MailWrong::Missing));
    }
    if text.chars().count() > CASE_TEXT_CHARACTERS {
        return Ok(Err(MailWrong::TooLong(CASE_TEXT_CHARACTERS)));
    }
    let subject = match &place.stands {
        Stands::In(thread) => cut(&reply_subject(&thread.row.subject), MAIL_SUBJECT_CHARACTERS),
        Stands::By(_) => clean_line(&typed.subject),
    };
    if subject.is_empty() {
        return Ok(Err(MailWrong::NoSubject));
    }
    if subject.chars().count() > MAIL_SUBJECT_CHARACTERS {
        return Ok(Err(MailWrong::LongSubject(MAIL_SUBJECT_CHARACTERS)));
    }
    let part = typed.part_of.or(place.parts.first().copied());
    let Some(part) = part.filter(|part| place.parts.contains(part)) else { return Ok(Err(MailWrong::NotTheirs)) };
    let ids: Vec<RowId> = typed.files.iter().map(|(file, _)| *file).collect();
    if !files::are_waiting(engine, &ids).await? {
        return Ok(Err(MailWrong::FileGone));
    }
    let (to, cc) = match (addresses(&typed.to), addresses(&typed.cc)) {
        (Ok(to), Ok(cc)) => (to, cc),
        (Err(wrong), _) | (_, Err(wrong)) => return Ok(Err(MailWrong::NoAddress(wrong))),
    };
    if to.is_empty() {
        return Ok(Err(MailWrong::Nobody));
    }
    if to.len() + cc.len() > RECIPIENTS_OF_AN_ANSWER {
        return Ok(Err(MailWrong::TooMany(RECIPIENTS_OF_AN_ANSWER)));
    }
    let all: Vec<&Mailbox> = to.iter().chain(&cc).collect();
    if let Some(wrong) = wrong(engine, &all, (part, typed.wanted)).await? {
        return Ok(Err(wrong));
    }
    Ok(Ok(Checked { part, to, cc, subject, text }))
}

fn reply_subject(subject: &str) -> String {
    let is_answer = subject.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("re:"));
    if is_answer { subject.to_owned() } else { format!("Re: {subject}") }
}

/// What stands below an answer: the mail that it answers.
async fn below(engine: &Engine, (thread, row): (RowId, &EmailThread), checked: &Checked) -> Result<String, Failure> {
    let receivers: Vec<&Mailbox> = checked.to.iter().chain(&checked.cc).collect();
    let Some(last) = answered_by(engine, thread, &receivers).await? else { return Ok(String::new()) };
    Ok(quoted(&last.row, language_of(engine, row.person).await?))
}

/// The thread in which the mail goes, which has it as its last one: that which the record is, or a new one that stands on the record.
async fn thread_for(
    engine: &Engine,
    caller: &Caller,
    changes: &mut Changes,
    now: Moment,
    (place, checked): (&Place, &Checked),
) -> Result<(RowId, EmailThread), Failure> {
    let table = &engine.tables().email_thread;
    let link = match &place.stands {
        Stands::By(link) => *link,
        Stands::In(thread) => {
            let now_there = table.get_in_use(engine.store(), thread.id).await?.ok_or(Failure::NotFound)?;
            let cells = vec![(table.f.last_at, Value::Moment(now))];
            changes.update(&table.write, thread.id, now_there.version, cells)?;
            return Ok((thread.id, now_there.row));
        }
    };
    let (id, model) = (engine.new_id(now), engine.model());
    let at_organisation = |field: &&(model::FieldId, Value)| matches!(model[field.0].kind, FieldKind::Link { to, .. } if to == engine.tables().organisation.f.entity);
    let organisation = place.record.cells.iter().find(at_organisation).and_then(|(field, _)| place.record.link(*field));
    let row = EmailThread {
        person: whose(engine, changes, now, (place, link), &checked.to).await?,
        part_of: checked.part,
        organisation,
        case: None,
        subject: checked.subject.clone(),
        token: new_token(engine),
        split_from: None,
        owner: caller.user,
        began_at: now,
        last_at: now,
    };
    let mut cells = row.cells(&table.f);
    if link != table.f.person {
        cells.retain(|(field, _)| *field != link);
        cells.push((link, Value::Id(place.record.id)));
    }
    cells.retain(|(_, value)| !value.is_null());
    changes.insert(&table.write, id, cells)?;
    Ok((id, row))
}

/// Whose the new thread is: the person's on whose page it is written, or else that of the first receiver who is somebody. An address
/// that several share is the record's own person's, where it has one.
async fn whose(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (place, link): (&Place, model::FieldId),
    to: &[Mailbox],
) -> Result<RowId, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    if link == tables.email_thread.f.person {
        return Ok(place.record.id);
    }
    let table = &tables.email_address;
    let mut first = None;
    for receiver in to {
        let same = Condition::Is(table.f.address, Value::Text(receiver.address.clone()));
        let known = table.first(store, table.all().matching(same)).await?;
        if let Some(person) = known.as_ref().and_then(|known| known.row.person) {
            return Ok(person);
        }
        first = first.or(Some((receiver, known.is_some())));
    }
    let (receiver, is_shared) = first.ok_or(Failure::NotFound)?;
    if let Some(person) = place.person.filter(|_| is_shared)
        && tables.person.get_in_use(store, person).await?.is_some()
    {
        return Ok(person);
    }
    let (address, name) = (receiver.address.as_str(), receiver.name.clone());
    let stranger = Stranger { address, name, language: None, source: Source::Company };
    Ok(parties::meet(engine, changes, now, stranger).await?.person)
}
