//! The keys of every kind of table.

use super::{Key, Section, Takes, activity, category, company, entity, field_types, law, words};
use crate::standard::AREAS;

const fn must(name: &'static str, takes: Takes, says: &'static str) -> Key {
    Key { name, required: true, takes, says }
}

const fn may(name: &'static str, takes: Takes, says: &'static str) -> Key {
    Key { name, required: false, takes, says }
}

pub(super) const FILE: &[Key] = &[
    may(
        "controller",
        Takes::Table(Section::Controller),
        "Who answers for the processing. Once, in the company's file.",
    ),
    may("role", Takes::Named(Section::Role), "Those who work here, by task."),
    may("recipient", Takes::Named(Section::Recipient), "Those outside who receive data."),
    may("system", Takes::Named(Section::System), "The places outside Ryddig where the company keeps personal data."),
    may("law", Takes::Named(Section::Law), "What obliges: provisions of law, and agreements that bind like them."),
    may("right", Takes::Named(Section::Right), "The deadlines of law for what people and authorities may expect."),
    may("category", Takes::Named(Section::Category), "The kinds of personal data."),
    may("list", Takes::Named(Section::List), "Long closed lists that choices refer to."),
    may("activity", Takes::Named(Section::Activity), "The processing activities: why data are held."),
    may("entity", Takes::Named(Section::Entity), "The things stored."),
    may("change", Takes::Named(Section::Change), "What the company does otherwise than the standard register says."),
    may(
        "backup",
        Takes::Table(Section::Backup),
        "How long copies that are kept for safety may be kept; 35 days, where nothing is said. The statement says so, and the server \
         deletes older ones from the folder of backups.",
    ),
    may(
        "destroy",
        Takes::Table(Section::Destroy),
        "What is declared no more and whose data are to be destroyed, by `ryddig migrate` and by nothing else.",
    ),
];

pub(super) const CONTROLLER: &[Key] = &[
    must("name", Takes::Text, "The registered name."),
    must("organisation_number", Takes::Text, "Nine digits; the check digit is verified."),
    must("address", Takes::Text, "The postal address, on one line."),
    must("contact", Takes::Text, "The person to turn to."),
    must("contact_title", Takes::Words, "That person's title."),
    must("email", Takes::Text, "The address for questions about privacy."),
    must("phone", Takes::Text, "The telephone number with its country: `+47 …`."),
    must("authority", Takes::Words, "Where to complain: the supervisory authority."),
    may(
        "accounts",
        Takes::Texts,
        "The company's own bank accounts, eleven digits each; the check digits are verified. Mail to and from the company may name them.",
    ),
    may(
        "fiscal_year_ends",
        Takes::Text,
        "The last day of the fiscal year, as in `12-31`, which it is where nothing is said.",
    ),
    may(
        "areas",
        Takes::SomeOf(|| AREAS.to_vec()),
        "Which of the areas that a company may do without it uses; all of them, where nothing is said.",
    ),
];

pub(super) const ROLE: &[Key] = &[
    must("name", Takes::Words, "What people call it."),
    may(
        "rights",
        Takes::Boolean,
        "Whether it carries out people's rights: sees all that is held about a person, gives access, erases.",
    ),
    may(
        "break_glass",
        Takes::Boolean,
        "Whether a colleague without it may take it for some hours in an emergency, with a reason that every owner is told.",
    ),
    may(
        "second_factor",
        Takes::Boolean,
        "Whether whoever has it must show a second factor besides the password to come in; those who have none are led to set one up.",
    ),
];

pub(super) const RECIPIENT: &[Key] = &[
    must("name", Takes::Text, "Its own name."),
    must(
        "kind",
        Takes::OneOf(|| words(company::KINDS)),
        "Whether it acts on the company's instructions, decides for itself, or is an authority.",
    ),
    must("task", Takes::Words, "What it does with the data."),
    must("country", Takes::Text, "Where it is, by ISO 3166: two capital letters."),
    may("categories", Takes::Texts, "The kinds of personal data that it gets."),
    may("agreement", Takes::Table(Section::Agreement), "The agreement with a processor (GDPR art. 28(3))."),
    may(
        "transfer",
        Takes::OneOf(|| words(company::TRANSFERS)),
        "Outside the European Economic Area: what protects the data there (GDPR art. 45–49).",
    ),
];

