//! Norwegian bokmål.

use super::{
    Activity, Controller, Counted, Customers, Dates, Grounds, Kept, Measure, Obligation, Package, Periods, Record,
    Right, Rights, Statement, Texts,
};
use model::{SpecialGround, Transfer};

pub(super) static TEXTS: Texts = Texts {
    dates: DATES,
    periods: PERIODS,
    controller: CONTROLLER,
    activity: ACTIVITY,
    grounds: GROUNDS,
    obligation: OBLIGATION,
    statement: STATEMENT,
    rights: RIGHTS,
    package: PACKAGE,
    record: RECORD,
    kept: KEPT,
    and: "og",
    or: "eller",
    quoted: |words| format!("«{words}»"),
};

const DATES: Dates = Dates {
    month_names: [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ],
    day: |day, month, year| format!("{day}. {month} {year}"),
    moment: |day, hour, minute| format!("{day} kl. {hour:02}.{minute:02}"),
    days: Counted { one: "dag", many: "dager" },
    months: Counted { one: "måned", many: "måneder" },
    years: Counted { one: "år", many: "år" },
};

const PERIODS: Periods = Periods {
    always: "slettes ikke; sier ingenting om noen person",
    while_claimed: "slettes når det siste som trenger dem, er slettet",
    deleted: "slettes",
    at_the_latest: "senest",
    with: |thing| format!("sammen med «{thing}»"),
    after: |span, clock| format!("{span} etter {clock}"),
    on_day: |clock| format!("når dagen i {clock} er nådd"),
    on_latest: |clock| format!("når {clock} er nådd"),
    at_moment: |clock| format!("dagen etter {clock}"),
    at_year_end: |clock| format!("ved {clock}"),
    own: |field| format!("«{field}»"),
    over_link: |field, thing| format!("«{field}» i «{thing}»"),
    over_links: |field, thing| format!("siste «{field}» i «{thing}»"),
    latest: |clocks| format!("det siste av {clocks}"),
    fiscal_year: |clock| format!("utgangen av regnskapsåret for {clock}"),
    ongoing: "(datoen settes når det er slutt)",
    as_demanded: |law| format!("som {law} krever"),
    minimum: |law, period| format!("{law} krever at det blir tatt vare på til {period}"),
    longest: |span| {
        format!("Ingenting av dette blir liggende mer enn {span} etter at den siste fristen begynte å løpe.")
    },
};

const CONTROLLER: Controller = Controller {
    name: "Virksomhet",
    organisation_number: "Organisasjonsnummer",
    address: "Adresse",
    contact: "Kontaktperson for personvern",
    email: "E-post",
    phone: "Telefon",
};

const ACTIVITY: Activity = Activity {
    subjects: "Hvem det gjelder",
    data: "Opplysninger",
    ground: "Grunnlag",
    source: "Hvor de kommer fra",
    recipients: "Hvem andre som får dem",
    responsible: "Ansvarlig til daglig",
    period: "Hvor lenge",
    obligation: "Om du må gi dem",
    from_person: "Fra deg selv.",
    from_ourselves: "Fra oss selv: de blir til mens vi arbeider.",
    from_open_sources: "Fra kilder som er åpne for alle.",
    from_person_and_others: "Noe fra deg selv, noe fra andre.",
    from_third_party: "Fra andre enn deg.",
    no_recipient: "Ingen utenfor virksomheten.",
    systems: "Andre steder",
    also_in: |name, holds, keep| format!("Vi har også opplysninger i {name}: {holds}. De {keep}."),
    routine: |routine| format!("Slik gjør vi det der: {routine}."),
    gets: |kinds| format!("Får: {kinds}."),
    processor: "databehandler for oss",
    controller: "selv ansvarlig for dem",
    authority: "offentlig myndighet",
    fields: "Felt for felt",
    applies_when: "Vilkår",
    many_periods: "Alt har en fast frist.",
    each_period: "Frist for frist",
    when: |choice, among| format!("når «{choice}» er {among}"),
    only: |condition| format!("bare {condition}"),
    special: "Særlige kategorier",
    identity: "Fødselsnummer",
    identity_need: |need| format!("{need} (personopplysningsloven § 12)."),
    criminal: "opplysninger om straffbare forhold (personvernforordningen artikkel 10)",
    marketing: "Markedsføring",
    to_consenting: "Vi sender bare til dem som har sagt ja på forhånd (markedsføringsloven § 15).",
    to_customers: |sale| {
        format!(
            "Vi sender bare til kunder som ga oss adressen da de kjøpte noe (det står i «{sale}»), og bare om \
             tjenester som ligner (markedsføringsloven § 15)."
        )
    },
    to_impersonal: "Vi sender bare til adresser som ikke hører til en enkelt person (markedsføringsloven § 15).",
};

