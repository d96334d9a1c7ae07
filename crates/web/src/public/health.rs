//! What machines ask: is it alive, can it serve, may it be indexed.
//!
//! The answers say nothing of anybody, and no version.

use super::PublicPage;
use super::visit::get;
use crate::app::App;
use crate::limits::{READY_ANSWER_TIME, READY_KEPT_TIME};
use crate::router::Route;
use axum::http::StatusCode;
use engine::system::{Unready, readiness};
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;
use tokio::sync::Mutex;

/// The last look, so that however many ask, the disk is written to no more often.
#[derive(Default)]
pub(crate) struct Health(Mutex<Option<(Instant, Result<(), Unready>)>>);

impl Health {
    async fn look(&self, app: &App) -> Result<(), Unready> {
        let mut last = self.0.lock().await;
        if let Some((at, outcome)) = *last
            && at.elapsed() < READY_KEPT_TIME
        {
            return outcome;
        }
        let outcome = match tokio::time::timeout(READY_ANSWER_TIME, readiness(&app.engine)).await {
            Ok(outcome) => outcome,
            // A write that waits, behind a scrub, is none that fails; and what is read is not waited for.
            Err(_) => Ok(()),
        };
        *last = Some((Instant::now(), outcome));
        outcome
    }
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("/health/live".to_owned(), get(|_| async { PublicPage::text("ok\n") })),
        ("/health/ready".to_owned(), get(|visit| async move { ready(&visit.app).await })),
        (
            "/robots.txt".to_owned(),
            get(|_| async { PublicPage::text("User-agent: *\nDisallow: /desk\nDisallow: /sign-in\n") }),
        ),
    ]
}

async fn ready(app: &App) -> PublicPage {
    let why = if app.stopping.load(Relaxed) {
        "it is stopping\n"
    } else {
        match app.health.look(app).await {
            Ok(()) => return PublicPage::text("ok\n"),
            Err(Unready::Silent) => "the store does not answer\n",
            Err(Unready::ReadOnly) => "the store takes no writes\n",
            Err(Unready::OtherRegister) => "the database is in use with another register\n",
        }
    };
    PublicPage::text(why).status(StatusCode::SERVICE_UNAVAILABLE)
}
