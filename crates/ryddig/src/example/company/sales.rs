//! What is being sold and was: opportunities with those who take part, quotes, what is to be done, and possible customers.

use super::Company;
use super::customers::{Client, Contact};
use super::days::{clock, plus, workday};
use super::house::price;
use super::names;
use super::row::{decimal, kroner, percent};
use super::staff::Craft;
use super::texts::{ACTIVITIES, COMPETITORS, LESSONS, NEXT_STEPS, OUTCOMES, PRODUCTS, SALES, fill};
use engine::{Day, RowId};

/// How long a sale takes, and how likely it is at each stage.
const SALE_DAYS: (i64, i64) = (20, 110);
const STAGES: [(&str, i64); 4] = [("first-talk", 15), ("need", 30), ("quoted", 55), ("negotiation", 75)];
/// An activity is kept for a year after it was due, less a few days.
const ACTIVITY_DAYS: i64 = 350;
/// So is somebody who may become a customer after the last contact.
const PROSPECT_DAYS: i64 = 320;
/// One in so many people is a possible customer.
const PROSPECT_EVERY: usize = 40;
const PROSPECTS_MAX: usize = 5_000;

/// A sale while it is made.
struct Sale {
    id: RowId,
    title: String,
    product: usize,
    value: i64,
    opened: Day,
    decided: Option<(Day, bool)>,
    stage: &'static str,
}

impl Company {
    pub(super) fn sale(&mut self, client: &Client, opened: Day) {
        let contact = self.dice.pick(&client.people).clone();
        let sale = self.opportunity(client, &contact, opened);
        if matches!(sale.stage, "quoted" | "negotiation" | "won" | "lost") {
            self.quote(client, &contact, &sale);
        }
        // Whoever is no customer's contact is held up by the sale.
        let all = if client.customer.is_some() { 1 } else { client.people.len() };
        for (at, other) in client.people.iter().take(all).enumerate() {
            let row = self.new_row("opportunity_contact", clock(sale.opened, 600)).about(other.person);
            let row = row.set("person", other.person).set("opportunity", sale.id);
            let other = self.dice.weighted(&[("uses", 40), ("advises", 40), ("purchases", 20)]);
            let row = row.set("part", if at == 0 { "decides" } else { other });
            self.put(row.set("noticed_on", plus(sale.opened, 2)).set("added_on", sale.opened));
        }
    }

    /// What is to be done for a customer, and was.
    pub(super) fn activities(&mut self, client: &Client) {
        if client.customer.is_some() && client.ended.is_none() {
            for _ in 0..self.dice.between(0, 5) {
                self.activity(client);
            }
        }
    }

    fn opportunity(&mut self, client: &Client, contact: &Contact, opened: Day) -> Sale {
        let today = self.days.today;
        let is_new = client.customer.is_none();
        let ends = plus(opened, self.dice.between(SALE_DAYS.0, SALE_DAYS.1));
        let won = self.dice.percent(46);
        let decided = (ends < today && !is_new).then_some((ends, won));
        let at = usize::try_from((today.0 - opened.0).max(0) / 24).unwrap_or(0).min(STAGES.len() - 1);
        let (stage, likely) = match decided {
            Some((_, true)) => ("won", 100),
            Some((_, false)) => ("lost", 0),
            None => STAGES[at.min(self.dice.below(STAGES.len()))],
        };
        let (title, low, high) = *self.dice.pick(SALES);
        let words = self.words(client, contact);
        let value = self.dice.between(low, high) * 1_000;
        let product = self.dice.below(PRODUCTS.len());
        let title = fill(title, &words);
        let row = self.new_row("opportunity", clock(opened, 600)).set("organisation", client.organisation);
        let row = row.set("contact", contact.person).set("title", title.as_str());
        let row = row.set("product", self.house.products[product]).set("stage", stage).set("value", kroner(value));
        let row = row
            .set("yearly_value", kroner(value / 3))
            .set("probability", percent(likely))
            .set("close_by", plus(ends, 10));
        let open = decided.is_none();
        let row = row.set("next_step", open.then(|| *self.dice.pick(NEXT_STEPS)));
        let came_from = if is_new {
            "prospecting"
        } else {
            self.dice.weighted(&[("customer", 70), ("referral", 15), ("event", 15)])
        };
        let row = row.set("came_from", came_from);
        let lost = matches!(decided, Some((_, false)));
        let row = row.set("competitor", (lost && self.dice.percent(50)).then(|| *self.dice.pick(COMPETITORS)));
        let why = self.dice.weighted(&[
            ("price", 30),
            ("fit", 15),
            ("competitor", 25),
            ("no-project", 20),
            ("no-answer", 10),
        ]);
        let row = row.set("lost_because", lost.then_some(why)).set("lesson", lost.then(|| *self.dice.pick(LESSONS)));
        let row = row.set("owner", client.owner).set("opened_on", opened);
        let id = self.put(row.set("closed_on", decided.map(|(day, _)| day)));
        Sale { id, title, product, value, opened, decided, stage }
    }

