//! What is sold, worked on, written and talked about.

/// Title of a sale, and what it is worth in thousands.
pub(in super::super) const SALES: &[(&str, i64, i64)] = &[
    ("Timeføring for {avdeling}", 25, 120),
    ("{antall} brukere til", 12, 90),
    ("Prosjektstyring", 60, 280),
    ("Kobling mot lønn", 30, 95),
    ("Utvidet serviceavtale", 20, 70),
    ("Kurs for ledere", 15, 45),
    ("Overgang fra regneark", 40, 160),
    ("Drift i to år", 80, 320),
    ("Innføring i datterselskap", 90, 410),
    ("Rapporter til styret", 20, 65),
    ("Rådgivning om arbeidstid", 25, 110),
    ("Tilgang for innleide", 10, 40),
    ("Mobilløsning for feltfolk", 45, 190),
    ("Bytte av leverandør", 70, 350),
    ("Opprydding i prosjektregister", 15, 60),
    ("Fakturagrunnlag fra timer", 35, 140),
];

pub(in super::super) const NEXT_STEPS: &[&str] = &[
    "Ringe etter styremøtet",
    "Sende revidert tilbud",
    "Avtale visning for ledergruppen",
    "Få tall på antall brukere",
    "Avklare oppstart med IT",
    "Vente på budsjettet",
    "Sende referanser",
];

pub(in super::super) const LESSONS: &[&str] = &[
    "Vi kom inn for sent i prosessen.",
    "Prisen var grei, men de savnet en lokal kontakt.",
    "Innkjøp styrte mer enn vi trodde.",
    "En tidlig visning hadde hjulpet.",
    "De valgte å vente til neste år.",
];

pub(in super::super) const COMPETITORS: &[&str] =
    &["Tidsklok Eksempel AS", "Timesmia", "eget regneark", "Nordtid Eksempel"];

pub(in super::super) const ACTIVITIES: &[(&str, &str)] = &[
    ("call", "Ringe om tilbudet"),
    ("call", "Høre hvordan det går med {produkt}"),
    ("meeting", "Statusmøte"),
    ("meeting", "Visning av {produkt}"),
    ("mail", "Sende priser for {antall} brukere"),
    ("mail", "Svare på spørsmål om drift"),
    ("task", "Regne på serviceavtalen"),
    ("task", "Forberede gjennomgang av året"),
    ("call", "Følge opp etter kurset"),
];

pub(in super::super) const OUTCOMES: &[&str] = &[
    "De er fornøyde og vil høre mer om rapportene.",
    "Fikk ikke tak i noen, la igjen beskjed.",
    "Avtalt nytt møte om tre uker.",
    "De venter på svar fra ledelsen.",
    "Ingen behov nå, ta det opp igjen til våren.",
    "Sendte det de ba om samme dag.",
];

/// A project and what it is budgeted at, in hours.
pub(in super::super) const PROJECTS: &[(&str, i64, i64)] = &[
    ("Innføring av {produkt}", 60, 220),
    ("Kobling mot lønn", 40, 90),
    ("Oppgradering til 9.1", 16, 40),
    ("Rapportpakke", 30, 80),
    ("Flytting av gamle timer", 24, 70),
    ("Opplæring i {avdeling}", 12, 36),
    ("Ny prosjektmodell", 50, 160),
    ("Gjennomgang av arbeidstid", 20, 60),
    ("Tilpasning for feltfolk", 40, 140),
];

/// Nobody pays for them: of the whole house, of support, of sales, and two that consultants work on between others.
pub(in super::super) const INTERNAL_PROJECTS: &[&str] =
    &["Administrasjon", "Kundestøtte", "Salg og marked", "Kompetanse", "Produktutvikling 9.2"];

