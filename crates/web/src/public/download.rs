//! A file on its way to whoever holds the link to it: to be saved, never shown as a page of this site.

use super::{PublicPage, Visit};
use crate::app::App;
use crate::desk::DeskPage;
use crate::records::handed;
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use engine::Failure;
use engine::files::FileReader;
use std::sync::Arc;

/// A file as an answer. Nothing else can be put into it, and no header.
pub(crate) struct Download(DeskPage);

impl Download {
    pub(crate) async fn of(reader: FileReader) -> Result<Self, Failure> {
        handed(reader).await.map(Self)
    }
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

/// Answers GET with a file, or with a page that says why there is none.
pub(crate) fn get_file<F, Fut>(file: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Visit) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Download, PublicPage>> + Send,
{
    routing::get(move |visit: Visit| async move {
        match file(visit).await {
            Ok(file) => file.into_response(),
            Err(page) => page.into_response(),
        }
    })
}
