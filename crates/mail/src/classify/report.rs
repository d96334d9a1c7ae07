//! The machine's part of a report of failure (RFC 3464): groups of fields, one for each recipient.

use super::bounce::{FailedRecipient, Status};
use crate::limits::REPORT_RECIPIENTS_MAX_COUNT;

/// Reads each recipient of a `message/delivery-status`.
pub(super) fn recipients(report: &str) -> Vec<FailedRecipient> {
    let report = report.replace("\r\n", "\n");
    report.split("\n\n").filter_map(recipient).take(REPORT_RECIPIENTS_MAX_COUNT).collect()
}

fn recipient(group: &str) -> Option<FailedRecipient> {
    let unfolded = group.replace("\n ", " ").replace("\n\t", " ");
    let field = |name: &str| {
        let mut fields = unfolded.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    // Whom the mail was written to says more than where it was passed on to.
    let address =
        field("original-recipient").and_then(address).or_else(|| field("final-recipient").and_then(address))?;
    let diagnostic = field("diagnostic-code").unwrap_or_default();
    let status = field("status").and_then(Status::read);
    // `5.0.0` and the like say nothing; what the server said may.
    let status = status
        .filter(|status| (status.subject, status.detail) != (0, 0))
        .or_else(|| Status::find(diagnostic))
        .or(status);
    let action = field("action").unwrap_or_default().to_ascii_lowercase();
    let words = action.split_whitespace().next().unwrap_or_default();
    let lasting = match words {
        "delivered" | "relayed" | "expanded" => return None,
        "delayed" => false,
        _ => status.is_none_or(|status| status.class == 5),
    };
    Some(FailedRecipient { address, status, code: super::bounce::code(diagnostic), lasting })
}

/// The address of `rfc822; kari@example.no`, which some write without its type or in brackets.
fn address(value: &str) -> Option<String> {
    let value = value.split_once(';').map_or(value, |(_, address)| address);
    let value = value.trim().trim_matches(|c| matches!(c, '<' | '>' | '"'));
    let value = value.split_whitespace().next()?.trim_end_matches('>');
    value.contains('@').then(|| value.to_owned())
}
