//! Reading `[controller]`, `[backup]`, `[destroy]`, `[role.X]`, `[recipient.X]` and `[system.X]`.

use super::draft::{AgreementDraft, BackupDraft, ControllerDraft, Draft, RecipientDraft, RoleDraft, SystemDraft};
use super::keys::Section;
use super::reader::Reader;
use crate::finding::{At, Part};
use crate::limits::BACKUP_MAX_DAYS;
use crate::rules::r005_wrong_value;
use crate::standard::AREAS;
use model::{RecipientKind, Span, Transfer, YearDay};

pub(super) const KINDS: &[(&str, RecipientKind)] = &[
    ("processor", RecipientKind::Processor),
    ("controller", RecipientKind::Controller),
    ("authority", RecipientKind::Authority),
];

pub(super) const POINTS: &[(&str, char)] =
    &[("a", 'a'), ("b", 'b'), ("c", 'c'), ("d", 'd'), ("e", 'e'), ("f", 'f'), ("g", 'g'), ("h", 'h')];

pub(super) const TRANSFERS: &[(&str, Transfer)] = &[
    ("adequacy", Transfer::Adequacy),
    ("standard-clauses", Transfer::StandardClauses),
    ("binding-rules", Transfer::BindingRules),
    ("consent", Transfer::Consent),
];

pub(super) fn read(file: &mut Reader<'_>, draft: &mut Draft) {
    if let (Some(entry), Some(table)) = (file.entry("controller"), file.table("controller").into_option()) {
        let mut reader = Reader::open(table.it, Section::Controller, entry.key.place, file.findings);
        draft.controllers.push(At { it: controller(&mut reader), place: entry.key.place });
    }
    if let (Some(entry), Some(table)) = (file.entry("destroy"), file.table("destroy").into_option()) {
        let mut reader = Reader::open(table.it, Section::Destroy, entry.key.place, file.findings);
        draft.destroyed.entities.extend(reader.texts("entities"));
        draft.destroyed.fields.extend(reader.texts("fields"));
    }
    if let (Some(entry), Some(table)) = (file.entry("backup"), file.table("backup").into_option()) {
        let mut reader = Reader::open(table.it, Section::Backup, entry.key.place, file.findings);
        let keep = days(&mut reader);
        draft.backups.push(At { it: BackupDraft { keep }, place: entry.key.place });
    }
    draft.roles.extend(file.items("role", Section::Role, role));
    draft.recipients.extend(file.items("recipient", Section::Recipient, recipient));
    draft.systems.extend(file.items("system", Section::System, system));
}

fn controller(reader: &mut Reader<'_>) -> ControllerDraft {
    ControllerDraft {
        name: reader.text("name"),
        organisation_number: reader.text("organisation_number"),
        address: reader.text("address"),
        contact: reader.text("contact"),
        contact_title: reader.words("contact_title"),
        email: reader.text("email"),
        phone: reader.text("phone"),
        authority: reader.words("authority"),
        accounts: reader.texts("accounts"),
        fiscal_year_ends: year_day(reader),
        areas: reader.some_of("areas", &AREAS.map(|area| (area, area))),
    }
}

/// The last day of the fiscal year: `12-31`.
fn year_day(reader: &mut Reader<'_>) -> Part<At<YearDay>> {
    reader.text("fiscal_year_ends").and_then(|text| {
        let day = text.it.split_once('-').and_then(|(month, day)| {
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            let longest = match month {
                2 => 29,
                4 | 6 | 9 | 11 => 30,
                1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
                _ => return None,
            };
            (1..=longest).contains(&day).then_some(YearDay { month, day })
        });
        if day.is_none() {
            reader.findings.push(r005_wrong_value::not_a_year_day(&text));
        }
        day.map(|it| At { it, place: text.place })
    })
}

/// How long copies are kept: `35 days`. Days alone, as each is a risk.
fn days(reader: &mut Reader<'_>) -> Part<At<u16>> {
    reader.text("keep").and_then(|text| {
        let days = text.it.split_once(' ').and_then(|(count, unit)| match super::keep::span(count, unit)? {
            Span::Days(days) if days <= BACKUP_MAX_DAYS => Some(days),
            Span::Days(_) | Span::Months(_) | Span::Years(_) => None,
        });
        if days.is_none() {
            reader.findings.push(r005_wrong_value::not_a_number_of_days(&text, BACKUP_MAX_DAYS));
        }
        days.map(|it| At { it, place: text.place })
    })
}

fn role(reader: &mut Reader<'_>) -> RoleDraft {
    RoleDraft {
        name: reader.words("name"),
        rights: reader.boolean("rights"),
        break_glass: reader.boolean("break_glass"),
        second_factor: reader.boolean("second_factor"),
    }
}

fn recipient(reader: &mut Reader<'_>) -> RecipientDraft {
    let draft = RecipientDraft {
        name: reader.text("name"),
        kind: reader.one_of("kind", KINDS),
        task: reader.words("task"),
        country: reader.text("country"),
        categories: reader.texts("categories"),
        agreement: agreement(reader),
        transfer: reader.one_of("transfer", TRANSFERS),
    };
    match draft.kind.get().map(|kind| kind.it) {
        Some(RecipientKind::Controller | RecipientKind::Authority) => {
            reader.refuse("agreement", "it belongs to a `processor`, who acts on our instructions");
        }
        Some(RecipientKind::Processor) | None => {}
    }
    draft
}

fn agreement(reader: &mut Reader<'_>) -> Part<At<AgreementDraft>> {
    reader.table("agreement").map(|table| {
        let mut inner = Reader::open(table.it, Section::Agreement, table.place, reader.findings);
        let draft = AgreementDraft {
            dated: inner.date("dated"),
            expires: inner.date("expires"),
            points: inner.some_of("points", POINTS),
        };
        if let (Some(dated), Some(expires)) = (draft.dated.get(), draft.expires.get())
            && expires.it < dated.it
        {
            inner.findings.push(r005_wrong_value::ends_before_it_begins("expires", expires.place, dated.place));
        }
        At { it: draft, place: table.place }
    })
}

fn system(reader: &mut Reader<'_>) -> SystemDraft {
    SystemDraft {
        name: reader.text("name"),
        holds: reader.words("holds"),
        activities: reader.texts("activities"),
        categories: reader.texts("categories"),
        keep: reader.words("keep"),
        owner: reader.text("owner"),
        routine: reader.words("routine"),
        country: reader.text("country"),
        transfer: reader.one_of("transfer", TRANSFERS),
    }
}
