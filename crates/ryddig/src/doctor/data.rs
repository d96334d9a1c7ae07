//! What the data say of themselves: the database, its keys and files, the queue, the ledger, and the way out for mail. It
//! runs in the server, or on the folder where none runs.

use super::finding::Finding;
use crate::limits::{CLOCK_BEHIND_SECONDS, CLOCK_SILENCE_SECONDS, HEAD_AGE_SECONDS, JOB_DUE_SECONDS};
use engine::system::Vitals;
use engine::{Caller, CheckError, Engine, Failure, Language, Moment, Transport, files, ledger, privacy, system};
use store::{DatabaseReport, POSTGRES_VERSION_MIN};

/// Looks at everything. Where nobody `serves` them, jobs may wait.
pub(crate) async fn examine(engine: &Engine, now: Moment, serves: bool) -> Vec<Finding> {
    let mut findings = database(engine).await;
    match system::vitals(engine, now).await {
        Ok(vitals) => {
            findings.push(clock(vitals.ledger_written_at, now));
            findings.extend(queue(&vitals, now, serves));
            findings.push(waiting_entries(&vitals, now));
        }
        Err(failure) => findings.push(silent("queue", &failure)),
    }
    findings.push(proof(engine).await);
    findings.push(keys(engine).await);
    findings.push(stored_files(engine).await);
    findings.extend(mail(&engine.settings().transport).await);
    findings
}

fn silent(check: &str, failure: &Failure) -> Finding {
    Finding::error(
        check,
        failure.to_string(),
        "what cannot be read can be neither shown nor kept",
        "see the server's log",
    )
}

async fn database(engine: &Engine) -> Vec<Finding> {
    let check = "database";
    let mut findings = Vec::new();
    match engine.store().look_over().await {
        Ok(DatabaseReport::Embedded { problems }) if problems.is_empty() => {
            findings.push(Finding::fine(check, "every page of the database is whole"));
        }
        Ok(DatabaseReport::Embedded { problems }) => findings.push(Finding::error(
            check,
            format!("the database is damaged: {}", problems.join("; ")),
            "rows are lost or will be",
            "stop the server, keep a copy of the data folder, and restore the newest backup",
        )),
        Ok(DatabaseReport::Postgres { version, encoding, recycles_log }) => {
            findings.extend(postgres(version, &encoding, recycles_log));
        }
        Err(cause) => findings.push(silent(check, &cause.into())),
    }
    findings.push(match system::readiness(engine).await {
        Ok(()) => Finding::fine(check, "it answers, takes writes, and is the one that the register made"),
        Err(system::Unready::Silent) => {
            Finding::error(check, "it does not answer", "nothing can be shown", "see the server's log")
        }
        Err(system::Unready::ReadOnly) => Finding::error(
            check,
            "it takes no writes",
            "nothing is stored",
            "make room on its disk, or name the primary",
        ),
        Err(system::Unready::OtherRegister) => Finding::error(
            check,
            "it was altered for another register than the one in use here",
            "what this node deletes and shows follows another statement than the other nodes' does",
            "give all nodes the same version and the same company file, and restart them",
        ),
    });
    findings
}

fn postgres(version: i64, encoding: &str, recycles_log: bool) -> Vec<Finding> {
    let check = "database";
    let number = format!("PostgreSQL {}.{}", version / 10_000, version % 10_000);
    let mut findings = vec![if version >= POSTGRES_VERSION_MIN {
        Finding::fine(check, number)
    } else {
        Finding::error(check, number, "Ryddig is tried with 15 and newer", "move the database to a newer server")
    }];
    if encoding != "UTF8" {
        let what = format!("the database is encoded as {encoding}");
        findings.push(Finding::error(
            check,
            what,
            "not every name can be stored",
            "move the rows to one made with UTF8",
        ));
    }
    if recycles_log {
        findings.push(Finding::warning(
            check,
            "wal_recycle is on: old files of the log are renamed, not deleted",
            "the bytes of erased rows stay in them after the scrub",
            "set wal_recycle = off on the server",
        ));
    }
    findings
}

