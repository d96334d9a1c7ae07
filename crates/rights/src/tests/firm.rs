//! A firm beside the club: organisations, what they buy, who works there, and what the law says of it.

use super::{CLUB, Club, id};
use model::{Day, Record, Value};

/// 31 December 2024, the last day of a fiscal year.
pub(super) const YEAR_END: i32 = 20_088;

pub(super) const FIRM: &str = r#"
[law.books]
title = { nb = "Bokføring", en = "Bookkeeping" }
source = "the law"
valid_from = 2015-01-01
checked_on = 2026-11-22
confidence = "excerpt"
applies_to = "company"
minimum = "5 years after fiscal year"

[role.clerk]
name = { nb = "Ekspeditør", en = "Clerk" }

[activity.deliver]
purpose = { nb = "Levere varer", en = "Deliver goods" }
subjects = { nb = "Kontaktpersoner", en = "Contacts" }
basis = "contract"
source = "the person"
uses = { person = ["name"] }
responsible = "clerk"
access = { clerk = "write" }

[activity.trade]
purpose = { nb = "Selge til virksomheter", en = "Sell to organisations" }
subjects = { nb = "Kontaktpersoner", en = "Contacts" }
basis = "contract"
source = "the person"
uses = { person = ["name"], organisation = ["name", "phone", "form", "owner", "parent"], mailbox = ["holder", "person", "organisation", "address"] }
responsible = "clerk"
access = { clerk = "write" }

[activity.books]
purpose = { nb = "Føre regnskap", en = "Keep the books" }
subjects = { nb = "Kontaktpersoner", en = "Contacts" }
basis = "legal-obligation"
law = "books"
source = "the person"
uses = { person = ["name"], organisation = ["name", "form"] }
responsible = "clerk"
access = { clerk = "read" }

[activity.news]
purpose = { nb = "Sende nyhetsbrev", en = "Send a newsletter" }
subjects = { nb = "Abonnenter", en = "Subscribers" }
basis = "consent"
consent = { nb = "Ja takk til nyhetsbrev", en = "Yes to the newsletter" }
source = "the person"
uses = { person = ["name"], mailbox = ["holder", "person", "address"] }
responsible = "clerk"
access = { clerk = "read own" }

[entity.organisation]
name = { nb = "Virksomhet", en = "Organisation" }
activity = "as claimed"
subject = { path = "owner", when = { form = ["sole"] } }
label = "{name}"
keep = "while claimed"

[entity.organisation.fields]
name = { type = "text", max = 100, required = true, name = { nb = "Navn", en = "Name" }, impersonal = "a company's name" }
phone = { type = "phone", name = { nb = "Telefon", en = "Phone" }, impersonal = "a switchboard" }
parent = { type = "link", to = "organisation", name = { nb = "Eies av", en = "Owned by" } }
form = { type = "choice", required = true, name = { nb = "Form", en = "Form" }, impersonal = "a kind of company",
         of = { company = { nb = "aksjeselskap", en = "company" }, sole = { nb = "enkeltpersonforetak", en = "sole trader" } } }
owner = { type = "link", to = "person", required = true, when = { form = ["sole"] }, name = { nb = "Innehaver", en = "Owner" } }

[entity.mailbox]
name = { nb = "Postkasse", en = "Mailbox" }
activity = "as claimed"
subject = { path = "person", when = { holder = ["person"] } }
label = "{address}"
keep = "while claimed"

[entity.mailbox.fields]
holder = { type = "choice", required = true, impersonal = "a kind of holder", name = { nb = "Tilhører", en = "Belongs to" },
           of = { person = { nb = "en person", en = "a person" }, organisation = { nb = "en virksomhet", en = "an organisation" } } }
person = { type = "link", to = "person", required = true, when = { holder = ["person"] }, name = { nb = "Person", en = "Person" } }
organisation = { type = "link", to = "organisation", name = { nb = "Virksomhet", en = "Organisation" } }
address = { type = "email", required = true, name = { nb = "Adresse", en = "Address" } }

[entity.order]
name = { nb = "Ordre", en = "Order" }
activity = "trade"
subject = "contact"
label = "{note}"
keep = "2 years after latest of shipments.sent_on and made_on"
require = [{ law = "books", from = "paid_on" }]

