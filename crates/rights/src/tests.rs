//! Decisions on the smallest registers that show them.

use crate::Operation::{Read, Write};
use crate::{
    Action, Facts, Measure, Plan, Reason, Until, Viewer, after, day_of, due, end_of, erasure, first_of_month,
    first_of_year, holdings, next_month, removal, scope, start_of,
};
use model::Span::{Days, Months, Years};
use model::{Day, EntityId, FieldId, Model, Moment, Record, RowId, Value};

mod asked;
mod choices;
mod clocks;
mod fields;
mod firm;
mod holds;
mod hubs;
mod minimums;
mod scopes;
mod shared;
mod texts;

/// A club: members apply, orders bill them, notes hang on applications.
const CLUB: &str = r#"
[controller]
name = "Club"
organisation_number = "310 000 043"
address = "Street 1"
contact = "A. Person"
contact_title = { nb = "leder", en = "leader" }
email = "club@club.example"
phone = "+47 00 00 00 00"
authority = { nb = "tilsynet", en = "the authority" }

[role.desk]
name = { nb = "Skranke", en = "Desk" }

[role.till]
name = { nb = "Kasse", en = "Till" }

[role.guardian]
name = { nb = "Vokter", en = "Guardian" }
rights = true

[activity.apply]
purpose = { nb = "Behandle søknader", en = "Handle applications" }
subjects = { nb = "Søkere", en = "Applicants" }
basis = "contract"
source = "the person"
uses = { person = ["name"], email_address = ["address"] }
responsible = "desk"
access = { desk = "write", till = "read" }

[activity.bill]
purpose = { nb = "Fakturere", en = "Bill members" }
subjects = { nb = "Medlemmer", en = "Members" }
basis = "contract"
source = "the person"
uses = { person = ["name", "home"] }
responsible = "till"
access = { till = "write" }

[entity.person]
name = { nb = "Person", en = "Person" }
activity = "as claimed"
subject = "self"
label = "{name}"
keep = "while claimed"

[entity.person.fields]
name = { type = "text", max = 100, name = { nb = "Navn", en = "Name" } }
home = { type = "text", max = 100, name = { nb = "Hjem", en = "Home" } }

[entity.email_address]
name = { nb = "Adresse", en = "Address" }
activity = "as claimed"
subject = "person"
label = "{address}"
keep = "while claimed"

