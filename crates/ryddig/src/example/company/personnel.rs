//! What an employer holds about one colleague: pay, papers, next of kin, illness, and how somebody left.

use super::Company;
use super::days::{clock, plus, workday};
use super::names;
use super::row::{decimal, kroner, percent};
use super::staff::Colleague;
use engine::{Day, RowId, first_of_month, first_of_year, next_month};

/// Months of pay that a company with enough people shows.
const PAY_MONTHS: i64 = 23;
/// Every so many have a longer illness behind them.
const LONG_ILLNESS_EVERY: usize = 13;
/// Somebody who looks like nobody.
const PORTRAIT: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="3" r="2"/></svg>"#;

impl Company {
    pub(super) fn personnel(&mut self, number: usize) {
        let who = self.staff[number];
        self.pay(&who);
        self.papers(&who);
        match who.left {
            Some(last) => self.departure(&who, last),
            None => self.by_choice(&who),
        }
        if number % LONG_ILLNESS_EVERY == LONG_ILLNESS_EVERY - 2 && who.left.is_none() {
            self.long_illness(&who);
        }
    }

    fn pay(&mut self, who: &Colleague) {
        let at = clock(who.started, 520);
        let of = |row: super::Row| row.about(who.person).set("employment", who.employment);
        let monthly = self.dice.between(41, 74) * 1_000;
        let row = of(self.new_row("pay_rate", at)).set("kind", "monthly").set("amount", kroner(monthly));
        self.put(row.set("holiday_pay", percent(12)).set("starts_on", who.started).set("ended_on", who.left));
        let account = names::account_number(&mut self.numbers.account);
        let row = of(self.new_row("pay_account", at)).set("account_number", account);
        self.put(row.set("starts_on", who.started));
        let row = of(self.new_row("pension_membership", at)).set("scheme", "Innskuddspensjon");
        self.put(row.set("percentage", percent(5)).set("joined_on", who.started).set("left_on", who.left));
        let new_year = first_of_year(self.days.today);
        let row = of(self.new_row("tax_card", clock(new_year, 480))).set("kind", "table").set("table", "8010");
        let row = row.set("municipality", "0301").set("fetched_on", new_year).set("valid_from", new_year);
        self.put(row.set("valid_to", plus(first_of_year(plus(new_year, 370)), -1)));
        let mut month = first_of_month(self.days.ago(PAY_MONTHS * 30)).max(next_month(who.started));
        while next_month(month) <= who.left.unwrap_or(self.days.today) {
            if self.dice.percent(35) {
                let (kind, low, high) = self.dice.weighted(&[
                    (("expense", 120, 2_900), 45),
                    (("overtime", 900, 9_000), 25),
                    (("mileage", 80, 1_400), 20),
                    (("bonus", 4_000, 20_000), 10),
                ]);
                let row =
                    of(self.new_row("pay_item", clock(plus(month, 20), 600))).set("month", month).set("kind", kind);
                let row = row
                    .set("quantity", decimal(self.dice.between(1, 9)))
                    .set("amount", kroner(self.dice.between(low, high)));
                self.put(row.set("exported_on", plus(next_month(month), 2)));
            }
            month = next_month(month);
        }
    }

    fn papers(&mut self, who: &Colleague) {
        let at = clock(who.started, 540);
        let row = self.new_row("personnel_document", at).about(who.person).set("employment", who.employment);
        let row = row.set("kind", "contract").set("title", "Arbeidsavtale").set("signed_on", who.started);
        self.put(row.set("text", "Arbeidsavtale mellom Fjordlys Rådgivning AS og den ansatte."));
        if self.dice.percent(30) {
            let held =
                workday(&mut self.dice, who.started.max(self.days.ago(400)), who.left.unwrap_or(self.days.today));
            let row = self
                .new_row("personnel_document", clock(held, 840))
                .about(who.person)
                .set("employment", who.employment);
            let row = row.set("kind", "talk").set("title", "Medarbeidersamtale").set("signed_on", held);
            self.put(row.set("text", "Trives godt. Ønsker kurs i prosjektledelse.").set("remove_on", plus(held, 730)));
        }
        let row = self.new_row("work_instruction", at).about(who.person).set("employment", who.employment);
        let row = row
            .set("title", "Arbeid med kundens data")
            .set("text", "Kundens data åpnes bare når en sak krever det, og lagres aldri på egen maskin.");
        self.put(row.set("given_by", who.leader).set("valid_from", who.started).set("read_on", plus(who.started, 3)));
    }

