//! Privacy and the rest of the house: what people ask by right, risks and routines, a breach that is over, other matters.

use super::Company;
use super::days::{at_work, clock, plus, workday};
use super::letters::{Mail, Newest};
use super::staff::Craft;
use super::texts::{MATTERS, MEASURES, RISKS, ROUTINES};
use engine::{Day, Moment, RowId, day_of};

/// An answered request is kept for three months, less a few days.
const ANSWERED_DAYS: i64 = 84;
/// What is open: the kind, and how many days ago it came.
const OPEN: [(&str, i64); 6] =
    [("question", 34), ("access", 26), ("rectification", 12), ("portability", 6), ("objection", 3), ("erasure", 1)];

impl Company {
    pub(super) fn privacy(&mut self) {
        let count = (self.wanted.people / 100).clamp(3, 18);
        for at in 0..count {
            let received = workday(&mut self.dice, self.days.ago(ANSWERED_DAYS), self.days.ago(20));
            let kind =
                self.dice.weighted(&[("access", 50), ("rectification", 20), ("question", 20), ("portability", 10)]);
            self.request(at, kind, received, true);
        }
        for (at, (kind, days)) in OPEN.into_iter().enumerate() {
            self.request(count + at, kind, self.days.ago(days), false);
        }
        let routines = self.control();
        self.breach(routines.first().copied());
        self.matters();
        self.secrets();
    }

    fn request(&mut self, at: usize, kind: &'static str, received: Day, answered: bool) {
        if self.known.is_empty() {
            return;
        }
        let (person, address) = self.known[at % self.known.len()];
        let came = at_work(&mut self.dice, self.days, received);
        let done = answered.then(|| clock(plus(received, self.dice.between(1, 16)), 13 * 60));
        let text = match kind {
            "access" => "Hei. Jeg vil vite hva dere har lagret om meg.",
            "rectification" => "Tittelen min er feil hos dere. Jeg er avdelingsleder.",
            "portability" => "Jeg vil ha det jeg har gitt dere, i et format som kan brukes andre steder.",
            "erasure" => "Jeg har sluttet hos kunden deres. Kan dere slette det dere har om meg?",
            "objection" => "Jeg ønsker ikke at dere følger opp meg som kontakt.",
            _ => "Hvor lenge lagrer dere sakene mine?",
        };
        let handler = self.wanted.owner.1;
        let row = self.new_row("request", came).about(person).set("person", person).set("kind", kind).set("text", text);
        let row =
            row.set("came_by", self.dice.weighted(&[("mail", 60), ("phone", 25), ("page", 15)])).set("language", "nb");
        let row =
            row.set("received_at", came).set("answer_to", address).set("identity", "known").set("identity_at", came);
        let row = row.set("due_on", plus(received, 30)).set("state", if answered { "answered" } else { "working" });
        let row = row.set("handler", handler).set("outcome", answered.then_some("done"));
        let request = self.put(row.set("answered_at", done));
        let state = if answered { "nothing" } else { "open" };
        if matches!(kind, "access" | "erasure") {
            let row =
                self.new_row("request_task", came).about(person).set("request", request).set("place", "Kontorpakken");
            let row = row.set("what", if kind == "access" { "search" } else { "erase" }).set("state", state);
            self.put(row.set("doer", answered.then_some(handler)).set("done_on", done.map(day_of)));
        }
        let row = self.new_row("request_email", came).about(person).set("request", request).set("to", address);
        let row = row
            .set("kind", "received")
            .set("subject", "Vi har fått kravet ditt")
            .set("body", "Hei!\n\nVi har fått kravet ditt og svarer innen en måned.");
        let row = row.set("message_id", format!("<{}@fjordlys.example>", &self.dice.hash()[..24])).set("state", "sent");
        self.put(row.set("queued_at", came).set("sent_at", came.plus_seconds(5)));
    }

