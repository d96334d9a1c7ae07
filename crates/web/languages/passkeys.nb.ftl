
## Tilgangsnøkler

passkeys-title = Tilgangsnøkler
passkeys-lead = Med en tilgangsnøkkel logger du inn med fingeravtrykk, ansikt eller PIN-kode på enheten din. Den virker bare her, og ingen kan lure den fra deg.
passkeys-none = Du har ingen tilgangsnøkkel ennå.
passkeys-not-here = Nettlesere tilbyr tilgangsnøkler bare på adresser med navn og HTTPS. Si fra til den som drifter systemet.
passkeys-full = Du har så mange tilgangsnøkler som det er plass til. Fjern en du ikke bruker.
passkeys-look = Se og lag tilgangsnøkler
passkey-instead = Eller bruk en tilgangsnøkkel
passkey-other-way = Logg inn på en annen måte
passkey-new = Ny tilgangsnøkkel
passkey-name = Hva vil du kalle den?
passkey-name-hint = For eksempel hvilken enhet den ligger på: «Jobbtelefonen».
passkey-add = Lag tilgangsnøkkel
passkey-made = Lagt til { $moment }
passkey-used = Sist brukt { $moment }
passkey-unused = Ikke brukt ennå
passkey-remove = Fjern
passkey-without = Tilgangsnøkler trenger JavaScript og en nyere nettleser. Du kan logge inn på en annen måte.
passkey-not-made = Det ble ingen tilgangsnøkkel. Kanskje avbrøt du, eller enheten har en fra før. Prøv igjen.
passkey-not-fitting = Svaret fra enheten passet ikke, eller det tok mer enn fem minutter. Prøv igjen.
passkey-no-name = Gi tilgangsnøkkelen et navn, så du kjenner den igjen.
passkey-long-name = Navnet kan ha høyst { $limit } tegn.
passkey-known = Denne enheten har en tilgangsnøkkel her fra før.
passkey-last = Dette er den eneste måten du kan logge inn på. Lag en ny først.
passkey-sign-in = Logg inn med tilgangsnøkkel
passkey-sign-in-title = Logg inn med tilgangsnøkkel
passkey-sign-in-text = Enheten din spør om fingeravtrykk, ansikt eller PIN-kode. Du trenger ikke skrive noe.
passkey-no-answer = Det kom ikke noe svar fra enheten. Prøv igjen.
passkey-refused = Tilgangsnøkkelen slapp deg ikke inn. Det kan ha gått mer enn fem minutter, eller den er fjernet. Prøv igjen.

## Innlogging hos andre

sign-on-with = Logg inn med { $name }
sign-on-leaving-title = Videre til { $name }
sign-on-leaving-text = Du logger inn hos { $name } og kommer tilbake hit.
sign-on-leaving-link = Fortsett til { $name }
sign-on-title = Du ble ikke logget inn
sign-on-again = Prøv igjen
sign-on-cancelled = Innloggingen hos { $name } ble avbrutt.
sign-on-refused = Svaret fra { $name } kunne ikke godtas. Det kan ha gått mer enn fem minutter, eller svaret gjaldt en annen innlogging.
sign-on-unreachable = { $name } svarer ikke nå. Prøv igjen om litt, eller logg inn på en annen måte.
sign-on-unconfirmed = { $name } har ikke bekreftet en e-postadresse som slipper inn her. Si fra til den som drifter systemet.
sign-on-unknown = Du er ikke lagt til her, eller tilgangen din har opphørt. Si fra til den som har ansvaret for systemet.
sign-on-linked-title = Innlogging hos andre
sign-on-linked-lead = Disse tjenestene slipper deg inn her.
sign-on-unlink = Koble fra
passkeys-not-fresh = For å lage en ny må du ha logget inn for mindre enn et kvarter siden. Logg ut og inn igjen.
