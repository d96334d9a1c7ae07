# Ordene i varslene, påminnelsene og loggen om avvik.

entry-opened = Åpnet. Vi ble klar over det { $aware }. Skal meldes innen { $by }.
entry-righted = Rettet: Vi ble klar over det { $aware } (tidligere oppgitt { $before }). Skal meldes innen { $by }. Grunn: { $why }
entry-judged = Risikoen er vurdert: { $risk }. { $why }
entry-authority-anew = Beslutningen om ikke å melde til Datatilsynet faller, fordi risikoen er vurdert på nytt.
entry-people-anew = Beslutningen om ikke å varsle dem som er rammet, faller, fordi risikoen er vurdert på nytt.
entry-part-anew = Beslutningen om ikke å melde eller varsle faller, fordi vår rolle er en annen.
entry-changed = Endret i skjemaet: { $fields }.
entry-notified = Gitt til { $to }: { $at }.
entry-notified-as = Gitt til { $to }: { $at }. Referanse: { $reference }.
entry-late = Etter fristen, fordi: { $why }
entry-not-notified = Meldes ikke til Datatilsynet. { $why }
entry-people-left = De som er rammet, varsles ikke: { $ground }. { $why }
entry-found = Funnet og skrevet opp som rammet: { $people }.
entry-taken-off = Én er tatt av listen over dem som er rammet; det var en feil.
entry-told-one = Én som er rammet, er varslet { $by }.
entry-mailed = De som er rammet, varsles på e-post: { $mails }. Uten adresse: { $without }.
entry-closed = Avsluttet.

notice-later = Følger senere.
notice-unknown = ikke kjent ennå
notice-authority-subject = Melding om brudd på personopplysningssikkerheten: avvik nr. { $number }, { $company }
notice-authority-opening = { $company } (organisasjonsnummer { $org }) melder om et brudd på personopplysningssikkerheten, jf. personvernforordningen artikkel 33. Vårt nummer på saken er { $number }.
notice-first = Dette er den første meldingen om bruddet.
notice-more = Dette kommer i tillegg til meldingen { $at }.
notice-more-as = Dette kommer i tillegg til meldingen { $at }, referanse { $reference }.
notice-contact = Kontaktpunkt
notice-contact-text = { $contact }, { $title }, { $company }: { $email }, { $phone }
notice-nature = Hva som har skjedd
notice-confidentiality = uvedkommende fikk se opplysninger
notice-integrity = opplysninger ble endret
notice-availability = opplysninger gikk tapt
notice-cause = Hvorfor det skjedde
notice-when = Når
notice-when-text =
    Begynte: { $began }
    Stanset: { $stopped }
    Vi ble klar over det: { $aware }
notice-people-kinds = Hvem som er rammet
notice-people-count = Omtrent hvor mange personer
notice-data-kinds = Slags opplysninger
notice-special = Særlige kategorier av opplysninger eller fødselsnummer er blant dem.
notice-encrypted = Opplysningene var uleselige for andre.
notice-record-count = Omtrent hvor mange poster
notice-effects = Sannsynlige følger
notice-risk = Vår vurdering av risikoen: { $risk }. { $why }
notice-remedy = Hva vi har gjort og vil gjøre
notice-measure = { $measure } (innen { $day })
notice-measure-done = { $measure } (gjort { $day })
notice-measure-did = { $measure } (gjort)
notice-people-told = Varsel til dem som er rammet
notice-told-at = Varslet { $at }.
notice-not-told = Varsles ikke: { $ground }. { $why }
notice-need-not = Varsles ikke, fordi det er lite sannsynlig at noen tar skade.
notice-late = Hvorfor meldingen kommer etter fristen
notice-missing = Dette er ikke klart ennå og følger så snart vi vet det: { $missing }.

notice-customer-subject = Brudd på sikkerheten for opplysninger dere er ansvarlige for: sak nr. { $number }, { $company }
notice-customer-opening = { $company } behandler personopplysninger for dere. Vi varsler med dette om et brudd på sikkerheten som gjelder dem, jf. personvernforordningen artikkel 33 nr. 2. Vårt nummer på saken er { $number }.
notice-customer-ending =
    Dere avgjør om bruddet skal meldes til { $authority }, og om de som er rammet, skal varsles. Vi bistår med det dere trenger.

    Hilsen
    { $company }

notice-people-subject = Opplysninger om deg kan ha kommet på avveie – { $company }
notice-people-opening =
    Hei!

    Vi skriver til deg fordi et brudd på sikkerheten hos { $company } har rammet opplysninger om deg.
notice-you-what = Hva som har skjedd
notice-you-data = Hvilke opplysninger det gjelder
notice-you-effects = Hva det kan bety for deg
notice-you-remedy = Hva vi har gjort og vil gjøre
notice-you-questions = Har du spørsmål?
notice-you-contact = Ta kontakt med { $contact }, { $title }: { $email } eller { $phone }. Du kan også klage til { $authority }.
notice-people-ending =
    Vi beklager det som har skjedd.

    Hilsen
    { $company }

reminder-subject = Avvik nr. { $number }: meldes innen { $by }
reminder-late-subject = Avvik nr. { $number }: fristen er ute
reminder-left = Det er { $hours } timer igjen.
reminder-left-one = Det er høyst én time igjen.
reminder-late = Fristen gikk ut for { $hours } timer siden. Meld det nå, og skriv hvorfor det er sent.
reminder-late-one = Fristen gikk ut for én time siden. Meld det nå, og skriv hvorfor det er sent.
reminder-late-now = Fristen er nettopp gått ut. Meld det nå, og skriv hvorfor det er sent.
reminder-body =
    Hei!

    Avvik nr. { $number } skal være meldt til Datatilsynet innen { $by }, eller det skal være bestemt at det ikke trengs. { $lead }

    { $link }

    Hilsen
    Ryddig hos { $company }
reminder-body-customer =
    Hei!

    Kunden skal være varslet om avvik nr. { $number } innen { $by }. { $lead }

    { $link }

    Hilsen
    Ryddig hos { $company }

document-title = Avvik nr. { $number }: { $breach }
document-opening = Dokumentasjon av et brudd på personopplysningssikkerheten hos { $company } (organisasjonsnummer { $org }), jf. personvernforordningen artikkel 33 nr. 5. Skrevet ut { $at }.
document-facts = Fakta, følger og avgjørelser
document-measures = Tiltak
document-due = innen { $day }
document-done = gjort { $day }
document-did = gjort
document-none = Ingen.
document-notices = Meldinger og varsler
document-reference = Referanse: { $reference }
document-log = Logg
