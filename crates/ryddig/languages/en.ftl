# The words of the commands.

until = until { $day }
until-open = for as long as it goes on
nobody = Nobody is recorded with that.
several =
    { $count } people share it. Use an e-mail address or one of these:
      { $ids }

who-heading = { $name }: { $rows } rows
held = held { $until }: { $purpose } (art. 6(1)({ $letter })), through “{ $claim }”
held-by-nothing = held by nothing: goes with the next sweep

access-written = The access package with { $rows } rows is in { $folder } (index.html and data.json).

erase-heading = Plan for erasure
restrict-heading = Plan for restriction
lift-heading = Plan for lifting the restriction
plan-fingerprint = Fingerprint of the plan: { $fingerprint }
erase-how = To carry it out: ryddig erase { $person } --plan { $fingerprint }
restrict-how = To carry it out: ryddig restrict { $person } --plan { $fingerprint }
lift-how = To carry it out when the person has been told: ryddig lift { $person } --told --plan { $fingerprint }
receipt-erasure = Erasure on request
receipt-sweep = Sweep of what was due
receipt-discard = Junk deleted
receipt-removal = Removed by hand
receipt-objection = No to marketing
receipt-withdrawal = Consent withdrawn
receipt-replay = Erased again after a copy was restored
receipt-restriction = Restricted on request
receipt-lifting = Restriction lifted
receipt-open = { $system }: not answered for
receipt-no-system = There is no system “{ $system }” under such a receipt. There are: { $systems }
receipt-answered = Answered for { $system }.
plan-outside = Data about the person are kept outside too: { $systems }. The receipt gets a task for each, answered with `ryddig outside`.
wish-changed = Something has changed since the plan was shown. Nothing was done. The plan is now { $fingerprint }.
restrict-done = { $rows } rows are only stored from now on. Receipt { $receipt }, plan { $plan }.
lift-done = { $rows } rows are used again. Receipt { $receipt }, plan { $plan }.
erase-done = { $rows } rows were deleted or changed, and the storage was scrubbed. Receipt { $receipt }, plan { $plan }.

action-delete = delete
action-keep = keep
action-restrict = restrict
action-lift = use again
action-clear = empty { $fields } of
action-redact = redact { $fields } of

reason-asked = the person asks for it, and nothing stands against it
reason-junk = judged to be junk
reason-removed = removed by a member of staff
reason-due = its period has ended
reason-unclaimed = nothing needs the row any more
reason-again = the row had been erased before, and came back with an older copy
reason-mention = points at a row that goes
reason-shared = tells of the person and of others, and this was decided
reason-law = kept until { $day } because of { $law }
reason-restricted = the person asked that the row be stored only
reason-request = the person has asked for something; the answer is due by { $day }
reason-hold = under a legal hold, to be judged again by { $day }
reason-lifted = the reason for the restriction is gone
reason-ongoing = needed by a relation that goes on

not-a-day = { $text } is not a date; write it like 2027-11-22
due-heading = What a sweep would do as of { $day }
sweep-done = Sweep as of { $day }
sweep-trial = Trial: this would be done as of { $day }
sweep-deleted = { $kind }: { $count } deleted
sweep-cleared = { $kind }: { $count } emptied of fields that nothing needs
sweep-stopped = { $kind }: { $count } are due, and stay because of a legal hold, a restriction or a request that is not answered
sweep-nothing = Nothing is due.
sweep-put-off = { $count } rows were changed meanwhile and are left for the next time
sweep-scrubbed = The storage was scrubbed.

verify-counted = { $entries } numbered entries, { $heads } signed heads, { $anchored } anchored; { $unnumbered } entries wait for a number.
verify-sound = The ledger is as it was written.
verify-failed = The ledger is not as it was written.
verify-changed = entry { $number } ({ $id }) was changed
verify-moved = entry { $number } ({ $id }) had number { $was }
verify-inserted = entry { $number } ({ $id }) was put in
verify-removed = entries { $from } to { $to } were removed
verify-rewritten = among entries { $from } to { $to } something was written anew, hash and all
verify-uncovered = entries { $from } to { $to } have numbers, but the head that covered them was removed
verify-head-removed = head { $head } was removed
verify-head-changed = head { $head } is not as it was signed
verify-head-foreign = head { $head } was signed with an unknown key; accept it with --trust if it is yours
verify-head-replaced = head { $head } is another one than the one that was anchored
verify-anchor-changed = the anchored head { $head } is not signed with a known key
verify-more = and { $count } entries more
verify-no-key = { $key } is not a public key: that has 64 hexadecimal digits
