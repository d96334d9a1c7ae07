//! Cases: who asked for what, what was answered and how soon.
//!
//! What has not happened yet at the time as of which the company is made is not there: so the latest cases are new or
//! under way and the older ones closed, as they are in any company.

use super::Company;
use super::customers::{Client, Contact};
use super::days::{after_work, month_name, plus};
use super::house::targets;
use super::letters::Mail;
use super::row::Row;
use super::staff::Craft;
use super::texts::{CASES, INTERNAL, Story, THANKS, fill};
use engine::{Language, Moment, RowId, day_of};

/// When what happened, as far as it has.
struct Course {
    created: Moment,
    answered: Option<Moment>,
    solved: Option<Moment>,
    closed: Option<Moment>,
    first_due: Moment,
    solution_due: Moment,
    state: &'static str,
}

/// A conversation with a customer about a case.
struct Talk<'a> {
    case: RowId,
    contact: &'a Contact,
    owner: RowId,
    /// Where it is held by mail.
    thread: Option<RowId>,
    title: String,
    /// The id of the mail before.
    before: Option<String>,
}

impl Company {
    pub(super) fn case(&mut self, client: &Client, created: Moment) {
        let story = *self.dice.pick(CASES);
        let priority = match story.kind {
            "security" => "urgent",
            "fault" => self.dice.weighted(&[("normal", 60), ("high", 28), ("urgent", 7), ("low", 5)]),
            _ => self.dice.weighted(&[("normal", 72), ("low", 22), ("high", 6)]),
        };
        let course = self.course(created, priority);
        let contact = self.dice.pick(&client.people).clone();
        let owner = self.one_of(Craft::Support);
        let has_owner = course.state != "new";
        let queue = self.house.queues[self.dice.weighted(&[(0, 60), (1, 25), (2, 15)])];
        let words = self.words(client, &contact);
        let said = |text: &str| fill(text, &words);
        let row = self.new_row("case", created).about(contact.person).set("title", said(story.title));
        let row = row.set("contact", contact.person).set("answer_to", contact.address);
        let row = row.set("organisation", client.organisation).set("installation", client.installation);
        let row = row.set("agreement", client.service);
        let row = row.set("covered", if story.kind == "wish" { "no" } else { "yes" });
        let came_by = self.dice.weighted(&[("mail", 50), ("portal", 24), ("phone", 22), ("ourselves", 4)]);
        let category = self.dice.percent(70).then(|| *self.dice.pick(&self.house.categories.clone()));
        let row =
            row.set("came_by", came_by).set("kind", story.kind).set("priority", priority).set("category", category);
        let row = row.set("state", course.state).set("queue", queue).set("owner", has_owner.then_some(owner));
        let row = row.set("wait_until", (course.state == "customer").then(|| plus(self.days.today, 5)));
        let due = match (course.answered, course.solved) {
            (None, _) => Some(course.first_due),
            (Some(_), None) => Some(course.solution_due),
            (Some(_), Some(_)) => None,
        };
        let row = row.set("due_at", due).set("solution", course.solved.map(|_| said(story.answer)));
        let row = row.set("created_at", created).set("answered_at", course.answered).set("solved_at", course.solved);
        let case = self.put(row.set("closed_on", course.closed.map(day_of)));
        self.decided((case, contact.person), (has_owner.then_some(owner), queue, priority), &course);
        let title = said(story.title);
        let thread = (came_by == "mail").then(|| self.case_thread((case, client, &contact), &title, &course));
        let talk = Talk { case, contact: &contact, owner, thread, title, before: None };
        self.talk(talk, (&story, &course), &words);
        self.clocks(case, &contact, priority, &course);
        self.work_on(case, &contact, owner, &course);
        if self.dice.percent(8) && client.people.len() > 1 {
            let other = self.dice.pick(&client.people).clone();
            let row = self.new_row("case_participant", created).about(contact.person).set("case", case);
            let row = row.set("person", other.person).set("address", other.address).set("part", "copied");
            self.put(row.set("added_at", created));
        }
    }

    /// What is done in a case besides talking: a list of things to do, hours, and a look at the case before.
    fn work_on(&mut self, case: RowId, contact: &Contact, owner: RowId, course: &Course) {
        if self.dice.percent(6) {
            for (place, title) in (1..).zip(["Gjenskap feilen i testmiljøet", "Rett den", "Si fra til kunden"]) {
                let at = course.solved.filter(|_| place < 3 || course.closed.is_some());
                let row = self.new_row("case_task", course.created).about(contact.person).set("case", case);
                let row = row.set("place", place).set("title", title);
                self.put(row.set("done_at", at).set("done_by", at.map(|_| owner)));
            }
        }
        if let Some(solved) = course.solved.filter(|_| self.dice.percent(40)) {
            let minutes = 15 * self.dice.between(1, 12);
            let row = self.new_row("case_time", solved).about(contact.person).set("case", case).set("user", owner);
            self.put(row.set("day", day_of(solved)).set("minutes", minutes).set("what", "Feilsøking"));
        }
        if let Some(other) = self.house.case.filter(|_| self.dice.percent(2)) {
            let row = self.new_row("case_link", course.created).about(contact.person).set("case", case);
            self.put(row.set("kind", "related").set("other", other));
        }
        self.house.case = Some(case);
        self.ask_how((case, contact), course);
    }

