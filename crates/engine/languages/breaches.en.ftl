# The words of the notices, the reminders and the log about breaches.

entry-opened = Opened. We became aware on { $aware }. To be notified by { $by }.
entry-righted = Put right: we became aware on { $aware } (stated before as { $before }). To be notified by { $by }. Reason: { $why }
entry-judged = The risk has been judged: { $risk }. { $why }
entry-authority-anew = The decision not to notify the authority falls, because the risk was judged anew.
entry-people-anew = The decision not to tell those affected falls, because the risk was judged anew.
entry-part-anew = The decision not to notify or tell falls, because our part is another.
entry-changed = Changed in the form: { $fields }.
entry-notified = Given to { $to }: { $at }.
entry-notified-as = Given to { $to }: { $at }. Reference: { $reference }.
entry-late = After the deadline, because: { $why }
entry-not-notified = The authority is not notified. { $why }
entry-people-left = Those affected are not told: { $ground }. { $why }
entry-found = Found and recorded as affected: { $people }.
entry-taken-off = One was taken off the list of those affected; it was a mistake.
entry-told-one = One of those affected was told by { $by }.
entry-mailed = Those affected are told by mail: { $mails }. Without an address: { $without }.
entry-closed = Closed.

notice-later = Follows later.
notice-unknown = not known yet
notice-authority-subject = Notification of a personal data breach: no. { $number }, { $company }
notice-authority-opening = { $company } (organisation number { $org }) notifies a personal data breach under GDPR art. 33. Our number of the case is { $number }.
notice-first = This is the first notification of the breach.
notice-more = This adds to the notification of { $at }.
notice-more-as = This adds to the notification of { $at }, reference { $reference }.
notice-contact = Contact point
notice-contact-text = { $contact }, { $title }, { $company }: { $email }, { $phone }
notice-nature = What happened
notice-confidentiality = data were seen by those who should not
notice-integrity = data were changed
notice-availability = data were lost
notice-cause = Why it happened
notice-when = When
notice-when-text =
    Began: { $began }
    Stopped: { $stopped }
    We became aware: { $aware }
notice-people-kinds = Who is affected
notice-people-count = Approximate number of people
notice-data-kinds = Kinds of data
notice-special = Special categories of data or identity numbers are among them.
notice-encrypted = The data were unreadable to others.
notice-record-count = Approximate number of records
notice-effects = Likely consequences
notice-risk = Our judgement of the risk: { $risk }. { $why }
notice-remedy = What we have done and will do
notice-measure = { $measure } (by { $day })
notice-measure-done = { $measure } (done on { $day })
notice-measure-did = { $measure } (done)
notice-people-told = Telling those affected
notice-told-at = Told on { $at }.
notice-not-told = Not told: { $ground }. { $why }
notice-need-not = Not told, because harm to anybody is unlikely.
notice-late = Why this comes after the deadline
notice-missing = This is not clear yet and follows as soon as we know it: { $missing }.

notice-customer-subject = A breach of data for which you answer: case no. { $number }, { $company }
notice-customer-opening = { $company } processes personal data on your behalf. We hereby notify you of a breach of their security, under GDPR art. 33(2). Our number of the case is { $number }.
notice-customer-ending =
    It is for you to decide whether the breach is notified to { $authority }, and whether those affected are told. We assist with what you need.

    Kind regards
    { $company }

notice-people-subject = Data about you may have come into the wrong hands – { $company }
notice-people-opening =
    Hello!

    We write to you because a breach of security at { $company } affects data about you.
notice-you-what = What happened
notice-you-data = Which data it is about
notice-you-effects = What it may mean for you
notice-you-remedy = What we have done and will do
notice-you-questions = Do you have questions?
notice-you-contact = Please contact { $contact }, { $title }: { $email } or { $phone }. You may also complain to { $authority }.
notice-people-ending =
    We are sorry that this happened.

    Kind regards
    { $company }

reminder-subject = Breach no. { $number }: to be notified by { $by }
reminder-late-subject = Breach no. { $number }: the deadline has passed
reminder-left = { $hours } hours are left.
reminder-left-one = An hour at most is left.
reminder-late = The deadline passed { $hours } hours ago. Notify it now, and write why it is late.
reminder-late-one = The deadline passed an hour ago. Notify it now, and write why it is late.
reminder-late-now = The deadline has just passed. Notify it now, and write why it is late.
reminder-body =
    Hello!

    Breach no. { $number } is to be notified to the authority by { $by }, or it is to be decided that this is not needed. { $lead }

    { $link }

    Kind regards
    Ryddig at { $company }
reminder-body-customer =
    Hello!

    The customer is to be told of breach no. { $number } by { $by }. { $lead }

    { $link }

    Kind regards
    Ryddig at { $company }

document-title = Breach no. { $number }: { $breach }
document-opening = Documentation of a personal data breach at { $company } (organisation number { $org }) under GDPR art. 33(5). Printed on { $at }.
document-facts = Facts, effects and decisions
document-measures = Measures
document-due = by { $day }
document-done = done on { $day }
document-did = done
document-none = None.
document-notices = Notices
document-reference = Reference: { $reference }
document-log = Log
