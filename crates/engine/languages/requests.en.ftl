# The words of the mails about what persons ask of us.

request-confirm-subject = Confirm that it is you – { $company }
request-confirm-body =
    Hello!

    Somebody has sent us a request on behalf of whoever has this e-mail address. It is about { $kind }.

    Is it you? Open the page and press the button there, and we begin:
    { $link }

    The link works once, until { $until }. We must answer by { $due }.

    Was it not you? Then you need do nothing. The request closes by itself, and nobody learns anything about you.

    Kind regards
    { $company }

request-nothing-subject = We hold nothing about you – { $company }
request-nothing-body =
    Hello!

    Somebody has sent us a request on behalf of whoever has this e-mail address. It is about { $kind }. We have looked, and we
    hold nothing under it.

    All that we have now is the request itself. It is erased on { $forget }.

    Might we hold something about you under another address? Then ask from that one, or call us on { $phone }.

    Was it not you who asked? Then you can ignore this mail.

    Kind regards
    { $company }

request-received-subject = We have your request – { $company }
request-received-body =
    Hello!

    We have your request. It is about { $kind } and has the number { $number }, and we answer by { $due }.

    Here you can see how far it has come:
    { $link }

    The link is for you alone. Whoever has it sees the request.

    { $more }

    Kind regards
    { $company }

request-more-proof = What you ask about is protected more than other data. That you read this mail is therefore not enough: we will contact you to be sure that it is you. You need not send us a copy of any identity document.

request-extension-subject = We need more time – { $company }
request-extension-body =
    Hello!

    We cannot answer request number { $number } ({ $kind }) by { $due }.

    The reason is: { $why }

    You will have an answer by { $until }. You can follow the request here:
    { $link }

    If you disagree, you can complain to { $authority }, or go to court.

    Kind regards
    { $company }

request-passed-on-subject = Request from a data subject: { $kind } – { $company }
request-passed-on-body =
    Hello!

    We have a request that concerns data which we process for { $customer } under the data processing agreement. You are the
    controller, so we pass it on to you.

    Request: { $kind }
    Came to us: { $received }
    From: { $person }
    Answer to: { $address }

    { $text }

    It must be answered within a month of when it came. Tell us what you need from us.

    Kind regards
    { $author }
    { $company }

request-passed-on-told =
    Hello!

    Your request ({ $kind }) concerns data that we process for { $customer }. They are responsible for them, and we have
    passed the request on. They will answer you.

    Kind regards
    { $author }
    { $company }

request-answer-subject = The answer to your request – { $company }
request-answer-body =
    { $text }

    Kind regards
    { $author }
    { $company }

request-refusal-body =
    { $text }

    We do not do all that you have asked for. The reason is:
    { $reason }

    If you disagree, you can complain to { $authority }. You can also go to court.

    Kind regards
    { $author }
    { $company }

request-done-marketing-objection =
    Hello!

    You will get no more marketing from us. What we held for that alone is erased.

    We have kept a fingerprint of your address that cannot be read. It keeps the address from coming back.

    Receipt: { $receipt }

    Kind regards
    { $company }

request-done-withdrawal =
    Hello!

    Your consent is withdrawn. What we held on the ground of it alone is erased.

    Receipt: { $receipt }

    Kind regards
    { $company }

# What an answer may begin with. Whoever answers changes it as they like.

request-draft-access =
    Hello!

    You asked for { $kind } on { $received }. All that we hold about you is in a package that you fetch here:
    { $link }

    The package is made when you fetch it. Tell us if anything is missing or wrong.
request-draft-rectification =
    Hello!

    You asked for { $kind } on { $received }. We have put right what was wrong, and told those who had the data from us.
request-draft-erasure =
    Hello!

    You asked for { $kind } on { $received }. What we could erase is erased. The receipt has the number { $receipt }.

    The request itself, your name and your address are erased in two weeks. Until then you can read the answer here:
    { $link }
request-draft-restriction =
    Hello!

    You asked for { $kind } on { $received }. The data stay where they are, and we do not use them. You are told before that ends.
request-draft-portability =
    Hello!

    You asked for { $kind } on { $received }. What you gave us can be fetched here, as JSON and CSV:
    { $link }
request-draft-objection =
    Hello!

    You objected on { $received }. We have looked at it again and stopped the processing.
request-draft-marketing-objection =
    Hello!

    You will get no more marketing from us. The receipt has the number { $receipt }.
request-draft-withdrawal =
    Hello!

    Your consent is withdrawn, and what we held on the ground of it alone is erased. The receipt has the number { $receipt }.
request-draft-human-decision =
    Hello!

    You asked for { $kind } on { $received }. A human being has now looked at the decision.
request-draft-question =
    Hello!

    Thank you for writing to us on { $received }.

# The notices to those who answer requests.

request-came-subject = New request no. { $number } – due { $due }
request-came-lead = A request has come: { $kind }.
request-soon-subject = Request no. { $number } must be answered by { $due }
request-soon-lead = The deadline is near for the request: { $kind }.
request-late-subject = Request no. { $number } is not answered – it was due { $due }
request-late-lead = The deadline has passed for the request: { $kind }.
request-notice-body =
    { $lead } It must be answered by { $due }.

    Open it here: { $link }

    { $company }