    /// How it went, as some of those say who are asked.
    fn ask_how(&mut self, (case, contact): (RowId, &Contact), course: &Course) {
        let asked_at = course.solved.map(|solved| solved.plus_seconds(2 * 86_400));
        let Some(asked_at) = asked_at.filter(|at| course.closed.is_some() && self.days.is_past(*at)) else { return };
        if !self.dice.percent(30) {
            return;
        }
        let row = self.new_row("case_feedback", asked_at).about(contact.person).set("case", case);
        let row = row.set("address", contact.address).set("solved_at", course.solved).set("asked_at", asked_at);
        let answered_at = asked_at.plus_seconds(3_600 * self.dice.between(1, 30));
        let row = if self.dice.percent(55) && self.days.is_past(answered_at) {
            let how = self.dice.weighted(&[("good", 78), ("middling", 15), ("poor", 7)]);
            let comment = if how == "poor" { Some("Det tok lang tid før noen svarte.") } else { None };
            row.set("how", how).set("comment", comment).set("answered_at", answered_at)
        } else {
            row
        };
        self.put(row);
    }

    fn course(&mut self, created: Moment, priority: &str) -> Course {
        let (first, solution) = targets(priority);
        let share = |dice: &mut super::dice::Dice, target: i64, late: usize| {
            let percent = if dice.percent(late) { dice.between(105, 320) } else { dice.between(5, 95) };
            (target * percent / 100).max(2)
        };
        let answered = after_work(created, share(&mut self.dice, first, 8));
        let drags_on = self.dice.percent(6);
        let work = share(&mut self.dice, solution, 10) * if drags_on { 7 } else { 1 };
        let solved = after_work(answered, work);
        let closed = after_work(solved, 480 * self.dice.between(3, 8));
        let past = |at: Moment| self.days.is_past(at).then_some(at);
        let (answered, solved, closed) = (past(answered), past(solved), past(closed));
        let state = match (answered, solved, closed) {
            (_, _, Some(_)) => "closed",
            (_, Some(_), None) => "solved",
            (Some(_), None, None) => self.dice.weighted(&[("open", 55), ("customer", 30), ("supplier", 15)]),
            (None, None, None) => self.dice.weighted(&[("new", 60), ("open", 40)]),
        };
        let (first_due, solution_due) = (after_work(created, first), after_work(created, solution));
        Course { created, answered, solved, closed, first_due, solution_due, state }
    }

