# Brukere: det eierne får vite.
emergency-subject = Nødtilgang til rollen { $role } er tatt i bruk
emergency-body =
    En kollega har tatt i bruk nødtilgang og har rollen { $role } til { $until }.

    Hvem det er og hvorfor, står her:
    { $link }

    Se over det, og svar der på om det var på sin plass.

    Hilsen { $company }
