//! Random years of a company beside a naive account of them: after every step both say the same.

mod book;

use super::home::{DAY_SECONDS, Home, NOW, network};
use super::simulation::{Dice, decide_texts};
use crate::correspondence::answer;
use crate::privacy::{Wish, carry_out, plan_wish, replay, sweep};
use crate::website::{Outcome, Which, requests};
use crate::{Caller, Language, Moment, RowId, day_of};
use book::{Book, Hold, Mark};
use jiff::civil::Date;
use model::{Day, Record, Restriction, Value};
use rights::{Operation, Viewer, scope};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Changes, Folder, Query, Store};
use tempfile::TempDir;

const SENDERS: [&str; 4] = ["a@kunde.example", "b@kunde.example", "c@kunde.example", "d@kunde.example"];
/// With each seed, where the environment does not name another number.
const STEPS: usize = 70;
const STEPS_VARIABLE: &str = "RYDDIG_NAIVE_STEPS";
const SEEDS: [u64; 3] = [11, 20_261_128, 0x5eed_0bad_cafe];

struct Beside {
    home: Home,
    ida: Caller,
    per: Caller,
    book: Book,
    dice: Dice,
    now: Moment,
    /// The newest backup, and the account as it was then.
    copy: Option<(TempDir, Book)>,
    done: BTreeMap<&'static str, usize>,
    /// Rows of others out of which what tells of somebody who went was taken.
    taken: BTreeSet<RowId>,
    placed: u8,
}

impl Beside {
    async fn new(seed: u64) -> Self {
        let home = Home::over(TempDir::new().expect("a folder"), None);
        let ida = home.ida().await;
        let per = home.colleague("per@fjordlys.example", &["support"]).await;
        let (book, dice, done) = (Book::default(), Dice::new(seed), BTreeMap::new());
        let taken = BTreeSet::new();
        Self { home, ida, per, book, dice, now: NOW, copy: None, done, taken, placed: 0 }
    }

    fn today(&self) -> Date {
        date(day_of(self.now))
    }

