//! The example company's first days: people who do not exist, and what they wrote.
//!
//! Everything goes in through the use cases that visitors and staff use, at times in the past, so
//! that the demo shows nothing that the system could not have come to by itself. Where more people are wanted than these
//! few, a company with two years behind it is made up around them (`company`).

mod areas;
mod company;
mod rows;
mod write;

use crate::arguments::Size;
use crate::open::now;
use crate::{Problem, say};
use engine::correspondence::{Past, answer};
use engine::parties;
use engine::privacy::{self, Found};
use engine::system::{Capacity, add_user, sign_in_link};
use engine::website::{self, CameFrom, Network, Outcome, Submission, Which};
use engine::{Caller, Engine, Language, Moment, Viewer};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

/// The one who signs in first.
pub(crate) const OWNER: &str = "ida@fjordlys.example";

/// Their roles: in a small company one person does it all, and a newcomer is to see it all.
const OWNER_ROLES: [&str; 9] = [
    "owner",
    "support",
    "privacy-lead",
    "support-lead",
    "sales-lead",
    "marketing-lead",
    "project-lead",
    "hr",
    "it-lead",
];

const DAY_SECONDS: i64 = 24 * 60 * 60;
/// How long the example people took to write.
const WRITING_SECONDS: i64 = 60;

struct Message {
    days_ago: i64,
    language: Language,
    name: &'static str,
    email: &'static str,
    phone: &'static str,
    organisation: &'static str,
    text: &'static str,
    answer: Option<&'static str>,
}

const MESSAGES: [Message; 7] = [
    Message {
        days_ago: 362,
        language: Language::Nb,
        name: "Ola Oppdiktet",
        email: "ola@nordlys.example",
        phone: "00 00 00 11",
        organisation: "Nordlys Eksempel AS",
        text: "Hei! Tilbyr dere kurs i regnskapssystemet, og hva koster det for tolv deltakere?",
        answer: None,
    },
    Message {
        days_ago: 170,
        language: Language::Nb,
        name: "Liv Testesen",
        email: "liv@fjellvann.example",
        phone: "00 00 00 12",
        organisation: "Fjellvann Eksempel AS",
        text: "Vi vurderer å bytte leverandør. Kan noen ringe meg en formiddag denne uken?",
        answer: Some("Hei, Liv!\n\nJeg ringer deg på torsdag klokken ti. Passer det dårlig, finner vi en annen tid."),
    },
    Message {
        days_ago: 41,
        language: Language::En,
        name: "Sam Sample",
        email: "sam@harbour.example",
        phone: "",
        organisation: "Harbour Example Ltd",
        text: "Hello, do you offer support in English? We open an office in Bergen in the spring.",
        answer: Some("Hello Sam,\n\nYes, all of our support is available in English. Shall we talk next week?"),
    },
    Message {
        days_ago: 6,
        language: Language::Nb,
        name: "Per Prøve",
        email: "per@skogholt.example",
        phone: "00 00 00 13",
        organisation: "",
        text: "Lenken til brukerveiledningen på nettsiden deres virker ikke.",
        answer: None,
    },
    Message {
        days_ago: 2,
        language: Language::Nb,
        name: "Astrid Uvirkelig",
        email: "astrid@holmen.example",
        phone: "00 00 00 14",
        organisation: "Holmen Eksempelgård",
        text: "Hei. Vi er et gårdsutsalg med fire ansatte og lurer på hva timeføringen koster i måneden.",
        answer: None,
    },
    Message {
        days_ago: 1,
        language: Language::En,
        name: "Robin Placeholder",
        email: "robin@brightpixel.example",
        phone: "",
        organisation: "",
        text: "Rank first! https://one.example https://two.example https://three.example",
        answer: None,
    },
    Message {
        days_ago: 1,
        language: Language::Nb,
        name: "Liv Testesen",
        email: "liv@fjellvann.example",
        phone: "00 00 00 12",
        organisation: "Fjellvann Eksempel AS",
        text: "Takk for praten sist. Kan dere sende et tilbud på drift for to år?",
        answer: None,
    },
];

const MAKING_UP: &str = "Making up the example company; the larger it is, the longer it takes.\n";

/// In the data folder while the company is made up: where it is there at a start, the one before was ended in the middle.
const BEGUN: &str = "example-begun";

