# The words of mail that is written on a record, and of the threads in which it stands.

letter-write = Write mail
letter-lead = The mail is kept here. Answers come to the same thread, and you are told.
letter-send = Send
letter-subject = Subject
letter-text = Text
letter-part = Part of
letter-more = Show more
letter-to-others = Other receivers
letter-wanted = The receiver has asked for this, and it is no marketing
letter-no-text = Write a text.
letter-no-subject = Write a subject.
letter-long-subject = The subject can have { $characters } characters.
letter-nobody = Choose or type at least one receiver.
letter-not-reached = { $address } cannot be written to: mail there comes back, the address is somebody else’s, or it is not to be used.
letter-objected = { $address } belongs to somebody who wants no marketing. Confirm below if this is none.
letter-not-theirs = You cannot write mail that is part of this work.
letter-threads = Mail threads
letter-about = About the thread
letter-with = With
letter-tie = Tie to something
