//! What customers ask for and are answered.

/// A case as it goes; `{…}` is filled in.
#[derive(Clone, Copy)]
pub(in super::super) struct Story {
    pub(in super::super) kind: &'static str,
    pub(in super::super) english: bool,
    pub(in super::super) title: &'static str,
    pub(in super::super) question: &'static str,
    pub(in super::super) answer: &'static str,
}

const fn nb(kind: &'static str, title: &'static str, question: &'static str, answer: &'static str) -> Story {
    Story { kind, english: false, title, question, answer }
}

const fn en(kind: &'static str, title: &'static str, question: &'static str, answer: &'static str) -> Story {
    Story { kind, english: true, title, question, answer }
}

pub(in super::super) const CASES: &[Story] = &[
    nb(
        "fault",
        "Får ikke levert timer for uke {uke}",
        "Knappen «Lever uke» er grå for {antall} av oss. Vi har ført alle dagene.",
        "Uken var låst av lønnskjøringen. Den er åpnet igjen, og dere kan levere nå.",
    ),
    nb(
        "question",
        "Hvordan føre reisetid?",
        "Skal reisetid til kunde føres som arbeid eller reise når vi kjører utenom arbeidstiden?",
        "Velg «reise» på timelinjen. Da regnes den med i avtalt reisetid og ikke i overtiden.",
    ),
    nb(
        "order",
        "Ny bruker i {avdeling}",
        "Kan dere opprette bruker til en ny kollega i {avdeling}? Hun begynner på mandag.",
        "Brukeren er laget, og lenken til innlogging er sendt til henne.",
    ),
    nb(
        "order",
        "{antall} nye brukere fra første i måneden",
        "Vi slår sammen to avdelinger og trenger {antall} brukere til i {produkt}.",
        "Brukerne er lagt inn og avtalen utvidet. Ny pris gjelder fra neste faktura.",
    ),
    nb(
        "fault",
        "Eksport til lønn mangler en linje",
        "Overtidslinjene for {måned} kom ikke med i lønnsfilen. De andre lønnsartene er riktige.",
        "Lønnsarten for overtid var koblet til feil konto etter oppgraderingen. Koblingen er rettet, og filen for {måned} er laget på nytt.",
    ),
    nb(
        "fault",
        "Innlogging henger på mobil",
        "På telefonen blir siden stående hvit etter innlogging. På PC går det fint.",
        "Det var en gammel versjon i nettleserens lager. Vi har tvunget fram en ny, og det virker når siden lastes på nytt.",
    ),
    nb(
        "question",
        "Hvem kan godkjenne når lederen er borte?",
        "Lederen i {avdeling} har ferie i tre uker. Hvordan lar vi noen andre godkjenne timene?",
        "Sett en stedfortreder på lederen under «Team». Det gjelder fra den dagen dere velger, og stanser av seg selv.",
    ),
    nb(
        "wish",
        "Ønske: kopiere forrige uke",
        "Det hadde spart oss mye tid om man kunne kopiere forrige ukes føringer.",
        "Godt forslag. Det står på listen for neste versjon, og vi sier fra når det er klart.",
    ),
    nb(
        "fault",
        "Rapporten «Timer per prosjekt» er tom",
        "Rapporten viser ingenting for {måned}, men vi vet at det er ført timer.",
        "Filteret sto på avsluttede prosjekter. Vi har endret det dere får når rapporten åpnes.",
    ),
    nb(
        "fault",
        "Feil helligdag i kalenderen",
        "Andre pinsedag står som vanlig arbeidsdag hos oss.",
        "Kalenderen manglet den bevegelige dagen. Den er rettet for i år og de neste ti årene.",
    ),
    nb(
        "question",
        "Slette en ansatt som har sluttet",
        "En kollega sluttet i {måned}. Hva skjer med timene hans når vi fjerner brukeren?",
        "Tilgangen stanser samme dag. Timene blir stående til kravet i loven er ute, og slettes deretter av seg selv.",
    ),
    nb(
        "order",
        "Testmiljø før oppgradering",
        "Vi vil gjerne prøve versjon 9.1 i et testmiljø før dere oppgraderer oss.",
        "Testmiljøet er satt opp med en kopi uten personopplysninger. Det står åpent i fire uker.",
    ),
    nb(
        "security",
        "Mistenkelig e-post i deres navn",
        "Vi har fått en e-post som ser ut som den er fra dere, og som ber oss logge inn på en ukjent side.",
        "E-posten er ikke fra oss. Ikke klikk på lenken, og slett den. Vi har meldt avsenderen og varslet de andre kundene.",
    ),
    nb(
        "complaint",
        "Lang ventetid på telefon",
        "Vi ventet nesten en halv time i går før noen svarte. Det er ikke første gang.",
        "Det beklager vi. To av oss var syke samme dag. Nå går telefonen videre til lederen når ventetiden blir over ti minutter.",
    ),
    nb(
        "fault",
        "Prosjektet vises ikke i listen",
        "Prosjektet vi opprettet i går kommer ikke opp når de ansatte skal føre timer.",
        "Prosjektet manglet startdato. Den er satt, og prosjektet vises for alle som er med.",
    ),
    nb(
        "question",
        "Fakturere bare godkjente timer?",
        "Kan vi hindre at timer som ikke er godkjent blir med på fakturagrunnlaget?",
        "Ja. Slå på «Bare godkjente» under Fakturering. Da holdes resten tilbake til de er godkjent.",
    ),
    nb(
        "fault",
        "Desimaler forsvinner i Excel",
        "Når vi åpner eksporten i Excel, står 7,5 timer som 75.",
        "Filen åpnes nå med riktig språk. Last den ned på nytt, så stemmer tallene.",
    ),
    nb(
        "wish",
        "Ønske: varsel på mobil",
        "Kan de ansatte få et varsel på fredag hvis uken ikke er ført?",
        "Varsel på e-post finnes alt, og er slått på for dere. Varsel på mobil er notert som ønske.",
    ),
    nb(
        "order",
        "Kurs for nye ledere",
        "Vi har {antall} nye ledere som trenger opplæring i godkjenning. Har dere tid i {måned}?",
        "Vi holder kurset på nett over to timer. Invitasjonen er sendt.",
    ),
    nb(
        "fault",
        "Samme time er ført to ganger",
        "For {antall} ansatte står timene dobbelt i uke {uke}. De sier at de bare har ført dem én gang.",
        "Innsendingen fra mobil ble sendt om igjen da nettet falt ut. De dobbelte linjene er fjernet, og feilen er rettet.",
    ),
    nb(
        "question",
        "Avspasering i minus",
        "Kan en ansatt ta ut avspasering før den er opptjent?",
        "Det avgjør dere selv. Grensen settes under «Arbeidstid», og står i dag på null timer.",
    ),
    nb(
        "fault",
        "Får feil 4012",
        "Når jeg lagrer en time på {produkt} kommer «Feil 4012». Jeg har prøvd fra to maskiner.",
        "Uken var åpen i et annet vindu. Meldingen er gjort tydeligere, og timen er lagret.",
    ),
    nb(
        "order",
        "Bytte av hovedkontakt",
        "Jeg går over i ny stilling. Kan dere sette lederen i {avdeling} som hovedkontakt hos oss?",
        "Det er endret, og den nye kontakten har fått e-post om det.",
    ),
    nb(
        "question",
        "Hvor lagres dataene våre?",
        "Revisor spør hvor dataene våre ligger og hvem som har tilgang.",
        "Alt ligger hos oss i Norge. Listen over underleverandører og hvem som har tilgang står i databehandleravtalen, som er lagt ved.",
    ),
    nb(
        "fault",
        "Utskriften er avkortet",
        "Når vi skriver ut ukelisten, blir høyre kolonne borte.",
        "Utskriften er satt til liggende format. Da får hele ukelisten plass.",
    ),
    nb(
        "fault",
        "Tregt på mandag morgen",
        "Mellom åtte og ni på mandager tar det opp til ti sekunder å åpne timelisten.",
        "En nattjobb gikk for lenge og tok kraften. Den er flyttet til lørdag, og svartiden er nå under ett sekund.",
    ),
    nb(
        "wish",
        "Ønske: farge på prosjektene",
        "Det ville vært lettere å føre riktig om prosjektene hadde hver sin farge.",
        "Takk, vi tar det med. Inntil videre kan dere merke de vanligste som favoritter.",
    ),
    nb(
        "question",
        "Timebank for deltidsansatte",
        "Hvordan regnes timebanken for en som jobber 60 prosent?",
        "Etter avtalt uketid for hver ansatt. For 60 prosent er det 22,5 timer i uken.",
    ),
    nb(
        "fault",
        "Lederen ser ikke teamet sitt",
        "Den nye lederen i {avdeling} får opp en tom side under «Mitt team».",
        "Lederen var satt på stillingen, men ikke i teamet. Det er rettet.",
    ),
    nb(
        "order",
        "Kobling mot nytt lønnssystem",
        "Vi bytter lønnssystem fra nyttår. Hva trengs for å koble det til {produkt}?",
        "Vi trenger en tilgang og en liste over lønnsarter. Selve koblingen tar to dager, og kan prøves i testmiljøet.",
    ),
    nb(
        "fault",
        "Kvitteringsbildene blir liggende på siden",
        "Bilder av kvitteringer som er tatt med mobil, vises liggende.",
        "Bildene dreies nå slik telefonen ble holdt.",
    ),
    nb(
        "question",
        "Kan vi hente ut alt selv?",
        "Finnes det en måte å hente ut alle våre data på om vi skulle ønske det?",
        "Ja, under «Oppsett» er det en eksport av alt, i et format som kan leses av andre. Den tar noen minutter.",
    ),
    nb(
        "security",
        "En ansatt har mistet telefonen",
        "En kollega mistet telefonen i helgen og var innlogget i {produkt}.",
        "Alle øktene hennes er avsluttet, og hun må logge inn på nytt. Ingen har brukt tilgangen etter lørdag.",
    ),
    nb(
        "complaint",
        "Faktura med feil beløp",
        "Fakturaen for {måned} er på flere brukere enn vi har.",
        "Det er riktig, to brukere var talt dobbelt. Kreditnota er sendt, og neste faktura er rettet.",
    ),
    nb(
        "fault",
        "Påminnelsene kommer midt på natten",
        "E-postene om manglende føring sendes kl. 02.",
        "De sendes nå mellom kl. 7 og 8.",
    ),
    nb(
        "question",
        "Føre timer for forrige måned",
        "En ansatt har glemt en dag i {måned}. Hvordan fører vi den når måneden er låst?",
        "Lederen kan åpne dagen i sju dager. Timen kommer med i neste lønnskjøring som etterføring.",
    ),
    nb(
        "fault",
        "Budsjettet viser feil forbruk",
        "Prosjektet står med {antall} timer mer enn det som er ført.",
        "En slettet oppgave ble fortsatt regnet med. Tallene er regnet ut på nytt og stemmer.",
    ),
    nb(
        "order",
        "Flytte til egen adresse",
        "Vi ønsker at løsningen skal ligge under vår egen adresse.",
        "Adressen er satt opp med sertifikat. Den gamle viser videre i tre måneder.",
    ),
    nb(
        "question",
        "Forskjellen på kladd og levert",
        "Hva ser lederen når en uke bare er kladd?",
        "Lederen ser summen, men ikke hva som er skrevet, før uken er levert.",
    ),
    nb(
        "fault",
        "Kan ikke laste opp CSV",
        "Importen av prosjekter stanser med «ugyldig tegn» på linje {antall}.",
        "Filen var lagret i et gammelt tegnsett. Importen kjenner det nå igjen av seg selv.",
    ),
    nb(
        "wish",
        "Ønske: månedsvisning",
        "Vi savner å se hele måneden på ett bilde.",
        "Månedsvisning kommer i versjon 9.2. Vi har satt dere på listen over dem som får prøve den først.",
    ),
    nb(
        "question",
        "Sykt barn og egenmelding",
        "Skal sykt barn føres av den ansatte selv eller av lederen?",
        "Den ansatte fører det selv under fravær. Lederen ser dagen, men ikke grunnen.",
    ),
    nb(
        "fault",
        "Oppgaver dukker opp på feil prosjekt",
        "Oppgavene til {avdeling} vises under et helt annet prosjekt.",
        "De var koblet over ved en flytting. Alle er flyttet tilbake, og loggen viser hvem som gjorde det.",
    ),
    nb(
        "order",
        "Lukke et prosjekt",
        "Kan dere lukke det gamle prosjektet for oss? Vi får ikke lov.",
        "Det sto tre timer som ikke var godkjent. De er godkjent av lederen, og prosjektet er lukket.",
    ),
    nb(
        "question",
        "Pausen trekkes ikke",
        "Må vi trekke fra pausen selv når vi fører fra og til?",
        "Pausen trekkes når den er satt på arbeidsdagen. Hos dere var den null, den står nå på 30 minutter.",
    ),
    nb(
        "fault",
        "Får ikke byttet passord",
        "Lenken for nytt passord er alltid utløpt når jeg trykker på den.",
        "E-postfilteret hos dere åpner lenken først. Lenken virker nå også etter at et filter har sett på den.",
    ),
    nb(
        "security",
        "Pålogging fra ukjent sted",
        "Jeg fikk varsel om pålogging fra et sted jeg ikke har vært.",
        "Det var mobilnettet deres som meldte feil sted. Vi har gått gjennom loggen, og det er bare din egen telefon.",
    ),
    nb(
        "complaint",
        "Kurset ble avlyst samme dag",
        "Vi hadde satt av hele formiddagen til kurset som ble avlyst en time før.",
        "Det skal ikke skje. Dere får kurset uten kostnad, på en dag dere velger selv.",
    ),
    nb(
        "fault",
        "Overtid regnes fra feil klokkeslett",
        "Overtiden begynner 16.00 selv om vi har sommertid til 15.30.",
        "Sommertiden er lagt inn, og timene fra 15. mai er regnet ut på nytt.",
    ),
    nb(
        "question",
        "Hvor mange brukere har vi?",
        "Kan dere si hvor mange aktive brukere vi har? Vi skal lage budsjett.",
        "Dere har {antall} aktive brukere i dag. Tallet står også under «Avtale».",
    ),
    nb(
        "fault",
        "Kalenderen deles ikke",
        "Fraværet vårt vises ikke i den felles kalenderen lenger.",
        "Tilgangen til kalenderen var gått ut. Den er fornyet for ett år, og vi varsler før neste gang.",
    ),
    nb(
        "order",
        "Endre firmanavn",
        "Vi heter nå {kunde}. Kan dere endre navnet overalt?",
        "Navnet er endret i avtalen, på fakturaene og i løsningen.",
    ),
    nb(
        "question",
        "Hvem har sett på timene mine?",
        "En ansatt spør hvem som har sett på timene hans. Kan vi svare på det?",
        "Ja. Loggen viser hvem som har sett og endret. Den er hentet ut og sendt til dere.",
    ),
    nb(
        "fault",
        "Tallene i grafen stemmer ikke med tabellen",
        "Grafen for {måned} viser mer enn tabellen under.",
        "Grafen regnet med timer som var satt på vent. De er tatt ut, og begge viser det samme.",
    ),
    nb(
        "wish",
        "Ønske: nynorsk",
        "Finst løysinga på nynorsk? Fleire av oss vil gjerne ha det.",
        "Ikkje enno, men det er planlagt. Vi seier frå når det er klart.",
    ),
    en(
        "question",
        "Reports in English",
        "We have two colleagues from abroad. Can they get the weekly report in English?",
        "Yes. Each user chooses a language under “My page”, and the report follows it.",
    ),
    en(
        "fault",
        "Cannot approve hours for week {uke}",
        "The approve button does nothing for week {uke}. I have tried two browsers.",
        "One of the days lacked a project. It is filled in now, and the week can be approved.",
    ),
    en(
        "order",
        "Access for our auditor",
        "Our auditor needs to read the hours for {month}. Can you set up a time-limited access?",
        "The access is set up for fourteen days and only for reading.",
    ),
    en(
        "fault",
        "Time zone is wrong when travelling",
        "Hours entered from London are one hour off.",
        "Hours are now stored in the time of the office, wherever they are entered.",
    ),
    en(
        "question",
        "Where do I change my e-mail address?",
        "I got married and have a new address. Where can I change it?",
        "An administrator at {kunde} changes it. We have told them, and it is done.",
    ),
    en(
        "security",
        "Shared password in a team",
        "It turns out that {antall} people use the same login. What should we do?",
        "Each of them has a user of their own now, and the shared one is closed.",
    ),
    nb(
        "question",
        "Frist for å føre timer",
        "Når må timene være ført for at de skal komme med i lønnen?",
        "Den 3. i måneden kl. 12. Etter det kommer de med måneden etter.",
    ),
    nb(
        "fault",
        "Signaturen mangler på PDF",
        "Timelisten vi sender til byggherren har ikke lenger plass til signatur.",
        "Feltet falt ut da malen ble byttet. Det er tilbake.",
    ),
    nb(
        "order",
        "Arkiv for gamle prosjekter",
        "Vi har over hundre gamle prosjekter i listen. Kan de legges bort?",
        "Prosjekter som er lukket i mer enn ett år vises nå bare i arkivet.",
    ),
    nb(
        "question",
        "Kan innleide føre timer?",
        "Vi har {antall} innleide i sommer. Kan de føre timer uten å se resten?",
        "Ja, gi dem rollen «innleid». Da ser de bare egne timer og prosjektene de er satt på.",
    ),
];

pub(in super::super) const THANKS: &[&str] = &[
    "Supert, da virket det. Takk for rask hjelp!",
    "Takk, nå er det i orden.",
    "Perfekt. Ha en fin dag videre!",
    "Takk skal dere ha. Jeg sier fra om det kommer tilbake.",
    "Det løste seg, tusen takk.",
];

pub(in super::super) const INTERNAL: &[&str] = &[
    "Samme feil som hos to andre kunder denne uken. Ser ut til å komme fra oppgraderingen.",
    "Har ringt, men fikk ikke svar. Prøver igjen etter lunsj.",
    "Sjekket loggen: ingen feil hos oss, det ligger i oppsettet deres.",
    "Utviklerne ser på det. Ventes løst i morgen.",
    "Avtalen dekker dette, ingen fakturering.",
    "Kunden er litt utålmodig. Hold dem orientert.",
];
