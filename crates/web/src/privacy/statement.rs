//! The privacy statement in three shapes, one of them with or without marks, rendered once: the register cannot change while the server runs.

use crate::app::App;
use crate::demo::Step;
use crate::form_body::in_query;
use crate::public::{Frame, Page, PublicPage, Visit, frame, unavailable};
use crate::words::Words;
use engine::documents::{Document, to_html, to_markdown, to_marked_html};
use engine::privacy::statement;
use engine::{Failure, Language};
use maud::{PreEscaped, html};
use tokio::sync::OnceCell;

/// The statement in every language, made when it is first asked for.
#[derive(Default)]
pub(crate) struct Statements {
    nb: OnceCell<Statement>,
    en: OnceCell<Statement>,
}

struct Statement {
    html: PublicPage,
    marked: PublicPage,
    json: PublicPage,
    markdown: PublicPage,
}

pub(super) async fn html(visit: Visit, language: Language) -> PublicPage {
    let (name, yes) = marks(language);
    let query = visit.uri.query().unwrap_or_default();
    if in_query(query, name).is_some_and(|value| value == yes) {
        return answer(&visit, language, |statement| &statement.marked).await;
    }
    answer(&visit, language, |statement| &statement.html).await
}

pub(super) async fn json(visit: Visit, language: Language) -> PublicPage {
    answer(&visit, language, |statement| &statement.json).await
}

pub(super) async fn markdown(visit: Visit, language: Language) -> PublicPage {
    answer(&visit, language, |statement| &statement.markdown).await
}

/// The name and value in the query that ask for marks.
fn marks(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Nb => ("merker", "ja"),
        Language::En => ("marks", "yes"),
    }
}

async fn answer(visit: &Visit, language: Language, shape: fn(&Statement) -> &PublicPage) -> PublicPage {
    let app = &visit.app;
    let cell = match language {
        Language::Nb => &app.statements.nb,
        Language::En => &app.statements.en,
    };
    match cell.get_or_try_init(|| render(app, language)).await {
        Ok(statement) => shape(statement).unless_known(visit.known.as_ref()),
        Err(failure) => unavailable(app, language, &failure),
    }
}

async fn render(app: &App, language: Language) -> Result<Statement, Failure> {
    let document = statement(&app.engine, language).await?;
    let json = serde_json::to_string_pretty(&document).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    let path = Page::Statement.path(language);
    let (name, yes) = marks(language);
    let with_marks = format!("{path}?{name}={yes}");
    Ok(Statement {
        html: page(app, &document, &to_html(&document), "statement-mark", &with_marks),
        marked: page(app, &document, &to_marked_html(&document), "statement-unmark", path),
        json: PublicPage::json(json + "\n").tagged(),
        markdown: PublicPage::markdown(to_markdown(&document)).tagged(),
    })
}

/// The page around `article`, with a link to the view `other` that has marks where this has none.
fn page(app: &App, document: &Document, article: &str, to_other: &str, other: &str) -> PublicPage {
    let language = document.language;
    let words = Words(language);
    let path = Page::Statement.path(language);
    let main = html! {
        div.narrow.prose {
            (PreEscaped(article))
            p.actions { a.button href=(Page::Rights.path(language)) { (words.say("statement-rights")) } }
            p.hint { a href=(other) { (words.say(to_other)) } }
            p.hint { a href=(Page::Versions.path(language)) { (words.say("statement-versions")) } }
            p.hint {
                (words.say("statement-shapes")) " "
                a href={ (path) ".json" } { "JSON" } ", " a href={ (path) ".md" } { "Markdown" } "."
            }
        }
    };
    let shown =
        Frame { app, language, title: &document.title, page: Some(Page::Statement), step: Some(Step::Statement) };
    frame(&shown, &main).tagged()
}
