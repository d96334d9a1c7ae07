//! The second factor: an app that shows a new code every half minute (TOTP, RFC 6238), and recovery codes for when it is gone.
//!
//! The key that the app and we share is a sealed field, stored when its first code was shown. A code is taken once: its step
//! is stored, and neither it nor an earlier one is taken again (RFC 6238, 5.2).

use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{
    AUTHENTICATOR_SECRET_BYTES, BATCH_ROWS, CODE_DIGITS, CODE_SECONDS, CODE_SKEW_STEPS, RECOVERY_CODES,
};
use crate::system::notices::tell;
use crate::system::rows::{About, Authenticator, RecoveryCode, User};
use crate::system::secret::unhex;
use crate::website::{fits, keyed_hash};
use model::{Moment, RowId, Value};
use store::{Actor, Changes, Condition, Stored};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// What the seal of an offer is for.
const OFFER: &str = "authenticator";

/// What somebody shows as their second factor.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'a> {
    /// What the app shows.
    Code(&'a str),
    /// A recovery code.
    Recovery(&'a str),
}

/// What an app needs to be set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// The key as people type it: base 32 (RFC 4648, 6), in groups of four.
    pub key: String,
    /// The same as an `otpauth:` address, for a QR code.
    pub address: String,
}

/// Whether `user` has a second factor that is asked for after a password.
pub(super) async fn has_second_factor(engine: &Engine, user: RowId) -> Result<bool, Failure> {
    Ok(of(engine, user).await?.is_some())
}

pub(super) async fn of(engine: &Engine, user: RowId) -> Result<Option<Stored<Authenticator>>, Failure> {
    let table = &engine.tables().authenticator;
    table.first(engine.store(), table.all().matching(Condition::Is(table.f.user, Value::Id(user)))).await
}

/// A new key for an app. It travels in the form that sets it up and is stored with its first code; sealed, so that it is the one
/// that was made here for this session.
pub(super) fn offer(engine: &Engine, session: RowId) -> String {
    let key = engine.new_secret()[..2 * AUTHENTICATOR_SECRET_BYTES].to_owned();
    let seal = keyed_hash(&engine.settings().secret, OFFER, &[&session.to_string(), &key]);
    format!("{key}.{seal}")
}

/// The key in `offer`, if it was made for this session.
pub(super) fn offered<'a>(engine: &Engine, session: RowId, offer: &'a str) -> Option<&'a str> {
    let (key, seal) = offer.split_once('.')?;
    fits(&engine.settings().secret, OFFER, &[&session.to_string(), key], seal).then_some(key)
}

/// How the app is set up: the company and the address name the account in it.
pub(super) fn set_up(engine: &Engine, key: &str, address: &str) -> Option<SetUp> {
    let totp = totp(key, &engine.model().controller.name, address)?;
    let typed = totp.secret().to_base32();
    let groups: Vec<&str> = (0..typed.len()).step_by(4).map(|at| &typed[at..typed.len().min(at + 4)]).collect();
    Some(SetUp { key: groups.join(" "), address: totp.to_url().ok()? })
}

fn totp(key: &str, issuer: &str, account: &str) -> Option<Totp> {
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(CODE_DIGITS)
        .with_skew(CODE_SKEW_STEPS)
        .with_step_duration(CODE_SECONDS)
        .with_secret(unhex(key)?)
        // A colon would end the issuer's name.
        .with_issuer(Some(issuer.replace(':', " ")));
    builder.with_account_name(account.replace(':', " ")).build().ok()
}

/// The step of `code`, if it is right and behind `last`, the last one that was taken.
pub(super) fn step_of(key: &str, last: Option<i64>, now: Moment, code: &str) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.milliseconds() / 1000).ok()?;
    let step = totp(key, "", "")?.check(&code, seconds)?;
    let step = i64::try_from(step).ok()?;
    last.is_none_or(|last| step > last).then_some(step)
}

/// Adds to `changes` the app with this key, whose code of `step` was shown.
pub(super) fn add(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: &Stored<User>,
    (key, step): (&str, i64),
) -> Result<(), Failure> {
    let table = &engine.tables().authenticator;
    let id = engine.new_id(now);
    let row = Authenticator { user: user.id, secret: key.to_owned(), made_at: now, last_step: Some(step) };
    table.insert(changes, id, &row)?;
    tell(engine, now, changes, user.id, About::FactorAdded)?;
    let entry = Deed::FactorAdded.entry(engine, now, Actor::User(user.id), (table.f.entity, id));
    changes.record(entry.about(user.row.person));
    Ok(())
}

