//! The brake on guessing a code, and on filling somebody's mailbox with codes: that of signing in.

use crate::context::Engine;
use crate::failure::Failure;
use crate::system::{Brake, Source, count_attempt};
use crate::website::Network;
use model::{Moment, RowId};

/// Counts an attempt to do `what` with the message.
pub(super) async fn count(
    engine: &Engine,
    now: Moment,
    what: &str,
    (message, network): (RowId, Network),
) -> Result<Brake, Failure> {
    let source = Source { network, known_device: None, user_agent: "", previous: None };
    count_attempt(engine, now, what, &message.to_string(), &source).await
}
