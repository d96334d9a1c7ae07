//! The published versions of the statement: their days, what changed from one to the next, and each as it was.
//!
//! Rendered once: a new version is published only when the server starts.

use crate::app::App;
use crate::demo::Step;
use crate::public::{Frame, Page, PublicPage, Visit, frame, nothing_here, unavailable};
use crate::words::Words;
use engine::documents::{Document, Fate, Place, difference, from_markdown, published_statement, to_html};
use engine::privacy::{PublishedStatement, versions};
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

pub(super) async fn list(visit: Visit, language: Language) -> PublicPage {
    match pages(&visit.app, language).await {
        Ok(pages) => pages.list.unless_known(visit.known.as_ref()),
        Err(failure) => unavailable(&visit.app, language, &failure),
    }
}

pub(super) async fn show(visit: Visit, language: Language) -> PublicPage {
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

/// A version with its text read back, to be compared with others: without the day.
struct Version {
    published: PublishedStatement,
    text: Document,
}

async fn render(app: &App, language: Language) -> Result<Pages, Failure> {
    let read = |published: PublishedStatement| {
        let text = from_markdown(published.text(language), language);
        Version { published, text }
    };
    let versions: Vec<Version> = versions(&app.engine).await?.into_iter().map(read).collect();
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
            @if versions.is_empty() { p.empty { (words.say("versions-empty")) } }
            @for (place, version) in versions.iter().enumerate() {
                section {
                    h2 {
                        (words.moment(version.published.at))
                        @if place == 0 { " " span.badge.good { (words.say("versions-current")) } }
                    }
                    @match versions.get(place + 1) {
                        Some(before) => (changes(words, &difference(&before.text, &version.text))),
                        None => p { (words.say("versions-first")) },
                    }
                    p { a href=(path(language, version)) { (words.with("versions-read", &[("moment", &words.moment(version.published.at))])) } }
                }
            }
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

/// The lines that came and went, each under its heading. A word says which, not the colour alone.
fn changes(words: Words, places: &[Place]) -> Markup {
    if places.is_empty() {
        return html! { p { (words.say("versions-same")) } };
    }
    html! {
        @for place in places {
            div {
                @let shared = shared(&place.headings);
                @if !shared.is_empty() { h3 { (trail(shared)) } }
                ul.changes {
                    @for line in &place.lines {
                        @match line.fate {
                            Fate::Stayed => li { (line.text) },
                            Fate::Removed => li.removed { span.badge.bad { (words.say("versions-removed")) } " " del { (line.text) } },
                            Fate::Added => li.added { span.badge.good { (words.say("versions-added")) } " " ins { (line.text) } },
                        }
                    }
                }
                @if place.headings.len() > 1 { (places_of(words, &place.headings, shared.len())) }
            }
        }
    }
}

/// Where the same changed, each place as its headings below those that all of them share.
fn places_of(words: Words, headings: &[Vec<String>], shared: usize) -> Markup {
    html! {
        p.hint { (words.with("versions-many", &[("number", &headings.len().to_string())])) }
        ul { @for one in headings { li { (trail(one.get(shared..).unwrap_or(one))) } } }
    }
}

/// The outermost headings that all places share, but never all headings of one among many.
fn shared(headings: &[Vec<String>]) -> &[String] {
    let Some((first, others)) = headings.split_first() else { return &[] };
    let alike = |other: &Vec<String>| first.iter().zip(other).take_while(|(one, same)| one == same).count();
    let longest = others.iter().map(|other| alike(other).min(other.len().saturating_sub(1))).min();
    let length = longest.map_or(first.len(), |it| it.min(first.len().saturating_sub(1)));
    first.get(..length).unwrap_or(first)
}

fn trail(headings: &[String]) -> String {
    headings.join(" › ")
}

fn path(language: Language, version: &Version) -> String {
    format!("{}/{}", Page::Versions.path(language), version.published.id)
}

fn page(app: &App, language: Language, title: &str, main: &Markup) -> PublicPage {
    let shown = Frame { app, language, title, page: Some(Page::Versions), step: Some(Step::Statement) };
    frame(&shown, main).tagged()
}

#[cfg(test)]
mod tests;
