# Ordene om e-post som skrives på en oppføring, og om trådene den står i.

letter-write = Skriv e-post
letter-lead = E-posten tas vare på her. Svar kommer til samme tråd, og du får varsel.
letter-send = Send
letter-subject = Emne
letter-text = Tekst
letter-part = Del av
letter-more = Vis flere
letter-to-others = Andre mottakere
letter-wanted = Mottakeren har bedt om dette, og det er ikke reklame
letter-no-text = Skriv en tekst.
letter-no-subject = Skriv et emne.
letter-long-subject = Emnet kan ha { $characters } tegn.
letter-nobody = Velg eller skriv minst én mottaker.
letter-not-reached = Det kan ikke skrives til { $address }: e-post dit kommer i retur, adressen er en annens, eller den skal ikke brukes.
letter-objected = { $address } tilhører noen som ikke vil ha reklame. Bekreft nedenfor hvis dette ikke er det.
letter-not-theirs = Du kan ikke skrive e-post som er del av dette arbeidet.
letter-threads = E-posttråder
letter-about = Om tråden
letter-with = Med
letter-tie = Knytt til noe
