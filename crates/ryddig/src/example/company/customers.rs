//! The customers: an organisation each, those who work there, what they run and what is agreed with them.

use super::days::{after_work, clock, next_workday, plus, workday};
use super::names::{self, Organisation};
use super::row::kroner;
use super::staff::Craft;
use super::texts::{CONTACT_TITLES, DATA_KINDS, DEPARTMENTS};
use super::{Company, HISTORY_DAYS};
use engine::{Day, Moment, RowId};

/// A customer while it is made.
pub(super) struct Client {
    pub(super) name: String,
    pub(super) organisation: RowId,
    /// None where they have bought nothing yet.
    pub(super) customer: Option<RowId>,
    pub(super) people: Vec<Contact>,
    /// The address that those who work there share.
    pub(super) shared: Option<RowId>,
    pub(super) product: usize,
    pub(super) installation: Option<RowId>,
    pub(super) service: Option<RowId>,
    pub(super) processing: Option<RowId>,
    pub(super) since: Day,
    pub(super) ended: Option<Day>,
    /// Who looks after them, as a user.
    pub(super) owner: RowId,
}

/// Somebody who works at a customer.
#[derive(Clone)]
pub(super) struct Contact {
    pub(super) person: RowId,
    pub(super) name: String,
    pub(super) address: RowId,
    pub(super) mailbox: String,
    pub(super) phone: Option<RowId>,
}

/// What somebody is to us at a customer, by how many of them there are.
const PARTS: [(&str, usize); 6] =
    [("user", 60), ("manager", 12), ("technical", 10), ("invoice", 8), ("privacy", 4), ("main", 6)];
/// The first customer came so many days ago.
const CUSTOMERS_DAYS: i64 = 2_200;
const CONTACTS_MIN: i64 = 3;
const CONTACTS_MAX: i64 = 15;

impl Client {
    /// The first day on which something can have happened with them that is still held.
    pub(super) fn first_day(&self, today: Day) -> Day {
        self.since.max(plus(today, -HISTORY_DAYS))
    }

    pub(super) fn last_day(&self, today: Day) -> Day {
        self.ended.unwrap_or(today)
    }
}

impl Company {
    /// The customer with this number, and what has been going on with it where that is told.
    pub(super) fn customer(&mut self, number: usize, has_history: bool) {
        let organisation = names::organisation(&mut self.dice, number);
        let is_customer = !has_history || self.dice.percent(87);
        // Numbers of customers rise with the days on which they came.
        let share = i64::try_from(number * 1_000 / self.organisations()).unwrap_or(0);
        let age = CUSTOMERS_DAYS - share * (CUSTOMERS_DAYS - 40) / 1_000 - self.dice.between(0, 9);
        let has_left = is_customer && age > 500 && self.dice.percent(10);
        let ended = has_left.then(|| self.days.ago(self.dice.between(30, 320)));
        let since = next_workday(self.days.ago(age));
        let at = clock(since, 10 * 60);
        let mut client = self.organise(&organisation, is_customer, (since, ended), at);
        if is_customer {
            let row = self.new_row("customer", at).set("organisation", client.organisation).set("owner", client.owner);
            let row = row.set("importance", self.dice.weighted(&[("ordinary", 60), ("close", 20), ("light", 20)]));
            let row = row.set("invoice_to", client.shared).set("e_invoice", self.dice.percent(80));
            let row = row.set("payment_days", self.dice.weighted(&[(30_i64, 50), (14, 40), (45, 10)]));
            let row = row.set("since", since).set("ended_on", ended);
            let row = row.set("ended_because", ended.map(|_| *self.dice.pick(super::texts::ENDED)));
            let review = ended.is_none().then(|| self.days.ago(-self.dice.between(-20, 300)));
            client.customer = Some(self.put(row.set("next_review_on", review)));
        }
        for at in 0..client.people.len() {
            self.place(&client, at, has_history);
        }
        if has_history {
            self.agree(&mut client);
            self.letters(&client);
            self.subscriptions(&client);
            self.activities(&client);
            self.remember(&client);
            self.plan(client);
        }
    }

