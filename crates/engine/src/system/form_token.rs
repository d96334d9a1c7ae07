//! The token of a form at the desk: it stands in the form and fits one session.
//!
//! Another site may make a browser send a form with its cookie, but cannot read the token on our pages (cross-site
//! request forgery). It is reckoned from the session's secret with the server's key; nothing of it is stored.

use crate::context::Engine;
use crate::website::{fits, keyed_hash};

/// What keeps this hash apart from others.
const PURPOSE: &str = "desk form";

/// The token of every form that is shown in the session with this secret: 64 hexadecimal digits.
pub fn form_token(engine: &Engine, session: &str) -> String {
    keyed_hash(&engine.settings().secret, PURPOSE, &[session])
}

/// Whether `token` is the one of that session; compared in constant time.
pub fn form_token_fits(engine: &Engine, session: &str, token: &str) -> bool {
    fits(&engine.settings().secret, PURPOSE, &[session], token)
}
