//! Setting up the second factor: a key as a picture and as letters, the first code that the app shows, and then the recovery codes,
//! once.

use super::door::{Knock, begun, page, see_other};
use super::enter::{CODE, SET_UP, code_field, sign_in_page, wait, with_next, wrong_code};
use super::next::next;
use crate::app::App;
use crate::words::Words;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::Language;
use engine::system::{Guarded, Offer, Stage, offer_app, session_stage, set_up_app};
use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

pub(super) const FIELDS: [&str; 3] = ["code", "token", "next"];

pub(super) async fn show(knock: Knock) -> Response {
    let wished = knock.query("next");
    match offer_app(&knock.app.engine, knock.app.now(), knock.browser.secret(), None).await {
        Ok(Some(offer)) => view(&knock, &offer, &wished, None).into_response(),
        Ok(None) => gone(&knock, &wished).await,
        Err(failure) => knock.failed(&failure),
    }
}

pub(super) async fn confirm(knock: Knock) -> Response {
    let (app, secret, wished) = (&knock.app, knock.browser.secret(), knock.form.get("next"));
    let (token, code) = (knock.form.get("token"), knock.form.get("code"));
    let (status, problem) =
        match set_up_app(&app.engine, app.now(), secret, (token, code), &knock.browser.source()).await {
            Ok(Guarded::Done { begun: session, codes, known_device }) => {
                let shown = codes_page(app, knock.browser.language, &codes, wished);
                return begun(app, shown, &session.secret, Some(&known_device));
            }
            Ok(Guarded::Refused) => (StatusCode::UNPROCESSABLE_ENTITY, wrong_code(knock.words(), false)),
            Ok(Guarded::Wait(until)) => (StatusCode::TOO_MANY_REQUESTS, wait(&knock, until)),
            Ok(Guarded::Gone) => return gone(&knock, wished).await,
            Err(failure) => return knock.failed(&failure),
        };
    match offer_app(&app.engine, app.now(), secret, Some(token)).await {
        Ok(Some(offer)) => view(&knock, &offer, wished, Some(problem)).status(status).into_response(),
        Ok(None) => gone(&knock, wished).await,
        Err(failure) => knock.failed(&failure),
    }
}

/// There is nothing to be set up here: whoever is in goes on, whoever has a step left takes it, and whoever is not signs in.
async fn gone(knock: &Knock, wished: &str) -> Response {
    match session_stage(&knock.app.engine, knock.app.now(), knock.browser.secret()).await {
        Ok(Some(Stage::SecondFactor)) => see_other(&with_next(CODE, wished)),
        Ok(Some(Stage::In | Stage::SetUp)) => see_other(next(wished)),
        Ok(None) => {
            let page = sign_in_page(&knock.app, knock.browser.language, wished);
            page.status(StatusCode::UNAUTHORIZED).into_response()
        }
        Err(failure) => knock.failed(&failure),
    }
}

fn view(knock: &Knock, offer: &Offer, wished: &str, problem: Option<String>) -> crate::public::PublicPage {
    let words = knock.words();
    let main = html! {
        p.lead { (words.say(if offer.is_demanded { "set-up-demanded" } else { "set-up-lead" })) }
        ol {
            li { (words.say("set-up-install")) }
            li { (words.say("set-up-scan")) }
        }
        (picture(words, &offer.set_up.address))
        p { (words.say("set-up-type")) br; code { (offer.set_up.key) } }
        form method="post" action=(SET_UP) novalidate autocomplete="off" {
            (code_field(words, problem))
            input type="hidden" name="token" value=(offer.token);
            input type="hidden" name="next" value=(next(wished));
            div.actions {
                button.button { (words.say("set-up-button")) }
                @if !offer.is_demanded { a href=(super::account::PATH) { (words.say("set-up-later")) } }
            }
        }
        @if offer.is_demanded {
            form method="post" action="/sign-out" { button.button.quiet.small { (words.say("sign-out")) } }
        }
    };
    knock.page(&words.say("set-up-title"), &main)
}

/// The address as a QR code (ISO/IEC 18004): black on white in any colour scheme, with the quiet zone of four modules.
fn picture(words: Words, address: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else { return html! {} };
    let width = code.width();
    let mut dark = String::new();
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let _ = write!(dark, "M{} {}h1v1h-1z", at % width + 4, at / width + 4);
        }
    }
    let side = width + 8;
    html! {
        svg role="img" aria-label=(words.say("set-up-picture")) width="220" viewBox={ "0 0 " (side) " " (side) } {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(dark) fill="#000" {}
        }
    }
}

/// The recovery codes, shown once, and the way on.
pub(super) fn codes_page(app: &App, language: Language, codes: &[String], wished: &str) -> Response {
    let words = Words(language);
    let main = html! {
        p.lead { (words.say("codes-lead")) }
        ul.contents { @for code in codes { li { code { (code) } } } }
        p { (words.say("codes-keep")) }
        div.actions { a.button href=(next(wished)) { (words.say("codes-on")) } }
    };
    page(app, language, &words.say("codes-title"), &main).into_response()
}