    fn organise(
        &mut self,
        it: &Organisation,
        is_customer: bool,
        (since, ended): (Day, Option<Day>),
        at: Moment,
    ) -> Client {
        let source = self.dice.weighted(&[("customer", 55), ("enterprise-register", 25), ("company", 20)]);
        let count = self.dice.between(CONTACTS_MIN, if is_customer { CONTACTS_MAX } else { CONTACTS_MIN + 1 });
        let people: Vec<Contact> = (0..count).map(|_| self.contact(it, since, at)).collect();
        let owner = people.first().filter(|_| it.form == "ENK").map(|first| first.person);
        let number = names::org_number(&mut self.numbers.organisation);
        let state = match (is_customer, ended) {
            (_, Some(_)) => "former",
            (true, None) => self.dice.weighted(&[("in-operation", 85), ("in-project", 15)]),
            (false, None) => "prospect",
        };
        let row = self.new_row("organisation", at).set("name", it.name.as_str()).set("org_number", number);
        let row = row.set("form", it.form).set("owner", owner).set("state", state).set("industry", it.industry);
        let row = row.set("employees", self.dice.between(3, 40) * self.dice.weighted(&[(1, 75), (5, 20), (20, 5)]));
        let row = row.set("website", format!("https://{}/", it.domain));
        let row = row.set("postal_address", names::address(&mut self.dice, it.town));
        let organisation = self.put(row.set("source", source).set("since", since));
        let shared = owner.is_none().then(|| {
            let row = self.new_row("email_address", at).set("holder", "organisation").set("organisation", organisation);
            let row = row.set("address", format!("post@{}", it.domain)).set("source", "website");
            self.put(row.set("since", since))
        });
        if owner.is_none() && self.dice.percent(60) {
            self.numbers.phone += 1;
            let row = self.new_row("phone_number", at).set("holder", "organisation").set("organisation", organisation);
            let row = row.set("number", names::phone(self.numbers.phone)).set("kind", "switchboard");
            self.put(row.set("source", "website").set("since", since));
        }
        let owner = self.one_of(Craft::Sales);
        let product = self.dice.below(3);
        Client {
            name: it.name.clone(),
            organisation,
            customer: None,
            people,
            shared,
            product,
            installation: None,
            service: None,
            processing: None,
            since,
            ended,
            owner,
        }
    }

    fn contact(&mut self, of: &Organisation, since: Day, at: Moment) -> Contact {
        let name = names::person(&mut self.dice);
        let source = self.dice.weighted(&[("customer", 60), ("mail", 20), ("phone", 15), ("company", 5)]);
        let person = self.put_person(&name, source, since, at);
        let mailbox = self.unused(&format!("{}@{}", names::mailbox(&name), of.domain));
        let address = self.put_address(person, &mailbox, source, since, at);
        let phone = self.dice.percent(55).then(|| {
            self.numbers.phone += 1;
            let row = self.new_row("phone_number", at).set("holder", "person").set("person", person);
            let row = row.set("number", names::phone(self.numbers.phone)).set("kind", "mobile");
            self.put(row.set("source", source).set("since", since))
        });
        Contact { person, name, address, mailbox, phone }
    }

    /// What somebody does at the customer, and what they are to us.
    fn place(&mut self, client: &Client, at: usize, has_history: bool) {
        let person = client.people[at].person;
        let since = if at == 0 { client.since } else { workday(&mut self.dice, client.since, self.days.today) };
        let made = clock(since, 10 * 60);
        if has_history {
            let title = self.dice.pick(CONTACT_TITLES);
            let row = self.new_row("position", made).about(person).set("person", person);
            let row = row.set("organisation", client.organisation).set("title", *title);
            let department = self.dice.percent(40).then(|| *self.dice.pick(DEPARTMENTS));
            self.put(row.set("department", department));
        }
        let Some(customer) = client.customer else { return };
        let part = if at == 0 { "main" } else { self.dice.weighted(&PARTS) };
        let gone = self.dice.percent(3).then(|| self.days.ago(self.dice.between(10, 320))).filter(|gone| *gone > since);
        let row = self.new_row("customer_contact", made).about(person).set("person", person);
        let row = row.set("customer", customer).set("part", part);
        let row = row.set("may_order", matches!(part, "main" | "manager")).set("noticed_on", plus(since, 4));
        self.put(row.set("since", since).set("ended_on", client.ended.or(gone).filter(|end| *end >= since)));
        if has_history && client.ended.is_none() && gone.is_none() && self.dice.percent(18) {
            let row = self.new_row("portal_user", made).about(person).set("person", person);
            let row = row.set("address", client.people[at].address).set("customer", customer);
            let row = row.set("sees", if part == "main" { "all" } else { "own" }).set("invited_on", since);
            let row = row.set("told", client.people[at].address);
            let inviter = self.one_of(Craft::Support);
            self.put(row.set("invited_by", inviter));
        }
    }

