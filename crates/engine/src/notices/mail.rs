//! Notices by mail: one mail for all that one was not yet told of, at once or in the morning. It says which kind of row and
//! where, and nothing that stands there.

use super::list::readable;
use super::rows::{About, MailWhen, Notice, NoticeChoice};
use crate::catalogue::Catalogue;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::limits::{MAILED_NOTICES, NOTICES_AT_MORNING_SECONDS};
use crate::records::kind_name;
use crate::system::{Colleague, colleague, colleague_viewer, message};
use ::mail::DeliverError;
use model::{Day, Language, Moment, RowId, Value};
use rights::{day_of, start_of};
use std::fmt::Write;
use std::sync::LazyLock;
use store::{ApplyError, Changes, Condition, Job, Stored};

/// The words of these mails.
pub(crate) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../../languages/notices.nb.ftl"), include_str!("../../languages/notices.en.ftl"))
});

/// When the caller is mailed of their notices.
pub async fn mail_when(engine: &Engine, caller: &Caller) -> Result<MailWhen, Failure> {
    match caller.user {
        Some(user) => wanted(engine, user).await,
        None => Ok(MailWhen::Never),
    }
}

/// The caller wants to be mailed so from now on.
pub async fn choose_mail(engine: &Engine, caller: &Caller, now: Moment, mail: MailWhen) -> Result<(), Failure> {
    let user = caller.user.ok_or(Failure::Denied)?;
    let (table, mut changes) = (&engine.tables().notice_choice, Changes::new());
    match chosen(engine, user).await? {
        Some(known) => {
            let word = Value::Text(mail.key().to_owned());
            changes.update(&table.write, known.id, known.version, vec![(table.f.mail, word)])?;
        }
        None => table.insert(&mut changes, engine.new_id(now), &NoticeChoice { user, mail })?,
    }
    Ok(engine.store().apply(changes).await?)
}

async fn wanted(engine: &Engine, user: RowId) -> Result<MailWhen, Failure> {
    Ok(chosen(engine, user).await?.map_or(MailWhen::Daily, |chosen| chosen.row.mail))
}

async fn chosen(engine: &Engine, user: RowId) -> Result<Option<Stored<NoticeChoice>>, Failure> {
    let table = &engine.tables().notice_choice;
    table.first(engine.store(), table.all().matching(Condition::Is(table.f.user, Value::Id(user)))).await
}

/// Adds to `changes` that `user` is mailed when they want it, unless a mail waits already.
pub(super) async fn queue(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (user, about): (RowId, About),
) -> Result<(), Failure> {
    let run_at = match wanted(engine, user).await? {
        MailWhen::Never => return Ok(()),
        MailWhen::Daily if waits_for_nobody(about) => {
            // Beside the mail of the morning, which then has the less to tell.
            changes.enqueue(JobKind::TellNotices.about(engine, user, now));
            return Ok(());
        }
        MailWhen::AtOnce => now,
        MailWhen::Daily => next_morning(now),
    };
    let store = engine.store();
    // One mail of each user waits at a time: it bears their id.
    if changes.queues(user) || store.job_waits(user).await? {
        return Ok(());
    }
    if let Some(given_up) = store.given_up_job(user).await? {
        changes.try_again(&given_up, run_at);
        return Ok(());
    }
    // One that is on its way may have been put together before this notice.
    let id = if store.has_job(user).await? { engine.new_id(now) } else { user };
    changes.enqueue(Job { id, kind: JobKind::TellNotices.key(), target: user, run_at });
    Ok(())
}

/// Whether it would come too late in the morning.
fn waits_for_nobody(about: About) -> bool {
    match about {
        About::Near | About::Missed | About::Raised => true,
        About::Changed | About::Told => false,
    }
}

fn next_morning(now: Moment) -> Moment {
    let morning = |day: Day| start_of(day).plus_seconds(NOTICES_AT_MORNING_SECONDS);
    let today = day_of(now);
    if morning(today) > now { morning(today) } else { morning(Day(today.0 + 1)) }
}

/// Mails `user` what they have not read and were not mailed of, as far as they may still read it.
pub(crate) async fn mail(engine: &Engine, now: Moment, user: RowId) -> Result<Done, Failure> {
    if wanted(engine, user).await? == MailWhen::Never {
        return Ok(Done::Finished);
    }
    let (Some(viewer), Some(to)) = (colleague_viewer(engine, now, user).await?, colleague(engine, now, user).await?)
    else {
        return Ok(Done::Finished);
    };
    let table = &engine.tables().notice;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let query = query.matching(Condition::Is(table.f.read_at, Value::Null));
    let query = query.matching(Condition::Is(table.f.sent_at, Value::Null));
    let waiting = table.find(engine.store(), query.newest_first(table.f.at).limit(MAILED_NOTICES)).await?;
    let reader = Caller { user: Some(user), viewer, ..Caller::command(to.language) };
    let told = readable(engine, &reader, &waiting, day_of(now)).await?;
    if let Some(latest) = told.first() {
        let id = format!("notice.{}.{}", latest.id, latest.version);
        match engine.deliver(&message(engine, &to, &id, (now, subject(&to), body(engine, &to, &told)))).await {
            Ok(()) | Err(DeliverError::Refused { .. }) => {}
            Err(error @ DeliverError::Later { .. }) => return Ok(Done::Later(error.to_string())),
        }
    }
    mark(engine, now, &waiting).await?;
    Ok(Done::Finished)
}

/// Notes of each by itself that it was mailed. One that was read meanwhile is mailed no more, and one that was brought up to
/// date is mailed again: neither makes the others go twice.
async fn mark(engine: &Engine, now: Moment, mailed: &[Stored<Notice>]) -> Result<(), Failure> {
    let table = &engine.tables().notice;
    for notice in mailed {
        let mut changes = Changes::new();
        changes.update(&table.write, notice.id, notice.version, vec![(table.f.sent_at, Value::Moment(now))])?;
        match engine.store().apply(changes).await {
            Ok(()) | Err(ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

fn subject(to: &Colleague) -> String {
    WORDS.say(to.language, "notices-subject", &[])
}

fn body(engine: &Engine, to: &Colleague, told: &[&Stored<Notice>]) -> String {
    let url = &engine.settings().url;
    let lines = told.iter().fold(String::new(), |mut lines, notice| {
        let _ = writeln!(lines, "{}", line(engine, to.language, &notice.row));
        lines
    });
    let all = format!("{url}/desk/notices");
    let said = [("lines", lines.trim_end()), ("link", &all), ("company", &engine.model().controller.name)];
    WORDS.say(to.language, "notices-body", &said)
}

/// `Visit, changed: https://…`
fn line(engine: &Engine, language: Language, notice: &Notice) -> String {
    let kind = kind_name(engine, &notice.of, language).unwrap_or_default();
    let link = format!("{}/desk/data/{}/{}", engine.settings().url, notice.of, notice.row);
    let key = match notice.about {
        About::Changed => "notices-line-changed",
        About::Told => "notices-line-told",
        About::Near => "notices-line-near",
        About::Missed => "notices-line-missed",
        About::Raised => "notices-line-raised",
    };
    WORDS.say(language, key, &[("kind", &kind), ("link", &link)])
}
