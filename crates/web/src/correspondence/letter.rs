//! Writing mail on a record: to whom, with what, and sending it.

use super::guard::{LOOKED, RELEASE, guarded, past};
use super::letter_typed::{Letter, Wrong};
use super::parts::{FILES, INSERT, behind, files, templates};
use super::thread;
use crate::desk::held::{self, Came};
use crate::desk::parts::{alert, alternatives, select};
use crate::desk::{Desk, DeskPage, Names, Place, Toast};
use crate::form_files::Uploaded;
use crate::records::{BY_SCRIPT, DRAFT, KEEP, draft_said, of_row, page_of};
use axum::http::StatusCode;
use engine::correspondence::{
    MailOffer, MailSent, MailWrong, Receiver, discard_mail_draft, keep_mail_draft, mail_draft, mail_from_template,
    mail_offer, may_write_mail, write_mail,
};
use engine::{Failure, RECEIVERS_OFFERED, RowId};
use maud::{Markup, html};
use std::str::FromStr;

/// Receivers who are shown at once; the others are folded away.
const SHOWN: usize = 5;
/// What a thread is called in the register.
const THREAD: &str = "email_thread";

pub(super) fn names() -> Names {
    let texts = [
        "form", "to", "cc", "subject", "text", "part", "unquoted", "wanted", "template", DRAFT, BY_SCRIPT, INSERT,
        LOOKED, RELEASE,
    ];
    let ticked = (0..RECEIVERS_OFFERED).map(offered);
    (
        texts.map(str::to_owned).into_iter().chain(held::names(FILES.len())).chain(ticked).collect(),
        FILES.map(str::to_owned).to_vec(),
    )
}

/// The name of the tick for each receiver who is offered.
pub(super) fn offered(place: usize) -> String {
    format!("receiver{place}")
}

/// The way here from the page of a row.
pub(crate) fn mail_button(desk: &Desk, entity: &str, id: RowId) -> Markup {
    html! {
        @if entity != THREAD && may_write_mail(&desk.app.engine, &desk.caller, entity) {
            a.button.quiet.small href={ (of_row(entity, id)) "/mail" } { (desk.words().say("letter-write")) }
        }
    }
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let at = (desk.entity()?, desk.id()?);
    if at.0 == THREAD {
        // The page of a thread is for all who may read it; here only they are let in who may go on with it.
        mail_offer(&desk.app.engine, &desk.caller, desk.now, at).await?;
    }
    let letter = begun(&desk, at).await?;
    page(&desk, at.0, at.1, letter).await
}

/// What is in the form when it is opened: the draft of it, if there is one.
pub(super) async fn begun(desk: &Desk, at: (&str, RowId)) -> Result<Letter, Failure> {
    let kept = mail_draft(&desk.app.engine, &desk.caller, desk.now, at).await?;
    Ok(kept.map(Letter::kept).unwrap_or_default())
}

/// Keeps what is typed, or throws it away. A draft holds no files: where some have come they are on the page still.
pub(super) async fn keep(desk: Desk, sent: Uploaded) -> Result<DeskPage, Failure> {
    let (entity, id, form, engine) = (desk.entity()?, desk.id()?, &sent.form, &desk.app.engine);
    let back = if entity == THREAD { page_of(THREAD, id) } else { of_row(entity, id) + "/mail" };
    if form.get(DRAFT) != KEEP {
        discard_mail_draft(engine, &desk.caller, desk.now, (entity, id)).await?;
        return Ok(DeskPage::see_other(&back));
    }
    let came = Came::with(&desk, &sent, FILES.len()).await?;
    let mut letter = Letter::of(form, &came)?;
    let draft = letter.draft();
    keep_mail_draft(engine, &desk.caller, desk.now, (entity, id), &draft).await?;
    if !form.get(BY_SCRIPT).is_empty() {
        let is_nothing = draft.text.trim().is_empty() && draft.subject.trim().is_empty();
        return Ok(draft_said(&desk, is_nothing));
    }
    if came.files.is_empty() && !came.is_too_large {
        return Ok(DeskPage::see_other(&back));
    }
    letter.is_kept = true;
    letter.wrong = Wrong::of(&came);
    Ok(came.wait_for(page(&desk, entity, id, letter).await?))
}

