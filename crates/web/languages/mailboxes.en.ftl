# Shared mailboxes.

mailboxes-title = Shared mailboxes
mailboxes-about = Whether they are fetched, and what became of the messages
mailboxes-lead = Every message in a shared mailbox is kept, or has a line that says why not.
mailboxes-empty = There are no shared mailboxes. Whoever operates the system connects them.
mailboxes-fetched = Last fetched { $ago }
mailboxes-never = Never fetched
mailboxes-because = { $worked }: { $why }
mailboxes-fine = fetched
mailboxes-late = not fetched
mailboxes-trouble = last try failed
mailboxes-unread = not fetched yet
mailboxes-closed = not to be fetched
mailboxes-left = Not kept
mailboxes-left-hint = At most 50, the newest first. What came to the mailbox still lies there.
mailboxes-left-empty = Everything that came is kept.
mailboxes-found = Found
mailboxes-mailbox = Mailbox
mailboxes-number = Number
mailboxes-outcome = What happened
mailboxes-why = Why
mailboxes-late-since = Mail to { $address } has not been fetched since { $moment }, because { $why }.
mailboxes-late-never = Mail to { $address } has never been fetched, because { $why }.
mailboxes-late-how = New mail there becomes no case until this works again. Whoever operates the system finds more in the program's log.
mailboxes-untried = nothing tries to fetch it
