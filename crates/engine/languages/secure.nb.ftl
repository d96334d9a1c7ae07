# Ordene i e-postene om sikre meldinger.

secure-waits-subject = En sikker melding venter på deg – { $company }
secure-waits-body =
    Hei!

    Vi har skrevet en melding til deg som ikke bør stå i en e-post. Den leser du her:
    { $link }

    Siden sender deg en kode til denne adressen før den åpner meldingen. Du kan svare samme sted. Meldingen kan leses til { $until }.

    Vennlig hilsen
    { $company }

secure-code-subject = Koden til den sikre meldingen – { $company }
secure-code-body =
    Hei!

    Koden er { $code }

    Den virker i et kvarter. Har du ikke bedt om noen kode, kan du se bort fra denne e-posten. Vi ber aldri om koden på telefon eller e-post.

    Vennlig hilsen
    { $company }

secure-confirm-subject = Bekreft den sikre meldingen – { $company }
secure-confirm-body =
    Hei!

    Noen har skrevet en sikker melding til oss og oppgitt denne adressen. Er det deg? Åpne siden og trykk på knappen der, så kan vi lese meldingen:
    { $link }

    Lenken virker én gang, til { $until }. Ingen hos oss kan lese meldingen før det, og er det ikke deg, trenger du ikke gjøre noe: Da slettes den av seg selv.

    Vennlig hilsen
    { $company }

secure-came-subject = En sikker melding har kommet
secure-came-body =
    Hei!

    En sikker melding har kommet, og ingen har ansvaret for den ennå. Du leser den her:
    { $link }

    Hilsen
    { $company }
