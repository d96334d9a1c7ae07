//! One click into the desk: makes a sign-in link for the example's owner and opens it.

use crate::app::App;
use crate::public::{expired_link, unavailable};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use engine::Language;
use engine::system::sign_in_link;
use std::sync::Arc;

pub(super) async fn sign_in(State(app): State<Arc<App>>) -> Response {
    let settings = app.engine.settings();
    let owner = app.demo.as_ref().map_or("", |demo| demo.owner.as_str());
    match sign_in_link(&app.engine, app.now(), owner).await {
        Ok(Some(link)) => Redirect::to(link.strip_prefix(&settings.url).unwrap_or(&link)).into_response(),
        Ok(None) => expired_link(&app, Language::Nb).into_response(),
        Err(failure) => unavailable(&app, Language::Nb, &failure).into_response(),
    }
}
