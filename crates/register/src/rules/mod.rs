//! The rules: one file for each finding, with its code, its words, and what it looks for.
//!
//! Findings about what is written wrongly are made while reading and resolving; those that judge a resolved
//! register have a `check`. Each rule has a page in `docs/findings`, with an example that fails and one that passes.

pub(crate) mod r001_syntax;
pub(crate) mod r002_unknown_key;
pub(crate) mod r003_unknown_name;
pub(crate) mod r004_duplicate;
pub(crate) mod r005_wrong_value;
pub(crate) mod r006_missing_key;
pub(crate) mod r007_cycle;
mod r010_no_activity;
pub(crate) mod r011_purpose;
pub(crate) mod r013_no_period;
pub(crate) mod r014_no_date;
mod r015_no_law;
pub(crate) mod r016_no_balancing;
pub(crate) mod r017_no_consent_text;
mod r018_agreement;
mod r019_transfer;
mod r020_unread;
mod r021_unused;
pub(crate) mod r022_no_subject;
mod r024_no_notice;
mod r028_required;
pub(crate) mod r031_shared_field;
mod r032_system;
pub(crate) mod r033_longer_change;
mod r034_holding_link;

use crate::finding::Findings;
use crate::lower::resolved::Register;
use model::Day;
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $rule:ident),* $(,)?) => {
        /// The code of a finding. A code keeps its meaning for ever; numbers not listed here are reserved.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$code),*];

            /// As it is written: `R013`.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$code => stringify!($code),)*
                }
            }

            /// The page of the manual, in Markdown.
            pub(crate) fn page(self) -> &'static str {
                match self {
                    $(Self::$code => $rule::PAGE,)*
                }
            }
        }
    };
}

codes! {
    /// Not TOML.
    R001 = r001_syntax,
    /// A key that means nothing where it stands.
    R002 = r002_unknown_key,
    /// A name that nothing bears.
    R003 = r003_unknown_name,
    /// The same thing twice.
    R004 = r004_duplicate,
    /// A value of the wrong kind, or one that cannot be right.
    R005 = r005_wrong_value,
    /// Something that cannot be left out.
    R006 = r006_missing_key,
    /// Links that lead in a circle.
    R007 = r007_cycle,
    /// Personal data that no activity answers for.
    R010 = r010_no_activity,
    /// A purpose that says nothing, or words missing in a language.
    R011 = r011_purpose,
    /// No longest period.
    R013 = r013_no_period,
    /// A period counted from something that is not a date.
    R014 = r014_no_date,
    /// A ground in law without a law that obliges a company today.
    R015 = r015_no_law,
    /// Legitimate interests without interest or balancing.
    R016 = r016_no_balancing,
    /// Consent without the words agreed to.
    R017 = r017_no_consent_text,
    /// A processor without an agreement that holds.
    R018 = r018_agreement,
    /// Data leave the European Economic Area without a ground.
    R019 = r019_transfer,
    /// Personal data that nobody may read.
    R020 = r020_unread,
    /// An activity, a recipient or a system that stands alone.
    R021 = r021_unused,
    /// Personal data that do not lead to the person.
    R022 = r022_no_subject,
    /// Data from elsewhere than the person, who is not told.
    R024 = r024_no_notice,
    /// A required field of a shared row.
    R028 = r028_required,
    /// A shared field that no activity uses.
    R031 = r031_shared_field,
    /// A system outside without owner or period.
    R032 = r032_system,
    /// A change by which a row would live longer.
    R033 = r033_longer_change,
    /// A link that would hold up somebody whom the row is not about.
    R034 = r034_holding_link,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// Judges a resolved register.
///
/// Findings that depend on `today` are warnings, never errors: a register that started yesterday starts today.
///
/// What nothing names is judged only where every key and name is known: a misspelt name would be found twice.
pub(crate) fn check(register: &Register, today: Day, findings: &mut Findings) {
    r015_no_law::check(register, today, findings);
    r018_agreement::check(register, today, findings);
    for check in [
        r007_cycle::check,
        r010_no_activity::check,
        r011_purpose::check,
        r013_no_period::check,
        r019_transfer::check,
        r022_no_subject::check,
        r024_no_notice::check,
        r028_required::check,
        r032_system::check,
        r034_holding_link::check,
    ] {
        check(register, findings);
    }
    if [Code::R002, Code::R003, Code::R031].into_iter().any(|code| findings.any(code)) {
        return;
    }
    for check in [r020_unread::check, r021_unused::check, r031_shared_field::check] {
        check(register, findings);
    }
}

#[cfg(test)]
mod tests;
