//! The privacy statement in three shapes, rendered once: the register cannot change while the server runs.

use crate::app::App;
use crate::demo::Step;
use crate::public::{Frame, Page, PublicPage, Visit, frame, unavailable};
use crate::words::Words;
use engine::documents::{to_html, to_markdown};
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
    json: PublicPage,
    markdown: PublicPage,
}

pub(super) async fn html(visit: Visit, language: Language) -> PublicPage {
    answer(&visit, language, |statement| &statement.html).await
}

pub(super) async fn json(visit: Visit, language: Language) -> PublicPage {
    answer(&visit, language, |statement| &statement.json).await
}

pub(super) async fn markdown(visit: Visit, language: Language) -> PublicPage {
    answer(&visit, language, |statement| &statement.markdown).await
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
    let words = Words(language);
    let path = Page::Statement.path(language);
    let main = html! {
        div.narrow.prose {
            (PreEscaped(to_html(&document)))
            p.hint {
                (words.say("statement-shapes")) " "
                a href={ (path) ".json" } { "JSON" } ", " a href={ (path) ".md" } { "Markdown" } "."
            }
            p.hint { a href=(Page::Versions.path(language)) { (words.say("statement-versions")) } }
        }
    };
    let shown =
        Frame { app, language, title: &document.title, page: Some(Page::Statement), step: Some(Step::Statement) };
    let json = serde_json::to_string_pretty(&document).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    Ok(Statement {
        html: frame(&shown, &main).tagged(),
        json: PublicPage::json(json + "\n").tagged(),
        markdown: PublicPage::markdown(to_markdown(&document)).tagged(),
    })
}