/// Adds to `changes` that what was shown is used up: the app's code, or a recovery code. Tells whether it was right.
pub(super) async fn show(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: &Stored<User>,
    shown: Shown<'_>,
) -> Result<bool, Failure> {
    let code = match shown {
        Shown::Recovery(code) => return use_recovery(engine, now, changes, user, code).await,
        Shown::Code(code) => code,
    };
    let Some(app) = of(engine, user.id).await? else { return Ok(false) };
    let Some(step) = step_of(&app.row.secret, app.row.last_step, now, code) else { return Ok(false) };
    let table = &engine.tables().authenticator;
    changes.update(&table.write, app.id, app.version, vec![(table.f.last_step, Value::Integer(step))])?;
    Ok(true)
}

/// Adds to `changes` that `user` has no second factor any more, and that they are told. Tells whether they had one.
///
/// Where a code was shown for it by [`show`] in the same changes, `is_used` says so: the row is a version further then.
pub(super) async fn remove(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (user, actor): (&Stored<User>, Actor),
    (about, is_used): (About, bool),
) -> Result<bool, Failure> {
    let table = &engine.tables().authenticator;
    let Some(app) = of(engine, user.id).await? else { return Ok(false) };
    changes.delete(&table.write, app.id, app.version + i64::from(is_used))?;
    tell(engine, now, changes, user.id, about)?;
    let entry = Deed::FactorRemoved.entry(engine, now, actor, (table.f.entity, app.id));
    changes.record(entry.about(user.row.person));
    Ok(true)
}

/// Adds to `changes` new recovery codes; gives them, to be shown once. The old ones must go by [`drop_recovery`].
pub(super) fn make_recovery(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: &Stored<User>,
) -> Result<Vec<String>, Failure> {
    let table = &engine.tables().recovery_code;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(&engine.new_secret())).collect();
    for code in &codes {
        let row = RecoveryCode { user: user.id, code_hash: recovery_hash(engine, user.id, code), made_at: now };
        table.insert(changes, engine.new_id(now), &row)?;
    }
    let entry = Deed::RecoveryMade.entry(engine, now, Actor::User(user.id), (engine.tables().user.f.entity, user.id));
    changes.record(entry.about(user.row.person));
    Ok(codes)
}

/// How many recovery codes `user` has left.
pub(super) async fn recovery_left(engine: &Engine, user: RowId) -> Result<usize, Failure> {
    Ok(recovery_of(engine, user).await?.len())
}

/// Adds to `changes` that the recovery code was used, and that its owner is told; tells whether there was such a code.
async fn use_recovery(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: &Stored<User>,
    typed: &str,
) -> Result<bool, Failure> {
    let table = &engine.tables().recovery_code;
    let hash = Value::Text(recovery_hash(engine, user.id, typed));
    let query = table.all().matching(Condition::Is(table.f.code_hash, hash));
    let Some(code) = table.first(engine.store(), query).await? else { return Ok(false) };
    changes.delete(&table.write, code.id, code.version)?;
    tell(engine, now, changes, user.id, About::RecoveryUsed)?;
    let entry = Deed::RecoveryUsed.entry(engine, now, Actor::User(user.id), (table.f.entity, code.id));
    changes.record(entry.about(user.row.person));
    Ok(true)
}

async fn recovery_of(engine: &Engine, user: RowId) -> Result<Vec<Stored<RecoveryCode>>, Failure> {
    let table = &engine.tables().recovery_code;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user))).limit(BATCH_ROWS);
    table.find(engine.store(), query).await
}

/// Adds to `changes` that no recovery code of `user` counts any more. The one that was `typed` and used is gone already.
pub(super) async fn drop_recovery(
    engine: &Engine,
    changes: &mut Changes,
    user: RowId,
    typed: Option<&str>,
) -> Result<(), Failure> {
    let gone = typed.map(|typed| recovery_hash(engine, user, typed));
    for code in recovery_of(engine, user).await? {
        if gone.as_ref() != Some(&code.row.code_hash) {
            changes.delete(&engine.tables().recovery_code.write, code.id, code.version)?;
        }
    }
    Ok(())
}

/// Bytes of a recovery code: 80 bits, 16 characters.
const RECOVERY_BYTES: usize = 10;

/// `abcd-efgh-ijkl-mnop` in base 32 (RFC 4648, 6), from a secret of which it uses up the first bytes.
fn recovery_code(secret: &str) -> String {
    let bytes = unhex(secret).unwrap_or_default();
    let code = Secret::from(bytes[..RECOVERY_BYTES].to_vec()).to_base32().to_ascii_lowercase();
    let groups: Vec<&str> = (0..code.len()).step_by(4).map(|at| &code[at..code.len().min(at + 4)]).collect();
    groups.join("-")
}

/// Keyed, so that a stolen database alone finds no code.
fn recovery_hash(engine: &Engine, user: RowId, typed: &str) -> String {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    keyed_hash(&engine.settings().secret, "recovery code", &[&user.to_string(), &plain])
}
