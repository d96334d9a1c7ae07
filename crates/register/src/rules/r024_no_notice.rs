//! R024: data from elsewhere than the person, who is not told.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::Register;
use model::Source;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R024.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for activity in register.activities.iter().filter(|activity| activity.notice.is_absent()) {
        let Some(source) = activity.source.get() else { continue };
        match source.it {
            Source::Person | Source::Ourselves => {}
            Source::OpenSources | Source::ThirdParty | Source::PersonAndOthers => findings.push(
                Finding::error(Code::R024, source.place, format!("nobody is told that `{}` has their data", activity.key.it))
                    .note(
                        "GDPR art. 14(3): who did not give the data is told within a month at the latest, at the first contact, or before \
                         the data go to others, whichever comes first",
                    )
                    .help("add `notice = { nb = \"…\", en = \"…\" }`: how and when they are told")
                    .insert(activity.key.place, "notice = { nb = \"…\", en = \"…\" }"),
            ),
        }
    }
}
