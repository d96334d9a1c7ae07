//! Forms of the desk with files. No file is taken in before the token of the form, which stands before everything else in it.

use super::signed_in::{Desk, admitted};
use super::{DeskPage, token};
use crate::app::App;
use crate::failure::status_of;
use crate::form_files::{Problem, Ticket, Uploaded, Wanted, discard};
use crate::public::unreadable;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use engine::Failure;
use std::sync::Arc;

/// What came of a form with files.
pub(crate) type Sent = Uploaded;

/// The names of a form's fields, and of those that take files.
pub(crate) type Names = (Vec<String>, Vec<String>);

/// Answers POST of a form whose fields follow from the address, some of them files, and which was shown in this
/// session.
pub(crate) fn post_files<K, F, Fut>(known: K, page: F) -> MethodRouter<Arc<App>>
where
    K: Fn(&Desk) -> Result<Names, Failure> + Clone + Send + Sync + 'static,
    F: Fn(Desk, Sent) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<DeskPage, Failure>> + Send,
{
    let answer = move |State(app): State<Arc<App>>, desk: Desk, request: Request| async move {
        let action = request.uri().to_string();
        let (request, names) = match admitted(&desk, request, &known).await {
            Ok(admitted) => admitted,
            Err(response) => return response,
        };
        taken(&app, desk, (request, &action), &names, page).await
    };
    routing::post(answer)
}

async fn taken<F, Fut>(
    app: &App,
    desk: Desk,
    (request, action): (Request, &str),
    (known, takers): &Names,
    page: F,
) -> Response
where
    F: Fn(Desk, Sent) -> Fut,
    Fut: Future<Output = Result<DeskPage, Failure>>,
{
    let (frame, language, engine) = (desk.frame(), desk.caller.language, app.engine.clone());
    let mut sent = Sent::default();
    let fits = |token: &str| desk.has_shown(token);
    let wanted = Wanted { known, takers, ticket: Some(Ticket { field: token::FIELD, fits: &fits }) };
    let read = sent.take(app, desk.now, request, &wanted).await;
    let mut files = sent.ids();
    let response = match read {
        Ok(()) => {
            let page = page(desk, sent).await;
            let page = page.unwrap_or_else(|failure| frame.failure(&failure, status_of(&failure)));
            files.retain(|file| !page.held.contains(file));
            page.into_response()
        }
        Err(Problem::NotShown) => frame.again(action, &sent.form, sent.files_came()).into_response(),
        Err(Problem::Unreadable(problem)) => unreadable(app, language, &problem).into_response(),
        Err(Problem::Failed(failure)) => frame.failure(&failure, status_of(&failure)).into_response(),
    };
    // Whatever a row names by now stays.
    discard(&engine, &files).await;
    response
}
