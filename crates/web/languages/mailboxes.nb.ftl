# Felles postkasser.

mailboxes-title = Felles postkasser
mailboxes-about = Om de blir hentet, og hva som ble av meldingene
mailboxes-lead = Hver melding i en felles postkasse blir tatt vare på, eller får en linje som sier hvorfor ikke.
mailboxes-empty = Det er ingen felles postkasser. Den som drifter systemet, kobler dem til.
mailboxes-fetched = Sist hentet { $ago }
mailboxes-never = Aldri hentet
mailboxes-because = { $worked }: { $why }
mailboxes-fine = hentes
mailboxes-late = hentes ikke
mailboxes-trouble = siste forsøk feilet
mailboxes-unread = ikke hentet ennå
mailboxes-closed = skal ikke hentes
mailboxes-left = Ikke tatt vare på
mailboxes-left-hint = Høyst 50, de nyeste først. Det som kom til postkassen, ligger fortsatt der.
mailboxes-left-empty = Alt som har kommet, er tatt vare på.
mailboxes-found = Funnet
mailboxes-mailbox = Postkasse
mailboxes-number = Nummer
mailboxes-outcome = Hva som skjedde
mailboxes-why = Hvorfor
mailboxes-late-since = E-post til { $address } er ikke hentet siden { $moment }, fordi { $why }.
mailboxes-late-never = E-post til { $address } er aldri hentet, fordi { $why }.
mailboxes-late-how = Nye meldinger dit blir ikke til saker før det virker igjen. Den som drifter systemet, finner mer i programmets logg.
mailboxes-untried = ingenting forsøker å hente den
