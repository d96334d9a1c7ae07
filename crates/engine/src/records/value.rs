//! Values of every kind: how each is asked for, read from what was typed, put back into a form, and said.
//!
//! Each question is one `match` on the kinds, so that a new kind breaks here until it is answered. It
//! must not know rows: whether a link leads anywhere is somebody else's question.

mod parts;
mod sheet;

pub(crate) use self::sheet::{from_cell, in_cell};

use self::parts::{among, characters, line, lines, numbered, web_address, whole};
use super::data::Datum;
use super::number::{
    MINUS, parted, read_duration, read_scaled, say_duration, say_scaled, typed_duration, typed_scaled,
};
use super::order::by_name;
use crate::limits::{ADDRESS_CHARACTERS, URL_CHARACTERS};
use crate::parties;
use crate::website::is_blank;
use model::{Alternative, FieldKind, Language, Model, RowId, Value, number};
use std::str::FromStr;

/// Decimals of a number, of an amount and of a percentage, as they are stored.
const DECIMAL_PLACES: u32 = 4;
const MONEY_PLACES: u32 = 2;
const PERCENT_PLACES: u32 = 2;

/// How a form asks for a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// One line.
    Line {
        /// What the line is for.
        input: Input,
        /// At most so many characters, where that is limited.
        max: Option<usize>,
    },
    /// Several lines of at most so many characters together.
    Lines(usize),
    /// Yes or no.
    YesNo,
    /// One of these: the word in the register, and what people read.
    Alternatives(Vec<(String, String)>),
    /// A file, with what the one that is there is called.
    File(Option<String>),
    /// One row of another entity.
    Rows {
        /// The rows that are offered, each with its label.
        offered: Vec<(RowId, String)>,
        /// What was searched for.
        words: String,
        /// There are more than are offered.
        more: bool,
    },
}

/// What a line of a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Any text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A whole number, or a number of digits in groups.
    Whole,
    /// A number with decimals.
    Decimal,
    /// An amount in kroner.
    Money,
    /// A percentage.
    Percent,
    /// A length of time.
    Duration,
    /// A day.
    Day,
    /// A point in time.
    Moment,
}

/// A row that may be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The entity's word in the register.
    pub entity: String,
    /// The row.
    pub id: RowId,
    /// What it is called.
    pub label: String,
}

/// The choice that a field depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Under {
    /// The choice's word in the register.
    pub choice: String,
    /// What people call it.
    pub name: String,
    /// The alternatives under which the field is filled in: the word in the register, and what people read.
    pub among: Vec<(String, String)>,
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// It must not be empty.
    Missing,
    /// It is longer than this many characters.
    TooLong(usize),
    /// It holds characters that no text has.
    NotText,
    /// It is not an e-mail address.
    NotAnAddress,
    /// It is not a telephone number.
    NotAPhoneNumber,
    /// It is not a whole number.
    NotWhole,
    /// It is not a web address.
    NotAWebAddress,
    /// It is not an organisation number.
    NotAnOrganisationNumber,
    /// It is not a national identity number.
    NotANationalId,
    /// It is not an account number.
    NotAnAccountNumber,
    /// It is not a number with so many decimals at most.
    NotANumber(u32),
    /// It is not a length of time.
    NotADuration,
    /// It is not a day.
    NotADay,
    /// It is not a point in time.
    NotAMoment,
    /// Whoever it names has said no to marketing.
    SaidNo,
    /// The case would be over while these parts of it are open: its own page asks about that.
    OpenParts(Vec<String>),
    /// A colleague signs in with it, whose access the caller does not decide about.
    SignsIn,
    /// It is none of what may be chosen.
    NotAmong,
    /// Nothing is called that.
    NobodyFound,
    /// Several are called that, or something only begins like it: one must be chosen.
    ChooseOne,
    /// Somebody is chosen and somebody new is named.
    OneOrTheOther,
    /// An address is given for somebody new, and no name.
    NamelessNewcomer,
    /// Another row has this value, which only one may have.
    Taken(Option<Box<Other>>),
    /// It is less than nought.
    BelowZero,
    /// It is filled in only where another field holds something else.
    NotUnder(Box<Under>),
    /// The file has more bytes than this.
    FileTooLarge(u64),
    /// These words mean no rule of the register.
    NoSuchRule(Vec<String>),
    /// What is stored now is not what is typed, as somebody else has saved meanwhile.
    Changed {
        /// What is stored now.
        now: String,
        /// Only they changed it since the form was opened: what is typed is what stood there before.
        by_them: bool,
    },
}

