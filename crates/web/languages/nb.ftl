# Ordene på alle sidene, på bokmål. Nøklene er de samme i en.ftl.

## Rammen

language-name = Norsk
skip-to-content = Hopp til innholdet
nav-label = Hovedmeny
nav-contact = Kontakt
nav-statement = Personvern
nav-today = I dag
nav-requests = Henvendelser
nav-people = Personer
nav-receipts = Kvitteringer
nav-record = Protokoll
nav-form = Skjema
organisation-number = Org.nr. { $number }
footer-promise = Dette nettstedet bruker ingen informasjonskapsler og samler ikke inn noe av seg selv.

## Forsiden

front-lead = Skriv til oss, så svarer vi. Du bestemmer selv hva du forteller, og vi sletter det når vi ikke trenger det lenger.
front-write = Skriv til oss
front-read = Les personvernerklæringen
front-one-title = Ingen sporing
front-one-text = Sidene setter ingen informasjonskapsler, henter ingenting fra andre og lagrer ikke hvem som leser.
front-two-title = Bare det du skriver
front-two-text = Vi lagrer det du fyller ut i kontaktskjemaet, og bruker det til å svare deg.
front-three-title = Slettes i tide
front-three-text = Hver opplysning har et formål og en frist. Når fristen er ute, slettes den.

## Kontaktskjemaet

contact-title = Kontakt oss
contact-lead = Skriv hva det gjelder, så svarer vi på e-post.
contact-other-ways = Andre måter å nå oss på
contact-phone = Telefon
contact-email = E-post
contact-address = Adresse
contact-send = Send meldingen
contact-trap = La dette feltet stå tomt
contact-sensitive = Ikke skriv noe sensitivt her, som fødselsnummer, kontonummer eller opplysninger om helse. Ring oss heller.
field-name = Navn
field-email = E-post
field-phone = Telefon
field-organisation = Virksomhet
field-message = Melding
field-optional = (valgfritt)
notice-title = Før du skriver
notice-purpose = Hvorfor
notice-data = Hva vi lagrer
notice-data-text = Det du fyller ut, hvilket skjema det var, språket, tidspunktet og om meldingen må vurderes først. Ingenting om maskinen din, og ikke adressen den har på nettet.
notice-data-all = Alle feltene i registeret
notice-period = Hvor lenge
notice-ground = Rettslig grunnlag
notice-who = Ansvarlig
notice-statement = Les personvernerklæringen
error-before-title = Feil: { $title }
mend-title = Noe må rettes før meldingen kan sendes
missing-name = Skriv navnet ditt.
missing-email = Skriv e-postadressen din, så vi kan svare.
missing-message = Skriv hva det gjelder.
missing-any = Feltet kan ikke stå tomt.
too-long = Teksten er for lang. Det er plass til { $characters } tegn.
not-an-address = Dette er ikke en e-postadresse. Den ser ut som navn@eksempel.no.
not-a-number = Dette er ikke et telefonnummer. Skriv åtte sifre, eller + og landkode.
not-text = Her er det tegn som ikke hører hjemme i tekst. Skriv feltet på nytt.
expired-title = Skjemaet sto åpent for lenge
expired-text = Meldingen er ikke sendt. Alt du skrev, står her fortsatt. Trykk på «Send meldingen» en gang til.
too-many-title = Det kommer for mange meldinger fra nettet ditt akkurat nå
too-many-text = Meldingen er ikke sendt. Prøv igjen om en time, eller ring oss på { $phone }. Det du skrev, står her fortsatt.
not-stored-title = Meldingen kunne ikke lagres
not-stored-text = Feilen er hos oss, og meldingen er ikke sendt. Prøv igjen om litt, eller ring oss på { $phone }. Det du skrev, står her fortsatt.
thanks-title = Takk, meldingen er mottatt
thanks-lead = Vi leser den og svarer på e-post så snart vi kan.
thanks-confirmation = Som regel kommer det en bekreftelse på e-post med en gang. Noen meldinger ser vi på først, og har du skrevet før i dag, får du ikke en til. Er du i tvil, så ring.
thanks-back = Tilbake til nettstedet
thanks-statement = Slik behandler vi opplysningene dine
statement-shapes = Erklæringen finnes også for maskiner:
statement-mark = Vis hva programmet håndhever, og hva som er egne ord
statement-unmark = Vis erklæringen uten merker
statement-versions = Tidligere utgaver

