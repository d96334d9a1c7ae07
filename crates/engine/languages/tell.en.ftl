# The mails about the ways into an account, in English. The keys are those of tell.nb.ftl.

passkey-added-subject = A new passkey on your account
passkey-added-body =
    Hello!

    A passkey was added to your account at { $company }. With it you can sign in without a password.

    Was it not you? Remove it here: { $link }
    Tell whoever is responsible for the system.

    { $company }

passkey-removed-subject = A passkey was removed from your account
passkey-removed-body =
    Hello!

    A passkey was removed from your account at { $company }. Nobody can sign in with it any more.

    Was it not you? Look over your account: { $link }
    Tell whoever is responsible for the system.

    { $company }

passkey-refused-subject = A passkey was refused
passkey-refused-body =
    Hello!

    Somebody tried to sign in to your account at { $company } with a passkey that may have been copied. Its counter had not gone on since the last sign-in. Nobody was let in.

    Remove the passkey and make a new one: { $link }
    Tell whoever is responsible for the system.

    { $company }

sign-on-linked-subject = A new way to sign in to your account
sign-on-linked-body =
    Hello!

    Your account at { $company } was linked to a sign-in at another service, because that service confirmed your e-mail address.

    Was it not you? Look over your account: { $link }
    Tell whoever is responsible for the system.

    { $company }
