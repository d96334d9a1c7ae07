# Ordene i kommandoene.

until = til { $day }
until-open = så lenge det varer
nobody = Ingen er registrert med det.
several =
    { $count } personer deler det. Bruk en e-postadresse eller en av disse:
      { $ids }

who-heading = { $name }: { $rows } rader
held = holdes { $until }: { $purpose } (art. 6 nr. 1 { $letter }), gjennom «{ $claim }»
held-by-nothing = holdes ikke av noe: slettes ved neste gjennomgang

access-written = Innsynspakken med { $rows } rader ligger i { $folder } (index.html og data.json).

erase-heading = Plan for sletting
restrict-heading = Plan for begrensning
lift-heading = Plan for å oppheve begrensningen
plan-fingerprint = Planens fingeravtrykk: { $fingerprint }
erase-how = Slik utføres den: ryddig erase { $person } --plan { $fingerprint }
restrict-how = Slik utføres den: ryddig restrict { $person } --plan { $fingerprint }
lift-how = Når personen har fått vite det, utføres den slik: ryddig lift { $person } --told --plan { $fingerprint }
receipt-erasure = Sletting etter krav
receipt-sweep = Opprydding etter frist
receipt-discard = Søppel slettet
receipt-removal = Fjernet for hånd
receipt-objection = Nei til reklame
receipt-withdrawal = Samtykke trukket tilbake
receipt-replay = Slettet på nytt etter at en kopi var lagt tilbake
receipt-restriction = Begrenset etter krav
receipt-lifting = Begrensning opphevet
receipt-open = { $system }: ikke svart for
receipt-no-system = Det er ikke noe system «{ $system }» under en slik kvittering. Der er: { $systems }
receipt-answered = Svart for { $system }.
plan-outside = Det ligger opplysninger om personen utenfor også: { $systems }. Kvitteringen får et gjøremål for hvert, som besvares med `ryddig outside`.
wish-changed = Noe har endret seg siden planen ble vist. Ingenting er gjort. Planen er nå { $fingerprint }.
restrict-done = { $rows } rader lagres bare fra nå av. Kvittering { $receipt }, plan { $plan }.
lift-done = { $rows } rader er i bruk igjen. Kvittering { $receipt }, plan { $plan }.
erase-done = { $rows } rader er slettet eller endret, og lagringsplassen er skrubbet. Kvittering { $receipt }, plan { $plan }.

action-delete = slettes
action-keep = beholdes
action-restrict = begrenses
action-lift = tas i bruk igjen
action-clear = tømmes for { $fields }
action-redact = sladdes i { $fields }

reason-asked = personen ber om det, og ingenting er til hinder
reason-junk = vurdert som søppel
reason-removed = fjernet av en ansatt
reason-due = fristen er ute
reason-unclaimed = ingenting trenger raden lenger
reason-again = raden var slettet før, og kom tilbake med en eldre kopi
reason-mention = viser til en rad som slettes
reason-shared = forteller om personen og om andre, og dette er avgjort
reason-law = tas vare på til { $day } på grunn av { $law }
reason-restricted = personen har bedt om at raden bare lagres
reason-request = personen har bedt om noe; fristen for svaret er { $day }
reason-hold = sperret mot sletting; vurderes på nytt innen { $day }
reason-lifted = grunnen til begrensningen er falt bort
reason-ongoing = trengs i et forhold som varer

not-a-day = { $text } er ikke en dato; skriv den slik: 2027-11-22
due-heading = Dette ville en gjennomgang gjort per { $day }
sweep-done = Gjennomgang per { $day }
sweep-trial = Prøve: dette ville bli gjort per { $day }
sweep-deleted = { $kind }: { $count } slettet
sweep-cleared = { $kind }: { $count } tømt for felter ingen trenger
sweep-stopped = { $kind }: { $count } er forfalt, men blir stående på grunn av en sperre, en begrensning eller et krav som ikke er besvart
sweep-nothing = Ingenting er forfalt.
sweep-put-off = { $count } rader ble endret underveis og tas neste gang
sweep-scrubbed = Lagringsplassen er skrubbet.

verify-counted = { $entries } nummererte linjer, { $heads } signerte topper, { $anchored } forankrede; { $unnumbered } linjer venter på nummer.
verify-sound = Loggen er slik den ble ført.
verify-failed = Loggen er ikke slik den ble ført.
verify-changed = linje { $number } ({ $id }) er endret
verify-moved = linje { $number } ({ $id }) hadde nummer { $was }
verify-inserted = linje { $number } ({ $id }) er satt inn
verify-removed = linje { $from } til og med { $to } er fjernet
verify-rewritten = blant linje { $from } til og med { $to } er noe skrevet om, og avtrykket med
verify-uncovered = linje { $from } til og med { $to } har nummer, men toppen som dekket dem, er fjernet
verify-head-removed = topp { $head } er fjernet
verify-head-changed = topp { $head } er ikke slik den ble signert
verify-head-foreign = topp { $head } er signert med en ukjent nøkkel; godta den med --trust hvis den er deres
verify-head-replaced = topp { $head } er en annen enn den som ble forankret
verify-anchor-changed = den forankrede toppen { $head } er ikke signert med en kjent nøkkel
verify-more = og { $count } linjer til
verify-no-key = { $key } er ikke en offentlig nøkkel: den har 64 heksadesimale sifre
