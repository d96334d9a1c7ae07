//! The rows of the example: people and organisations who do not exist.

use Cell::{Address, Day, Ida, Is, Noon, Of};

/// A row as it is typed at the desk.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// What later rows call it.
    pub(super) alias: &'static str,
    /// The entity's word in the register.
    pub(super) kind: &'static str,
    /// When it was entered.
    pub(super) days_ago: i64,
    /// The name and the address of somebody new.
    pub(super) newcomer: Option<(&'static str, &'static str)>,
    pub(super) values: &'static [(&'static str, Cell)],
}

/// What is typed for a field.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    /// These words.
    Is(&'static str),
    /// The day so many days ago.
    Day(i64),
    /// Noon of that day.
    Noon(i64),
    /// Ida herself.
    Ida,
    /// A row that was entered before.
    Row(&'static str),
    /// The row that a field of such a row names.
    Of(&'static str, &'static str),
    /// An e-mail address that is known.
    Address(&'static str),
    /// A file of this name, with these words in it.
    File(&'static str, &'static str),
}

const fn row(alias: &'static str, kind: &'static str, days_ago: i64, values: &'static [(&'static str, Cell)]) -> Row {
    Row { alias, kind, days_ago, newcomer: None, values }
}

const fn with(newcomer: (&'static str, &'static str), row: Row) -> Row {
    Row { newcomer: Some(newcomer), ..row }
}

/// What the file of the agreement says.
const AGREEMENT: &str = "DATABEHANDLERAVTALE\n\nmellom Strandhagen Eksempel AS (behandlingsansvarlig)\nog Fjordlys \
    Rådgivning AS (databehandler)\n\nDrift av timeføring for kundens ansatte.\n\nDette er et eksempel.\n";

const ORGANISATION: Cell = Of("customer", "organisation");
const NORA: Cell = Of("nora", "person");
const YES: Cell = Is("yes");
const NO: Cell = Is("no");

/// Hours of the employee in the project.
macro_rules! hours {
    ($alias:literal, $days_ago:literal, $time:literal, $note:literal) => {
        row(
            $alias,
            "time_entry",
            $days_ago,
            &[
                ("person", Of("eskil", "person")),
                ("worked_on", Day($days_ago)),
                ("minutes", Is($time)),
                ("what", Is("work")),
                ("project", Cell::Row("project")),
                ("billable", YES),
                ("hourly_rate", Is("1200")),
                ("note", Is($note)),
                ("entered_at", Noon($days_ago)),
            ],
        )
    };
}

