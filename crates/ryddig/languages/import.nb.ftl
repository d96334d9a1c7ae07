# Ordene om å legge en fil inn i en liste.

import-nobody = Ingen bruker med adressen { $address } slipper inn.
import-too-large = Filen er for stor.
import-busy = Brukeren har så mye arbeid i gang som noen kan ha. Vent, eller avslutt noe av det på skrivebordet.
import-not-theirs = Det er ingen liste «{ $list }» som brukeren kan legge rader i.
import-no-sign = «{ $said }» har ikke noe likhetstegn.
import-no-heading = Ingen kolonne heter «{ $heading }». Kolonnene: { $all }
import-no-field = Det er ingen «{ $field }» her. Det som kan sies: { $all }
import-twice = To kolonner har det samme som «{ $heading }». Si det om én av dem med --column.
import-nameless = Ingen kolonne sier hvem radene handler om.
import-empty = Ingen kolonne blir med. Si hva de inneholder med --column.
import-left-out = blir ikke med
import-line = linje { $line }: { $name }: { $said }
import-would = Ville bli lagt til: { $made }. Finnes fra før: { $updated }. Vil ikke ha markedsføring: { $skipped }. Må rettes: { $wrong }.
import-how = Ingenting er lagret. Legg til radene med --go.
import-did = Lagt til: { $made }. Fylt ut: { $updated }. Hoppet over: { $skipped }. Må rettes: { $wrong }.
import-undo = De nye radene kan tas tilbake fra brukerens arbeid på skrivebordet.
import-more = og { $left } linjer til
import-broke-off = Arbeidet stanset; det står blant brukerens arbeid på skrivebordet, med grunnen.
