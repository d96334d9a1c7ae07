//! R015: a ground in law that names no law.

use super::Code;
use crate::finding::{At, Finding};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R015.md");

pub(crate) fn finding(activity: &At<String>) -> Finding {
    Finding::error(Code::R015, activity.place, format!("`{}` rests on a law and names none", activity.it))
        .note("GDPR art. 6(3): a legal obligation or a public task is laid down by law; art. 13(1)(c): people are told which")
        .help("add `law = { nb = \"…\", en = \"…\" }` with act and section")
}