pub(super) const AGREEMENT: &[Key] = &[
    must("dated", Takes::Date, "The day it bears."),
    may("expires", Takes::Date, "Its last day, if it has one."),
    may("points", Takes::SomeOf(|| words(company::POINTS)), "The letters of GDPR art. 28(3) that it answers."),
];

pub(super) const SYSTEM: &[Key] = &[
    must("name", Takes::Text, "Its own name."),
    must("holds", Takes::Words, "What is in it."),
    may("activities", Takes::Texts, "The activities whose data it keeps."),
    may("categories", Takes::Texts, "The kinds of personal data that it keeps."),
    may("keep", Takes::Words, "How long it keeps them; goes on from *they are*."),
    may("owner", Takes::Text, "The role that sees to it."),
    may("routine", Takes::Words, "What is done there when somebody asks or leaves."),
    must("country", Takes::Text, "Where it keeps them, by ISO 3166: two capital letters."),
    may(
        "transfer",
        Takes::OneOf(|| words(company::TRANSFERS)),
        "Outside the European Economic Area: what protects the data there (GDPR art. 45–49).",
    ),
];

pub(super) const LAW: &[Key] = &[
    must("title", Takes::Words, "Act and section, and what it says in a few words."),
    must("source", Takes::Text, "Where it stands."),
    must("valid_from", Takes::Date, "The first day on which it holds."),
    may("valid_to", Takes::Date, "The last day on which it holds, if there is one."),
    must("checked_on", Takes::Date, "When somebody last looked it up."),
    must(
        "confidence",
        Takes::OneOf(|| words(law::CONFIDENCES)),
        "How sure that is: read in its source, an excerpt of it, or from memory.",
    ),
    must("applies_to", Takes::SomeOf(|| words(law::BODIES)), "Whom it obliges."),
    may("instead", Takes::Text, "The law that a company would rest on, where this one does not oblige it."),
    may("minimum", Takes::Text, "How long it demands that something be kept: `5 years`, `5 years after fiscal year`."),
];

pub(super) const RIGHT: &[Key] = &[
    must("name", Takes::Words, "What people call it."),
    must("article", Takes::Text, "The article that gives it."),
    must("deadline", Takes::Text, "By when: `1 month`, `72 hours`."),
    may("extension", Takes::Text, "How much longer it may take where that is told within the deadline."),
    must("source", Takes::Text, "Where that was read."),
    must("checked_on", Takes::Date, "When somebody last looked it up."),
    must(
        "confidence",
        Takes::OneOf(|| words(law::CONFIDENCES)),
        "How sure that is: read in its source, an excerpt of it, or from memory.",
    ),
];

pub(super) const CATEGORY: &[Key] = &[
    must("name", Takes::Words, "What people call it."),
    must("dpv", Takes::Text, "The term of the W3C Data Privacy Vocabulary, as in `pd:EmailAddress`."),
    may(
        "kind",
        Takes::OneOf(|| words(category::KINDS)),
        "How the law protects it, where more than any: special (GDPR art. 9), criminal (art. 10), identity (personopplysningsloven § 12).",
    ),
    may(
        "default_for",
        Takes::SomeOf(field_types),
        "The types of field that hold this kind, where neither field nor entity says otherwise.",
    ),
];

pub(super) const LIST: &[Key] = &[
    must("name", Takes::Words, "What people call it."),
    must("source", Takes::Text, "Where it was read."),
    must("checked_on", Takes::Date, "When somebody last looked it up."),
    must(
        "confidence",
        Takes::OneOf(|| words(law::CONFIDENCES)),
        "How sure that is: read in its source, an excerpt of it, or from memory.",
    ),
    must("of", Takes::Entries, "What may be chosen: each with words in each language, or one string for all."),
];

