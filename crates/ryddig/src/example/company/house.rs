//! How the house is arranged: products, queues and deadlines, mailboxes, answers that are used again.

use super::Company;
use super::days::{clock, date, plus};
use super::row::{kroner, percent};
use super::staff::Craft;
use super::texts::{ANSWERS, CLOSED_DAYS, PRODUCTS};
use engine::{Moment, RowId, day_of};

/// What the rest of the company refers to.
#[derive(Debug, Clone, Default)]
pub(super) struct House {
    /// Each with its price and unit, as in [`PRODUCTS`].
    pub(super) products: Vec<RowId>,
    pub(super) queues: Vec<RowId>,
    pub(super) policies: Vec<RowId>,
    pub(super) mailboxes: Vec<RowId>,
    pub(super) categories: Vec<RowId>,
    /// The case before, which the next one may hang together with.
    pub(super) case: Option<RowId>,
    pub(super) list: Option<RowId>,
    pub(super) consent: Option<RowId>,
}

/// How soon, in minutes of working time: low, normal, high and urgent.
const FIRST_ANSWER_MINUTES: [i64; 4] = [960, 480, 240, 60];
const SOLUTION_MINUTES: [i64; 4] = [4_800, 2_400, 960, 480];
pub(super) const PRIORITIES: [&str; 4] = ["low", "normal", "high", "urgent"];

impl Company {
    /// Everybody, and what they work with.
    pub(super) fn furnish(&mut self) {
        let began = clock(self.days.ago(super::HISTORY_DAYS + 20), 9 * 60);
        self.hire();
        for (code, name, kind, unit, price) in PRODUCTS {
            let row = self.new_row("product", began).set("code", *code).set("name", *name).set("kind", *kind);
            let row = row.set("unit", *unit).set("price", kroner(*price)).set("vat", percent(25));
            let id = self.put(row);
            self.house.products.push(id);
        }
        self.deadlines(began);
        for (name, address, policy) in [
            ("Førstelinje", "hjelp@fjordlys.example", 0),
            ("Lønn og integrasjoner", "integrasjon@fjordlys.example", 0),
            ("Drift", "drift@fjordlys.example", 1),
        ] {
            let policy = self.house.policies[policy];
            let row = self.new_row("queue", began).set("name", name).set("address", address).set("policy", policy);
            let row =
                row.set("signature", "Vennlig hilsen\nFjordlys kundestøtte").set("receipt", true).set("open", true);
            let row = row.set("ask_after", 2);
            let queue = self.put(row.set("portal", true).set("form", address.split('@').next()));
            self.house.queues.push(queue);
            let row = self.new_row("mailbox", began).set("address", address).set("queue", queue).set("open", true);
            let row = row.set("worked_at", self.days.now.plus_seconds(-240));
            let mailbox = self.put(row.set("tried_at", self.days.now.plus_seconds(-240)));
            self.house.mailboxes.push(mailbox);
        }
        let mut template = None;
        for (name, language, text) in ANSWERS {
            let row = self.new_row("answer_template", began).set("name", *name).set("language", *language);
            template = template.or(Some(self.put(row.set("text", *text))));
        }
        for name in ["Timer og lønn", "Tilgang", "Integrasjoner", "Faktura"] {
            let row = self.new_row("case_category", began).set("name", name).set("open", true);
            let category = self.put(row);
            self.house.categories.push(category);
        }
        let row = self.new_row("macro", began).set("name", "Be om mer og vent").set("template", template);
        self.put(row.set("sends", false).set("state", "customer").set("snooze", 5).set("open", true));
        self.closed_days(began);
        self.internal_projects();
        self.begin_newsletter(began);
        self.blocked_senders();
    }

    fn blocked_senders(&mut self) {
        for number in 1..=3 {
            let at = clock(self.days.ago(9 * number), 10 * 60);
            let (row, by) = (self.new_row("blocked_sender", at), self.one_of(Craft::Support));
            let row = row.set("hash", format!("{number:064x}")).set("by", by);
            self.put(row.set("blocked_on", day_of(at)));
        }
    }

    fn deadlines(&mut self, at: Moment) {
        for (name, factor) in [("Standard", 1), ("Døgnvakt", 2)] {
            let row = self.new_row("deadline_policy", at).set("name", name).set("holidays", factor == 2);
            let policy = self.put(row.set("pauses", true).set("warning", 60));
            self.house.policies.push(policy);
            for (shift, moment, what) in [(30, "before", "tell-owner"), (60, "after", "tell-lead")] {
                let row = self.new_row("escalation_step", at).set("policy", policy).set("shift", shift);
                self.put(row.set("moment", moment).set("what", what).set("open", true));
            }
            for (place, priority) in PRIORITIES.iter().enumerate() {
                for (kind, minutes) in [("first-answer", FIRST_ANSWER_MINUTES), ("solution", SOLUTION_MINUTES)] {
                    let row = self.new_row("deadline_target", at).set("policy", policy).set("priority", *priority);
                    self.put(row.set("kind", kind).set("within", minutes[place] / factor));
                }
            }
            for weekday in ["monday", "tuesday", "wednesday", "thursday", "friday"] {
                let row = self.new_row("opening_hours", at).set("policy", policy).set("weekday", weekday);
                self.put(row.set("opens", 8 * 60).set("closes", 16 * 60));
            }
        }
    }

    fn closed_days(&mut self, at: Moment) {
        for (month, day, reason) in CLOSED_DAYS {
            let wanted = (*month, *day);
            let mut on = self.days.ago(0);
            while (date(on).1, date(on).2) != wanted {
                on = plus(on, 1);
            }
            let row = self.new_row("closed_day", at).set("day", on).set("reason", *reason);
            self.put(row);
        }
    }
}

/// The price of a product, in kroner.
pub(super) fn price(product: usize) -> i64 {
    PRODUCTS[product].4
}

/// How soon by priority: the first answer and the solution, in minutes.
pub(super) fn targets(priority: &str) -> (i64, i64) {
    let at = PRIORITIES.iter().position(|known| *known == priority).unwrap_or(1);
    (FIRST_ANSWER_MINUTES[at], SOLUTION_MINUTES[at])
}