## Utgavene av erklæringen

versions-title = Utgaver av erklæringen
versions-lead = Her står alle utgaver av personvernerklæringen som har vært publisert, og hva som ble endret fra den ene til den neste.
versions-statement = Personvernerklæringen
versions-empty = Ingen utgave er publisert ennå.
versions-current = gjelder nå
versions-first = Den første utgaven.
versions-same = Ingenting er endret i den norske teksten.
versions-removed = − fjernet
versions-added = + lagt til
versions-read = Utgaven fra { $moment }
versions-was = Slik lød erklæringen som ble publisert { $moment }.
versions-here = Denne utgaven på norsk

## Når noe går galt

not-found-title = Siden finnes ikke
not-found-text = Lenken kan være gammel eller feil skrevet. Prøv menyen øverst.
not-allowed-title = Det går ikke her
not-allowed-text = Adressen finnes, men kan ikke brukes på den måten.
unreadable-title = Skjemaet kunne ikke leses
unreadable-too-slow = Det tok for lang tid før alt var kommet fram. Send på nytt.
unreadable-too-large = Det du sendte, er for stort. Kort ned meldingen og send den på nytt.
unreadable-not-a-form = Det som kom, var ikke et skjema slik nettlesere sender det.
unreadable-not-text = Skjemaet inneholder tegn som ikke er gyldig tekst (UTF-8).
unreadable-unknown = Skjemaet har et felt som ikke finnes hos oss: «{ $field }».
unreadable-repeated = Skjemaet har feltet «{ $field }» mer enn én gang.
unreadable-back = Ingenting er lagret. Gå tilbake i nettleseren; den husker som regel det du skrev.
elsewhere-title = Skjemaet kan ikke sendes derfra
elsewhere-text = Vi tar ikke imot skjemaer fra nettstedet du kom fra, og ingenting er lagret. Bruk vårt eget skjema.
elsewhere-link = Gå til kontaktskjemaet
refused-title = Det kan ikke gjøres derfra
refused-text = Forespørselen kom fra et annet nettsted, og ingenting er gjort. Åpne siden her og prøv igjen.
denied-title = Du har ikke tilgang
denied-text = Dette krever en rolle som du ikke har. Spør den som er ansvarlig for personvern hos dere.
gone-text = Det kan være slettet, eller lenken kan være feil skrevet.
stale-title = Noe ble endret i mellomtiden
stale-text = En annen har endret dette siden du åpnet det. Ingenting er gjort. Åpne siden på nytt og se hvordan det er nå.
large-title = Det er for mye på en gang
large-text = Ingenting er gjort: det er flere rader enn én endring kan ta. Si fra til den som drifter systemet.
full-title = Disken er full
full-text = Ingenting er lagret. Si fra til den som drifter systemet.
unavailable-title = Lageret svarer ikke
unavailable-text = Ingenting er lagret. Prøv igjen om litt. Varer det, si fra til den som drifter systemet.
to-today = Til «I dag»

## Innlogging

sign-in-title = Logg inn
sign-in-text = Lenken kan brukes én gang.
sign-in-button = Logg inn
sign-out = Logg ut
not-signed-in-title = Du er ikke logget inn
not-signed-in-text = Denne siden er for dem som arbeider her. Du kommer inn med en lenke som kan brukes én gang.
not-signed-in-how = Den som drifter systemet, lager lenken slik:
not-signed-in-address = din@adresse.no
expired-link-title = Lenken virker ikke lenger
expired-link-text = Den er brukt, for gammel eller feil skrevet. Du trenger en ny.

## Tid

ago-now = nå nettopp
ago-minute = for 1 minutt siden
ago-minutes = for { $count } minutter siden
ago-hour = for 1 time siden
ago-hours = for { $count } timer siden
ago-day = for 1 dag siden
ago-days = for { $count } dager siden
until-open = ingen frist ennå

