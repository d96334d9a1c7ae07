//! A made-up company with two years behind it: who works there, its customers, and what they have had to do with each other.
//!
//! Rows come piece by piece, so that a million people need no more memory than two thousand, and they are the same for the
//! same seed and moment. Everything lies within its period: what is due is meant to be. It must not know how a row is written.

mod course;
mod customers;
mod days;
mod dice;
mod hours;
mod house;
mod letters;
mod names;
mod newsletter;
mod personnel;
mod privacy;
mod projects;
mod row;
mod sales;
mod staff;
mod support;
#[cfg(test)]
mod tests;
mod texts;
mod visitors;

pub(super) use row::{Cell, Row};

use days::Days;
use dice::Dice;
use engine::{Day, Moment, RowId};
use house::House;
use staff::Colleague;

/// How far back it goes.
const HISTORY_DAYS: i64 = 725;
/// How many customers have a history of cases, sales and projects; whoever comes beyond them makes the lists long.
const CUSTOMERS_WITH_A_HISTORY: usize = 200;
/// People for each organisation, on average.
const PEOPLE_OF_AN_ORGANISATION: usize = 10;

/// What the company is made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// The dice.
    pub(super) seed: u64,
    /// How many people, about.
    pub(super) people: usize,
    /// As of when.
    pub(super) now: Moment,
    /// The owner, who is there already: as a person and as a user.
    pub(super) owner: (RowId, RowId),
}

/// The company, as far as it is made.
pub(super) struct Company {
    wanted: Wanted,
    days: Days,
    dice: Dice,
    rows: Vec<Row>,
    stage: Stage,
    numbers: Numbers,
    staff: Vec<Colleague>,
    house: House,
    clients: Vec<customers::Client>,
    planned: Vec<course::Planned>,
    projects: Vec<projects::Project>,
    subscribers: Vec<newsletter::Subscriber>,
    /// Some whom privacy has to do with: they and their address.
    known: Vec<(RowId, RowId)>,
    agreements: Vec<(RowId, RowId)>,
    /// The mail that came in last: when, its row and from whom.
    newest_mail: Option<letters::Newest>,
}

/// The last of each series that was given.
struct Numbers {
    organisation: u32,
    account: u32,
    phone: usize,
}

/// What is made next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    House,
    Customer(usize),
    Course,
    Prospects,
    Visitors,
    Hours(usize),
    Personnel(usize),
    Newsletter,
    Privacy,
    Done,
}

impl Company {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            days: Days::new(wanted.now),
            dice: Dice::of(wanted.seed, "house", 0),
            rows: Vec::new(),
            stage: Stage::House,
            numbers: Numbers { organisation: 310_000_300, account: 100_000, phone: 0 },
            staff: Vec::new(),
            house: House::default(),
            clients: Vec::new(),
            planned: Vec::new(),
            projects: Vec::new(),
            subscribers: Vec::new(),
            known: Vec::new(),
            agreements: Vec::new(),
            newest_mail: None,
        }
    }

    fn organisations(&self) -> usize {
        (self.wanted.people / PEOPLE_OF_AN_ORGANISATION).max(4)
    }

    /// Makes the next piece.
    fn advance(&mut self) {
        let stage = self.stage;
        let of = |part: &str, number: usize| Dice::of(self.wanted.seed, part, u64::try_from(number).unwrap_or(0));
        self.stage = match stage {
            Stage::House => {
                self.furnish();
                Stage::Customer(0)
            }
            Stage::Customer(number) => {
                self.dice = of("customer", number);
                self.customer(number, number < CUSTOMERS_WITH_A_HISTORY);
                if number + 1 < self.organisations() { Stage::Customer(number + 1) } else { Stage::Course }
            }
            Stage::Course => {
                self.dice = of("course", 0);
                self.course_of_things();
                Stage::Prospects
            }
            Stage::Prospects => {
                self.dice = of("prospects", 0);
                self.prospects();
                Stage::Visitors
            }
            Stage::Visitors => {
                self.dice = of("visitors", 0);
                self.visitors();
                Stage::Hours(0)
            }
            Stage::Hours(number) => {
                self.dice = of("hours", number);
                self.hours(number);
                if number + 1 < self.staff.len() { Stage::Hours(number + 1) } else { Stage::Personnel(0) }
            }
            Stage::Personnel(number) => {
                self.dice = of("personnel", number);
                self.personnel(number);
                if number + 1 < self.staff.len() { Stage::Personnel(number + 1) } else { Stage::Newsletter }
            }
            Stage::Newsletter => {
                self.dice = of("newsletter", 0);
                self.newsletter();
                Stage::Privacy
            }
            Stage::Privacy | Stage::Done => {
                self.dice = of("privacy", 0);
                self.privacy();
                Stage::Done
            }
        };
    }

    /// A new row of `kind`, made at `at`.
    fn new_row(&mut self, kind: &'static str, at: Moment) -> Row {
        Row::new(kind, self.dice.id(at), at)
    }

    fn put(&mut self, row: Row) -> RowId {
        let id = row.id;
        self.rows.push(row);
        id
    }

    /// A person with what is told of them.
    fn put_person(&mut self, name: &str, source: &'static str, since: Day, at: Moment) -> RowId {
        let language = self.dice.weighted(&[("nb", 92), ("en", 8)]);
        let row = self.new_row("person", at).set("name", name).set("language", language);
        self.put(row.set("source", source).set("since", since))
    }

    fn put_address(&mut self, person: RowId, address: &str, source: &'static str, since: Day, at: Moment) -> RowId {
        let row = self.new_row("email_address", at).set("holder", "person").set("person", person);
        self.put(row.set("address", address).set("source", source).set("since", since))
    }
}

impl Iterator for Company {
    type Item = Vec<Row>;

    fn next(&mut self) -> Option<Vec<Row>> {
        if self.stage == Stage::Done {
            return None;
        }
        self.advance();
        Some(std::mem::take(&mut self.rows))
    }
}
