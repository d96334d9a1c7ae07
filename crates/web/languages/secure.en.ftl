# The words about secure messages and sealed mail.

footer-secure = Write to us about something sensitive
nav-secure = Secure messages

## The page on which anybody starts one

secure-title = Secure message
secure-lead = Write here what is too sensitive for e-mail. The message is stored encrypted, and only whoever is in charge can read it.
secure-data = What you fill in, and when you wrote. Nothing about your machine, and not its address on the net.
secure-text = Message
secure-agree = I agree that you read what is sensitive in the message.
secure-not-agreed = Tick that we may read what is sensitive in the message. Without that we cannot take it.
secure-send = Send
secure-again-title = The message has not been sent yet
secure-again-text = It came faster than anybody writes, or the page had stood open for too long. What you wrote still stands here: wait some seconds and press “Send” once more.
secure-sent-title = Look in your e-mail
secure-sent-lead = We have sent you a link, to be sure that the address is yours.
secure-sent-text = Press the button behind the link within two days. There you can attach a file too. Before that nobody here can read the message, and without it the message is erased by itself.

## The page behind the link

secure-open-title = A secure message waits for you
secure-open-lead = The message is from { $company }. To open it you need a code, which we send to the e-mail address at which you got the link.
secure-open-code = Send me a code
secure-open-hint = The code works for a quarter of an hour.
secure-code-lead = The code is on its way to the e-mail address at which you got the link.
secure-code = Code of six digits
secure-code-open = Open the message
secure-code-carried = What you have written comes along: you see it again once you have typed the code.
secure-code-again = Send a new code
secure-code-wrong = The code is not right. Use the last one that you got.
secure-code-old = The code is too old. Ask for a new one.
secure-read-title = Secure message
secure-read-lead = From { $company }, { $at }
secure-read-file = Download { $name }
secure-read-until = The message can be read until { $until }.
secure-answer-title = Answer
secure-answer-send = Send the answer
secure-answered-title = The answer has been sent
secure-answered-lead = Whoever wrote to you has your answer. You can close the page.
secure-confirm-title = Confirm the message
secure-confirm-lead = Somebody has written a secure message to us and gave your address. Was it you?
secure-confirm-button = Yes, it was me
secure-confirm-hint = If it was not you, close the page. The message is then erased by itself, and nobody has read it.
secure-confirmed-title = Thank you, we have the message
secure-confirmed-lead = Whoever is in charge reads it and answers in the same way: with a link in a mail.
secure-wait-title = Wait a little
secure-wait-text = There have been too many attempts. Try again at { $until }.
secure-gone-title = The link does not work
secure-gone-text = It was used, has expired, or never was a link. You can write to us anew.

## The desk

secure-desk-lead = What is too sensitive for e-mail. Write to somebody from the person’s page.
secure-desk-empty = No secure messages.
secure-desk-to = Send a secure message
secure-desk-in = to us
secure-desk-out = from us
secure-desk-read = Read
secure-desk-unread = not read
secure-desk-handled = handled
secure-desk-waits = to be handled
secure-desk-title = Secure message: { $name }
secure-desk-unconfirmed = Whoever wrote has not confirmed their address. Before that there is nothing to read here.
secure-desk-with = With
secure-desk-written = Written
secure-desk-until = Readable until
secure-desk-handler = Owner
secure-desk-file = Download the attachment
secure-desk-answer = Write a secure message
secure-desk-done = Handled
secure-desk-hand-to = Colleague
secure-desk-hand = Hand over
secure-desk-new = New secure message to { $name }
secure-desk-new-hint = The receiver gets a mail with a link, and nothing of what you write. The message can be read for 30 days.
secure-desk-address = Told at
secure-desk-attach = Attachment
secure-desk-send = Send
secure-desk-no-address = The person has no e-mail address that you can use.

## Sealed mail

sealed-title = Sealed mail
sealed-one = Sealed mail
sealed-here = The text and the attachments are sealed.
sealed-open = Open and judge
sealed-not-yours = The text and the attachments are sealed. Whoever is in charge of the case, and the privacy lead, can open them.
sealed-doubtful = may be sensitive
sealed-seal = Seal
sealed-lead = The mail may hold data that are too sensitive for e-mail. Read it, move what is needed to where it belongs, and remove it from here.
sealed-why = Found
sealed-since = Sealed
sealed-case = Case
sealed-national-id = national identity number
sealed-account = account or card number
sealed-words = words that suggest sensitive data
sealed-by-hand = a colleague reported it
sealed-judged = The mail has been judged.
sealed-clear = Not sensitive: put the text back
sealed-remove = Moved or not needed: remove
sealed-hint = What is removed cannot be brought back. The mail says only that something was removed.