/// Whether the clock fits the last entry of the ledger.
fn clock(written: Option<Moment>, now: Moment) -> Finding {
    let check = "clock";
    let Some(written) = written else {
        return Finding::note(check, "the ledger is empty: nothing to hold the clock against");
    };
    let mend = "set the clock; look at what was swept since, and restore what should not have gone";
    if now.plus_seconds(CLOCK_BEHIND_SECONDS) < written {
        let seconds = (written.0 - now.0) / 1_000_000;
        let what = format!("the clock is {seconds} seconds behind the last entry of the ledger");
        return Finding::error(check, what, "it went wrong, or is wrong now: periods and deadlines follow it", mend);
    }
    if written.plus_seconds(CLOCK_SILENCE_SECONDS) < now {
        let days = (now.0 - written.0) / 1_000_000 / 86_400;
        let what = format!("the last entry of the ledger is {days} days old");
        return Finding::warning(
            check,
            what,
            "if that is wrong, the clock has jumped: nothing is swept until somebody says so",
            mend,
        );
    }
    Finding::fine(check, "the clock fits the last entry of the ledger")
}

fn queue(vitals: &Vitals, now: Moment, serves: bool) -> Vec<Finding> {
    let check = "queue";
    let mut findings = Vec::new();
    for (kind, jobs) in &vitals.queue {
        if jobs.given_up > 0 {
            let what = format!("{} jobs of the kind {kind} were given up", jobs.given_up);
            let why = "what they were about is not done, and nobody tries any more";
            findings.push(Finding::warning(check, what, why, "ryddig jobs list"));
        }
        if let Some(oldest) = jobs.oldest.filter(|oldest| oldest.plus_seconds(JOB_DUE_SECONDS) < now) {
            let minutes = (now.0 - oldest.0) / 1_000_000 / 60;
            let what = format!("a job of the kind {kind} has been due for {minutes} minutes");
            findings.push(if serves {
                Finding::warning(check, what, "the worker does not keep up, or fails", "see the server's log")
            } else {
                Finding::note(check, what + ": it is done when a server runs")
            });
        }
    }
    if findings.is_empty() {
        let waiting: u64 = vitals.queue.iter().map(|(_, jobs)| jobs.waiting).sum();
        findings.push(Finding::fine(check, format!("{waiting} jobs wait for their time, none is late or given up")));
    }
    findings
}

fn waiting_entries(vitals: &Vitals, now: Moment) -> Finding {
    let (check, waiting) = ("ledger", vitals.ledger_waiting);
    let since = vitals.ledger_signed_at.or(vitals.ledger_written_at);
    if waiting > 0 && since.is_some_and(|since| since.plus_seconds(HEAD_AGE_SECONDS) < now) {
        let what = format!("{waiting} entries wait for their number, and no head was signed for some minutes");
        return Finding::warning(
            check,
            what,
            "nothing vouches for them yet",
            "start the server; if it runs, see its log",
        );
    }
    Finding::fine(check, format!("{} entries stand under a signature, {waiting} wait for it", vitals.ledger_entries))
}

/// Whether the ledger is as it was written.
async fn proof(engine: &Engine) -> Finding {
    let check = "ledger";
    match ledger::verify(engine, &Caller::command(Language::En), &[], &[]).await {
        Ok(report) if report.findings.is_empty() => Finding::fine(check, "the ledger is as it was written"),
        Ok(report) => Finding::error(
            check,
            format!("{} places of the ledger are not as they were written", report.findings.len()),
            "somebody changed it, the database was put back by hand, or ledger.key is another one",
            "ryddig verify",
        ),
        Err(failure) => silent(check, &failure),
    }
}

async fn keys(engine: &Engine) -> Finding {
    let check = "keys";
    match privacy::check_keys(engine, &Caller::command(Language::En)).await {
        Ok(found) if found.without_key == 0 => {
            Finding::fine(check, format!("{} rows hold something sealed, and each has its key", found.rows))
        }
        Ok(found) => Finding::error(
            check,
            format!("{} rows with sealed fields have no key", found.without_key),
            "those fields read as empty",
            "if the keys were restored from an old copy, put a newer one in its place",
        ),
        Err(failure) => silent(check, &failure),
    }
}

async fn stored_files(engine: &Engine) -> Finding {
    let check = "files";
    match files::check(engine, &Caller::command(Language::En)).await {
        Ok(found) if found.missing.is_empty() && found.unnamed.is_empty() => {
            Finding::fine(check, format!("{} files are where their rows say", found.files))
        }
        Ok(found) => Finding::error(
            check,
            format!("{} rows lack their file, and {} files have no row", found.missing.len(), found.unnamed.len()),
            "what is missing cannot be shown or handed over",
            "ryddig files check; was the place of the files moved without them?",
        ),
        Err(failure) => silent(check, &failure),
    }
}

