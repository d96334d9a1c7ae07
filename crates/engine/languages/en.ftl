# The words of the mails that the system sends.

confirmation-subject = We have received your message – { $company }
confirmation-body =
    Hello,

    We have received the message that you sent through our contact form, and will answer as soon as we can.

    Did you not write to us? Then you need not do anything. Call us at { $phone } if you want us to
    delete the message.

    How we handle your data: { $statement }

    Kind regards
    { $company }

answer-subject = Answer from { $company }
answer-body =
    { $answer }

    Kind regards
    { $author }
    { $company }

    On { $received }, { $name } wrote:
    { $quoted }

notice-subject = New request from the contact form
notice-body =
    A new request has arrived.

    Open it here: { $link }

    { $company }

# The words of the ledger, as the person concerned gets them.

ledger-received = arrived
ledger-let-in = let in
ledger-answered = answered
ledger-mail-kept = mail kept
ledger-mail-written = mail written
ledger-released-as-harmless = sent though the guard stopped it: harmless
ledger-released-as-wanted = sent though the guard stopped it: the receiver has asked for it
ledger-merged = merged
ledger-unmerged = taken apart
ledger-split = split
ledger-made = recorded
ledger-changed = changed
ledger-removed = removed by hand
ledger-added = added
ledger-access-ended = access ended
ledger-role-granted = role granted
ledger-role-ended = role ended
ledger-acted-as = worked as some of their roles
ledger-acted-for = command line used the rights of
ledger-emergency-access-taken = took emergency access
ledger-emergency-access-given-back = gave emergency access back
ledger-emergency-access-reviewed = emergency access reviewed
ledger-token-made = token of a program made
ledger-token-revoked = token of a program taken back
ledger-link-made = sign-in link made
ledger-signed-in = signed in
ledger-passkey-added = passkey added
ledger-passkey-removed = passkey removed
ledger-passkey-refused = passkey refused
ledger-sign-on-linked = sign-on elsewhere linked
ledger-sign-on-unlinked = sign-on elsewhere unlinked
ledger-sign-in-refused = sign-in refused
ledger-session-ended = session ended
ledger-password-chosen = password chosen
ledger-second-factor-added = second factor added
ledger-second-factor-removed = second factor removed
ledger-recovery-codes-made = recovery codes made
ledger-recovery-code-used = recovery code used
ledger-invited = invited
ledger-invitation-withdrawn = invitation withdrawn
ledger-access-given = access given
ledger-read = looked at
ledger-rows-exported = all rows exported
ledger-list-exported = exported to a file
ledger-forgot-a-mention = mention removed
ledger-emptied-fields = fields emptied
ledger-decided-on-a-text = decided what becomes of a text that tells of several persons
ledger-redacted = redacted
ledger-erased-on-request = erased on request
ledger-restricted = restricted
ledger-restriction-lifted = restriction lifted
ledger-discarded-as-junk = discarded as junk
ledger-deleted-again = deleted again after a copy was restored
ledger-deleted-when-due = deleted when due
ledger-portable-data-given = what the person gave, handed over
ledger-identity-confirmed = identity confirmed
ledger-task-answered = place outside answered for
ledger-deadline-extended = deadline extended
ledger-request-refused = request refused
ledger-passed-on = passed on to the customer
ledger-request-closed = closed without an answer
ledger-marketing-ended = said no to marketing
ledger-found-affected = found to be affected by a breach
ledger-told-of-a-breach = told of a breach
ledger-sweep-asked-for = sweep asked for
ledger-tried-again = tried again
ledger-let-go = let go
ledger-forwarded = forwarded a mail
ledger-mail-sealed = sealed a mail
ledger-mail-unsealed = opened a sealed mail again, it was not sensitive
ledger-sealed-text-removed = removed what was sealed of a mail
ledger-secure-message-written = wrote a secure message
ledger-secure-message-opened = opened a secure message
ledger-secure-message-handed-over = handed a secure message to a colleague
ledger-secure-message-handled = dealt with a secure message

actor-person = the person
actor-visitor = the visitor
actor-sweep = the automatic deletion
actor-machine = a program outside
actor-command = whoever operates the system
actor-deadlines = the watch over deadlines
actor-staff = a member of staff
actor-portal = a colleague of the person, in the customer portal

receipt-subject = [#{ $number }] We have received your message
receipt-body =
    Hello,

    We have received your message and will answer as soon as we can. The case has number { $number }.
    If there is more to say, just answer this mail, or here: { $link }

    E-mail is not encrypted. Please do not send us health data, national identity numbers or anything else that is sensitive by mail.

    How we handle personal data: { $statement }

    Regards,
    { $company }

feedback-subject = [#{ $number }] How did it go with “{ $title }”?
feedback-body =
    Hello,

    Your case with number { $number }, “{ $title }”, is solved. Do tell us how it went: { $link }

    You need not answer, and we ask this once only. If the case is not solved after all, answer this mail.

    What you answer is kept with the case and deleted with it. How we handle personal data: { $statement }

    Regards,
    { $company }

mailbox-late-subject = Mail to { $address } is not being fetched
mailbox-late-body =
    { $worked }, because { $why }.

    New mail there becomes no case until this works again. Nothing is lost as long as it lies in the mailbox.

    How it goes: { $link }

    Regards,
    { $company }
mailbox-since = It was last fetched on { $at }
mailbox-never = It has never been fetched
mailbox-untried = nothing tries to fetch it
sealed-text = [sealed: the mail may hold data that are too sensitive for e-mail]
sealed-subject = [sealed subject]
sealed-removed = [removed: the mail held data that are too sensitive for e-mail]

quote-theirs = On { $when } you wrote:
quote-ours = On { $when } we wrote:
forwarded-head =
    ---------- Forwarded mail ----------
    From: { $from }
    To: { $to }
    Time: { $when }
    Subject: { $subject }
case-follow = Follow the case and answer here: { $link }
