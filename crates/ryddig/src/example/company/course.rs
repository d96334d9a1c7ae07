//! What happens with the customers who have a history, in the order in which it happens: so that numbers rise with time.

use super::Company;
use super::customers::Client;
use super::days::{at_work, plus, workday};
use engine::Day;

const CASES_OF_A_CUSTOMER_MAX: i64 = 20;

/// Something that begins on a day with one of the customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Planned {
    day: Day,
    client: usize,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Sale,
    Project,
    Case,
}

impl Company {
    /// Plans what is to happen with a customer, and keeps them in mind for it.
    pub(super) fn plan(&mut self, client: Client) {
        let today = self.days.today;
        let (first, last) = (client.first_day(today), client.last_day(today));
        let at = self.clients.len();
        let plan = |company: &mut Self, what, first: Day, last: Day| {
            let day = workday(&mut company.dice, first, last);
            if day <= last {
                company.planned.push(Planned { day, client: at, what });
            }
        };
        if client.customer.is_some() {
            let most = CASES_OF_A_CUSTOMER_MAX * i64::from(last.0 - first.0).max(1) / super::HISTORY_DAYS;
            for _ in 0..self.dice.between(1, most.max(2)) {
                plan(self, What::Case, first, last);
            }
            for _ in 0..self.dice.between(0, 4) {
                plan(self, What::Sale, first, last.min(plus(today, -1)));
            }
            for _ in 0..self.dice.weighted(&[(0, 50), (1, 35), (2, 15)]) {
                plan(self, What::Project, first, last.min(plus(today, if client.ended.is_some() { 0 } else { 20 })));
            }
        } else {
            plan(self, What::Sale, first.max(plus(today, -90)), plus(today, -1));
        }
        self.clients.push(client);
    }

    /// Lets all of it happen.
    pub(super) fn course_of_things(&mut self) {
        let (clients, mut planned) = (std::mem::take(&mut self.clients), std::mem::take(&mut self.planned));
        planned.sort_unstable();
        for Planned { day, client, what } in planned {
            let client = &clients[client];
            match what {
                What::Case => {
                    let created = at_work(&mut self.dice, self.days, day);
                    self.case(client, created);
                }
                What::Sale => self.sale(client, day),
                What::Project => self.project(client, day),
            }
        }
    }
}
