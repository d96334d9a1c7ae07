## The frame of the desk

frame-menu = Menu
frame-new = + New
frame-loading = Fetching …
frame-close = Close
frame-unfinished = unfinished
frame-today = today
frame-search-label = Search everything
frame-search-hint = Search everything …  /
frame-search-title = Search
frame-search-for = Search: { $words }
frame-search-lead = Search names, addresses, numbers and texts in all that you have access to. Type the beginning of one word or several, or the number of a case.
frame-search-found = Suggestions
frame-search-nothing = Nothing found. Try fewer words, or the beginning of a word.
frame-search-all = Show all { $rows }
frame-search-more = Show more
frame-recent = Opened last
frame-commands = Actions
frame-command-go = Go to { $name }
frame-command-new = New: { $name }

## The areas

frame-area-website = Website
frame-area-parties = People and organisations
frame-area-correspondence = Correspondence
frame-area-newsletter = Newsletter
frame-area-sales = Sales
frame-area-support = Support
frame-area-projects = Projects and hours
frame-area-staff = Staff
frame-area-privacy = Privacy
frame-area-system = Set-up
frame-area-company = Our own lists
frame-area-beside = What belongs to these: { $lists } lists
frame-about-parties = Whom we deal with, and what we have said to each other.
frame-about-newsletter = The newsletters, their issues and those who get them.
frame-about-sales = From prospect to quote and customer.
frame-about-support = The cases that customers wait for an answer in, and what they have with us.
frame-about-projects = Assignments, tasks, matters and the hours that are recorded on them.
frame-about-staff = Employments, pay, absence and what follows from them.
frame-about-privacy = Requests, breaches, risks and agreements, and what shows what we store and why.
frame-about-company = What we have added to the register ourselves.

## Today

frame-today-nothing = Nothing waits for you. Have a good day.
frame-wait-cases = Support cases
frame-wait-tasks = Tasks
frame-wait-matters = Matters
frame-wait-follow-ups = Sales follow-up
frame-wait-approaches = To be approached again
frame-wait-notices = To be told that we have data about them
frame-wait-quotes = Quotes that lapse soon
frame-wait-weeks = Week sheets to hand in
frame-wait-approvals = Week sheets to approve
frame-wait-sick-leave = Follow-up of sick leave
frame-wait-departures = Staff who are leaving
frame-wait-agreements = Data processing agreements to go through

## The keyboard

frame-keys-title = Keyboard
frame-keys-lead = The keys work while no field is in use.
frame-keys-off = Switch single-key shortcuts off
frame-key-search = search everything
frame-key-help = show this help
frame-key-rows = next and previous row
frame-key-open = open the row
frame-key-edit = edit what is shown
frame-key-new = add to the list
frame-key-beside = previous and next row in the list that the row was opened from

## The gallery

frame-gallery-title = Gallery
frame-gallery-about = Every part that the screens are made of
frame-gallery-lead = The parts that the screens are made of, in every state.
frame-gallery-colours = Colours
frame-gallery-buttons = Buttons
frame-gallery-fields = Fields
frame-gallery-marks = Marks and tabs
frame-gallery-told = Messages
frame-gallery-lists = Lists
frame-gallery-cards = Cards and timeline
frame-gallery-over = Menu and dialog
frame-sample-save = Save
frame-sample-cancel = Cancel
frame-sample-remove = Remove now
frame-sample-small = Small
frame-sample-disabled = Not now
frame-sample-one = The one
frame-sample-other = The other
frame-sample-name = Name
frame-sample-badge = mark
frame-sample-text = What we talked about last week, and what we agreed on.
frame-sample-saved = Saved.
frame-sample-wrong = Something must be put right before this can be saved.
frame-sample-empty = No rows here.
frame-sample-counted = waiting
frame-sample-menu = Open menu
frame-sample-dialog = Open dialog
toast-made = Added.
toast-saved = Saved.
toast-removed = Removed.
toast-told = Your colleague has a notice now.