/// Whether mail could be handed over now.
pub(super) async fn mail(transport: &Transport) -> Option<Finding> {
    let check = "mail";
    let to_server = match transport {
        Transport::Smtp(_) => true,
        Transport::Directory(_) => false,
        Transport::Memory(_) => return None,
    };
    let why = "mails wait and are tried again for some days, then given up";
    Some(match transport.check().await {
        Ok(()) if to_server => Finding::fine(check, "the mail server answers and lets us in; nothing was sent"),
        Ok(()) => Finding::fine(check, "the folder of outgoing mail can be written"),
        Err(cause @ CheckError::Unreachable(_)) => Finding::error(
            check,
            cause.to_string(),
            why,
            "look whether it runs, at its name and port, and at its certificate",
        ),
        Err(cause @ CheckError::SignIn(_)) => {
            Finding::error(check, cause.to_string(), why, "put the password in --smtp right")
        }
        Err(cause @ CheckError::Folder(_)) => {
            Finding::error(check, cause.to_string(), why, "make room, or name another --outbox")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{
        CLOCK_BEHIND_SECONDS, CLOCK_SILENCE_SECONDS, HEAD_AGE_SECONDS, JOB_DUE_SECONDS, Moment, Vitals, clock,
        postgres, queue, waiting_entries,
    };
    use crate::doctor::finding::Severity;
    use store::JobsOfKind;

    const NOW: Moment = Moment(1_795_000_000_000_000);

    fn vitals(jobs: JobsOfKind, waiting: u64, signed: Moment) -> Vitals {
        Vitals {
            queue: vec![("scrub", jobs)],
            sessions: 0,
            ledger_entries: 3,
            ledger_waiting: waiting,
            ledger_signed_at: Some(signed),
            ledger_written_at: None,
            mailbox_read_at: None,
            mailboxes_late: 0,
            newest_backup: None,
        }
    }

    #[test]
    fn the_clock_is_held_against_the_ledger() {
        let check =
            |seconds, expected| assert_eq!(clock(Some(NOW.plus_seconds(seconds)), NOW).severity, expected, "{seconds}");
        check(0, Severity::Fine);
        check(CLOCK_BEHIND_SECONDS, Severity::Fine);
        check(CLOCK_BEHIND_SECONDS + 1, Severity::Error);
        check(-CLOCK_SILENCE_SECONDS, Severity::Fine);
        check(-CLOCK_SILENCE_SECONDS - 1, Severity::Warning);
        assert_eq!(clock(None, NOW).severity, Severity::Note);
    }

    #[test]
    fn late_jobs_and_given_up_ones_are_told() {
        let due = |seconds: i64| Some(NOW.plus_seconds(-seconds));
        let check = |jobs, expected: &[Severity]| {
            let found = queue(&vitals(jobs, 0, NOW), NOW, true);
            assert_eq!(found.iter().map(|one| one.severity).collect::<Vec<_>>(), expected, "{found:?}");
        };
        check(JobsOfKind::default(), &[Severity::Fine]);
        check(JobsOfKind { waiting: 1, oldest: due(JOB_DUE_SECONDS), given_up: 0 }, &[Severity::Fine]);
        check(JobsOfKind { waiting: 1, oldest: due(JOB_DUE_SECONDS + 1), given_up: 0 }, &[Severity::Warning]);
        check(JobsOfKind { waiting: 0, oldest: None, given_up: 2 }, &[Severity::Warning]);
        let late = JobsOfKind { waiting: 1, oldest: due(JOB_DUE_SECONDS + 1), given_up: 0 };
        let idle = queue(&vitals(late, 0, NOW), NOW, false);
        assert_eq!(idle[0].severity, Severity::Note, "nobody works on them");
    }

    #[test]
    fn entries_without_a_number_are_told_after_a_while() {
        let check = |waiting, seconds: i64| {
            waiting_entries(&vitals(JobsOfKind::default(), waiting, NOW.plus_seconds(-seconds)), NOW)
        };
        assert_eq!(check(0, HEAD_AGE_SECONDS + 1).severity, Severity::Fine, "nothing happened");
        assert_eq!(check(1, HEAD_AGE_SECONDS).severity, Severity::Fine);
        assert_eq!(check(1, HEAD_AGE_SECONDS + 1).severity, Severity::Warning);
    }

    #[test]
    fn postgres_is_judged_by_version_encoding_and_log() {
        let check = |version, encoding, recycles| {
            let found = postgres(version, encoding, recycles);
            found.iter().map(|one| one.severity).max()
        };
        assert_eq!(check(150_000, "UTF8", false), Some(Severity::Fine));
        assert_eq!(check(149_999, "UTF8", false), Some(Severity::Error));
        assert_eq!(check(170_001, "LATIN1", false), Some(Severity::Error));
        assert_eq!(check(170_001, "UTF8", true), Some(Severity::Warning));
    }
}
