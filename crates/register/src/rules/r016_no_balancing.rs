//! R016: legitimate interests without the interest or the balancing.

use super::Code;
use crate::finding::{At, Finding};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R016.md");

/// `missing` is `interest` or `balancing`.
pub(crate) fn finding(activity: &At<String>, missing: &str) -> Finding {
    let what = format!("`{}` rests on legitimate interests, and the {missing} is not written down", activity.it);
    Finding::error(Code::R016, activity.place, what)
        .note("GDPR art. 6(1)(f) and 13(1)(d): the interest is named, and weighed against those of the person")
        .help(format!("add `{missing} = {{ nb = \"…\", en = \"…\" }}`"))
        .insert(activity.place, format!("{missing} = {{ nb = \"…\", en = \"…\" }}"))
}