pub(super) async fn send(desk: Desk, sent: Uploaded) -> Result<DeskPage, Failure> {
    let (entity, id, form) = (desk.entity()?, desk.id()?, &sent.form);
    let came = Came::with(&desk, &sent, FILES.len()).await?;
    let mut letter = Letter::of(form, &came)?;
    if !form.get(INSERT).is_empty() {
        let template = RowId::from_str(form.get("template")).map_err(|_| Failure::NotFound)?;
        let text = mail_from_template(&desk.app.engine, &desk.caller, desk.now, (entity, id), template).await?;
        letter.text = behind(&letter.text, text);
        letter.wrong = Wrong::of(&came);
        return Ok(came.wait_for(page(&desk, entity, id, letter).await?));
    }
    letter.wrong = Wrong::of(&came);
    if letter.wrong.is_none() {
        let typed = letter.typed(form.get("form"), past(form));
        let there = |thread| page_of(THREAD, thread);
        match write_mail(&desk.app.engine, &desk.caller, desk.now, (entity, id), &typed).await? {
            MailSent::Queued(thread) => return Ok(desk.see_other(&there(thread), Toast::Sent)),
            MailSent::Already(thread) => return Ok(desk.see_other(&there(thread), Toast::SentBefore)),
            MailSent::Mend(wrong) => letter.wrong = Some(Wrong::Mail(wrong)),
        }
    }
    Ok(came.wait_for(page(&desk, entity, id, letter).await?))
}

/// The page with the form: that of the thread that is gone on with, or one of its own.
async fn page(desk: &Desk, entity: &str, id: RowId, letter: Letter) -> Result<DeskPage, Failure> {
    if entity == THREAD {
        return thread::page(desk, id, Some(letter)).await;
    }
    let (words, title) = (desk.words(), desk.words().say("letter-write"));
    let offer = mail_offer(&desk.app.engine, &desk.caller, desk.now, (entity, id)).await?;
    let main = html! {
        p.crumb { a href=(page_of(entity, id)) { (offer.label) } }
        h1 { (title) }
        p.lead { (words.say("letter-lead")) }
        (form(desk, (entity, id), &offer, &letter))
    };
    let shown = desk.page(Place::Data, &title, None, &main);
    Ok(if letter.wrong.is_some() { shown.status(StatusCode::UNPROCESSABLE_ENTITY) } else { shown })
}

/// The form for a mail on the row `id` of `entity`.
pub(super) fn form(desk: &Desk, (entity, id): (&str, RowId), offer: &MailOffer, letter: &Letter) -> Markup {
    let (words, wrong) = (desk.words(), letter.wrong.as_ref());
    html! {
        section.card.answer #answer {
            @if offer.is_answer { h2 { (words.say("case-answer")) } }
            @if let Some(wrong) = wrong { (alert(&wrong.words(desk))) }
            form method="post" action={ (of_row(entity, id)) "/mail" } enctype="multipart/form-data"
                data-draft={ (of_row(entity, id)) "/mail/draft" } novalidate {
                input type="hidden" name="form" value=(offer.form);
                // Enter in a line sends: it presses the first button.
                button hidden { (words.say("letter-send")) }
                (receivers(desk, offer, letter))
                @if !offer.is_answer {
                    div.field {
                        label for="subject" { (words.say("letter-subject")) }
                        input #subject name="subject" value=(letter.subject) autocomplete="off" required;
                    }
                    (parts(desk, offer, letter))
                }
                (templates(desk.words(), &offer.templates))
                div.field {
                    label for="text" { (words.say("letter-text")) }
                    textarea #text name="text" rows="9" data-key="r" required { "\n" (letter.text) }
                }
                (files(desk, "", &letter.files))
                @if offer.is_answer {
                    p { label.tick { input type="checkbox" name="unquoted" value="yes" checked[letter.unquoted]; " " (words.say("case-unquoted")) } }
                }
                @match wrong {
                    Some(Wrong::Mail(MailWrong::Guarded(hints))) => (guarded(desk, hints, offer.person)),
                    Some(Wrong::Mail(MailWrong::Objected(_))) => {
                        p { label.tick { input type="checkbox" name="wanted" value="yes"; " " (words.say("letter-wanted")) } }
                    }
                    Some(Wrong::Mail(_) | Wrong::TooLarge | Wrong::FileGone) | None => {
                        @if letter.wanted { input type="hidden" name="wanted" value="yes"; }
                    }
                }
                (actions(desk, (entity, id), letter))
            }
        }
    }
}

