//! The form of a queue that anybody may send, with the notice beside it. A script of ours works while somebody writes; the form works
//! without, and is looked at by a person then.

use super::FILES;
use super::parts::{files as file_fields, part};
use crate::app::App;
use crate::public::{
    Frame, Line, Names, PROOF, Page, PublicPage, SentFiles, TRAP, Visit, call_us, contact_block, frame, line, mistake,
    mistake_words, mistaken, not_taken, notice, to_mend, trap, unavailable,
};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use engine::support::{PortalSaid, ReportPage, ReportTaken, Reported, report, report_page, report_was_shown};
use engine::website::{Field, Problem};
use maud::{Markup, html};

/// The hidden field that carries the signed time, and stands before everything else.
pub(super) const TOKEN: &str = "token";
/// The fields of the form but that.
pub(super) const NAMES: Names = Names { known: &["name", "email", "title", "text", "proof", TRAP], takers: &FILES };

pub(super) fn path(language: Language) -> &'static str {
    match language {
        Language::Nb => "/meld",
        Language::En => "/report",
    }
}

/// Where one is led when it was sent.
pub(super) fn sent_path(language: Language) -> &'static str {
    match language {
        Language::Nb => "/meld/{queue}/sendt",
        Language::En => "/report/{queue}/sent",
    }
}

/// What somebody typed.
#[derive(Default)]
struct Typed {
    name: String,
    email: String,
    title: String,
    text: String,
    /// Files came with it.
    files_came: bool,
}

/// What is said above the form.
enum Note {
    Fresh,
    Mend { problems: Vec<Problem>, no_title: Option<usize> },
    Sensitive,
    NoFiles,
    FileTooLarge,
    Expired,
    TooMany,
    NotStored(StatusCode),
}

impl Note {
    fn status(&self) -> StatusCode {
        match self {
            Self::Fresh => StatusCode::OK,
            Self::Mend { .. } | Self::Sensitive | Self::NoFiles | Self::Expired => StatusCode::UNPROCESSABLE_ENTITY,
            Self::FileTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::NotStored(status) => *status,
        }
    }
}

pub(super) async fn show(visit: Visit, language: Language) -> PublicPage {
    whole(&visit.app, language, visit.uri.path(), &Typed::default(), &Note::Fresh).await
}

/// Whether a form with this token was shown lately.
pub(super) fn was_shown(app: &App, token: &str) -> bool {
    report_was_shown(&app.engine, app.now(), token)
}

pub(super) async fn receive(sent: SentFiles, language: Language) -> PublicPage {
    let (app, path, get) = (&sent.app, sent.uri.path(), |name: &str| sent.sent.form.get(name).to_owned());
    let typed = Typed {
        name: get("name"),
        email: get("email"),
        title: get("title"),
        text: get("text"),
        files_came: sent.sent.files_came(),
    };
    let note = match taken(&sent, language, &typed).await {
        Ok(ReportTaken::Received) => {
            let rest = sent_path(language).rsplit('/').next().unwrap_or_default();
            return PublicPage::see_other(&format!("{path}/{rest}"));
        }
        Ok(ReportTaken::Mend { problems, no_title }) => Note::Mend { problems, no_title },
        Ok(ReportTaken::Sensitive) => Note::Sensitive,
        Ok(ReportTaken::NoFiles) if !sent.sent.too_large.is_empty() => Note::FileTooLarge,
        Ok(ReportTaken::NoFiles) => Note::NoFiles,
        Ok(ReportTaken::Expired) => Note::Expired,
        Ok(ReportTaken::TooMany) => Note::TooMany,
        Ok(ReportTaken::Gone) => return gone(app, language),
        Err(failure) => Note::NotStored(crate::failure::status_of(&failure)),
    };
    whole(app, language, path, &typed, &note).await
}

async fn taken(sent: &SentFiles, language: Language, typed: &Typed) -> Result<ReportTaken, engine::Failure> {
    let (app, form) = (&sent.app, &sent.sent.form);
    if !sent.is_shown {
        return Ok(ReportTaken::Expired);
    }
    if !sent.sent.too_large.is_empty() {
        return Ok(ReportTaken::NoFiles);
    }
    let files = engine::files::named(&app.engine, &sent.sent.ids()).await?;
    let reported = Reported {
        language,
        queue: part(sent.uri.path(), 2),
        name: &typed.name,
        email: &typed.email,
        title: &typed.title,
        said: PortalSaid { text: &typed.text, files: &files },
        token: &sent.sent.ticket,
        trap: form.get(TRAP),
        proof: form.get("proof"),
        network: sent.network,
    };
    report(&app.engine, app.now(), &reported).await
}

