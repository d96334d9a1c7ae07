# The words of the mails about the account of somebody who uses the system.

invitation-subject = You are invited to { $company }
invitation-body =
    Hello,

    You have been given access to the system of { $company }. Open the link and choose a password:

    { $link }

    The link works once, until { $until }.

    If you expect no invitation, you can ignore this mail.

    Kind regards
    { $company }

new-password-subject = Choose a new password – { $company }
new-password-body =
    Hello,

    Somebody has asked for a new password for your account with { $company }. Open the link and choose one:

    { $link }

    The link works once, until { $until }. Until you have chosen, the old password stands.

    If it was not you who asked, you can ignore this mail.

    Kind regards
    { $company }

account-notice-subject = Your account with { $company } was changed
account-notice-body =
    Hello,

    { $what }

    Time: { $at }

    If it was you, there is nothing to do. If not: sign in, change your password and end the other sessions here, and tell whoever runs the system:

    { $link }

    Kind regards
    { $company }

account-password-changed = The password was changed, and every other session has ended.
account-factor-added = An authenticator app was added. From now on it takes a code from it to sign in.
account-factor-removed = The authenticator app was removed. It takes no code to sign in, and the recovery codes do not work any more.
account-factor-reset = Whoever runs the system has removed your authenticator app and ended every session.
account-recovery-used = A recovery code was used. It does not work any more.
account-recovery-made = New recovery codes were made. The old ones do not work any more.
account-passkey-added = A passkey was added.
account-passkey-removed = A passkey was removed.
account-passkey-refused = Somebody tried to sign in with a passkey that may have been copied: its counter had not gone on since the last sign-in. Nobody was let in. Remove the passkey and make a new one.
account-sign-on-linked = The account was linked to a sign-in at another service, because that service confirmed your e-mail address. With it you can sign in from now on.
account-sign-on-unlinked = A sign-in at another service was unlinked from the account.
