//! Ceremonies: what was begun with a challenge and is ended by whoever began it, once, within some minutes.
//!
//! A row holds the challenge and names nobody. It is found only by a hash of the secret that was handed out together with what
//! the ceremony is for, and for whom: a secret of another purpose, or of another user, finds nothing.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{CEREMONIES_CLEARED, CEREMONY_SECONDS};
use crate::system::rows::{Ceremony, Method};
use crate::system::secret::hash;
use crate::system::session::Way;
use model::{Moment, RowId, Value};
use std::fmt;
use store::{ApplyError, Changes, Condition};

/// The browser in which a ceremony ends.
#[derive(Debug, Clone, Copy)]
pub struct Browser<'a> {
    /// What it says it is.
    pub user_agent: &'a str,
    /// The secret of the session that it has already, which ends.
    pub previous: Option<&'a str>,
}

impl<'a> Browser<'a> {
    /// The way in by `method`.
    pub(super) fn way(self, method: Method, two_factors: bool) -> Way<'a> {
        let Self { user_agent, previous } = self;
        Way { method, two_factors, user_agent, previous }
    }
}

/// What a ceremony is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A passkey for this user.
    NewPasskey(RowId),
    /// Signing in with a passkey.
    PasskeySignIn,
    /// Signing in through a provider.
    SignOn,
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewPasskey(user) => write!(f, "new-passkey {user}"),
            Self::PasskeySignIn => f.write_str("passkey-sign-in"),
            Self::SignOn => f.write_str("sign-on"),
        }
    }
}

fn token_hash(purpose: Purpose, secret: &str) -> String {
    hash(&format!("{purpose} {secret}"))
}

/// Begins one; gives its secret.
pub(super) async fn open(engine: &Engine, now: Moment, purpose: Purpose, state: String) -> Result<String, Failure> {
    let table = &engine.tables().ceremony;
    let secret = engine.new_secret();
    let row =
        Ceremony { token_hash: token_hash(purpose, &secret), state, expires_at: now.plus_seconds(CEREMONY_SECONDS) };
    let mut changes = Changes::new();
    table.insert(&mut changes, engine.new_id(now), &row)?;
    engine.store().apply(changes).await?;
    clear(engine, now).await?;
    Ok(secret)
}

/// Takes the ceremony with this secret out and gives its state; none where there is none, or it ran out. Whatever comes
/// of it, nobody can end it again.
pub(super) async fn take(
    engine: &Engine,
    now: Moment,
    purpose: Purpose,
    secret: &str,
) -> Result<Option<String>, Failure> {
    let table = &engine.tables().ceremony;
    let query = table.all().matching(Condition::Is(table.f.token_hash, Value::Text(token_hash(purpose, secret))));
    let Some(found) = table.first(engine.store(), query).await? else { return Ok(None) };
    let mut changes = Changes::new();
    changes.delete(&table.write, found.id, found.version)?;
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Some(found.row).filter(|row| row.expires_at > now).map(|row| row.state)),
        // Two came with the same secret at once: the other one has it.
        Err(ApplyError::Stale { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Clears away some that ran out, so that their number follows how many are under way and not how many ever were.
async fn clear(engine: &Engine, now: Moment) -> Result<(), Failure> {
    let table = &engine.tables().ceremony;
    let over = table.all().matching(Condition::AtMost(table.f.expires_at, Value::Moment(now)));
    let mut changes = Changes::new();
    for gone in table.find(engine.store(), over.limit(CEREMONIES_CLEARED)).await? {
        changes.delete(&table.write, gone.id, gone.version)?;
    }
    if changes.is_empty() {
        return Ok(());
    }
    match engine.store().apply(changes).await {
        // Somebody else clears the same ones away.
        Ok(()) | Err(ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
