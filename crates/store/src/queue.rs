//! The queue: jobs are rows, written with the change that causes them and gone with the change they make.
//!
//! A job is leased to whoever claims it and comes back when the lease runs out: handlers must bear
//! being called twice. What a job does is not known here.

use crate::changes::{Changes, Step};
use crate::check;
use crate::error::{ApplyError, ReadError};
use crate::limits::CLAIM_TRIES_MAX;
use crate::query::{Condition, Query};
use crate::session::{DbError, Session};
use crate::store::{Store, Stored};
use crate::tables::Tables;
use model::{FieldId, FieldKind, Moment, RowId, Value};
use rights::{Operation, Scope, Viewer};
use sea_query::{Alias, Expr, ExprTrait};

/// Something to do later. It names a row and holds no value of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its own id.
    pub id: RowId,
    /// One of the alternatives that the register gives `job.kind`.
    pub kind: &'static str,
    /// The row it is about.
    pub target: RowId,
    /// Not before.
    pub run_at: Moment,
}

/// A job that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedJob {
    /// Its own id.
    pub id: RowId,
    /// What is to be done.
    pub kind: String,
    /// The row it is about.
    pub target: RowId,
    /// How often it was claimed, this time included.
    pub attempts: i64,
    pub(crate) version: i64,
}

/// A job that was given up after its last attempt: it stays until somebody decides about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUpJob {
    /// Its own id.
    pub id: RowId,
    /// What was to be done.
    pub kind: String,
    /// The row it is about.
    pub target: RowId,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was given up.
    pub at: Moment,
    /// Why it did not succeed the last time, without any value of a row.
    pub failure: Option<String>,
    version: i64,
}

/// How the queue stands for one kind of job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JobsOfKind {
    /// How many wait to be done, due or not.
    pub waiting: u64,
    /// Since when the one that has waited longest is due or will be.
    pub oldest: Option<Moment>,
    /// How many were given up.
    pub given_up: u64,
}

model::row! {
    /// A row of the queue.
    pub struct JobRow of "job", handles JobFields {
        /// What is to be done.
        kind: String,
        /// The row it is about.
        target: String,
        /// Not before.
        run_at: Moment,
        /// How often it was claimed.
        attempts: i64,
        /// Who claimed it has it until then.
        leased_until: Option<Moment>,
        /// Why it did not succeed the last time.
        failure: Option<String>,
        /// Nobody tries it any more since then.
        given_up_at: Option<Moment>,
    }
}

impl Job {
    pub(crate) fn row(&self) -> JobRow {
        JobRow {
            kind: self.kind.to_owned(),
            target: self.target.to_string(),
            run_at: self.run_at,
            attempts: 0,
            leased_until: None,
            failure: None,
            given_up_at: None,
        }
    }
}

impl Changes {
    /// The job was tried for the last time: it stays in the queue, and nobody claims it. `failure` says why, without any
    /// value of a row.
    pub fn give_up(&mut self, job: &QueuedJob, at: Moment, failure: &str) {
        self.steps.push(Step::GiveUp { job: job.id, version: job.version, at, failure: failure.to_owned() });
    }

    /// A job that was given up is tried again from `run_at` on, as though for the first time.
    pub fn try_again(&mut self, job: &GivenUpJob, run_at: Moment) {
        self.steps.push(Step::TryAgain { job: job.id, version: job.version, run_at });
    }

    /// Whether the change puts a job with this id into the queue.
    pub fn queues(&self, id: RowId) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Enqueue(job) => job.id == id,
            Step::TryAgain { job, .. } => *job == id,
            _ => false,
        })
    }

    /// A job that was given up leaves the queue.
    pub fn let_go(&mut self, job: &GivenUpJob) {
        self.steps.push(Step::Finish { job: job.id, version: job.version });
    }
}

/// What is written to a job that is given up.
pub(crate) fn giving_up(tables: &Tables, at: Moment, failure: &str) -> Vec<(FieldId, Value)> {
    let fields = tables.job;
    let failure = cut(failure, &tables.model[fields.failure].kind);
    vec![
        (fields.given_up_at, Value::Moment(at)),
        (fields.leased_until, Value::Null),
        (fields.failure, Value::Text(failure)),
    ]
}

