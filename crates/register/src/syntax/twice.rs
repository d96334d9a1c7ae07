//! Keys written twice in one file: where the first one stands.
//!
//! The parser says where the second one is and goes on with one of the two.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The spans that are not mere consequences of another: a header written twice makes every key below it
/// a duplicate as well.
pub(super) fn without_consequences(
    root: &Spanned<DeTable<'_>>,
    text: &str,
    spans: &[Range<usize>],
) -> Vec<Range<usize>> {
    let below_another = |span: &Range<usize>| {
        let table = enclosing(root, text, span);
        table.is_some_and(|table| spans.iter().any(|other| other != span && within(other, &table.span)))
    };
    spans.iter().filter(|span| !below_another(span)).cloned().collect()
}

/// Where the key at `span` was written first, if that can be told.
pub(super) fn first(root: &Spanned<DeTable<'_>>, text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let name = text.get(span.clone())?;
    match enclosing(root, text, span) {
        Some(table) if within(span, &table.span) && !inline(text, &table.span) => first_header(text, &table.span),
        Some(table) => key_named(table.table, name, span),
        None => key_named(root.get_ref(), name, span),
    }
}

/// A table that is written out, with the span of its header or of its braces.
struct Written<'t, 'i> {
    span: Range<usize>,
    table: &'t DeTable<'i>,
}

/// The table that `span` stands in: an inline table around it, else the one whose header is the last before it.
fn enclosing<'t, 'i>(root: &'t Spanned<DeTable<'i>>, text: &str, span: &Range<usize>) -> Option<Written<'t, 'i>> {
    let mut found: Option<Written<'t, 'i>> = None;
    let mut waiting = vec![root.get_ref()];
    while let Some(table) = waiting.pop() {
        for (_, value) in table {
            if let DeValue::Table(inner) = value.get_ref() {
                waiting.push(inner);
                let here = value.span();
                let covers = if inline(text, &here) { within(span, &here) } else { header(text, &here) };
                let later = found.as_ref().is_none_or(|best| best.span.start < here.start);
                if covers && later && here.start <= span.start {
                    found = Some(Written { span: here, table: inner });
                }
            }
        }
    }
    found
}

fn key_named(table: &DeTable<'_>, name: &str, not: &Range<usize>) -> Option<Range<usize>> {
    let spans = table.keys().filter(|key| key.get_ref() == name).map(Spanned::span);
    spans.into_iter().find(|span| span != not)
}

/// The earlier header that reads the same.
fn first_header(text: &str, header: &Range<usize>) -> Option<Range<usize>> {
    let words = text.get(header.clone())?;
    let start = text.get(..header.start)?.find(words)?;
    Some(start..start + words.len())
}

fn inline(text: &str, span: &Range<usize>) -> bool {
    text.get(span.clone()).is_some_and(|words| words.starts_with('{'))
}

fn header(text: &str, span: &Range<usize>) -> bool {
    text.get(span.clone()).is_some_and(|words| words.starts_with('['))
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
