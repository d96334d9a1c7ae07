//! How the system stands, asked anew each time somebody reads the metrics.

use crate::backups;
use crate::doctor::Running;
use engine::privacy::NewestBackup;
use engine::system::{self, Vitals};
use engine::{Counts, Engine, Moment};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;

type Counters<const N: usize> = Family<[(&'static str, &'static str); N], Counter>;
type Gauges = Family<[(&'static str, &'static str); 1], Gauge>;

/// Every metric that is not of requests. What is not known is absent, not nought.
pub(super) struct State {
    answers: Gauge,
    attempts: Counters<2>,
    waiting: Gauges,
    given_up: Gauges,
    late: Gauges,
    mails: Counters<1>,
    swept_rows: Counter,
    swept_at: Gauges,
    sessions: Gauge,
    ledger_entries: Gauge,
    ledger_waiting: Gauge,
    ages: Gauges,
    mailboxes_late: Gauge,
    disk_free: Gauges,
}

impl State {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let state = Self {
            answers: Gauge::default(),
            attempts: Family::default(),
            waiting: Family::default(),
            given_up: Family::default(),
            late: Family::default(),
            mails: Family::default(),
            swept_rows: Counter::default(),
            swept_at: Family::default(),
            sessions: Gauge::default(),
            ledger_entries: Gauge::default(),
            ledger_waiting: Gauge::default(),
            ages: Family::default(),
            mailboxes_late: Gauge::default(),
            disk_free: Family::default(),
        };
        registry.register("store_answers", "1 where the database answered, otherwise 0", state.answers.clone());
        registry.register("job_attempts", "Attempts at jobs since the start", state.attempts.clone());
        registry.register("jobs_waiting", "Jobs in the queue, due or not", state.waiting.clone());
        registry.register("jobs_given_up", "Jobs that nobody tries any more", state.given_up.clone());
        let late = "How long the oldest job of the kind has been due";
        registry.register_with_unit("job_late", late, Unit::Seconds, state.late.clone());
        registry.register("mails", "Mails handed over since the start, by what became of them", state.mails.clone());
        registry.register(
            "swept_rows",
            "Rows that sweeps removed or emptied since the start",
            state.swept_rows.clone(),
        );
        let swept = "When something last ended well, in seconds since 1970";
        registry.register_with_unit("last_success_timestamp", swept, Unit::Seconds, state.swept_at.clone());
        registry.register("sessions", "Sessions that have not run out", state.sessions.clone());
        registry.register("ledger_entries", "Entries of the ledger under a signature", state.ledger_entries.clone());
        registry.register("ledger_waiting", "Entries of the ledger that wait for one", state.ledger_waiting.clone());
        let age = "How old the newest of something is";
        registry.register_with_unit("age", age, Unit::Seconds, state.ages.clone());
        let late = "Shared mailboxes that are to be read and are not";
        registry.register("mailboxes_late", late, state.mailboxes_late.clone());
        let free = "Free room on the disk of a place";
        registry.register_with_unit("disk_free", free, Unit::Bytes, state.disk_free.clone());
        state
    }

    pub(super) async fn refresh(&self, engine: &Engine, running: &Running, now: Moment) {
        self.count(&engine.counts());
        self.disks(engine.store().folder(), running);
        match system::vitals(engine, now).await {
            Ok(vitals) => {
                self.answers.set(1);
                self.stand(&vitals, now);
            }
            Err(failure) => {
                self.answers.set(0);
                tracing::error!(%failure, "the metrics could not be read");
            }
        }
        if let Some(folder) = &running.backups
            && let NewestBackup::Made(at) = backups::newest(folder)
        {
            self.ages.get_or_create(&[("of", "backup")]).set(seconds(now.0 - at.0));
        }
    }

    fn count(&self, counts: &Counts) {
        for job in &counts.jobs {
            for (outcome, number) in [("done", job.done), ("put-off", job.put_off), ("given-up", job.given_up)] {
                set(&self.attempts.get_or_create(&[("kind", job.kind), ("outcome", outcome)]), number);
            }
        }
        for (outcome, number) in
            [("sent", counts.mails_sent), ("put-off", counts.mails_put_off), ("refused", counts.mails_refused)]
        {
            set(&self.mails.get_or_create(&[("outcome", outcome)]), number);
        }
        set(&self.swept_rows, counts.swept_rows);
        if let Some(at) = counts.swept_at {
            self.swept_at.get_or_create(&[("of", "sweep")]).set(seconds(at.0));
        }
    }

    fn stand(&self, vitals: &Vitals, now: Moment) {
        for (kind, jobs) in &vitals.queue {
            let label = [("kind", *kind)];
            self.waiting.get_or_create(&label).set(number(jobs.waiting));
            self.given_up.get_or_create(&label).set(number(jobs.given_up));
            let late = jobs.oldest.map_or(0, |oldest| seconds((now.0 - oldest.0).max(0)));
            self.late.get_or_create(&label).set(late);
        }
        self.sessions.set(number(vitals.sessions));
        self.ledger_entries.set(vitals.ledger_entries);
        self.ledger_waiting.set(number(vitals.ledger_waiting));
        self.mailboxes_late.set(number(vitals.mailboxes_late));
        if let Some(at) = vitals.mailbox_read_at {
            self.ages.get_or_create(&[("of", "mailbox")]).set(seconds(now.0 - at.0));
        }
        if let Some(at) = vitals.ledger_signed_at {
            self.ages.get_or_create(&[("of", "ledger-head")]).set(seconds(now.0 - at.0));
        }
    }

    fn disks(&self, data: &Path, running: &Running) {
        let places = [
            ("data", Some(data)),
            ("keys", Some(running.keys.as_path())),
            ("files", running.files.as_deref()),
            ("backups", running.backups.as_deref()),
        ];
        for (name, place) in places {
            if let Some(room) = place.and_then(|place| rustix::fs::statvfs(place).ok()) {
                let free = room.f_bavail.saturating_mul(room.f_frsize);
                self.disk_free.get_or_create(&[("place", name)]).set(number(free));
            }
        }
    }
}

/// A counter that somebody else counts.
fn set(counter: &Counter, number: u64) {
    counter.inner().store(number, Relaxed);
}

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn seconds(microseconds: i64) -> i64 {
    microseconds / 1_000_000
}
