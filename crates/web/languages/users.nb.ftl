# Hvem som slipper inn: brukere, roller, team, nødtilgang og nøkler for programmer.

nav-set-up = Oppsett
overview-title = Oppsett
overview-register = hva som kan lagres, hvorfor, hvor lenge og hvem som ser det
overview-record = protokollen over behandlingsaktiviteter
overview-jobs = oppgaver som ble oppgitt etter siste forsøk
overview-form = kontaktskjemaet til nettstedet deres

users-title = Brukere
users-about = De som kan logge inn, og hva hver av dem har tilgang til.
users-invite = Inviter en kollega
users-name = Navn
users-address = E-postadresse
users-roles = Roller
users-no-role = Ingen rolle
users-seen = Sist her
users-access = Tilgang
access-invited = invitert
access-open = har tilgang
access-ends = til { $day }
access-ended = avsluttet { $day }

grant-title = Gi en rolle
grant-role = Rolle
grant-from = Fra og med
grant-to = Til og med
grant-days = Uten datoer gjelder rollen fra i dag og til noen avslutter den.
grant-do = Gi rollen
grant-end = Avslutt
grant-end-of = Avslutt rollen { $role }
grant-by = gitt av { $name }
grant-over = er over
grant-coming = gjelder ikke ennå
grant-not-theirs = Bare en eier gir og avslutter denne rollen.
grant-has-it = Brukeren har rollen allerede. Avslutt den først.
grant-wrong-days = Siste dag er før første dag, har vært, eller er for langt fram.
grant-last-owner = Dette er den siste eieren. Gjør noen andre til eier først.
days-always = uten sluttdato
days-from = fra { $from }
days-to = til og med { $to }
days-from-to = fra { $from } til og med { $to }

teams-title = Team
teams-about = hvem som arbeider sammen, og dermed ser hverandres rader der registeret åpner for det
teams-none = Er ikke med i noe team.
teams-add = Legg til i et team

sessions-title = Innlogginger
sessions-none = Er ikke innlogget noe sted.
sessions-since = Siden { $moment }
sessions-seen = sist i bruk { $ago }
sessions-end = Logg ut

end-title = Avslutt tilgangen
end-text = Fra denne dagen kommer brukeren ikke inn. Er det i dag, blir innlogginger og nøkler fjernet med en gang.
end-on = Uten tilgang fra
end-do = Avslutt tilgangen

my-roles-title = Mine roller
my-roles-about = arbeid i bare noen av rollene dine, eller få nødtilgang til en du ikke har
my-roles-lead = Velg rollene du vil arbeide i nå. Du ser da bare det de åpner for, til du velger alle igjen.
my-roles-none = Du har ingen rolle nå.
acting-do = Arbeid i disse rollene
acting-label = Roller
acting-as = Du arbeider nå bare som: { $roles }
acting-nothing = ingen rolle
acting-all = Tilbake til alle rollene mine

emergency-title = Nødtilgang
emergency-text = Trenger du en rolle du ikke har, og er ingen som har den til stede, kan du ta den i noen timer. Den virker straks. Alle eierne får vite det, og det du ser og gjør, står i loggen.
emergency-role = Rolle
emergency-for = Hvor lenge
emergency-hours = { $hours ->
    [1] 1 time
   *[other] { $hours } timer
  }
emergency-reason = Hvorfor
emergency-reason-hint = Minst { $characters } tegn. Skriv om arbeidet, og nevn ikke kunder ved navn.
emergency-reason-wrong = Begrunnelsen må ha mellom { $least } og { $most } tegn.
emergency-do = Ta nødtilgang
emergency-on = Nødtilgang: { $role } til { $until }
emergency-back = Gi tilbake
emergency-time = { $from } til { $to }
emergency-note = Merknad (valgfri)
emergency-right = Var på sin plass
emergency-wrong = Var ikke på sin plass
emergency-was-right = var på sin plass
emergency-was-wrong = var ikke på sin plass
emergency-waits = ikke vurdert
emergency-own = En annen eier må vurdere det du selv har gjort.
today-emergency = Nødtilgang er tatt i bruk og ikke vurdert: { $count }

tokens-title = Nøkler for programmer
tokens-about = Programmer som henter eller endrer data her. Hver nøkkel gjelder ett formål og ikke mer.
tokens-none = Ingen programmer har nøkkel.
token-new = Ny nøkkel
token-name = Program
token-activity = Formål
token-may = Kan
token-reads = lese
token-writes = lese og endre
token-entities = Bare disse slagene (valgfritt)
token-entities-hint = Ordene i registeret, med mellomrom mellom. Står det ingen, gjelder nøkkelen alt formålet åpner for.
token-expires = Gjelder til og med
token-do = Lag nøkkel
token-made = Nøkkelen er laget
token-once = Kopier den nå. Den vises bare denne ene gangen.
token-until = til og med { $day }
token-over = utløpt
token-used = sist brukt { $day }
token-unused = ikke brukt ennå
token-revoke = Trekk tilbake
token-revoke-of = Trekk tilbake nøkkelen til { $name }
token-wrong-name = Skriv hva programmet heter, med høyst { $characters } tegn.
token-wrong-entity = Formålet åpner ikke for dette slaget: { $word }
token-wrong-days = Dagen må være i dag eller senere, og høyst { $days } dager fram.
