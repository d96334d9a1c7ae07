//! How the values of the model are written as JSON: the model itself knows no serialisation.

use crate::dates::{iso_day, iso_moment};
use model::{Day, Language, Moment, RowId};
use serde::Serializer;

/// A language as its BCP 47 tag.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
pub(crate) fn language<S: Serializer>(language: &Language, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(language.tag())
}

/// A moment as RFC 3339, UTC.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
pub(crate) fn moment<S: Serializer>(moment: &Moment, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&iso_moment(*moment))
}

/// A day as RFC 3339, or null.
#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
pub(crate) fn some_day<S: Serializer>(day: &Option<Day>, to: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => to.serialize_str(&iso_day(*day)),
        None => to.serialize_none(),
    }
}

/// A row's id, hyphenated.
pub(crate) fn id<S: Serializer>(id: &RowId, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(id)
}
