# Ordene i e-postene fra kundeportalen.

portal-invited-subject = Du har fått tilgang til kundeportalen – { $company }
portal-invited-own = Der følger du sakene dine hos oss, svarer i dem og melder nye.
portal-invited-all = Der følger du alle sakene som dere har hos oss, svarer i dem og melder nye.
portal-invited-body =
    Hei!

    Du har fått tilgang til kundeportalen til { $company }. { $sees }

    Du logger inn med e-postadressen denne meldingen er sendt til, og uten passord. Vi sender deg en lenke når du vil inn:
    { $link }

    Vi lagrer det som trengs for å kjenne deg igjen, til tilgangen opphører. Mer om det, og om hva du kan kreve: { $statement }

    Har du ikke bruk for tilgangen, si fra til oss på telefon { $phone }, så avslutter vi den.

    Vennlig hilsen
    { $company }

portal-link-subject = Logg inn i kundeportalen – { $company }
portal-link-lead = Her logger du inn i kundeportalen:
portal-link-lead-of = Her logger du inn i kundeportalen for { $customer }:
portal-link-body =
    Hei!

    { $lead }
    { $link }

    Lenken virker én gang, til { $until }. Har du ikke bedt om den, kan du se bort fra denne e-posten.

    Vennlig hilsen
    { $company }

portal-case-subject = [#{ $number }] Vi har fått saken – { $company }
portal-case-body =
    Hei!

    Noen har meldt en sak til oss og oppgitt denne adressen. Er det deg, følger du den og svarer her:
    { $link }

    Er det ikke deg, kan du se bort fra denne e-posten, eller si fra til oss på telefon { $phone }.

    Slik behandler vi personopplysninger: { $statement }

    Vennlig hilsen
    { $company }
