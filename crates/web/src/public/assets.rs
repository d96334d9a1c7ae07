//! The style sheet, the icon, and the one script. A hash in their names lets browsers keep them for good.

use super::PublicPage;
use super::page::fingerprint;
use super::visit::get;
use crate::router::Route;
use std::sync::LazyLock;

const STYLE_TEXT: &str = include_str!("../../assets/ryddig.css");
const ICON_TEXT: &str = include_str!("../../assets/ryddig.svg");
const PASSKEYS_TEXT: &str = include_str!("../../assets/passkeys.js");

/// The path of the style sheet.
pub(crate) static STYLE: LazyLock<String> = LazyLock::new(|| path(STYLE_TEXT, "css"));
/// The path of the icon.
pub(crate) static ICON: LazyLock<String> = LazyLock::new(|| path(ICON_TEXT, "svg"));
/// The path of the script that passkeys need.
pub(crate) static PASSKEYS: LazyLock<String> = LazyLock::new(|| path(PASSKEYS_TEXT, "js"));

fn path(text: &str, ending: &str) -> String {
    format!("/assets/ryddig-{:016x}.{ending}", fingerprint(text.as_bytes()))
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        (STYLE.clone(), get(|_| async { PublicPage::asset("text/css; charset=utf-8", STYLE_TEXT) })),
        (ICON.clone(), get(|_| async { PublicPage::asset("image/svg+xml", ICON_TEXT) })),
        (PASSKEYS.clone(), get(|_| async { PublicPage::asset("text/javascript; charset=utf-8", PASSKEYS_TEXT) })),
    ]
}
