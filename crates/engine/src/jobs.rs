//! The worker's part: takes the next job, does it, and notes in one transaction that it is done.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{JOB_ATTEMPTS, JOB_LEASE_SECONDS, JOB_LONGEST_PAUSE_SECONDS, JOB_PAUSE_SECONDS};
use crate::tally::Attempt;
use crate::{breaches, correspondence, ledger, longwork, notices, privacy, requests, support, system};
use model::{Class, Misfit, Model, Moment, RowId};
use store::{ApplyError, Changes, Job, QueuedJob};

model::choice! {
    /// Everything that is done after the fact.
    pub enum JobKind {
        /// Hand a mail to the transport.
        DeliverEmail = "deliver-email",
        /// Hand a mail of a thread to the transport.
        DeliverThreadEmail = "deliver-thread-email",
        /// Tell those who deal with its case that a mail of ours did not arrive.
        TellReturned = "tell-returned",
        /// Tell who has written that their case is there.
        SendReceipt = "send-receipt",
        /// Tell staff that a request arrived.
        NotifyStaff = "notify-staff",
        /// Remove from the storage the bytes of rows that are gone.
        Scrub = "scrub",
        /// Number the ledger and sign its head.
        NumberLedger = "number-ledger",
        /// Hand a mail about a request to the transport.
        DeliverRequestEmail = "deliver-request-email",
        /// Tell staff that a person asks something by right.
        TellRequest = "tell-request",
        /// Remind staff of the deadline of a request.
        RemindRequest = "remind-request",
        /// Close a request that was not confirmed.
        LapseRequest = "lapse-request",
        /// Erase a request that was answered.
        ForgetRequest = "forget-request",
        /// Remind staff of the deadline of a breach.
        RemindBreach = "remind-breach",
        /// Tell somebody who is affected by a breach.
        TellAffected = "tell-affected",
        /// Tell the owners that somebody has taken a role for some hours.
        TellEmergency = "tell-emergency",
        /// Tell those in charge that a mailbox is not fetched.
        TellMailbox = "tell-mailbox",
        /// Send a link to a user.
        DeliverAccountLink = "deliver-account-link",
        /// Tell a user what was done to their account.
        TellAccount = "tell-account",
        /// Tell a user by mail what they are told of.
        TellNotices = "tell-notices",
        /// Tell whoever is to read it, or to confirm it, that a secure message is there.
        TellSecure = "tell-secure",
        /// Send the code that opens a secure message.
        SendSecureCode = "send-secure-code",
        /// Erase a secure message that nobody confirmed.
        LapseSecure = "lapse-secure",
        /// Tell who has sent the form of a queue that their case is there.
        ConfirmCase = "confirm-case",
        /// Ask a customer how it went with their case.
        AskHow = "ask-how",
        /// Tell somebody that they may sign in to the customer portal.
        InvitePortalUser = "invite-portal-user",
        /// Send a link by which somebody signs in to the customer portal.
        SendPortalLink = "send-portal-link",
        /// Make a backup.
        BackUp = "back-up",
        /// Go on with work that takes time, or clear it away.
        LongJob = "long-job",
    }
}

impl JobKind {
    fn lane(self) -> Lane {
        match self {
            Self::DeliverEmail
            | Self::DeliverThreadEmail
            | Self::SendReceipt
            | Self::NotifyStaff
            | Self::DeliverRequestEmail
            | Self::TellRequest
            | Self::RemindRequest
            | Self::RemindBreach
            | Self::TellAffected
            | Self::TellEmergency
            | Self::TellMailbox
            | Self::DeliverAccountLink
            | Self::TellAccount
            | Self::TellNotices
            | Self::TellSecure
            | Self::SendSecureCode
            | Self::ConfirmCase
            | Self::AskHow
            | Self::InvitePortalUser
            | Self::SendPortalLink => Lane::Mail,
            Self::NumberLedger => Lane::Ledger,
            Self::Scrub | Self::TellReturned | Self::LapseRequest | Self::ForgetRequest | Self::LapseSecure => {
                Lane::Upkeep
            }
            Self::BackUp => Lane::Backups,
            Self::LongJob => Lane::Long,
        }
    }

    /// The job about row `target`, to be run from `run_at`.
    pub(crate) fn about(self, engine: &Engine, target: RowId, run_at: Moment) -> Job {
        Job { id: engine.new_id(run_at), kind: self.key(), target, run_at }
    }
}

/// How one attempt at a job ended.
pub(crate) enum Done {
    /// It is done, or nothing was left to do.
    Finished,
    /// It is done, and this is to be written with the note that it is.
    FinishedWith(Changes),
    /// It could not be done now; why, without personal data.
    Later(String),
}

