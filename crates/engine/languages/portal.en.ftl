# The words of the mails from the customer portal.

portal-invited-subject = You have access to the customer portal – { $company }
portal-invited-own = There you follow your cases with us, answer in them and raise new ones.
portal-invited-all = There you follow all the cases that you and your colleagues have with us, answer in them and raise new ones.
portal-invited-body =
    Hello,

    You have been given access to the customer portal of { $company }. { $sees }

    You sign in with the address that this message was sent to, and without a password. We send you a link when you want to come in:
    { $link }

    We store what it takes to recognise you, until the access ends. More about that, and about your rights: { $statement }

    If you do not need the access, tell us by telephone { $phone }, and we end it.

    Kind regards
    { $company }

portal-link-subject = Sign in to the customer portal – { $company }
portal-link-lead = This is where you sign in to the customer portal:
portal-link-lead-of = This is where you sign in to the customer portal for { $customer }:
portal-link-body =
    Hello,

    { $lead }
    { $link }

    The link works once, until { $until }. If you did not ask for it, you can disregard this mail.

    Kind regards
    { $company }

portal-case-subject = [#{ $number }] We have received the case – { $company }
portal-case-body =
    Hello,

    Somebody has raised a case with us and given this address. If it was you, you follow it and answer here:
    { $link }

    If it was not you, you can disregard this mail, or tell us by telephone { $phone }.

    This is how we deal with personal data: { $statement }

    Kind regards
    { $company }