    fn quote(&mut self, client: &Client, contact: &Contact, sale: &Sale) {
        let made =
            plus(sale.opened, self.dice.between(3, 18)).min(sale.decided.map_or(self.days.today, |(day, _)| day));
        let made = made.min(self.days.today);
        let state = match sale.decided {
            Some((_, true)) => "accepted",
            Some((_, false)) => self.dice.weighted(&[("declined", 70), ("lapsed", 30)]),
            None => self.dice.weighted(&[("sent", 80), ("draft", 20)]),
        };
        let vat = sale.value / 4;
        let accepted = (state == "accepted").then_some(sale.decided).flatten().map(|(day, _)| day);
        let row = self.new_row("quote", clock(made, 840)).set("version_no", 1).set("organisation", client.organisation);
        let row = row.set("contact", contact.person).set("opportunity", sale.id).set("title", sale.title.as_str());
        let row =
            row.set("introduction", format!("Takk for samtalen. Her er tilbudet på {}.", sale.title.to_lowercase()));
        let row = row.set("net", kroner(sale.value)).set("vat", kroner(vat)).set("total", kroner(sale.value + vat));
        let row = row.set("delivery", "Fire uker etter bestilling").set("payment_days", 30).set("state", state);
        let row = row.set("owner", client.owner).set("made_on", made).set("valid_until", plus(made, 30));
        let row = row.set("sent_at", (state != "draft").then(|| clock(made, 900)));
        let row = row.set("accepted_on", accepted).set("accepted_by", accepted.map(|_| contact.person));
        let quote = self.put(row);
        let course = sale.value.min(9_500);
        let of_product = (sale.value - course) / price(sale.product);
        let rest = sale.value - of_product * price(sale.product);
        let lines = [(sale.product, of_product, price(sale.product)), (6, i64::from(rest > 0), rest)];
        for (place, (product, quantity, price)) in
            lines.into_iter().filter(|(_, quantity, _)| *quantity > 0).enumerate()
        {
            let (_, name, _, unit, _) = PRODUCTS[product];
            let row = self.new_row("quote_line", clock(made, 840)).set("quote", quote);
            let row =
                row.set("place", i64::try_from(place + 1).unwrap_or(1)).set("product", self.house.products[product]);
            let row =
                row.set("text", name).set("quantity", decimal(quantity)).set("unit", unit).set("price", kroner(price));
            let row = row.set("vat", percent(25)).set("net", kroner(price * quantity));
            self.put(row.set("paid", if place == 0 { "yearly" } else { "once" }).set("optional", false));
        }
    }

    fn activity(&mut self, client: &Client) {
        let (kind, title) = *self.dice.pick(ACTIVITIES);
        let contact = self.dice.pick(&client.people).clone();
        let words = self.words(client, &contact);
        let first = client.since.max(self.days.ago(ACTIVITY_DAYS));
        let due = workday(&mut self.dice, first, self.days.ago(-35));
        let past = due < self.days.today;
        let state = if past { self.dice.weighted(&[("done", 88), ("dropped", 6), ("planned", 6)]) } else { "planned" };
        let done = (state == "done").then_some(due);
        let about_person = matches!(kind, "call" | "mail");
        let made = clock(plus(due, -14).max(client.since).min(self.days.ago(0)), 540);
        let row = self.new_row("sales_activity", made).set("part_of", "customer");
        let row = row.set("about", if about_person { "person" } else { "organisation" });
        let row = row.set("person", about_person.then_some(contact.person));
        let row = row.set("organisation", (!about_person).then_some(client.organisation)).set("kind", kind);
        let row =
            row.set("title", fill(title, &words)).set("owner", client.owner).set("due_on", due).set("state", state);
        let outcome = done.map(|_| *self.dice.pick(OUTCOMES));
        self.put(row.set("done_on", done).set("outcome", outcome));
    }

    /// Those who may become customers.
    pub(super) fn prospects(&mut self) {
        // Behind the customers, so that no name comes twice.
        let first = self.organisations() + 1;
        for number in 0..(self.wanted.people / PROSPECT_EVERY).clamp(6, PROSPECTS_MAX) {
            let it = names::organisation(&mut self.dice, first + number);
            let found = workday(&mut self.dice, self.days.ago(PROSPECT_DAYS), self.days.ago(1));
            let at = clock(found, 660);
            let about_person = self.dice.percent(30);
            let source = self.dice.weighted(&[("enterprise-register", 50), ("website", 50)]);
            let about = if about_person {
                let name = names::person(&mut self.dice);
                let person = self.put_person(&name, source, found, at);
                self.put_address(person, &format!("{}@{}", names::mailbox(&name), it.domain), source, found, at);
                person
            } else {
                let number = names::org_number(&mut self.numbers.organisation);
                let name = if it.form == "ENK" { format!("{} AS", it.name) } else { it.name };
                let form = if it.form == "ENK" { "AS" } else { it.form };
                let row =
                    self.new_row("organisation", at).set("name", name).set("org_number", number).set("form", form);
                let row = row.set("state", "prospect").set("industry", it.industry).set("source", source);
                self.put(row.set("website", format!("https://{}/", it.domain)).set("since", found))
            };
            let state = self.dice.weighted(&[
                ("new", 35),
                ("contacted", 30),
                ("interested", 15),
                ("later", 10),
                ("not-for-now", 10),
            ]);
            let row = self.new_row("prospect", at).set("about", if about_person { "person" } else { "organisation" });
            let row =
                row.set("person", about_person.then_some(about)).set("organisation", (!about_person).then_some(about));
            let row = row.set("state", state).set("found_on", found);
            let row = row.set(
                "source",
                self.dice.weighted(&[("enterprise-register", 40), ("website", 30), ("event", 20), ("referral", 10)]),
            );
            let row = row.set(
                "need",
                *self.dice.pick(&[
                    "Fører timer på papir i dag",
                    "Vokser raskt",
                    "Har spurt om priser",
                    "Bytter lønnssystem",
                ]),
            );
            let owner = self.one_of(Craft::Sales);
            let told = plus(found, self.dice.between(1, 20)).min(self.days.today);
            let row = row.set("owner", owner).set("notice_due_on", about_person.then(|| plus(found, 28)));
            let row =
                row.set("noticed_on", about_person.then_some(told)).set("noticed_by", about_person.then_some("mail"));
            self.put(row.set("last_contact_on", (state != "new").then_some(told)));
        }
    }
}
