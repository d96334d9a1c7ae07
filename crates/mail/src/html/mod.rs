//! HTML that strangers wrote, made safe to show: no script, no form, nothing that is fetched from elsewhere unasked, and nothing
//! that leaves its place on the page.
//!
//! What is too large for that in a bounded time is refused before any parser of HTML sees it; then the text is shown.

mod measure;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ammonia::{Builder, UrlRelative};

use crate::limits::HTML_MAX_BYTES;

/// HTML that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// A fragment in which every element is closed.
    pub html: String,
    /// Pictures that would have been fetched from elsewhere, and so would have told the sender that, when and where the mail is
    /// read.
    pub blocked: usize,
}

/// Whether pictures are fetched from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemotePictures {
    /// They are left out and counted.
    Block,
    /// The reader asked for them.
    Show,
}

/// Why HTML is not cleaned. The text of the message is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CleanError {
    /// Longer than its limit.
    Long,
    /// More elements than are read.
    Elements,
    /// Elements nested deeper than is read.
    Depth,
    /// An element with more attributes than are read.
    Attributes,
}

/// Cleans HTML. `picture` gives the address under which the picture with a `Content-ID` (`cid:…`, RFC 2392) can be fetched from us.
///
/// # Errors
/// Returns [`CleanError`] where the HTML is beyond a limit.
pub fn clean<P>(html: &str, remote: RemotePictures, picture: P) -> Result<Clean, CleanError>
where
    P: Fn(&str) -> Option<String> + Send + Sync + 'static,
{
    if html.len() > HTML_MAX_BYTES {
        return Err(CleanError::Long);
    }
    measure::within_limits(html)?;
    let blocked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&blocked);
    let mut builder = Builder::default();
    builder
        .add_tags(["font", "center"])
        .rm_tags(["map", "area"])
        .add_clean_content_tags(["title", "template"])
        .add_generic_attributes(ATTRIBUTES)
        .add_tag_attributes("font", ["color", "face"])
        .add_tag_attributes("table", ["border", "cellpadding", "cellspacing"])
        .filter_style_properties(HashSet::from(STYLES))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid", "data"]))
        // Whatever leads nowhere by itself is taken out below; what `picture` gives may.
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"))
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => source(value, remote, &picture, &count),
            (_, "href") => has_scheme(value, &["http:", "https:", "mailto:", "tel:"]).then_some(Cow::Borrowed(value)),
            (_, "src" | "cite") => None,
            _ => Some(Cow::Borrowed(value)),
        });
    let html = builder.clean(html).to_string();
    Ok(Clean { html, blocked: blocked.load(Ordering::Relaxed) })
}

/// What becomes of the address of a picture.
fn source<'a>(
    value: &'a str,
    remote: RemotePictures,
    picture: &impl Fn(&str) -> Option<String>,
    blocked: &AtomicUsize,
) -> Option<Cow<'a, str>> {
    if has_scheme(value, &["cid:"]) {
        let id = value.trim_start()[4..].replace("%40", "@");
        return picture(&id).map(Cow::Owned);
    }
    if has_scheme(value, &PICTURES_IN_PLACE) {
        return Some(Cow::Borrowed(value));
    }
    let from_elsewhere = has_scheme(value, &["http:", "https:"]);
    if from_elsewhere && remote == RemotePictures::Block {
        blocked.fetch_add(1, Ordering::Relaxed);
    }
    (from_elsewhere && remote == RemotePictures::Show).then_some(Cow::Borrowed(value))
}

fn has_scheme(value: &str, schemes: &[&str]) -> bool {
    let value = value.trim_start();
    schemes.iter().any(|scheme| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Pictures that stand in the HTML itself; not SVG, which is a document of its own.
const PICTURES_IN_PLACE: [&str; 4] =
    ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];

const ATTRIBUTES: [&str; 8] = ["align", "valign", "dir", "bgcolor", "width", "height", "style", "lang"];

/// Properties that cannot fetch anything, cover anything, or leave their place.
const STYLES: [&str; 16] = [
    "color",
    "background-color",
    "font-weight",
    "font-style",
    "font-family",
    "text-align",
    "text-decoration",
    "vertical-align",
    "white-space",
    "list-style-type",
    "border",
    "border-collapse",
    "border-left",
    "border-top",
    "border-bottom",
    "border-color",
];

impl fmt::Display for CleanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Long => "the HTML is longer than any that is shown",
            Self::Elements => "the HTML has more elements than are shown",
            Self::Depth => "the HTML is nested deeper than is shown",
            Self::Attributes => "an element of the HTML has more attributes than are shown",
        })
    }
}

impl std::error::Error for CleanError {}

/// The text as HTML shows it.
pub(crate) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}