/// How a form asks for a value of this kind; none where nobody types one.
pub(crate) fn control(model: &Model, kind: &FieldKind, language: Language) -> Option<Control> {
    let line = |input, max| Some(Control::Line { input, max });
    match kind {
        FieldKind::Text { max } => line(Input::Text, Some(characters(*max))),
        FieldKind::LongText { max } | FieldKind::RichText { max } => Some(Control::Lines(characters(*max))),
        FieldKind::Email => line(Input::Email, None),
        FieldKind::Phone => line(Input::Phone, None),
        FieldKind::Url => line(Input::Url, Some(URL_CHARACTERS)),
        FieldKind::Address => Some(Control::Lines(ADDRESS_CHARACTERS)),
        FieldKind::OrgNumber | FieldKind::NationalId | FieldKind::AccountNumber | FieldKind::Integer => {
            line(Input::Whole, None)
        }
        FieldKind::Decimal => line(Input::Decimal, None),
        FieldKind::Money => line(Input::Money, None),
        FieldKind::Percent => line(Input::Percent, None),
        FieldKind::Duration => line(Input::Duration, None),
        FieldKind::Boolean => Some(Control::YesNo),
        FieldKind::Date => line(Input::Day, None),
        FieldKind::DateTime => line(Input::Moment, None),
        FieldKind::Choice(of) => Some(Control::Alternatives(alternatives(of, language))),
        FieldKind::Listed(list) => {
            Some(Control::Alternatives(by_name(alternatives(&model[*list].of, language), language)))
        }
        FieldKind::Link { .. } => Some(Control::Rows { offered: Vec::new(), words: String::new(), more: false }),
        FieldKind::File => Some(Control::File(None)),
        // The store counts, and `links` store nothing.
        FieldKind::Sequence | FieldKind::Links { .. } => None,
    }
}

/// The value that was typed; nothing typed is no value.
pub(crate) fn read(model: &Model, kind: &FieldKind, typed: &str) -> Result<Value, Mistake> {
    let trimmed = typed.trim();
    if is_blank(trimmed) {
        return Ok(Value::Null);
    }
    let scaled = |places| read_scaled(trimmed, places).map(Value::Integer).ok_or(Mistake::NotANumber(places));
    match kind {
        FieldKind::Text { max } => line(trimmed, characters(*max)).map(Value::Text),
        FieldKind::LongText { max } | FieldKind::RichText { max } => lines(trimmed, characters(*max)).map(Value::Text),
        FieldKind::Email => parties::email(trimmed).map(Value::Text).ok_or(Mistake::NotAnAddress),
        FieldKind::Phone => parties::phone(trimmed).map(Value::Text).ok_or(Mistake::NotAPhoneNumber),
        FieldKind::Url => web_address(trimmed).map(Value::Text),
        FieldKind::Address => lines(trimmed, ADDRESS_CHARACTERS).map(Value::Text),
        FieldKind::OrgNumber => numbered(trimmed, number::is_organisation_number, Mistake::NotAnOrganisationNumber),
        FieldKind::NationalId => numbered(trimmed, number::is_national_id, Mistake::NotANationalId),
        FieldKind::AccountNumber => numbered(trimmed, number::is_account_number, Mistake::NotAnAccountNumber),
        FieldKind::Integer => whole(trimmed).map(Value::Integer).ok_or(Mistake::NotWhole),
        FieldKind::Decimal => scaled(DECIMAL_PLACES),
        FieldKind::Money => {
            let amount = trimmed.trim_start_matches("kr").trim_end_matches(",-").trim_end_matches("kr");
            read_scaled(amount, MONEY_PLACES).map(Value::Integer).ok_or(Mistake::NotANumber(MONEY_PLACES))
        }
        FieldKind::Percent => {
            let percentage = trimmed.trim_end_matches('%');
            let read = read_scaled(percentage, PERCENT_PLACES).ok_or(Mistake::NotANumber(PERCENT_PLACES))?;
            if read < 0 { Err(Mistake::BelowZero) } else { Ok(Value::Integer(read)) }
        }
        FieldKind::Duration => match trimmed.strip_prefix(['-', MINUS]) {
            Some(rest) if read_duration(rest).is_some_and(|minutes| minutes > 0) => Err(Mistake::BelowZero),
            Some(_) | None => read_duration(trimmed).map(Value::Integer).ok_or(Mistake::NotADuration),
        },
        FieldKind::Boolean => match trimmed {
            YES => Ok(Value::Boolean(true)),
            NO => Ok(Value::Boolean(false)),
            _ => Err(Mistake::NotAmong),
        },
        FieldKind::Date => documents::read_day(trimmed).map(Value::Day).ok_or(Mistake::NotADay),
        FieldKind::DateTime => documents::read_moment(trimmed).map(Value::Moment).ok_or(Mistake::NotAMoment),
        FieldKind::Choice(of) => among(of, trimmed),
        FieldKind::Listed(list) => among(&model[*list].of, trimmed),
        // The id of a file is not typed: whoever takes the form takes the file in first. Nobody else's can be named.
        FieldKind::Link { .. } | FieldKind::File => {
            RowId::from_str(trimmed).map(Value::Id).map_err(|_| Mistake::NotAmong)
        }
        FieldKind::Sequence | FieldKind::Links { .. } => Err(Mistake::NotAmong),
    }
}

