//! Short words: products, titles, departments, and what happens in the house.

/// Code, name, kind, unit and price in kroner.
pub(in super::super) const PRODUCTS: &[(&str, &str, &str, &str, i64)] = &[
    ("TIMER", "Fjordlys Timer", "software", "bruker", 89),
    ("PROSJ", "Fjordlys Prosjekt", "software", "bruker", 149),
    ("FRAV", "Fjordlys Fravær", "software", "bruker", 49),
    ("VERT", "Drift og sikkerhetskopi", "hosting", "måned", 1_900),
    ("STOTTE", "Utvidet kundestøtte", "support", "måned", 2_400),
    ("RADG", "Rådgivning", "hours", "time", 1_390),
    ("KURS", "Kurs, halv dag", "other", "kurs", 9_500),
];

pub(in super::super) const CONTACT_TITLES: &[&str] = &[
    "Daglig leder",
    "Økonomisjef",
    "Lønnsansvarlig",
    "Avdelingsleder",
    "Prosjektleder",
    "IT-ansvarlig",
    "Driftsleder",
    "HR-rådgiver",
    "Regnskapsmedarbeider",
    "Kontorleder",
    "Formann",
    "Konsulent",
    "Innkjøper",
    "Kvalitetsleder",
];

pub(in super::super) const DEPARTMENTS: &[&str] = &[
    "Lønn",
    "Økonomi",
    "Drift",
    "Prosjekt",
    "Verksted",
    "Salg",
    "Lager",
    "Avdeling nord",
    "Avdeling vest",
    "Administrasjon",
];

pub(in super::super) const DATA_KINDS: &[&str] = &[
    "navn, arbeidsadresse, timer og prosjekter",
    "navn, ansattnummer, timer og fravær uten grunn",
    "navn, telefon, timer, prosjekter og kjøring",
];

pub(in super::super) const ENDED: &[&str] = &[
    "Kjøpt opp av et konsern med egen løsning",
    "Gikk over til regneark",
    "La ned virksomheten",
    "Valgte en annen leverandør",
];

/// Name, language and words of an answer that is used again.
pub(in super::super) const ANSWERS: &[(&str, &str, &str)] = &[
    (
        "Saken er mottatt",
        "nb",
        "Hei!\n\nTakk for at du skriver. Vi har registrert saken og svarer innen fristen i avtalen.",
    ),
    (
        "Trenger mer informasjon",
        "nb",
        "Hei!\n\nFor å finne feilen trenger vi å vite når det skjedde, hvem det gjaldt, og gjerne et skjermbilde.",
    ),
    ("Rettet i ny versjon", "nb", "Hei!\n\nFeilen er rettet, og dere får den nye versjonen til natten."),
    (
        "Received",
        "en",
        "Hello,\n\nThank you for writing. We have registered the case and answer within the agreed time.",
    ),
    ("Nytt passord", "nb", "Hei!\n\nVelg «Glemt passord» på innloggingssiden. Lenken virker i en time."),
];

/// Month, day and reason.
pub(in super::super) const CLOSED_DAYS: &[(usize, usize, &str)] =
    &[(12, 24, "Julaften"), (12, 31, "Nyttårsaften"), (5, 18, "Planleggingsdag"), (10, 9, "Fagdag")];

/// Subject and what it tells, by month: that of January first.
pub(in super::super) const ISSUES: [(&str, &str); 12] = [
    ("Gode råd ved årsskiftet", "Nye satser, ny kalender og lukking av året."),
    ("Kurs denne våren", "Tre korte kurs for ledere og lønnsansvarlige."),
    ("Husk feriekalenderen", "Legg inn ferien før påske, så stemmer bemanningen."),
    ("Nytt i versjon 9.1", "Raskere timelister, ny eksport og tydeligere meldinger."),
    ("Slik fører dere reisetid riktig", "Fire eksempler fra kunder, og hva Arbeidstilsynet sier."),
    ("Personvern i timelisten", "Hva lederen ser, hva kollegene ser, og hvor lenge det lagres."),
    ("Lønnskjøring uten overraskelser", "Fem ting å sjekke før den tredje i måneden."),
    ("Tilganger når noen slutter", "En liste dere kan følge, fra oppsigelse til siste dag."),
    ("Kundedagen: program og påmelding", "Møt andre som bruker Fjordlys, i Oslo eller på nett."),
    ("Månedsvisningen er på vei", "Se skissene, og si hva du mener."),
    ("Fra regneark til timeføring", "Hvordan en rørlegger med førti ansatte gjorde det på to uker."),
    ("Julestengt og vakttelefon", "Når vi holder åpent, og hvem dere ringer."),
];

