//! Years of a small company in a second: random messages, answers, erasures and sweeps, by seed.

use super::home::{DAY_SECONDS, Home, NOW, network};
use crate::correspondence::answer;
use crate::privacy::{
    Aim, Carried, Choice, Decided, Judged, WhichText, Wish, carry_out, decide_text, plan_wish, shared_texts, sweep,
};
use crate::website::{Outcome, Which, accept, discard, request, requests};
use crate::{Caller, Engine, Language, Moment, RowId, day_of};

const STEPS: usize = 250;
const STAFF: [&str; 2] = ["ida@fjordlys.example", "per@fjordlys.example"];
/// Colleagues write to the company too.
pub(super) const SENDERS: [&str; 6] =
    ["a@kunde.example", "b@kunde.example", "c@kunde.example", "d@kunde.example", STAFF[0], STAFF[1]];

/// Numbers that are the same for the same seed (xorshift, Marsaglia 2003).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % sides
    }
}

pub(super) struct Company {
    pub(super) home: Home,
    staff: Vec<Caller>,
    pub(super) dice: Dice,
    pub(super) now: Moment,
}

impl Company {
    pub(super) async fn over(home: Home, seed: u64) -> Self {
        let mut staff = Vec::new();
        for address in STAFF {
            staff.push(home.colleague(address, &["support", "privacy-lead"]).await);
        }
        Self { home, staff, dice: Dice(seed), now: NOW }
    }

    /// Does something.
    pub(super) async fn step(&mut self, step: usize) {
        match self.dice.roll(8) {
            0..=3 => self.write(step).await,
            4 | 5 => self.answer_or_judge().await,
            6 => self.erase().await,
            _ => {
                let days = i64::try_from(self.dice.roll(60)).unwrap_or(0);
                self.pass(days).await;
            }
        }
    }

    async fn write(&mut self, step: usize) {
        let email = SENDERS[self.dice.roll(SENDERS.len())];
        let doubtful = self.dice.roll(4) == 0;
        let outcome = self.home.send(self.now, |form| {
            form.email = email.to_owned();
            form.message = format!("melding {step}");
            form.network = network([198, 51, u8::try_from(step % 250).unwrap_or(0), 1]);
            if doubtful {
                form.trap = "x".to_owned();
            }
        });
        assert_eq!(outcome.await, Outcome::Received);
    }

    async fn answer_or_judge(&mut self) {
        let who = self.staff[self.dice.roll(self.staff.len())].clone();
        let engine = &self.home.engine;
        let which = if self.dice.roll(2) == 0 { Which::Open } else { Which::Doubtful };
        let lines = requests(engine, &who, which, None).await.expect("staff may read");
        if lines.is_empty() {
            return;
        }
        let id = lines[self.dice.roll(lines.len())].id;
        let version = request(engine, &who, id).await.expect("it is there").version;
        match (which, self.dice.roll(2)) {
            (Which::Doubtful, 0) => accept(engine, &who, self.now, id, version).await.expect("it is let in"),
            (Which::Doubtful, _) => discard(engine, &who, self.now, id, version).await.expect("it goes"),
            (Which::Open | Which::Answered, _) => {
                answer(engine, &who, self.now, id, version, ("Svar", crate::correspondence::Past::default()))
                    .await
                    .expect("it is queued");
            }
        }
    }

    async fn erase(&mut self) {
        let email = SENDERS[self.dice.roll(SENDERS.len())];
        let Some(person) = self.home.find(email).await else { return };
        let (engine, who) = (&self.home.engine, &self.staff[0]);
        decide_texts(engine, who, self.now, person, &mut self.dice).await;
        let plan = plan_wish(engine, who, (person, Wish::Erasure), Language::En, day_of(self.now))
            .await
            .expect("staff may plan");
        let erased = carry_out(engine, who, self.now, (person, Wish::Erasure), &plan.fingerprint, Language::En)
            .await
            .expect("it is done");
        assert_eq!(matches!(erased, Carried::Done(_)), plan.does_something, "what is shown is done: {erased:?}");
        let again = self.home.find(email).await;
        assert_eq!(again.is_some(), STAFF.contains(&email), "{email} after an erasure");
    }

    async fn pass(&mut self, days: i64) {
        self.now = self.now.plus_seconds(days * DAY_SECONDS);
        self.home.work(self.now).await;
        let report = sweep(&self.home.engine, self.now, day_of(self.now), false).await.expect("the sweep runs");
        assert_eq!(report.put_off, 0, "nothing is left over: {report:?}");
        let left = sweep(&self.home.engine, self.now, day_of(self.now), true).await.expect("the trial runs");
        assert!(left.deleted.is_empty() && left.cleared.is_empty(), "one sweep takes all that is due: {left:?}");
    }
}

/// Decides at random about the texts of others that tell of `person`: everybody here is called the same. Gives the rows
/// out of which what tells of them is taken.
pub(super) async fn decide_texts(
    engine: &Engine,
    who: &Caller,
    now: Moment,
    person: RowId,
    dice: &mut Dice,
) -> Vec<RowId> {
    let about = (person, Aim::Erasure);
    let texts = shared_texts(engine, who, now, about, WhichText::All).await.expect("staff may see");
    let mut taken = Vec::new();
    for text in texts.shown.into_iter().filter(|text| text.stopped.is_none()) {
        let ticked = text.places.iter().map(|place| place.passage).collect();
        let (choice, reason) = match dice.roll(4) {
            0 => (Choice::Keep, "Den andre trenger den"),
            1 => (Choice::Remove, ""),
            _ => (Choice::Redact { ticked, words: String::new() }, ""),
        };
        if choice != Choice::Keep {
            taken.push(text.row);
        }
        let (entity, row, field, version) = (text.entity, text.row, text.field_key, text.version);
        let judged = Judged { entity, row, field, version, choice, reason: reason.to_owned() };
        let decided = decide_text(engine, who, now, about, &judged).await.expect("staff may decide");
        assert_eq!(decided, Decided::Done);
    }
    taken
}

async fn years(seed: u64) {
    let mut company = Company::over(Home::new(), seed).await;
    for step in 0..STEPS {
        company.step(step).await;
    }
    company.pass(366).await;
    for email in SENDERS {
        assert_eq!(company.home.find(email).await.is_some(), STAFF.contains(&email), "{email} a year after");
    }
}

#[tokio::test]
#[expect(clippy::disallowed_macros, reason = "a test that fails says which seed it was")]
async fn whatever_happens_an_erasure_is_whole_and_a_sweep_leaves_nothing_due() {
    for seed in [1, 20_779, 0x5eed_5eed_5eed] {
        println!("seed {seed}");
        years(seed).await;
    }
}
