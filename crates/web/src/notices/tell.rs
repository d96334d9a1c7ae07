//! Telling a colleague of a record: one of those who may read it.

use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::records::{WITH_LIST, from_list, of_row, with};
use axum::http::StatusCode;
use engine::notices::{tell, who_may_read};
use engine::records::record;
use engine::{Failure, day_of};
use maud::html;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, false).await
}

pub(super) async fn carry_out(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (key, id) = (desk.entity()?, desk.id()?);
    let Ok(user) = form.get("user").parse() else {
        return Ok(page(&desk, true).await?.status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    tell(&desk.app.engine, &desk.caller, desk.now, (key, id), user).await?;
    Ok(desk.see_other(&with(&of_row(key, id), &[&from_list(&desk)]), Toast::Told))
}

async fn page(desk: &Desk, is_wrong: bool) -> Result<DeskPage, Failure> {
    let (engine, key, id) = (&desk.app.engine, desk.entity()?, desk.id()?);
    let found = record(engine, &desk.caller, key, id, day_of(desk.now)).await?;
    let sought = desk.query("q").unwrap_or_default();
    let (readers, is_more) = who_may_read(engine, &desk.caller, desk.now, (key, id), &sought).await?;
    let (words, from) = (desk.words(), from_list(desk));
    let tell = format!("{}/tell", of_row(key, id));
    let (here, action) = (with(&of_row(key, id), &[&from]), with(&tell, &[&from]));
    let title = words.say("notices-tell-title");
    let main = html! {
        div.narrow {
            p.crumb { a href=(here) { (found.label) } }
            h1 { (title) }
            p.hint { (words.say("notices-tell-hint")) }
            @if is_more || !sought.is_empty() {
                form.search role="search" method="get" action=(tell) {
                    @if let Some(list) = desk.query(WITH_LIST) { input type="hidden" name=(WITH_LIST) value=(list); }
                    label for="q" { (words.say("notices-search")) }
                    div {
                        input #q name="q" type="search" value=(sought) autocomplete="off";
                        button.button.quiet { (words.say("data-search")) }
                    }
                }
            }
            @if is_more { p.hint { (words.say("notices-more")) } }
            @if readers.is_empty() {
                p.empty { (words.say("notices-nobody")) }
            } @else {
                form method="post" action=(action) {
                    div.field.wrong[is_wrong] {
                        label for="user" { (words.say("notices-colleague")) }
                        @if is_wrong { p.error id="user.error" { (words.say("missing-any")) } }
                        select.short #user name="user" required aria-invalid=[is_wrong.then_some("true")]
                            aria-describedby=[is_wrong.then_some("user.error")] {
                            option value="" { (words.say("data-choose")) }
                            @for (user, name) in &readers { option value=(user) { (name) } }
                        }
                    }
                    div.actions {
                        button.button { (words.say("notices-tell-do")) }
                        a href=(here) { (words.say("wish-cancel")) }
                    }
                }
            }
        }
    };
    Ok(desk.page(Place::Data, &title, None, &main))
}
