//! R005: a value of the wrong kind, or one that cannot be right.

use super::Code;
use crate::finding::{At, Finding, Place};
use crate::limits::PERIOD_MAX_YEARS;
use crate::limits::{FIELDS_MAX_COUNT, ITEMS_MAX_COUNT, KEY_MAX_CHARS};
use crate::nearest::near;
use crate::patch::Mend;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R005.md");

fn error(place: Place, headline: String) -> Finding {
    Finding::error(Code::R005, place, headline)
}

pub(crate) fn kind(key: &str, place: Place, wanted: &str, found: &str) -> Finding {
    error(place, format!("`{key}` must be {wanted}, not {found}"))
}

pub(crate) fn empty(key: &str, place: Place) -> Finding {
    error(place, format!("`{key}` is empty")).help(format!("say something, or remove `{key}`"))
}

pub(crate) fn control_characters(key: &str, place: Place) -> Finding {
    error(place, format!("`{key}` holds characters that no line of text has"))
        .help("write it on one line, as it is read")
}

pub(crate) fn not_one_of(key: &str, text: &At<String>, known: &[&str]) -> Finding {
    error(text.place, format!("`{key}` cannot be `{}`", text.it))
        .note(format!("it is one of: {}", known.join(", ")))
        .help("write one of them")
        .propose(text, near(&text.it, known.iter().copied()))
}

pub(crate) fn outside(key: &str, place: Place, least: u32, most: u32) -> Finding {
    error(place, format!("`{key}` must lie between {least} and {most}"))
}

pub(crate) fn key(key: &At<String>, hyphens: bool) -> Finding {
    let hyphen = if hyphens { " or hyphens" } else { "" };
    error(key.place, format!("`{}` cannot be a key", key.it)).help(format!(
        "begin with a small letter a–z and go on with small letters, digits, underscores{hyphen}; \
         at most {KEY_MAX_CHARS} characters"
    ))
}

pub(crate) fn reserved_field(key: &At<String>) -> Finding {
    error(key.place, format!("a field cannot be called `{}`", key.it))
        .note("every table has the columns `key`, `id`, `version` and `restricted` of its own")
        .help("give the field another name")
}

pub(crate) fn no_alternative(place: Place) -> Finding {
    error(place, "a choice needs at least one alternative".to_owned())
        .help("write `of = { open = { nb = \"åpen\", en = \"open\" } }`")
}

pub(crate) fn as_claimed_not_alone(place: Place) -> Finding {
    error(place, "`as claimed` stands alone: a shared row has no purpose of its own".to_owned())
        .help("write `activity = \"as claimed\"`, or name activities only")
}

pub(crate) fn not_a_period(text: &At<String>) -> Finding {
    error(text.place, format!("`{}` is not a period", text.it))
        .note(format!("a period is a number of days, months or years; at most {PERIOD_MAX_YEARS} years"))
        .help(
            "write `3 years after closed_on`, `at most 12 months after received_at`, `until ended_on`, `with case` or \
             `while claimed`; several with commas between",
        )
}

pub(crate) fn not_a_minimum(text: &At<String>) -> Finding {
    error(text.place, format!("`{}` is not a time that a law demands", text.it))
        .help("write `5 years`, or `5 years after fiscal year`")
}

pub(crate) fn not_a_deadline(text: &At<String>) -> Finding {
    error(text.place, format!("`{}` is not a deadline", text.it)).help("write `1 month` or `72 hours`")
}

pub(crate) fn not_a_span(text: &At<String>) -> Finding {
    error(text.place, format!("`{}` is not a length of time", text.it)).help("write `6 years` or `90 days`")
}

pub(crate) fn not_a_year_day(text: &At<String>) -> Finding {
    error(text.place, format!("`{}` is not a day of the year", text.it)).help("write month and day, as in `12-31`")
}

pub(crate) fn not_a_number_of_days(text: &At<String>, longest: u16) -> Finding {
    error(text.place, format!("`{}` is not a number of days from 1 to {longest}", text.it)).help("write `35 days`")
}

pub(crate) fn not_a_condition(place: Place) -> Finding {
    error(place, "a condition names one choice and some of its alternatives".to_owned())
        .help("write `when = { form = [\"ENK\"] }`")
}

pub(crate) fn not_a_choice(name: &At<String>, field: Place) -> Finding {
    error(name.place, format!("`{}` is not a choice", name.it))
        .related(field, "this field")
        .help("name a field of type `choice`")
}

pub(crate) fn entry_key(key: &At<String>) -> Finding {
    error(key.place, format!("`{}` cannot be a key of a list", key.it))
        .help(format!("use letters, digits, hyphens and underscores; at most {KEY_MAX_CHARS} characters"))
}

pub(crate) fn not_a_link(name: &At<String>, field: Place) -> Finding {
    error(name.place, format!("a row cannot live `with` `{}`, which is not a link", name.it))
        .related(field, "this field")
        .help("name a link, or write `until` and a date")
}

pub(crate) fn shared_row_with_period(place: Place) -> Finding {
    error(place, "a shared row lives `while claimed`, and by no period of its own".to_owned())
        .help("write `keep = \"while claimed\"`, or give the entity an activity of its own")
        .mend(Mend::Value { place, new: "\"while claimed\"".to_owned() })
}

pub(crate) fn field_while_claimed(place: Place) -> Finding {
    error(place, "a field of its own period says after which date, not `while claimed`".to_owned())
        .help("shared rows live while claimed; their fields need no period")
}