    /// What was decided, as far as it has been.
    fn decided(
        &mut self,
        (case, person): (RowId, RowId),
        (owner, queue, priority): (Option<RowId>, RowId, &'static str),
        course: &Course,
    ) {
        let row = self.new_row("case_event", course.created).about(person).set("case", case).set("what", "opened");
        let row = row.set("state", "new").set("priority", priority).set("queue", queue);
        self.put(row.set("at", course.created));
        let Some(owner) = owner else { return };
        let row = self.new_row("case_event", course.created).about(person).set("case", case).set("what", "owner");
        self.put(row.set("owner", owner).set("by", owner).set("at", course.created));
        let waiting = (!matches!(course.state, "solved" | "closed")).then_some(course.state);
        let first = course.answered.map(|at| (at, waiting.unwrap_or("open")));
        let steps = [
            Some((course.created, "open")),
            first,
            course.solved.map(|at| (at, "solved")),
            course.closed.map(|at| (at, "closed")),
        ];
        for (at, state) in steps.into_iter().flatten() {
            let row = self.new_row("case_event", at).about(person).set("case", case).set("what", "state");
            self.put(row.set("state", state).set("by", owner).set("at", at));
        }
    }

    /// The thread of mails in which a case is talked of.
    fn case_thread(
        &mut self,
        (case, client, contact): (RowId, &Client, &Contact),
        title: &str,
        course: &Course,
    ) -> RowId {
        let last = course.closed.or(course.solved).or(course.answered).unwrap_or(course.created);
        let row = self.new_row("email_thread", course.created).about(contact.person).set("person", contact.person);
        let row = row.set("part_of", "support").set("organisation", client.organisation).set("case", case);
        let row = row.set("subject", title).set("token", self.dice.hash()).set("began_at", course.created);
        self.put(row.set("last_at", last))
    }

    /// What was said.
    fn talk(&mut self, mut talk: Talk<'_>, (story, course): (&Story, &Course), words: &[(&str, String)]) {
        let greeting = if story.english { "Hello,\n\n" } else { "Hei!\n\n" };
        let (contact, owner) = (talk.contact, talk.owner);
        let signed = format!("{greeting}{}\n\n{}", fill(story.question, words), contact.name);
        self.say(&mut talk, course.created, "from-customer", (None, &signed));
        if course.answered.is_some() && self.dice.percent(15) {
            let text = *self.dice.pick(INTERNAL);
            let at = course.answered.unwrap_or(course.created).plus_seconds(-300);
            self.say(&mut talk, at.max(course.created), "internal", (Some(owner), text));
        }
        let Some(answered) = course.answered else { return };
        let (looking, found) = if story.english {
            ("Thank you for letting us know. We are looking into it and will get back to you.", "Hello,\n\n")
        } else {
            ("Takk for beskjeden. Vi ser på det og kommer tilbake til deg.", "Hei!\n\n")
        };
        let answer = format!("{found}{}", fill(story.answer, words));
        match course.solved {
            Some(solved) if solved.0 - answered.0 > 4 * 3_600_000_000 => {
                self.say(&mut talk, answered, "to-customer", (Some(owner), looking));
                self.say(&mut talk, solved, "to-customer", (Some(owner), &answer));
            }
            Some(_) => self.say(&mut talk, answered, "to-customer", (Some(owner), &answer)),
            None => self.say(&mut talk, answered, "to-customer", (Some(owner), looking)),
        }
        if let Some(closed) = course.closed.filter(|_| self.dice.percent(45)) {
            let thanks = if story.english { "Thanks, that works now." } else { *self.dice.pick(THANKS) };
            self.say(&mut talk, closed.plus_seconds(-86_400), "from-customer", (None, thanks));
        }
    }

    fn say(&mut self, talk: &mut Talk<'_>, at: Moment, kind: &'static str, (by, text): (Option<RowId>, &str)) {
        let person = talk.contact.person;
        if let Some(thread) = talk.thread.filter(|_| kind != "internal") {
            let subject = if talk.before.is_none() { talk.title.clone() } else { format!("Re: {}", talk.title) };
            let mail = Mail { from_us: kind == "to-customer", text, at };
            talk.before = Some(self.mail((thread, talk.contact, talk.owner), &mail, &subject, talk.before.take()));
            return;
        }
        let row = self.new_row("case_message", at).about(person).set("case", talk.case).set("kind", kind);
        let row = row.set("author", by).set("sender", by.is_none().then_some(person)).set("text", text);
        let message = self.put(row.set("written_at", at));
        if kind == "from-customer" && self.dice.percent(1) {
            let row = self.new_row("case_file", at).about(person).set("case_message", message);
            let row = row.set("title", "feilmelding.txt");
            self.put(row.file("content", "feilmelding.txt", "Feil 4012: Uken er låst for endring.\n"));
        }
    }

    /// How soon it was to be done, and whether it was.
    fn clocks(&mut self, case: RowId, contact: &Contact, priority: &str, course: &Course) {
        let policy = self.house.policies[usize::from(priority == "urgent")];
        let clocks =
            [("first-answer", course.first_due, course.answered), ("solution", course.solution_due, course.solved)];
        for (kind, due, met) in clocks {
            let state = match met {
                Some(at) if at <= due => "met",
                Some(_) => "missed",
                None if course.state == "customer" => "paused",
                None => "running",
            };
            let row: Row = self.new_row("case_deadline", course.created).about(contact.person).set("case", case);
            let row = row.set("kind", kind).set("policy", policy).set("began_at", course.created).set("due_at", due);
            self.put(row.set("met_at", met).set("state", state));
        }
    }

    /// What a text may speak of.
    pub(super) fn words(&mut self, client: &Client, contact: &Contact) -> Vec<(&'static str, String)> {
        let first = contact.name.split(' ').next().unwrap_or_default().to_owned();
        let month = plus(self.days.today, -30 * self.dice.between(0, 5));
        let product = super::texts::PRODUCTS[client.product].1;
        vec![
            ("{kunde}", client.name.clone()),
            ("{navn}", first),
            ("{måned}", month_name(month, Language::Nb)),
            ("{month}", month_name(month, Language::En)),
            ("{antall}", self.dice.between(2, 24).to_string()),
            ("{uke}", self.dice.between(2, 51).to_string()),
            ("{produkt}", product.to_owned()),
            ("{avdeling}", (*self.dice.pick(super::texts::DEPARTMENTS)).to_owned()),
        ]
    }
}
