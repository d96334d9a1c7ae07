# Ordene i kundeportalen.

portal-gone-title = Lenken virker ikke
portal-gone-text = Den gjelder ikke lenger, eller har aldri vært noen lenke. Skriv til oss, så svarer vi i en ny sak.
portal-title = Sak { $number }
portal-state = Status: { $state }.
portal-ours = Vi
portal-theirs = Du
portal-answer = Skriv til oss i saken
portal-hint = Ikke skriv fødselsnummer, helseopplysninger eller annet sensitivt her.
portal-send = Send
portal-text-wrong = Skriv noe, og ikke mer enn { $most } tegn.
portal-too-many = Det kommer for mye herfra akkurat nå. Prøv igjen om en stund.
portal-colleague = En kollega hos dere
portal-shared = Kolleger som ser alle sakene deres, leser det du skriver.
portal-file = Vedlegg { $number }
portal-file-wrong = Vedlegget er for stort. Prøv uten det, eller del det opp.
file-again = Vedlegget er ikke tatt vare på: Velg det en gang til når du sender.
portal-sensitive = Dette kan ikke sendes herfra: Teksten eller et vedlegg inneholder noe sensitivt, som et fødselsnummer eller en helseopplysning, eller er for stort til å bli lest gjennom. Ingenting er lagret. Ta det ut, eller
portal-sensitive-way = send det som en sikker melding

portal-door-title = Kundeportalen
portal-door-lead = Her følger du sakene dine hos oss, svarer og melder nye.
portal-door-hint = Adressen du ble invitert med. Du får en lenke på e-post, og trenger ikke passord.
portal-door-send = Send meg en lenke
portal-door-in = Til sakene, hvis du alt er inne
portal-sent-title = Se i innboksen din
portal-sent-lead = Har du tilgang til kundeportalen, er en lenke på vei til adressen du skrev.
portal-sent-text = Den virker i et kvarter. Kommer den ikke, har adressen ikke tilgang. Da skriver eller ringer du til oss.
portal-link-enter = Logg inn
portal-link-gone = Lenken er brukt, eller den er for gammel. Be om en ny.
portal-out-title = Du er ikke logget inn
portal-out-text = Det er en stund siden du brukte portalen, eller tilgangen er avsluttet. Det du eventuelt skrev, er ikke sendt.
portal-leave = Logg ut

portal-cases = Saker
portal-open = Åpne
portal-over = Avsluttede
portal-none-open = Du har ingen åpne saker.
portal-none-over = Du har ingen avsluttede saker.
portal-missing-title = Fant ikke saken
portal-missing-text = Den finnes ikke lenger, eller du har ikke tilgang til den.

portal-new = Meld ny sak
portal-new-text = Hva gjelder det?
portal-no-queues = Nye saker tas ikke imot her. Skriv eller ring til oss.
portal-queue = Hva slags sak er det?
portal-queue-choose = Velg …
portal-queue-wrong = Velg en av disse.
portal-subject = Emne
portal-subject-wrong = Skriv et emne, på høyst { $most } tegn.

report-title = Meld en sak: { $queue }
report-lead = Fortell hva det gjelder, så åpner vi en sak og svarer deg på e-post.
report-data = Navn, e-postadresse, emne, det du skriver og vedlegg, og det vi senere sier og gjør i saken.
report-not-title = Skjemaet ble ikke sendt
report-no-files = Vi kan ikke ta imot vedlegg akkurat nå. Send skjemaet uten, så kan du legge dem ved når vi har svart.
report-sent-title = Takk, vi har fått saken
report-sent-lead = Vi svarer deg på e-post. Er adressen ny for oss, får du også en kort bekreftelse dit.
report-gone-title = Fant ikke skjemaet
report-gone-text = Det finnes ikke lenger. Bruk kontaktskjemaet i stedet.

feedback-title = Hvordan gikk det?
feedback-about = Det gjelder saken med nummer { $number }, «{ $title }».
feedback-good = Bra
feedback-middling = Sånn passe
feedback-poor = Dårlig
feedback-comment = Vil du si noe mer?
feedback-kept = Svaret står sammen med saken og slettes med den. De som arbeider med kundestøtte, ser det.
feedback-not-title = Svaret ble ikke sendt
feedback-missing = Velg hvordan det gikk.
feedback-sensitive = Kommentaren inneholder noe sensitivt, for eksempel et fødselsnummer eller noe om helse. Ta det ut. Ingenting er lagret.
feedback-thanks = Takk for svaret
feedback-said = Du svarte: { $how }.
feedback-gone = Den gjelder ikke lenger, eller har aldri vært en lenke. Skriv gjerne til oss likevel.