    /// What they run, and what is agreed about it.
    fn agree(&mut self, client: &mut Client) {
        let Some(main) = client.people.first().map(|first| first.person) else { return };
        if client.customer.is_none() {
            return;
        }
        let at = after_work(clock(client.since, 10 * 60), 2_000);
        let row = self.new_row("service_agreement", at).set("organisation", client.organisation).set("contact", main);
        let level = self.dice.weighted(&[("standard", 60), ("basic", 25), ("extended", 15)]);
        let row = row.set("title", format!("Serviceavtale {}", client.name)).set("signed_by", main);
        let row = row.set("level", level).set("policy", self.house.policies[usize::from(level == "extended")]);
        let row = row.set("covers", "Feilretting, brukerstøtte og oppgraderinger i avtaleperioden.");
        let row = row.set("hours_included", self.dice.between(0, 8) * 60).set("hourly_price", kroner(1_390));
        let row = row.set("yearly_price", kroner(self.dice.between(12, 240) * 1_000)).set("invoiced", "yearly");
        let row = row.set("renews", true).set("notice_months", 3).set("signed_on", client.since);
        let row = row.set("owner", client.owner).set("began_on", client.since).set("ended_on", client.ended);
        let service = self.put(row);
        client.service = Some(service);
        let row = self.new_row("installation", at).set("organisation", client.organisation);
        let row =
            row.set("name", format!("{} – drift", client.name)).set("product", self.house.products[client.product]);
        let row =
            row.set("version_no", *self.dice.pick(&["8.2", "8.3", "9.0", "9.1"])).set("environment", "production");
        let row = row.set("hosting", self.dice.weighted(&[("us", 70), ("customer", 20), ("cloud", 10)]));
        let row = row.set("users", self.dice.between(4, 140)).set("agreement", service).set("contact", main);
        let row = row.set("installed_on", plus(client.since, 20));
        let installation = self.put(row.set("ended_on", client.ended));
        client.installation = Some(installation);
        if self.dice.percent(85) {
            self.process(client, main, at);
        }
    }

    /// The agreement by which we handle the customer's own data.
    fn process(&mut self, client: &mut Client, main: RowId, at: Moment) {
        let row = self.new_row("processing_agreement", at).set("title", format!("Databehandleravtale {}", client.name));
        let row = row.set("organisation", client.organisation).set("contact", main).set("state", "signed");
        let row = row.set("subject_matter", "Drift av løsningen for kundens ansatte");
        let row = row.set("nature", "Lagring, sikkerhetskopi og feilretting etter kundens instruks");
        let row = row.set("data_kinds", *self.dice.pick(DATA_KINDS)).set("special_kinds", false);
        let row = row.set("data_subjects", "kundens ansatte og innleide").set("countries", "Norge").yes(&[
            "instructions",
            "secrecy",
            "secured",
            "sub_processing",
            "assists_rights",
            "assists_duties",
            "returns",
            "audits",
        ]);
        let row = row.set("new_processors", "told").set("breach_hours", 24).set("at_the_end", "return");
        let row = row.set("signed_on", client.since).set("valid_from", client.since);
        let row = row.set("review_on", self.days.ago(-self.dice.between(-10, 360)));
        let row = row.set("ended_on", client.ended).set("settled_on", client.ended.map(|end| plus(end, 14)));
        let agreement = self.put(row.set("owner", client.owner));
        client.processing = Some(agreement);
        self.agreements.push((agreement, client.organisation));
        let row = self.new_row("sub_processor", at).set("agreement", agreement).set("name", "Postfjord AS");
        let row = row.set("task", "leverer e-post fra løsningen").set("country", "NO").set("told_on", client.since);
        self.put(row.set("since", client.since));
        if self.dice.percent(25) && client.ended.is_none() {
            let received = workday(&mut self.dice, client.first_day(self.days.today), self.days.today);
            let settled = (self.days.today.0 - received.0 > 60).then(|| plus(received, 30));
            let row = self.new_row("customer_data", clock(received, 12 * 60)).set("agreement", agreement);
            let row = row.set("title", format!("Kopi av databasen til {}", client.name)).set("kind", "copy");
            let row = row.set("purpose", "Feilsøking i sak").set("place", "Testmiljøet i Oslo").set("special", false);
            let holder = self.one_of(Craft::Support);
            let row = row.set("holder", holder).set("received_on", received).set("settle_by", plus(received, 45));
            self.put(row.set("settled_on", settled));
        }
    }

    /// Some whom the rows of privacy are about.
    fn remember(&mut self, client: &Client) {
        const KNOWN_MAX: usize = 60;
        if client.ended.is_none() && self.known.len() < KNOWN_MAX {
            self.known.extend(client.people.last().map(|last| (last.person, last.address)));
        }
    }
}
