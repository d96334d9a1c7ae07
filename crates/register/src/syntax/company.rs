//! Reading `[controller]`, `[role.X]`, `[recipient.X]` and `[system.X]`.

use super::draft::{ControllerDraft, Draft, RecipientDraft, RoleDraft, SystemDraft};
use super::keys::Section;
use super::reader::Reader;
use crate::finding::At;
use model::RecipientKind;

const KINDS: &[(&str, RecipientKind)] = &[
    ("processor", RecipientKind::Processor),
    ("controller", RecipientKind::Controller),
    ("authority", RecipientKind::Authority),
];

pub(super) fn read(file: &mut Reader<'_>, draft: &mut Draft) {
    if let (Some(entry), Some(table)) = (file.entry("controller"), file.table("controller").into_option()) {
        let mut reader = Reader::open(table.it, Section::Controller, entry.key.place, file.findings);
        draft.controllers.push(At { it: controller(&mut reader), place: entry.key.place });
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
    }
}

fn role(reader: &mut Reader<'_>) -> RoleDraft {
    RoleDraft { name: reader.words("name"), rights: reader.boolean("rights") }
}

fn recipient(reader: &mut Reader<'_>) -> RecipientDraft {
    RecipientDraft {
        name: reader.text("name"),
        kind: reader.one_of("kind", KINDS),
        task: reader.words("task"),
        country: reader.text("country"),
    }
}

fn system(reader: &mut Reader<'_>) -> SystemDraft {
    SystemDraft {
        name: reader.text("name"),
        holds: reader.words("holds"),
        activities: reader.texts("activities"),
        keep: reader.words("keep"),
        owner: reader.text("owner"),
        country: reader.text("country"),
    }
}
