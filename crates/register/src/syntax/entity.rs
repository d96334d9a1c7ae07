//! Reading `[entity.X]`.

use super::activity::special;
use super::draft::{ActivitiesDraft, ChangeDraft, EntityDraft, FieldChangeDraft, SubjectDraft};
use super::field;
use super::keep;
use super::keys::Section;
use super::reader::Reader;
use super::tree::{Entry, Value};
use crate::finding::{At, Part};
use crate::rules::{r005_wrong_value, r006_missing_key};

/// The word for an entity without a purpose of its own.
const AS_CLAIMED: &str = "as claimed";

/// The key that names the choice, among the alternatives with their activities.
const BY: &str = "by";

pub(super) const ACCESS: &[(&str, ())] = &[("engine", ())];

pub(super) fn read(reader: &mut Reader<'_>) -> EntityDraft {
    let only_fields = reader.table.0.iter().all(|entry| entry.key.it == "fields");
    if !only_fields {
        for key in ["name", "label"] {
            reader.demand(key, "an entity is shown to people");
        }
        if let Some(Entry { key, value: At { it: Value::Table(fields), .. } }) = reader.entry("fields")
            && fields.0.is_empty()
        {
            reader.findings.push(r006_missing_key::no_field(reader.place, key.place));
        }
    }
    let draft = EntityDraft {
        name: reader.words("name"),
        activity: activity(reader),
        impersonal: reader.text("impersonal"),
        subject: subject(reader),
        own: reader.text_or_texts("own"),
        access: reader.narrowing("access", ACCESS),
        category: reader.text("category"),
        special: special(reader),
        sealed: reader.sealed("sealed"),
        label: reader.text("label"),
        list: reader.texts("list"),
        search: reader.texts("search"),
        keep: period(reader),
        require: reader.requirements("require"),
        was: reader.text("was"),
        fields: reader.items("fields", Section::Field, field::read),
        only_fields,
    };
    if !draft.impersonal.is_absent() {
        for key in ["activity", "subject", "own", "category", "special"] {
            reader.refuse(key, "`impersonal` says that nothing here is about a person");
        }
    }
    draft
}

/// `[change.X]`: only what a company may change of what it did not declare.
pub(super) fn read_change(reader: &mut Reader<'_>) -> ChangeDraft {
    ChangeDraft {
        name: reader.words("name"),
        keep: period(reader),
        access: reader.grants("access"),
        recipients: reader.text_or_texts("recipients"),
        fields: reader.items("fields", Section::FieldChange, |field| FieldChangeDraft {
            name: field.words("name"),
            keep: period(field),
        }),
    }
}

fn activity(reader: &mut Reader<'_>) -> Part<ActivitiesDraft> {
    if let Some(Value::Table(_)) = reader.entry("activity").map(|entry| &entry.value.it) {
        return by_choice(reader);
    }
    let names = reader.text_or_texts("activity");
    names.and_then(|names| match names.as_slice() {
        [only] if only.it == AS_CLAIMED => Some(ActivitiesDraft::AsClaimed),
        _ => match names.iter().find(|name| name.it == AS_CLAIMED) {
            Some(name) => {
                reader.findings.push(r005_wrong_value::as_claimed_not_alone(name.place));
                None
            }
            None => Some(ActivitiesDraft::Named(names)),
        },
    })
}

/// `{ by = "ground", consent = "newsletter-consent", … }`.
fn by_choice(reader: &mut Reader<'_>) -> Part<ActivitiesDraft> {
    reader.table("activity").and_then(|table| {
        let mut inner = Reader { table: table.it, place: table.place, findings: reader.findings };
        let choice = inner.text(BY);
        if choice.is_absent() {
            inner.findings.push(r006_missing_key::because(table.place, BY, "a choice decides which activity it is"));
        }
        let mut of = Vec::new();
        for Entry { key, .. } in table.it.0.iter().filter(|entry| entry.key.it != BY) {
            of.push((key.clone(), inner.text(&key.it).into_option()?));
        }
        Some(ActivitiesDraft::ByChoice { choice: choice.into_option()?, of })
    })
}

fn subject(reader: &mut Reader<'_>) -> Part<SubjectDraft> {
    if let Some(Value::Table(_)) = reader.entry("subject").map(|entry| &entry.value.it) {
        return reader.table("subject").and_then(|table| {
            let mut inner = Reader::open(table.it, Section::Subject, table.place, reader.findings);
            let (path, when) = (inner.text("path"), inner.when("when"));
            Some(SubjectDraft { path: path.into_option()?, when: Some(when.into_option()?) })
        });
    }
    reader.text("subject").map(|path| SubjectDraft { path, when: None })
}

pub(super) fn period(reader: &mut Reader<'_>) -> Part<At<keep::KeepDraft>> {
    let text = reader.text("keep");
    text.and_then(|text| keep::read(&text, reader.findings).map(|it| At { it, place: text.place }))
}