pub(super) const ACTIVITY: &[Key] = &[
    may("purpose", Takes::Words, "Why, in a sentence that people understand."),
    must("subjects", Takes::Words, "Whose data."),
    may(
        "part",
        Takes::OneOf(|| words(activity::PARTS)),
        "In which part the company acts: `controller` where nothing is said.",
    ),
    must("basis", Takes::OneOf(|| words(activity::BASES)), "The one ground (GDPR art. 6(1))."),
    may("consent", Takes::Words, "With `consent`: the words that people agree to."),
    may("law", Takes::TextOrTexts, "With `legal-obligation` or `public-task`: the laws."),
    may("interest", Takes::Words, "With `legitimate-interests`: the interest."),
    may("balancing", Takes::Words, "With `legitimate-interests`: why people's own interests do not outweigh it."),
    may("special", Takes::Table(Section::Special), "The ground for special categories of data (GDPR art. 9(2))."),
    may(
        "marketing",
        Takes::OneOf(|| words(activity::MARKETING)),
        "Where it is marketing by e-mail: to whom (markedsføringsloven § 15).",
    ),
    may(
        "sale",
        Takes::Text,
        "With marketing to an `existing customer`: the field that shows the sale, as in `subscription.sold_on`.",
    ),
    must("source", Takes::OneOf(|| words(activity::SOURCES)), "Where the data come from."),
    may(
        "notice",
        Takes::Words,
        "Where they come from others than the person: how and when people are told (GDPR art. 14(3)).",
    ),
    may("uses", Takes::Lists, "The fields of shared rows that it needs, and so keeps alive."),
    must("responsible", Takes::Text, "The role that answers for it day to day."),
    must(
        "access",
        Takes::Grants,
        "What each role may do: `read`, `write`, and the same with `own` or `team` behind it.",
    ),
    may("recipients", Takes::Texts, "Those outside who receive its data."),
    may("longest", Takes::Text, "The longest period that any of its rows may have: `6 years`."),
];

pub(super) const SPECIAL: &[Key] = &[
    must("ground", Takes::OneOf(|| words(activity::GROUNDS)), "The letter of GDPR art. 9(2), by name."),
    may("law", Takes::TextOrTexts, "The laws or collective agreements that it rests on."),
];

pub(super) const ENTITY: &[Key] = &[
    may("name", Takes::Words, "What people call it."),
    may(
        "activity",
        Takes::Activities,
        "Why it is held: one activity or several; `as claimed` for a row that others share; or, `by` a choice, one for each alternative.",
    ),
    may("impersonal", Takes::Text, "Why nothing in it is about a person."),
    may(
        "subject",
        Takes::TextOr(Section::Subject),
        "How a row leads to the person it is about: `self`, or links with dots between.",
    ),
    may(
        "own",
        Takes::TextOrTexts,
        "Which rows are somebody's own: links that end at a person or at a user. Where nothing is said, those about oneself.",
    ),
    may(
        "access",
        Takes::WordOrGrants(|| words(entity::ACCESS)),
        "What narrows the access that its activities give; `engine`: no role reads it.",
    ),
    may("category", Takes::Text, "The kind of personal data that its fields hold, where they say nothing."),
    may(
        "special",
        Takes::Table(Section::Special),
        "Its own ground for special categories, instead of its activities' (GDPR art. 9(2)).",
    ),
    may(
        "sealed",
        Takes::BooleanOr(&["searchable"]),
        "Whether its fields are stored encrypted, where they say nothing.",
    ),
    may("label", Takes::Text, "How a row is called: words, and fields between braces."),
    may("list", Takes::Texts, "The columns of its list."),
    may("search", Takes::Texts, "The fields that full-text search covers."),
    may("keep", Takes::Text, "How long a row lives at the most."),
    may("require", Takes::Several(Section::Requirement), "The laws that forbid its erasure for a time."),
    may("was", Takes::Text, "What it was called before: its rows come along."),
    must("fields", Takes::Named(Section::Field), "Its fields."),
];

