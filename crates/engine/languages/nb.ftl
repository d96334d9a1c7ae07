# Ordene i e-postene som systemet sender.

confirmation-subject = Vi har fått meldingen din – { $company }
confirmation-body =
    Hei!

    Vi har fått meldingen du sendte gjennom kontaktskjemaet vårt, og svarer så snart vi kan.

    Har du ikke skrevet til oss? Da kan du se bort fra denne e-posten. Ring oss gjerne på { $phone }
    hvis du vil at vi sletter meldingen.

    Slik behandler vi opplysningene dine: { $statement }

    Vennlig hilsen
    { $company }

answer-subject = Svar fra { $company }
answer-body =
    { $answer }

    Vennlig hilsen
    { $author }
    { $company }

    { $received } skrev { $name }:
    { $quoted }

notice-subject = Ny henvendelse fra kontaktskjemaet
notice-body =
    Det har kommet en ny henvendelse.

    Åpne den her: { $link }

    { $company }

# Ordene i loggen, slik den som opplysningene gjelder, får dem.

ledger-received = kom inn
ledger-let-in = sluppet inn
ledger-answered = besvart
ledger-mail-kept = e-post tatt vare på
ledger-mail-written = e-post skrevet
ledger-released-as-harmless = sendt selv om vakten stoppet den: ufarlig
ledger-released-as-wanted = sendt selv om vakten stoppet den: mottakeren har bedt om det
ledger-merged = slått sammen
ledger-unmerged = tatt fra hverandre
ledger-split = skilt ut
ledger-made = registrert
ledger-changed = endret
ledger-removed = fjernet for hånd
ledger-added = lagt til
ledger-access-ended = tilgangen opphørte
ledger-role-granted = rolle gitt
ledger-role-ended = rolle avsluttet
ledger-acted-as = arbeidet i noen av rollene sine
ledger-acted-for = kommandolinjen brukte rettighetene til
ledger-emergency-access-taken = tok nødtilgang
ledger-emergency-access-given-back = ga nødtilgang tilbake
ledger-emergency-access-reviewed = nødtilgang vurdert
ledger-token-made = nøkkel for et program laget
ledger-token-revoked = nøkkel for et program trukket tilbake
ledger-link-made = innloggingslenke laget
ledger-signed-in = logget inn
ledger-passkey-added = tilgangsnøkkel lagt til
ledger-passkey-removed = tilgangsnøkkel fjernet
ledger-passkey-refused = tilgangsnøkkel avvist
ledger-sign-on-linked = innlogging hos andre knyttet
ledger-sign-on-unlinked = innlogging hos andre koblet fra
ledger-sign-in-refused = innlogging avvist
ledger-session-ended = innlogging avsluttet
ledger-password-chosen = passord valgt
ledger-second-factor-added = andre faktor lagt til
ledger-second-factor-removed = andre faktor fjernet
ledger-recovery-codes-made = reservekoder laget
ledger-recovery-code-used = reservekode brukt
ledger-invited = invitert
ledger-invitation-withdrawn = invitasjon trukket tilbake
ledger-access-given = innsyn gitt
ledger-read = sett på
ledger-rows-exported = alle rader hentet ut
ledger-list-exported = hentet ut til en fil
ledger-forgot-a-mention = henvisning fjernet
ledger-emptied-fields = felter tømt
ledger-decided-on-a-text = avgjort hva som gjøres med en tekst om flere
ledger-redacted = sladdet
ledger-erased-on-request = slettet på oppfordring
ledger-restricted = begrenset
ledger-restriction-lifted = begrensning opphevet
ledger-discarded-as-junk = forkastet som søppel
ledger-deleted-again = slettet på nytt etter at en kopi var lagt tilbake
ledger-deleted-when-due = slettet etter frist
ledger-portable-data-given = det personen selv har gitt, hentet ut
ledger-identity-confirmed = identitet bekreftet
ledger-task-answered = sted utenfor besvart
ledger-deadline-extended = frist forlenget
ledger-request-refused = krav avslått
ledger-passed-on = sendt videre til kunden
ledger-request-closed = lukket uten svar
ledger-marketing-ended = sa nei til reklame
ledger-found-affected = funnet å være rammet av et avvik
ledger-told-of-a-breach = varslet om et avvik
ledger-sweep-asked-for = ba om sletting av det som er forfalt
ledger-tried-again = forsøkt på nytt
ledger-let-go = oppgitt for godt
ledger-forwarded = videresendte en e-post
ledger-mail-sealed = forseglet en e-post
ledger-mail-unsealed = åpnet en forseglet e-post igjen, den var ikke sensitiv
ledger-sealed-text-removed = fjernet det som var forseglet av en e-post
ledger-secure-message-written = skrev en sikker melding
ledger-secure-message-opened = åpnet en sikker melding
ledger-secure-message-handed-over = ga en sikker melding til en kollega
ledger-secure-message-handled = ble ferdig med en sikker melding

actor-person = personen selv
actor-visitor = den besøkende
actor-sweep = den automatiske slettingen
actor-machine = et program utenfor
actor-command = den som drifter systemet
actor-deadlines = fristvakten
actor-staff = en ansatt
actor-portal = en kollega av personen, i kundeportalen

receipt-subject = [#{ $number }] Vi har fått henvendelsen din
receipt-body =
    Hei!

    Vi har fått henvendelsen din og svarer så snart vi kan. Saken har nummer { $number }.
    Har du mer å si, kan du svare på denne e-posten, eller her: { $link }

    E-post er ikke kryptert. Ikke send oss helseopplysninger, fødselsnummer eller annet sensitivt på den måten.

    Slik behandler vi personopplysninger: { $statement }

    Hilsen
    { $company }

feedback-subject = [#{ $number }] Hvordan gikk det med «{ $title }»?
feedback-body =
    Hei!

    Saken din med nummer { $number }, «{ $title }», er løst. Si gjerne hvordan det gikk: { $link }

    Du trenger ikke å svare, og vi spør bare denne ene gangen. Er saken ikke løst likevel, svar på denne e-posten.

    Det du svarer, står sammen med saken og slettes med den. Slik behandler vi personopplysninger: { $statement }

    Hilsen
    { $company }

mailbox-late-subject = E-post til { $address } blir ikke hentet
mailbox-late-body =
    { $worked }, fordi { $why }.

    Nye meldinger dit blir ikke til saker før det virker igjen. Ingenting går tapt så lenge de ligger i postkassen.

    Slik går det: { $link }

    Vennlig hilsen
    { $company }
mailbox-since = Den ble sist hentet { $at }
mailbox-never = Den er aldri hentet
mailbox-untried = ingenting forsøker å hente den
sealed-text = [forseglet: e-posten kan ha opplysninger som er for sensitive for e-post]
sealed-subject = [forseglet emne]
sealed-removed = [fjernet: e-posten hadde opplysninger som er for sensitive for e-post]

quote-theirs = Den { $when } skrev du:
quote-ours = Den { $when } skrev vi:
forwarded-head =
    ---------- Videresendt e-post ----------
    Fra: { $from }
    Til: { $to }
    Tid: { $when }
    Emne: { $subject }
case-follow = Følg saken og svar her: { $link }
