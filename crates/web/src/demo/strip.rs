//! The strip "Follow Kari" at the foot of every page of a demonstration: eight steps and the next click.
//!
//! It keeps no state: each page knows the step that it belongs to.

use crate::app::App;
use crate::public::Page;
use crate::words::Words;
use engine::Language;
use maud::{Markup, html};

/// A step of the tour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The public site.
    Start,
    /// Kari writes.
    Write,
    /// Kari gets a confirmation.
    Inbox,
    /// Ida answers.
    Answer,
    /// What is held about Kari.
    Person,
    /// A period is changed.
    Change,
    /// Kari is erased.
    Erase,
    /// A year later, and the statement.
    Statement,
}

impl Step {
    const ALL: [Self; 8] =
        [Self::Start, Self::Write, Self::Inbox, Self::Answer, Self::Person, Self::Change, Self::Erase, Self::Statement];

    /// What the step is called.
    fn name(self, words: Words) -> String {
        words.say(match self {
            Self::Start => "step-start",
            Self::Write => "step-write",
            Self::Inbox => "step-inbox",
            Self::Answer => "step-answer",
            Self::Person => "step-person",
            Self::Change => "step-change",
            Self::Erase => "step-erase",
            Self::Statement => "step-statement",
        })
    }

    /// What to do at the step.
    fn task(self, words: Words) -> String {
        words.say(match self {
            Self::Start => "task-start",
            Self::Write => "task-write",
            Self::Inbox => "task-inbox",
            Self::Answer => "task-answer",
            Self::Person => "task-person",
            Self::Change => "task-change",
            Self::Erase => "task-erase",
            Self::Statement => "task-statement",
        })
    }

    /// Where the step begins.
    fn path(self, language: Language) -> &'static str {
        match self {
            Self::Start => Page::Front.path(language),
            Self::Write => Page::Contact.path(language),
            Self::Inbox => "/demo/inbox",
            Self::Answer => "/desk",
            Self::Person | Self::Erase => "/desk/people?q=kari",
            Self::Change => "/desk/register/what-if?entity=contact_request",
            Self::Statement => Page::Statement.path(language),
        }
    }

    /// The step after this one.
    fn next(self) -> Option<Self> {
        Self::ALL.into_iter().skip_while(|step| *step != self).nth(1)
    }
}

/// The strip at `step`; nothing outside a demonstration.
pub(crate) fn strip(app: &App, language: Language, step: Option<Step>) -> Markup {
    if app.demo.is_none() {
        return html! {};
    }
    let words = Words(language);
    html! {
        aside.strip aria-labelledby="strip-title" {
            div.wide {
                details open {
                    summary { h2 #strip-title { (words.say("strip-title")) } }
                    ol {
                        @for (number, one) in (1..).zip(Step::ALL) {
                            li aria-current=[(step == Some(one)).then_some("step")] { (link(words, number, one)) }
                        }
                    }
                    @if let Some(step) = step { (task(words, step)) }
                }
            }
        }
    }
}

/// What to do at the step, and the way to the next.
fn task(words: Words, step: Step) -> Markup {
    html! {
        p {
            (step.task(words))
            @if let Some(next) = step.next() {
                " " a.next href=(next.path(words.0)) { (words.with("strip-next", &[("step", &next.name(words))])) }
            }
        }
    }
}

fn link(words: Words, number: usize, step: Step) -> Markup {
    html! {
        span.step { (number) } " "
        a href=(step.path(words.0)) { (step.name(words)) }
    }
}