pub(in super::super) const RISKS: &[(&str, &str, &str, &str)] = &[
    ("Ansatt mister telefon med åpen økt", "confidentiality", "possible", "some"),
    ("Sikkerhetskopi kan ikke leses tilbake", "availability", "unlikely", "severe"),
    ("Feil mottaker på eksportert lønnsfil", "confidentiality", "unlikely", "serious"),
    ("Tilgang blir stående etter at noen slutter", "confidentiality", "possible", "serious"),
    ("Kopi av kundedata blir liggende i testmiljøet", "rights", "possible", "serious"),
    ("Nedetid på fristdag for lønn", "availability", "unlikely", "serious"),
    ("Feil i koblingen endrer timer uten at noen ser det", "integrity", "unlikely", "some"),
    ("Krav om innsyn blir glemt", "rights", "rare", "some"),
    ("Løsepengevirus på kontormaskin", "availability", "unlikely", "severe"),
    ("Fritekst i saker røper helseopplysninger", "rights", "possible", "some"),
    ("Underleverandør flytter data ut av EØS", "rights", "rare", "serious"),
];

pub(in super::super) const ROUTINES: &[(&str, &str, &str)] = &[
    (
        "Brudd på sikkerheten",
        "breaches",
        "Den som oppdager noe, sier fra samme time. Personvernrådgiveren åpner avviket og følger fristen.",
    ),
    (
        "Når noen slutter",
        "staff",
        "Lederen fyller ut avgangen, IT stenger tilgangene siste dag, og postkassen stenges etter avtale.",
    ),
    (
        "Sletting og lagringstider",
        "deletion",
        "Systemet sletter selv. Hvert kvartal ser vi på det som er holdt tilbake, og hvorfor.",
    ),
    (
        "Nye leverandører",
        "suppliers",
        "Ingen leverandør får opplysninger før avtalen er signert og underleverandørene er vurdert.",
    ),
    ("Kopi av kundens data", "customers", "Bare etter instruks, bare i testmiljøet, og slettet innen fristen."),
    ("Tilgangsstyring", "security", "Roller gis av eier eller IT-ansvarlig og gås gjennom to ganger i året."),
    (
        "Sikkerhetskopi og gjenoppretting",
        "security",
        "Kopi hver natt. Gjenoppretting prøves hvert kvartal, og prøven protokollføres.",
    ),
    ("Opplæring av nye", "privacy", "Alle nye går gjennom personvern og sikkerhet den første uken."),
];

pub(in super::super) const MEASURES: &[(&str, &str)] = &[
    ("Slå på to faktorer for alle", "technical"),
    ("Prøve gjenoppretting hvert kvartal", "organisational"),
    ("Automatisk sletting av kopier i testmiljøet", "technical"),
    ("Låse skjermen etter fem minutter", "technical"),
    ("Gå gjennom roller to ganger i året", "organisational"),
    ("Nye låser på serverrommet", "physical"),
    ("Kurs om fritekst og helseopplysninger", "organisational"),
    ("Varsel om pålogging fra nytt sted", "technical"),
    ("Rutine for eksport av lønn", "organisational"),
    ("Kryptere bærbare maskiner", "technical"),
];

/// Kind and title.
pub(in super::super) const MATTERS: &[(&str, &str)] = &[
    ("supplier", "Ny avtale om kontorrenhold"),
    ("supplier", "Reforhandling av mobilavtale"),
    ("authority", "Tilsyn med arbeidstid"),
    ("insurance", "Vannskade på lageret"),
    ("complaint", "Klage på støy fra varmepumpen"),
    ("other", "Leie av møtelokale"),
    ("claim", "Uenighet om faktura"),
    ("supplier", "Bytte av kaffeleverandør"),
];

/// What visitors of the website ask.
pub(in super::super) const VISITORS: &[(&str, &str)] = &[
    (
        "Hei! Hva koster {produkt} for {antall} ansatte?",
        "Hei!\n\nPrisen står på nettsiden, og vi har sendt deg et overslag for {antall} ansatte.",
    ),
    (
        "Vi bruker regneark i dag. Kan gamle timer flyttes over?",
        "Hei!\n\nJa, vi flytter inntil tre år tilbake. Vi ringer deg og forklarer hvordan.",
    ),
    ("Finnes det kurs på kveldstid?", "Hei!\n\nIkke i år, men opptakene kan ses når som helst."),
    ("Kan vi prøve løsningen gratis?", "Hei!\n\nJa, i fire uker. Lenken er sendt."),
    ("Har dere erfaring med barnehager?", "Hei!\n\nJa, flere. Vi setter dere gjerne i kontakt med en av dem."),
    ("Do you support time tracking in English?", "Hello,\n\nYes, every screen is available in English."),
    ("Er det mulig å koble til lønnssystemet vårt?", "Hei!\n\nDe fleste kan kobles til. Hvilket bruker dere?"),
    (
        "Jeg finner ikke skjemaet for oppsigelse av avtalen.",
        "Hei!\n\nEn e-post er nok. Vi bekrefter når den er mottatt.",
    ),
];
