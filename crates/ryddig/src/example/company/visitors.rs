//! Visitors of the website: what they asked in the last months, and what they were answered.

use super::Company;
use super::days::{after_work, at_work, workday};
use super::names;
use super::staff::Craft;
use super::texts::{PRODUCTS, VISITORS, fill};
use engine::{Moment, RowId, day_of};

/// A message is kept for half a year after its answer, less a few days; the oldest go soon.
const MESSAGE_DAYS: i64 = 178;
const MESSAGES_MAX: usize = 90;
/// Domains of those who write from home.
const DOMAINS: &[&str] = &["fjordpost.example", "hjemme.example", "epost.example", "firma.example"];

impl Company {
    pub(super) fn visitors(&mut self) {
        let today = self.days.today;
        for _ in 0..(self.wanted.people / 20).clamp(5, MESSAGES_MAX) {
            let day = workday(&mut self.dice, self.days.ago(MESSAGE_DAYS), self.days.ago(3));
            let received = at_work(&mut self.dice, self.days, day);
            let answered = after_work(received, self.dice.between(15, 700));
            if day < today && self.days.is_past(answered) {
                self.visitor(received, answered);
            }
        }
    }

    fn visitor(&mut self, received: Moment, answered: Moment) {
        let (question, answer) = *self.dice.pick(VISITORS);
        let english = answer.starts_with("Hello");
        let name = names::person(&mut self.dice);
        let day = day_of(received);
        let person = {
            let row = self.new_row("person", received).set("name", name.as_str());
            let row = row.set("language", if english { "en" } else { "nb" }).set("source", "contact-form");
            self.put(row.set("since", day))
        };
        self.numbers.phone += 1;
        let number = self.numbers.phone;
        let mailbox = format!("{}{number}@{}", names::mailbox(&name), self.dice.pick(DOMAINS));
        let address = self.put_address(person, &mailbox, "contact-form", day, received);
        let words = [
            ("{produkt}", PRODUCTS[self.dice.below(3)].1.to_owned()),
            ("{antall}", self.dice.between(3, 60).to_string()),
        ];
        let owner = self.one_of(Craft::Support);
        let row = self.new_row("contact_request", received).about(person).set("person", person).set("address", address);
        let row = row.set("name_written", name.as_str()).set("message", fill(question, &words));
        let row = row.set("language", if english { "en" } else { "nb" }).set("came_from", "here");
        let row = row.set("state", "answered").set("owner", owner).set("received_at", received);
        let row = row.set("answered_at", answered).set("submission", self.dice.hash());
        let request = self.put(row);
        let text = if english {
            (
                "We have received your message",
                "Hello,\n\nThank you for writing to us. We answer within two working days.",
            )
        } else {
            ("Vi har fått meldingen din", "Hei!\n\nTakk for at du skriver til oss. Vi svarer innen to virkedager.")
        };
        let first = self.answer((request, person, address), received, ("confirmation", text, None), None);
        let answer = (if english { "Your message to us" } else { "Svar på meldingen din" }, &*fill(answer, &words));
        self.answer((request, person, address), answered, ("answer", answer, Some(owner)), Some(first));
    }

    fn answer(
        &mut self,
        (request, person, address): (RowId, RowId, RowId),
        at: Moment,
        (kind, (subject, body), author): (&'static str, (&str, &str), Option<RowId>),
        before: Option<String>,
    ) -> String {
        let id = format!("<{}@fjordlys.example>", &self.dice.hash()[..24]);
        let row = self.new_row("email", at).about(person).set("contact_request", request).set("to", address);
        let row = row.set("kind", kind).set("subject", subject).set("body", body).set("author", author);
        let row = row.set("message_id", id.as_str()).set("in_reply_to", before).set("state", "sent");
        self.put(row.set("queued_at", at).set("sent_at", at.plus_seconds(4)));
        id
    }
}
