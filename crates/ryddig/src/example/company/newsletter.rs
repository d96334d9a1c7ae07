//! The newsletter: who gets it and why, its issues, and what became of the latest.

use super::Company;
use super::customers::Client;
use super::days::{clock, date, next_workday, plus, workday};
use super::names;
use super::staff::Craft;
use super::texts::ISSUES;
use engine::{Day, Moment, RowId, first_of_month, next_month};

/// What a delivery tells is kept so long, less a few days.
const DELIVERY_DAYS: i64 = 85;
const ISSUES_BEFORE: i64 = 23;
/// A picture that says nothing.
const SKETCH: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" rx="3"/></svg>"#;

/// Somebody who gets it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subscriber {
    id: RowId,
    person: Option<RowId>,
    since: Day,
}

impl Company {
    /// The list and the words that people consent to.
    pub(super) fn begin_newsletter(&mut self, at: Moment) {
        let row = self.new_row("newsletter_list", at).set("name", "Fjordlys-brevet");
        let row = row
            .set("description", "Nyheter, råd og kurs for dem som bruker Fjordlys.")
            .set("often", "en gang i måneden");
        let row =
            row.set("language", "nb").set("sender", "Fjordlys Rådgivning").set("reply_to", "post@fjordlys.example");
        let list = self.put(row.set("open", true));
        let row = self.new_row("consent_text", at).set("list", list).set("language", "nb");
        let row = row.set("text", "Ja takk, send meg Fjordlys-brevet på e-post. Jeg kan melde meg av når som helst.");
        let consent = self.put(row.set("used_from", self.days.ago(super::HISTORY_DAYS + 20)));
        (self.house.list, self.house.consent) = (Some(list), Some(consent));
    }

    /// Those at the customer who get it.
    pub(super) fn subscriptions(&mut self, client: &Client) {
        let Some(list) = self.house.list else { return };
        let (customer, ended) = (client.customer, client.ended.is_some());
        for contact in client.people.clone() {
            let by_sale = customer.is_some() && !ended && self.dice.percent(45);
            if !by_sale && !self.dice.percent(12) {
                continue;
            }
            let today = self.days.today;
            let since = workday(&mut self.dice, client.first_day(today), client.last_day(today));
            let at = clock(since, 700);
            let row = self
                .new_row("subscription", at)
                .about(contact.person)
                .set("address", contact.address)
                .set("list", list);
            let row = if by_sale {
                let row = row.set("ground", "customer").set("sale", "Bestilling av Fjordlys").set("customer", customer);
                let row = row.set("product", self.house.products[client.product]);
                row.set("could_decline", true).set("source", "sale")
            } else {
                let row = row.set("ground", "consent").set("consented_at", at).set("consent_text", self.house.consent);
                row.set("source", "form")
            };
            let id = self.put(row.set("since", since));
            self.subscribers.push(Subscriber { id, person: Some(contact.person), since });
        }
        if let Some(shared) = client.shared.filter(|_| self.dice.percent(20)) {
            let today = self.days.today;
            let since = workday(&mut self.dice, client.first_day(today), client.last_day(today));
            let row = self.new_row("subscription", clock(since, 700)).set("address", shared).set("list", list);
            let row = row.set("ground", "impersonal").set("source", "website").set("fetched_on", since);
            let id = self.put(row.set("since", since));
            self.subscribers.push(Subscriber { id, person: None, since });
        }
    }

    /// Its issues: one a month, the next one ready, and one that is being written.
    pub(super) fn newsletter(&mut self) {
        let mut month = first_of_month(self.days.ago(ISSUES_BEFORE * 30));
        while month <= self.days.today {
            let day = next_workday(plus(month, 6));
            if day < self.days.today {
                self.issue(month, Some(day), "sent");
            }
            month = next_month(month);
        }
        self.issue(month, Some(next_workday(plus(month, 6))), "scheduled");
        self.issue(next_month(month), None, "draft");
        self.not_yet_in();
    }

