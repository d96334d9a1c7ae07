//! The token that stands in every form of the desk, and is looked for in every form that comes back.
//!
//! A page is searched for forms when it is finished, so that no form is without and no screen has to think of it.
//! Whatever somebody typed stands on the page escaped, and makes no form.

use super::layout::DeskFrame;
use super::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::words::Words;
use axum::http::StatusCode;
use engine::system::{form_token, form_token_fits};
use maud::html;
use memchr::memmem;

/// The name of the hidden field.
pub(super) const FIELD: &str = "form_token";

impl Desk {
    /// Whether `token` stood on a page that was shown in this session.
    pub(super) fn has_shown(&self, token: &str) -> bool {
        form_token_fits(&self.app.engine, self.browser.secret(), token)
    }
}

impl DeskFrame {
    /// `page` with the token in each form that is sent with POST.
    pub(super) fn with_token(&self, page: &str) -> String {
        insert(page, &form_token(&self.app.engine, &self.session))
    }

    /// A form was not shown in this session. What was typed in it can be sent again from here: with a press of a button, as
    /// nothing is done that nobody wants. Files that came with it are not kept.
    pub(super) fn again(&self, action: &str, form: &Form, files_came: bool) -> DeskPage {
        let words = Words(self.caller.language);
        let title = words.say("again-title");
        let may_stand_here =
            form.fields().next().is_some() && !form.fields().any(|(name, _)| name.contains("password"));
        let main = html! {
            div.narrow {
                h1 { (title) }
                p { (words.say("again-text")) }
                @if files_came { p { (words.say("again-files")) } }
                @if may_stand_here {
                    form method="post" action=(action) {
                        @for (name, value) in form.fields() { input type="hidden" name=(name) value=(value); }
                        button.button { (words.say("again-button")) }
                    }
                } @else { p { (words.say("again-load")) } }
            }
        };
        self.page(Place::Nowhere, &title, None, &main).status(StatusCode::FORBIDDEN)
    }
}

/// `page` with a hidden field at the beginning of each form that is sent with POST, before any file in it.
fn insert(page: &str, token: &str) -> String {
    const FORM: &str = "<form";
    let mut out = String::with_capacity(page.len() + 1024);
    let mut from = 0;
    for start in memmem::find_iter(page.as_bytes(), FORM) {
        let end = page[start..].find('>').map_or(page.len(), |length| start + length + 1);
        if page[start..end].contains(" method=\"post\"") {
            out.push_str(&page[from..end]);
            out.extend(["<input type=\"hidden\" name=\"", FIELD, "\" value=\"", token, "\">"]);
            from = end;
        }
    }
    out.push_str(&page[from..]);
    out
}

#[cfg(test)]
mod tests;
