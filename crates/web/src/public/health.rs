//! What machines ask: is it alive, can it serve, may it be indexed.

use super::PublicPage;
use super::visit::get;
use crate::router::Route;
use axum::http::StatusCode;
use engine::privacy::published;

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("/health/live".to_owned(), get(|_| async { PublicPage::text("ok\n") })),
        (
            "/health/ready".to_owned(),
            get(|visit| async move {
                match published(&visit.app.engine).await {
                    Ok(_) => PublicPage::text("ok\n"),
                    Err(_) => PublicPage::text("the store does not answer\n").status(StatusCode::SERVICE_UNAVAILABLE),
                }
            }),
        ),
        (
            "/robots.txt".to_owned(),
            get(|_| async { PublicPage::text("User-agent: *\nDisallow: /desk\nDisallow: /sign-in\n") }),
        ),
    ]
}
