//! Values: what one cell of a row holds.

use std::fmt;
use std::str::FromStr;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Characters.
    Text(String),
    /// A calendar day.
    Day(Day),
    /// A point in time.
    Moment(Moment),
    /// The id of a row.
    Id(RowId),
}

/// How values of a kind are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// [`Value::Boolean`].
    Boolean,
    /// [`Value::Integer`].
    Integer,
    /// [`Value::Text`].
    Text,
    /// [`Value::Day`].
    Day,
    /// [`Value::Moment`].
    Moment,
    /// [`Value::Id`].
    Id,
}

impl Value {
    /// The class of the value; none for [`Value::Null`].
    pub fn class(&self) -> Option<Class> {
        match self {
            Self::Null => None,
            Self::Boolean(_) => Some(Class::Boolean),
            Self::Integer(_) => Some(Class::Integer),
            Self::Text(_) => Some(Class::Text),
            Self::Day(_) => Some(Class::Day),
            Self::Moment(_) => Some(Class::Moment),
            Self::Id(_) => Some(Class::Id),
        }
    }

    /// Whether it is [`Value::Null`].
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// A calendar day: days since 1 January 1970, negative before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i32);

/// A point in time: microseconds since 1 January 1970 00:00 UTC, leap seconds ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(pub i64);

impl Moment {
    /// That many seconds later; stays at the end of time rather than wrap.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole milliseconds since 1970.
    pub fn milliseconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

/// The id of a row: a UUID, version 7 where we made it (RFC 9562).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(pub [u8; 16]);

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every row of every page has one: written whole, and not digit by digit.
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; 36];
        let mut at = 0;
        for (number, byte) in self.0.iter().enumerate() {
            at += usize::from(matches!(number, 4 | 6 | 8 | 10));
            text[at] = DIGITS[usize::from(byte >> 4)];
            text[at + 1] = DIGITS[usize::from(byte & 15)];
            at += 2;
        }
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The text was not a UUID of 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl FromStr for RowId {
    type Err = NotAnId;

    /// Reads the hyphenated form and the bare one.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let mut id = [0; 16];
        let mut digits = text.chars().filter(|c| *c != '-');
        for byte in &mut id {
            let high = digits.next().and_then(|c| c.to_digit(16)).ok_or(NotAnId)?;
            let low = digits.next().and_then(|c| c.to_digit(16)).ok_or(NotAnId)?;
            *byte = u8::try_from(high * 16 + low).map_err(|_| NotAnId)?;
        }
        match digits.next() {
            None => Ok(Self(id)),
            Some(_) => Err(NotAnId),
        }
    }
}
