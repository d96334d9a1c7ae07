# Ordene i e-postene om det personer ber oss om.

request-confirm-subject = Bekreft at det er deg – { $company }
request-confirm-body =
    Hei!

    Noen har sendt oss et krav for den som har denne e-postadressen. Det gjelder { $kind }.

    Er det deg? Åpne siden og trykk på knappen der, så tar vi fatt på det:
    { $link }

    Lenken virker én gang, til { $until }. Fristen vår for å svare er { $due }.

    Var det ikke deg? Da trenger du ikke å gjøre noe. Kravet blir lukket av seg selv, og ingen får vite noe om deg.

    Vennlig hilsen
    { $company }

request-nothing-subject = Vi har ingenting om deg – { $company }
request-nothing-body =
    Hei!

    Noen har sendt oss et krav for den som har denne e-postadressen. Det gjelder { $kind }. Vi har sett etter, og vi har ingenting på den.

    Det eneste vi har nå, er selve kravet. Det blir slettet { $forget }.

    Kan vi ha noe om deg på en annen adresse? Spør da fra den, eller ring oss på { $phone }.

    Var det ikke deg som spurte? Da kan du se bort fra denne e-posten.

    Vennlig hilsen
    { $company }

request-received-subject = Vi har fått kravet ditt – { $company }
request-received-body =
    Hei!

    Vi har fått kravet ditt. Det gjelder { $kind } og har nummer { $number }, og vi svarer senest { $due }.

    Her kan du se hvor langt det har kommet:
    { $link }

    Lenken er bare til deg. Den som har den, ser kravet.

    { $more }

    Vennlig hilsen
    { $company }

request-more-proof = Det du spør om, er vernet ekstra. Derfor holder det ikke at du leser denne e-posten: vi tar kontakt for å være sikre på at det er deg. Du trenger ikke å sende oss kopi av legitimasjon.

request-extension-subject = Vi trenger mer tid – { $company }
request-extension-body =
    Hei!

    Vi rekker ikke å svare på krav nummer { $number } ({ $kind }) innen { $due }.

    Grunnen er: { $why }

    Du får svar senest { $until }. Her kan du følge kravet:
    { $link }

    Er du ikke enig, kan du klage til { $authority }, eller gå til domstolene.

    Vennlig hilsen
    { $company }

request-passed-on-subject = Krav fra en registrert: { $kind } – { $company }
request-passed-on-body =
    Hei!

    Vi har fått et krav som gjelder opplysninger vi behandler for { $customer } etter databehandleravtalen. Dere er
    behandlingsansvarlig, så vi sender det videre til dere.

    Krav: { $kind }
    Kom til oss: { $received }
    Fra: { $person }
    Svar til: { $address }

    { $text }

    Fristen for å svare er én måned fra kravet kom. Si fra hva dere trenger fra oss.

    Vennlig hilsen
    { $author }
    { $company }

request-passed-on-told =
    Hei!

    Kravet ditt ({ $kind }) gjelder opplysninger som vi behandler for { $customer }. De er ansvarlige for dem, og vi har
    sendt kravet videre til dem. De svarer deg.

    Vennlig hilsen
    { $author }
    { $company }

request-answer-subject = Svar på kravet ditt – { $company }
request-answer-body =
    { $text }

    Vennlig hilsen
    { $author }
    { $company }

request-refusal-body =
    { $text }

    Vi gjør ikke alt du har bedt om. Grunnen er:
    { $reason }

    Er du ikke enig, kan du klage til { $authority }. Du kan også gå til domstolene.

    Vennlig hilsen
    { $author }
    { $company }

request-done-marketing-objection =
    Hei!

    Du får ikke mer reklame fra oss. Det vi hadde bare for det, er slettet.

    Vi har tatt vare på et avtrykk av adressen din som ikke kan leses. Det hindrer at den kommer inn igjen.

    Kvittering: { $receipt }

    Vennlig hilsen
    { $company }

request-done-withdrawal =
    Hei!

    Samtykket ditt er trukket tilbake. Det vi hadde bare på grunn av det, er slettet.

    Kvittering: { $receipt }

    Vennlig hilsen
    { $company }

# Det et svar kan begynne med. Den som svarer, endrer det som de vil.

request-draft-access =
    Hei!

    Du ba om { $kind } { $received }. Alt vi har om deg, ligger i en pakke som du henter her:
    { $link }

    Pakken lages når du henter den. Si fra hvis noe mangler eller er feil.
request-draft-rectification =
    Hei!

    Du ba om { $kind } { $received }. Vi har rettet det som var feil, og sagt fra til dem som har fått opplysningene av oss.
request-draft-erasure =
    Hei!

    Du ba om { $kind } { $received }. Det vi kunne slette, er slettet. Kvitteringen har nummer { $receipt }.

    Selve kravet, navnet og adressen din blir slettet om to uker. Så lenge kan du lese svaret her:
    { $link }
request-draft-restriction =
    Hei!

    Du ba om { $kind } { $received }. Opplysningene blir liggende, og vi bruker dem ikke. Du får beskjed før det tar slutt.
request-draft-portability =
    Hei!

    Du ba om { $kind } { $received }. Det du har gitt oss, henter du her, som JSON og CSV:
    { $link }
request-draft-objection =
    Hei!

    Du protesterte { $received }. Vi har sett på det igjen og stanset behandlingen.
request-draft-marketing-objection =
    Hei!

    Du får ikke mer reklame fra oss. Kvitteringen har nummer { $receipt }.
request-draft-withdrawal =
    Hei!

    Samtykket ditt er trukket tilbake, og det vi hadde bare på grunn av det, er slettet. Kvitteringen har nummer { $receipt }.
request-draft-human-decision =
    Hei!

    Du ba om { $kind } { $received }. Et menneske har nå sett på avgjørelsen.
request-draft-question =
    Hei!

    Takk for at du skrev til oss { $received }.

# Varslene til dem som svarer på krav.

request-came-subject = Nytt krav nr. { $number } – frist { $due }
request-came-lead = Det har kommet et krav: { $kind }.
request-soon-subject = Krav nr. { $number } må besvares innen { $due }
request-soon-lead = Fristen nærmer seg for kravet: { $kind }.
request-late-subject = Krav nr. { $number } er ikke besvart – fristen var { $due }
request-late-lead = Fristen er ute for kravet: { $kind }.
request-notice-body =
    { $lead } Det skal være besvart innen { $due }.

    Åpne det her: { $link }

    { $company }
