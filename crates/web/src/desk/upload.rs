//! Forms with files (`multipart/form-data`, RFC 7578), read strictly and piece by piece: no file is held whole.
//!
//! A file is taken in as it comes and is nobody's until the form is saved; what the form did not come to name is
//! discarded, and what was on its way when the sender went away too. A browser that has no file to send may send such a
//! form like any other. It must not know which form it reads.

use super::signed_in::{Desk, admitted};
use super::{DeskPage, token};
use crate::app::App;
use crate::failure::status_of;
use crate::form_body::{self, Form, Unreadable};
use crate::limits::{DESK_BODY_BYTES, UPLOAD_BODY_BYTES, UPLOAD_TIME};
use crate::public::unreadable;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use engine::files::{self, Refusal};
use engine::{Failure, RowId};
use multer::{Constraints, Field, Multipart, SizeLimit};
use std::sync::Arc;

/// What came of a form with files.
pub(crate) struct Sent {
    /// Its other fields.
    pub(crate) form: Form,
    /// The files that came in, by the names of their fields.
    pub(crate) files: Vec<(String, RowId)>,
    /// The names of the fields whose file was too large.
    pub(crate) too_large: Vec<String>,
}

/// Why it was not taken.
enum Problem {
    Unreadable(Unreadable),
    /// The form was not shown in this session.
    NotShown,
    Failed(Failure),
}

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
        let (request, names) = match admitted(&desk, request, &known).await {
            Ok(admitted) => admitted,
            Err(response) => return response,
        };
        taken(&app, desk, request, &names, page).await
    };
    routing::post(answer)
}

async fn taken<F, Fut>(app: &App, desk: Desk, request: Request, names: &Names, page: F) -> Response
where
    F: Fn(Desk, Sent) -> Fut,
    Fut: Future<Output = Result<DeskPage, Failure>>,
{
    let (frame, language, engine) = (desk.frame(), desk.caller.language, app.engine.clone());
    let mut sent = Sent { form: Form::default(), files: Vec::new(), too_large: Vec::new() };
    let read = tokio::time::timeout(UPLOAD_TIME, read(app, &desk, request, names, &mut sent)).await;
    let files: Vec<RowId> = sent.files.iter().map(|(_, id)| *id).collect();
    let response = match read.unwrap_or(Err(Problem::Unreadable(Unreadable::TooSlow))) {
        Ok(()) => {
            let page = page(desk, sent).await;
            page.unwrap_or_else(|failure| frame.failure(&failure, status_of(&failure))).into_response()
        }
        Err(Problem::NotShown) => frame.again("", None).into_response(),
        Err(Problem::Unreadable(problem)) => unreadable(app, language, &problem).into_response(),
        Err(Problem::Failed(failure)) => frame.failure(&failure, status_of(&failure)).into_response(),
    };
    // Whatever a row names by now stays.
    if let Err(failure) = files::discard(&engine, &files).await {
        tracing::warn!("files of a form that was not saved could not be removed yet: {failure}");
    }
    response
}

async fn read(app: &App, desk: &Desk, request: Request, names: &Names, sent: &mut Sent) -> Result<(), Problem> {
    let boundary =
        request.headers().get(CONTENT_TYPE).and_then(|kind| multer::parse_boundary(kind.to_str().ok()?).ok());
    let Some(boundary) = boundary else {
        let known: Vec<&str> = names.0.iter().map(String::as_str).chain([token::FIELD]).collect();
        sent.form = form_body::read(request, DESK_BODY_BYTES, &known).await.map_err(Problem::Unreadable)?;
        return if desk.has_shown(&sent.form.take(token::FIELD)) { Ok(()) } else { Err(Problem::NotShown) };
    };
    let whole = SizeLimit::new().whole_stream(UPLOAD_BODY_BYTES);
    let stream = request.into_body().into_data_stream();
    let mut parts = Multipart::with_constraints(stream, boundary, Constraints::new().size_limit(whole));
    let taken = take(app, desk, &mut parts, names, sent).await;
    if taken.is_err() {
        // The rest is let pass, so that its sender sees why.
        while let Ok(Some(_)) = parts.next_field().await {}
    }
    taken
}

async fn take(
    app: &App,
    desk: &Desk,
    parts: &mut Multipart<'_>,
    (known, takers): &Names,
    sent: &mut Sent,
) -> Result<(), Problem> {
    let (mut texts, mut shown) = (0, false);
    while let Some(part) = parts.next_field().await.map_err(|cause| broken(&cause))? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == token::FIELD {
            shown = desk.has_shown(&text(part, TOKEN_BYTES).await?);
        } else if !shown {
            // It stands before everything else: no file is taken in without it.
            return Err(Problem::NotShown);
        } else if takers.contains(&name) {
            if sent.files.iter().any(|(taken, _)| *taken == name) || sent.too_large.contains(&name) {
                return Err(Problem::Unreadable(Unreadable::Repeated(name)));
            }
            match file(app, desk, part).await? {
                Took::File(id) => sent.files.push((name, id)),
                Took::Nothing => {}
                Took::TooLarge => sent.too_large.push(name),
            }
        } else {
            let value = text(part, DESK_BODY_BYTES - texts).await?;
            texts += value.len();
            sent.form.add(name, value, known).map_err(Problem::Unreadable)?;
        }
    }
    if shown { Ok(()) } else { Err(Problem::NotShown) }
}

/// The token of a form.
const TOKEN_BYTES: usize = 64;

/// What came of the part of one file.
enum Took {
    File(RowId),
    Nothing,
    TooLarge,
}

async fn file(app: &App, desk: &Desk, mut part: Field<'_>) -> Result<Took, Problem> {
    let title = part.file_name().unwrap_or_default().to_owned();
    let first = part.chunk().await.map_err(|cause| broken(&cause))?;
    // Where no file is chosen, browsers send a nameless one of no bytes.
    if title.is_empty() && first.as_ref().is_none_or(Bytes::is_empty) {
        return Ok(Took::Nothing);
    }
    let failed = |refusal: Refusal| match refusal {
        Refusal::TooLarge => Problem::Failed(Failure::TooLarge),
        Refusal::Failed(failure) => Problem::Failed(failure),
    };
    let mut incoming = files::take_in(&app.engine, desk.now, &title).await.map_err(failed)?;
    let mut next = first;
    while let Some(bytes) = next {
        match incoming.write(&bytes).await {
            Ok(()) => {}
            Err(Refusal::TooLarge) => {
                incoming.discard().await;
                return Ok(Took::TooLarge);
            }
            Err(refusal) => {
                incoming.discard().await;
                return Err(failed(refusal));
            }
        }
        next = part.chunk().await.map_err(|cause| broken(&cause))?;
    }
    Ok(Took::File(incoming.finish().await.map_err(failed)?))
}

/// A part of at most `limit` bytes that is a text.
async fn text(mut part: Field<'_>, limit: usize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(more) = part.chunk().await.map_err(|cause| broken(&cause))? {
        if bytes.len() + more.len() > limit {
            return Err(Problem::Unreadable(Unreadable::TooLarge));
        }
        bytes.extend_from_slice(&more);
    }
    let text = String::from_utf8(bytes).map_err(|_| Problem::Unreadable(Unreadable::NotText))?;
    if text.contains('\0') { Err(Problem::Unreadable(Unreadable::NotText)) } else { Ok(text) }
}

fn broken(cause: &multer::Error) -> Problem {
    Problem::Unreadable(match cause {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::StreamReadFailed(_) => Unreadable::TooLarge,
        _ => Unreadable::NotAForm,
    })
}
