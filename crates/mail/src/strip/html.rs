//! The same for HTML: mail programs mark what they quote, each in its own way.

use super::{Stripped, strip_text};
use crate::limits::STRIP_MAX_BYTES;

/// What programs put before a quote: Gmail, Thunderbird, Apple Mail, Yahoo, Outlook on the desk, on the web and on telephones,
/// and Proton. All that follows is the quote.
const QUOTES: [&str; 13] = [
    "class=\"gmail_quote",
    "class=\"gmail_attr",
    "class=\"moz-cite-prefix",
    "type=\"cite\"",
    "class=\"yahoo_quoted",
    "id=\"appendonsend\"",
    "id=\"divrplyfwdmsg\"",
    "id=\"reply-intro\"",
    "class=\"protonmail_quote",
    "class=\"quoted-text",
    "id=\"mail-editor-reference-message-container\"",
    "border-top:solid #e1e1e1 1.0pt",
    "border-top:solid #b5c4df 1.0pt",
];

/// What they put before a signature.
const SIGNATURES: [&str; 6] = [
    "class=\"gmail_signature",
    "class=\"moz-signature",
    "id=\"signature\"",
    "id=\"applemailsignature\"",
    "data-smartmail=\"gmail_signature",
    "id=\"ms-outlook-mobile-signature\"",
];

/// Takes HTML apart at the element with which the quote begins. Each part is a piece of HTML whose elements may be open: it is to
/// be cleaned before it is shown, which closes them.
pub fn strip_html(html: &str) -> Stripped {
    let whole = || Stripped { written: html.to_owned(), ..Stripped::default() };
    if html.len() > STRIP_MAX_BYTES {
        return whole();
    }
    // Of the same length, so that places in one are places in the other.
    let lower = html.to_ascii_lowercase();
    let quote = first_element(&lower, &QUOTES).unwrap_or(html.len()).min(outlook_header(&lower).unwrap_or(html.len()));
    let signature = first_element(&lower[..quote], &SIGNATURES).unwrap_or(quote);
    let stripped = |signature: usize| Stripped {
        written: html[..signature].to_owned(),
        signature: html[signature..quote].to_owned(),
        quoted: html[quote..].to_owned(),
    };
    if says_something(&html[..signature]) {
        stripped(signature)
    } else if says_something(&html[..quote]) {
        stripped(quote)
    } else {
        whole()
    }
}

/// Where the first element begins that bears one of these words in its tag.
fn first_element(lower: &str, words: &[&str]) -> Option<usize> {
    let starts = words.iter().filter_map(|word| {
        lower.match_indices(word).find_map(|(at, _)| {
            let tag = lower[..at].rfind('<')?;
            (!lower[tag..at].contains('>')).then_some(tag)
        })
    });
    starts.min()
}

/// Outlook without any mark of its own: a paragraph with `From:` in bold, and `Sent:` soon after.
fn outlook_header(lower: &str) -> Option<usize> {
    for (from, sent) in
        [("from:", "sent:"), ("fra:", "sendt:"), ("från:", "skickat:"), ("fra:", "dato:"), ("from:", "date:")]
    {
        for (at, _) in lower.match_indices(&format!("<b>{from}")) {
            let rest = &lower[at..];
            let near = rest.char_indices().nth(500).map_or(rest.len(), |(near, _)| near);
            if rest[..near].contains(sent) {
                return Some(lower[..at].rfind("<p").or_else(|| lower[..at].rfind("<div")).unwrap_or(at));
            }
        }
    }
    None
}

/// Whether a reader would see anything.
fn says_something(html: &str) -> bool {
    let text = mail_parser::decoders::html::html_to_text(html);
    html.contains("<img") || !strip_text(&text).written.trim().is_empty()
}