## I dag og henvendelsene

today-title = I dag
today-open = venter på svar
today-doubtful = venter på vurdering
today-oldest = kom den eldste
today-waiting = Venter på svar
today-empty = Alt er besvart.
requests-title = Henvendelser
requests-tabs = Utvalg
requests-empty = Ingen henvendelser her.
which-open = Åpne
which-doubtful = Til vurdering
which-answered = Besvart
pager-label = Flere sider
pager-more = Vis flere
state-new = Venter på svar
state-answered = Besvart
state-doubtful = Til vurdering
request-wrote = { $name } skrev
request-sender = Avsender
request-language = Språk
request-came-from = Kom fra
request-person = Alt vi har om personen
language-nb = norsk
language-en = engelsk
came-from-here = skjemaet her
came-from-website = skjemaet på nettstedet vårt
judge-title = Er dette en ekte henvendelse?
judge-why = Den ble holdt tilbake: { $reason }.
judge-accept = Slipp den inn
judge-discard = Slett som søppel
judge-hint = Slippes den inn, får avsenderen bekreftelse på e-post. Slettes den, forsvinner også avsenderen hvis ikke noe annet krever at vi beholder opplysningene.
doubt-hidden-field = et skjult felt var fylt ut
doubt-too-quick = sendt raskere enn noen kan skrive
doubt-no-token = sendt utenom skjemaet
doubt-too-many = mange meldinger fra samme nett
doubt-links = mange lenker i meldingen
mail-confirmation = Bekreftelse
mail-answer = Svar
delivery-queued = i kø
delivery-sent = sendt
delivery-failed = avvist
answer-title = Svar til { $name }
answer-send = Send svaret
answer-again-title = Skriv mer til { $name }
answer-again-send = Send
answer-hint = Sendes til { $email } med navnet ditt under, og meldingen gjengitt til slutt.
answer-may-not = Du kan lese henvendelsen, men ikke svare på den.
answer-missing = Skriv et svar først.
answer-changed = En annen har endret henvendelsen siden du åpnet den. Slik er den nå. Teksten din er beholdt: les over og send på nytt.
answer-doubtful = Henvendelsen må vurderes før den kan besvares.
snippet-title = Skjema til nettstedet deres
snippet-lead = Lim inn denne HTML-koden på nettstedet deres. Skjemaet virker uten JavaScript, og meldingene kommer hit.
snippet-origins = Nettsteder som skjemaet tas imot fra
snippet-no-origins = Ingen er satt opp ennå. Den som drifter systemet, legger til adressen til nettstedet i innstillingene.
snippet-referrer = Siden med skjemaet må ikke ha regelen «Referrer-Policy: no-referrer», for da sier ikke nettleseren hvor skjemaet kom fra.

## Protokollen over behandlingsaktiviteter

record-csv = Lagre som tabell (CSV)
record-json = Lagre for maskiner (JSON)
record-file = protokoll

## Personer og rettighetene deres