    /// Routines, risks and measures; the routines.
    fn control(&mut self) -> Vec<RowId> {
        let owner = self.wanted.owner.1;
        let mut routines = Vec::new();
        for (title, area, text) in ROUTINES {
            let approved = self.days.ago(self.dice.between(40, 500));
            let row = self
                .new_row("routine", clock(approved, 600))
                .set("title", *title)
                .set("area", *area)
                .set("text", *text);
            let row = row.set("state", "in-force").set("version_no", self.dice.between(1, 4)).set("owner", owner);
            let row = row.set("approved_by", owner).set("approved_on", approved);
            let review = plus(self.days.today, self.dice.between(20, 330));
            routines.push(self.put(row.set("review_on", review)));
        }
        for (at, (title, breaks, likelihood, consequence)) in RISKS.iter().enumerate() {
            let found = self.days.ago(self.dice.between(60, 600));
            let row = self.new_row("risk", clock(found, 600)).set("title", *title).set("breaks", *breaks);
            let row = row.set("likelihood", *likelihood).set("consequence", *consequence);
            let row = row.set("decision", self.dice.weighted(&[("reduce", 70), ("accept", 30)]));
            let row = row.set("reason", "Vurdert i ledermøtet.").set("assessment", "not-needed").set("owner", owner);
            let review = plus(self.days.today, self.dice.between(if at == 0 { -5 } else { 10 }, 300));
            let risk = self.put(row.set("found_on", found).set("review_on", review));
            let (title, kind) = MEASURES[at % MEASURES.len()];
            let due = plus(self.days.today, self.dice.between(-200, 120));
            let done = (due < self.days.ago(6)).then_some(due);
            let row = self.new_row("measure", clock(plus(found, 3), 600)).set("title", title).set("kind", kind);
            let row = row.set("risk", risk).set("state", if done.is_some() { "done" } else { "running" });
            self.put(
                row.set("owner", owner)
                    .set("due_on", due.max(plus(found, 10)))
                    .set("done_on", done.map(|day| day.max(plus(found, 10)))),
            );
        }
        routines
    }

    /// A breach of some months ago, with all that was done about it.
    fn breach(&mut self, routine: Option<RowId>) {
        let aware = clock(super::days::next_workday(self.days.ago(200)), 9 * 60 + 20);
        let after = |hours: i64| aware.plus_seconds(hours * 3_600);
        let owner = self.wanted.owner.1;
        let row =
            self.new_row("breach", aware).set("title", "Ukeliste sendt til feil kunde").set("kind", "wrong-recipient");
        let row = row
            .set("part", "controller")
            .set("began_at", after(-18))
            .set("stopped_at", after(1))
            .set("aware_at", aware);
        let row = row
            .set("found_by", "customer")
            .set("what", "En ukeliste med navn og timer ble sendt til feil mottaker hos en annen kunde.");
        let row = row
            .set("cause", "Adressen ble valgt fra listen over sist brukte.")
            .set("effects", "Mottakeren har bekreftet at e-posten er slettet.");
        let row = row.set("remedy", "Forslagslisten er slått av, og eksport krever at mottakeren bekreftes.");
        let row = row.set("confidentiality", true).set("integrity", false).set("availability", false);
        let row = row
            .set("data_kinds", "navn og timer")
            .set("people_kinds", "ansatte hos en kunde")
            .set("special_kinds", false);
        let row = row.set("encrypted", false).set("people_count", 3).set("affected_count", 3).set("record_count", 15);
        let row = row
            .set("risk", "risk")
            .set("risk_reason", "Få personer, og mottakeren er kjent.")
            .set("notify_by", after(72));
        let row =
            row.set("authority_told_at", after(30)).set("authority_ref", "26/00000").set("people_told_at", after(31));
        let row = row.set("state", "closed").set("handler", owner);
        let breach = self.put(row.set("closed_at", after(24 * 14)));
        for (kind, text, hours) in [
            ("fact", "Kunden ringte og sa fra om e-posten.", 0),
            ("action", "Mottakeren ble bedt om å slette e-posten, og bekreftet det.", 1),
            ("decision", "Det er en risiko for dem det gjelder. Datatilsynet får melding.", 26),
            ("notice", "Meldingen til Datatilsynet er sendt.", 30),
            ("action", "Forslagslisten er slått av for alle.", 49),
        ] {
            let row =
                self.new_row("breach_entry", after(hours)).set("breach", breach).set("kind", kind).set("text", text);
            self.put(row.set("author", owner).set("written_at", after(hours)));
        }
        let row =
            self.new_row("breach_notice", after(31)).set("breach", breach).set("to", "people").set("language", "nb");
        let row = row.set("subject", "En ukeliste kom på avveier").set(
            "text",
            "Hei!\n\nEn liste med navnet ditt og timene dine ble sendt til feil mottaker. Den er slettet.",
        );
        let notice = self.put(row.set("author", owner).set("sent_at", after(31)));
        for (person, _) in self.known.clone().into_iter().rev().take(3) {
            let row =
                self.new_row("breach_affected", after(20)).about(person).set("breach", breach).set("person", person);
            let row =
                row.set("data", "navn og timer for en uke").set("added_on", day_of(after(20))).set("notice", notice);
            self.put(row.set("delivery", "sent").set("told_at", after(31)).set("told_by", "mail"));
        }
        let row =
            self.new_row("measure", after(50)).set("title", "Slå av forslag til mottakere").set("kind", "technical");
        let row = row.set("breach", breach).set("routine", routine).set("state", "done").set("owner", owner);
        self.put(row.set("due_on", day_of(after(72))).set("done_on", day_of(after(49))));
    }

