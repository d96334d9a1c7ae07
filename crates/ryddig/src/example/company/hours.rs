//! The hours of one colleague, week by week: what was worked on, and when they were away.

use super::Company;
use super::days::{clock, date, monday, next_workday, plus, workday};
use super::dice::Dice;
use super::projects::Project;
use super::row::{decimal, kroner};
use super::staff::{Colleague, Craft};
use super::texts::{HOUSE_NOTES, INTERNAL_PROJECTS, WORK_NOTES};
use engine::{Day, RowId, first_of_month, is_working_day, next_month};

/// A day of work: seven and a half hours.
const DAY_MINUTES: i64 = 450;
const QUARTER_MINUTES: i64 = 15;
/// A small company shows less: its hours go so far back.
const FEW_PEOPLE: usize = 500;
const FEW_WEEKS: i64 = 12;
/// The internal projects stand first.
const INTERNAL: usize = INTERNAL_PROJECTS.len();
/// Those among them that consultants work on between others.
const BETWEEN: usize = 3;
const JULY: usize = 7;

/// When somebody is away.
#[derive(Debug, Clone, Copy)]
struct Away {
    kind: &'static str,
    from: Day,
    to: Day,
}

impl Company {
    pub(super) fn hours(&mut self, number: usize) {
        let who = self.staff[number];
        let weeks = if self.wanted.people < FEW_PEOPLE { FEW_WEEKS } else { super::HISTORY_DAYS / 7 };
        let first = monday(self.days.ago(weeks * 7)).max(monday(plus(who.started, 6)));
        let away = self.away(&who, first);
        let mut week = first;
        let last = who.left.unwrap_or(self.days.today);
        let mut choice: Vec<usize> = Vec::new();
        while week <= last {
            let (_, _, of_month) = date(week);
            if choice.is_empty() || of_month <= 7 {
                choice = self.choose(&who, week);
            }
            self.week(&who, week, &away, &choice);
            week = plus(week, 7);
        }
    }

    /// The projects that somebody works on for some weeks.
    fn choose(&mut self, who: &Colleague, week: Day) -> Vec<usize> {
        let runs = |project: &&Project| project.starts <= week && project.closed.is_none_or(|end| end > plus(week, 6));
        let running: Vec<usize> = self
            .projects
            .iter()
            .enumerate()
            .skip(INTERNAL)
            .filter(|(_, project)| runs(project))
            .map(|(at, _)| at)
            .collect();
        match who.craft {
            Craft::House => return vec![0],
            Craft::Support => return vec![1],
            Craft::Sales => return vec![2],
            Craft::Projects if running.is_empty() => return vec![BETWEEN],
            Craft::Projects => {}
        }
        (0..3).map(|_| *self.dice.pick(&running)).collect()
    }

    /// Holidays in summer and at Christmas, some days here and there, and now and then an illness.
    fn away(&mut self, who: &Colleague, first: Day) -> Vec<Away> {
        let mut away = Vec::new();
        let mut month = first_of_month(first);
        while month <= self.days.today {
            let (_, of_year, _) = date(month);
            if of_year == JULY {
                let from = next_workday(plus(month, self.dice.between(0, 8)));
                away.push(Away { kind: "holiday", from, to: plus(from, 18) });
            } else if of_year == 12 && self.dice.percent(60) {
                away.push(Away { kind: "holiday", from: plus(month, 21), to: plus(month, 29) });
            } else if self.dice.percent(16) {
                let from = workday(&mut self.dice, month, plus(month, 26));
                let kind = self.dice.weighted(&[("time-off", 60), ("welfare", 25), ("unpaid", 15)]);
                away.push(Away { kind, from, to: from });
            } else if self.dice.percent(18) {
                let from = workday(&mut self.dice, month, plus(month, 26));
                away.push(Away { kind: "sick", from, to: plus(from, self.dice.between(0, 3)) });
            }
            month = next_month(month);
        }
        away.retain(|one| one.from >= first && who.left.is_none_or(|left| one.to <= left));
        for one in away.clone() {
            self.absent(who, one);
        }
        away
    }

    fn absent(&mut self, who: &Colleague, Away { kind, from, to }: Away) {
        let at = clock(plus(from, if kind == "sick" { 0 } else { -20 }).min(self.days.today), 500);
        if kind == "sick" {
            if from > self.days.today {
                return;
            }
            let row = self.new_row("sick_leave", at).about(who.person).set("employment", who.employment);
            let row = row.set("kind", self.dice.weighted(&[("self", 80), ("child", 20)])).set("starts_on", from);
            self.put(row.set("ended_on", (to < self.days.today).then_some(to)).set("reported_on", from));
            return;
        }
        let days = (0..=i64::from(to.0 - from.0)).filter(|day| is_working_day(plus(from, *day))).count();
        let row = self.new_row("absence", at).about(who.person).set("employment", who.employment).set("kind", kind);
        let row = row.set("starts_on", from).set("ends_on", to).set("days", decimal(i64::try_from(days).unwrap_or(0)));
        let row = row.set("paid", kind != "unpaid").set("state", "approved").set("decided_by", who.leader);
        self.put(row.set("decided_on", plus(from, -10).min(self.days.today)));
    }

