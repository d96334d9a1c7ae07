//! Mails that tell a user what was done to their account, so that they notice what they did not do themselves.
//!
//! The mail says what happened and when, and holds no secret and no link that does anything.

use crate::catalogue::Catalogue;
use crate::context::Engine;
use crate::correspondence::automatic;
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::limits::ACCOUNT_NOTICE_SECONDS;
use crate::system::colleagues::{Colleague, colleague};
use crate::system::rows::{About, AccountNotice};
use mail::{DeliverError, Message};
use model::{Moment, RowId};
use std::sync::LazyLock;
use store::Changes;

/// The words of the mails about accounts.
pub(crate) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../../languages/accounts.nb.ftl"), include_str!("../../languages/accounts.en.ftl"))
});

/// Adds to `changes` that `user` is told by mail.
pub(crate) fn tell(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: RowId,
    about: About,
) -> Result<(), Failure> {
    let id = engine.new_id(now);
    let notice = AccountNotice { user, about, at: now, expires_at: now.plus_seconds(ACCOUNT_NOTICE_SECONDS) };
    engine.tables().account_notice.insert(changes, id, &notice)?;
    changes.enqueue(JobKind::TellAccount.about(engine, id, now));
    Ok(())
}

/// Sends the notice `id`; it goes when it is sent or cannot be.
pub(crate) async fn tell_account(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let table = &engine.tables().account_notice;
    let Some(notice) = table.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    if let Some(to) = colleague(engine, now, notice.row.user).await? {
        let said = said(engine, &to, &notice.row);
        let said: Vec<(&str, &str)> = said.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let text = WORDS.say(to.language, "account-notice-body", &said);
        let subject = WORDS.say(to.language, "account-notice-subject", &said);
        let mail = message(engine, &to, &format!("account.{id}"), (notice.row.at, subject, text));
        match engine.deliver(&mail).await {
            Ok(()) | Err(DeliverError::Refused { .. }) => {}
            Err(error @ DeliverError::Later { .. }) => return Ok(Done::Later(error.to_string())),
        }
    }
    let mut changes = Changes::new();
    changes.delete(&table.write, id, notice.version)?;
    Ok(Done::FinishedWith(changes))
}

fn said(engine: &Engine, to: &Colleague, notice: &AccountNotice) -> [(&'static str, String); 4] {
    let what = match notice.about {
        About::PasswordChanged => "account-password-changed",
        About::FactorAdded => "account-factor-added",
        About::FactorRemoved => "account-factor-removed",
        About::FactorReset => "account-factor-reset",
        About::RecoveryUsed => "account-recovery-used",
        About::RecoveryMade => "account-recovery-made",
        About::PasskeyAdded => "account-passkey-added",
        About::PasskeyRemoved => "account-passkey-removed",
        About::PasskeyRefused => "account-passkey-refused",
        About::SignOnLinked => "account-sign-on-linked",
        About::SignOnUnlinked => "account-sign-on-unlinked",
    };
    [
        ("what", WORDS.say(to.language, what, &[])),
        ("at", documents::moment(notice.at, to.language)),
        ("link", format!("{}/desk/account", engine.settings().url)),
        ("company", engine.model().controller.name.clone()),
    ]
}

/// A mail to a colleague that is the same at every attempt.
pub(crate) fn message(
    engine: &Engine,
    to: &Colleague,
    id: &str,
    (at, subject, text): (Moment, String, String),
) -> Message {
    automatic(engine, id, at, (to.address.clone(), to.language), (subject, text))
}
