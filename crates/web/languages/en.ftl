# The words of every page, in English. The keys are those of nb.ftl.

## The frame

language-name = English
skip-to-content = Skip to content
nav-label = Main menu
nav-contact = Contact
nav-statement = Privacy
nav-today = Today
nav-requests = Requests
nav-people = People
nav-receipts = Receipts
nav-record = Record
nav-form = Form
organisation-number = Org. no. { $number }
footer-promise = This site uses no cookies and collects nothing by itself.

## The front page

front-lead = Write to us and we will answer. You decide what you tell us, and we delete it when we no longer need it.
front-write = Write to us
front-read = Read the privacy statement
front-one-title = No tracking
front-one-text = The pages set no cookies, fetch nothing from others and keep no record of who reads them.
front-two-title = Only what you write
front-two-text = We store what you fill in on the contact form, and use it to answer you.
front-three-title = Deleted on time
front-three-text = Every piece of data has a purpose and a period. When the period ends, it is deleted.

## The contact form

contact-title = Contact us
contact-lead = Tell us what it is about, and we will answer by e-mail.
contact-other-ways = Other ways to reach us
contact-phone = Telephone
contact-email = E-mail
contact-address = Address
contact-send = Send the message
contact-trap = Leave this field empty
contact-sensitive = Write nothing sensitive here, such as identity numbers, account numbers or anything about health. Call us instead.
field-name = Name
field-email = E-mail
field-phone = Telephone
field-organisation = Organisation
field-message = Message
field-optional = (optional)
notice-title = Before you write
notice-purpose = Why
notice-data = What we store
notice-data-text = What you fill in, which form it was, the language, the time, and whether the message must be looked at first. Nothing about your computer, and not its address on the net.
notice-data-all = Every field in the register
notice-period = How long
notice-ground = Legal ground
notice-who = Controller
notice-statement = Read the privacy statement
error-before-title = Error: { $title }
mend-title = Something must be mended before the message can be sent
missing-name = Enter your name.
missing-email = Enter your e-mail address, so that we can answer.
missing-message = Write what it is about.
missing-any = This field cannot be empty.
too-long = The text is too long. There is room for { $characters } characters.
not-an-address = This is not an e-mail address. One looks like name@example.com.
not-a-number = This is not a telephone number. Enter + and the country code, or eight digits for Norway.
not-text = There are characters here that do not belong in text. Enter the field anew.
expired-title = The form stood open too long
expired-text = The message was not sent. Everything you wrote is still here. Press “Send the message” once more.
too-many-title = Too many messages are coming from your network just now
too-many-text = The message was not sent. Try again in an hour, or call us at { $phone }. What you wrote is still here.
not-stored-title = The message could not be stored
not-stored-text = The fault is ours, and the message was not sent. Try again shortly, or call us at { $phone }. What you wrote is still here.
thanks-title = Thank you, we have your message
thanks-lead = We will read it and answer by e-mail as soon as we can.
thanks-confirmation = As a rule a confirmation comes by e-mail at once. Some messages we look at first, and if you have written before today, you do not get another. If in doubt, call us.
thanks-back = Back to the site
thanks-statement = How we handle your data
statement-shapes = The statement for machines:
statement-mark = Show what the program enforces and what is own words
statement-unmark = Show the statement without marks
statement-versions = Earlier versions

## The versions of the statement

versions-title = Versions of the privacy statement
versions-lead = Here are all versions that have been published, and what changed from each to the next.
versions-statement = Privacy statement
versions-empty = No version has been published yet.
versions-current = in force
versions-first = The first version.
versions-same = Nothing changed in the English text.
versions-removed = − removed
versions-added = + added
versions-read = The version of { $moment }
versions-was = This is what the statement said that was published on { $moment }.
versions-here = This version in English

## When something goes wrong

