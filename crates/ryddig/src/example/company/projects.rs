//! Projects: what is agreed, who is part of it, and what is to be done.

use super::Company;
use super::customers::Client;
use super::days::{clock, plus};
use super::row::{Row, decimal, kroner, percent};
use super::staff::Craft;
use super::texts::{INTERNAL_PROJECTS, PROJECTS, TASKS, fill};
use engine::{Day, RowId};

const MEMBERS_DAYS: i64 = 340;

/// A project on which hours can be put.
#[derive(Debug, Clone)]
pub(super) struct Project {
    pub(super) id: RowId,
    pub(super) tasks: Vec<RowId>,
    /// In kroner an hour; none within the house.
    pub(super) rate: Option<i64>,
    pub(super) starts: Day,
    pub(super) closed: Option<Day>,
}

impl Company {
    pub(super) fn project(&mut self, client: &Client, starts: Day) {
        let today = self.days.today;
        let due = plus(starts, self.dice.between(30, 240));
        let ends = plus(due, self.dice.between(-20, 40));
        let closed = (ends < today).then_some(ends);
        let state = match closed {
            Some(_) => "closed",
            None if starts > today => "planned",
            None => self.dice.weighted(&[("running", 92), ("paused", 8)]),
        };
        let (title, low, high) = *self.dice.pick(PROJECTS);
        let contact = client.people[0].clone();
        let words = self.words(client, &contact);
        let title = fill(title, &words);
        let made = clock(plus(starts, -10).min(today), 600);
        let rate = self.dice.weighted(&[(1_390, 60), (1_250, 25), (1_490, 15)]);
        let lead = self.one_of(Craft::Projects);
        let budget = self.dice.between(low, high);
        let row = self.new_row("work_contract", made).set("title", format!("{title} – {}", client.name));
        let row = row.set("organisation", client.organisation).set("contact", contact.person);
        let row = row.set("kind", self.dice.weighted(&[("hourly", 60), ("capped", 25), ("fixed", 15)]));
        let row = row.set("state", if closed.is_some() { "ended" } else { "signed" }).set("starts_on", starts);
        let row = row.set("ends_on", closed).set("hourly_rate", kroner(rate)).set("frame_hours", decimal(budget));
        let row = row.set("vat", percent(25)).set("invoiced_every", "month").set("payment_days", 30);
        let row =
            row.set("agreement", client.processing).set("signed_on", plus(starts, -8).min(today)).set("owner", lead);
        let agreed = self.put(row);
        let row = self.new_row("work_rate", made).set("contract", agreed).set("work", "Rådgivning");
        self.put(row.set("hourly_rate", kroner(rate)).set("starts_on", starts));
        let row = self.new_row("project", made).set("title", title).set("kind", "customer");
        let row = row.set("organisation", client.organisation).set("contract", agreed).set("contact", contact.person);
        let row = row.set("lead", lead).set("state", state).set("starts_on", starts).set("due_on", due);
        let row =
            row.set("closed_on", closed).set("budget_hours", decimal(budget)).set("budget", kroner(budget * rate));
        let row = row.set("customer_data", client.processing.is_some()).set("agreement", client.processing);
        let id = self.put(row);
        self.members(client, id, (starts, closed));
        let tasks = self.tasks(id, (starts, due, closed), lead);
        self.projects.push(Project { id, tasks, rate: Some(rate), starts, closed });
    }

    fn members(&mut self, client: &Client, project: RowId, (starts, closed): (Day, Option<Day>)) {
        // Who took part is kept for a year after the project.
        if closed.is_some_and(|end| end < self.days.ago(MEMBERS_DAYS)) {
            return;
        }
        let at = clock(starts.min(self.days.today), 610);
        let ours: Vec<RowId> =
            self.staff.iter().filter(|one| one.craft == Craft::Projects).map(|one| one.person).collect();
        let first = self.dice.below(ours.len().max(1));
        for place in 0..ours.len().min(3) {
            let person = ours[(first + place) % ours.len()];
            let row = self.new_row("project_member", at).about(person).set("person", person).set("project", project);
            let row = row.set("side", "ours").set("part", if place == 0 { "lead" } else { "member" });
            self.put(row.set("share", percent(50)).set("starts_on", starts).set("ends_on", closed));
        }
        for contact in client.people.iter().take(2) {
            let row = self.new_row("project_member", at).about(contact.person).set("person", contact.person);
            let row = row.set("project", project).set("side", "customer").set("part", "contact");
            self.put(row.set("starts_on", starts).set("noticed_on", plus(starts, 3)));
        }
    }

    fn tasks(&mut self, project: RowId, (starts, due, closed): (Day, Day, Option<Day>), lead: RowId) -> Vec<RowId> {
        let today = self.days.today;
        let first = self.dice.below(TASKS.len());
        let span = i64::from(due.0 - starts.0).max(10);
        let count = self.dice.between(3, 9);
        (0..count)
            .map(|at| {
                let by = plus(starts, span * (at + 1) / count);
                let state = match closed {
                    Some(_) => self.dice.weighted(&[("done", 95), ("dropped", 5)]),
                    None if by < today => self.dice.weighted(&[("done", 82), ("review", 8), ("doing", 10)]),
                    None if by < plus(today, 21) => self.dice.weighted(&[("doing", 50), ("new", 30), ("waiting", 20)]),
                    None => "new",
                };
                let place = (first + usize::try_from(at).unwrap_or(0)) % TASKS.len();
                let who = if self.dice.percent(30) { lead } else { self.one_of(Craft::Projects) };
                let row: Row = self.new_row("task", clock(starts.min(today), 620)).set("project", project);
                let row = row.set("title", TASKS[place]).set("state", state).set("billable", true);
                let row = row.set("priority", self.dice.weighted(&[("normal", 70), ("high", 20), ("low", 10)]));
                let row = row.set("assignee", who).set("maker", lead).set("estimate", self.dice.between(2, 24) * 60);
                let row = row.set("due_on", by).set("made_on", starts.min(today));
                self.put(row.set("done_on", (state == "done").then(|| by.min(today))))
            })
            .collect()
    }

    /// What nobody pays for.
    pub(super) fn internal_projects(&mut self) {
        let starts = self.days.ago(super::HISTORY_DAYS + 10);
        for (at, title) in INTERNAL_PROJECTS.iter().enumerate() {
            let lead = self.lead_of(Craft::Projects);
            let row = self.new_row("project", clock(starts, 600)).set("title", *title).set("kind", "internal");
            let row = row.set("lead", lead).set("state", "running").set("starts_on", starts);
            let id = self.put(row.set("customer_data", false));
            self.projects.insert(at, Project { id, tasks: Vec::new(), rate: None, starts, closed: None });
        }
    }
}
