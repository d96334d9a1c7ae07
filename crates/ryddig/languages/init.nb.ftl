# Ordene i `ryddig init`: spørsmålene, og kommentarene i filen.

ask-name = Virksomhetens navn, slik det er registrert:
ask-organisation-number = Organisasjonsnummer:
ask-address = Postadresse på én linje:
ask-contact = Hvem kan folk henvende seg til om personvern?
ask-contact-title-nb = Tittelen til vedkommende på norsk:
ask-contact-title-en = Tittelen til vedkommende på engelsk:
ask-email = E-postadresse for spørsmål om personvern:
ask-phone = Telefonnummer med landkode:
ask-mail-provider = Hvem leverer e-posten deres?
ask-mail-provider-country = I hvilket land (to bokstaver, som NO)?
ask-mail-agreement-dated = Datoen på databehandleravtalen med dem (som 2026-01-15):
ask-fiscal-year-ends = Siste dag i regnskapsåret, måned og dag (som 12-31):
ask-areas = Hvilke områder skal dere bruke (newsletter, sales, support, projects, staff – eller ingen)?

hint-line = skriv noe, på én linje
hint-organisation-number = et organisasjonsnummer har ni sifre, og det siste er et kontrollsiffer
hint-email = en e-postadresse ser slik ut: personvern@example.no
hint-phone = begynn med landkoden: +47 00 00 00 00
hint-country = et land i EØS, med to store bokstaver, som NO. Et land utenfor krever et overføringsgrunnlag: skriv da filen selv, med `transfer` (docs/register)
hint-year-day = en dag i året ser slik ut: 12-31
hint-areas = skriv noen av newsletter, sales, support, projects og staff, med komma mellom, eller ingen
hint-date = en dato ser slik ut: 2026-01-15

wrong = «{ $typed }» kan ikke brukes: { $hint }.
empty = Svaret er tomt: { $hint }.
missing = Dette mangler: { $flags }. Ingenting er skrevet.
taken = { $file } finnes fra før og blir ikke rørt. Velg en annen fil med --company.
next =
    Filen { $file } er skrevet. Start serveren. Mens den går, legger dere til den første brukeren og ber om en lenke å logge inn med:
      ryddig{ $option } serve
      ryddig{ $option } add-user "Fornavn Etternavn" navn@example.no --role support --role privacy-lead
      ryddig{ $option } sign-in navn@example.no

file-about =
    Virksomhetens fil: hvem som svarer for opplysningene, og hvem andre som får dem. Resten følger med programmet.
    Prøv endringer med `ryddig check`.
file-relay = Den som leverer e-posten, er databehandler og trenger en avtale (personvernforordningen art. 28).
file-points = Punktene i art. 28 nr. 3 som avtalen har. Se etter at den har alle; stryk bokstaven for et punkt den mangler.
file-areas = Områdene dere bruker: nyhetsbrev, salg, support, prosjekter, personal. Det dere ikke bruker, står ikke i erklæringen og kan ikke registreres.
file-more =
    Det virksomheten ellers lagrer, føyes til her: [activity.X] og [entity.X].
    Steder utenfor Ryddig der den har personopplysninger, er [system.X]. Håndboken er docs/register/README.md.