not-found-title = There is no such page
not-found-text = The link may be old or misspelt. Try the menu at the top.
not-allowed-title = That does not work here
not-allowed-text = The address is right, but it cannot be used in that way.
unreadable-title = The form could not be read
unreadable-too-slow = It took too long until all had arrived. Send it again.
unreadable-too-large = What you sent is too large. Shorten the message and send it again.
unreadable-not-a-form = What arrived was not a form as browsers send it.
unreadable-not-text = The form holds characters that are not valid text (UTF-8).
unreadable-unknown = The form has a field that we do not have: “{ $field }”.
unreadable-repeated = The form has the field “{ $field }” more than once.
unreadable-back = Nothing was stored. Go back in your browser; it usually remembers what you wrote.
elsewhere-title = The form cannot be sent from there
elsewhere-text = We take no forms from the site that you came from, and nothing was stored. Please use our own form.
elsewhere-link = Go to the contact form
refused-title = That cannot be done from there
refused-text = The request came from another site, and nothing was done. Open the page here and try again.
denied-title = You have no access
denied-text = This needs a role that you do not have. Ask whoever is responsible for privacy at your company.
gone-text = It may have been deleted, or the link may be misspelt.
stale-title = Something changed in the meantime
stale-text = Somebody else changed this after you opened it. Nothing was done. Open the page again to see how it is now.
large-title = That is too much at once
large-text = Nothing was done: there are more rows than one change can take. Tell whoever operates the system.
full-title = The disk is full
full-text = Nothing was stored. Tell whoever runs the system.
unavailable-title = The store does not answer
unavailable-text = Nothing was stored. Try again shortly. If it goes on, tell whoever runs the system.
to-today = To Today

## Signing in

sign-in-title = Sign in
sign-in-text = The link works once.
sign-in-button = Sign in
sign-out = Sign out
not-signed-in-title = You are not signed in
not-signed-in-text = This page is for those who work here. You get in with a link that works once.
not-signed-in-how = Whoever runs the system makes the link like this:
not-signed-in-address = your@address.com
expired-link-title = The link no longer works
expired-link-text = It has been used, is too old or is misspelt. You need a new one.

## Time

ago-now = just now
ago-minute = 1 minute ago
ago-minutes = { $count } minutes ago
ago-hour = 1 hour ago
ago-hours = { $count } hours ago
ago-day = 1 day ago
ago-days = { $count } days ago
until-open = no end yet

## Today and the requests

today-title = Today
today-open = waiting for an answer
today-doubtful = to be judged
today-oldest = the oldest arrived
today-waiting = Waiting for an answer
today-empty = Everything is answered.
requests-title = Requests
requests-tabs = Which
requests-empty = No requests here.
which-open = Open
which-doubtful = To be judged
which-answered = Answered
pager-label = More pages
pager-more = Show more
state-new = Waiting for an answer
state-answered = Answered
state-doubtful = To be judged
request-wrote = { $name } wrote
request-sender = Sender
request-language = Language
request-came-from = Came from
request-person = Everything we hold about this person
language-nb = Norwegian
language-en = English
came-from-here = the form here
came-from-website = the form on our website
judge-title = Is this a genuine request?
judge-why = It was held back: { $reason }.
judge-accept = Let it in
judge-discard = Delete as junk
judge-hint = If you let it in, the sender gets a confirmation by e-mail. If you delete it, the sender goes too, unless something else needs the data.
doubt-hidden-field = a hidden field was filled in
doubt-too-quick = sent faster than anybody can write
doubt-no-token = sent without the form
doubt-too-many = many messages from the same network
doubt-links = many links in the message
mail-confirmation = Confirmation
mail-answer = Answer
delivery-queued = queued
delivery-sent = sent
delivery-failed = refused
answer-title = Answer { $name }
answer-send = Send the answer
answer-again-title = Write more to { $name }
answer-again-send = Send
answer-hint = Goes to { $email } with your name below it and the message quoted at the end.
answer-may-not = You may read the request, but not answer it.
answer-missing = Write an answer first.
answer-changed = Somebody else changed the request after you opened it. This is how it is now. Your text is kept: read it through and send it again.
answer-doubtful = The request must be judged before it can be answered.
snippet-title = A form for your website
snippet-lead = Paste this HTML into your website. The form works without JavaScript, and the messages arrive here.
snippet-origins = Websites whose form is taken
snippet-no-origins = None is set up yet. Whoever runs the system adds the address of the website to the settings.
snippet-referrer = The page with the form must not have the rule “Referrer-Policy: no-referrer”: with it, the browser does not say where the form came from.

## The record of processing

record-csv = Save as a table (CSV)
record-json = Save for machines (JSON)
record-file = record

