//! The contact form's two answers: the form, and what becomes of one that was sent.

use super::form::{Note, TOKEN, Typed, view};
use crate::app::App;
use crate::demo::Step;
use crate::failure::status_of;
use crate::form_body::Form;
use crate::origin::Origin;
use crate::public::{Frame, Page, PublicPage, Sent, TRAP, Visit, frame};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use engine::website::{CameFrom, Outcome, Submission, form, receive as take};

pub(super) fn show(visit: &Visit, language: Language) -> PublicPage {
    page(&visit.app, language, &Typed::default(), &Note::Fresh)
}

pub(super) async fn receive(sent: Sent, language: Language) -> PublicPage {
    let Sent { app, form, origin, network, .. } = sent;
    let typed = typed(&form);
    let submission = Submission {
        language,
        name: typed.name.clone(),
        email: typed.email.clone(),
        phone: typed.phone.clone(),
        organisation: typed.organisation.clone(),
        message: typed.message.clone(),
        token: form.get(TOKEN).to_owned(),
        trap: form.get(TRAP).to_owned(),
        came_from: match origin {
            Origin::Website(_) => CameFrom::Website,
            Origin::Here | Origin::Elsewhere => CameFrom::Here,
        },
        network,
    };
    let (status, note) = match take(&app.engine, app.now(), &submission).await {
        Ok(Outcome::Received) => return thanks(language, origin),
        Ok(Outcome::Mend(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, Note::Mend(problems)),
        Ok(Outcome::Expired) => (StatusCode::UNPROCESSABLE_ENTITY, Note::Expired),
        Ok(Outcome::TooMany) => (StatusCode::TOO_MANY_REQUESTS, Note::TooMany),
        Err(failure) => (status_of(&failure), Note::NotStored),
    };
    page(&app, language, &typed, &note).status(status)
}

fn thanks(language: Language, origin: Origin) -> PublicPage {
    let path = Page::Thanks.path(language);
    match origin {
        Origin::Website(at) => PublicPage::see_other(&format!("{path}?site={at}")),
        Origin::Here | Origin::Elsewhere => PublicPage::see_other(path),
    }
}

fn typed(form: &Form) -> Typed {
    let get = |field| form.get(field).to_owned();
    Typed {
        name: get("name"),
        email: get("email"),
        phone: get("phone"),
        organisation: get("organisation"),
        message: get("message"),
    }
}

fn page(app: &App, language: Language, typed: &Typed, note: &Note) -> PublicPage {
    let words = Words(language);
    let title = words.say("contact-title");
    let title = if *note == Note::Fresh { title } else { words.with("error-before-title", &[("title", &title)]) };
    let main = view(app, language, &form(&app.engine, app.now(), language), typed, note);
    frame(&Frame { app, language, title: &title, page: Some(Page::Contact), step: Some(Step::Write) }, &main)
}
