//! Jobs that were given up: what was to be done, since when it is not, and why; with a button for each decision.

use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use engine::Failure;
use engine::system::{GivenUp, given_up, let_go, try_again};
use maud::{Markup, html};

/// Where they stand.
pub(crate) const PATH: &str = "/desk/jobs";

pub(super) async fn list(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let jobs = given_up(&desk.app.engine, &desk.caller, desk.caller.language).await?;
    let main = html! {
        p.crumb { a href="/desk" { (words.say("today-title")) } }
        h1 { (words.say("jobs-title")) }
        p.lead { (words.say("jobs-lead")) }
        @if jobs.is_empty() {
            p.empty { (words.say("jobs-empty")) }
        } @else {
            ul.rows { @for job in &jobs { li.row { (line(&desk, job)) } } }
        }
    };
    Ok(desk.page(Place::Today, &words.say("jobs-title"), None, &main))
}

fn line(desk: &Desk, job: &GivenUp) -> Markup {
    let words = desk.words();
    let count = job.attempts.to_string();
    let told = [("moment", words.moment(job.at)), ("attempts", count)];
    let told: Vec<(&str, &str)> = told.iter().map(|(key, value)| (*key, value.as_str())).collect();
    html! {
        span.who { strong { (job.kind) } }
        span.what { (words.with("jobs-since", &told)) @if let Some(why) = &job.failure { br; (why) } }
        span.when {
            form.actions method="post" action={ (PATH) "/" (job.id) "/again" } {
                button.button.small { (words.say("jobs-again")) }
            }
            form.actions method="post" action={ (PATH) "/" (job.id) "/drop" } {
                button.button.quiet.small { (words.say("jobs-drop")) }
            }
        }
    }
}

pub(super) async fn again(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    try_again(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(DeskPage::see_other(PATH))
}

pub(super) async fn drop(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    let_go(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(DeskPage::see_other(PATH))
}