    /// The issue of `month`, each about what is then in season.
    fn issue(&mut self, month: Day, day: Option<Day>, state: &'static str) {
        let Some(list) = self.house.list else { return };
        let (subject, told) = ISSUES[date(month).1 - 1];
        let began = day.map(|day| clock(day, 10 * 60));
        let sent = state == "sent";
        let to: Vec<Subscriber> = match day.filter(|_| sent) {
            Some(day) => self.subscribers.iter().copied().filter(|one| one.since <= day).collect(),
            None => Vec::new(),
        };
        let recipients = i64::try_from(to.len()).unwrap_or(0);
        let is_told = day.is_some_and(|day| day > self.days.ago(DELIVERY_DAYS));
        let states: Vec<&'static str> =
            to.iter().map(|_| self.dice.weighted(&[("sent", 975), ("bounced", 20), ("failed", 5)])).collect();
        let count = |wanted: &str| i64::try_from(states.iter().filter(|state| **state == wanted).count()).unwrap_or(0);
        let bounced = count("bounced") + count("failed");
        let left = self.dice.between(0, recipients / 120 + 1).min(recipients);
        let made = began.unwrap_or(self.days.now).plus_seconds(-5 * 86_400).min(self.days.now);
        let author = self.one_of(Craft::Sales);
        let row = self.new_row("issue", made).set("list", list).set("grounds", "all").set("subject", subject);
        let row =
            row.set("preview", told).set("body", format!("Hei!\n\n{told}\n\nVennlig hilsen\nFjordlys Rådgivning"));
        let row = row.set("state", state).set("author", author).set("send_at", began);
        let row = row.set("approver", (state != "draft").then_some(self.wanted.owner.1));
        let row = row
            .set("began_at", began.filter(|_| sent))
            .set("ended_at", began.filter(|_| sent).map(|at| at.plus_seconds(240)));
        let some = |number: i64| sent.then_some(number);
        let row = row.set("recipients", some(recipients)).set("delivered", some(recipients - bounced));
        let issue = self.put(row.set("bounced", some(bounced)).set("unsubscribed", some(left)));
        if state == "draft" {
            let row =
                self.new_row("issue_image", made).set("issue", issue).set("described", "Skisse til bildet øverst");
            self.put(row.file("content", "skisse.svg", SKETCH));
        }
        for (one, state) in to.iter().zip(states).filter(|_| is_told) {
            let at = began.unwrap_or(self.days.now);
            let row = self.new_row("delivery", at).set("subscription", one.id).set("issue", issue).set("state", state);
            let row = one.person.map_or(row.clone(), |person| row.about(person));
            let row = row.set("message_id", format!("<{}@fjordlys.example>", &self.dice.hash()[..24]));
            let row = row.set("token_hash", self.dice.hash()).set("queued_at", at);
            let sent_at = at.plus_seconds(self.dice.between(1, 240));
            self.put(row.set("sent_at", (state == "sent").then_some(sent_at)));
        }
    }

    /// Those who have not confirmed yet, and addresses that may not be used.
    fn not_yet_in(&mut self) {
        let Some(list) = self.house.list else { return };
        for (at, days) in [1, 2, 4, 9, 16].into_iter().enumerate() {
            let day = self.days.ago(days);
            let when = clock(day, 690);
            let name = names::person(&mut self.dice);
            let signs_up = at < 3;
            let source = if signs_up { "newsletter-form" } else { "import" };
            let person = if signs_up {
                self.put_person(&name, source, day, when)
            } else {
                let row = self.new_row("person", when).set("name", name.as_str()).set("source", source);
                self.put(row.set("since", day))
            };
            let mailbox = format!("{}@nysgjerrig{at}.example", names::mailbox(&name));
            let address = self.put_address(person, &mailbox, source, day, when);
            if signs_up {
                let row = self.new_row("sign_up", when).about(person).set("address", address).set("list", list);
                let row = row.set("consent_text", self.house.consent).set("token_hash", self.dice.hash());
                self.put(row.set("asked_at", when));
            } else {
                let row =
                    self.new_row("quarantined_address", when).about(person).set("address", address).set("list", list);
                let row = row.set("imported_from", "Deltakere på kundedagen").set("reason", "no-consent");
                self.put(row.set("imported_on", day));
            }
        }
    }
}