/// What is written to a job that is tried again.
pub(crate) fn trying_again(tables: &Tables, run_at: Moment) -> Vec<(FieldId, Value)> {
    let fields = tables.job;
    vec![
        (fields.given_up_at, Value::Null),
        (fields.run_at, Value::Moment(run_at)),
        (fields.attempts, Value::Integer(0)),
    ]
}

impl Store {
    /// The job of one of `kinds` that has been due longest and is nobody's, leased to the caller until
    /// `lease_until`.
    pub async fn claim_job(
        &self,
        now: Moment,
        lease_until: Moment,
        kinds: &[&str],
    ) -> Result<Option<QueuedJob>, ApplyError> {
        let scope = self.queue_scope()?;
        let job = self.tables().job;
        for _ in 0..CLAIM_TRIES_MAX {
            let free = vec![
                Condition::Is(job.leased_until, Value::Null),
                Condition::AtMost(job.leased_until, Value::Moment(now)),
            ];
            let due = Query::over(&scope)
                .matching(Condition::AtMost(job.run_at, Value::Moment(now)))
                .matching(Condition::Any(free))
                .matching(Condition::Is(job.given_up_at, Value::Null))
                .matching(of_kinds(&job, kinds))
                .oldest_first(job.run_at)
                .limit(1);
            let Some(found) = self.find_rows::<JobRow>(due, &job).await?.pop() else { return Ok(None) };
            let attempts = found.row.attempts.saturating_add(1);
            let lease = vec![(job.leased_until, Value::Moment(lease_until)), (job.attempts, Value::Integer(attempts))];
            match self.write_job(found.id, found.version, lease).await {
                Ok(()) => return claimed(found, attempts).map(Some),
                Err(ApplyError::Stale { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Gives the job back, to be run no earlier than `run_at`. `failure` says why, without any value
    /// of a row; what is longer than the field allows is cut off.
    pub async fn postpone_job(&self, job: &QueuedJob, run_at: Moment, failure: &str) -> Result<(), ApplyError> {
        let fields = self.tables().job;
        let failure = cut(failure, &self.model()[fields.failure].kind);
        let cells = vec![
            (fields.run_at, Value::Moment(run_at)),
            (fields.leased_until, Value::Null),
            (fields.failure, Value::Text(failure)),
        ];
        self.write_job(job.id, job.version, cells).await?;
        self.queue_changed();
        Ok(())
    }

    /// When the next job of one of `kinds` can be claimed: when it is due, or when the lease on it runs out.
    pub async fn next_job_at(&self, kinds: &[&str]) -> Result<Option<Moment>, ReadError> {
        let scope = self.queue_scope()?;
        let job = self.tables().job;
        let of_kinds = of_kinds(&job, kinds);
        let free = Query::over(&scope).matching(Condition::Is(job.leased_until, Value::Null)).oldest_first(job.run_at);
        let free = free.matching(of_kinds.clone()).matching(Condition::Is(job.given_up_at, Value::Null));
        let free = self.find_rows::<JobRow>(free.limit(1), &job).await?;
        let end_of_time = Condition::AtMost(job.leased_until, Value::Moment(Moment(i64::MAX)));
        let leased = Query::over(&scope).matching(end_of_time).matching(of_kinds).oldest_first(job.leased_until);
        let leased = self.find_rows::<JobRow>(leased.limit(1), &job).await?;
        let moments = free.iter().chain(&leased).map(|job| job.row.leased_until.unwrap_or(job.row.run_at));
        Ok(moments.min())
    }

    /// The jobs that were given up, the longest ago first: as many as `limit`.
    pub async fn given_up_jobs(&self, limit: u64) -> Result<Vec<GivenUpJob>, ReadError> {
        let (scope, job) = (self.queue_scope()?, self.tables().job);
        let query = Query::over(&scope).matching(Condition::Filled(job.given_up_at)).oldest_first(job.given_up_at);
        let found = self.find_rows::<JobRow>(query.limit(limit), &job).await?;
        Ok(found.into_iter().filter_map(given_up).collect())
    }

    /// The job `id`, if it was given up.
    pub async fn given_up_job(&self, id: RowId) -> Result<Option<GivenUpJob>, ReadError> {
        let found = self.get_row::<JobRow>(&self.queue_scope()?, id, &self.tables().job).await?;
        Ok(found.and_then(given_up))
    }

    /// How many jobs were given up.
    pub async fn jobs_given_up(&self) -> Result<u64, ReadError> {
        self.count(Query::over(&self.queue_scope()?).matching(Condition::Filled(self.tables().job.given_up_at))).await
    }

    /// Whether this job is in the queue, due or not.
    pub async fn has_job(&self, id: RowId) -> Result<bool, ReadError> {
        Ok(self.get(&self.queue_scope()?, id).await?.is_some())
    }

    /// Whether this job waits for somebody to claim it, due or not.
    pub async fn job_waits(&self, id: RowId) -> Result<bool, ReadError> {
        let found = self.get_row::<JobRow>(&self.queue_scope()?, id, &self.tables().job).await?;
        Ok(found.is_some_and(|job| job.row.leased_until.is_none() && job.row.given_up_at.is_none()))
    }

    /// How many jobs there are, due or not, those that were given up among them.
    pub async fn jobs_waiting(&self) -> Result<u64, ReadError> {
        self.count(Query::over(&self.queue_scope()?)).await
    }

    /// How the queue stands for one kind of job.
    pub async fn jobs_of(&self, kind: &str) -> Result<JobsOfKind, ReadError> {
        let (scope, job) = (self.queue_scope()?, self.tables().job);
        let of_kind = of_kinds(&job, &[kind]);
        let given_up = Condition::Filled(job.given_up_at);
        let given_up = self.count(Query::over(&scope).matching(of_kind.clone()).matching(given_up)).await?;
        let waiting = || {
            let nobody_gave_up = Condition::Is(job.given_up_at, Value::Null);
            Query::over(&scope).matching(of_kind.clone()).matching(nobody_gave_up)
        };
        let oldest = self.find_rows::<JobRow>(waiting().oldest_first(job.run_at).limit(1), &job).await?.pop();
        let oldest = oldest.map(|stored| stored.row.run_at);
        Ok(JobsOfKind { waiting: self.count(waiting()).await?, oldest, given_up })
    }

    fn queue_scope(&self) -> Result<Scope, ReadError> {
        rights::scope(self.model(), &Viewer::Engine, self.tables().job.entity, Operation::Read)
            .map_err(|denied| ReadError::Unavailable(denied.to_string()))
    }

    async fn write_job(&self, id: RowId, version: i64, cells: Vec<(FieldId, Value)>) -> Result<(), ApplyError> {
        let mut changes = Changes::new();
        changes.lease(id, version, cells);
        self.apply(changes).await
    }
}

/// Ends every lease: the folder is locked by this process, so whoever had one is no more.
pub(crate) fn release(session: &dyn Session, tables: &Tables) -> Result<(), DbError> {
    let leased_until = Alias::new(&tables.model[tables.job.leased_until].key);
    let mut update = sea_query::Query::update();
    update.table(Alias::new(&tables.of(tables.job.entity).name));
    update.value(leased_until.clone(), Expr::cust("NULL")).and_where(Expr::col(leased_until).is_not_null());
    session.execute(&tables.dialect.text(&update), &[]).map(|_| ())
}

fn of_kinds(job: &JobFields, kinds: &[&str]) -> Condition {
    Condition::OneOf(job.kind, kinds.iter().map(|kind| Value::Text((*kind).to_owned())).collect())
}

fn claimed(found: Stored<JobRow>, attempts: i64) -> Result<QueuedJob, ApplyError> {
    let target = found.row.target.parse().map_err(|_| ApplyError::Unavailable("job.target is no id".to_owned()))?;
    Ok(QueuedJob { id: found.id, kind: found.row.kind, target, attempts, version: found.version + 1 })
}

fn given_up(found: Stored<JobRow>) -> Option<GivenUpJob> {
    let Stored { id, version, row } = found;
    let (at, target) = (row.given_up_at?, row.target.parse().ok()?);
    Some(GivenUpJob { id, kind: row.kind, target, attempts: row.attempts, at, failure: row.failure, version })
}

/// The text as far as the field takes it.
fn cut(text: &str, kind: &FieldKind) -> String {
    match text_max(kind) {
        Some(max) => text.chars().take(check::chars(max)).collect(),
        None => text.to_owned(),
    }
}

fn text_max(kind: &FieldKind) -> Option<u32> {
    match kind {
        FieldKind::Text { max } | FieldKind::LongText { max } | FieldKind::RichText { max } => Some(*max),
        _ => None,
    }
}
