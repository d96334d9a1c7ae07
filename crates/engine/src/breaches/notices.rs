//! What is written about a breach: to the authority with all that GDPR art. 33(3) asks for, to the customer, and to those affected in
//! plain words (art. 34(2)). Made from the record; what is missing there is named as what follows later (art. 33(4)).
//!
//! Nothing is sent from here: somebody reads it first, and what they then send is stored word by word.

use super::desk::Standing;
use super::rows::{Breach, Receiver, Risk};
use super::step::load;
use super::words::{choice, moment, say, with};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::{MeasureRow, MeasureState};
use model::{Language, Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Stored};

/// A notice as it may be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What the record does not tell yet.
    pub missing: Vec<String>,
}

/// What `receiver` may be told of the breach now, in `language`.
pub async fn draft(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    id: RowId,
    (receiver, language): (Receiver, Language),
) -> Result<Notice, Failure> {
    let breach = load(engine, caller, id, Operation::Read).await?;
    let measures = measures(engine, id).await?;
    let draft = Draft { engine, language, now, breach: &breach, measures: &measures };
    Ok(match receiver {
        Receiver::Authority => draft.to_authority(),
        Receiver::Customer => draft.to_customer(),
        Receiver::People => draft.to_people(),
    })
}

/// The measures after a breach, by their dates, without those that were given up.
pub(super) async fn measures(engine: &Engine, breach: RowId) -> Result<Vec<Stored<MeasureRow>>, Failure> {
    let table = &engine.tables().measure;
    let query = table.all().matching(Condition::Is(table.f.breach, Value::Id(breach)));
    let mut found = table.find(engine.store(), query.oldest_first(table.f.due_on)).await?;
    found.retain(|measure| measure.row.state != MeasureState::Dropped);
    Ok(found)
}

/// How far a measure has come.
pub(super) fn standing(measure: &MeasureRow) -> Standing {
    match (measure.state, measure.done_on) {
        (MeasureState::Done, Some(day)) => Standing::Done(day),
        (MeasureState::Done, None) => Standing::DoneOnce,
        (MeasureState::Planned | MeasureState::Running | MeasureState::Dropped, _) => Standing::Due(measure.due_on),
    }
}

struct Draft<'a> {
    engine: &'a Engine,
    language: Language,
    now: Moment,
    breach: &'a Stored<Breach>,
    measures: &'a [Stored<MeasureRow>],
}

/// A text that grows by parts, and what it lacks.
struct Text {
    language: Language,
    written: String,
    missing: Vec<String>,
}

impl Text {
    fn new(language: Language) -> Self {
        Self { language, written: String::new(), missing: Vec::new() }
    }

    fn paragraph(&mut self, text: &str) {
        if !self.written.is_empty() {
            self.written.push_str("\n\n");
        }
        self.written.push_str(text.trim());
    }

    /// A part under its heading; one that the record does not tell follows later.
    fn part(&mut self, heading: &str, told: Option<String>) {
        let heading = say(self.language, heading);
        let told = told.unwrap_or_else(|| {
            self.missing.push(heading.clone());
            say(self.language, "notice-later")
        });
        self.paragraph(&format!("{heading}\n{}", told.trim()));
    }

    fn notice(self, subject: String) -> Notice {
        Notice { subject, text: self.written, missing: self.missing }
    }
}

