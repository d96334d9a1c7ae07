//! A register as large as one may become, to measure with: many files of a realistic size, every kind of thing in them.

use register::SourceFile;
use std::fmt::Write;

/// The areas, each a file with its activities, choices, hub and entities.
const AREAS_COUNT: usize = 100;
const ENTITIES_PER_AREA: usize = 6;
/// Besides the five that every entity has.
const FIELDS_PER_ENTITY: usize = 12;

/// A register of more than ten thousand fields, which compiles without a finding.
pub fn files() -> Vec<SourceFile> {
    let mut files = vec![file("ryddig.toml", format!("{COMPANY}{PARTIES}"))];
    files.extend((0..AREAS_COUNT).map(|area| file(&format!("register/area-{area}.toml"), text(area))));
    files
}

fn file(name: &str, text: String) -> SourceFile {
    SourceFile { name: name.to_owned(), text }
}

const COMPANY: &str = r#"[controller]
name                = "Eksempel AS"
organisation_number = "310 000 043"
address             = "Eksempelveien 12, 0001 Oslo"
contact             = "Ida Eksempelsen"
contact_title       = { nb = "daglig leder", en = "managing director" }
email               = "personvern@eksempel.example"
phone               = "+47 00 00 00 00"
authority           = { nb = "Datatilsynet", en = "The Norwegian Data Protection Authority" }

[role.worker]
name = { nb = "Medarbeider", en = "Worker" }

[law.record-keeping]
title      = { nb = "en lov om å ta vare på ting", en = "an act on keeping things" }
source     = "an example, no real law"
valid_from = 2015-01-01
checked_on = 2026-11-01
confidence = "read"
applies_to = ["company"]
minimum    = "3 years"

[category.contact]
name        = { nb = "kontaktopplysninger", en = "contact details" }
dpv         = "pd:Contact"
default_for = ["email", "phone"]
"#;

const PARTIES: &str = r#"
[entity.person]
name     = { nb = "Person", en = "Person" }
activity = "as claimed"
subject  = "self"
label    = "{name}"
keep     = "while claimed"

[entity.person.fields]
name = { type = "text", max = 200, name = { nb = "Navn", en = "Name" } }
"#;

fn text(area: usize) -> String {
    let mut text = format!(
        r#"# Area {area}.

[activity.area-{area}]
purpose     = {{ nb = "Gjøre det som skal gjøres på område {area}", en = "Do what is to be done in area {area}" }}
subjects    = {{ nb = "De som har med område {area} å gjøre", en = "Those who deal with area {area}" }}
basis       = "legal-obligation"
law         = "record-keeping"
source      = "the person"
uses        = {{ person = ["name"] }}
responsible = "worker"
access      = {{ worker = "write" }}
longest     = "8 years"
"#
    );
    for entity in 0..ENTITIES_PER_AREA {
        write_entity(&mut text, area, entity);
    }
    text
}

/// The first entity of an area leads to a person, each of the others to the one before it or to the person.
fn write_entity(text: &mut String, area: usize, index: usize) {
    let name = format!("thing_{area}_{index}");
    let before = format!("thing_{area}_{}", index.saturating_sub(1));
    let (to, subject, keep) = match index % 3 {
        0 => ("person", "above", "3 years after ended_on, at most 5 years after made_on"),
        1 => (before.as_str(), "above.above", "with above, at most 4 years after made_on"),
        _ => (before.as_str(), "above.above.above", "3 years after latest of made_on and above.above.made_on"),
    };
    let require =
        if index.is_multiple_of(3) { "require  = [{ law = \"record-keeping\", from = \"made_on\" }]\n" } else { "" };
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        r#"
[entity.{name}]
name     = {{ nb = "Ting {area}/{index}", en = "Thing {area}/{index}" }}
activity = "area-{area}"
subject  = "{subject}"
label    = "{{title}}, {{made_on}}"
list     = ["title", "made_on", "state"]
search   = ["title"]
keep     = "{keep}"
{require}
[entity.{name}.fields]
above    = {{ type = "link", to = "{to}", required = true, name = {{ nb = "Hører til", en = "Belongs to" }} }}
title    = {{ type = "text", max = 200, name = {{ nb = "Tittel", en = "Title" }} }}
made_on  = {{ type = "date", required = true, impersonal = "the day the row was made", name = {{ nb = "Opprettet", en = "Made" }} }}
ended_on = {{ type = "date", name = {{ nb = "Avsluttet", en = "Ended" }} }}
state    = {{ type = "choice", name = {{ nb = "Status", en = "Status" }},
             of = {{ new = {{ nb = "ny", en = "new" }}, open = {{ nb = "åpen", en = "open" }}, closed = {{ nb = "lukket", en = "closed" }} }} }}
"#
    );
    for field in 0..FIELDS_PER_ENTITY {
        let what = match field % 5 {
            0 => "type = \"text\", max = 500",
            1 => "type = \"money\"",
            2 => "type = \"date\"",
            3 => "type = \"email\", category = \"contact\"",
            _ => "type = \"link\", to = \"person\", mention = true",
        };
        let _ =
            writeln!(text, "field_{field} = {{ {what}, name = {{ nb = \"Felt {field}\", en = \"Field {field}\" }} }}");
    }
}
