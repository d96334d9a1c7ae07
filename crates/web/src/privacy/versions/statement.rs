//! The published versions of the statement: their days, what changed from one to the next, and each as it was.
//!
//! Rendered once: a new version is published only when the server starts.

use super::{Version, listed, read};
use crate::app::App;
use crate::demo::Step;
use crate::public::{Frame, Page, PublicPage, Visit, frame, nothing_here, unavailable};
use crate::words::Words;
use engine::documents::{published_statement, to_html};
use engine::privacy::versions;
use engine::{Failure, Language, RowId};
use maud::{Markup, PreEscaped, html};
use std::str::FromStr;
use tokio::sync::OnceCell;

/// The pages in every language, made when one of them is first asked for.
#[derive(Default)]
pub(crate) struct Versions {
    nb: OnceCell<Pages>,
    en: OnceCell<Pages>,
}

struct Pages {
    list: PublicPage,
    each: Vec<(RowId, PublicPage)>,
}

pub(crate) async fn list(visit: Visit, language: Language) -> PublicPage {
    match pages(&visit.app, language).await {
        Ok(pages) => pages.list.unless_known(visit.known.as_ref()),
        Err(failure) => unavailable(&visit.app, language, &failure),
    }
}

pub(crate) async fn show(visit: Visit, language: Language) -> PublicPage {
    let pages = match pages(&visit.app, language).await {
        Ok(pages) => pages,
        Err(failure) => return unavailable(&visit.app, language, &failure),
    };
    let id = visit.uri.path().rsplit('/').next().and_then(|id| RowId::from_str(id).ok());
    match pages.each.iter().find(|(known, _)| Some(*known) == id) {
        Some((_, page)) => page.unless_known(visit.known.as_ref()),
        None => nothing_here(&visit.app, language),
    }
}

async fn pages(app: &App, language: Language) -> Result<&Pages, Failure> {
    let cell = match language {
        Language::Nb => &app.versions.nb,
        Language::En => &app.versions.en,
    };
    cell.get_or_try_init(|| render(app, language)).await
}

async fn render(app: &App, language: Language) -> Result<Pages, Failure> {
    let versions = read(versions(&app.engine).await?, language);
    let each = versions.iter().map(|version| (version.published.id, one_page(app, language, version))).collect();
    Ok(Pages { list: list_page(app, language, &versions), each })
}

/// The versions, newest first, each with what is different from the one before it.
fn list_page(app: &App, language: Language, versions: &[Version]) -> PublicPage {
    let words = Words(language);
    let title = words.say("versions-title");
    let main = html! {
        div.narrow {
            p.crumb { a href=(Page::Statement.path(language)) { (words.say("versions-statement")) } }
            h1 { (title) }
            p.lead { (words.say("versions-lead")) }
            (listed(words, versions, |version| path(language, version)))
        }
    };
    page(app, language, &title, &main)
}

/// One version as it was.
fn one_page(app: &App, language: Language, version: &Version) -> PublicPage {
    let words = Words(language);
    let moment = words.moment(version.published.at);
    let text = published_statement(version.published.text(language), language, version.published.day());
    let main = html! {
        div.narrow.prose {
            p.crumb { a href=(Page::Versions.path(language)) { (words.say("versions-title")) } }
            p.hint {
                (words.with("versions-was", &[("moment", &moment)]))
                @for other in Language::ALL.into_iter().filter(|other| *other != language) {
                    " " a href=(path(other, version)) hreflang=(other.tag()) lang=(other.tag()) { (Words(other).say("versions-here")) }
                }
            }
            (PreEscaped(to_html(&text)))
        }
    };
    page(app, language, &words.with("versions-read", &[("moment", &moment)]), &main)
}

fn path(language: Language, version: &Version) -> String {
    format!("{}/{}", Page::Versions.path(language), version.published.id)
}

fn page(app: &App, language: Language, title: &str, main: &Markup) -> PublicPage {
    let shown = Frame { app, language, title, page: Some(Page::Versions), step: Some(Step::Statement) };
    frame(&shown, main).tagged()
}
