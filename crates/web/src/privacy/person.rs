//! A person's page: every row held about somebody, each with who holds it up, until when, and why.

use super::texts::counted;
use crate::demo::Step;
use crate::desk::{Desk, DeskPage, Place};
use crate::privacy::wish::reason_words;
use crate::records::of_row;
use crate::requests::buttons;
use crate::words::Words;
use engine::Shown;
use engine::privacy::{Aim, HoldView, PersonPage, RowView, person};
use engine::{Failure, Language, Restriction, RowId, Until, day_of};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let found = person(&desk.app.engine, &desk.caller, desk.id()?, words.0, day_of(desk.now)).await?;
    let texts = if found.may_carry_out_rights {
        texts(&desk, found.id).await?
    } else {
        html! {}
    };
    let name = if found.name.is_empty() { words.say("person-nameless") } else { found.name.clone() };
    let main = html! {
        p.crumb { a href="/desk/people" { (words.say("people-title")) } }
        header.title {
            h1 { (name) }
            @if found.may_carry_out_rights { (rights(words, &found)) }
        }
        p.lead { (words.with("person-lead", &[("rows", &found.rows.len().to_string())])) }
        (texts)
        @for row in &found.rows { (row_card(words, row)) }
        @if found.hidden > 0 {
            p.hint { (words.with("person-hidden", &[("rows", &found.hidden.to_string())])) }
        }
    };
    Ok(desk.page(Place::People, &name, Some(Step::Person), &main))
}

/// What of others stands in texts about the person, and of the person in texts of others.
async fn texts(desk: &Desk, person: RowId) -> Result<Markup, Failure> {
    let mut notices = html! {};
    for aim in Aim::ALL {
        let more = counted(desk, (person, *aim), None).await?;
        notices = html! { (notices) (more) };
    }
    Ok(notices)
}

/// The buttons of those who carry out the rights of persons.
fn rights(words: Words, person: &PersonPage) -> Markup {
    html! {
        div.actions {
            @for language in Language::ALL {
                form method="post" action={ "/desk/people/" (person.id) "/access" } {
                    input type="hidden" name="language" value=(language.tag());
                    button.button.quiet.small {
                        (words.say(match language {
                            Language::Nb => "person-access-nb",
                            Language::En => "person-access-en",
                        }))
                    }
                }
            }
            (buttons(words, person.id))
            @if person.rows.iter().any(|row| row.restricted == Some(Restriction::Asked)) {
                a.button.quiet.small href={ "/desk/people/" (person.id) "/lift" } { (words.say("person-lift")) }
            } @else {
                a.button.quiet.small href={ "/desk/people/" (person.id) "/restrict" } { (words.say("person-restrict")) }
            }
            a.button.danger.small href={ "/desk/people/" (person.id) "/erase" } { (words.say("person-erase")) }
        }
    }
}

fn row_card(words: Words, row: &RowView) -> Markup {
    html! {
        section.card.held {
            header {
                h2 { a href=(of_row(&row.entity, row.id)) { (row.kind) } }
                span {
                    @if let Some(why) = row.restricted {
                        span.badge.warn {
                            (words.say(match why {
                                Restriction::Asked => "row-restricted-asked",
                                Restriction::Bound => "row-restricted-bound",
                            }))
                        } " "
                    }
                    (until(words, row))
                }
            }
            @if let Some((reason, law)) = row.kept.as_ref().filter(|_| row.holds.is_empty()) {
                p.why { (reason_words(words, *reason, law)) }
            } @else if row.holds.is_empty() {
                p.why { (words.say("held-by-nothing")) }
            } @else {
                ul.why { @for hold in &row.holds { li { (hold_words(words, hold)) } } }
            }
            (facts(row.fields.iter().filter(|field| field.personal)))
            @if row.fields.iter().any(|field| !field.personal) {
                details {
                    summary { (words.say("row-technical")) }
                    (facts(row.fields.iter().filter(|field| !field.personal)))
                }
            }
        }
    }
}

fn facts<'a>(fields: impl Iterator<Item = &'a Shown>) -> Markup {
    html! {
        dl.facts {
            @for field in fields {
                dt { (field.name) }
                dd.written { (field.text) }
            }
        }
    }
}

fn until(words: Words, row: &RowView) -> Markup {
    match row.until {
        None if row.kept.is_some() => html! {},
        None => html! { span.badge.warn { (words.say("row-due")) } },
        Some(Until::Open) => html! { span.badge { (words.say("until-open")) } },
        Some(until @ Until::Day(_)) => {
            html! { span.badge { (words.with("row-until", &[("until", &words.until(until))])) } }
        }
    }
}

/// `Held until 14 March 2029 because of …`.
pub(crate) fn hold_words(words: Words, hold: &HoldView) -> String {
    let letter = hold.letter.to_string();
    let until = words.until(hold.until);
    let arguments =
        [("until", until.as_str()), ("purpose", &hold.purpose), ("letter", &letter), ("claim", &hold.claim)];
    words.with(
        match hold.until {
            Until::Day(_) => "held-until",
            Until::Open => "held-open",
        },
        &arguments,
    )
}
