//! Inside the portal: the list of cases, one case, an answer in it, and its files.

use super::area::{self, AreaPage, Member, Place};
use super::file_word;
use super::parts::{Problem, Typed, form, part, row, talk};
use crate::desk::parts::pager;
use crate::form_files::Uploaded;
use crate::public::{Download, PublicPage};
use crate::support::words::state;
use axum::http::StatusCode;
use engine::support::{
    Portal, PortalAnswered, PortalCases, PortalSaid, answer_portal_case, portal_case, portal_case_file, portal_cases,
    portal_queues,
};
use engine::{Failure, Language, RowId};
use maud::html;

/// In the query: those that are dealt with.
const OVER: &str = "over";
/// In the query: the last case of the page before.
const AFTER: &str = "after";

pub(super) async fn list(member: Member) -> Result<AreaPage, Failure> {
    let are_over = member.query(OVER).is_some();
    let after = member.query(AFTER).and_then(|id| id.parse().ok());
    let cases = portal_cases(&member.app.engine, &member.caller, are_over, after).await?;
    let can_raise = !portal_queues(&member.app.engine).await?.is_empty();
    Ok(listed(&member, &cases, are_over, can_raise).into())
}

fn listed(member: &Member, cases: &PortalCases, are_over: bool, can_raise: bool) -> PublicPage {
    let (words, path) = (member.words(), area::path(member.language, Place::Cases));
    let over = format!("{path}?{OVER}=1");
    let start = if are_over { format!("{over}&") } else { format!("{path}?") };
    let next = cases.next.map(|id| format!("{start}{AFTER}={id}"));
    let current = |is: bool| is.then_some("page");
    let main = html! {
        p.actions {
            a href=(path) aria-current=[current(!are_over)] { (words.say("portal-open")) }
            a href=(over) aria-current=[current(are_over)] { (words.say("portal-over")) }
        }
        @if cases.lines.is_empty() {
            p { (words.say(if are_over { "portal-none-over" } else { "portal-none-open" })) }
            @if can_raise && !are_over {
                p { a.button href=(area::path(member.language, Place::New)) { (words.say("portal-new")) } }
            }
        } @else {
            ul {
                @for case in &cases.lines {
                    li {
                        a href={ (path) "/" (case.id) } { "#" (case.number) " " (case.title) } br;
                        span.muted {
                            (state(words, case.state)) " · " (words.moment(case.created_at))
                            @if let Some(contact) = &case.contact { " · " (contact) }
                        }
                    }
                }
            }
        }
        (pager(words, next.as_deref()))
    };
    member.page(Some(Place::Cases), &words.say("portal-cases"), &main)
}

/// The case that the address names.
fn case_id(member: &Member) -> Option<RowId> {
    part(member.uri.path(), 3).parse().ok()
}

pub(super) async fn show(member: Member) -> Result<AreaPage, Failure> {
    let Some(id) = case_id(&member) else { return Ok(missing(&member).into()) };
    match portal_case(&member.app.engine, &member.caller, member.now, id).await? {
        Some(case) => Ok(page(&member, &case, &Typed::default()).into()),
        None => Ok(missing(&member).into()),
    }
}

fn page(member: &Member, case: &Portal, typed: &Typed<'_>) -> PublicPage {
    let words = member.words();
    let path = format!("{}/{}", area::path(member.language, Place::Cases), case.id);
    let title = words.with("portal-title", &[("number", &case.number.to_string())]);
    let main = html! {
        (talk(words, case, &format!("{path}/{}", file_word(member.language))))
        (form(words, &path, case.is_shared, typed))
    };
    let page = member.page(None, &title, &main);
    match typed.problem {
        Some(problem) => page.status(problem.status()),
        None => page,
    }
}

pub(super) async fn answer(member: Member, sent: Uploaded) -> Result<AreaPage, Failure> {
    let Some(id) = case_id(&member) else { return Ok(missing(&member).into()) };
    let (engine, text) = (&member.app.engine, sent.form.get("text"));
    let problem = if sent.too_large.is_empty() {
        let files = engine::files::named(engine, &sent.ids()).await?;
        let said = PortalSaid { text, files: &files };
        match answer_portal_case(engine, &member.caller, member.now, (id, said), member.network).await? {
            PortalAnswered::Received => {
                let path = format!("{}/{id}", area::path(member.language, Place::Cases));
                return Ok(PublicPage::see_other(&path).into());
            }
            answered => Problem::of(answered),
        }
    } else {
        Some(Problem::File)
    };
    match portal_case(engine, &member.caller, member.now, id).await? {
        Some(case) => {
            let typed = Typed { text, problem, files_came: sent.files_came() };
            Ok(page(&member, &case, &typed).into())
        }
        None => Ok(missing(&member).into()),
    }
}

pub(super) async fn file(member: Member) -> Result<AreaPage, Failure> {
    let (Some(id), Some(file)) = (case_id(&member), row(member.uri.path())) else {
        return Ok(missing(&member).into());
    };
    match portal_case_file(&member.app.engine, &member.caller, member.now, (id, file)).await? {
        Some(file) => Ok(AreaPage::File(Download::of(file).await?)),
        None => Ok(missing(&member).into()),
    }
}

/// There is no such case, or it is not for them.
fn missing(member: &Member) -> PublicPage {
    let words = member.words();
    let main = html! { p { (words.say("portal-missing-text")) } };
    member.page(None, &words.say("portal-missing-title"), &main).status(StatusCode::NOT_FOUND)
}

/// The address of a case with its file, for the router.
pub(super) fn file_path(language: Language) -> String {
    format!("{}/{{id}}/{}/{{file}}", area::path(language, Place::Cases), file_word(language))
}