fn actions(desk: &Desk, (entity, id): (&str, RowId), letter: &Letter) -> Markup {
    let (words, draft) = (desk.words(), of_row(entity, id) + "/mail/draft");
    html! {
        div.actions {
            button.button { (words.say("letter-send")) }
            button.button.quiet formaction=(draft) name=(DRAFT) value=(KEEP) { (words.say("case-keep-draft")) }
            @if letter.is_kept {
                button.button.quiet formaction=(draft) name=(DRAFT) value="discard" { (words.say("records-draft-discard")) }
            }
        }
    }
}

/// To whom: those who are offered, and whoever else is typed.
fn receivers(desk: &Desk, offer: &MailOffer, letter: &Letter) -> Markup {
    let words = desk.words();
    let is_ticked = |one: &Receiver| match &letter.ticked {
        Some(ticked) => ticked.contains(&one.address),
        None => one.address == offer.to,
    };
    let is_offered = offer.receivers.iter().any(|one| one.address == offer.to);
    let to = if letter.ticked.is_none() && !is_offered { &offer.to } else { &letter.to };
    let cc = if letter.ticked.is_none() { &offer.cc } else { &letter.cc };
    let all: Vec<(usize, &Receiver)> = offer.receivers.iter().enumerate().collect();
    let (first, rest) = all.split_at(all.len().min(SHOWN));
    html! {
        @if !offer.receivers.is_empty() {
            fieldset.newcomer {
                legend { (words.say("case-answer-to")) }
                @for (place, one) in first { (tick(*place, one, is_ticked(one))) br; }
                @if !rest.is_empty() {
                    details open[rest.iter().any(|(_, one)| is_ticked(one))] {
                        summary { (words.say("letter-more")) }
                        @for (place, one) in rest { (tick(*place, one, is_ticked(one))) br; }
                    }
                }
            }
        }
        div.pair {
            div.field {
                label for="to" { (words.say(if offer.receivers.is_empty() { "case-answer-to" } else { "letter-to-others" })) }
                input #to name="to" value=(to) autocomplete="off";
            }
            div.field { label for="cc" { (words.say("case-answer-cc")) } input #cc name="cc" value=(cc) autocomplete="off"; }
        }
    }
}

fn tick(place: usize, one: &Receiver, is_ticked: bool) -> Markup {
    html! {
        label.tick {
            input type="checkbox" name=(offered(place)) value=(one.address) checked[is_ticked]; " "
            span { @if !one.name.is_empty() { (one.name) " " } span.muted { (one.address) } }
        }
    }
}

/// The work that the mail is part of, where it may be more than one.
fn parts(desk: &Desk, offer: &MailOffer, letter: &Letter) -> Markup {
    let is_offered = |key: &String| offer.parts.iter().any(|part| part.key() == key);
    let of: Vec<(String, String)> =
        alternatives(desk, THREAD, "part_of").into_iter().filter(|(key, _)| is_offered(key)).collect();
    let chosen = letter.part.or(offer.parts.first().copied()).map_or("", |part| part.key());
    html! {
        @match of.as_slice() {
            [(key, _)] => { input type="hidden" name="part" value=(key); }
            of => (select(&desk.words().say("letter-part"), "part", of, chosen)),
        }
    }
}