/// The word of a form for yes.
pub(crate) const YES: &str = "yes";
/// The word of a form for no.
pub(crate) const NO: &str = "no";

/// The value as a form holds it: read again, it is the same to the precision of the form.
pub(crate) fn typed(kind: &FieldKind, value: &Value) -> String {
    let scaled = |places, shown| integer(value).map_or_else(String::new, |it| typed_scaled(it, places, shown));
    match kind {
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::RichText { .. }
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url
        | FieldKind::Address
        | FieldKind::OrgNumber
        | FieldKind::NationalId
        | FieldKind::AccountNumber
        | FieldKind::Choice(_)
        | FieldKind::Listed(_) => text(value),
        FieldKind::Integer | FieldKind::Sequence => scaled(0, 0),
        FieldKind::Decimal => scaled(DECIMAL_PLACES, 0),
        FieldKind::Money => scaled(MONEY_PLACES, MONEY_PLACES),
        FieldKind::Percent => scaled(PERCENT_PLACES, 0),
        FieldKind::Duration => integer(value).map_or_else(String::new, typed_duration),
        FieldKind::Boolean => boolean(value).map_or("", |yes| if yes { YES } else { NO }).to_owned(),
        FieldKind::Date => match value {
            Value::Day(day) => documents::iso_day(*day),
            _ => String::new(),
        },
        FieldKind::DateTime => match value {
            Value::Moment(moment) => documents::local_time(*moment),
            _ => String::new(),
        },
        FieldKind::Link { .. } | FieldKind::Links { .. } | FieldKind::File => match value {
            Value::Id(id) => id.to_string(),
            _ => String::new(),
        },
    }
}

/// The value in words. A link is said by the label of its row, which is not known here.
pub(crate) fn said(model: &Model, kind: &FieldKind, value: &Value, language: Language) -> String {
    let scaled = |places, shown| integer(value).map_or_else(String::new, |it| say_scaled(it, places, shown, language));
    let in_unit = |number: String, before: &str, behind: &str| {
        if number.is_empty() { number } else { format!("{before}{number}{behind}") }
    };
    match kind {
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::RichText { .. }
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url
        | FieldKind::Address => text(value),
        FieldKind::OrgNumber => parted(&text(value), &[3, 3, 3]),
        FieldKind::NationalId => parted(&text(value), &[6, 5]),
        FieldKind::AccountNumber => parted(&text(value), &[4, 2, 5]),
        FieldKind::Decimal => scaled(DECIMAL_PLACES, 0),
        FieldKind::Money => match language {
            Language::Nb => in_unit(scaled(MONEY_PLACES, MONEY_PLACES), "", "\u{a0}kr"),
            Language::En => in_unit(scaled(MONEY_PLACES, MONEY_PLACES), "NOK\u{a0}", ""),
        },
        FieldKind::Percent => match language {
            Language::Nb => in_unit(scaled(PERCENT_PLACES, 0), "", "\u{a0}%"),
            Language::En => in_unit(scaled(PERCENT_PLACES, 0), "", "%"),
        },
        FieldKind::Duration => integer(value).map_or_else(String::new, |minutes| say_duration(minutes, language)),
        FieldKind::Boolean => boolean(value).map_or("", |yes| yes_no(yes, language)).to_owned(),
        FieldKind::Date => match value {
            Value::Day(day) => documents::day(*day, language),
            _ => String::new(),
        },
        FieldKind::DateTime => match value {
            Value::Moment(moment) => documents::moment(*moment, language),
            _ => String::new(),
        },
        FieldKind::Choice(of) => alternative(of, &text(value), language),
        FieldKind::Listed(list) => alternative(&model[*list].of, &text(value), language),
        FieldKind::Integer
        | FieldKind::Sequence
        | FieldKind::Link { .. }
        | FieldKind::Links { .. }
        | FieldKind::File => typed(kind, value),
    }
}

