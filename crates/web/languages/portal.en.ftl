# The words of the customer portal.

portal-gone-title = The link does not work
portal-gone-text = It no longer holds, or never was a link. Write to us, and we answer in a new case.
portal-title = Case { $number }
portal-state = Status: { $state }.
portal-ours = We
portal-theirs = You
portal-answer = Write to us in the case
portal-hint = Please do not write national identity numbers, health data or anything else that is sensitive here.
portal-send = Send
portal-text-wrong = Write something, and no more than { $most } characters.
portal-too-many = Too much is coming from here just now. Try again in a while.
portal-colleague = A colleague of yours
portal-shared = Colleagues who see all your cases read what you write.
portal-file = Attachment { $number }
portal-file-wrong = The attachment is too large. Try without it, or in parts.
file-again = The attachment was not kept: choose it again when you send.
portal-sensitive = This cannot be sent from here: the text or an attachment has something sensitive in it, such as an identity number or something of health, or is too large to be looked through. Nothing is stored. Take it out, or
portal-sensitive-way = send it as a secure message

portal-door-title = Customer portal
portal-door-lead = Here you follow your cases with us, answer in them and raise new ones.
portal-door-hint = The address that you were invited with. You get a link by mail, and need no password.
portal-door-send = Send me a link
portal-door-in = To the cases, if you are in already
portal-sent-title = Look in your inbox
portal-sent-lead = If you have access to the customer portal, a link is on its way to the address that you typed.
portal-sent-text = It works for a quarter of an hour. If it does not come, the address has no access. Then write or call us.
portal-link-enter = Sign in
portal-link-gone = The link has been used, or is too old. Ask for a new one.
portal-out-title = You are not signed in
portal-out-text = You have not used the portal for a while, or your access has ended. What you may have written has not been sent.
portal-leave = Sign out

portal-cases = Cases
portal-open = Open
portal-over = Closed
portal-none-open = You have no open cases.
portal-none-over = You have no closed cases.
portal-missing-title = The case was not found
portal-missing-text = It is there no more, or you have no access to it.

portal-new = Raise a case
portal-new-text = What is it about?
portal-no-queues = New cases are not taken here. Write or call us.
portal-queue = What kind of case is it?
portal-queue-choose = Choose …
portal-queue-wrong = Choose one of these.
portal-subject = Subject
portal-subject-wrong = Type a subject of at most { $most } characters.

report-title = Raise a case: { $queue }
report-lead = Tell us what it is about, and we open a case and answer you by mail.
report-data = Name, e-mail address, subject, what you write and attach, and what we say and do in the case later.
report-not-title = The form was not sent
report-no-files = We cannot take attachments at the moment. Send the form without; you can attach them when we have answered.
report-sent-title = Thank you, we have the case
report-sent-lead = We answer you by mail. If the address is new to us, a short confirmation goes there too.
report-gone-title = The form was not found
report-gone-text = It is there no more. Use the contact form instead.

feedback-title = How did it go?
feedback-about = It is about the case with number { $number }, “{ $title }”.
feedback-good = Well
feedback-middling = So-so
feedback-poor = Badly
feedback-comment = Is there more to say?
feedback-kept = The answer is kept with the case and deleted with it. Those who work with support see it.
feedback-not-title = The answer was not sent
feedback-missing = Choose how it went.
feedback-sensitive = The comment has something sensitive in it, such as an identity number or something of health. Take it out. Nothing is stored.
feedback-thanks = Thank you for the answer
feedback-said = You answered: { $how }.
feedback-gone = It no longer holds, or never was a link. Do write to us all the same.