[entity.order.fields]
contact = { type = "link", to = "person", required = true, name = { nb = "Kontakt", en = "Contact" } }
organisation = { type = "link", to = "organisation", name = { nb = "Virksomhet", en = "Organisation" } }
shipments = { type = "links", from = "shipment.order", name = { nb = "Forsendelser", en = "Shipments" } }
made_on = { type = "date", required = true, name = { nb = "Bestilt", en = "Ordered" } }
paid_on = { type = "date", name = { nb = "Betalt", en = "Paid" } }
note = { type = "text", max = 100, name = { nb = "Merknad", en = "Note" } }

[entity.shipment]
name = { nb = "Forsendelse", en = "Shipment" }
activity = "deliver"
subject = "order.contact"
label = "{sent_on}"
keep = "with order"

[entity.shipment.fields]
order = { type = "link", to = "order", required = true, name = { nb = "Ordre", en = "Order" } }
sent_on = { type = "date", name = { nb = "Sendt", en = "Sent" } }

[entity.bill]
name = { nb = "Regning", en = "Bill" }
activity = "books"
subject = "person"
label = "{amount}"
keep = "3 months after dated_on"

[entity.bill.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
dated_on = { type = "date", required = true, impersonal = "the day of a bill", name = { nb = "Datert", en = "Dated" } }
amount = { type = "money", name = { nb = "Beløp", en = "Amount" }, keep = "5 years after fiscal year of dated_on",
           require = [{ law = "books", from = "dated_on" }] }
remark = { type = "text", max = 100, name = { nb = "Bemerkning", en = "Remark" } }
hint = { type = "text", max = 100, name = { nb = "Tips", en = "Hint" }, keep = "1 month after dated_on" }

[entity.subscription]
name = { nb = "Abonnement", en = "Subscription" }
activity = { by = "ground", consent = "news", sale = "trade" }
subject = "mailbox.person"
label = "{ground}"
keep = "until ended_on"

[entity.subscription.fields]
mailbox = { type = "link", to = "mailbox", required = true, name = { nb = "Postkasse", en = "Mailbox" } }
ground = { type = "choice", name = { nb = "Grunn", en = "Ground" },
           of = { consent = { nb = "samtykke", en = "consent" }, sale = { nb = "salg", en = "a sale" } }, required = true }
ended_on = { type = "date", name = { nb = "Slutt", en = "Ended" } }
"#;

impl Club {
    /// The club with the firm.
    pub(super) fn with_firm() -> Self {
        Self { model: testkit::model_of(&format!("{CLUB}{FIRM}")) }
    }

    /// Order 20 of person 1 from organisation 10.
    pub(super) fn order(&self, made: i32, paid: Option<i32>) -> Record {
        let paid = paid.map_or(Value::Null, day);
        let cells = [("contact", id(1)), ("organisation", id(10)), ("made_on", day(made)), ("paid_on", paid)];
        self.row("order", 20, &cells)
    }

    pub(super) fn shipment(&self, number: u8, sent: i32) -> Record {
        self.row("shipment", number, &[("order", id(20)), ("sent_on", day(sent))])
    }

    pub(super) fn bill(&self, dated: i32) -> Record {
        let cells = [
            ("person", id(1)),
            ("dated_on", day(dated)),
            ("amount", Value::Integer(100)),
            ("remark", text("Ring")),
            ("hint", text("Ring")),
        ];
        self.row("bill", 30, &cells)
    }

    pub(super) fn organisation(&self, number: u8, parent: Option<u8>) -> Record {
        let parent = parent.map_or(Value::Null, id);
        let cells =
            [("name", text("Firma")), ("form", text("company")), ("phone", text("+4721000000")), ("parent", parent)];
        self.row("organisation", number, &cells)
    }

    /// A mailbox of the organisation 10.
    pub(super) fn switchboard(&self) -> Record {
        let cells =
            [("holder", text("organisation")), ("organisation", id(10)), ("address", text("post@firma.example"))];
        self.row("mailbox", 11, &cells)
    }

    /// The mailbox of person 1.
    pub(super) fn mailbox(&self) -> Record {
        let cells = [("holder", text("person")), ("person", id(1)), ("address", text("kari@firma.example"))];
        self.row("mailbox", 12, &cells)
    }

    pub(super) fn subscription(&self, ground: Option<&str>) -> Record {
        self.row("subscription", 40, &[("mailbox", id(12)), ("ground", ground.map_or(Value::Null, text))])
    }
}

pub(super) fn day(day: i32) -> Value {
    Value::Day(Day(day))
}

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}