pub(crate) fn no_way(name: &At<String>, field: Place) -> Finding {
    error(name.place, format!("the way leads over `{}`, which is not a link", name.it))
        .related(field, "this field")
        .help("name only links before the last dot")
}

pub(crate) fn leads_elsewhere(link: &At<String>, entity: &str) -> Finding {
    error(link.place, format!("`{}` is not a link that leads to `{entity}`", link.it))
        .help("name a link of another entity that leads here")
}

pub(crate) fn own_of_nobody(path: &At<String>, last: &str) -> Finding {
    error(path.place, format!("`{}` ends at `{last}`, which is nobody", path.it))
        .help("go on with dots to a person or to a user")
}

pub(crate) fn depends_on_itself(choice: &At<String>) -> Finding {
    error(choice.place, format!("`{}` cannot depend on itself", choice.it))
        .help("name another choice of the row, or remove `when`")
}

pub(crate) fn former_name_in_use(was: &At<String>) -> Finding {
    error(was.place, format!("`{}` is still there, so it cannot be a former name", was.it))
}

pub(crate) fn destroyed_and_declared(name: &At<String>) -> Finding {
    error(name.place, format!("`{}` is declared, so its data cannot be destroyed", name.it))
        .note("GDPR art. 32(1)(b): what the register declares must stay available")
        .help("take it out here, or take out its declaration")
        .remove(name.place)
}

pub(crate) fn not_a_field_path(name: &At<String>) -> Finding {
    error(name.place, format!("`{}` names no field of an entity", name.it))
        .help("write the entity and the field, as `person.nickname`; whole entities stand in `entities`")
}

pub(crate) fn second_default(place: Place) -> Finding {
    error(place, "another category is the default for this type already".to_owned())
        .help("name each type once among all categories")
}

pub(crate) fn required_mention(field: &str, place: Place) -> Finding {
    error(place, format!("the mention `{field}` cannot be required"))
        .note("a mention points at a row without holding it up, and becomes empty when the row goes")
        .help("remove `required` or `mention`")
        .remove(place)
}

pub(crate) fn with_and_more(place: Place) -> Finding {
    error(place, "a field goes `with` a mention of its row, and by no other limit beside that".to_owned())
        .help("write `with` and the mention alone, or say after which date")
}

pub(crate) fn not_a_mention(name: &At<String>, field: Place) -> Finding {
    error(name.place, format!("a field cannot go `with` `{}`, which is no mention", name.it))
        .related(field, "this field")
        .help("name a link with `mention = true`; with any other link goes the whole row")
}

pub(crate) fn required_with_mention(field: &str, place: Place) -> Finding {
    error(place, format!("`{field}` goes with a mention and cannot be required"))
        .note("a mention becomes empty when the row that it points at goes, and what tells of it with it")
        .help("remove `required`, or the period")
        .remove(place)
}

pub(crate) fn label(text: &At<String>, place: Place) -> Finding {
    error(place, format!("the label `{}` has a brace without its other half, or an empty pair", text.it))
        .help("write the key of a field between braces, as in `{name}`")
}

pub(crate) fn not_searchable(field: &At<String>) -> Finding {
    error(field.place, format!("`{}` does not hold words that could be searched", field.it))
        .note("text, long_text, rich_text, email, phone, url, address and org_number can be searched")
        .help(format!("remove `{}` from `search`", field.it))
}

pub(crate) fn organisation_number(number: &At<String>, because: &str) -> Finding {
    error(number.place, format!("`{}` is not an organisation number: {because}", number.it))
        .note("nine digits, of which the last is a check digit (weights 3, 2, 7, 6, 5, 4, 3, 2; modulus 11)")
        .help("copy it from the Central Coordinating Register, www.brreg.no")
}

pub(crate) fn account(number: &At<String>) -> Finding {
    error(number.place, format!("`{}` is not the number of a Norwegian bank account", number.it))
        .note("eleven digits, of which the last is a check digit (weights 5, 4, 3, 2, 7, 6, 5, 4, 3, 2; modulus 11)")
        .help("copy it from the bank, as in `1234 56 78903`")
}

pub(crate) fn phone(number: &At<String>) -> Finding {
    error(number.place, format!("`{}` is not a telephone number with its country", number.it))
        .help("begin with `+` and the country's digits, as in `+47 00 00 00 00`")
}

pub(crate) fn email(address: &At<String>) -> Finding {
    error(address.place, format!("`{}` is not an e-mail address", address.it))
        .help("write it as in `privacy@company.example`")
}

/// `meant` is the code of the country that is written in another way, where it is known.
pub(crate) fn country(code: &At<String>, meant: Option<&str>) -> Finding {
    error(code.place, format!("`{}` is not a country code", code.it))
        .note("a country is named by the two capital letters of ISO 3166-1")
        .help("write its code, as in `NO`; `list.countries` of the standard register has them all")
        .propose(code, meant)
}

pub(crate) fn ends_before_it_begins(key: &str, end: Place, beginning: Place) -> Finding {
    error(end, format!("`{key}` comes before it begins"))
        .related(beginning, "it begins here")
        .help("put the two in order")
}

pub(crate) fn too_many_items(place: Place) -> Finding {
    error(place, format!("a register holds at most {ITEMS_MAX_COUNT} of each thing"))
}

pub(crate) fn too_many_fields(place: Place) -> Finding {
    error(place, format!("a register holds at most {FIELDS_MAX_COUNT} fields"))
}
