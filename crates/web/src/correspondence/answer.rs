//! The answer form, and sending what was written in it.

use super::guard::{guarded, past};
use crate::desk::{Desk, DeskPage};
use crate::form_body::Form;
use crate::website::{request_page, version};
use crate::words::Words;
use engine::Failure;
use engine::correspondence::{AnswerProblem, Answered, answer};
use engine::website::{RequestView, State, request};
use maud::{Markup, html};

/// An answer that is being written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    /// What is wrong with it.
    pub(crate) problem: Option<AnswerProblem>,
}

pub(super) async fn send(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, text) = (desk.id()?, form.get("text"));
    match answer(&desk.app.engine, &desk.caller, desk.now, id, version(&form)?, (text, past(&form))).await? {
        Answered::Queued => Ok(DeskPage::see_other(&format!("/desk/requests/{id}"))),
        Answered::Mend(problem) => {
            let now = request(&desk.app.engine, &desk.caller, id).await?;
            Ok(request_page(&desk, &now, &Draft { text: text.to_owned(), problem: Some(problem) }))
        }
    }
}

/// The form for an answer to `request`.
pub(crate) fn answer_form(desk: &Desk, request: &RequestView, draft: &Draft) -> Markup {
    let words = desk.words();
    if !request.may_write {
        return html! { p.hint { (words.say("answer-may-not")) } };
    }
    let (title, send) = match request.state {
        State::Answered => ("answer-again-title", "answer-again-send"),
        State::New | State::Doubtful => ("answer-title", "answer-send"),
    };
    let described = draft.problem.as_ref().map(|_| "text-error");
    html! {
        section.card.field.wrong[draft.problem.is_some()] {
            form method="post" action={ "/desk/requests/" (request.id) "/answer" } novalidate {
                input type="hidden" name="version" value=(request.version);
                label for="text" { (words.with(title, &[("name", &request.name)])) }
                @if let Some(problem) = &draft.problem {
                    p.error #text-error role="alert" { (problem_words(words, problem)) }
                }
                textarea #text name="text" rows="9" required lang=(request.language.tag())
                    aria-describedby=[described] aria-invalid=[draft.problem.as_ref().map(|_| "true")] { "\n" (draft.text) }
                p.hint { (words.with("answer-hint", &[("email", &request.email)])) }
                @if let Some(AnswerProblem::Guarded(hints)) = &draft.problem { (guarded(desk, hints, request.person)) }
                button.button { (words.say(send)) }
            }
        }
    }
}

fn problem_words(words: Words, problem: &AnswerProblem) -> String {
    match problem {
        AnswerProblem::Missing => words.say("answer-missing"),
        AnswerProblem::TooLong(characters) => words.with("too-long", &[("characters", &characters.to_string())]),
        AnswerProblem::NotText => words.say("not-text"),
        AnswerProblem::Changed => words.say("answer-changed"),
        AnswerProblem::Doubtful => words.say("answer-doubtful"),
        AnswerProblem::Guarded(_) => words.say("guard-problem"),
    }
}
