//! Reading `[entity.X]`.

use super::draft::{ActivitiesDraft, ChangeDraft, EntityDraft};
use super::field;
use super::keep;
use super::keys::Section;
use super::reader::Reader;
use crate::finding::{At, Part};
use crate::rules::r005_wrong_value;
use model::EntityAccess;

/// The word for an entity without a purpose of its own.
const AS_CLAIMED: &str = "as claimed";

const ACCESS: &[(&str, EntityAccess)] = &[("engine", EntityAccess::Engine)];

pub(super) fn read(reader: &mut Reader<'_>) -> EntityDraft {
    let draft = EntityDraft {
        name: reader.words("name"),
        activity: activity(reader),
        impersonal: reader.text("impersonal"),
        subject: reader.text("subject"),
        access: reader.one_of("access", ACCESS),
        label: reader.text("label"),
        list: reader.texts("list"),
        search: reader.texts("search"),
        keep: period(reader),
        fields: reader.items("fields", Section::Field, field::read),
    };
    if !draft.impersonal.is_absent() {
        for key in ["activity", "subject"] {
            reader.refuse(key, "`impersonal` says that nothing here is about a person");
        }
    }
    draft
}

/// `[change.X]`: only what a company may change of an entity that it did not declare.
pub(super) fn read_change(reader: &mut Reader<'_>) -> ChangeDraft {
    ChangeDraft { keep: period(reader) }
}

fn activity(reader: &mut Reader<'_>) -> Part<ActivitiesDraft> {
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

fn period(reader: &mut Reader<'_>) -> Part<At<keep::KeepDraft>> {
    let text = reader.text("keep");
    text.and_then(|text| keep::read(&text, reader.findings).map(|it| At { it, place: text.place }))
}