async fn whole(app: &App, language: Language, path: &str, typed: &Typed, note: &Note) -> PublicPage {
    let page = match report_page(&app.engine, app.now(), language, part(path, 2)).await {
        Ok(Some(page)) => page,
        Ok(None) => return gone(app, language),
        Err(failure) => return unavailable(app, language, &failure),
    };
    let words = Words(language);
    let title = words.with("report-title", &[("queue", &page.queue)]);
    let shown = match note {
        Note::Fresh => title.clone(),
        Note::Mend { .. }
        | Note::Sensitive
        | Note::NoFiles
        | Note::FileTooLarge
        | Note::Expired
        | Note::TooMany
        | Note::NotStored(_) => words.with("error-before-title", &[("title", &title)]),
    };
    let main = html! {
        h1 { (title) }
        (above(app, words, note))
        div.split.first {
            (notice(words, "report-data", &page.form.notices))
            div {
                (form(words, path, &page, typed, note))
                h2 { (words.say("contact-other-ways")) }
                (contact_block(app, words))
            }
        }
        script src=(*PROOF) defer {}
    };
    frame(&Frame { app, language, title: &shown, page: None, step: None }, &main).scripted().status(note.status())
}

fn form(words: Words, path: &str, page: &ReportPage, typed: &Typed, note: &Note) -> Markup {
    let wrong = |field| problem(note, field).map(|mistake| mistake_words(words, field, mistake));
    let no_title = if let Note::Mend { no_title, .. } = note { *no_title } else { None };
    let challenge = &page.challenge;
    let text_wrong = wrong(Field::Message);
    let described = if text_wrong.is_some() { "text-hint text-error" } else { "text-hint" };
    html! {
        form method="post" action=(path) enctype="multipart/form-data" novalidate data-proof data-nonce=(challenge.nonce)
            data-salt=(challenge.salt) data-rounds=(challenge.rounds) data-prefix=(challenge.prefix) data-length=(challenge.key_bytes) {
            // Before everything else: no file is taken in without it.
            input type="hidden" name=(TOKEN) value=(page.form.token);
            input type="hidden" name="proof" value="";
            (line(&Line { name: "name", kind: "text", label: words.say("field-name"), hint: String::new(), value: &typed.name, wrong: wrong(Field::Name) }))
            (line(&Line { name: "email", kind: "email", label: words.say("field-email"), hint: String::new(), value: &typed.email, wrong: wrong(Field::Email) }))
            (line(&Line {
                name: "title",
                kind: "text",
                label: words.say("portal-subject"),
                hint: String::new(),
                value: &typed.title,
                wrong: no_title.map(|most| words.with("portal-subject-wrong", &[("most", &most.to_string())])),
            }))
            div.field.wrong[text_wrong.is_some()] {
                label for="text" { (words.say("portal-new-text")) }
                p.hint #text-hint { (words.say("contact-sensitive")) }
                @if let Some(wrong) = &text_wrong { p.error #text-error { (wrong) } }
                textarea #text name="text" rows="8" required autocomplete="off" aria-describedby=(described)
                    aria-invalid=[text_wrong.is_some().then_some("true")] { "\n" (typed.text) }
            }
            div data-with-proof hidden { (file_fields(words, typed.files_came)) }
            (trap(words))
            button.button { (words.say("portal-send")) }
        }
    }
}

fn problem(note: &Note, field: Field) -> Option<engine::website::Mistake> {
    let Note::Mend { problems, .. } = note else { return None };
    mistake(problems, field)
}

fn above(app: &App, words: Words, note: &Note) -> Markup {
    match note {
        Note::Fresh => html! { p.lead { (words.say("report-lead")) } },
        Note::Mend { problems, no_title } => {
            let title = no_title.map(|most| words.with("portal-subject-wrong", &[("most", &most.to_string())]));
            let title = title.map(|wrong| ("title", wrong));
            to_mend(&words.say("mend-title"), mistaken(words, problems).chain(title))
        }
        Note::Sensitive => html! {
            div.notice.bad role="alert" {
                h2 { (words.say("report-not-title")) }
                p {
                    (words.say("portal-sensitive")) " "
                    a href=(Page::Secure.path(words.0)) target="_blank" { (words.say("portal-sensitive-way")) }
                }
            }
        },
        Note::NoFiles => not_taken(&words.say("report-not-title"), &words.say("report-no-files")),
        Note::FileTooLarge => not_taken(&words.say("report-not-title"), &words.say("portal-file-wrong")),
        Note::Expired => not_taken(&words.say("expired-title"), &words.say("expired-text")),
        Note::TooMany => not_taken(&words.say("too-many-title"), &call_us(app, words, "too-many-text")),
        Note::NotStored(_) => not_taken(&words.say("not-stored-title"), &call_us(app, words, "not-stored-text")),
    }
}

/// What follows when it was sent.
pub(super) fn sent(visit: &Visit, language: Language) -> PublicPage {
    let (app, words) = (&visit.app, Words(language));
    let title = words.say("report-sent-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (words.say("report-sent-lead")) }
            p.actions { a.button.quiet href=(Page::Front.path(language)) { (words.say("thanks-back")) } }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(app, words))
        }
    };
    frame(&Frame { app, language, title: &title, page: None, step: None }, &main)
}

/// No queue has such a form, or not any more.
fn gone(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let title = words.say("report-gone-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p { (words.say("report-gone-text")) }
            p { a.button href=(Page::Contact.path(language)) { (words.say("contact-title")) } }
        }
    };
    frame(&Frame { app, language, title: &title, page: None, step: None }, &main).status(StatusCode::NOT_FOUND)
}