    fn matters(&mut self) {
        let owner = self.one_of(Craft::House);
        let mut first = None;
        for (kind, title) in MATTERS {
            let opened = workday(&mut self.dice, self.days.ago(600), self.days.ago(5));
            let closed = plus(opened, self.dice.between(20, 140));
            let closed = (closed < self.days.today).then_some(closed);
            let at = clock(opened, 600);
            let row = self.new_row("matter", at).set("title", *title).set("kind", *kind).set("about", "ourselves");
            let row = row.set("state", if closed.is_some() { "closed" } else { "open" }).set("owner", owner);
            let row = row.set("opened_on", opened).set("due_on", plus(opened, 90)).set("closed_on", closed);
            let matter = self.put(row.set("outcome", closed.map(|_| "Ordnet etter samtale.")));
            first = first.or(Some(matter));
            let row = self.new_row("matter_note", at.plus_seconds(7_200)).set("matter", matter).set("author", owner);
            self.put(
                row.set("text", "Snakket med den andre parten. De kommer tilbake med et forslag.")
                    .set("written_at", at.plus_seconds(7_200)),
            );
        }
        let Some((person, _)) = self.known.get(1).copied() else { return };
        let placed = self.days.ago(30);
        let row =
            self.new_row("legal_hold", clock(placed, 660)).about(person).set("person", person).set("scope", "kind");
        let row =
            row.set("of_kind", "case").set("matter", first).set("reason", "Uenighet om hva som ble avtalt i saken.");
        self.put(
            row.set("placed_by", self.wanted.owner.1).set("placed_on", placed).set("review_on", self.days.ago(-60)),
        );
    }

    /// What only some may read, and the emergency access that somebody once took.
    fn secrets(&mut self) {
        let lead = self.lead_of(Craft::Support);
        if let Some((person, address)) = self.known.first().copied() {
            let written = clock(self.days.ago(4), 640);
            let row =
                self.new_row("secure_message", written).about(person).set("person", person).set("address", address);
            let row = row
                .set("direction", "in")
                .set("agreed_at", written)
                .set("text", "Her er det jeg ikke ville sende på e-post.");
            let row =
                row.set("token_hash", self.dice.hash()).set("expires_at", plus_days(written, 14)).set("handler", lead);
            self.put(row.set("written_at", written));
        }
        let kept = plus_days(self.days.now, -20);
        if let Some(Newest { at, thread, contact, .. }) = self.newest_mail.clone().filter(|newest| newest.at > kept) {
            // As it stands where the text was.
            let text = "[forseglet: e-posten kan ha opplysninger som er for sensitive for e-post]";
            let mail = Mail { from_us: false, text, at };
            self.mail((thread, &contact, lead), &mail, "Litt mer om saken", None);
            let message = self.newest_mail.as_ref().map(|newest| newest.message);
            let row =
                self.new_row("sealed_mail", at).about(contact.person).set("message", message).set("found", "words");
            let row = row.set("text", "Jeg har vært sykmeldt, derfor har det tatt tid.").set("state", "waiting");
            self.put(row.set("found_at", at));
        }
        let took = clock(self.days.ago(45), 18 * 60);
        let row = self.new_row("break_glass", took).set("user", lead).set("role", "project-lead");
        let row = row.set("reason", "Timene måtte godkjennes mens prosjektlederen var på fly.").set("starts_at", took);
        let row = row.set("ends_at", took.plus_seconds(4 * 3_600)).set("reviewed_by", self.wanted.owner.1);
        self.put(row.set("reviewed_at", plus_days(took, 2)).set("was_right", true));
    }
}

fn plus_days(at: Moment, days: i64) -> Moment {
    at.plus_seconds(days * 86_400)
}