    fn week(&mut self, who: &Colleague, begins: Day, away: &[Away], choice: &[usize]) {
        let today = self.days.today;
        let is_away = |day: Day| away.iter().any(|one| one.from <= day && day <= one.to);
        let leaves = who.left.unwrap_or(today);
        let days: Vec<Day> = (0..5)
            .map(|day| plus(begins, day))
            .filter(|day| *day >= who.started && *day <= leaves && is_working_day(*day) && !is_away(*day))
            .collect();
        let worked: Vec<(Day, i64)> =
            days.iter().filter(|day| **day < today).map(|day| (*day, minutes_of_a_day(&mut self.dice))).collect();
        let minutes: i64 = worked.iter().map(|(_, minutes)| minutes).sum();
        let age = today.0 - begins.0;
        let state = match age {
            0..=6 => "open",
            7..=9 => "submitted",
            10..=34 => "approved",
            _ => "exported",
        };
        let expected = i64::try_from(days.len()).unwrap_or(0) * DAY_MINUTES;
        let friday = clock(plus(begins, 4), 15 * 60 + 30);
        let approved = matches!(state, "approved" | "exported").then(|| clock(plus(begins, 7), 9 * 60));
        let row = self.new_row("week", clock(begins, 480)).about(who.person).set("person", who.person);
        let row = row.set("begins_on", begins).set("state", state).set("expected", expected).set("minutes", minutes);
        let row = row.set("overtime", (minutes - expected).max(0)).set("approver", who.leader);
        let row = row.set("submitted_at", (state != "open").then_some(friday)).set("approved_at", approved);
        let week = self.put(row);
        for (day, minutes) in worked {
            self.day(who, (week, begins), (day, minutes), choice);
        }
    }

    /// The day in one, two or three parts.
    fn day(&mut self, who: &Colleague, week: (RowId, Day), (day, minutes): (Day, i64), choice: &[usize]) {
        let parts = if who.craft == Craft::Projects { self.dice.weighted(&[(1, 25), (2, 55), (3, 20)]) } else { 1 };
        let mut left = minutes;
        for part in (1..=parts).rev() {
            let share = if part == 1 { left } else { (left / part) / QUARTER_MINUTES * QUARTER_MINUTES };
            left -= share;
            // The least of a consultant's parts is the house's.
            let between = who.craft == Craft::Projects && (part == 3 || self.dice.percent(8));
            let project = if between {
                self.dice.weighted(&[(0, 30), (BETWEEN, 30), (BETWEEN + 1, 40)])
            } else {
                *self.dice.pick(choice)
            };
            self.entry(who, week, (day, share), project);
        }
    }

    fn entry(&mut self, who: &Colleague, (week, begins): (RowId, Day), (day, minutes): (Day, i64), project: usize) {
        let today = self.days.today;
        let notes = HOUSE_NOTES.get(project).copied().unwrap_or(WORK_NOTES);
        let project = self.projects[project].clone();
        let entered = clock(day, 15 * 60 + self.dice.between(0, 59));
        let approved = (today.0 - begins.0 >= 10).then(|| plus(begins, 7));
        let month_is_over = plus(next_month(day), 2) < today && approved.is_some();
        let invoiced = (project.rate.is_some() && month_is_over).then(|| plus(next_month(day), 2));
        let note = *self.dice.pick(notes);
        let what = self.dice.weighted(&[("work", 95), ("travel", 3), ("training", 2)]);
        let row = self.new_row("time_entry", entered).about(who.person).set("person", who.person).set("week", week);
        let row = row.set("worked_on", day).set("minutes", minutes).set("what", what).set("project", project.id);
        let task = (!project.tasks.is_empty() && self.dice.percent(60)).then(|| *self.dice.pick(&project.tasks));
        let row = row.set("task", task).set("billable", project.rate.is_some());
        let row = row.set("hourly_rate", project.rate.map(kroner)).set("note", note).set("entered_at", entered);
        let row = row.set("approved_on", approved).set("invoiced_on", invoiced);
        let row = row.set("invoice_no", invoiced.map(|day| invoice(day, project.id)));
        self.put(row.set("exported_on", month_is_over.then(|| plus(next_month(day), 2))));
    }
}

/// Around seven and a half hours, in quarters.
fn minutes_of_a_day(dice: &mut Dice) -> i64 {
    DAY_MINUTES + QUARTER_MINUTES * dice.weighted(&[(0, 62), (1, 8), (2, 8), (-2, 8), (-4, 4), (4, 6), (6, 4)])
}

/// One for each project and month.
fn invoice(day: Day, project: RowId) -> String {
    let (year, month, _) = date(day);
    format!("F-{year}{month:02}-{:02x}{:02x}", project.0[14], project.0[15])
}
