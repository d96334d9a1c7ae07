//! Answering a contact request: a mail that threads with the confirmation.

use crate::context::{Caller, Engine};
use crate::correspondence::{Delivery, Email, Hint, Kind, Release, WORDS, hints, marked_id};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::ANSWER_CHARACTERS;
use crate::website::{ContactRequest, State, load};
use model::{Column, Language, Moment, RowId, Value};
use rights::Operation;
use store::{Changes, Condition, Stored};

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerProblem {
    /// There is no text.
    Missing,
    /// It is longer than this many characters.
    TooLong(usize),
    /// It holds characters that no text has.
    NotText,
    /// Somebody changed the request since it was shown.
    Changed,
    /// The message waits to be judged; it is answered after that.
    Doubtful,
    /// Something in it does not belong in an open mail: it is held back, or asked about.
    Guarded(Vec<Hint>),
}

/// How an answer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// It is stored and on its way.
    Queued,
    /// It must be mended first; nothing is stored.
    Mend(AnswerProblem),
}

/// What somebody says to the guard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Past {
    /// What it asked about was looked at.
    pub looked: bool,
    /// Why the mail goes though the guard holds it back.
    pub release: Option<Release>,
}

impl Past {
    /// Whether a mail in which this was found stays here until somebody says more.
    pub(crate) fn stops(self, hints: &[Hint]) -> bool {
        self.release.is_none() && (is_held(hints) || !hints.is_empty() && !self.looked)
    }

    /// Why it goes though the guard holds it back; none where it does not.
    pub(crate) fn released(self, hints: &[Hint]) -> Option<Release> {
        self.release.filter(|_| is_held(hints))
    }
}

fn is_held(hints: &[Hint]) -> bool {
    hints.iter().any(|hint| hint.is_sure)
}

/// Answers `request`, as it was at `version`, with `text`.
pub async fn answer(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    request: RowId,
    version: i64,
    (text, past): (&str, Past),
) -> Result<Answered, Failure> {
    let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    if text.is_empty() {
        return Ok(Answered::Mend(AnswerProblem::Missing));
    }
    if text.chars().count() > ANSWER_CHARACTERS {
        return Ok(Answered::Mend(AnswerProblem::TooLong(ANSWER_CHARACTERS)));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Ok(Answered::Mend(AnswerProblem::NotText));
    }
    let stored = load(engine, caller, request, Operation::Write).await?;
    if stored.row.state == State::Doubtful {
        return Ok(Answered::Mend(AnswerProblem::Doubtful));
    }
    if stored.version != version {
        return Ok(Answered::Mend(AnswerProblem::Changed));
    }
    let hints = hints(engine, "", &text, &stored.row.message, &[]);
    if past.stops(&hints) {
        return Ok(Answered::Mend(AnswerProblem::Guarded(hints)));
    }
    let mut changes = changes(engine, caller, now, &stored, &text).await?;
    if let Some(release) = past.released(&hints) {
        let at = (engine.tables().contact_request.f.entity, request);
        changes.record(release.deed().entry(engine, now, caller.actor(), at).about(stored.row.person));
    }
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Answered::Queued),
        Err(store::ApplyError::Stale { .. }) => Ok(Answered::Mend(AnswerProblem::Changed)),
        Err(other) => Err(other.into()),
    }
}

async fn changes(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    request: &Stored<ContactRequest>,
    text: &str,
) -> Result<Changes, Failure> {
    let tables = engine.tables();
    let id = engine.new_id(now);
    let email = compose(engine, caller, now, request, (id, text)).await?;
    let mut changes = Changes::new();
    let mail = engine.scope(caller, tables.email.f.entity, Operation::Write)?;
    changes.insert_row(&mail, id, &email, &tables.email.f)?;
    let f = &tables.contact_request.f;
    let scope = engine.scope(caller, f.entity, Operation::Write)?;
    let cells = vec![
        (f.state, State::Answered.write()),
        (f.answered_at, Value::Moment(now)),
        (f.owner, caller.user.map_or(Value::Null, Value::Id)),
    ];
    changes.update(&scope, request.id, request.version, cells)?;
    changes.enqueue(JobKind::DeliverEmail.about(engine, id, now));
    let entry = Deed::Answered.entry(engine, now, caller.actor(), (f.entity, request.id));
    changes.record(entry.about(request.row.person).fields(vec![f.state, f.answered_at, f.owner]));
    Ok(changes)
}

/// The mail that is the row `id`: in reply to the last mail about the request, with the message quoted below the answer.
async fn compose(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    request: &Stored<ContactRequest>,
    (id, text): (RowId, &str),
) -> Result<Email, Failure> {
    let table = &engine.tables().email;
    let query = table.all().matching(Condition::Is(table.f.contact_request, Value::Id(request.id)));
    let last = table.first(engine.store(), query.newest_first(table.f.queued_at)).await?;
    let row = &request.row;
    let language = Language::from(row.language);
    let company = engine.model().controller.name.as_str();
    let subject = match &last {
        Some(last) => reply_subject(&last.row.subject),
        None => WORDS.say(language, "answer-subject", &[("company", company)]),
    };
    let quoted: Vec<String> = row.message.lines().map(|line| format!("> {line}")).collect();
    let arguments = [
        ("answer", text),
        ("author", caller.name.as_str()),
        ("company", company),
        ("name", row.name_written.as_str()),
        ("received", &documents::moment(row.received_at, language)),
        ("quoted", &quoted.join("\n")),
    ];
    Ok(Email {
        contact_request: request.id,
        to: row.address,
        kind: Kind::Answer,
        subject,
        body: WORDS.say(language, "answer-body", &arguments),
        author: caller.user,
        message_id: marked_id(engine, id, &engine.settings().sender.address),
        in_reply_to: last.map(|last| last.row.message_id),
        state: Delivery::Queued,
        queued_at: now,
        sent_at: None,
    })
}

/// `Re: ` once, as mail clients write it in every language.
fn reply_subject(subject: &str) -> String {
    if subject.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("re: ")) {
        subject.to_owned()
    } else {
        format!("Re: {subject}")
    }
}
