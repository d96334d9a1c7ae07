# Ordene i e-postene om kontoen til en som bruker systemet.

invitation-subject = Du er invitert til { $company }
invitation-body =
    Hei!

    Du har fått tilgang til systemet til { $company }. Åpne lenken og velg et passord:

    { $link }

    Lenken virker én gang, til { $until }.

    Venter du ingen invitasjon? Da kan du se bort fra denne e-posten.

    Vennlig hilsen
    { $company }

new-password-subject = Velg et nytt passord – { $company }
new-password-body =
    Hei!

    Noen har bedt om et nytt passord til kontoen din hos { $company }. Åpne lenken og velg et:

    { $link }

    Lenken virker én gang, til { $until }. Inntil du har valgt, gjelder det gamle passordet.

    Var det ikke du som ba om det? Da kan du se bort fra denne e-posten.

    Vennlig hilsen
    { $company }

account-notice-subject = Kontoen din hos { $company } er endret
account-notice-body =
    Hei!

    { $what }

    Tidspunkt: { $at }

    Var det du som gjorde det, trenger du ikke gjøre noe. Hvis ikke: Logg inn, bytt passord og avslutt de andre innloggingene her, og si fra til den som drifter systemet:

    { $link }

    Vennlig hilsen
    { $company }

account-password-changed = Passordet er byttet, og alle andre innlogginger er avsluttet.
account-factor-added = En kodeapp er lagt til. Fra nå av trengs en kode fra den for å logge inn.
account-factor-removed = Kodeappen er fjernet. Det trengs ingen kode for å logge inn, og reservekodene virker ikke lenger.
account-factor-reset = Den som drifter systemet, har fjernet kodeappen din og avsluttet alle innlogginger.
account-recovery-used = En reservekode er brukt. Den virker ikke lenger.
account-recovery-made = Nye reservekoder er laget. De gamle virker ikke lenger.
account-passkey-added = En tilgangsnøkkel er lagt til.
account-passkey-removed = En tilgangsnøkkel er fjernet.
account-passkey-refused = Noen prøvde å logge inn med en tilgangsnøkkel som kan være kopiert: Telleren i den hadde ikke gått fram siden forrige innlogging. Ingen slapp inn. Fjern nøkkelen og lag en ny.
account-sign-on-linked = Kontoen er knyttet til en innlogging hos en annen tjeneste, fordi den bekreftet e-postadressen din. Med den kan du logge inn fra nå av.
account-sign-on-unlinked = En innlogging hos en annen tjeneste er koblet fra kontoen.