const GROUNDS: Grounds = Grounds {
    consent: "Samtykke",
    contract: "Avtale med deg",
    legal_obligation: "Plikt etter lov",
    vital_interests: "Vern av liv og helse",
    public_task: "Oppgave i allmennhetens interesse",
    legitimate_interests: "Berettiget interesse",
    consent_text: "Det du har sagt ja til",
    law: "Loven",
    interest: "Interessen vår",
    balancing: "Hvorfor vi mener det er rimelig",
    article: |letter| format!("personvernforordningen artikkel 6 nr. 1 bokstav {letter}"),
    sentence: |ground, article| format!("{ground} ({article})."),
    special: |ground| match ground {
        SpecialGround::ExplicitConsent => "uttrykkelig samtykke",
        SpecialGround::EmploymentLaw => "plikter og rettigheter i arbeidsforhold og trygd",
        SpecialGround::VitalInterests => "vern av liv og helse",
        SpecialGround::Members => "medlemskap i en forening med politisk, religiøst eller faglig mål",
        SpecialGround::MadePublic => "personen har selv offentliggjort dem",
        SpecialGround::LegalClaims => "rettskrav",
        SpecialGround::PublicInterest => "viktige allmenne interesser",
        SpecialGround::HealthCare => "helsetjenester og vurdering av arbeidsevne",
        SpecialGround::PublicHealth => "folkehelse",
        SpecialGround::Research => "arkiv, forskning og statistikk",
    },
    special_article: |letter| format!("personvernforordningen artikkel 9 nr. 2 bokstav {letter}"),
};

const OBLIGATION: Obligation = Obligation {
    not_asked: "Vi ber deg ikke om dem.",
    free: "Nei, du velger selv.",
    contract: "Ja, om du vil ha avtalen. Uten dem kan vi ikke inngå eller holde den.",
    law: "Bare det loven krever at vi får. Uten det kan vi ikke gjøre det vi er pålagt. Resten velger du selv.",
    wanted: "Nei, du velger selv. Men mangler vi noe vi trenger, får vi ikke gjort dette.",
};

const STATEMENT: Statement = Statement {
    title: "Personvernerklæring",
    updated: |day| format!("Sist oppdatert {day}."),
    unpublished: "Ikke publisert ennå.",
    introduction: |name| {
        format!("Her står det hvilke personopplysninger {name} har, hvorfor, hvem som får dem, og når de slettes.")
    },
    controller: "Hvem som er ansvarlig",
    controller_answers: |name| {
        format!("{name} bestemmer hvorfor og hvordan opplysningene brukes, og svarer for dem (behandlingsansvarlig).")
    },
    site: "Dette nettstedet",
    site_collects: "De åpne sidene samler ikke inn noe av seg selv:",
    site_points: [
        "De bruker ikke informasjonskapsler og legger ingenting i nettleseren din.",
        "De fører ingen logg over besøk og lagrer ikke IP-adressen din.",
        "De henter ingenting fra andre, så ingen andre får vite at du er her.",
    ],
    site_given: "Vi får bare det du selv skriver inn og sender.",
    contents: "Innhold",
    purposes: "Hva vi bruker opplysninger til",
    purposes_text: "Delene under er ordnet etter hvem de gjelder. Du trenger bare å lese dem som gjelder deg.",
    customers: "Når vi arbeider for kundene våre",
    customers_text: "Noen opplysninger har vi bare fordi en kunde har dem. Da bestemmer kunden hvorfor og hvordan de \
                     brukes, og vi gjør bare det som står i databehandleravtalen med kunden.",
    customers_requests: "Gjelder det deg, spør kunden. Skriver du til oss, sender vi det videre til kunden.",
    recipients: "Hvem som får opplysninger fra oss",
    no_recipients: "Ingen utenfor virksomheten.",
    recipient: |country, part, task| format!("{country}, {part}: {task}."),
    agreement: |day| format!("Vi har databehandleravtale av {day}."),
    security: "Sikkerhet",
    backups: ("Sikkerhetskopier", |days| {
        format!(
            "Kopier som tas for sikkerhets skyld, slettes etter {days}. Legges en kopi tilbake, slettes det som er slettet siden, \
             på nytt før noen får se det."
        )
    }),
    transfers: "Utenfor EØS",
    no_transfers: "Opplysningene sendes ikke ut av EØS.",
    some_transfers: "Noen opplysninger går ut av EØS. Spør oss, så får du en kopi av det som verner dem der.",
    transfer_ground: |ground| match ground {
        Transfer::Adequacy => {
            "EU-kommisjonen har funnet at landet verner opplysninger godt nok (personvernforordningen artikkel 45)"
        }
        Transfer::StandardClauses => "avtalen har EU-kommisjonens standardvilkår (personvernforordningen artikkel 46)",
        Transfer::BindingRules => {
            "konsernet har bindende regler som tilsynet har godkjent (personvernforordningen artikkel 47)"
        }
        Transfer::Consent => "du har uttrykkelig sagt ja (personvernforordningen artikkel 49)",
    },
    sensitive: "Ikke send oss sensitive opplysninger",
    sensitive_text: |phone| {
        format!(
            "Ikke send opplysninger om helse, tro, politisk syn, seksualitet eller fagforening på e-post eller i skjemaer, \
             og heller ikke fødselsnummer eller kortnummer. E-post er ikke trygg nok til det. Ring {phone}, så finner \
             vi en annen måte."
        )
    },
    automation: "Automatiske avgjørelser",
    automation_text: "Ingen avgjørelse om deg tas av en maskin alene, og vi lager ikke profiler av deg.",
};