/// Fills an empty database; one that was filled before is left as it is, one of which only a part was filled is refused, and
/// so is any other: the demonstration lets everybody in.
pub(crate) async fn fill(engine: &Engine, folder: &Path, size: &Size) -> Result<(), Problem> {
    let begun = folder.join(BEGUN);
    if begun.exists() {
        return Err(Problem::failed(format!(
            "the example company in {} is not whole: the server was ended while it was made up. Remove that folder, and the \
             database where it is elsewhere, and start again",
            folder.display()
        )));
    }
    if sign_in_link(engine, now(), OWNER).await.map_err(Problem::failed)?.is_some() {
        return Ok(());
    }
    if parties::anybody(engine).await.map_err(Problem::failed)? {
        return Err(Problem::failed("the data folder holds a company of its own; --demo needs an empty one"));
    }
    let unusable = |cause| Problem::failed(format!("{} cannot be written: {cause}", begun.display()));
    std::fs::write(&begun, "").map_err(unusable)?;
    make_up(engine, size).await?;
    std::fs::remove_file(&begun).map_err(unusable)
}

async fn make_up(engine: &Engine, size: &Size) -> Result<(), Problem> {
    let before = now().plus_seconds(-400 * DAY_SECONDS);
    let ida = add_user(engine, before, "Ida Eksempelsen", OWNER, Language::Nb, &OWNER_ROLES);
    let user = ida.await.map_err(Problem::failed)?;
    let Found::One(person) = privacy::find(engine, OWNER).await.map_err(Problem::failed)? else {
        return Err(Problem::failed("the owner of the demonstration is not there"));
    };
    let roles = OWNER_ROLES.iter().filter_map(|role| engine.model().role_named(role)).collect();
    let ida = Caller {
        user: Some(user),
        name: "Ida Eksempelsen".to_owned(),
        language: Language::Nb,
        viewer: Viewer::Staff { user, person, team: Vec::new(), roles },
        capacity: Capacity::default(),
    };
    for message in &MESSAGES {
        send(engine, &ida, message).await?;
    }
    let now = now();
    areas::fill(engine, &ida, now).await?;
    if size.people == 0 {
        return Ok(());
    }
    say(MAKING_UP);
    let wanted = company::Wanted { seed: size.seed, people: size.people, now, owner: (person, user) };
    write::company(engine, &Caller::command(Language::Nb), wanted).await
}

async fn send(engine: &Engine, ida: &Caller, message: &Message) -> Result<(), Problem> {
    let shown = now().plus_seconds(-message.days_ago * DAY_SECONDS);
    let sent = shown.plus_seconds(WRITING_SECONDS);
    let submission = Submission {
        language: message.language,
        name: message.name.to_owned(),
        email: message.email.to_owned(),
        phone: message.phone.to_owned(),
        organisation: message.organisation.to_owned(),
        message: message.text.to_owned(),
        token: website::form(engine, shown, message.language).token,
        trap: String::new(),
        came_from: CameFrom::Here,
        network: Network::from(IpAddr::V4(Ipv4Addr::LOCALHOST)),
    };
    match website::receive(engine, sent, &submission).await.map_err(Problem::failed)? {
        Outcome::Received => {}
        other => return Err(Problem::failed(format!("the example of {} was not taken: {other:?}", message.name))),
    }
    match message.answer {
        Some(text) => reply(engine, ida, sent.plus_seconds(DAY_SECONDS / 8), text).await,
        None => Ok(()),
    }
}

/// Answers the request that came last.
async fn reply(engine: &Engine, ida: &Caller, at: Moment, text: &str) -> Result<(), Problem> {
    let open = website::requests(engine, ida, Which::Open, None).await.map_err(Problem::failed)?;
    let Some(last) = open.iter().max_by_key(|line| line.received_at) else { return Ok(()) };
    let request = website::request(engine, ida, last.id).await.map_err(Problem::failed)?;
    answer(engine, ida, at, request.id, request.version, (text, Past::default())).await.map_err(Problem::failed)?;
    Ok(())
}

/// A link that signs the owner in once.
pub(crate) async fn owner_link(engine: &Engine) -> Result<String, Problem> {
    let link = sign_in_link(engine, now(), OWNER).await.map_err(Problem::failed)?;
    link.ok_or_else(|| Problem::failed(format!("the user {OWNER} of the example is gone; remove the data folder")))
}
