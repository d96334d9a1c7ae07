//! Who works there, and as what.

use super::days::{clock, next_workday, plus};
use super::row::{decimal, percent};
use super::{Company, names};
use engine::{Day, Moment, RowId};

/// What somebody does all day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Craft {
    Sales,
    Support,
    Projects,
    House,
}

/// Somebody who works there, or did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colleague {
    pub(super) person: RowId,
    /// None where they have left.
    pub(super) user: Option<RowId>,
    pub(super) employment: RowId,
    pub(super) craft: Craft,
    /// Who leads them, as a user.
    pub(super) leader: RowId,
    pub(super) started: Day,
    pub(super) left: Option<Day>,
}

/// A post: title, department, roles and craft.
type Post = (&'static str, &'static str, &'static [&'static str], Craft);

const SALES: &str = "Salg";
const SUPPORT: &str = "Kundestøtte";
const PROJECTS: &str = "Kundeprosjekter";
const HOUSE: &str = "Administrasjon";

/// The posts that even a small company has; the leaders first.
const POSTS: [Post; 12] = [
    ("Salgssjef", SALES, &["sales-lead", "manager"], Craft::Sales),
    ("Leder for kundestøtte", SUPPORT, &["support-lead", "manager"], Craft::Support),
    ("Prosjektsjef", PROJECTS, &["project-lead", "manager"], Craft::Projects),
    ("Personalansvarlig", HOUSE, &["hr"], Craft::House),
    ("Lønnskonsulent", HOUSE, &["payroll"], Craft::House),
    ("Personvernrådgiver", HOUSE, &["privacy-lead"], Craft::House),
    ("IT-ansvarlig", HOUSE, &["it-lead"], Craft::House),
    ("Markedsansvarlig", SALES, &["marketing-lead"], Craft::House),
    ("Administrasjonskonsulent", HOUSE, &["administration"], Craft::House),
    ("Kundeansvarlig", SALES, &["sales"], Craft::Sales),
    ("Kundekonsulent", SUPPORT, &["support"], Craft::Support),
    ("Rådgiver", PROJECTS, &[], Craft::Projects),
];

/// Those that come with more customers, again and again.
const MORE: [Post; 9] = [
    ("Rådgiver", PROJECTS, &[], Craft::Projects),
    ("Kundekonsulent", SUPPORT, &["support"], Craft::Support),
    ("Seniorrådgiver", PROJECTS, &["project-lead"], Craft::Projects),
    ("Utvikler", PROJECTS, &[], Craft::Projects),
    ("Kundeansvarlig", SALES, &["sales"], Craft::Sales),
    ("Rådgiver", PROJECTS, &[], Craft::Projects),
    ("Kundekonsulent", SUPPORT, &["support"], Craft::Support),
    ("Utvikler", PROJECTS, &[], Craft::Projects),
    ("Markedskonsulent", SALES, &["marketing"], Craft::House),
];

/// In a company of two thousand people's data.
const COLLEAGUES_MAX: usize = 40;
/// One in so many has left again, in the months just past.
const LEFT_EVERY: usize = 19;
/// The first of them, whose post others have too.
const FIRST_LEFT: usize = POSTS.len();

impl Company {
    /// Everybody who works there.
    pub(super) fn hire(&mut self) {
        let (person, user) = self.wanted.owner;
        let began = self.days.ago(4_000);
        let employment = self.employ(person, ("Daglig leder", HOUSE), person, (began, None));
        let owner = Colleague {
            person,
            user: Some(user),
            employment,
            craft: Craft::House,
            leader: user,
            started: began,
            left: None,
        };
        self.staff.push(owner);
        let teams = ["Salg og marked", "Kundestøtte", "Kundeprosjekter", "Administrasjon"].map(|name| {
            let row = self.new_row("team", self.days.now).set("name", name);
            self.put(row)
        });
        let count = (self.wanted.people / 50).clamp(FIRST_LEFT + 1, COLLEAGUES_MAX - 1);
        for at in 0..count {
            let post = POSTS.get(at).copied().unwrap_or(MORE[(at - POSTS.len().min(at)) % MORE.len()]);
            let left = at % LEFT_EVERY == FIRST_LEFT;
            self.hire_one(post, left, teams);
        }
    }