/// Jobs that wait for one another and for no others: a mail server that is away holds no scrub up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Everything that goes through the mail transport.
    Mail,
    /// The store's own upkeep.
    Upkeep,
    /// Numbers for the ledger: after a busy time there are many to give.
    Ledger,
    /// Backups, which take long: only where there is a folder for them, see [`back_up`].
    Backups,
    /// Work that somebody asked for and that takes time.
    Long,
}

impl Lane {
    /// The words of the jobs that run in it.
    fn kinds(self) -> Vec<&'static str> {
        JobKind::ALL.iter().filter(|kind| kind.lane() == self).map(|kind| kind.key()).collect()
    }
}

/// What the worker did in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Round {
    /// One job was done.
    Worked,
    /// One job was tried and put off, or given up after its last attempt.
    PutOff {
        /// The job's kind.
        kind: String,
        /// Why, without personal data.
        why: String,
    },
    /// No job is due; this is when the next one is, if there is any.
    Idle(Option<Moment>),
}

/// Checks that the register knows exactly the kinds of job that the program knows.
pub(crate) fn check(model: &Model) -> Result<(), Misfit> {
    let misfit = |problem: &str| Misfit { entity: "job", field: Some("kind"), problem: problem.to_owned() };
    let job = model.entity_named("job").ok_or_else(|| misfit("the register has no such entity"))?;
    let kind = model.field_named(job, "kind").ok_or_else(|| misfit("the register has no such field"))?;
    let keys = match &model[kind].kind {
        model::FieldKind::Choice(of) => of.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(),
        other => return Err(misfit(&format!("stores {:?}, expected {:?}", other.class(), Class::Text))),
    };
    let known: Vec<&str> = JobKind::ALL.iter().map(|kind| kind.key()).collect();
    if keys == known { Ok(()) } else { Err(misfit("the kinds of job are not those of the program")) }
}

/// Does the next job of `lane` that is due.
pub async fn work(engine: &Engine, now: Moment, lane: Lane) -> Result<Round, Failure> {
    let lease = now.plus_seconds(JOB_LEASE_SECONDS);
    let Some(job) = engine.store().claim_job(now, lease, &lane.kinds()).await? else {
        return Ok(Round::Idle(engine.store().next_job_at(&lane.kinds()).await?));
    };
    match attempt(engine, now, &job).await {
        Ok(Done::Finished) => finish(engine, now, &job, Changes::new()).await,
        Ok(Done::FinishedWith(changes)) => finish(engine, now, &job, changes).await,
        Ok(Done::Later(why)) => postpone(engine, now, &job, why).await,
        Err(failure) => postpone(engine, now, &job, failure.to_string()).await,
    }
}

/// Makes the backup that is due, by `make`: files are no affair of the engine's. Why not, without personal data.
pub async fn back_up<Made>(engine: &Engine, now: Moment, make: impl FnOnce() -> Made) -> Result<Round, Failure>
where
    Made: Future<Output = Result<(), String>>,
{
    let (lease, kinds) = (now.plus_seconds(JOB_LEASE_SECONDS), Lane::Backups.kinds());
    let Some(job) = engine.store().claim_job(now, lease, &kinds).await? else {
        return Ok(Round::Idle(engine.store().next_job_at(&kinds).await?));
    };
    match make().await {
        Ok(()) => finish(engine, now, &job, Changes::new()).await,
        Err(why) => postpone(engine, now, &job, why).await,
    }
}

async fn finish(engine: &Engine, now: Moment, job: &QueuedJob, mut changes: Changes) -> Result<Round, Failure> {
    changes.finish(job);
    match engine.store().apply(changes).await {
        // Somebody changed the row meanwhile: the next attempt sees it as it is.
        Err(ApplyError::Stale { .. }) => postpone(engine, now, job, "changed meanwhile".to_owned()).await,
        other => {
            other?;
            engine.tally().job(&job.kind, Attempt::Done);
            Ok(Round::Worked)
        }
    }
}

