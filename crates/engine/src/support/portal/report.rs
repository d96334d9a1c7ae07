//! The form of a queue that anybody may send: it opens a case there.
//!
//! Nobody has proved that the address is theirs: it is linked to whom it belongs, as a mail would be, and gets one short confirmation. What
//! looks doubtful opens no case: it is put before a person as a contact request, without files. So is what no browser has worked for.

use super::said::{PortalAnswered, PortalSaid, VISITOR, Words, checked, written};
use crate::context::Engine;
use crate::correspondence::{clean_line, confirmed_lately, cut};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{CASE_TITLE_CHARACTERS, CONFIRMATION_PAUSE_SECONDS, INTAKE_ATTEMPTS, LINKS_IN_A_MESSAGE};
use crate::parties::{self, Source, Stranger};
use crate::support::Case;
use crate::support::open::{customer_of, opened};
use crate::support::rows::CameBy;
use crate::website::{
    CameFrom, Challenge, Doubt, Field, FormPage, Network, Pressure, Problem, ReadToken, SentForm, Submission,
    challenge, form_token, is_proved, keep_doubtful, read_token, text, who,
};
use model::{Column, Language, Moment, RowId, Value};
use store::{ApplyError, Changes, Condition, Stored};

use super::rows::PortalQueue;

/// The form as it is shown.
#[derive(Debug, Clone)]
pub struct ReportPage {
    /// What the queue is called.
    pub queue: String,
    /// What stands beside the form, and its token.
    pub form: FormPage,
    /// What a browser works on while somebody writes.
    pub challenge: Challenge,
}

/// The form as it was sent, nothing checked yet.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The language of the form.
    pub language: Language,
    /// The word of the queue in its address.
    pub queue: &'a str,
    /// As typed.
    pub name: &'a str,
    /// As typed.
    pub email: &'a str,
    /// What it is about, as typed.
    pub title: &'a str,
    /// What is said, with files.
    pub said: PortalSaid<'a>,
    /// The hidden token.
    pub token: &'a str,
    /// The field that no human sees.
    pub trap: &'a str,
    /// The work that a browser has done; may be empty.
    pub proof: &'a str,
    /// Where from; used to count and then forgotten.
    pub network: Network,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportTaken {
    /// It is stored. The same form sent twice is stored once.
    Received,
    /// It must be mended first; nothing is stored.
    Mend {
        /// What is wrong with what was typed.
        problems: Vec<Problem>,
        /// It is about nothing, or that is longer than so many characters.
        no_title: Option<usize>,
    },
    /// Something in it is too sensitive to be written here: nothing is stored.
    Sensitive,
    /// It has files, which are not taken from whoever may be a machine: nothing is stored, send it without.
    NoFiles,
    /// The form stood open too long, or was never shown: show it anew with what was typed.
    Expired,
    /// Too many come: nothing is stored, try later.
    TooMany,
    /// There is no such form.
    Gone,
}

/// The form of the queue whose word is `queue`; none where that has none.
pub async fn report_page(
    engine: &Engine,
    now: Moment,
    language: Language,
    queue: &str,
) -> Result<Option<ReportPage>, Failure> {
    let Some(queue) = queue_with(engine, queue).await? else { return Ok(None) };
    let model = engine.model();
    let case = engine.tables().case.f.entity;
    let activities = model[case].held.activities();
    let notices = activities.iter().map(|activity| documents::notice_of(model, *activity, case, language)).collect();
    let token = form_token(engine, now);
    let challenge = challenge(engine, &token);
    Ok(Some(ReportPage { queue: queue.row.name, form: FormPage { notices, token }, challenge }))
}

/// Whether a form with this token was shown lately: files are taken in with no other.
pub fn report_was_shown(engine: &Engine, now: Moment, token: &str) -> bool {
    matches!(read_token(engine, now, token), ReadToken::Ago(_))
}

/// The queue in use whose form has this word. Words of other signs than small letters, digits and hyphens are no addresses.
async fn queue_with(engine: &Engine, word: &str) -> Result<Option<Stored<PortalQueue>>, Failure> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if word.is_empty() || !word.bytes().all(is_plain) {
        return Ok(None);
    }
    let table = &engine.tables().portal_queue;
    let query = table.in_use().matching(Condition::Is(table.f.form, Value::Text(word.to_owned())));
    table.first(engine.store(), query.matching(Condition::Is(table.f.open, Value::Boolean(true)))).await
}

struct Checked {
    name: String,
    email: String,
    title: String,
    text: String,
}

/// Takes a form as it was sent.
pub async fn report(engine: &Engine, now: Moment, reported: &Reported<'_>) -> Result<ReportTaken, Failure> {
    let Some(queue) = queue_with(engine, reported.queue).await? else { return Ok(ReportTaken::Gone) };
    let checked = match check(engine, reported).await? {
        Ok(checked) => checked,
        Err(problem) => return Ok(problem),
    };
    let ReadToken::Ago(seconds) = read_token(engine, now, reported.token) else { return Ok(ReportTaken::Expired) };
    let pressure = engine.caps().count(reported.network, now);
    if pressure == Pressure::Flood {
        return Ok(ReportTaken::TooMany);
    }
    let doubt = doubt(engine, reported, &checked, (seconds, pressure));
    if doubt.is_some() && !reported.said.files.is_empty() {
        return Ok(ReportTaken::NoFiles);
    }
    match engine.used_forms().take(reported.token, now) {
        SentForm::First => {}
        SentForm::Again => return Ok(ReportTaken::Received),
        SentForm::TooMany => return Ok(ReportTaken::TooMany),
    }
    let kept = match doubt {
        Some(doubt) => keep_doubtful(engine, now, &submission(reported, &checked), doubt).await,
        None => open(engine, now, reported, &queue, &checked).await,
    };
    if kept.is_err() {
        engine.used_forms().give_back(reported.token);
    }
    kept.map(|()| ReportTaken::Received)
}

