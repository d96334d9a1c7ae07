//! Mail, calls, meetings, notes and files with those who work at a customer.

use super::Company;
use super::customers::{Client, Contact};
use super::days::{after_work, at_work, plus, workday};
use super::row::Row;
use super::staff::Craft;
use super::texts::{CALLS, LETTERS, MEETINGS, NOTES, fill};
use engine::{Moment, RowId};

const THREADS_OF_A_CUSTOMER_MAX: i64 = 11;
/// A note is kept so long after it was changed, less a month.
const NOTE_DAYS: i64 = 690;
/// The parts of the work, by who does it.
const CRAFTS: [(&str, Craft); 4] =
    [("support", Craft::Support), ("sales", Craft::Sales), ("customer", Craft::Sales), ("project", Craft::Projects)];

/// A mail of a thread.
pub(super) struct Mail<'a> {
    pub(super) from_us: bool,
    pub(super) text: &'a str,
    pub(super) at: Moment,
}

/// The newest mail that came.
#[derive(Clone)]
pub(super) struct Newest {
    pub(super) at: Moment,
    pub(super) message: RowId,
    pub(super) thread: RowId,
    pub(super) contact: Contact,
}

impl Company {
    pub(super) fn letters(&mut self, client: &Client) {
        for _ in 0..self.dice.between(1, THREADS_OF_A_CUSTOMER_MAX) {
            let began = self.moment_with(client, super::HISTORY_DAYS);
            self.thread(client, began);
        }
        for _ in 0..self.dice.between(0, 7) {
            let began = self.moment_with(client, super::HISTORY_DAYS);
            self.call(client, began);
        }
        for _ in 0..self.dice.between(0, 5) {
            let began = self.moment_with(client, super::HISTORY_DAYS);
            self.meeting(client, began);
        }
        if client.customer.is_some() && self.dice.percent(20) {
            let soon = after_work(self.days.now, 480 * self.dice.between(1, 12));
            self.meeting(client, soon);
        }
        for _ in 0..self.dice.between(0, 4) {
            let written = self.moment_with(client, NOTE_DAYS);
            self.note(client, written);
        }
        if self.dice.percent(6) {
            let added = self.moment_with(client, super::HISTORY_DAYS);
            self.paper(client, added);
        }
    }

    /// Some moment of work in the last `most` days of what we have had to do with them.
    fn moment_with(&mut self, client: &Client, most: i64) -> Moment {
        let today = self.days.today;
        let first = client.first_day(today).max(plus(today, -most));
        let day = workday(&mut self.dice, first, client.last_day(today).min(plus(today, -1)));
        at_work(&mut self.dice, self.days, day)
    }

