//! Sentences that were written after the lists, and for which no list was mended: what the guard makes of what it was not made for.

use mail::Kind;

/// What a company writes on an ordinary day.
pub(super) const ORDINARY: [&str; 36] = [
    "Har du husket å bestille catering til {date}?",
    "{first} mener at rommet er stort nok, det er rom for tretti.",
    "Strømmen er innlagt i det nye bygget, så du kan flytte inn {date}.",
    "Jeg tar det for gitt at leveransen kommer i tide.",
    "Vi har delt kartet i fire soner, og du har ansvar for den nordlige.",
    "Abonnementet ditt fornyes for {amount} kr.",
    "Er det greit at jeg setter {first} på kopi?",
    "She ran the import again and it took {time} hours.",
    "You will be charged for 12 seats from {date}.",
    "My laptop is fully charged with the new adapter.",
    "The hospitality team will take care of your guests.",
    "Please abort the job on {ip} and call me.",
    "Serveren min er død, kan du starte den på nytt?",
    "Jeg føler at prosjektet er sykt bra!",
    "Rehabiliteringen av taket er ferdig, og hun er fornøyd.",
    "Han holder foredrag om psykologisk trygghet i team.",
    "Legg til en bot i kanalen som varsler deg ved feil.",
    "Fartsdumpen ved lageret ditt er merket nå.",
    "Hun forhandler om rabatt med {company}.",
    "Kan du lage en påminnelse om medlemsavgiften på {amount}?",
    "Jeg fikk faktura {order} to ganger, kan dere kreditere den ene?",
    "Varene til {company} ligger på palle 12, spør {first}.",
    "Konflikten mellom de to pakkene er løst, du kan oppdatere.",
    "Brukeren din er sperret etter fem forsøk.",
    "{first} har streket under det viktigste i kontrakten.",
    "Vi stemmer av kontoene {date}, og du får rapporten etterpå.",
    "I have a question about the import, my file has {postcode} rows.",
    "Han er leder for prosjektet og du er prosjekteier.",
    "Hennes tilbud var lavest, {amount} kr uten mva.",
    "Eg har bestilt billettar til deg og {first}.",
    "Jeg venter på svar fra tollvesenet, referanse {long}.",
    "Kunden er i retten om patentet, men du kan trygt levere.",
    "Du må oppgi {orgno} når du registrerer deg.",
    "Vaktlista di for uke 41 ligger i vedlegget.",
    "Jeg er stolt av hvordan du løste saken {case}.",
    "Kan vi ta dette over en kopp kaffe, {first}?",
];

pub(super) fn sentences(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::NationalId => &NATIONAL_ID,
        Kind::Account => &ACCOUNT,
        Kind::Iban => &IBAN,
        Kind::Card => &CARD,
        Kind::Health => &HEALTH,
        Kind::Sexuality => &SEXUALITY,
        Kind::Ethnicity => &ETHNICITY,
        Kind::Politics => &POLITICS,
        Kind::Religion => &RELIGION,
        Kind::Union => &UNION,
        Kind::Crime => &CRIME,
        Kind::Unread => &[],
    }
}

const NATIONAL_ID: [&str; 5] = [
    "Du kan logge inn med {fnr}.",
    "Arbeidsavtale mellom {company} og {name}, født {fnr}",
    "Hei, jeg skal melde adresseendring. {fnr}",
    "Skatteetaten trenger de 11 sifrene: {fnr2032}",
    "{fnr} {name}\n{fnr} {name}",
];

const ACCOUNT: [&str; 5] = [
    "Jeg vil ha pengene tilbake til {account}.",
    "Mitt nye nummer i banken er {account}.",
    "{name}, {account}, {amount} kr",
    "Please send the money to {account} (DNB).",
    "Bruk {account} som før.",
];

const IBAN: [&str; 3] =
    ["{iban abroad} er kontoen vår i utlandet.", "Swift og iban: DNBANOKK / {iban}", "Payout: {iban abroad}"];

const CARD: [&str; 4] = [
    "Abonnementet går på {card}.",
    "Card on file: {card}",
    "Han la igjen {card} i resepsjonen på telefon.",
    "Betalt med {card} den {date}.",
];

const HEALTH: [&str; 16] = [
    "{first} har vært gjennom en tøff skilsmisse og går på lykkepiller.",
    "Hun kan ikke løfte tungt etter keisersnittet.",
    "Jeg har hatt vondt i skulderen siden fallet og er til fysioterapi.",
    "Han har fått konstatert lymfekreft og begynner på cellegift.",
    "{name} har en sjelden blodsykdom.",
    "Mor er blitt dement, så jeg må være hjemme oftere.",
    "Hun går til samtaler hos psykiatrisk poliklinikk.",
    "Fraværet hans skyldes rygg, han er operert to ganger.",
    "Eg er sjukmeld ut veka.",
    "{first} er alkoholiker, og vi har AKAN-avtale med ham.",
    "I have been off work with stress and my GP has signed me off.",
    "She was admitted to hospital with a brain tumour.",
    "He takes medication for bipolar disorder.",
    "Sønnen min er allergisk mot nøtter og må ha EpiPen.",
    "Datteren hennes har spiseforstyrrelser.",
    "Vedlagt følger sykmelding for {first}.",
];

const SEXUALITY: [&str; 5] = [
    "Alle vet at {first} er homofil.",
    "Hun har en kone og to barn fra før.",
    "Jeg har alltid visst at jeg er lesbisk.",
    "He told us he is bisexual.",
    "{name} har skiftet kjønn og heter nå {first}.",
];

const ETHNICITY: [&str; 5] = [
    "{first} er adoptert fra Korea.",
    "Foreldrene hans er fra Somalia.",
    "Hun har samisk bakgrunn.",
    "Her parents are Kurdish refugees.",
    "Han er etnisk norsk, men vokste opp i Kenya.",
];

const POLITICS: [&str; 6] = [
    "Han sitter i bystyret for SV.",
    "{first} har vært medlem i Senterpartiet i tjue år.",
    "Hun deler innlegg fra Fremskrittspartiet hver dag.",
    "Jeg er varaordfører for Høyre hjemme.",
    "He is a registered Republican.",
    "Sjefen min er rødgrønn til fingerspissene.",
];

const RELIGION: [&str; 6] = [
    "{first} trenger et rom for å be mot Mekka.",
    "Hun er ortodoks kristen og feirer påske senere.",
    "Jeg er ateist og vil ikke være med på julegudstjenesten.",
    "He keeps kosher, he is Jewish.",
    "{name} har gått ut av Jehovas vitner.",
    "Han er sikh og bruker turban.",
];

const UNION: [&str; 6] = [
    "Hun er medlem av Delta.",
    "{first} er plasstillitsvalgt for Parat.",
    "Fagforeninga mi sier at dette ikke er greit.",
    "Er du medlem i LO, {first}?",
    "His union representative will join the meeting.",
    "Vi trekker 1,4 % til Fagforbundet fra lønna hennes.",
];

const CRIME: [&str; 7] = [
    "{first} sitter i fengsel for tida.",
    "Han ble domfelt i tingretten for økonomisk utroskap.",
    "Hun har besøksforbud mot eksmannen.",
    "Det er tatt ut tiltale mot {name}.",
    "He was arrested last night.",
    "{first} har stjålet fra kassa, og vi har anmeldt ham.",
    "Fartsboten hans kom i posten, førerkortet er beslaglagt.",
];
