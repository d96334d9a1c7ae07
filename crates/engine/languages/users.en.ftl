# Users: what the owners are told.
emergency-subject = Emergency access to the role { $role } was taken
emergency-body =
    A colleague has taken emergency access and has the role { $role } until { $until }.

    Who it is and why stands here:
    { $link }

    Look it over, and say there whether it was right.

    Regards, { $company }