/// In the order in which they name each other.
pub(super) const ROWS: &[Row] = &[
    with(
        ("Strandhagen Eksempel AS", ""),
        row(
            "customer",
            "customer",
            200,
            &[("importance", Is("close")), ("payment_days", Is("30")), ("owner", Ida), ("since", Day(200))],
        ),
    ),
    with(
        ("Nora Oppdiktet", "nora@strandhagen.example"),
        row(
            "nora",
            "customer_contact",
            200,
            &[("customer", Cell::Row("customer")), ("part", Is("main")), ("may_order", YES), ("since", Day(200))],
        ),
    ),
    with(
        ("Jonas Uvirkelig", "jonas@strandhagen.example"),
        row(
            "jonas",
            "customer_contact",
            120,
            &[("customer", Cell::Row("customer")), ("part", Is("technical")), ("may_order", NO), ("since", Day(120))],
        ),
    ),
    row(
        "policy",
        "deadline_policy",
        190,
        &[("name", Is("Vanlige frister")), ("holidays", NO), ("pauses", YES), ("warning", Is("1t"))],
    ),
    row(
        "queue",
        "queue",
        190,
        &[("name", Is("Kundestøtte")), ("policy", Cell::Row("policy")), ("receipt", YES), ("open", YES)],
    ),
    row(
        "case",
        "case",
        3,
        &[
            ("title", Is("Timelisten viser feil uke")),
            ("contact", NORA),
            ("organisation", ORGANISATION),
            ("covered", Is("yes")),
            ("came_by", Is("phone")),
            ("kind", Is("fault")),
            ("priority", Is("normal")),
            ("state", Is("open")),
            ("queue", Cell::Row("queue")),
            ("owner", Ida),
            ("created_at", Noon(3)),
        ],
    ),
    row(
        "question",
        "case_message",
        3,
        &[
            ("case", Cell::Row("case")),
            ("kind", Is("in-person")),
            ("sender", NORA),
            ("text", Is("Etter oppdateringen står forrige uke øverst i timelisten.")),
            ("written_at", Noon(3)),
        ],
    ),
    row(
        "answer",
        "case_message",
        2,
        &[
            ("case", Cell::Row("case")),
            ("kind", Is("to-customer")),
            ("author", Ida),
            ("text", Is("Takk for beskjeden. Vi har funnet feilen og retter den i kveld.")),
            ("written_at", Noon(2)),
        ],
    ),
    row(
        "product",
        "product",
        190,
        &[
            ("code", Is("DRIFT")),
            ("name", Is("Drift av timeføring")),
            ("kind", Is("hosting")),
            ("unit", Is("bruker")),
            ("price", Is("200")),
            ("vat", Is("25")),
        ],
    ),
    row(
        "opportunity",
        "opportunity",
        20,
        &[
            ("organisation", ORGANISATION),
            ("contact", NORA),
            ("title", Is("Timeføring for to avdelinger til")),
            ("product", Cell::Row("product")),
            ("stage", Is("quoted")),
            ("value", Is("28800")),
            ("probability", Is("60")),
            ("close_by", Day(-30)),
            ("came_from", Is("customer")),
            ("owner", Ida),
            ("opened_on", Day(20)),
        ],
    ),
    row(
        "quote",
        "quote",
        10,
        &[
            ("version_no", Is("1")),
            ("organisation", ORGANISATION),
            ("contact", NORA),
            ("opportunity", Cell::Row("opportunity")),
            ("title", Is("Timeføring for tolv brukere til")),
            ("net", Is("28800")),
            ("vat", Is("7200")),
            ("total", Is("36000")),
            ("state", Is("sent")),
            ("owner", Ida),
            ("made_on", Day(10)),
            ("valid_until", Day(-20)),
            ("sent_at", Noon(10)),
        ],
    ),
    row(
        "line",
        "quote_line",
        10,
        &[
            ("quote", Cell::Row("quote")),
            ("place", Is("1")),
            ("product", Cell::Row("product")),
            ("text", Is("Drift av timeføring, tolv brukere, ett år")),
            ("quantity", Is("144")),
            ("unit", Is("måned")),
            ("price", Is("200")),
            ("vat", Is("25")),
            ("net", Is("28800")),
            ("paid", Is("yearly")),
            ("optional", NO),
        ],
    ),
    row(
        "agreement",
        "processing_agreement",
        195,
        &[
            ("title", Is("Drift av timeføring")),
            ("organisation", ORGANISATION),
            ("contact", NORA),
            ("breach_contact", Is("post@strandhagen.example")),
            ("state", Is("signed")),
            ("subject_matter", Is("Drift av timeføring for kundens ansatte")),
            ("nature", Is("Lagring, sikkerhetskopi og feilretting etter kundens instruks")),
            ("data_kinds", Is("navn, arbeidsadresse, timer og prosjekter")),
            ("special_kinds", NO),
            ("data_subjects", Is("kundens ansatte og innleide")),
            ("countries", Is("Norge")),
            ("instructions", YES),
            ("secrecy", YES),
            ("secured", YES),
            ("sub_processing", YES),
            ("assists_rights", YES),
            ("assists_duties", YES),
            ("returns", YES),
            ("audits", YES),
            ("new_processors", Is("told")),
            ("breach_hours", Is("24")),
            ("at_the_end", Is("return")),
            ("signed_on", Day(195)),
            ("document", Cell::File("Databehandleravtale Strandhagen.txt", AGREEMENT)),
            ("valid_from", Day(195)),
            ("review_on", Day(-170)),
            ("owner", Ida),
        ],
    ),
    row(
        "project",
        "project",
        60,
        &[
            ("title", Is("Innføring av timeføring")),
            ("kind", Is("customer")),
            ("organisation", ORGANISATION),
            ("contact", NORA),
            ("lead", Ida),
            ("state", Is("running")),
            ("starts_on", Day(60)),
            ("due_on", Day(-40)),
            ("budget_hours", Is("40")),
            ("customer_data", YES),
            ("agreement", Cell::Row("agreement")),
        ],
    ),
    with(
        ("Eskil Prøve", "eskil@fjordlys.example"),
        row(
            "eskil",
            "employment",
            300,
            &[
                ("title", Is("Rådgiver")),
                ("department", Is("Kundeprosjekter")),
                ("form", Is("permanent")),
                ("position_share", Is("100")),
                ("weekly_hours", Is("37,5")),
                ("started_on", Day(300)),
            ],
        ),
    ),
    hours!("first", 9, "3t 30m", "Møte om roller og tilganger"),
    hours!("second", 5, "6t", "Satt opp avdelinger og prosjekter"),
    hours!("third", 2, "2t 15m", "Opplæring av lederne"),
    row(
        "newsletter",
        "newsletter_list",
        180,
        &[
            ("name", Is("Nytt fra Fjordlys")),
            ("description", Is("Nyheter om timeføring og kurs, for dem som bruker det.")),
            ("often", Is("hver tredje måned")),
            ("language", Is("nb")),
            ("sender", Is("Fjordlys Rådgivning")),
            ("reply_to", Is("post@fjordlys.example")),
            ("open", YES),
        ],
    ),
    row(
        "consent",
        "consent_text",
        180,
        &[
            ("list", Cell::Row("newsletter")),
            ("language", Is("nb")),
            ("text", Is("Ja takk, send meg «Nytt fra Fjordlys» på e-post. Jeg kan melde meg av når som helst.")),
            ("used_from", Day(180)),
        ],
    ),
    row(
        "by consent",
        "subscription",
        100,
        &[
            ("address", Address("nora@strandhagen.example")),
            ("list", Cell::Row("newsletter")),
            ("ground", Is("consent")),
            ("consented_at", Noon(100)),
            ("consent_text", Cell::Row("consent")),
            ("source", Is("form")),
            ("since", Day(100)),
        ],
    ),
    row(
        "by sale",
        "subscription",
        110,
        &[
            ("address", Address("jonas@strandhagen.example")),
            ("list", Cell::Row("newsletter")),
            ("ground", Is("customer")),
            ("sale", Is("Bestilling av drift")),
            ("customer", Cell::Row("customer")),
            ("product", Cell::Row("product")),
            ("could_decline", YES),
            ("source", Is("sale")),
            ("since", Day(110)),
        ],
    ),
    row(
        "shared",
        "subscription",
        90,
        &[
            ("address", Address("post@strandhagen.example")),
            ("list", Cell::Row("newsletter")),
            ("ground", Is("impersonal")),
            ("source", Is("website")),
            ("source_ref", Is("https://strandhagen.example/kontakt")),
            ("fetched_on", Day(90)),
            ("since", Day(90)),
        ],
    ),
    row(
        "routine",
        "routine",
        150,
        &[
            ("title", Is("Krav om innsyn og sletting")),
            ("area", Is("requests")),
            (
                "text",
                Is(
                    "Den som tar imot kravet, finner personen på skrivebordet, bekrefter identiteten og svarer innen fristen.",
                ),
            ),
            ("carried_out", Is("requests request")),
            ("state", Is("in-force")),
            ("version_no", Is("1")),
            ("owner", Ida),
            ("approved_by", Ida),
            ("approved_on", Day(150)),
            ("review_on", Day(-215)),
        ],
    ),
    row(
        "risk",
        "risk",
        140,
        &[
            ("title", Is("E-post går til feil mottaker")),
            ("breaks", Is("confidentiality")),
            ("likelihood", Is("possible")),
            ("consequence", Is("some")),
            ("decision", Is("reduce")),
            ("assessment", Is("not-needed")),
            ("owner", Ida),
            ("found_on", Day(140)),
            ("review_on", Day(-225)),
        ],
    ),
];