async fn attempt(engine: &Engine, now: Moment, job: &QueuedJob) -> Result<Done, Failure> {
    let kind = JobKind::ALL.iter().copied().find(|kind| kind.key() == job.kind);
    let Some(kind) = kind else {
        return Ok(Done::Later("the program does not know this kind of job".to_owned()));
    };
    let target = job.target;
    match kind {
        JobKind::DeliverEmail => correspondence::jobs::deliver(engine, now, target).await,
        JobKind::DeliverThreadEmail => correspondence::send::deliver(engine, now, target).await,
        JobKind::TellReturned => correspondence::returned::tell(engine, now, target).await,
        JobKind::SendReceipt => support::send_receipt(engine, now, target).await,
        JobKind::NotifyStaff => system::jobs::notify(engine, now, target).await,
        JobKind::Scrub => privacy::jobs::scrub(engine, now, target).await,
        JobKind::NumberLedger => ledger::number(engine, now).await,
        JobKind::DeliverRequestEmail => requests::jobs::deliver(engine, now, target).await,
        JobKind::TellRequest => requests::jobs::tell(engine, now, target).await,
        JobKind::RemindRequest => requests::jobs::remind(engine, now, target).await,
        JobKind::LapseRequest => requests::jobs::lapse(engine, now, target).await,
        JobKind::ForgetRequest => requests::jobs::forget(engine, now, target).await,
        JobKind::RemindBreach => breaches::jobs::remind(engine, now, (job.id, target)).await,
        JobKind::TellAffected => breaches::jobs::tell(engine, now, target).await,
        JobKind::TellEmergency => system::emergency_jobs::tell(engine, now, target).await,
        JobKind::TellMailbox => correspondence::late::tell(engine, now, target).await,
        JobKind::DeliverAccountLink => system::deliver_link(engine, now, target).await,
        JobKind::TellAccount => system::tell_account(engine, now, target).await,
        JobKind::TellNotices => notices::mail(engine, now, target).await,
        JobKind::TellSecure => correspondence::secure::jobs::tell(engine, now, target).await,
        JobKind::SendSecureCode => correspondence::secure::jobs::send_code(engine, now, (job.id, target)).await,
        JobKind::LapseSecure => correspondence::secure::jobs::lapse(engine, now, target).await,
        JobKind::ConfirmCase => support::confirm_case(engine, now, target).await,
        JobKind::AskHow => support::ask_how(engine, now, target).await,
        JobKind::InvitePortalUser => support::invite_to_portal(engine, now, target).await,
        JobKind::SendPortalLink => support::send_portal_link(engine, now, target).await,
        JobKind::LongJob => longwork::run(engine, now, target).await,
        JobKind::BackUp => Ok(Done::Later("there is no folder of backups here".to_owned())),
    }
}

/// Puts the job off: a pause that doubles with each attempt, up to a longest one. After the last
/// attempt it is given up, and what it was about says so; it stays in the queue until somebody decides about it. A scrub
/// is never given up. Numbering the ledger is queued again by whoever sees entries that wait, and a backup by whoever sees
/// that the newest is old.
async fn postpone(engine: &Engine, now: Moment, job: &QueuedJob, why: String) -> Result<Round, Failure> {
    let put_off = Round::PutOff { kind: job.kind.clone(), why: why.clone() };
    if job.attempts >= JOB_ATTEMPTS && job.kind != JobKind::Scrub.key() {
        let mut changes = given_up(engine, now, job).await?;
        if job.kind == JobKind::NumberLedger.key() {
            changes.finish(job);
        } else {
            changes.give_up(job, now, &why);
        }
        engine.store().apply(changes).await?;
        engine.tally().job(&job.kind, Attempt::GivenUp);
        return Ok(put_off);
    }
    let doubled = JOB_PAUSE_SECONDS.saturating_mul(1 << job.attempts.clamp(1, 30).saturating_sub(1));
    let pause = doubled.min(JOB_LONGEST_PAUSE_SECONDS);
    engine.store().postpone_job(job, now.plus_seconds(pause), &why).await?;
    engine.tally().job(&job.kind, Attempt::PutOff);
    Ok(put_off)
}

/// What is to be written when a job was tried for the last time.
async fn given_up(engine: &Engine, now: Moment, job: &QueuedJob) -> Result<Changes, Failure> {
    if job.kind == JobKind::DeliverEmail.key() {
        return correspondence::jobs::give_up(engine, job.target).await;
    }
    if job.kind == JobKind::DeliverThreadEmail.key() {
        return correspondence::send::give_up(engine, now, job.target).await;
    }
    if job.kind == JobKind::DeliverRequestEmail.key() {
        return requests::jobs::give_up(engine, job.target).await;
    }
    if job.kind == JobKind::TellAffected.key() {
        return breaches::jobs::give_up(engine, job.target).await;
    }
    if job.kind == JobKind::RemindBreach.key() {
        return breaches::jobs::go_on(engine, now, job.target).await;
    }
    if job.kind == JobKind::LongJob.key() {
        return longwork::give_up(engine, now, job.target).await;
    }
    // The request that nobody could be told of waits on the desk all the same.
    Ok(Changes::new())
}