/// The word of the register for a kind of field.
pub(super) fn word(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text { .. } => "text",
        FieldKind::LongText { .. } => "long_text",
        FieldKind::RichText { .. } => "rich_text",
        FieldKind::Email => "email",
        FieldKind::Phone => "phone",
        FieldKind::Url => "url",
        FieldKind::Address => "address",
        FieldKind::OrgNumber => "org_number",
        FieldKind::NationalId => "national_id",
        FieldKind::AccountNumber => "account_number",
        FieldKind::Integer => "integer",
        FieldKind::Decimal => "decimal",
        FieldKind::Money => "money",
        FieldKind::Percent => "percent",
        FieldKind::Duration => "duration",
        FieldKind::Sequence => "sequence",
        FieldKind::Boolean => "boolean",
        FieldKind::Date => "date",
        FieldKind::DateTime => "datetime",
        FieldKind::Choice(_) | FieldKind::Listed(_) => "choice",
        FieldKind::Link { .. } => "link",
        FieldKind::Links { .. } => "links",
        FieldKind::File => "file",
    }
}

/// The value as a program reads it.
pub(super) fn datum(kind: &FieldKind, value: &Value) -> Datum {
    let scaled = |places, shown, number| Datum::Text(typed_scaled(number, places, shown).replace(',', "."));
    match (kind, value) {
        (_, Value::Null) => Datum::Nothing,
        (FieldKind::Decimal, Value::Integer(number)) => scaled(DECIMAL_PLACES, 0, *number),
        (FieldKind::Money, Value::Integer(number)) => scaled(MONEY_PLACES, MONEY_PLACES, *number),
        (FieldKind::Percent, Value::Integer(number)) => scaled(PERCENT_PLACES, 0, *number),
        (_, Value::Integer(number)) => Datum::Whole(*number),
        (_, Value::Boolean(yes)) => Datum::Truth(*yes),
        (_, Value::Text(text)) => Datum::Text(text.clone()),
        (_, Value::Day(day)) => Datum::Text(documents::iso_day(*day)),
        (_, Value::Moment(moment)) => Datum::Text(documents::iso_moment(*moment)),
        (_, Value::Id(id)) => Datum::Text(id.to_string()),
    }
}

/// Whether people look for rows by a value of this kind in order.
pub(crate) fn is_ordered(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Text { .. }
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url
        | FieldKind::OrgNumber
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Duration
        | FieldKind::Sequence
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Choice(_)
        | FieldKind::Listed(_) => true,
        FieldKind::LongText { .. }
        | FieldKind::RichText { .. }
        | FieldKind::Address
        | FieldKind::NationalId
        | FieldKind::AccountNumber
        | FieldKind::File
        | FieldKind::Link { .. }
        | FieldKind::Links { .. } => false,
    }
}

/// Whether a value may run over several lines.
pub(crate) fn is_long(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::LongText { .. } | FieldKind::RichText { .. } | FieldKind::Address)
}

/// What a list can be narrowed to by this kind.
pub(crate) fn narrows(model: &Model, kind: &FieldKind, language: Language) -> Option<Vec<(String, String)>> {
    match kind {
        FieldKind::Choice(of) => Some(alternatives(of, language)),
        FieldKind::Listed(list) => Some(by_name(alternatives(&model[*list].of, language), language)),
        FieldKind::Boolean => {
            let said = |yes| yes_no(yes, language).to_owned();
            Some(vec![(YES.to_owned(), said(true)), (NO.to_owned(), said(false))])
        }
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::RichText { .. }
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url
        | FieldKind::Address
        | FieldKind::OrgNumber
        | FieldKind::NationalId
        | FieldKind::AccountNumber
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Duration
        | FieldKind::Sequence
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::File
        | FieldKind::Link { .. }
        | FieldKind::Links { .. } => None,
    }
}

fn alternatives(of: &[Alternative], language: Language) -> Vec<(String, String)> {
    of.iter().map(|one| (one.key.clone(), one.name.get(language).to_owned())).collect()
}

fn alternative(of: &[Alternative], text: &str, language: Language) -> String {
    let found = of.iter().find(|alternative| alternative.key == text);
    found.map_or(text, |alternative| alternative.name.get(language)).to_owned()
}

fn yes_no(yes: bool, language: Language) -> &'static str {
    match (language, yes) {
        (Language::Nb, true) => "ja",
        (Language::Nb, false) => "nei",
        (Language::En, true) => "yes",
        (Language::En, false) => "no",
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(yes) => Some(*yes),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