pub(in super::super) const TASKS: &[&str] = &[
    "Kartlegge arbeidsflyten",
    "Sette opp avdelinger",
    "Importere prosjekter",
    "Koble til lønn",
    "Prøve lønnsfilen",
    "Lære opp lederne",
    "Lage rapport for styret",
    "Skrive brukerveiledning",
    "Rydde i gamle brukere",
    "Oppstartsmøte",
    "Sette opp godkjenning",
    "Prøvedrift",
    "Overlevere til kundestøtte",
    "Evaluering",
    "Flytte timer fra regneark",
    "Tilpasse malene",
    "Sette opp roller",
    "Teste på mobil",
];

pub(in super::super) const WORK_NOTES: &[&str] = &[
    "Oppstartsmøte med kunden",
    "Satt opp avdelinger og prosjekter",
    "Opplæring av lederne",
    "Feilsøking i lønnsfil",
    "Møte om roller og tilganger",
    "Import av gamle timer",
    "Rapport til ledergruppen",
    "Test av integrasjon",
    "Statusmøte",
    "Dokumentasjon",
    "Gjennomgang av avvik",
    "Tilpasning av maler",
    "Rettet koblinger mot konto",
    "Avklaringer på e-post",
    "Forberedt workshop",
    "Workshop hos kunden",
    "Kodegjennomgang",
    "Utvikling av månedsvisning",
    "Prøvekjøring av lønn",
    "Overlevering til kundestøtte",
    "Rettet tilbakemeldinger fra test",
    "Satt opp testmiljø",
];

/// By internal project.
pub(in super::super) const HOUSE_NOTES: &[&[&str]] = &[
    &["Avdelingsmøte", "E-post og oppfølging", "Allmøte", "Planlegging", "Regnskap og fakturering", "Rekruttering"],
    &["Saker", "Telefon og saker", "Telefonvakt", "Saker og oppgraderinger", "Opplæring av ny kollega", "Fredagsvakt"],
    &["Salgsmøter", "Tilbud", "Kundebesøk", "Oppfølging på telefon", "Nyhetsbrev og nettsted", "Forberede kundedag"],
    &["Kurs", "Faggruppe", "Lesing", "Sertifisering"],
    &["Månedsvisning", "Feilretting", "Kodegjennomgang", "Ytelse på timelisten", "Test av ny versjon"],
];