[entity.email_address.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
address = { type = "email", required = true, unique = true, name = { nb = "Adresse", en = "Address" } }

[entity.application]
name = { nb = "Søknad", en = "Application" }
activity = "apply"
subject = "person"
label = "{sent_at}"
keep = "6 months after decided_on, at most 12 months after sent_at"

[entity.application.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
sent_at = { type = "datetime", required = true, name = { nb = "Sendt", en = "Sent" } }
decided_on = { type = "date", name = { nb = "Avgjort", en = "Decided" } }
vouches = { type = "link", to = "person", mention = true, name = { nb = "Går god for", en = "Voucher" } }
trade = { type = "text", max = 100, keep = "with vouches", name = { nb = "Yrket til den som går god", en = "Trade of the voucher" } }

[entity.note]
name = { nb = "Notat", en = "Note" }
activity = "apply"
subject = "application.person"
label = "{text}"
keep = "with application"

[entity.note.fields]
application = { type = "link", to = "application", required = true, name = { nb = "Søknad", en = "Application" } }
text = { type = "text", max = 100, required = true, name = { nb = "Tekst", en = "Text" } }

[entity.membership]
name = { nb = "Medlemskap", en = "Membership" }
activity = "bill"
subject = "person"
label = "{ended_on}"
keep = "until ended_on"

[entity.membership.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
ended_on = { type = "date", name = { nb = "Slutt", en = "Ended" } }
"#;

const LETTERS: &str = r#"
[entity.letter]
name = { nb = "Brev", en = "Letter" }
activity = "bill"
subject = "person"
label = "{ended_on}"
keep = "until ended_on"

[entity.letter.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
recommends = { type = "link", to = "application", mention = true, name = { nb = "Anbefaler", en = "Recommends" } }
ended_on = { type = "date", name = { nb = "Slutt", en = "Ended" } }
"#;

const SENT: Moment = Moment(1_000_000 * 86_400 * 20_000); // 4 October 2024
const SENT_DAY: Day = Day(20_000);

struct Club {
    model: Model,
}

impl Club {
    fn new() -> Self {
        Self { model: testkit::model_of(&format!("{CLUB}{LETTERS}")) }
    }

    fn entity(&self, key: &str) -> EntityId {
        self.model.entity_named(key).expect(key)
    }

    fn field(&self, entity: &str, key: &str) -> FieldId {
        self.model.field_named(self.entity(entity), key).expect(key)
    }

    /// A row with id `id`; fields that are not named are empty.
    fn row(&self, entity: &str, id: u8, cells: &[(&str, Value)]) -> Record {
        let entity_id = self.entity(entity);
        let fields = self.model.fields_of(entity_id).iter().copied();
        let value = |field: FieldId| {
            let named = cells.iter().find(|(key, _)| *key == self.model[field].key);
            named.map_or(Value::Null, |(_, value)| value.clone())
        };
        let cells = fields.map(|field| (field, value(field))).collect();
        Record { entity: entity_id, id: RowId([id; 16]), version: 1, restricted: None, cells }
    }

    fn person(&self) -> Record {
        let text = |text: &str| Value::Text(text.to_owned());
        self.row("person", 1, &[("name", text("Kari")), ("home", text("Veien 1"))])
    }

    fn address(&self) -> Record {
        self.row("email_address", 2, &[("person", id(1)), ("address", Value::Text("kari@club.example".to_owned()))])
    }

    fn application(&self, decided: Option<Day>) -> Record {
        let decided = decided.map_or(Value::Null, Value::Day);
        self.row("application", 3, &[("person", id(1)), ("sent_at", Value::Moment(SENT)), ("decided_on", decided)])
    }

    fn note(&self) -> Record {
        self.row("note", 4, &[("application", id(3)), ("text", Value::Text("Ring".to_owned()))])
    }

    fn membership(&self, ended: Option<Day>) -> Record {
        self.row("membership", 5, &[("person", id(1)), ("ended_on", ended.map_or(Value::Null, Value::Day))])
    }

    /// Each row as `entity until purpose+purpose`, `-` for what is due.
    fn held(&self, rows: &[Record], today: Day) -> Vec<String> {
        let held = holdings(&self.model, &about(rows.to_vec()), Measure::on(today));
        let line = |holding: &crate::Holding| {
            let purposes: Vec<&str> = holding.holds.iter().map(|hold| self.model[hold.activity].key.as_str()).collect();
            let until = match holding.until() {
                None => "-".to_owned(),
                Some(Until::Open) => "open".to_owned(),
                Some(Until::Day(Day(day))) => day.to_string(),
            };
            format!("{} {until} {}", self.model[holding.record.entity].key, purposes.join("+"))
        };
        held.iter().map(line).collect()
    }

    /// Each step as `entity action reason`.
    fn steps(&self, plan: &Plan) -> Vec<String> {
        let line = |step: &crate::Step| {
            let action = match &step.action {
                Action::Delete => "delete".to_owned(),
                Action::Keep => "keep".to_owned(),
                Action::Restrict(why) => format!("restrict({})", why.key()),
                Action::Lift => "lift".to_owned(),
                Action::Clear(fields) => {
                    let keys: Vec<&str> = fields.iter().map(|field| self.model[*field].key.as_str()).collect();
                    format!("clear({})", keys.join(","))
                }
                Action::Redact(cuts) => {
                    let cuts: Vec<String> = cuts.iter().map(|cut| cut.words(&self.model)).collect();
                    format!("redact({})", cuts.join(","))
                }
            };
            let reason = match step.reason {
                Reason::Law { law, until } => format!("{} until {}", self.model[law].key, until.0),
                other => format!("{other:?}"),
            };
            format!("{} {action} {reason}", self.model[step.entity].key)
        };
        plan.steps.iter().map(line).collect()
    }
}

/// Facts of these rows alone.
fn about(rows: Vec<Record>) -> Facts {
    Facts { rows, ..Facts::default() }
}

fn id(byte: u8) -> Value {
    Value::Id(RowId([byte; 16]))
}

/// Days from sending to the end of twelve months: 4 October 2024 to 4 October 2025.
const YEAR_DAYS: i32 = 365;

#[test]
fn a_claim_holds_its_hubs_and_what_lives_with_it() {
    let club = Club::new();
    let rows = [club.person(), club.address(), club.application(None), club.note()];
    let end = SENT_DAY.0 + YEAR_DAYS;
    let expected = ["person", "email_address", "application", "note"].map(|entity| format!("{entity} {end} apply"));
    assert_eq!(club.held(&rows, SENT_DAY), expected);
    assert_eq!(club.held(&rows, Day(end - 1)), expected, "the day before the last");
    let due = ["person - ", "email_address - ", "application - ", "note - "];
    assert_eq!(club.held(&rows, Day(end)), due, "on the day itself everything goes");
}

#[test]
fn the_earliest_clock_that_has_started_decides() {
    let club = Club::new();
    // Decided ten days after sending: six months from there come before twelve from sending.
    let rows = [club.application(Some(Day(SENT_DAY.0 + 10)))];
    let end = after(Day(SENT_DAY.0 + 10), model::Span::Months(6)).0;
    assert_eq!(club.held(&rows, SENT_DAY), [format!("application {end} apply")]);
    // Decided eleven months after: `at most` comes first.
    let rows = [club.application(Some(Day(SENT_DAY.0 + 340)))];
    assert_eq!(club.held(&rows, SENT_DAY), [format!("application {} apply", SENT_DAY.0 + YEAR_DAYS)]);
}

#[test]
fn a_relation_that_goes_on_has_no_end() {
    let club = Club::new();
    let rows = [club.person(), club.membership(None)];
    assert_eq!(club.held(&rows, Day(90_000)), ["person open bill", "membership open bill"]);
    let rows = [club.person(), club.membership(Some(Day(30)))];
    assert_eq!(club.held(&rows, Day(30)), ["person - ", "membership - "]);
}

#[test]
fn a_row_without_what_it_lives_with_is_due() {
    let club = Club::new();
    assert_eq!(club.held(&[club.note()], SENT_DAY), ["note - "]);
}

#[test]
fn a_hub_that_no_living_purpose_uses_goes_though_its_person_stays() {
    let club = Club::new();
    let rows = [club.person(), club.address(), club.membership(None)];
    assert_eq!(club.held(&rows, SENT_DAY), ["person open bill", "email_address - ", "membership open bill"]);
}

#[test]
fn a_field_that_no_living_purpose_uses_is_emptied() {
    let club = Club::new();
    let facts = about(vec![club.person(), club.address(), club.application(None)]);
    assert_eq!(club.steps(&due(&club.model, &facts, SENT_DAY)), ["person clear(home) Unclaimed"]);
}

#[test]
fn what_is_due_goes_with_all_that_hung_on_it() {
    let club = Club::new();
    let rows = vec![club.person(), club.address(), club.application(None), club.note()];
    let facts = about(rows);
    let plan = due(&club.model, &facts, Day(SENT_DAY.0 + YEAR_DAYS));
    let expected =
        ["person delete Unclaimed", "email_address delete Unclaimed", "application delete Due", "note delete Due"];
    assert_eq!(club.steps(&plan), expected);
}

#[test]
fn an_erasure_keeps_what_a_relation_that_goes_on_needs_and_nothing_else() {
    let club = Club::new();
    let rows = vec![club.person(), club.address(), club.application(None), club.note(), club.membership(None)];
    let plan = erasure(&club.model, &about(rows), SENT_DAY);
    let expected = [
        "person keep Ongoing",
        "email_address delete Asked",
        "application delete Asked",
        "note delete Asked",
        "membership keep Ongoing",
    ];
    assert_eq!(club.steps(&plan), expected);
}

#[test]
fn mentions_of_the_erased_become_empty() {
    let club = Club::new();
    let cells = [("person", id(9)), ("sent_at", Value::Moment(SENT)), ("vouches", id(1))];
    let other = club.row("application", 7, &cells);
    let facts = Facts { rows: vec![club.person(), club.application(None)], mentions: vec![other], ..Facts::default() };
    let expected = ["person delete Asked", "application delete Asked", "application clear(vouches,trade) Mention"];
    assert_eq!(club.steps(&erasure(&club.model, &facts, SENT_DAY)), expected);
}

#[test]
fn a_row_of_ones_own_that_stays_forgets_what_goes() {
    let club = Club::new();
    // A member vouched for themselves; the application that goes is theirs, the one that stays too.
    let cells = [("person", id(1)), ("sent_at", Value::Moment(SENT.plus_seconds(400 * 86_400))), ("vouches", id(1))];
    let staying = club.row("application", 7, &cells);
    let rows = vec![club.person(), club.application(None), staying, club.membership(None)];
    let facts = about(rows);
    let plan = due(&club.model, &facts, Day(SENT_DAY.0 + YEAR_DAYS));
    assert_eq!(club.steps(&plan), ["application delete Due"], "a person who stays is still mentioned");
    let mut mentioned = facts;
    let cells = [("person", id(1)), ("recommends", id(3))];
    mentioned.rows.push(club.row("letter", 8, &cells));
    let plan = due(&club.model, &mentioned, Day(SENT_DAY.0 + YEAR_DAYS));
    assert_eq!(club.steps(&plan), ["application delete Due", "letter clear(recommends) Mention"]);
}

#[test]
fn removing_one_row_takes_only_what_nothing_else_holds() {
    let club = Club::new();
    let application = RowId([3; 16]);
    let alone = vec![club.person(), club.address(), club.application(None), club.note()];
    let plan = removal(&club.model, &about(alone.clone()), application, Reason::Junk, SENT_DAY);
    let mut steps = club.steps(&plan);
    steps.sort();
    let mut expected =
        ["application delete Junk", "note delete Junk", "person delete Unclaimed", "email_address delete Unclaimed"];
    expected.sort_unstable();
    assert_eq!(steps, expected);
    let mut member = alone;
    member.push(club.membership(None));
    let plan = removal(&club.model, &about(member), application, Reason::Junk, SENT_DAY);
    let kept = plan.steps.iter().all(|step| step.id != RowId([1; 16]) && step.id != RowId([5; 16]));
    assert!(kept, "the membership holds the person: {:?}", club.steps(&plan));
}

#[test]
fn a_plan_is_known_by_what_it_does_and_to_which_versions() {
    let club = Club::new();
    let rows = vec![club.person(), club.application(None)];
    let plan = |rows: Vec<Record>| erasure(&club.model, &about(rows), SENT_DAY);
    let first = plan(rows.clone()).fingerprint(&club.model);
    assert_eq!(first, plan(rows.clone()).fingerprint(&club.model));
    assert_eq!(first.len(), 64);
    let mut changed = rows;
    changed[1].version = 2;
    assert_ne!(first, plan(changed).fingerprint(&club.model));
}

#[test]
fn the_same_reason_reads_the_same() {
    assert_eq!(format!("{:?}", Reason::Asked), "Asked", "the fingerprint is made of these words");
}

#[test]
fn roles_see_through_activities() {
    let club = Club::new();
    let staff = |keys: &[&str]| Viewer::Staff {
        user: RowId([8; 16]),
        person: RowId([1; 16]),
        team: Vec::new(),
        roles: keys.iter().map(|key| club.model.role_named(key).expect(key)).collect(),
    };
    let fields = |viewer: &Viewer, entity: &str, operation| {
        let scope = scope(&club.model, viewer, club.entity(entity), operation);
        scope.map_or_else(
            |_| "denied".to_owned(),
            |scope| scope.fields().iter().map(|field| club.model[*field].key.as_str()).collect::<Vec<_>>().join(","),
        )
    };
    let check = |roles: &[&str], entity: &str, operation, expected: &str| {
        assert_eq!(fields(&staff(roles), entity, operation), expected, "{roles:?} {entity} {operation:?}");
    };
    check(&["desk"], "application", Read, "person,sent_at,decided_on,vouches,trade");
    check(&["desk"], "application", Write, "person,sent_at,decided_on,vouches,trade");
    check(&["till"], "application", Write, "denied");
    check(&["desk"], "membership", Read, "denied");
    check(&["desk"], "person", Read, "name");
    check(&["till"], "person", Read, "name,home");
    check(&["desk"], "email_address", Read, "person,address");
    check(&[], "person", Read, "denied");
    check(&["guardian"], "membership", Read, "person,ended_on");
    check(&["guardian"], "person", Read, "name,home");
    check(&["guardian"], "membership", Write, "denied");
    assert_eq!(fields(&Viewer::Engine, "membership", Write), "person,ended_on");
    let all = club.field("person", "home");
    let desk = scope(&club.model, &staff(&["desk"]), club.entity("person"), Read).expect("the desk reads names");
    assert!(!desk.covers(all));
}

#[test]
fn a_day_is_counted_where_the_company_is() {
    // 31 December 2025 23:30 UTC is 1 January 2026 in Norway.
    assert_eq!(day_of(Moment(1_767_223_800_000_000)), Day(20_454));
}

#[test]
fn months_end_on_the_last_day_of_a_shorter_month() {
    let check =
        |start: i32, span, expected: i32| assert_eq!(after(Day(start), span), Day(expected), "{start} {span:?}");
    check(20_484, Months(1), 20_512); // 31 January 2026 → 28 February
    check(19_782, Years(1), 20_147); // 29 February 2024 → 28 February 2025
    check(0, Days(0), 0);
    assert_eq!(after(Day(0), Years(u16::MAX)), after(Day(i32::MAX), Days(0)), "beyond the calendar is its last day");
}

#[test]
fn a_day_ends_before_the_next_begins() {
    // 29 March and 25 October 2026 have 23 and 25 hours in Norway.
    for (day, hours) in [(20_540, 24), (20_541, 23), (20_751, 25)] {
        let (first, last) = (start_of(Day(day)), end_of(Day(day)));
        assert_eq!(Moment(last.0 + 1), start_of(Day(day + 1)));
        assert_eq!((day_of(last), Moment(last.0 + 1)), (Day(day), first.plus_seconds(hours * 3_600)));
    }
}

#[test]
fn months_and_years_begin_on_their_first_day() {
    // 29 February 2024.
    let leap = Day(19_782);
    assert_eq!(first_of_month(leap), Day(19_754));
    assert_eq!(next_month(leap), Day(19_783));
    assert_eq!(next_month(first_of_month(leap)), Day(19_783));
    assert_eq!(first_of_year(leap), Day(19_723));
    assert_eq!(first_of_year(Day(19_723)), Day(19_723));
    assert_eq!(next_month(Day(20_088)), Day(20_089), "31 December 2024");
}

#[test]
fn every_due_row_is_a_candidate() {
    let club = Club::new();
    let application = club.entity("application");
    for start in 19_700..20_500 {
        let end = after(Day(start), model::Span::Months(12));
        let sent = crate::start_of(Day(start));
        let candidates = crate::candidates(&club.model, application, end);
        let found = candidates.iter().any(|candidate| {
            candidate.date == club.field("application", "sent_at")
                && candidate.latest >= Value::Moment(sent.plus_seconds(86_399))
        });
        assert!(found, "sent on day {start}, due on {end:?}");
    }
}

#[test]
fn a_row_about_nobody_goes_on_its_day_and_not_before() {
    let locker = r#"
[entity.locker]
name = { nb = "Skap", en = "Locker" }
impersonal = "a piece of furniture"
label = "{bought_on}"
keep = "5 years after bought_on"

[entity.locker.fields]
bought_on = { type = "date", required = true, name = { nb = "Kjøpt", en = "Bought" } }
"#;
    let club = Club { model: testkit::model_of(&format!("{CLUB}{locker}")) };
    let rows = vec![club.row("locker", 1, &[("bought_on", Value::Day(SENT_DAY))])];
    let facts = about(rows);
    let end = after(SENT_DAY, Years(5));
    assert_eq!(club.steps(&due(&club.model, &facts, Day(end.0 - 1))), Vec::<String>::new());
    assert_eq!(club.steps(&due(&club.model, &facts, end)), ["locker delete Due"]);
}