    /// What somebody has told us because they wanted to.
    fn by_choice(&mut self, who: &Colleague) {
        let at = clock(plus(who.started, 5).min(self.days.today), 620);
        if self.dice.percent(65) {
            self.numbers.phone += 1;
            let name = names::person(&mut self.dice);
            let row =
                self.new_row("next_of_kin", at).about(who.person).set("employment", who.employment).set("name", name);
            let row = row.set("relation", self.dice.weighted(&[("ektefelle", 45), ("samboer", 35), ("søsken", 20)]));
            let row = row.set("phone", names::phone(self.numbers.phone)).set("told_on", plus(who.started, 6));
            self.put(row.set("given_on", plus(who.started, 5)));
        }
        if self.dice.percent(35) {
            let row = self.new_row("union_membership", at).about(who.person).set("employment", who.employment);
            let row =
                row.set("union", "Eksempelforbundet").set("member_no", self.dice.between(10_000, 99_999).to_string());
            self.put(row.set("percentage", 140).set("starts_on", plus(who.started, 30).min(self.days.today)));
        }
        if self.dice.percent(20) {
            let row =
                self.new_row("staff_photo", at).about(who.person).set("employment", who.employment).set("inside", true);
            let row = row.file("picture", "portrett.svg", PORTRAIT);
            let row = row.set("website", self.dice.percent(50));
            self.put(row.set("consented_at", at));
        }
    }

    fn long_illness(&mut self, who: &Colleague) {
        let starts = self.days.ago(self.dice.between(70, 140));
        let ends = plus(starts, 45);
        let of = |row: super::Row| row.about(who.person).set("employment", who.employment);
        let row =
            of(self.new_row("sick_leave", clock(starts, 480))).set("kind", "certified").set("degree", percent(100));
        let leave = self.put(row.set("starts_on", starts).set("ended_on", ends).set("reported_on", starts));
        for (kind, after) in [("contact", 10), ("plan", 28)] {
            let due = plus(starts, after);
            let row =
                of(self.new_row("sick_leave_follow_up", clock(due, 600))).set("sick_leave", leave).set("kind", kind);
            self.put(
                row.set("due_on", due).set("held_on", due).set("text", "Ønsker å komme tilbake gradvis fra neste uke."),
            );
        }
        let row = of(self.new_row("sick_pay_refund", clock(ends, 700)))
            .set("starts_on", plus(starts, 16))
            .set("ends_on", ends);
        let row = row.set("claimed", kroner(46_800)).set("claimed_on", ends);
        self.put(row.set("paid", kroner(46_800)).set("paid_on", plus(ends, 20)));
        let row = of(self.new_row("adaptation", clock(ends, 720))).set("need", "Kan ikke sitte stille hele dagen");
        let row = row.set("measures", "Hevbart bord, og to dager hjemmekontor i uken").set("agreed_on", ends);
        self.put(row.set("review_on", self.days.ago(-40)).set("starts_on", ends));
    }

    fn departure(&mut self, who: &Colleague, last: Day) {
        let at = clock(plus(last, -60), 600);
        let it = self.wanted.owner.1;
        let row = self.new_row("departure", at).about(who.person).set("employment", who.employment);
        let row =
            row.set("noticed_on", plus(last, -90)).set("last_day", last).set("state", "done").set("responsible", it);
        let row = row.set("successor", who.leader).set("reply_until", plus(last, 30)).set("told_on", plus(last, -60));
        let row = row.set("mailbox_closed_on", last).set("mailbox_deleted_on", plus(last, 45));
        let departure = self.put(row.set("done_on", plus(last, 45)));
        for (kind, after) in [
            ("tell", -60),
            ("hand-work", -7),
            ("hand-mail", -2),
            ("end-access", 0),
            ("equipment", 0),
            ("auto-reply", 0),
            ("close-mail", 0),
            ("stop-reply", 30),
            ("delete-mail", 45),
            ("end-pay", 15),
        ] {
            let day = plus(last, after);
            let row =
                self.new_row("departure_step", at).about(who.person).set("departure", departure).set("kind", kind);
            self.put(row.set("state", "done").set("due_on", day).set("done_on", day).set("doer", it));
        }
        self.numbers.phone += 1;
        let phone: RowId = {
            let row = self.new_row("phone_number", clock(last, 600)).set("holder", "person").set("person", who.person);
            let row = row.set("number", names::phone(self.numbers.phone)).set("kind", "mobile");
            self.put(row.set("source", "company").set("since", last))
        };
        let row = self.new_row("private_contact", clock(last, 600)).about(who.person).set("person", who.person);
        self.put(row.set("phone", phone).set("left_on", last));
        let row = self
            .new_row("mailbox_inspection", clock(plus(last, 5), 600))
            .about(who.person)
            .set("employment", who.employment);
        let row =
            row.set("reason", "En kunde ventet på en avtale som bare lå i postkassen.").set("area", "Mappen «Avtaler»");
        let row = row.set("told_on", plus(last, 4)).set("present", "Den ansatte og personalansvarlig");
        let row = row.set("found", "Avtalen ble hentet ut, ingenting annet ble åpnet.");
        self.put(row.set("held_on", plus(last, 6)).set("opened_on", plus(last, 4)));
    }
}
