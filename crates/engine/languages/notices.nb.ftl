# Mails about notices
notices-subject = Nye varsler i Ryddig
notices-body =
    Hei!

    Dette har skjedd med det du følger, eller kolleger ber deg se på det:

    { $lines }

    Alle varslene, og valget om når du vil ha e-post om dem:

    { $link }

    Vennlig hilsen
    { $company }
notices-line-changed = { $kind }, endret: { $link }
notices-line-told = { $kind }, en kollega ber deg se på dette: { $link }
notices-line-near = { $kind }, en frist er nær: { $link }
notices-line-missed = { $kind }, en frist er brutt: { $link }
notices-line-raised = { $kind }, eskalert: { $link }