    fn hire_one(&mut self, (title, department, roles, craft): Post, has_left: bool, teams: [RowId; 4]) {
        let started = next_workday(self.days.ago(self.dice.between(200, 4_500)));
        let left = has_left.then(|| self.days.ago(self.dice.between(60, 150)));
        let at = clock(started, 8 * 60);
        let name = names::person(&mut self.dice);
        let person = self.put_person(&name, "company", started, at);
        let domain = format!("{}@fjordlys.example", names::mailbox(&name));
        let address = self.put_address(person, &self.unused(&domain), "company", started, at);
        let leads = |of: Craft| self.staff.iter().skip(1).find(|one| one.craft == of);
        let leader = if roles.contains(&"manager") { None } else { leads(craft) }.unwrap_or(&self.staff[0]);
        let (leader_person, leader) = (leader.person, leader.user.unwrap_or(self.wanted.owner.1));
        let employment = self.employ(person, (title, department), leader_person, (started, left));
        let user = left.is_none().then(|| self.let_in(person, address, roles, (started, at), teams[team(craft)]));
        self.staff.push(Colleague { person, user, employment, craft, leader, started, left });
    }

    /// Makes somebody a user with these roles, in a team.
    fn let_in(
        &mut self,
        person: RowId,
        address: RowId,
        roles: &'static [&'static str],
        (started, at): (Day, Moment),
        team: RowId,
    ) -> RowId {
        let row = self.new_row("user", at).about(person).set("person", person).set("address", address);
        let user = self.put(row);
        for role in roles.iter().chain(&["employee"]) {
            let row = self.new_row("role_grant", at).about(person).set("user", user).set("role", *role);
            self.put(row.set("starts_on", started).set("granted_by", self.wanted.owner.1));
        }
        let row = self.new_row("team_member", at).about(person).set("team", team).set("user", user);
        self.put(row.set("starts_on", started));
        user
    }

    fn employ(
        &mut self,
        person: RowId,
        (title, department): (&str, &str),
        manager: RowId,
        (started, left): (Day, Option<Day>),
    ) -> RowId {
        let at = clock(started, 8 * 60);
        let share = self.dice.weighted(&[(100, 85), (80, 10), (60, 5)]);
        let born = self.days.ago(self.dice.between(24 * 365, 64 * 365));
        let town = self.dice.weighted(&[(0, 70), (10, 15), (14, 15)]);
        let home = names::address(&mut self.dice, town);
        let id = names::national_id(&mut self.dice);
        self.numbers.phone += 1;
        let row = self.new_row("employment", at).about(person).set("person", person);
        let row = row.set("title", title).set("department", department).set("workplace", "Oslo");
        let row = row.set("manager", (manager != person).then_some(manager)).set("form", "permanent");
        let row = row.set("position_share", percent(share)).set("weekly_hours", decimal(375) / 10 * share / 100);
        let row = row.set("notice_months", 3).set("home_address", home);
        let row = row.set("private_phone", names::phone(self.numbers.phone)).set("born_on", born);
        let row = row.set("national_id", id).set("started_on", started).set("ended_on", left);
        let trial = plus(started, 183);
        self.put(row.set("trial_until", trial))
    }

    /// The address, or the first with a number that nobody has.
    pub(super) fn unused(&self, address: &str) -> String {
        let taken = |address: &str| {
            self.rows
                .iter()
                .any(|row| row.kind == "email_address" && row.cells.iter().any(|(_, cell)| *cell == address.into()))
        };
        let (name, domain) = address.split_once('@').unwrap_or((address, ""));
        let numbered = (2..).map(|number| format!("{name}{number}@{domain}"));
        std::iter::once(address.to_owned()).chain(numbered).find(|one| !taken(one)).unwrap_or_default()
    }

    /// Somebody of this craft who works there today, as a user.
    pub(super) fn one_of(&mut self, craft: Craft) -> RowId {
        let all: Vec<RowId> = self.staff.iter().filter(|one| one.craft == craft).filter_map(|one| one.user).collect();
        if all.is_empty() { self.wanted.owner.1 } else { *self.dice.pick(&all) }
    }

    /// The first of this craft, who leads it, as a user.
    pub(super) fn lead_of(&self, craft: Craft) -> RowId {
        let found = self.staff.iter().skip(1).find(|one| one.craft == craft).and_then(|one| one.user);
        found.unwrap_or(self.wanted.owner.1)
    }
}

fn team(craft: Craft) -> usize {
    match craft {
        Craft::Sales => 0,
        Craft::Support => 1,
        Craft::Projects => 2,
        Craft::House => 3,
    }
}
