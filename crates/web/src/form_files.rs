//! Forms with files (`multipart/form-data`, RFC 7578), read strictly and piece by piece: no file is held whole.
//!
//! A file is taken in as it comes and is nobody's until the form is saved; what the form did not come to name is
//! discarded, and what was on its way when the sender went away too. A browser that has no file to send may send such a
//! form like any other. It must not know which form it reads.

use crate::app::App;
use crate::form_body::{Form, Unreadable, read};
use crate::limits::{DESK_BODY_BYTES, UPLOAD_BODY_BYTES, UPLOAD_TIME};
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use engine::files::{self, Refusal};
use engine::{Failure, Moment, RowId};
use multer::{Constraints, Field, Multipart, SizeLimit};

/// What came of a form with files.
#[derive(Default)]
pub(crate) struct Uploaded {
    /// Its other fields.
    pub(crate) form: Form,
    /// What its ticket was; empty where none is asked for.
    pub(crate) ticket: String,
    /// The files that came in, by the names of their fields.
    pub(crate) files: Vec<(String, RowId)>,
    /// The names of the fields whose file was too large.
    pub(crate) too_large: Vec<String>,
    /// Others came and were not taken in.
    pub(crate) left_out: bool,
}

/// Why it was not taken.
pub(crate) enum Problem {
    Unreadable(Unreadable),
    /// The form was not shown to whoever sends it.
    NotShown,
    Failed(Failure),
}

/// What shows that a form was shown to whoever sends it: a field that stands before everything else.
pub(crate) struct Ticket<'a> {
    pub(crate) field: &'static str,
    pub(crate) fits: &'a (dyn Fn(&str) -> bool + Send + Sync),
}

/// What a form may hold.
pub(crate) struct Wanted<'a> {
    /// The names of its fields, without the ticket and the files.
    pub(crate) known: &'a [String],
    /// The names of the fields that take files.
    pub(crate) takers: &'a [String],
    /// None where it has been settled already that files are taken in.
    pub(crate) ticket: Option<Ticket<'a>>,
}

impl Wanted<'_> {
    /// Whether the ticket `given` fits; it does where none is asked for.
    fn fits(&self, given: &str) -> bool {
        self.ticket.as_ref().is_none_or(|ticket| (ticket.fits)(given))
    }

    fn is_ticket(&self, name: &str) -> bool {
        self.ticket.as_ref().is_some_and(|ticket| ticket.field == name)
    }
}

impl Uploaded {
    /// Reads the form in limited time. What came in by then stands here, however it ends: see [`discard`].
    pub(crate) async fn take(
        &mut self,
        app: &App,
        now: Moment,
        request: Request,
        wanted: &Wanted<'_>,
    ) -> Result<(), Problem> {
        let taken = tokio::time::timeout(UPLOAD_TIME, self.at_leisure(app, now, request, wanted)).await;
        taken.unwrap_or(Err(Problem::Unreadable(Unreadable::TooSlow)))
    }

    async fn at_leisure(
        &mut self,
        app: &App,
        now: Moment,
        request: Request,
        wanted: &Wanted<'_>,
    ) -> Result<(), Problem> {
        let boundary =
            request.headers().get(CONTENT_TYPE).and_then(|kind| multer::parse_boundary(kind.to_str().ok()?).ok());
        let Some(boundary) = boundary else {
            let ticket = wanted.ticket.iter().map(|ticket| ticket.field);
            let known: Vec<&str> = wanted.known.iter().map(String::as_str).chain(ticket).collect();
            self.form = read(request, DESK_BODY_BYTES, &known).await.map_err(Problem::Unreadable)?;
            let given = wanted.ticket.as_ref().map_or_else(String::new, |ticket| self.form.take(ticket.field));
            self.ticket = given;
            return if wanted.fits(&self.ticket) { Ok(()) } else { Err(Problem::NotShown) };
        };
        let whole = SizeLimit::new().whole_stream(UPLOAD_BODY_BYTES);
        let stream = request.into_body().into_data_stream();
        let mut parts = Multipart::with_constraints(stream, boundary, Constraints::new().size_limit(whole));
        let taken = self.parts(app, now, &mut parts, wanted).await;
        if taken.is_err() {
            // The rest is let pass, so that its sender sees why.
            while let Ok(Some(_)) = parts.next_field().await {}
        }
        taken
    }

    async fn parts(
        &mut self,
        app: &App,
        now: Moment,
        parts: &mut Multipart<'_>,
        wanted: &Wanted<'_>,
    ) -> Result<(), Problem> {
        let (mut texts, mut shown) = (0, wanted.ticket.is_none());
        while let Some(part) = parts.next_field().await.map_err(|cause| broken(&cause))? {
            let name = part.name().unwrap_or_default().to_owned();
            if wanted.is_ticket(&name) {
                self.ticket = text(part, TICKET_BYTES).await?;
                shown = wanted.fits(&self.ticket);
            } else if !shown && self.ticket.is_empty() {
                // It stands before everything else.
                return Err(Problem::NotShown);
            } else if !shown && wanted.takers.contains(&name) {
                // The form is shown anew: what was typed stays, no file is taken in.
                self.left_out |= part.file_name().is_some_and(|name| !name.is_empty());
            } else if wanted.takers.contains(&name) {
                if self.files.iter().any(|(taken, _)| *taken == name) || self.too_large.contains(&name) {
                    return Err(Problem::Unreadable(Unreadable::Repeated(name)));
                }
                match file(app, now, part).await? {
                    Took::File(id) => self.files.push((name, id)),
                    Took::Nothing => {}
                    Took::TooLarge => self.too_large.push(name),
                }
            } else {
                let value = text(part, DESK_BODY_BYTES - texts).await?;
                texts += value.len();
                self.form.add(name, value, wanted.known).map_err(Problem::Unreadable)?;
            }
        }
        if shown { Ok(()) } else { Err(Problem::NotShown) }
    }

    /// Whether files came with the form, taken in or not.
    pub(crate) fn files_came(&self) -> bool {
        self.left_out || !self.files.is_empty()
    }

    /// The ids of the files that came in.
    pub(crate) fn ids(&self) -> Vec<RowId> {
        self.files.iter().map(|(_, id)| *id).collect()
    }
}

/// Removes those of the files that no row has come to name.
pub(crate) async fn discard(engine: &engine::Engine, ids: &[RowId]) {
    if let Err(failure) = files::discard(engine, ids).await {
        tracing::warn!("files of a form that was not saved could not be removed yet: {failure}");
    }
}

/// The ticket of a form.
const TICKET_BYTES: usize = 128;

/// What came of the part of one file.
enum Took {
    File(RowId),
    Nothing,
    TooLarge,
}

async fn file(app: &App, now: Moment, mut part: Field<'_>) -> Result<Took, Problem> {
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
    let mut incoming = files::take_in(&app.engine, now, &title).await.map_err(failed)?;
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