    async fn step(&mut self, step: usize) -> &'static str {
        let what = match self.dice.roll(20) {
            0..=5 => self.write(step).await,
            6 | 7 => self.answer().await,
            8 => self.hold().await,
            9 => self.end_hold().await,
            10 => self.wish(Wish::Restriction).await,
            11 => self.wish(Wish::Lifting).await,
            12 | 13 => self.wish(Wish::Erasure).await,
            14 => {
                let report = sweep(&self.home.engine, self.now, day_of(self.now), false).await.expect("it runs");
                assert_eq!(report.put_off, 0, "{report:?}");
                self.book.swept(self.today());
                "sweep"
            }
            15..=17 => {
                let days = i64::try_from(self.dice.roll(50)).expect("few");
                self.now = self.now.plus_seconds(days * DAY_SECONDS);
                self.home.work(self.now).await;
                "clock"
            }
            18 => self.back_up().await,
            _ => self.restore().await,
        };
        *self.done.entry(what).or_default() += 1;
        what
    }

    async fn rows(&self, entity: &str) -> Vec<Record> {
        let model = self.home.engine.model();
        let entity = model.entity_named(entity).expect("it is in the register");
        let read = scope(model, &Viewer::Engine, entity, Operation::Read).expect("the engine may");
        self.home.engine.store().find(Query::over(&read)).await.expect("the store works")
    }

    async fn ids(&self, entity: &str) -> BTreeSet<RowId> {
        self.rows(entity).await.into_iter().map(|row| row.id).collect()
    }

    async fn write(&mut self, step: usize) -> &'static str {
        let address = SENDERS[self.dice.roll(SENDERS.len())];
        let (messages, mails) = (self.ids("contact_request").await, self.ids("email").await);
        let sent = self.home.send(self.now, |form| {
            form.email = address.to_owned();
            form.phone = String::new();
            form.message = format!("melding {step}");
            form.network = network([198, 51, u8::try_from(step % 250).unwrap_or(0), 1]);
        });
        assert_eq!(sent.await, Outcome::Received);
        let new = self.ids("contact_request").await.difference(&messages).copied().collect::<Vec<_>>();
        let mails = self.ids("email").await.difference(&mails).copied().collect();
        assert_eq!(new.len(), 1, "one message");
        let who = self.home.find(address).await.expect("they wrote");
        if let Some(known) = self.book.who(address) {
            assert_eq!(known, who, "nobody is made beside themselves");
        }
        let today = self.today();
        self.book.writes(who, address, new[0], mails, today);
        "write"
    }

    async fn answer(&mut self) -> &'static str {
        let open: Vec<RowId> = self.book.open().into_iter().collect();
        if open.is_empty() {
            return "nothing";
        }
        let id = open[self.dice.roll(open.len())];
        let mails = self.ids("email").await;
        let version = crate::website::request(&self.home.engine, &self.per, id).await.expect("Per may").version;
        answer(&self.home.engine, &self.per, self.now, id, version, ("Svar", crate::correspondence::Past::default()))
            .await
            .expect("it is queued");
        let new = self.ids("email").await.difference(&mails).copied().collect::<Vec<_>>();
        let today = self.today();
        self.book.answered(id, new[0], today);
        "answer"
    }

    async fn hold(&mut self) -> &'static str {
        let Some(who) = self.book.who(SENDERS[self.dice.roll(SENDERS.len())]) else { return "nothing" };
        let everything = self.dice.roll(2) == 0;
        self.placed += 1;
        self.place(who, RowId([self.placed; 16]), Hold { everything, ended: None }).await;
        "hold"
    }

    async fn place(&mut self, who: RowId, id: RowId, hold: Hold) {
        let model = self.home.engine.model();
        let entity = model.entity_named("legal_hold").expect("there are legal holds");
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let text = |text: &str| Value::Text(text.to_owned());
        let mut cells = vec![
            ("person", Value::Id(who)),
            ("scope", text(if hold.everything { "all" } else { "kind" })),
            ("of_kind", text("contact_request")),
            ("reason", text("Krav om erstatning")),
            ("placed_on", Value::Day(day_of(self.now))),
            ("review_on", Value::Day(Day(day_of(self.now).0 + 90))),
        ];
        cells.extend(hold.ended.map(|on| ("ended_on", Value::Day(day(on)))));
        let field = |key: &str| model.field_named(entity, key).expect(key);
        let mut changes = Changes::new();
        let cells = cells.into_iter().map(|(key, value)| (field(key), value)).collect();
        changes.insert(&write, id, cells).expect("it fits");
        self.home.engine.store().apply(changes).await.expect("the store works");
        self.book.people.get_mut(&who).expect("known").holds.insert(id, hold);
    }

    async fn end_hold(&mut self) -> &'static str {
        let today = self.today();
        let holds = self.book.people.values_mut().flat_map(|one| &mut one.holds);
        let mut standing: Vec<_> = holds.filter(|(_, hold)| hold.ended.is_none()).collect();
        if standing.is_empty() {
            return "nothing";
        }
        let at = self.dice.roll(standing.len());
        let (id, hold) = &mut standing[at];
        hold.ended = Some(today);
        let id = **id;
        let row = self.rows("legal_hold").await.into_iter().find(|row| row.id == id).expect("it stands");
        let model = self.home.engine.model();
        let write = scope(model, &Viewer::Engine, row.entity, Operation::Write).expect("the engine may");
        let ended = model.field_named(row.entity, "ended_on").expect("it ends");
        let mut changes = Changes::new();
        changes.update(&write, id, row.version, vec![(ended, Value::Day(day_of(self.now)))]).expect("it fits");
        self.home.engine.store().apply(changes).await.expect("the store works");
        "end of a hold"
    }

    async fn wish(&mut self, wish: Wish) -> &'static str {
        let Some(who) = self.book.who(SENDERS[self.dice.roll(SENDERS.len())]) else { return "nothing" };
        let engine = &self.home.engine;
        let today = day_of(self.now);
        if wish == Wish::Erasure {
            self.taken.extend(decide_texts(engine, &self.ida, self.now, who, &mut self.dice).await);
        }
        let plan = plan_wish(engine, &self.ida, (who, wish), Language::En, today).await.expect("Ida may");
        let done = carry_out(engine, &self.ida, self.now, (who, wish), &plan.fingerprint, Language::En);
        done.await.expect("the store works");
        match wish {
            Wish::Erasure => {
                self.book.erased(who);
                "erasure"
            }
            Wish::Restriction => {
                self.book.wishes_restriction(who);
                "restriction"
            }
            Wish::Lifting => {
                self.book.lifted(who);
                "lifting"
            }
        }
    }

    #[expect(clippy::disallowed_types, reason = "a backup is a file")]
    async fn back_up(&mut self) -> &'static str {
        let folder = TempDir::new().expect("a folder");
        let file = std::fs::File::create(folder.path().join("copy")).expect("a file");
        self.home.engine.store().back_up(file, self.now).await.expect("the backup is made");
        self.copy = Some((folder, self.book.copied()));
        "backup"
    }

    #[expect(clippy::disallowed_types, reason = "a backup is a file")]
    async fn restore(&mut self) -> &'static str {
        let Some((backup, then)) = self.copy.take() else { return "nothing" };
        let folder = TempDir::new().expect("a folder");
        let journal = self.home.engine.store().folder().join("erasures.journal");
        // Before the first erasure there is none.
        let _ = std::fs::copy(journal, folder.path().join("erasures.journal"));
        let file = std::fs::File::open(backup.path().join("copy")).expect("the backup");
        let locked = Folder::lock(folder.path(), "test").expect("the folder is free");
        let model = Arc::new(testkit::model());
        Store::restore(&locked, None, model, self.now, std::io::BufReader::new(file)).expect("it is restored");
        drop(locked);
        self.home = Home::over(folder, None);
        replay(&self.home.engine, self.now, true).await.expect("the journal is replayed");
        let back = self.book.restored(then);
        let before = std::mem::replace(&mut self.book, back);
        // Somebody enters the legal holds again that the backup did not have: nothing else says how long they bind.
        let (there, people) = (self.book.holds(), self.book.everybody());
        for (who, one) in before.people.into_iter().filter(|(who, _)| people.contains(who)) {
            for (id, hold) in one.holds.into_iter().filter(|(id, _)| !there.contains(id)) {
                self.place(who, id, hold).await;
            }
        }
        "restore"
    }

    /// Both say the same.
    async fn compare(&self, case: &str) {
        let mark = |row: &Record| match row.restricted {
            None => None,
            Some(Restriction::Asked) => Some(Mark::Wished),
            Some(Restriction::Bound) => Some(Mark::Kept),
        };
        let messages: BTreeMap<_, _> =
            self.rows("contact_request").await.iter().map(|row| (row.id, mark(row))).collect();
        let expected: BTreeMap<_, _> = self.book.messages().map(|(id, it)| (*id, it.mark)).collect();
        assert_eq!(messages, expected, "messages, {case}");
        let mails: BTreeSet<RowId> = self.book.messages().flat_map(|(_, it)| it.mails.iter().copied()).collect();
        assert_eq!(self.ids("email").await, mails, "mails, {case}");
        for mail in self.rows("email").await.iter().filter(|mail| self.taken.contains(&mail.id)) {
            let told = format!("{:?}", mail.cells);
            assert!(!told.contains("Kari") && told.contains('█'), "what was taken out of a mail, {case}: {told}");
        }
        assert_eq!(self.ids("legal_hold").await, self.book.holds(), "holds, {case}");
        for address in SENDERS {
            assert_eq!(self.home.find(address).await, self.book.who(address), "{address}, {case}");
        }
        let user = self.home.engine.model().entity_named("user").expect("there are users");
        let person = self.home.engine.model().field_named(user, "person").expect("a user is somebody");
        let staff: BTreeSet<RowId> = self.rows("user").await.iter().filter_map(|row| row.link(person)).collect();
        let people: BTreeSet<RowId> = self.ids("person").await.difference(&staff).copied().collect();
        assert_eq!(people, self.book.everybody(), "people, {case}");
        let open = requests(&self.home.engine, &self.per, Which::Open, None).await.expect("Per may");
        let open: BTreeSet<RowId> = open.iter().map(|line| line.id).collect();
        assert_eq!(open, self.book.open(), "what a colleague sees, {case}");
    }
}

fn day(date: Date) -> Day {
    Day(date.since((jiff::Unit::Day, Date::new(1970, 1, 1).expect("a day"))).expect("near").get_days())
}

fn date(day: Day) -> Date {
    Date::new(1970, 1, 1).expect("a day").checked_add(jiff::Span::new().days(day.0)).expect("near")
}

#[tokio::test]
#[expect(clippy::disallowed_macros, reason = "a test that fails says which seed it was")]
#[expect(clippy::disallowed_methods, reason = "whoever runs a test says how long it may take")]
async fn a_naive_account_of_the_same_years_says_the_same() {
    let steps = std::env::var(STEPS_VARIABLE).map_or(STEPS, |steps| steps.parse().expect("a number of steps"));
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in SEEDS {
        println!("seed {seed}");
        let mut beside = Beside::new(seed).await;
        for step in 0..steps {
            let what = beside.step(step).await;
            beside.compare(&format!("seed {seed}, step {step}: {what} on {}", beside.today())).await;
        }
        for (what, times) in beside.done {
            *done.entry(what).or_default() += times;
        }
    }
    println!("{done:?}");
    assert_eq!(done.len(), 12, "each was done: {done:?}");
}