impl Draft<'_> {
    fn row(&self) -> &Breach {
        &self.breach.row
    }

    fn to_authority(&self) -> Notice {
        let mut text = Text::new(self.language);
        text.paragraph(&self.with("notice-authority-opening", &[]));
        let row = self.row();
        text.paragraph(&match (row.authority_told_at, &row.authority_ref) {
            (None, _) => say(self.language, "notice-first"),
            (Some(at), None) => self.with("notice-more", &[("at", &moment(at, self.language))]),
            (Some(at), Some(reference)) => {
                self.with("notice-more-as", &[("at", &moment(at, self.language)), ("reference", reference)])
            }
        });
        self.facts(&mut text);
        text.part("notice-people-told", self.people_told());
        if row.authority_told_at.unwrap_or(self.now) > row.notify_by || row.late_why.is_some() {
            text.part("notice-late", row.late_why.clone());
        }
        self.later(&mut text);
        text.notice(self.with("notice-authority-subject", &[]))
    }

    fn to_customer(&self) -> Notice {
        let mut text = Text::new(self.language);
        text.paragraph(&self.with("notice-customer-opening", &[]));
        self.facts(&mut text);
        self.later(&mut text);
        text.paragraph(&self.with("notice-customer-ending", &[]));
        text.notice(self.with("notice-customer-subject", &[]))
    }

    fn to_people(&self) -> Notice {
        let mut text = Text::new(self.language);
        text.paragraph(&self.with("notice-people-opening", &[]));
        let row = self.row();
        text.part("notice-you-what", Some(row.what.clone()));
        text.part("notice-you-data", row.data_kinds.clone());
        text.part("notice-you-effects", row.effects.clone());
        text.part("notice-you-remedy", row.remedy.clone());
        text.part("notice-you-questions", Some(self.with("notice-you-contact", &[])));
        text.paragraph(&self.with("notice-people-ending", &[]));
        text.notice(self.with("notice-people-subject", &[]))
    }

    /// What GDPR art. 33(3) asks for.
    fn facts(&self, text: &mut Text) {
        let row = self.row();
        text.part("notice-contact", Some(self.with("notice-contact-text", &[])));
        text.part("notice-nature", Some(self.nature()));
        text.part("notice-cause", row.cause.clone());
        text.part("notice-when", Some(self.when()));
        text.part("notice-people-kinds", row.people_kinds.clone());
        text.part("notice-people-count", row.people_count.or(row.affected_count).map(|count| count.to_string()));
        text.part("notice-data-kinds", self.data());
        text.part("notice-record-count", row.record_count.map(|count| count.to_string()));
        text.part("notice-effects", row.effects.clone().map(|effects| format!("{effects}\n{}", self.risk())));
        text.part("notice-remedy", self.remedy());
    }

    fn later(&self, text: &mut Text) {
        if !text.missing.is_empty() {
            let missing = text.missing.join(", ");
            text.paragraph(&self.with("notice-missing", &[("missing", &missing)]));
        }
    }

    fn nature(&self) -> String {
        let row = self.row();
        let kind = choice(self.engine, self.engine.tables().breach.f.kind, &row.kind, self.language);
        let broken = [
            (row.confidentiality, "notice-confidentiality"),
            (row.integrity, "notice-integrity"),
            (row.availability, "notice-availability"),
        ];
        let broken: Vec<String> =
            broken.into_iter().filter(|(is, _)| *is).map(|(_, key)| say(self.language, key)).collect();
        let of = if broken.is_empty() { kind } else { format!("{kind} ({})", broken.join(", ")) };
        format!("{of}\n{}", row.what)
    }

    fn when(&self) -> String {
        let row = self.row();
        let at = |at: Option<Moment>| {
            at.map_or_else(|| say(self.language, "notice-unknown"), |at| moment(at, self.language))
        };
        self.with(
            "notice-when-text",
            &[
                ("began", &at(row.began_at)),
                ("stopped", &at(row.stopped_at)),
                ("aware", &moment(row.aware_at, self.language)),
            ],
        )
    }

    fn data(&self) -> Option<String> {
        let row = self.row();
        let kinds = row.data_kinds.clone()?;
        let more = [(row.special_kinds, "notice-special"), (row.encrypted, "notice-encrypted")];
        let more = more.into_iter().filter(|(is, _)| *is).map(|(_, key)| say(self.language, key));
        Some([kinds].into_iter().chain(more).collect::<Vec<_>>().join("\n"))
    }

    fn risk(&self) -> String {
        let risk = choice(self.engine, self.engine.tables().breach.f.risk, &self.row().risk, self.language);
        let reason = self.row().risk_reason.as_deref().unwrap_or_default();
        self.with("notice-risk", &[("risk", &risk), ("why", reason)])
    }

    fn remedy(&self) -> Option<String> {
        let measures = self.measures.iter().map(|measure| {
            let (key, day) = match standing(&measure.row) {
                Standing::Done(day) => ("notice-measure-done", Some(day)),
                Standing::DoneOnce => ("notice-measure-did", None),
                Standing::Due(day) => ("notice-measure", Some(day)),
            };
            let day = day.map(|day| documents::day(day, self.language)).unwrap_or_default();
            self.with(key, &[("measure", &measure.row.title), ("day", &day)])
        });
        let lines: Vec<String> = self.row().remedy.clone().into_iter().chain(measures).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn people_told(&self) -> Option<String> {
        let (row, language) = (self.row(), self.language);
        match (row.people_told_at, row.people_not_told_for, &row.people_not_told_why) {
            (Some(at), ..) => Some(self.with("notice-told-at", &[("at", &moment(at, language))])),
            (None, Some(ground), why) => {
                let ground = choice(self.engine, self.engine.tables().breach.f.people_not_told_for, &ground, language);
                let why = why.as_deref().unwrap_or_default();
                Some(self.with("notice-not-told", &[("ground", &ground), ("why", why)]))
            }
            (None, None, _) if row.risk == Risk::Unlikely => Some(say(language, "notice-need-not")),
            (None, None, _) => None,
        }
    }

    /// A message with what every notice can say.
    fn with(&self, key: &str, more: &[(&str, &str)]) -> String {
        let controller = &self.engine.model().controller;
        let number = self.row().number.unwrap_or_default().to_string();
        let arguments = [
            ("company", controller.name.as_str()),
            ("org", controller.organisation_number.as_str()),
            ("contact", controller.contact.as_str()),
            ("title", controller.contact_title.get(self.language)),
            ("email", controller.email.as_str()),
            ("phone", controller.phone.as_str()),
            ("authority", controller.authority.get(self.language)),
            ("number", number.as_str()),
            ("breach", self.row().title.as_str()),
        ];
        with(self.language, key, &[arguments.as_slice(), more].concat())
    }
}