const RIGHTS: Rights = Rights {
    heading: "Rettighetene dine",
    access: Right { name: "Innsyn", text: "Du kan få vite hva vi har om deg, og få en kopi." },
    rectification: Right { name: "Retting", text: "Er noe feil eller ufullstendig, retter vi det." },
    erasure: Right {
        name: "Sletting",
        text: "Du kan be oss slette det vi har om deg. Må vi beholde noe, får du vite hva, hvorfor og hvor lenge.",
    },
    restriction: Right {
        name: "Begrensning",
        text: "Du kan be oss la opplysningene ligge urørt, for eksempel mens vi undersøker om de stemmer.",
    },
    portability: Right {
        name: "Dataportabilitet",
        text: "Det du selv har gitt oss, kan du få i en fil som andre systemer kan lese, eller få sendt rett til andre.",
    },
    objection_heading: "Retten til å si nei",
    objection: Right {
        name: "Protest",
        text: "Du kan protestere av grunner som gjelder nettopp deg. Da slutter vi, om ikke tungtveiende grunner taler \
               imot.",
    },
    marketing: Right {
        name: "Nei til markedsføring",
        text: "Du kan når som helst si nei til markedsføring fra oss. Da slutter vi, og du trenger ikke gi noen grunn.",
    },
    withdrawal: Right {
        name: "Tilbaketrekking av samtykke",
        text: "Du kan når som helst trekke tilbake et samtykke, like lett som du ga det. Det vi gjorde før det, var \
               likevel lovlig.",
    },
    no_consent: "Ingenting av det vi gjør, bygger på samtykke, så det er ikke noe å trekke tilbake.",
    applies_to: |purposes| format!("Det gjelder {purposes}."),
    applies_to_these: "Det gjelder disse formålene:",
    exercise: "Slik bruker du rettighetene",
    exercise_text: |email, phone| {
        format!(
            "Skriv til {email} eller ring {phone}. Det koster ingenting. Er vi i tvil om hvem du er, ber vi deg bekrefte \
             det."
        )
    },
    deadline: "Når du får svar",
    answer_within: |deadline| format!("Du får svar innen {deadline} etter at vi fikk beskjeden."),
    extension: |extension, deadline| {
        format!("Er saken stor, kan vi trenge {extension} til. Da sier vi fra om det innen {deadline}, og hvorfor.")
    },
    hours: |count| format!("{count} timer"),
    complaint: "Klage",
    complaint_text: |authority| {
        format!(
            "Mener du at vi bryter reglene, kan du klage til tilsynsmyndigheten: {authority}. Du trenger ikke ta det \
             opp med oss først."
        )
    },
};

