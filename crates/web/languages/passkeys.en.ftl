
## Passkeys

passkeys-title = Passkeys
passkeys-lead = With a passkey you sign in by fingerprint, face or PIN on your device. It works only here, and nobody can trick it out of you.
passkeys-none = You have no passkey yet.
passkeys-not-here = Browsers offer passkeys only at addresses with a name and HTTPS. Tell whoever runs the system.
passkeys-full = You have as many passkeys as there is room for. Remove one that you do not use.
passkeys-look = See and make passkeys
passkey-instead = Or use a passkey
passkey-other-way = Sign in in another way
passkey-new = A new passkey
passkey-name = What do you want to call it?
passkey-name-hint = For instance which device it is on: “Work phone”.
passkey-add = Make a passkey
passkey-made = Added { $moment }
passkey-used = Last used { $moment }
passkey-unused = Not used yet
passkey-remove = Remove
passkey-without = Passkeys need JavaScript and a recent browser. You can sign in in another way.
passkey-not-made = No passkey was made. You may have cancelled, or the device has one already. Try again.
passkey-not-fitting = The device's answer did not fit, or it took more than five minutes. Try again.
passkey-no-name = Give the passkey a name that you will know it by.
passkey-long-name = The name can have at most { $limit } characters.
passkey-known = This device has a passkey here already.
passkey-last = This is the only way you can sign in. Make a new one first.
passkey-sign-in = Sign in with a passkey
passkey-sign-in-title = Sign in with a passkey
passkey-sign-in-text = Your device asks for a fingerprint, a face or a PIN. You need not type anything.
passkey-no-answer = The device gave no answer. Try again.
passkey-refused = The passkey did not let you in. More than five minutes may have passed, or it was removed. Try again.

## Sign-on elsewhere

sign-on-with = Sign in with { $name }
sign-on-leaving-title = On to { $name }
sign-on-leaving-text = You sign in at { $name } and come back here.
sign-on-leaving-link = Continue to { $name }
sign-on-title = You were not signed in
sign-on-again = Try again
sign-on-cancelled = The sign-in at { $name } was cancelled.
sign-on-refused = The answer from { $name } could not be accepted. More than five minutes may have passed, or it belonged to another sign-in.
sign-on-unreachable = { $name } does not answer now. Try again in a while, or sign in in another way.
sign-on-unconfirmed = { $name } has not confirmed an e-mail address that lets anybody in here. Tell whoever runs the system.
sign-on-unknown = You were not added here, or your access has ended. Tell whoever is responsible for the system.
sign-on-linked-title = Sign-on elsewhere
sign-on-linked-lead = These services let you in here.
sign-on-unlink = Unlink
passkeys-not-fresh = To make a new one you must have signed in less than a quarter of an hour ago. Sign out and in again.
