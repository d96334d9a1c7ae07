//! The notices of whoever is signed in.

use super::PATH;
use crate::desk::parts::{Tone, badge, empty};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::records::page_of;
use crate::words::Words;
use engine::notices::{About, MailWhen, NoticeLine, choose_mail, mail_when, notices, read_all, read_one};
use engine::{Failure, day_of};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let after = desk.query("after").and_then(|after| after.parse().ok());
    let found = notices(&desk.app.engine, &desk.caller, after, day_of(desk.now)).await?;
    let wanted = mail_when(&desk.app.engine, &desk.caller).await?;
    let words = desk.words();
    let main = html! {
        header.title {
            h1 { (words.say("notices-title")) }
            @if found.lines.iter().any(|line| !line.is_read) {
                form.actions method="post" action={ (PATH) "/read" } {
                    button.button.quiet.small { (words.say("notices-read-all")) }
                }
            }
        }
        p.hint { (words.say("notices-hint")) }
        @if found.lines.is_empty() {
            (empty(&words.say("notices-empty")))
        } @else {
            ul.rows.notices { @for line in &found.lines { (one(&desk, words, line)) } }
        }
        @if let Some(last) = found.more {
            p { a.button.quiet.small href={ (PATH) "?after=" (last) } { (words.say("records-older")) } }
        }
        form.narrow.search.mail method="post" action={ (PATH) "/mail" } {
            p {
                label for="mail" { (words.say("notices-mail")) }
                select #mail name="mail" {
                    @for when in MailWhen::ALL {
                        option value=(when.key()) selected[*when == wanted] { (words.say(said(*when))) }
                    }
                }
            }
            p { button.button.quiet { (words.say("data-save")) } }
        }
    };
    Ok(desk.page(Place::Nowhere, &words.say("notices-title"), None, &main))
}

fn one(desk: &Desk, words: Words, line: &NoticeLine) -> Markup {
    let by = line.by.clone().unwrap_or_else(|| words.say("notices-somebody"));
    let key = match line.about {
        About::Changed => "notices-changed",
        About::Told => "notices-told",
        About::Near => "notices-near",
        About::Missed => "notices-missed",
        About::Raised => "notices-raised",
    };
    html! {
        li.row.unread[!line.is_read] {
            form.who method="post" action={ (PATH) "/" (line.id) "/open" } {
                button.plain { (line.target.label) }
                span.muted { (line.target.kind) }
            }
            span.what {
                (words.with(key, &[("by", &by)]))
                @if !line.is_read { " " (badge(Tone::Plain, &words.say("notices-new"))) }
            }
            span.when { (words.ago(desk.now, line.at)) }
        }
    }
}

fn said(when: MailWhen) -> &'static str {
    match when {
        MailWhen::AtOnce => "notices-mail-at-once",
        MailWhen::Daily => "notices-mail-daily",
        MailWhen::Never => "notices-mail-never",
    }
}

/// Mails them when it is said from now on.
pub(super) async fn choose(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let chosen = MailWhen::ALL.iter().copied().find(|when| when.key() == form.get("mail"));
    choose_mail(&desk.app.engine, &desk.caller, desk.now, chosen.ok_or(Failure::NotFound)?).await?;
    Ok(DeskPage::see_other(PATH))
}

/// Marks all of them read.
pub(super) async fn read(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    read_all(&desk.app.engine, &desk.caller, desk.now).await?;
    Ok(DeskPage::see_other(PATH))
}

/// Marks one read, and leads to what it is about.
pub(super) async fn open(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    let (entity, row) = read_one(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(DeskPage::see_other(&page_of(&entity, row)))
}