const PACKAGE: Package = Package {
    file_name: "innsyn.html",
    left_out: "for stor for denne pakken; be oss om filen",
    gap: "[fjernet: gjelder andre]",
    gaps: "Noe er tatt ut fordi det gjelder andre enn deg (personvernforordningen artikkel 15 nr. 4). Der det er gjort, \
           står det. Mener du at det er feil, kan du be oss se på det igjen, eller klage til tilsynsmyndigheten.",
    gap_because: "tatt ut fordi",
    withheld: "Utelatt, fordi det gjelder andre enn deg",
    title: |person| format!("Innsyn: {person}"),
    introduction: |controller, moment| format!("Dette hadde {controller} lagret om deg {moment}."),
    machine_readable: "Det samme ligger i filen data.json, som andre systemer kan lese.",
    nothing: "Vi har ikke lagret noe om deg.",
    purposes: "Hva vi bruker opplysningene til",
    purposes_here: "Brukes til",
    period: "Hvor lenge",
    no_rows: "Ingenting.",
    row: "Rad",
    empty: "(tomt)",
    held: "Hvorfor vi har dette, og hvor lenge",
    until: |day| format!("til {day}"),
    no_date: "ingen dato er satt ennå",
    history: "Hva som er gjort",
    no_history: "Ingenting er ført.",
    at: "Når",
    what: "Hva",
    by: "Av",
};

const RECORD: Record = Record {
    title: "Protokoll over behandlingsaktiviteter",
    introduction: "Protokollen følger personvernforordningen artikkel 30 nr. 1 og er laget av registeret.",
    controller: "Behandlingsansvarlig",
    purpose: "Formål",
    subjects: "Kategorier av registrerte",
    data: "Felt for felt",
    recipients: "Mottakere",
    transfers: "Overføring ut av EØS",
    no_transfer: "Ingen.",
    periods: "Sletting",
    contract: "Avtale med den det gjelder",
    security: "Sikkerhetstiltak",
    security_measures: [
        Measure {
            name: "Tilgang etter rolle",
            text: "De ansatte ser bare det rollen deres gir adgang til: alt av det, det som er teamets, eller det som er deres eget.",
        },
        Measure {
            name: "Sletting etter plan",
            text: "Det som har nådd fristen, slettes av programmet, og en kvittering viser hva som er gjort.",
        },
        Measure {
            name: "Logg",
            text: "Hva som er mottatt, besvart, utlevert og slettet, føres med tidspunkt, uten innholdet.",
        },
        Measure {
            name: "Rensing",
            text: "Etter en sletting skrives lagringsfilene om, så innholdet ikke ligger igjen i dem.",
        },
    ],
    security_note: "Dette er tiltakene i programmet. Det virksomheten ellers gjør, som kryptering, sikkerhetskopier og \
                    opplæring, må den føre opp selv.",
    kinds: "Kategorier av opplysninger",
    sheet: "Behandlingsaktiviteter",
    customers: CUSTOMERS,
};

const CUSTOMERS: Customers = Customers {
    sheet: "Behandling for kunder",
    title: "Protokoll over behandling for kunder",
    introduction: "Denne delen følger personvernforordningen artikkel 30 nr. 2: det vi gjør som databehandler.",
    none: "Ingen kunder er ført opp.",
    left_out: "Kundene er ikke tatt med her: denne utskriften er laget uten datamappen.",
    processor: "Databehandler",
    customer: "Kunde (behandlingsansvarlig)",
    contact: "Kontakt hos kunden",
    processing: "Kategorier av behandling",
    sub_processors: "Underdatabehandlere",
    no_sub_processor: "Ingen.",
    agreement: "Databehandleravtale",
    dated: |day| format!("Av {day}."),
    expires: |day| format!("Gjelder til {day}."),
    expired: |day| format!("Utløpt. Siste dag var {day}."),
    representative: |name| format!("Representant: {name}"),
    officer: |name| format!("Personvernombud: {name}"),
};

const KEPT: Kept = Kept {
    explanation: "Det som er merket «håndheves», sørger programmet selv for, etter regelen som er nevnt. Det som er merket \
                  «dokumentert», kan vises fram med en dato. Det som er merket «egne ord», sier virksomheten, og programmet \
                  kontrollerer det ikke.",
    enforced: "håndheves",
    evidenced: |by, day| format!("dokumentert {day}: {by}"),
    agreement: |with| format!("avtale med {with}"),
    read: |source| format!("lest i {source}"),
    excerpt: |source| format!("lest i utdrag fra {source}"),
    own_words: "egne ord",
    sweep: "programmet sletter når fristen er ute",
    columns: "databasen har ikke plass til annet",
    recipients: "hentet fra mottakerne i registeret",
    public_pages: "sidene er laget slik at de ikke kan annet",
    access_package: "programmet samler alt i en pakke",
    erasure_plan: "programmet sletter etter en plan og gir kvittering",
    publication: "programmet setter datoen",
    roles: "programmet viser bare det rollen gir adgang til",
    ledger: "programmet fører det i det samme det skjer",
    scrub: "programmet skriver filene om",
    backups: "programmet sletter kopier som er eldre, og sletter på nytt etter en journal",
    choice: "programmet går etter det som er valgt",
};
