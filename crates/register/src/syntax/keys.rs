//! The table of known keys: every table that a register can have, and every key in it.
//!
//! The manual (`docs/register/README.md`) lists the same; a test compares them.

/// A kind of table in a register file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// The file itself.
    File,
    /// `[controller]`.
    Controller,
    /// `[role.X]`.
    Role,
    /// `[recipient.X]`.
    Recipient,
    /// `agreement` of a recipient.
    Agreement,
    /// `[system.X]`.
    System,
    /// `[law.X]`.
    Law,
    /// `[activity.X]`.
    Activity,
    /// `[entity.X]`.
    Entity,
    /// One line of `[entity.X.fields]`.
    Field,
    /// `[change.X]`.
    Change,
    /// Words in each language.
    Words,
}

/// One key of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// Whether the table is nothing without it. Keys whose absence means something in law are not
    /// required here: their absence has a finding of its own.
    pub(crate) required: bool,
}

const fn must(name: &'static str) -> Key {
    Key { name, required: true }
}

const fn may(name: &'static str) -> Key {
    Key { name, required: false }
}

const FILE: &[Key] = &[
    may("controller"),
    may("role"),
    may("recipient"),
    may("system"),
    may("law"),
    may("activity"),
    may("entity"),
    may("change"),
];

const CONTROLLER: &[Key] = &[
    must("name"),
    must("organisation_number"),
    must("address"),
    must("contact"),
    must("contact_title"),
    must("email"),
    must("phone"),
    must("authority"),
];

const ROLE: &[Key] = &[must("name"), may("rights")];

const RECIPIENT: &[Key] =
    &[must("name"), must("kind"), must("task"), must("country"), may("agreement"), may("transfer")];

const AGREEMENT: &[Key] = &[must("dated"), may("expires"), may("points")];

const SYSTEM: &[Key] =
    &[must("name"), must("holds"), may("activities"), may("keep"), may("owner"), must("country"), may("transfer")];

const LAW: &[Key] = &[
    must("title"),
    must("source"),
    must("valid_from"),
    may("valid_to"),
    must("checked_on"),
    must("confidence"),
    must("applies_to"),
    may("instead"),
];

const ACTIVITY: &[Key] = &[
    may("purpose"),
    must("subjects"),
    must("basis"),
    may("consent"),
    may("law"),
    may("interest"),
    may("balancing"),
    must("source"),
    may("notice"),
    may("uses"),
    must("responsible"),
    must("access"),
    may("recipients"),
];

const ENTITY: &[Key] = &[
    must("name"),
    may("activity"),
    may("impersonal"),
    may("subject"),
    may("access"),
    must("label"),
    may("list"),
    may("search"),
    may("keep"),
    must("fields"),
];

const FIELD: &[Key] = &[
    must("type"),
    must("name"),
    may("max"),
    may("of"),
    may("to"),
    may("mention"),
    may("required"),
    may("unique"),
    may("impersonal"),
];

const CHANGE: &[Key] = &[must("keep")];

const WORDS: &[Key] = &[may("nb"), may("en")];

impl Section {
    /// Every section, in the order of the manual.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 12] = [
        Self::File,
        Self::Controller,
        Self::Role,
        Self::Recipient,
        Self::Agreement,
        Self::System,
        Self::Law,
        Self::Activity,
        Self::Entity,
        Self::Field,
        Self::Change,
        Self::Words,
    ];

    pub(crate) fn keys(self) -> &'static [Key] {
        match self {
            Self::File => FILE,
            Self::Controller => CONTROLLER,
            Self::Role => ROLE,
            Self::Recipient => RECIPIENT,
            Self::Agreement => AGREEMENT,
            Self::System => SYSTEM,
            Self::Law => LAW,
            Self::Activity => ACTIVITY,
            Self::Entity => ENTITY,
            Self::Field => FIELD,
            Self::Change => CHANGE,
            Self::Words => WORDS,
        }
    }

    /// What people call such a table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::File => "a register file",
            Self::Controller => "the controller",
            Self::Role => "a role",
            Self::Recipient => "a recipient",
            Self::Agreement => "an agreement",
            Self::System => "a system",
            Self::Law => "a law",
            Self::Activity => "an activity",
            Self::Entity => "an entity",
            Self::Field => "a field",
            Self::Change => "a change",
            Self::Words => "words in each language",
        }
    }
}
