//! A whole page of HTML that opens anywhere: no script, and nothing fetched; for the screen (light and dark) and for paper.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::Language;

/// The page may style itself and do nothing else, even if a value found a way through.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: PreEscaped<&str> = PreEscaped(include_str!("package/style.css"));

/// The page with this title around `main`.
pub(crate) fn whole(language: Language, title: &str, main: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (STYLE) }
            }
            body { main { (main) } }
        }
    };
    page.into_string()
}
