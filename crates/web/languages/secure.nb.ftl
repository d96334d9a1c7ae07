# Ordene om sikre meldinger og forseglet e-post.

footer-secure = Skriv til oss om noe sensitivt
nav-secure = Sikre meldinger

## Siden der hvem som helst begynner

secure-title = Sikker melding
secure-lead = Skriv her det som er for sensitivt for e-post. Meldingen lagres kryptert, og bare den som har ansvaret, kan lese den.
secure-data = Det du fyller ut, og når du skrev. Ingenting om maskinen din, og ikke adressen den har på nettet.
secure-text = Melding
secure-agree = Jeg samtykker i at dere leser det som er sensitivt i meldingen.
secure-not-agreed = Kryss av for at vi kan lese det som er sensitivt i meldingen. Uten det kan vi ikke ta imot den.
secure-send = Send
secure-again-title = Meldingen er ikke sendt ennå
secure-again-text = Den kom raskere enn noen skriver, eller siden hadde stått åpen for lenge. Det du skrev, står fortsatt her: Vent noen sekunder og trykk på «Send» en gang til.
secure-sent-title = Se i e-posten din
secure-sent-lead = Vi har sendt deg en lenke for å være sikre på at adressen er din.
secure-sent-text = Trykk på knappen bak lenken innen to dager. Der kan du også legge ved en fil. Før det kan ingen hos oss lese meldingen, og uten det slettes den av seg selv.

## Siden bak lenken

secure-open-title = En sikker melding venter på deg
secure-open-lead = Meldingen er fra { $company }. For å åpne den trenger du en kode, som vi sender til e-postadressen der du fikk lenken.
secure-open-code = Send meg en kode
secure-open-hint = Koden virker i et kvarter.
secure-code-lead = Koden er på vei til e-postadressen der du fikk lenken.
secure-code = Kode med seks sifre
secure-code-open = Åpne meldingen
secure-code-carried = Det du har skrevet, er med videre: du får se det igjen når du har skrevet inn koden.
secure-code-again = Send en ny kode
secure-code-wrong = Koden stemmer ikke. Bruk den siste du har fått.
secure-code-old = Koden er for gammel. Be om en ny.
secure-read-title = Sikker melding
secure-read-lead = Fra { $company }, { $at }
secure-read-file = Last ned { $name }
secure-read-until = Meldingen kan leses til { $until }.
secure-answer-title = Svar
secure-answer-send = Send svaret
secure-answered-title = Svaret er sendt
secure-answered-lead = Den som skrev til deg, har fått svaret. Du kan lukke siden.
secure-confirm-title = Bekreft meldingen
secure-confirm-lead = Noen har skrevet en sikker melding til oss og oppgitt din adresse. Var det deg?
secure-confirm-button = Ja, det var meg
secure-confirm-hint = Var det ikke deg, kan du lukke siden. Da slettes meldingen av seg selv, og ingen har lest den.
secure-confirmed-title = Takk, meldingen er mottatt
secure-confirmed-lead = Den som har ansvaret, leser den og svarer på samme måte: med en lenke i en e-post.
secure-wait-title = Vent litt
secure-wait-text = Det har vært for mange forsøk. Prøv igjen { $until }.
secure-gone-title = Lenken virker ikke
secure-gone-text = Den er brukt, har gått ut, eller har aldri vært noen lenke. Du kan skrive til oss på nytt.

## Skrivebordet

secure-desk-lead = Det som er for sensitivt for e-post. Skriv til noen fra personens side.
secure-desk-empty = Ingen sikre meldinger.
secure-desk-to = Send sikker melding
secure-desk-in = til oss
secure-desk-out = fra oss
secure-desk-read = Lest
secure-desk-unread = ikke lest
secure-desk-handled = ferdig behandlet
secure-desk-waits = til behandling
secure-desk-title = Sikker melding: { $name }
secure-desk-unconfirmed = Den som skrev, har ikke bekreftet adressen sin. Før det er det ingenting å lese her.
secure-desk-with = Med
secure-desk-written = Skrevet
secure-desk-until = Kan leses til
secure-desk-handler = Ansvarlig
secure-desk-file = Last ned vedlegget
secure-desk-answer = Skriv en sikker melding
secure-desk-done = Ferdig behandlet
secure-desk-hand-to = Kollega
secure-desk-hand = Gi ansvaret videre
secure-desk-new = Ny sikker melding til { $name }
secure-desk-new-hint = Mottakeren får en e-post med en lenke, og ingenting av det du skriver. Meldingen kan leses i 30 dager.
secure-desk-address = Varsles på
secure-desk-attach = Vedlegg
secure-desk-send = Send
secure-desk-no-address = Personen har ingen e-postadresse som du kan bruke.

## Forseglet e-post

sealed-title = Forseglet e-post
sealed-one = Forseglet e-post
sealed-here = Teksten og vedleggene er forseglet.
sealed-open = Åpne og vurder
sealed-not-yours = Teksten og vedleggene er forseglet. Den som har ansvaret for saken, og den personvernansvarlige, kan åpne dem.
sealed-doubtful = kan være sensitiv
sealed-seal = Forsegle
sealed-lead = E-posten kan ha opplysninger som er for sensitive for e-post. Les den, flytt det som trengs, dit det hører hjemme, og fjern det herfra.
sealed-why = Funnet
sealed-since = Forseglet
sealed-case = Sak
sealed-national-id = fødselsnummer
sealed-account = kontonummer eller kortnummer
sealed-words = ord som tyder på sensitive opplysninger
sealed-by-hand = en kollega meldte fra
sealed-judged = E-posten er vurdert.
sealed-clear = Ikke sensitiv: legg teksten tilbake
sealed-remove = Flyttet eller unødvendig: fjern
sealed-hint = Det som fjernes, kan ikke hentes tilbake. E-posten sier bare at noe er fjernet.
