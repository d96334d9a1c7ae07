# E-postene om veiene inn til en konto, på bokmål. Nøklene er de samme i tell.en.ftl.

passkey-added-subject = Ny tilgangsnøkkel på kontoen din
passkey-added-body =
    Hei!

    Det er lagt til en tilgangsnøkkel på kontoen din hos { $company }. Med den kan du logge inn uten passord.

    Var det ikke deg? Fjern den her: { $link }
    Si fra til den som har ansvaret for systemet.

    { $company }

passkey-removed-subject = En tilgangsnøkkel er fjernet fra kontoen din
passkey-removed-body =
    Hei!

    En tilgangsnøkkel er fjernet fra kontoen din hos { $company }. Ingen kan logge inn med den lenger.

    Var det ikke deg? Se over kontoen din: { $link }
    Si fra til den som har ansvaret for systemet.

    { $company }

passkey-refused-subject = En tilgangsnøkkel ble avvist
passkey-refused-body =
    Hei!

    Noen prøvde å logge inn på kontoen din hos { $company } med en tilgangsnøkkel som kan være kopiert. Telleren i den sto ikke lenger fram enn ved forrige innlogging. Ingen slapp inn.

    Fjern tilgangsnøkkelen og lag en ny: { $link }
    Si fra til den som har ansvaret for systemet.

    { $company }

sign-on-linked-subject = Ny måte å logge inn på kontoen din
sign-on-linked-body =
    Hei!

    Kontoen din hos { $company } er knyttet til en innlogging hos en annen tjeneste, fordi den bekreftet e-postadressen din.

    Var det ikke deg? Se over kontoen din: { $link }
    Si fra til den som har ansvaret for systemet.

    { $company }
