//! The erasure journal: what it says of changes that were carried out, that were stale, and of lines that are broken.

use super::home::{Home, NOW, id};
use crate::journal::{Erasure, Journal};
use crate::{Again, ApplyError, Changes, Outcome, check};
use model::{Moment, Value};
use proptest::prelude::*;
use rights::{Cut, Passage, Taken};
use std::collections::HashSet;
use std::fs;

fn erasure(home: &Home, receipt: u128, person: u128, version: i64) -> Changes {
    let mut changes = Changes::new();
    changes.delete(&home.write("person"), id(person), version).unwrap();
    changes.erases(id(receipt), NOW);
    changes
}

#[tokio::test]
async fn a_stale_erasure_is_void_and_one_that_was_carried_out_is_done() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let stale = home.store.apply(erasure(&home, 10, 1, 7)).await;
    assert!(matches!(stale, Err(ApplyError::Stale { .. })));
    home.store.apply(erasure(&home, 11, 1, 1)).await.unwrap();
    let journal = home.store.journal();
    let (erasures, broken) = journal.erasures().unwrap();
    assert_eq!(erasures, [(id(10), Some(Outcome::Void)), (id(11), Some(Outcome::Done))]);
    assert_eq!(broken, 0);
    let rows = journal.rows(home.store.model(), &HashSet::from([id(11)])).unwrap();
    let entity = home.entity("person");
    let again =
        Again { receipt: id(11), entity, id: id(1), version: 1, fields: None, cuts: Vec::new(), restricted: None };
    assert_eq!(rows, [again]);
    // Done once is done, though it was tried again in vain.
    journal.end(id(11), Outcome::Void).unwrap();
    assert_eq!(journal.erasures().unwrap().0[1], (id(11), Some(Outcome::Done)));
}

#[tokio::test]
async fn what_was_taken_out_of_a_text_is_listed_by_its_places_alone() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari Nordmann")).await.unwrap();
    let name = home.field("person.name");
    let what = Taken::Passages(vec![Passage { from: 0, to: 4 }, Passage { from: 5, to: 13 }]);
    let cuts = vec![Cut { field: name, what }];
    let mut changes = Changes::new();
    let cells = vec![(name, Value::Text("█ █".to_owned()))];
    changes.update(&home.write("person"), id(1), 1, cells).unwrap();
    changes.takes_out(id(1), cuts.clone());
    changes.erases(id(11), NOW);
    home.store.apply(changes).await.unwrap();
    let rows = home.store.journal().rows(home.store.model(), &HashSet::from([id(11)])).unwrap();
    assert_eq!(rows.iter().map(|row| (&row.cuts, row.fields.clone())).collect::<Vec<_>>(), [(&cuts, Some(vec![]))]);
    let journal = fs::read_to_string(home.folder.path().join("erasures.journal")).unwrap();
    assert!(journal.contains(" 1 name:0-4+5-13\n"), "{journal}");
    assert!(!journal.contains("Kari"));
}

#[tokio::test]
async fn an_altered_line_is_left_out_and_counted() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    home.store.apply(erasure(&home, 10, 1, 1)).await.unwrap();
    let path = home.folder.path().join("erasures.journal");
    let altered = fs::read_to_string(&path).unwrap().replace(" person ", " person_ ");
    fs::write(&path, altered).unwrap();
    let journal = home.store.journal();
    assert_eq!(journal.erasures().unwrap(), (vec![(id(10), Some(Outcome::Done))], 1));
    assert_eq!(journal.rows(home.store.model(), &HashSet::from([id(10)])).unwrap(), []);
}

/// An erasure as the journal has it: its receipt, when it was begun, whose row it took, and what became of it.
type Told = (u128, i64, u128, Option<Outcome>);

/// Fewer receipts than erasures: some are begun again.
fn told() -> impl Strategy<Value = Told> {
    let outcome = proptest::sample::select(&[None, Some(Outcome::Done), Some(Outcome::Void)][..]);
    (0..12_u128, 0..100_i64, 1..4_u128, outcome)
}