pub(super) const SUBJECT: &[Key] = &[
    must("path", Takes::Text, "`self`, or links with dots between."),
    must(
        "when",
        Takes::Lists,
        "The choice, on the row itself, and the alternatives under which the row is about a person.",
    ),
];

pub(super) const REQUIREMENT: &[Key] = &[
    must("law", Takes::Text, "A law with a `minimum`."),
    must("from", Takes::Text, "The date from which it counts: a field, or one over links with dots between."),
];

pub(super) const FIELD: &[Key] = &[
    must("type", Takes::OneOf(field_types), "What it holds."),
    must("name", Takes::Words, "What people call it."),
    may("max", Takes::Integer, "With text, long_text and rich_text: the most characters."),
    may("of", Takes::TextOrAlternatives, "With a choice: its alternatives, or the name of a list."),
    may("to", Takes::Text, "With a link: the entity it leads to."),
    may("from", Takes::Text, "With links: the link that leads here, as in `email_participant.email`."),
    may(
        "mention",
        Takes::Boolean,
        "With a link: it points at somebody without holding them up, and becomes empty when they go.",
    ),
    may("required", Takes::Boolean, "Whether a row cannot be without it."),
    may("unique", Takes::Boolean, "With types that can tell rows apart: whether no two rows share it."),
    may("impersonal", Takes::Text, "Why it tells nothing about a person."),
    may("category", Takes::Text, "The kind of personal data that it holds."),
    may(
        "origin",
        Takes::OneOf(|| words(category::ORIGINS)),
        "How the data came about; where nothing is said, from the activity's source (GDPR art. 20(1)).",
    ),
    may(
        "sealed",
        Takes::BooleanOr(&["searchable"]),
        "Whether it is stored encrypted; `searchable`: an equal value can be found.",
    ),
    may("activity", Takes::TextOrTexts, "The activities that need it, instead of its entity's."),
    may(
        "access",
        Takes::WordOrGrants(|| words(entity::ACCESS)),
        "What narrows the access to it; `engine`: no role reads it.",
    ),
    may(
        "keep",
        Takes::Text,
        "How long it lives at the most, instead of its row's period; or `with` a mention of the row: what tells of the one mentioned goes when they go.",
    ),
    may("require", Takes::Several(Section::Requirement), "The laws that forbid its erasure for a time."),
    may(
        "when",
        Takes::Lists,
        "The choice, on the row itself, and the alternatives under which it is required and open.",
    ),
    may("was", Takes::Text, "What it was called before: its values come along."),
    may(
        "need",
        Takes::Words,
        "With national_id: why the person must be identified so surely (personopplysningsloven § 12).",
    ),
];

pub(super) const CHANGE: &[Key] = &[
    may("name", Takes::Words, "Of an entity: what people call it here."),
    may("keep", Takes::Text, "Of an entity: a shorter period."),
    may(
        "access",
        Takes::Grants,
        "Of an activity: what each role may do, instead of what the register says. Of an entity: what narrows it.",
    ),
    may(
        "recipients",
        Takes::TextOrTexts,
        "Of an activity: those outside who receive its data, instead of those the register names.",
    ),
    may("fields", Takes::Named(Section::FieldChange), "Of an entity: changes of its fields."),
];

pub(super) const FIELD_CHANGE: &[Key] =
    &[may("name", Takes::Words, "What people call it here."), may("keep", Takes::Text, "A shorter period.")];

pub(super) const WORDS: &[Key] =
    &[may("nb", Takes::Text, "In Norwegian bokmål."), may("en", Takes::Text, "In English.")];

pub(super) const BACKUP: &[Key] = &[must(
    "keep",
    Takes::Text,
    "How old a copy may become: `35 days`. What was erased is in older copies until then.",
)];

pub(super) const DESTROY: &[Key] = &[
    may("entities", Takes::Texts, "Entities that were declared once: their rows go, all of them."),
    may(
        "fields",
        Takes::Texts,
        "Fields that were declared once, as `person.nickname`: what they hold goes, in every row.",
    ),
];
