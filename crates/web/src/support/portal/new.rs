//! A new case in the portal.

use super::FILES;
use super::area::{self, AreaPage, Member, Place};
use super::parts::{Problem, files, text};
use crate::form_files::Uploaded;
use crate::public::{Names, PublicPage};
use axum::http::StatusCode;
use engine::Failure;
use engine::support::{
    PortalOpened, PortalQueueChoice, PortalRaised, PortalSaid, portal_form, portal_queues, raise_in_portal,
};
use maud::{Markup, html};

/// The fields of the form.
pub(super) const NAMES: Names = Names { known: &["form", "queue", "title", "text"], takers: &FILES };

/// What somebody typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    /// The key of the form.
    form: String,
    queue: String,
    title: String,
    text: String,
    no_queue: bool,
    no_title: Option<usize>,
    problem: Option<Problem>,
    /// Files came with it.
    files_came: bool,
}

impl Typed {
    fn status(&self) -> StatusCode {
        match self.problem {
            Some(problem) => problem.status(),
            None if self.no_queue || self.no_title.is_some() => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        }
    }
}

pub(super) async fn show(member: Member) -> Result<AreaPage, Failure> {
    let queues = portal_queues(&member.app.engine).await?;
    let form = portal_form(&member.app.engine, member.now).to_string();
    Ok(page(&member, &queues, &Typed { form, ..Typed::default() }).into())
}

pub(super) async fn send(member: Member, sent: Uploaded) -> Result<AreaPage, Failure> {
    let engine = &member.app.engine;
    let get = |name: &str| sent.form.get(name).to_owned();
    let (form, queue, title, text) = (get("form"), get("queue"), get("title"), get("text"));
    let files_came = sent.files_came();
    let mut typed = Typed { form, queue, title, text, files_came, ..Typed::default() };
    if sent.too_large.is_empty() {
        let named = engine::files::named(engine, &sent.ids()).await?;
        let raised = PortalRaised {
            form: &typed.form,
            queue: typed.queue.parse().ok(),
            title: &typed.title,
            said: PortalSaid { text: &typed.text, files: &named },
        };
        match raise_in_portal(engine, &member.caller, member.now, raised, member.network).await? {
            PortalOpened::Opened(id) => {
                let path = format!("{}/{id}", area::path(member.language, Place::Cases));
                return Ok(PublicPage::see_other(&path).into());
            }
            PortalOpened::NoQueue => typed.no_queue = true,
            PortalOpened::NoTitle(most) => typed.no_title = Some(most),
            PortalOpened::Not(answered) => typed.problem = Problem::of(answered),
        }
    } else {
        typed.problem = Some(Problem::File);
    }
    let queues = portal_queues(engine).await?;
    Ok(page(&member, &queues, &typed).into())
}

fn page(member: &Member, queues: &[PortalQueueChoice], typed: &Typed) -> PublicPage {
    let words = member.words();
    let main = html! {
        @if queues.is_empty() {
            p { (words.say("portal-no-queues")) }
        } @else {
            form method="post" action=(area::path(member.language, Place::New)) enctype="multipart/form-data" novalidate {
                input type="hidden" name="form" value=(typed.form);
                (choice(member, queues, typed))
                (title(member, typed))
                (text(words, "portal-new-text", false, (&typed.text, typed.problem)))
                (files(words, typed.files_came))
                button.button { (words.say("portal-send")) }
            }
        }
    };
    member.page(Some(Place::New), &words.say("portal-new"), &main).status(typed.status())
}

/// Which queue; where there is one, it is not asked about.
fn choice(member: &Member, queues: &[PortalQueueChoice], typed: &Typed) -> Markup {
    let words = member.words();
    if let [one] = queues {
        return html! { input type="hidden" name="queue" value=(one.id); };
    }
    html! {
        div.field.wrong[typed.no_queue] {
            label for="queue" { (words.say("portal-queue")) }
            @if typed.no_queue { p.error #queue-error { (words.say("portal-queue-wrong")) } }
            select #queue name="queue" required aria-describedby=[typed.no_queue.then_some("queue-error")]
                aria-invalid=[typed.no_queue.then_some("true")] {
                option value="" { (words.say("portal-queue-choose")) }
                @for queue in queues {
                    @let id = queue.id.to_string();
                    option value=(id) selected[id == typed.queue] { (queue.name) }
                }
            }
        }
    }
}

fn title(member: &Member, typed: &Typed) -> Markup {
    let words = member.words();
    let wrong = typed.no_title.map(|most| words.with("portal-subject-wrong", &[("most", &most.to_string())]));
    html! {
        div.field.wrong[wrong.is_some()] {
            label for="title" { (words.say("portal-subject")) }
            @if let Some(wrong) = &wrong { p.error #title-error { (wrong) } }
            input #title name="title" type="text" value=(typed.title) autocomplete="off" required
                aria-describedby=[wrong.is_some().then_some("title-error")] aria-invalid=[wrong.is_some().then_some("true")];
        }
    }
}
