//! Resolving labels: words, and fields between braces.

use super::entity::Resolver;
use crate::finding::{At, Findings};
use crate::rules::r005_wrong_value;
use model::{EntityId, Label, LabelPart};

pub(super) fn resolve(
    resolver: &Resolver<'_>,
    id: EntityId,
    text: &At<String>,
    findings: &mut Findings,
) -> Option<Label> {
    let mut parts = Vec::new();
    let mut whole = true;
    let mut at = 0;
    while at < text.it.len() {
        let rest = &text.it[at..];
        let words = rest.find(['{', '}']).unwrap_or(rest.len());
        if words > 0 {
            parts.push(LabelPart::Words(rest[..words].to_owned()));
            at += words;
            continue;
        }
        let end = rest[1..].find(['{', '}']).map(|end| end + 1);
        let Some(end) = end.filter(|&end| rest.starts_with('{') && rest[end..].starts_with('}') && end > 1) else {
            findings.push(r005_wrong_value::label(text, text.part(at..at + 1)));
            return None;
        };
        match resolver.named(id, &text.cut(at + 1..at + end), findings) {
            Some(field) => parts.push(LabelPart::Field(field.id)),
            None => whole = false,
        }
        at += end + 1;
    }
    whole.then_some(Label(parts))
}
