## Rammen ved pulten

frame-menu = Meny
frame-new = + Ny
frame-loading = Henter …
frame-close = Lukk
frame-unfinished = uferdig
frame-today = i dag
frame-search-label = Søk i alt
frame-search-hint = Søk i alt …  /
frame-search-title = Søk
frame-search-for = Søk: { $words }
frame-search-lead = Søk i navn, adresser, numre og tekster i alt du har tilgang til. Skriv begynnelsen av ett eller flere ord, eller et saksnummer.
frame-search-found = Forslag
frame-search-nothing = Ingenting funnet. Prøv færre ord, eller begynnelsen av et ord.
frame-search-all = Vis alle { $rows }
frame-search-more = Vis flere
frame-recent = Sist åpnet
frame-commands = Handlinger
frame-command-go = Gå til { $name }
frame-command-new = Legg til: { $name }

## Områdene

frame-area-website = Nettstedet
frame-area-parties = Personer og virksomheter
frame-area-correspondence = Korrespondanse
frame-area-newsletter = Nyhetsbrev
frame-area-sales = Salg
frame-area-support = Kundestøtte
frame-area-projects = Prosjekter og timer
frame-area-staff = Ansatte
frame-area-privacy = Personvern
frame-area-system = Oppsett
frame-area-company = Våre egne lister
frame-area-beside = Det som hører til disse: { $lists } lister
frame-about-parties = Hvem vi har med å gjøre, og hva vi har sagt til hverandre.
frame-about-newsletter = Nyhetsbrevene, utgavene og dem som får dem.
frame-about-sales = Fra mulig kunde til tilbud og kunde.
frame-about-support = Sakene kundene venter på svar i, og det de har hos oss.
frame-about-projects = Oppdrag, oppgaver, saker og timene som føres på dem.
frame-about-staff = Arbeidsforhold, lønn, fravær og det som følger av dem.
frame-about-privacy = Krav, avvik, risiko og avtaler, og det som viser hva vi lagrer og hvorfor.
frame-about-company = Det vi selv har lagt til i registeret.

## I dag

frame-today-nothing = Ingenting venter på deg. Ha en fin dag.
frame-wait-cases = Supportsaker
frame-wait-tasks = Oppgaver
frame-wait-matters = Saker
frame-wait-follow-ups = Salgsoppfølging
frame-wait-approaches = Ta kontakt igjen
frame-wait-notices = Skal få vite at vi har opplysninger om dem
frame-wait-quotes = Tilbud som snart utløper
frame-wait-weeks = Ukesedler å levere
frame-wait-approvals = Ukesedler å godkjenne
frame-wait-sick-leave = Oppfølging av sykmeldte
frame-wait-departures = Ansatte som slutter
frame-wait-agreements = Databehandleravtaler å gå gjennom

## Tastaturet

frame-keys-title = Tastatur
frame-keys-lead = Tastene virker når ingen felt er i bruk.
frame-keys-off = Slå av snarveier med én tast
frame-key-search = søk i alt
frame-key-help = vis denne hjelpen
frame-key-rows = neste og forrige rad
frame-key-open = åpne raden
frame-key-edit = endre det som vises
frame-key-new = legg til i listen
frame-key-beside = forrige og neste rad i listen som raden ble åpnet fra

## Galleriet

frame-gallery-title = Galleri
frame-gallery-about = Alle delene skjermbildene er laget av
frame-gallery-lead = Delene som skjermbildene er laget av, i alle tilstander.
frame-gallery-colours = Farger
frame-gallery-buttons = Knapper
frame-gallery-fields = Felter
frame-gallery-marks = Merker og faner
frame-gallery-told = Beskjeder
frame-gallery-lists = Lister
frame-gallery-cards = Kort og tidslinje
frame-gallery-over = Meny og dialog
frame-sample-save = Lagre
frame-sample-cancel = Avbryt
frame-sample-remove = Fjern nå
frame-sample-small = Liten
frame-sample-disabled = Ikke nå
frame-sample-one = Den ene
frame-sample-other = Den andre
frame-sample-name = Navn
frame-sample-badge = merke
frame-sample-text = Det vi snakket om forrige uke, og det vi ble enige om.
frame-sample-saved = Lagret.
frame-sample-wrong = Noe må rettes før dette kan lagres.
frame-sample-empty = Ingen rader her.
frame-sample-counted = venter
frame-sample-menu = Åpne meny
frame-sample-dialog = Åpne dialog
toast-made = Lagt til.
toast-saved = Lagret.
toast-removed = Slettet.
toast-told = Kollegaen har fått et varsel.
