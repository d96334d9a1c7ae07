//! What each rule finds and what it lets pass, as the smallest register in which it shows.

mod choices;
mod gaps;
mod pages;
mod patches;
mod sealed;

use super::Code;
use crate::tests::compile_with;

fn check(extra: &str, expected: &[Code]) {
    let (compiled, rendered) = compile_with(extra);
    let found: Vec<Code> = compiled.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(found, expected, "{extra}\n{rendered}");
}

/// An activity and an entity of its own, both right, with some words replaced.
fn visits(changes: &[(&str, &str)]) -> String {
    let mut text = r#"
[activity.visits]
purpose = { nb = "Vite hvem som er i bygget", en = "Know who is in the building" }
subjects = { nb = "Besøkende", en = "Visitors" }
basis = "contract"
source = "the person"
uses = { person = ["name"] }
responsible = "support"
access = { support = "read" }

[entity.visit]
name = { nb = "Besøk", en = "Visit" }
activity = "visits"
subject = "person"
label = "{person}"
keep = "6 months after came_on"

[entity.visit.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
host = { type = "link", to = "user", mention = true, name = { nb = "Vert", en = "Host" } }
came_on = { type = "date", required = true, name = { nb = "Kom", en = "Came" } }
left_on = { type = "date", name = { nb = "Gikk", en = "Left" } }
"#
    .to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

fn change(from: &str, to: &str, expected: &[Code]) {
    check(&visits(&[(from, to)]), expected);
}

#[test]
fn what_is_right_has_no_finding() {
    check(&visits(&[]), &[]);
    check("", &[]);
}

#[test]
fn names_must_lead_somewhere() {
    change("responsible = \"support\"", "responsible = \"suport\"", &[Code::R003]);
    change("access = { support", "access = { suport", &[Code::R003]);
    change("access =", "recipients = [\"mail\"]\naccess =", &[Code::R003]);
    change("uses = { person", "uses = { persons", &[Code::R003]);
    change("label = \"{person}\"", "label = \"{persons}\"", &[Code::R003]);
    change("label =", "list = [\"came\"]\nlabel =", &[Code::R003]);
    change("subject = \"person\"", "subject = \"persons\"", &[Code::R003]);
}

#[test]
fn nothing_is_named_twice() {
    change("label =", "list = [\"came_on\", \"came_on\"]\nlabel =", &[Code::R004]);
    change("activity = \"visits\"", "activity = [\"visits\", \"visits\"]", &[Code::R004]);
    let role = "[role.support]\nname = { nb = \"å\", en = \"a\" }\n";
    check(role, &[Code::R004]);
    check(&visits(&[("[activity.visits]", &format!("{role}[activity.visits]"))]), &[Code::R004]);
    let controller = include_str!("../../../../examples/fjordlys/ryddig.toml").split("[recipient").next().unwrap();
    check(controller, &[Code::R004]);
}

#[test]
fn words_that_cannot_be_right() {
    change("\"the person\"", "\"the moon\"", &[Code::R005]);
    change("\"contract\"", "\"because\"", &[Code::R005]);
    change("support = \"read\"", "support = \"see\"", &[Code::R005]);
    change("access = { support = \"read\" }", "access = \"support\"", &[Code::R005]);
    change("[\"name\"]", "\"name\"", &[Code::R005]);
    change("[\"name\"]", "[1]", &[Code::R005]);
    change("keep = \"6 months after came_on\"", "keep = 6", &[Code::R005]);
    change("label = ", "access = \"nobody\"\nlabel = ", &[Code::R005]);
    change("label = ", "search = [\"came_on\"]\nlabel = ", &[Code::R005]);
    change("\"visits\"\n", "[\"visits\", \"as claimed\"]\n", &[Code::R021, Code::R005]);
    change("subjects = { nb = \"Besøkende\", en = \"Visitors\" }", "subjects = \"Visitors\"", &[Code::R005]);
    change("subjects = { nb = \"Besøkende\", en", "subjects = { nb = \"Besøkende\", de", &[Code::R011, Code::R002]);
}

#[test]
fn circles() {
    change("subject = \"person\"", "subject = \"person.person\"", &[Code::R003]);
    let with_self =
        "parent = { type = \"link\", to = \"visit\", required = true, name = { nb = \"F\", en = \"P\" } }\nhost =";
    check(&visits(&[("host =", with_self), ("6 months after came_on", "with parent")]), &[Code::R007, Code::R007]);
    check(&visits(&[("host =", with_self), ("subject = \"person\"", "subject = \"parent.person\"")]), &[Code::R007]);
    check(&visits(&[("host =", with_self)]), &[Code::R034, Code::R007]);
    let other = with_self.replace("to = \"visit\", required", "to = \"visit\", when = { a = [\"b\"] }, required");
    check(&visits(&[("host =", &other)]), &[Code::R034, Code::R003]);
    check(&visits(&[("host =", &with_self.replace("required", "mention"))]), &[]);
}

#[test]
fn what_tells_of_a_mention_goes_with_it() {
    let told = |keep: &str, expected: &[Code]| {
        let field = format!("left_on = {{ type = \"date\", keep = \"{keep}\"");
        change("left_on = { type = \"date\"", &field, expected);
    };
    told("with host", &[]);
    told("with person", &[Code::R005]);
    told("with came_on", &[Code::R005]);
    told("with guest", &[Code::R003]);
    told("with host, at most 1 month after came_on", &[Code::R005]);
    change("left_on = {", "left_on = { keep = \"with host\", required = true,", &[Code::R005]);
}

#[test]
fn purposes_say_something() {
    let purpose = |nb: &str, en: &str, expected: &[Code]| {
        let words = format!("nb = \"{nb}\", en = \"{en}\"");
        change("nb = \"Vite hvem som er i bygget\", en = \"Know who is in the building\"", &words, expected);
    };
    purpose("Sende faktura ved behov", "Send invoices as needed", &[]);
    purpose("Sende faktura", "As needed.", &[Code::R011]);
    purpose("Ved behov", "Send invoices", &[Code::R011]);
    purpose("Diverse formål", "Business purposes", &[Code::R011]);
    purpose("…", "Send invoices", &[Code::R011]);
    purpose(" ", "Send invoices", &[Code::R011]);
    change(
        "purpose = { nb = \"Vite hvem som er i bygget\", en = \"Know who is in the building\" }\n",
        "",
        &[Code::R011],
    );
}

#[test]
fn every_row_ends_some_day() {
    let keep = |keep: &str, expected: &[Code]| change("6 months after came_on", keep, expected);
    keep("6 months after left_on", &[Code::R013]);
    keep("6 months after left_on, at most 12 months after came_on", &[]);
    keep("6 months after left_on, with person", &[Code::R013]);
    keep("6 months after left_on, with host", &[Code::R013]);
    keep("at most 6 months after left_on, until left_on", &[]);
    keep("until left_on", &[]);
    keep("until came_on", &[]);
    keep("with host", &[Code::R013]);
    keep("while claimed", &[Code::R013]);
    change("keep = \"6 months after came_on\"\n", "", &[Code::R013]);
    let with_job =
        "job = { type = \"link\", to = \"job\", required = true, name = { nb = \"J\", en = \"J\" } }\nhost =";
    check(&visits(&[("host =", with_job), ("6 months after came_on", "with job")]), &[Code::R013]);
}

#[test]
fn grounds_say_what_they_must() {
    let ground = |lines: &str, expected: &[Code]| change("basis = \"contract\"", lines, expected);
    let words = "{ nb = \"å\", en = \"a\" }";
    ground("basis = \"vital-interests\"", &[]);
    ground("basis = \"contract\"\nlaw = \"record\"", &[Code::R002]);
    ground("basis = \"legal-obligation\"", &[Code::R015]);
    ground("basis = \"public-task\"", &[Code::R015]);
    ground("basis = \"public-task\"\nlaw = []", &[Code::R015]);
    ground("basis = \"public-task\"\nlaw = \"record\"", &[]);
    ground("basis = \"public-task\"\nlaw = [\"record\", \"archives\"]", &[Code::R015]);
    ground("basis = \"public-task\"\nlaw = [\"record\", \"recrd\"]", &[Code::R003]);
    ground(&format!("basis = \"public-task\"\nlaw = {words}"), &[Code::R005]);
    ground("basis = \"legitimate-interests\"", &[Code::R016, Code::R016]);
    ground(&format!("basis = \"legitimate-interests\"\ninterest = {words}"), &[Code::R016]);
    ground(&format!("basis = \"legitimate-interests\"\nbalancing = {words}\ninterest = {words}"), &[]);
    ground(&format!("basis = \"consent\"\ninterest = {words}"), &[Code::R017, Code::R002]);
    ground(&format!("basis = \"consent\"\nconsent = {words}"), &[]);
}

#[test]
fn somebody_reads_and_somebody_names() {
    change("support = \"read\"", "", &[Code::R020]);
    check(&visits(&[("support = \"read\"", ""), ("label =", "access = \"engine\"\nlabel =")]), &[]);
    change("activity = \"visits\"", "activity = [\"visits\", \"contact\"]", &[]);
    check(
        &visits(&[("activity = \"visits\"", "activity = [\"visits\", \"contact\"]"), ("support = \"read\"", "")]),
        &[],
    );
    change("activity = \"visits\"", "activity = \"contact\"", &[Code::R021]);
}

#[test]
fn rows_lead_to_their_person() {
    change("subject = \"person\"\n", "", &[Code::R022]);
    change("subject = \"person\"", "subject = \"came_on\"", &[Code::R022]);
    change("subject = \"person\"", "subject = \"host.person\"", &[Code::R022]);
    change("to = \"person\", required = true", "to = \"person\"", &[Code::R022]);
    change("to = \"person\"", "to = \"user\"", &[Code::R022]);
    change("to = \"person\"", "to = \"job\"", &[Code::R022]);
    // A row that is a person of its own, and yet holds up another one.
    change("subject = \"person\"", "subject = \"self\"", &[Code::R034]);
    change("activity = \"visits\"\nsubject = \"person\"", "impersonal = \"a count\"", &[Code::R021, Code::R034]);
    change("activity = \"visits\"\n", "impersonal = \"a count\"\n", &[Code::R002]);
}

/// A shared entity, used by the activity, with one more field.
fn shared(field: &str, uses: &str) -> String {
    let entity = r#"
[entity.address]
name = { nb = "Adresse", en = "Address" }
activity = "as claimed"
subject = "person"
label = "{person}"
keep = "while claimed"
[entity.address.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
"#;
    let field = format!("extra = {{ {field}, name = {{ nb = \"E\", en = \"E\" }} }}\n");
    visits(&[("[\"name\"]", &format!("[\"name\"], address = [{uses}]"))]) + entity + &field
}

#[test]
fn shared_fields_can_be_emptied_and_are_used() {
    check(&shared("type = \"integer\"", "\"extra\""), &[]);
    check(&shared("type = \"integer\", required = true", "\"extra\""), &[Code::R028]);
    check(&shared("type = \"integer\", required = true, unique = true", "\"extra\""), &[]);
    check(&shared("type = \"integer\", required = true, impersonal = \"why\"", "\"extra\""), &[]);
    check(&shared("type = \"email\", required = true", "\"extra\""), &[]);
    check(&shared("type = \"phone\", required = true", "\"extra\""), &[]);
    check(&shared("type = \"link\", to = \"user\", required = true", "\"extra\""), &[Code::R034, Code::R028]);
    check(&shared("type = \"integer\"", ""), &[Code::R031]);
    check(&shared("type = \"integer\"", "\"extras\""), &[Code::R031]);
    check(&shared("type = \"integer\"", "\"extra\"").replace("[\"name\"]", "[\"name\"], user = []"), &[Code::R031]);
    check(
        &shared("type = \"integer\"", "\"extra\"").replace("while claimed", "with person"),
        &[Code::R005, Code::R013],
    );
    check(&shared("type = \"integer\"", "\"extra\"").replace("support = \"read\"", ""), &[Code::R020, Code::R020]);
}

#[test]
fn people_are_told_of_data_from_elsewhere() {
    let notice = "notice = { nb = \"å\", en = \"a\" }";
    for (source, alone, told) in [
        ("the person", None, Some(Code::R002)),
        ("ourselves", None, Some(Code::R002)),
        ("open sources", Some(Code::R024), None),
        ("third party", Some(Code::R024), None),
    ] {
        let check = |lines: &str, expected: Option<Code>| {
            change("source = \"the person\"", &format!("source = \"{source}\"\n{lines}"), expected.as_slice());
        };
        check("", alone);
        check(notice, told);
    }
}

#[test]
fn laws_are_dated() {
    let law = |from: &str, lines: &str, expected: &[Code]| {
        let text = format!(
            "[law.x]\ntitle = {{ nb = \"å\", en = \"a\" }}\nsource = \"s\"\nvalid_from = {from}\nchecked_on = 2026-11-22\n\
             confidence = \"read\"\napplies_to = \"company\"\n{lines}"
        );
        check(&text, expected);
    };
    law("2026-02-28", "", &[]);
    law("1969-12-31", "", &[]);
    law("2026-02-28", "valid_to = 2026-02-28", &[]);
    law("2026-02-28", "valid_to = 2026-02-27", &[Code::R005]);
    law("2026-02-28T12:00:00Z", "", &[Code::R005]);
    law("12:00:00", "", &[Code::R005]);
    law("\"2026-02-28\"", "", &[Code::R005]);
    law("2026-02-29", "", &[Code::R001]);
    law("2026-02-28", "instead = \"recrd\"", &[Code::R003]);
    law("2026-02-28", "instead = \"record\"", &[]);
}

#[test]
fn systems_have_owner_period_routine_and_activities() {
    let system = |from: &str, to: &str, expected: &[Code]| {
        let text = r#"[system.whispers]
name = "Praten"
holds = { nb = "meldinger", en = "messages" }
activities = ["contact"]
keep = { nb = "slettes etter 90 dager", en = "deleted after 90 days" }
owner = "support"
routine = { nb = "søk og slett", en = "search and delete" }
country = "NO"
"#;
        assert!(text.contains(from), "{from}");
        check(&text.replacen(from, to, 1), expected);
    };
    system("", "", &[]);
    system("country = \"NO\"\n", "", &[Code::R006]);
    system("owner = \"support\"\n", "", &[Code::R032]);
    system("routine =", "routin =", &[Code::R032, Code::R002]);
    system("keep =", "kept =", &[Code::R032, Code::R002]);
    system("\"contact\"", "", &[Code::R021]);
    system("activities = [\"contact\"]\n", "", &[Code::R021]);
    system("\"contact\"", "\"contct\"", &[Code::R003]);
    system("\"support\"", "\"suport\"", &[Code::R003]);
    system("\"NO\"", "\"no\"", &[Code::R005]);
    system("\"NO\"", "\"US\"", &[Code::R019]);
    system("\"NO\"", "\"US\"\ntransfer = \"adequacy\"", &[]);
    system("\"NO\"", "\"US\"\ntransfer = \"trust\"", &[Code::R005]);
    system("\"NO\"", "\"NO\"\ntransfer = \"adequacy\"", &[Code::R019]);
}

#[test]
fn a_change_may_only_shorten() {
    let period = |keep: &str, expected: &[Code]| {
        check(&format!("[change.contact_request]\nkeep = \"{keep}\"\n"), expected);
    };
    period("6 months after answered_at, at most 12 months after received_at", &[]);
    period("at most 1 year after received_at, 5 months after answered_at", &[]);
    period("168 days after answered_at, at most 336 days after received_at", &[]);
    period("169 days after answered_at, at most 336 days after received_at", &[Code::R033]);
    period("1 day after answered_at, at most 13 months after received_at", &[Code::R033]);
    period("at most 1 day after received_at", &[Code::R033]);
    period("6 months after answered, at most 12 months after received_at", &[Code::R014]);
    period("as long as necessary", &[Code::R013]);
    check("[change.person]\nkeep = \"while claimed\"\n", &[]);
    check("[change.email]\nkeep = \"with contact_request, at most 90 days after queued_at\"\n", &[]);
    // The mail would outlive the request over which it reaches its person, too.
    let (alone, _) = compile_with("[change.email]\nkeep = \"at most 90 days after queued_at\"\n");
    assert!(alone.findings.iter().any(|finding| finding.code == Code::R033));
    assert!(alone.findings.iter().any(|finding| finding.code == Code::R028));
    check("[change.contact_requests]\nkeep = \"while claimed\"\n", &[Code::R003]);
    check("[change.receipt]\nkeep = \"1825 days after rows_at\"\n", &[Code::R033]);
    check("[change.receipt]\nkeep = \"1680 days after rows_at\"\n", &[]);
}

/// A role, and an activity as a processor, beside the visits.
const HOSTING: &str = r#"
[role.guard]
name = { nb = "Vakt", en = "Guard" }
[activity.hosting]
purpose = { nb = "Oppbevare besøkslister", en = "Store visitor lists" }
subjects = { nb = "Besøkende", en = "Visitors" }
basis = "contract"
part = "processor"
source = "the person"
responsible = "guard"
access = { guard = "write" }
"#;

#[test]
fn what_narrows_access_leaves_somebody() {
    let narrowed = |field: &str, entity: &str, expected: &[Code]| {
        let field = format!("{field} name = {{ nb = \"Gikk\", en = \"Left\" }}");
        let text =
            visits(&[("name = { nb = \"Gikk\", en = \"Left\" }", &field), ("label =", &format!("{entity}label ="))]);
        check(&(text + "[role.guard]\nname = { nb = \"Vakt\", en = \"Guard\" }\n"), expected);
    };
    narrowed("access = { support = \"read\" },", "", &[]);
    narrowed("access = \"engine\",", "", &[]);
    narrowed("access = { guard = \"read\" },", "", &[Code::R020]);
    narrowed("access = {},", "", &[Code::R020]);
    narrowed("", "access = { guard = \"read\" }\n", &[Code::R020]);
    narrowed("access = { support = \"read\" },", "access = { guard = \"read\" }\n", &[Code::R020]);
    narrowed("access = {}, impersonal = \"why\",", "", &[]);
    let shared = |access: &str| shared(&format!("type = \"integer\", access = {access}"), "\"extra\"");
    check(&shared("{ support = \"read\" }"), &[]);
    check(&shared("{}"), &[Code::R020]);
}

#[test]
fn what_waits_for_use_is_no_finding() {
    let law = "[law.x]\ntitle = { nb = \"å\", en = \"a\" }\nsource = \"s\"\nvalid_from = 2026-01-01\n\
               checked_on = 2026-11-22\nconfidence = \"read\"\napplies_to = \"company\"\n";
    let category = "[category.x]\nname = { nb = \"å\", en = \"a\" }\ndpv = \"pd:Contact\"\n";
    let list = "[list.x]\nname = { nb = \"å\", en = \"a\" }\nsource = \"s\"\nchecked_on = 2026-11-22\n\
                confidence = \"read\"\nof = { a = \"A\" }\n";
    check(&[law, category, list].concat(), &[]);
}

#[test]
fn rows_of_nobody_are_nobodys_own() {
    let room = |access: &str, field: &str, expected: &[Code]| {
        let text = format!(
            "[entity.room]\nname = {{ nb = \"Rom\", en = \"Room\" }}\nimpersonal = \"a room\"\nlabel = \"{{number}}\"\n\
             access = {access}\n[entity.room.fields]\n\
             number = {{ type = \"integer\", {field} name = {{ nb = \"Nummer\", en = \"Number\" }} }}\n"
        );
        check(&text, expected);
    };
    room("{ support = \"read\" }", "", &[]);
    room("\"engine\"", "", &[]);
    room("{ support = \"read own\" }", "", &[Code::R035]);
    room("{ support = [\"read\", \"write own\"] }", "", &[Code::R035]);
    room("{ support = \"read\" }", "access = { support = \"write own\" },", &[Code::R035]);
    change("support = \"read\"", "support = \"read own\"", &[]);
}

#[test]
fn conditions_hang_on_choices_that_are_made() {
    let kind = |keys: &str, guarded: &str| {
        let choice = format!(
            "kind = {{ type = \"choice\", {keys} of = {{ guest = {{ nb = \"gjest\", en = \"guest\" }} }}, name = {{ nb = \"S\", en = \"K\" }} }}\n"
        );
        visits(&[
            ("host =", &format!("{choice}host =")),
            ("name = { nb = \"Gikk\"", &format!("{guarded} name = {{ nb = \"Gikk\"")),
        ])
    };
    let about = |text: &str| {
        text.replace("subject = \"person\"", "subject = { path = \"person\", when = { kind = [\"guest\"] } }")
    };
    check(&about(&kind("", "")), &[Code::R036]);
    check(&about(&kind("required = true,", "")), &[]);
    let when = "when = { kind = [\"guest\"] },";
    check(&kind("", when), &[]);
    check(&kind("", &format!("{when} access = {{ support = \"read\" }},")), &[Code::R036]);
    check(&about(&kind("", &format!("{when} access = \"engine\","))), &[Code::R036]);
    check(&kind("required = true,", &format!("{when} access = \"engine\",")), &[]);
}

#[test]
fn a_row_is_ours_or_a_customers() {
    let held = |by: &str, field: &str, expected: &[Code]| {
        let field = format!("{field} name = {{ nb = \"Gikk\", en = \"Left\" }}");
        let text = visits(&[("activity = \"visits\"", by), ("name = { nb = \"Gikk\", en = \"Left\" }", &field)]);
        check(&(text + HOSTING), expected);
    };
    held("activity = [\"visits\", \"hosting\"]", "", &[Code::R037]);
    held("activity = \"visits\"", "activity = \"hosting\",", &[]);
    held("activity = \"visits\"", "activity = [\"hosting\", \"visits\"],", &[Code::R037]);
    let choice = "choice = { type = \"choice\", required = true, of = { a = { nb = \"a\", en = \"a\" }, b = { nb = \"b\", en = \"b\" } }, \
                  name = { nb = \"V\", en = \"C\" } }\nhost =";
    let by_choice = "activity = { by = \"choice\", a = \"visits\", b = \"hosting\" }";
    check(&(visits(&[("activity = \"visits\"", by_choice), ("host =", choice)]) + HOSTING), &[]);
}

#[test]
fn those_outside_have_what_they_are_said_to_have() {
    let all = |listed: &str, given: &str, expected: &[Code]| {
        let text = format!(
            "[category.arrival]\nname = {{ nb = \"å\", en = \"a\" }}\ndpv = \"pd:Contact\"\n\
             [category.stature]\nname = {{ nb = \"å\", en = \"a\" }}\ndpv = \"pd:Contact\"\n\
             [recipient.guards]\nname = \"Vaktene\"\nkind = \"controller\"\ntask = {{ nb = \"vokter\", en = \"guard\" }}\n\
             country = \"NO\"\ncategories = [{listed}]\n"
        );
        let access = format!("{given}access =");
        let arrival = ("\"date\", required", "\"date\", category = \"arrival\", required");
        check(&(visits(&[("access =", &access), arrival]) + &text), expected);
    };
    all("\"stature\"", "recipients = [\"guards\"]\n", &[Code::R038]);
    all("\"arrival\"", "recipients = [\"guards\"]\n", &[]);
    // The name is one of the shared fields that the activity uses.
    all("\"arrival\", \"name\"", "recipients = [\"guards\"]\n", &[]);
    all("\"stature\"", "", &[Code::R021]);
}

#[test]
fn a_field_with_a_shorter_period_leaves_the_others_as_they_are() {
    let with = |keep: &str| {
        let left = format!("left_on = {{ type = \"date\", keep = \"{keep}\",");
        visits(&[("left_on = { type = \"date\",", &left)])
    };
    check(&with("1 month after came_on"), &[]);
    check(&with("at most 6 months after came_on, 1 day after left_on"), &[]);
    check(&with("1 month after left_on, at most 7 months after came_on"), &[Code::R028]);
}

#[test]
fn a_former_name_is_that_of_one_thing_that_is_gone() {
    change("left_on = { type = \"date\",", "left_on = { type = \"date\", was = \"came_on\",", &[Code::R005]);
    change("left_on = { type = \"date\",", "left_on = { type = \"date\", was = \"left_on\",", &[Code::R005]);
    let twice = [("came_on = {", "came_on = { was = \"day\","), ("left_on = {", "left_on = { was = \"day\",")];
    check(&visits(&twice), &[Code::R004]);
    check(&visits(&twice[..1]), &[]);
}