people-title = Personer
people-search = Søk etter navn, adresse eller nummer
people-find = Søk
people-latest = Sist registrert
people-found = Treff
people-empty = Ingen treff.
person-nameless = Uten navn
person-lead = { $rows } rader. Hver sier hva den trengs til, og hvor lenge.
person-hidden = I tillegg finnes { $rows } rader som du ikke har tilgang til.
person-access-nb = Innsyn på norsk
person-access-en = Innsyn på engelsk
person-erase = Slett …
held-until = Holdes til { $until } på grunn av «{ $purpose }» (art. 6 nr. 1 { $letter }), gjennom «{ $claim }».
held-open = Holdes inntil videre på grunn av «{ $purpose }» (art. 6 nr. 1 { $letter }), gjennom «{ $claim }».
held-by-nothing = Raden trengs ikke til noe lenger. Den slettes ved neste opprydding.
row-technical = Uten personopplysninger
row-due = skal slettes
row-until = til { $until }
erase-title = Slette etter krav
erase-back = Tilbake til personen
erase-lead = Dette skjer hvis du går videre. Ingenting er gjort ennå.
erase-nothing = Det er ikke noe å slette: alt som står her, trengs i et forhold som fortsatt varer.
erase-changed-title = Planen er endret
erase-changed = Noe kom til eller ble endret etter at du åpnet siden, så ingenting er slettet. Her er planen slik den er nå.
erase-goes = Dette slettes eller tømmes
erase-stays = Dette blir stående
erase-do = Slett nå
erase-cancel = Avbryt
erase-hint = Radene forsvinner straks. Restene i lagringsfilene skrubbes bort rett etterpå, og kvitteringen viser begge tidspunktene.
action-delete = slettes
action-clear = tømmes: { $fields }
action-keep = beholdes
reason-asked = Personen ber om det, og ingenting er til hinder (art. 17 nr. 1).
reason-junk = Vurdert som søppel.
reason-due = Fristen er ute (art. 5 nr. 1 e).
reason-unclaimed = Den trengs ikke til noe lenger.
reason-mention = Peker på en rad som slettes.
reason-ongoing = Trengs i et forhold som fortsatt varer (art. 17 nr. 1 a er ikke oppfylt).
receipts-title = Kvitteringer
receipts-lead = Hva som er slettet og når. Kvitteringene sier aldri hvem det gjaldt.
receipts-empty = Ingenting er slettet ennå.
receipt-erasure = Sletting etter krav
receipt-sweep = Opprydding etter frist
receipt-discard = Søppel slettet
receipt-rows = { $rows } rader slettet eller tømt
receipt-scrubbed = skrubbet
receipt-waiting = skrubbing venter
receipt-plan = Planens fingeravtrykk:
stage-rows = Radene
stage-rows-at = Borte { $moment }.
stage-bytes = Restene i lagringsfilene
stage-bytes-at = Borte { $moment }.
stage-bytes-waiting = Venter på skrubbing. Last siden på nytt om litt.
done-delete = slettet
done-clear = tømt
done-keep = beholdt
scan-title = Se etter selv
scan-label = Søk i de rå filene
scan-hint = Én tekst på hver linje, for eksempel et navn eller en adresse, høyst { $words }. Alle filer i datamappen leses. Det du skriver, lagres ikke.
scan-do = Søk i filene
scan-no-words = Skriv minst én tekst å søke etter.
scan-nowhere = finnes ikke i noen fil
scan-found = finnes i

## Demonstrasjonen

demo-sign-in = Logg inn som Ida i demonstrasjonen
strip-title = Følg Kari
strip-next = Neste: { $step }
not-finished = (ikke ferdig ennå)
step-start = Nettstedet
step-write = Kari skriver
step-inbox = Karis innboks
step-answer = Ida svarer
step-person = Karis side
step-change = Endre en frist
step-erase = Sletting
step-statement = Erklæringen
task-start = Dette er nettstedet til en oppdiktet bedrift. Du er Kari.
task-write = Skriv en melding som Kari (kari@example.no) og send den. Bekreftelsen kommer i innboksen hennes.
task-inbox = Her ligger all e-post som demonstrasjonen sender. Finn bekreftelsen til Kari, og senere svaret fra Ida.
task-answer = Nå er du Ida. Åpne henvendelsen fra Kari og svar henne.
task-person = Finn Kari. Hver rad sier hva den trengs til, og hvor lenge.
task-change = Å endre en frist og se hva som følger av det, er ikke ferdig ennå.
task-erase = Kari vil bli slettet: se planen, slett, og søk i filene fra kvitteringen. Å hente tilbake gårsdagens sikkerhetskopi er ikke ferdig ennå.
task-statement = Erklæringen er laget av registeret. Nederst kan du slå på merker som viser hva programmet håndhever, og hva som er egne ord. Å stille klokken et år fram herfra er ikke ferdig ennå.
inbox-title = Innboksene
inbox-lead = Demonstrasjonen sender ikke e-post ut av maskinen. Alt havner her.
inbox-empty = Ingen e-post ennå. Send kontaktskjemaet først.
inbox-gone = Denne e-posten finnes ikke lenger.
inbox-from = Fra
inbox-to = Til
inbox-sent = Sendt
inbox-headers = Alle hodelinjene
