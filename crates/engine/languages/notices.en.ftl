# Mails about notices
notices-subject = New notices in Ryddig
notices-body =
    Hello!

    This has happened to what you follow, or colleagues ask you to look at it:

    { $lines }

    All notices, and the choice of when you want mail about them:

    { $link }

    Kind regards
    { $company }
notices-line-changed = { $kind }, changed: { $link }
notices-line-told = { $kind }, a colleague asks you to look at this: { $link }
notices-line-near = { $kind }, a deadline is near: { $link }
notices-line-missed = { $kind }, a deadline was missed: { $link }
notices-line-raised = { $kind }, escalated: { $link }
