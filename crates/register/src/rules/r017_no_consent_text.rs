//! R017: consent without the words agreed to.

use super::Code;
use crate::finding::{At, Finding};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R017.md");

pub(crate) fn finding(activity: &At<String>) -> Finding {
    let what = format!("`{}` rests on consent, and the words agreed to are not written down", activity.it);
    Finding::error(Code::R017, activity.place, what)
        .note("GDPR art. 7(1): the company must be able to show what the person said yes to")
        .help("add `consent = { nb = \"…\", en = \"…\" }` with the words as they are shown")
        .insert(activity.place, "consent = { nb = \"…\", en = \"…\" }")
}
