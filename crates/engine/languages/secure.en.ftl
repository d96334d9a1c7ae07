# The words of the mails about secure messages.

secure-waits-subject = A secure message waits for you – { $company }
secure-waits-body =
    Hello!

    We have written a message to you that should not stand in an e-mail. You read it here:
    { $link }

    The page sends a code to this address before it opens the message. You can answer in the same place. The message can be read until { $until }.

    Kind regards
    { $company }

secure-code-subject = The code of the secure message – { $company }
secure-code-body =
    Hello!

    The code is { $code }

    It works for a quarter of an hour. If you did not ask for a code, you can ignore this mail. We never ask for the code by telephone or mail.

    Kind regards
    { $company }

secure-confirm-subject = Confirm the secure message – { $company }
secure-confirm-body =
    Hello!

    Somebody has written a secure message to us and gave this address. Is it you? Open the page and press the button there, and we can read the message:
    { $link }

    The link works once, until { $until }. Nobody here can read the message before that, and if it was not you, you need do nothing: it is erased by itself.

    Kind regards
    { $company }

secure-came-subject = A secure message has come
secure-came-body =
    Hello!

    A secure message has come, and nobody is in charge of it yet. You read it here:
    { $link }

    Regards
    { $company }