## People and their rights

people-title = People
people-search = Search by name, address or number
people-find = Search
people-latest = Latest
people-found = Found
people-empty = Nobody found.
person-nameless = No name
person-lead = { $rows } rows. Each says what it is needed for, and until when.
person-hidden = There are { $rows } more rows that you may not see.
person-access-nb = Access in Norwegian
person-access-en = Access in English
person-erase = Erase…
held-until = Held until { $until } because of “{ $purpose }” (art. 6(1)({ $letter })), through “{ $claim }”.
held-open = Held until further notice because of “{ $purpose }” (art. 6(1)({ $letter })), through “{ $claim }”.
held-by-nothing = No purpose holds this row any more. It goes with the next sweep.
row-technical = Without personal data
row-due = to be deleted
row-until = until { $until }
erase-title = Erase on request
erase-back = Back to the person
erase-lead = This is what happens if you go on. Nothing has been done yet.
erase-nothing = There is nothing to erase: everything here is needed by a relation that goes on.
erase-changed-title = The plan has changed
erase-changed = Something was added or changed after you opened the page, so nothing was erased. This is the plan as it is now.
erase-goes = This is deleted or emptied
erase-stays = This stays
erase-do = Erase now
erase-cancel = Cancel
erase-hint = The rows go at once. Their traces in the storage files are scrubbed right after, and the receipt shows both times.
action-delete = deleted
action-clear = emptied: { $fields }
action-keep = kept
reason-asked = The person asks for it, and nothing stands against it (art. 17(1)).
reason-junk = Judged to be junk.
reason-due = The period has ended (art. 5(1)(e)).
reason-unclaimed = No purpose needs it any more.
reason-mention = Points at a row that goes.
reason-ongoing = Needed by a relation that goes on (art. 17(1)(a) is not met).
receipts-title = Receipts
receipts-lead = What was erased and when. A receipt never says whom it was about.
receipts-empty = Nothing has been erased yet.
receipt-erasure = Erasure on request
receipt-sweep = Sweep of what was due
receipt-discard = Junk deleted
receipt-rows = { $rows } rows deleted or emptied
receipt-scrubbed = scrubbed
receipt-waiting = scrub waiting
receipt-plan = Fingerprint of the plan:
stage-rows = The rows
stage-rows-at = Gone { $moment }.
stage-bytes = Their traces in the storage files
stage-bytes-at = Gone { $moment }.
stage-bytes-waiting = Waiting to be scrubbed. Reload the page in a moment.
done-delete = deleted
done-clear = emptied
done-keep = kept
scan-title = See for yourself
scan-label = Search the raw files
scan-hint = One text on each line, such as a name or an address, { $words } at most. Every file in the data folder is read. What you write is not kept.
scan-do = Search the files
scan-no-words = Enter at least one text to search for.
scan-nowhere = in no file
scan-found = found in

## The demonstration

demo-sign-in = Sign in as Ida in the demonstration
strip-title = Follow Kari
strip-next = Next: { $step }
not-finished = (not finished yet)
step-start = The site
step-write = Kari writes
step-inbox = Kari’s inbox
step-answer = Ida answers
step-person = Kari’s page
step-change = Change a period
step-erase = Erasure
step-statement = The statement
task-start = This is the site of an invented company. You are Kari.
task-write = Write a message as Kari (kari@example.no) and send it. Her confirmation lands in her inbox.
task-inbox = All mail that the demonstration sends is here. Find Kari’s confirmation, and later the answer from Ida.
task-answer = Now you are Ida. Open the request from Kari and answer her.
task-person = Find Kari. Every row says what it is needed for, and until when.
task-change = Changing a period and seeing what follows is not finished yet.
task-erase = Kari wants to be erased: see the plan, erase, and search the files from the receipt. Restoring yesterday’s backup is not finished yet.
task-statement = The statement is made from the register. Below it you can turn on marks that show what the program enforces and what is own words. Moving the clock on a year from here is not finished yet.
inbox-title = The inboxes
inbox-lead = The demonstration sends no mail out of this machine. All of it lands here.
inbox-empty = No mail yet. Send the contact form first.
inbox-gone = This mail no longer exists.
inbox-from = From
inbox-to = To
inbox-sent = Sent
inbox-headers = All headers
