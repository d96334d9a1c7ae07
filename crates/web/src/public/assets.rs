//! The style sheets, the icon, and the scripts. A hash in their names lets browsers keep them for good.
//!
//! The desk has a style sheet and a script of its own besides, each put together of parts with one concern.

use super::PublicPage;
use super::page::fingerprint;
use super::visit::get;
use crate::router::Route;
use std::sync::LazyLock;

static STYLE_TEXT: LazyLock<String> = LazyLock::new(|| compact(include_str!("../../assets/ryddig.css")));
const ICON_TEXT: &str = include_str!("../../assets/ryddig.svg");
static DESK_STYLE_TEXT: LazyLock<String> = LazyLock::new(|| {
    compact(concat!(
        include_str!("../../assets/desk/frame.css"),
        include_str!("../../assets/desk/lists.css"),
        include_str!("../../assets/desk/records.css"),
        include_str!("../../assets/desk/transfer.css"),
        include_str!("../../assets/desk/charts.css"),
        include_str!("../../assets/desk/support.css"),
        include_str!("../../assets/desk/calls.css"),
    ))
});
const DESK_SCRIPT_TEXT: &str = concat!(
    "\"use strict\";\n",
    include_str!("../../assets/desk/frame.js"),
    include_str!("../../assets/desk/lists.js"),
    include_str!("../../assets/desk/records.js"),
    include_str!("../../assets/desk/transfer.js"),
    include_str!("../../assets/desk/support.js"),
    include_str!("../../assets/desk/calls.js"),
);
const PROOF_TEXT: &str = include_str!("../../assets/proof.js");
const PASSKEYS_TEXT: &str = include_str!("../../assets/passkeys.js");

/// The path of the style sheet.
pub(crate) static STYLE: LazyLock<String> = LazyLock::new(|| path(&STYLE_TEXT, "css"));
/// The path of the style sheet that pages of the desk have besides.
pub(crate) static DESK_STYLE: LazyLock<String> = LazyLock::new(|| path(&DESK_STYLE_TEXT, "css"));
/// The path of the script of the desk.
pub(crate) static DESK_SCRIPT: LazyLock<String> = LazyLock::new(|| path(DESK_SCRIPT_TEXT, "js"));
/// The path of the icon.
pub(crate) static ICON: LazyLock<String> = LazyLock::new(|| path(ICON_TEXT, "svg"));
/// The path of the script that works for a public form.
pub(crate) static PROOF: LazyLock<String> = LazyLock::new(|| path(PROOF_TEXT, "js"));
/// The path of the script that passkeys need.
pub(crate) static PASSKEYS: LazyLock<String> = LazyLock::new(|| path(PASSKEYS_TEXT, "js"));

fn path(text: &str, ending: &str) -> String {
    format!("/assets/ryddig-{:016x}.{ending}", fingerprint(text.as_bytes()))
}

/// A style sheet without what only its writers need: comments, and spaces around blocks, behind declarations, colons and commas. Spaces
/// that may mean something stay.
fn compact(style: &str) -> String {
    let outside = style.split("/*").enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once("*/").map_or("", |(_, rest)| rest),
    });
    let words: Vec<&str> = outside.flat_map(str::split_whitespace).collect();
    let narrowing =
        [(" {", "{"), ("{ ", "{"), ("; ", ";"), (" }", "}"), ("} ", "}"), (";}", "}"), (": ", ":"), (", ", ",")];
    let narrow = |part: &str| narrowing.iter().fold(part.to_owned(), |part, (wide, narrow)| part.replace(wide, narrow));
    // What stands between quotes is said as it is.
    let style = words.join(" ");
    let parts = style.split('"').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { narrow(part) } else { part.to_owned() }).collect::<Vec<_>>().join("\"")
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        (STYLE.clone(), get(|_| async { PublicPage::asset("text/css; charset=utf-8", &STYLE_TEXT) })),
        (DESK_STYLE.clone(), get(|_| async { PublicPage::asset("text/css; charset=utf-8", &DESK_STYLE_TEXT) })),
        (DESK_SCRIPT.clone(), get(|_| async { PublicPage::asset("text/javascript; charset=utf-8", DESK_SCRIPT_TEXT) })),
        (ICON.clone(), get(|_| async { PublicPage::asset("image/svg+xml", ICON_TEXT) })),
        (PROOF.clone(), get(|_| async { PublicPage::asset("text/javascript; charset=utf-8", PROOF_TEXT) })),
        (PASSKEYS.clone(), get(|_| async { PublicPage::asset("text/javascript; charset=utf-8", PASSKEYS_TEXT) })),
    ]
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn a_style_sheet_is_sent_without_comments_and_spaces_that_mean_nothing() {
        let style = "/* one; { */\n.a > .b :is(p, q) { color: red; gap: 1px 2px; }\n\n@media (min-width: 1rem) {\n  p::before { content: \": \"; }\n}\n";
        let expected = ".a > .b :is(p,q){color:red;gap:1px 2px}@media (min-width:1rem){p::before{content:\": \"}}";
        assert_eq!(compact(style), expected);
    }
}