fn write(home: &Home, journal: &Journal, (receipt, at, person, outcome): Told) {
    let changes = erasure(home, receipt, person, 1);
    let writes = check::writes(home.store.tables(), changes).unwrap();
    journal.begin(home.store.tables(), Erasure { receipt: id(receipt), at: Moment(at) }, (&writes, &[])).unwrap();
    if let Some(outcome) = outcome {
        journal.end(id(receipt), outcome).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn only_what_no_backup_can_bring_back_is_forgotten(
        all in proptest::collection::vec(told(), 0..30),
        later in proptest::collection::vec(told(), 0..5),
        before in 0..100_i64,
        cut in 0..4_u8,
    ) {
        thread_local!(static HOME: Home = Home::new());
        HOME.with(|home| {
            let folder = tempfile::TempDir::new().unwrap();
            let path = folder.path().join("journal");
            let (journal, other) = (Journal::open(&path).unwrap(), Journal::open(&path).unwrap());
            for one in &all {
                write(home, &journal, *one);
            }
            let known = |journal: &Journal| journal.erasures().unwrap().0;
            let receipts: HashSet<_> = all.iter().chain(&later).map(|one| id(one.0)).collect();
            let rows = |journal: &Journal| journal.rows(home.store.model(), &receipts).unwrap();
            let (begun, listed) = (known(&journal), rows(&journal));
            let last = |receipt| all.iter().filter(|one| id(one.0) == receipt).map(|one| one.1).max().unwrap();
            let is_old = |receipt, outcome: Option<Outcome>| outcome.is_some() && last(receipt) < before;
            let kept: Vec<_> = begun.iter().copied().filter(|(receipt, outcome)| !is_old(*receipt, *outcome)).collect();
            let begun_count = begun.len();
            let cut_short = || std::io::Error::other("cut short");
            let forgotten = journal.forget_until(Moment(before), &mut |step| {
                if step == cut { Err(cut_short()) } else { Ok(()) }
            });
            if cut == 0 {
                prop_assert_eq!(forgotten.unwrap(), begun.len() - kept.len());
            } else if begun.len() > kept.len() {
                prop_assert!(forgotten.is_err());
                // Before the new file has its name nothing is lost, and afterwards only what should be.
                prop_assert_eq!(known(&Journal::open(&path).unwrap()), if cut < 3 { begun } else { kept.clone() });
            }
            // Another process that had the journal open finds the new one, and so does the one that was cut short.
            prop_assert!(other.forget(Moment(before)).is_ok());
            prop_assert_eq!(&known(&journal), &kept);
            let until = (kept.len() < begun_count).then_some(Moment(before));
            prop_assert_eq!(journal.forgotten_until().unwrap(), until);
            let kept_rows: Vec<Again> = listed.into_iter().filter(|row| kept.iter().any(|(it, _)| *it == row.receipt)).collect();
            prop_assert_eq!(rows(&journal), kept_rows);
            for (number, one) in later.iter().enumerate() {
                write(home, if number % 2 == 0 { &journal } else { &other }, *one);
            }
            let mut expected: HashSet<_> = kept.iter().map(|(receipt, _)| *receipt).collect();
            expected.extend(later.iter().map(|one| id(one.0)));
            prop_assert_eq!(known(&other).into_iter().map(|(it, _)| it).collect::<HashSet<_>>(), expected);
            prop_assert_eq!(journal.erasures().unwrap().1, 0, "no line is torn");
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn a_backup_from_before_what_was_forgotten_is_refused() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let place = tempfile::TempDir::new().unwrap();
    let copy = place.path().join("copy");
    home.store.back_up(fs::File::create(&copy).unwrap(), Moment(NOW.0 - 2)).await.unwrap();
    home.store.apply(erasure(&home, 10, 1, 1)).await.unwrap();
    let restored = || {
        let folder = tempfile::TempDir::new().unwrap();
        fs::copy(home.store.folder().join("erasures.journal"), folder.path().join("erasures.journal")).unwrap();
        let lock = crate::Folder::lock(folder.path(), "test").unwrap();
        let url = super::home::is_postgres().then(|| super::home::url(folder.path()));
        let from = std::io::BufReader::new(fs::File::open(&copy).unwrap());
        let model = std::sync::Arc::clone(home.store.model());
        crate::Store::restore(&lock, url.as_deref(), model, NOW, from)
    };
    assert_eq!(home.store.journal().forget(NOW).unwrap(), 0);
    assert!(restored().is_ok(), "nothing was forgotten");
    assert_eq!(home.store.journal().forget(Moment(NOW.0 + 1)).unwrap(), 1);
    assert!(matches!(restored(), Err(crate::BackupError::TooOld)));
}