/// The part of the work, whether we begin, the subject, the first mail and the answer.
pub(in super::super) const LETTERS: &[(&str, bool, &str, &str, &str)] = &[
    (
        "support",
        false,
        "Spørsmål om faktura",
        "Hei!\n\nVi finner ikke igjen linjen om kurs på siste faktura. Kan dere se på det?\n\nHilsen {navn}",
        "Hei, {navn}!\n\nKurset ble ført på forrige faktura. Jeg har lagt ved en kopi.",
    ),
    (
        "support",
        false,
        "Tilbakemelding etter oppgraderingen",
        "Hei.\n\nAlt ser ut til å virke etter helgen, men menyen er blitt litt mindre på mobil.\n\n{navn}",
        "Takk for beskjeden. Menyen blir større i neste versjon.",
    ),
    (
        "customer",
        true,
        "Årlig gjennomgang",
        "Hei, {navn}!\n\nDet nærmer seg den årlige gjennomgangen. Passer det i {måned}?",
        "Hei!\n\nDet passer fint. Vi tar med lederen i {avdeling}.",
    ),
    (
        "customer",
        false,
        "Ny kontaktperson hos oss",
        "Hei!\n\nFra neste måned er det jeg som har ansvaret for {produkt} hos {kunde}.\n\nVennlig hilsen {navn}",
        "Velkommen, {navn}! Jeg har lagt deg inn, og ringer i løpet av uken.",
    ),
    (
        "sales",
        false,
        "Tilbud på {antall} brukere",
        "Hei!\n\nKan dere sende et tilbud på {antall} brukere til i {produkt}?\n\n{navn}",
        "Hei, {navn}!\n\nTilbudet er på vei. Vi har regnet med opplæring av lederne.",
    ),
    (
        "sales",
        false,
        "Spørsmål om drift og sikkerhet",
        "Hei.\n\nFør vi bestemmer oss, trenger vi svar på hvor dataene lagres og hvordan dere tar sikkerhetskopi.\n\n{navn}",
        "Hei, {navn}!\n\nAlt ligger i Norge, og det tas kopi hver natt. Beskrivelsen er lagt ved.",
    ),
    (
        "project",
        true,
        "Oppstart",
        "Hei!\n\nHer er planen for oppstarten. Vi foreslår et møte tirsdag formiddag.",
        "Fint, vi er klare. {avdeling} er også med.\n\n{navn}",
    ),
    (
        "project",
        false,
        "Testresultater",
        "Hei!\n\nVi har prøvd lønnsfilen med tall fra {måned}. To linjer avviker, se vedlegg.\n\n{navn}",
        "Takk, {navn}. Begge kom av samme kobling. Den er rettet, prøv gjerne på nytt.",
    ),
    (
        "work",
        true,
        "Foredrag på kundedagen",
        "Hei, {navn}!\n\nVil du fortelle de andre hvordan dere har innført timeføring på byggeplass?",
        "Det gjør jeg gjerne. Hvor lang tid får jeg?\n\n{navn}",
    ),
    (
        "work",
        false,
        "Bytte av møterom",
        "Hei.\n\nVi må flytte møtet på torsdag til Bryggen. Tidspunktet er det samme.",
        "Greit, takk for beskjed.\n\n{navn}",
    ),
    (
        "customer",
        false,
        "Our new office",
        "Hi,\n\nWe are opening a new office in {month} and will need access for {antall} more people.\n\n{navn}",
        "Congratulations! I will send you a short plan tomorrow.",
    ),
];

/// What a call came to.
pub(in super::super) const CALLS: &[(&str, &str)] = &[
    ("support", "Spurte hvordan en låst uke åpnes. Forklart på telefonen."),
    ("support", "Treg innlogging i dag tidlig, nå i orden."),
    ("support", "Ville vite om oppgraderingen er ferdig."),
    ("customer", "Fornøyd med siste halvår. Ønsker møte før jul."),
    ("customer", "Spurte om pris for {antall} brukere til."),
    ("sales", "Interessert i prosjektstyring, ringer igjen neste uke."),
    ("sales", "Venter på budsjettet fra {avdeling}."),
    ("project", "Avklarte hvem som er med i prøvedriften."),
    ("project", "Utsatte opplæringen en uke."),
    ("work", "Avtalte tid for kundedagen."),
    ("support", "Trengte hjelp til eksporten for {måned}."),
];

pub(in super::super) const MEETINGS: &[(&str, &str)] = &[
    ("customer", "Gjennomgang av året"),
    ("sales", "Visning av {produkt}"),
    ("project", "Oppstartsmøte"),
    ("project", "Statusmøte"),
    ("support", "Gjennomgang av saker"),
    ("customer", "Lunsj med {kunde}"),
    ("sales", "Forhandling"),
    ("work", "Planlegging av kundedag"),
    ("project", "Opplæring i {avdeling}"),
];

pub(in super::super) const NOTES: &[(&str, &str, &str)] = &[
    ("customer", "Slik vil de ha fakturaen", "Merk med avdeling, og send som EHF. Papir blir avvist."),
    ("support", "Oppsett hos {kunde}", "Egen kalender for {avdeling}. Uken begynner på søndag for skiftlagene."),
    ("sales", "Beslutning tas i {måned}", "Styret må godkjenne alt over {antall} tusen. {navn} forbereder saken."),
    ("project", "Husk ved neste oppgradering", "De har en egen rapport som må prøves først."),
    ("customer", "Snakker helst på telefon", "{navn} svarer raskest før klokken ni."),
    ("work", "Fra kundedagen", "Mange spurte om månedsvisning. Ta det opp med produkt."),
];