    /// What belongs to no purpose that they are part of is other work.
    fn purpose(client: &Client, wanted: &'static str) -> &'static str {
        if client.customer.is_some() || wanted == "work" { wanted } else { "sales" }
    }

    fn colleague(&mut self, part: &str) -> RowId {
        let craft = CRAFTS.iter().find(|(known, _)| *known == part).map_or(Craft::House, |(_, craft)| *craft);
        self.one_of(craft)
    }

    fn thread(&mut self, client: &Client, began: Moment) {
        let (part, from_us, subject, first, answer) = *self.dice.pick(LETTERS);
        let part = Self::purpose(client, part);
        let contact = self.dice.pick(&client.people).clone();
        let words = self.words(client, &contact);
        let (subject, first, answer) = (fill(subject, &words), fill(first, &words), fill(answer, &words));
        let answered = after_work(began, self.dice.between(20, 900));
        let thanked = after_work(answered, self.dice.between(5, 400));
        let mut mails = vec![
            Mail { from_us, text: &first, at: began },
            Mail { from_us: !from_us, text: &answer, at: answered },
            Mail { from_us, text: "Fint, takk for raskt svar!", at: thanked },
        ];
        mails.truncate(usize::try_from(self.dice.between(1, 3)).unwrap_or(1));
        mails.retain(|mail| self.days.is_past(mail.at));
        let Some(last) = mails.last().map(|mail| mail.at) else { return };
        let owner = self.colleague(part);
        let row = self.new_row("email_thread", began).about(contact.person).set("person", contact.person);
        let row = row.set("part_of", part).set("organisation", client.organisation).set("subject", subject.as_str());
        let row = row.set("customer", client.customer.filter(|_| part == "customer"));
        let row = row.set("installation", client.installation.filter(|_| part == "support"));
        let row = row.set("token", self.dice.hash()).set("owner", owner).set("began_at", began);
        let thread = self.put(row.set("last_at", last));
        let mut before: Option<String> = None;
        for (at, mail) in mails.iter().enumerate() {
            let subject = if at == 0 { subject.clone() } else { format!("Re: {subject}") };
            before = Some(self.mail((thread, &contact, owner), mail, &subject, before));
        }
    }

    pub(super) fn mail(
        &mut self,
        (thread, contact, owner): (RowId, &Contact, RowId),
        mail: &Mail<'_>,
        subject: &str,
        before: Option<String>,
    ) -> String {
        const OURS: (&str, &str) = ("Fjordlys Rådgivning", "hjelp@fjordlys.example");
        let id =
            format!("{}@{}", &self.dice.hash()[..24], if mail.from_us { "fjordlys.example" } else { "kunde.example" });
        let theirs = (contact.name.as_str(), contact.mailbox.as_str());
        let (from, to) = if mail.from_us { (OURS, theirs) } else { (theirs, OURS) };
        let row = self.new_row("email_message", mail.at).about(contact.person).set("thread", thread);
        let row = row.set("direction", if mail.from_us { "out" } else { "in" });
        let row = row.set("recorded_because", if mail.from_us { "written-here" } else { "shared-mailbox" });
        let row = row.set("author", mail.from_us.then_some(owner)).set("sender", from.1);
        let row = row.set("sent_by", (!mail.from_us).then_some(contact.person));
        let row = row.set("verified", (!mail.from_us).then_some("verified")).set("automatic", false);
        let row = row.set("subject", subject).set("body", mail.text).set("message_id", id.as_str());
        let row = row.set("in_reply_to", before).set("state", if mail.from_us { "sent" } else { "received" });
        let message = self.put(row.set("occurred_at", mail.at).set("recorded_at", mail.at));
        for (part, (name, address)) in [("from", from), ("to", to)] {
            let row = self.new_row("email_participant", mail.at).about(contact.person).set("message", message);
            let row = row.set("part", part).set("name_written", name).set("address", address);
            self.put(row.set("person", (address == theirs.1).then_some(contact.person)));
        }
        if self.dice.percent(1) {
            let row = self.new_row("email_file", mail.at).about(contact.person).set("message", message);
            let row = row.set("title", "Vedlegg.txt").set("in_text", false);
            self.put(row.file("content", "Vedlegg.txt", "Dette er et eksempel på et vedlegg.\n"));
        }
        if !mail.from_us && self.newest_mail.as_ref().is_none_or(|newest| newest.at <= mail.at) {
            self.newest_mail = Some(Newest { at: mail.at, message, thread, contact: contact.clone() });
        }
        if !mail.from_us && self.days.now.0 - mail.at.0 < 300 * 86_400_000_000 {
            let mailbox = *self.dice.pick(&self.house.mailboxes);
            self.numbers.phone += 1;
            let number = i64::try_from(self.numbers.phone).unwrap_or(0);
            let row = self.new_row("mail_intake", mail.at).set("mailbox", mailbox).set("validity", 1);
            let row = row.set("number", number).set("message", message).set("outcome", "stored");
            self.put(row.set("seen_at", mail.at));
        }
        id
    }

    fn call(&mut self, client: &Client, began: Moment) {
        let (part, summary) = *self.dice.pick(CALLS);
        let part = Self::purpose(client, part);
        let contact = self.dice.pick(&client.people).clone();
        let words = self.words(client, &contact);
        let outcome = self.dice.weighted(&[("talked", 75), ("message", 10), ("no-answer", 10), ("missed", 5)]);
        let talked = outcome == "talked";
        let row = self.new_row("phone_call", began).about(contact.person).set("person", contact.person);
        let row = row.set("matched", "sure").set("number", contact.phone).set("part_of", part);
        let direction = if outcome == "missed" { "in" } else { self.dice.weighted(&[("in", 55), ("out", 45)]) };
        let row = row.set("organisation", client.organisation).set("direction", direction).set("outcome", outcome);
        let row = row.set("summary", talked.then(|| fill(summary, &words))).set("recorded_because", "by-hand");
        let taker = self.colleague(part);
        let took = talked.then(|| self.dice.between(2, 25));
        self.put(row.set("taken_by", taker).set("took", took).set("began_at", began));
    }

    fn meeting(&mut self, client: &Client, began: Moment) {
        let (part, title) = *self.dice.pick(MEETINGS);
        let part = Self::purpose(client, part);
        let contact = self.dice.pick(&client.people).clone();
        let words = self.words(client, &contact);
        // At a full or half hour.
        let began = Moment(began.0 - began.0.rem_euclid(1_800_000_000));
        let is_over = self.days.is_past(began.plus_seconds(3_600));
        let state = if is_over { self.dice.weighted(&[("held", 92), ("cancelled", 8)]) } else { "planned" };
        let row = self.new_row("meeting", began.min(self.days.now)).about(contact.person).set("person", contact.person);
        let row = row.set("part_of", part).set("organisation", client.organisation).set("title", fill(title, &words));
        let place = self.dice.weighted(&[("På nett", 60), ("Hos kunden", 25), ("Møterom Bryggen", 15)]);
        let row = row.set("place", place).set("state", state);
        let minutes =
            (state == "held").then(|| fill("Gikk gjennom {produkt}. {navn} følger opp i {avdeling}.", &words));
        let arranger = self.colleague(part);
        let row = row.set("minutes", minutes).set("arranged_by", arranger).set("began_at", began);
        let meeting = self.put(row.set("ended_at", began.plus_seconds(3_600)));
        let came = match state {
            "held" => "came",
            "cancelled" => "invited",
            _ => "accepted",
        };
        for theirs in [true, false] {
            let row = self.new_row("meeting_participant", began.min(self.days.now)).about(contact.person);
            let row: Row = row.set("meeting", meeting).set("person", theirs.then_some(contact.person));
            self.put(row.set("user", (!theirs).then_some(arranger)).set("came", came));
        }
    }

    fn note(&mut self, client: &Client, written: Moment) {
        let (part, title, text) = *self.dice.pick(NOTES);
        let part = Self::purpose(client, part);
        let contact = client.people[0].clone();
        let words = self.words(client, &contact);
        let about_person = self.dice.percent(40);
        let row = self.new_row("note", written).set("about", if about_person { "person" } else { "organisation" });
        let row = row.set("person", about_person.then_some(contact.person));
        let row = row.set("organisation", (!about_person).then_some(client.organisation)).set("part_of", part);
        let row = row.set("title", fill(title, &words)).set("text", fill(text, &words));
        let author = self.colleague(part);
        let row = row.set("pinned", self.dice.percent(10)).set("author", author).set("written_at", written);
        self.put(row.set("changed_at", written));
    }

    fn paper(&mut self, client: &Client, added: Moment) {
        let title = format!("Møtereferat {}.txt", client.name);
        let row = self.new_row("file", added).set("about", "organisation").set("organisation", client.organisation);
        let row = row.set("part_of", Self::purpose(client, "customer")).set("title", title.as_str());
        let row = row.file("content", &title, "Referat\n\n1. Status\n2. Videre arbeid\n\nDette er et eksempel.\n");
        let by = self.one_of(Craft::Sales);
        self.put(row.set("added_by", by).set("added_at", added));
    }
}