async fn check(engine: &Engine, reported: &Reported<'_>) -> Result<Result<Checked, ReportTaken>, Failure> {
    let mut problems = Vec::new();
    let (name, email) = who(&mut problems, reported.name, reported.email);
    let typed = text(&mut problems, reported.said.text);
    if typed.is_empty() && !problems.iter().any(|problem| problem.field == Field::Message) {
        problems.push(Problem { field: Field::Message, mistake: crate::website::Mistake::Missing });
    }
    let title = clean_line(reported.title.trim());
    let is_titled = (1..=CASE_TITLE_CHARACTERS).contains(&title.chars().count());
    let (true, true, Some(email)) = (problems.is_empty(), is_titled, email) else {
        let no_title = (!is_titled).then_some(CASE_TITLE_CHARACTERS);
        return Ok(Err(ReportTaken::Mend { problems, no_title }));
    };
    Ok(match checked(engine, &title, reported.said).await? {
        Ok(text) => Ok(Checked { name, email, title, text }),
        Err(PortalAnswered::Sensitive) => Err(ReportTaken::Sensitive),
        Err(PortalAnswered::Mend(_) | PortalAnswered::TooMany | PortalAnswered::Gone | PortalAnswered::Received) => {
            Err(ReportTaken::Mend { problems, no_title: None })
        }
    })
}

/// Why a person should look first, the strongest sign first.
fn doubt(
    engine: &Engine,
    reported: &Reported<'_>,
    checked: &Checked,
    (seconds, pressure): (i64, Pressure),
) -> Option<Doubt> {
    let links = checked.text.to_ascii_lowercase().matches("http").count();
    let signs = [
        (!reported.trap.is_empty(), Doubt::HiddenField),
        (seconds < engine.settings().form_minimum_seconds, Doubt::TooQuick),
        (pressure != Pressure::Normal, Doubt::TooMany),
        (links > LINKS_IN_A_MESSAGE, Doubt::Links),
    ];
    let sign = signs.into_iter().find_map(|(is_so, doubt)| is_so.then_some(doubt));
    // It costs something to find out, and is asked last.
    sign.or_else(|| (!is_proved(engine, reported.token, reported.proof)).then_some(Doubt::NoProof))
}

/// The same as a contact request.
fn submission(reported: &Reported<'_>, checked: &Checked) -> Submission {
    Submission {
        language: reported.language,
        name: checked.name.clone(),
        email: checked.email.clone(),
        phone: String::new(),
        organisation: String::new(),
        message: format!("{}\n\n{}", checked.title, checked.text),
        token: reported.token.to_owned(),
        trap: reported.trap.to_owned(),
        came_from: CameFrom::Here,
        network: reported.network,
    }
}

/// Opens the case.
async fn open(
    engine: &Engine,
    now: Moment,
    reported: &Reported<'_>,
    queue: &Stored<PortalQueue>,
    checked: &Checked,
) -> Result<(), Failure> {
    for _ in 0..INTAKE_ATTEMPTS {
        let mut changes = Changes::new();
        let stranger = Stranger {
            address: &checked.email,
            name: Some(checked.name.clone()),
            language: Some(reported.language.into()),
            source: Source::ContactForm,
        };
        let met = parties::meet(engine, &mut changes, now, stranger).await?;
        let customer = customer_of(engine, met.person, rights::day_of(now)).await?;
        let title = cut(&checked.title, CASE_TITLE_CHARACTERS);
        let contact = (met.person, Some(met.address));
        let case = Case::of((queue.id, title), contact, &customer, (CameBy::ContactForm, now));
        let id = opened(engine, &mut changes, now, (VISITOR, None), case).await?;
        let words = Words { sender: met.person, text: &checked.text, files: reported.said.files };
        written(engine, &mut changes, now, id, &words)?;
        if queue.row.receipt && !(met.is_known && is_confirmed_lately(engine, now, met.address).await?) {
            changes.enqueue(JobKind::ConfirmCase.about(engine, id, now));
        }
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(()),
            // Somebody with the same address was made at the same time, or the person went: look again.
            Err(ApplyError::Taken { .. } | ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

/// Whether the address has got a confirmation of a form lately, of this kind or the other.
async fn is_confirmed_lately(engine: &Engine, now: Moment, address: RowId) -> Result<bool, Failure> {
    let table = &engine.tables().case;
    let since = now.plus_seconds(-CONFIRMATION_PAUSE_SECONDS);
    let lately = table.all().matching(Condition::Is(table.f.answer_to, Value::Id(address)));
    let lately = lately.matching(Condition::Is(table.f.came_by, CameBy::ContactForm.write()));
    let lately = lately.matching(Condition::AtLeast(table.f.created_at, Value::Moment(since)));
    Ok(engine.store().count_to(lately, 1).await? > 0 || confirmed_lately(engine, now, address).await?)
}
