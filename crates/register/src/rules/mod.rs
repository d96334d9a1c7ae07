//! The rules: one file for each finding, with its code, its words, and what it looks for.
//!
//! Findings about what is written wrongly are made while reading and resolving; those that judge a resolved
//! register have a `check`. Each rule has a page in `docs/findings`, with an example that fails and one that passes.

mod group;
pub(crate) mod r001_syntax;
pub(crate) mod r002_unknown_key;
pub(crate) mod r003_unknown_name;
pub(crate) mod r004_duplicate;
pub(crate) mod r005_wrong_value;
pub(crate) mod r006_missing_key;
pub(crate) mod r007_cycle;
pub(crate) mod r010_no_activity;
pub(crate) mod r011_purpose;
mod r012_special;
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
mod r023_minimum;
mod r024_no_notice;
mod r025_unsealed;
mod r026_marketing;
mod r027_identity_number;
mod r028_required;
mod r029_free_text;
mod r030_too_long;
pub(crate) mod r031_shared_field;
mod r032_system;
pub(crate) mod r033_longer_change;
mod r034_holding_link;
mod r035_whose_own;
mod r036_empty_choice;
mod r037_two_parts;
mod r038_other_category;
mod r039_sealed_and_asked;

pub use group::Group;

use crate::finding::Findings;
use crate::lower::resolved::Register;
use model::Day;
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $rule:ident in $group:ident),* $(,)?) => {
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

            /// What it is about.
            pub fn group(self) -> Group {
                match self {
                    $(Self::$code => Group::$group,)*
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
    R001 = r001_syntax in Writing,
    /// A key that means nothing where it stands.
    R002 = r002_unknown_key in Writing,
    /// A name that nothing bears.
    R003 = r003_unknown_name in Writing,
    /// The same thing twice.
    R004 = r004_duplicate in Writing,
    /// A value of the wrong kind, or one that cannot be right.
    R005 = r005_wrong_value in Writing,
    /// Something that cannot be left out.
    R006 = r006_missing_key in Writing,
    /// Links that lead in a circle.
    R007 = r007_cycle in Writing,
    /// Personal data that no activity answers for.
    R010 = r010_no_activity in Lawfulness,
    /// A purpose that says nothing, or words missing in a language.
    R011 = r011_purpose in Lawfulness,
    /// Special categories of data without a ground of their own.
    R012 = r012_special in Lawfulness,
    /// No longest period.
    R013 = r013_no_period in Periods,
    /// A period counted from something that is not a date.
    R014 = r014_no_date in Periods,
    /// A ground in law without a law that obliges a company today.
    R015 = r015_no_law in Lawfulness,
    /// Legitimate interests without interest or balancing.
    R016 = r016_no_balancing in Lawfulness,
    /// Consent without the words agreed to.
    R017 = r017_no_consent_text in Lawfulness,
    /// A processor without an agreement that holds.
    R018 = r018_agreement in Outside,
    /// Data leave the European Economic Area without a ground.
    R019 = r019_transfer in Outside,
    /// Personal data that nobody may read.
    R020 = r020_unread in Access,
    /// An activity, a recipient or a system that stands alone.
    R021 = r021_unused in Lawfulness,
    /// Personal data that do not lead to the person.
    R022 = r022_no_subject in Rights,
    /// A longest period shorter than what a law demands.
    R023 = r023_minimum in Periods,
    /// Data from elsewhere than the person, who is not told.
    R024 = r024_no_notice in Rights,
    /// Delicate data that would lie in the clear.
    R025 = r025_unsealed in Access,
    /// Marketing on a ground that marketing law does not accept.
    R026 = r026_marketing in Lawfulness,
    /// A national identity number without need.
    R027 = r027_identity_number in Lawfulness,
    /// A required field that could not be emptied while its row lives on.
    R028 = r028_required in Rights,
    /// Free text or files about nobody in particular.
    R029 = r029_free_text in Rights,
    /// Kept longer than any purpose needs.
    R030 = r030_too_long in Periods,
    /// A shared field that no activity uses.
    R031 = r031_shared_field in Lawfulness,
    /// A system outside without owner, period or routine.
    R032 = r032_system in Outside,
    /// A change by which a row would live longer.
    R033 = r033_longer_change in Periods,
    /// A link that would hold up somebody whom the row is not about.
    R034 = r034_holding_link in Rights,
    /// A reach of one's own where no row is anybody's own.
    R035 = r035_whose_own in Access,
    /// A condition on a choice that may be left empty.
    R036 = r036_empty_choice in Rights,
    /// One row for ourselves and for a customer.
    R037 = r037_two_parts in Lawfulness,
    /// A kind of data that cannot come to those outside who are said to have it.
    R038 = r038_other_category in Outside,
    /// A sealed field that the database would have to read.
    R039 = r039_sealed_and_asked in Access,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// The manual's list of all findings.
pub(crate) const INDEX: &str = include_str!("../../../../docs/findings/README.md");

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
        r012_special::check,
        r013_no_period::check,
        r019_transfer::check,
        r022_no_subject::check,
        r023_minimum::check,
        r024_no_notice::check,
        r025_unsealed::check,
        r026_marketing::check,
        r027_identity_number::check,
        r028_required::check,
        r029_free_text::check,
        r030_too_long::check,
        r032_system::check,
        r034_holding_link::check,
        r035_whose_own::check,
        r036_empty_choice::check,
        r037_two_parts::check,
        r039_sealed_and_asked::check,
    ] {
        check(register, findings);
    }
    if [Code::R002, Code::R003, Code::R031].into_iter().any(|code| findings.any(code)) {
        return;
    }
    for check in [r020_unread::check, r021_unused::check, r031_shared_field::check, r038_other_category::check] {
        check(register, findings);
    }
}

/// Makes one finding of those that say the same.
pub(crate) fn gather(findings: &mut Findings) {
    findings.change(r003_unknown_name::gather);
}

#[cfg(test)]
mod tests;
