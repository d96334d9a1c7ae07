# Who may come in: users, roles, teams, emergency access and tokens of programs.

nav-set-up = Set-up
overview-title = Set-up
overview-register = what may be stored, why, for how long and who sees it
overview-record = the record of processing activities
overview-jobs = jobs that were given up after their last attempt
overview-form = the contact form for your website

users-title = Users
users-about = Those who can sign in, and what each of them has access to.
users-invite = Invite a colleague
users-name = Name
users-address = E-mail address
users-roles = Roles
users-no-role = No role
users-seen = Last here
users-access = Access
access-invited = invited
access-open = has access
access-ends = until { $day }
access-ended = ended { $day }

grant-title = Grant a role
grant-role = Role
grant-from = From
grant-to = Up to and including
grant-days = Without dates the role holds from today until somebody ends it.
grant-do = Grant the role
grant-end = End
grant-end-of = End the role { $role }
grant-by = granted by { $name }
grant-over = is over
grant-coming = does not hold yet
grant-not-theirs = Only an owner grants and ends this role.
grant-has-it = The user has this role already. End it first.
grant-wrong-days = The last day is before the first, in the past, or too far ahead.
grant-last-owner = This is the last owner. Make somebody else an owner first.
days-always = without an end
days-from = from { $from }
days-to = up to and including { $to }
days-from-to = from { $from } up to and including { $to }

teams-title = Teams
teams-about = who work together, and so see each other’s rows where the register allows it
teams-none = Is in no team.
teams-add = Add to a team

sessions-title = Signed in
sessions-none = Is not signed in anywhere.
sessions-since = Since { $moment }
sessions-seen = last in use { $ago }
sessions-end = Sign out

end-title = End the access
end-text = From this day the user cannot come in. If it is today, their sessions and keys are removed at once.
end-on = Without access from
end-do = End the access

my-roles-title = My roles
my-roles-about = work as only some of your roles, or get emergency access to one you do not have
my-roles-lead = Choose the roles you want to work as now. You then see only what they open, until you choose all again.
my-roles-none = You have no role now.
acting-do = Work as these roles
acting-label = Roles
acting-as = You now work only as: { $roles }
acting-nothing = no role
acting-all = Back to all my roles

emergency-title = Emergency access
emergency-text = If you need a role that you do not have and nobody who has it is there, you can take it for some hours. It works at once. Every owner is told, and what you see and do is on the ledger.
emergency-role = Role
emergency-for = For how long
emergency-hours = { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
  }
emergency-reason = Why
emergency-reason-hint = At least { $characters } characters. Write about the work, and do not name customers.
emergency-reason-wrong = The reason must have between { $least } and { $most } characters.
emergency-do = Take emergency access
emergency-on = Emergency access: { $role } until { $until }
emergency-back = Give it back
emergency-time = { $from } to { $to }
emergency-note = Note (optional)
emergency-right = It was right
emergency-wrong = It was not right
emergency-was-right = was right
emergency-was-wrong = was not right
emergency-waits = not judged
emergency-own = Another owner has to judge what you did yourself.
today-emergency = Emergency access was taken and is not judged: { $count }

tokens-title = Tokens of programs
tokens-about = Programs that fetch or change data here. Each token is for one purpose and no more.
tokens-none = No program has a token.
token-new = New token
token-name = Program
token-activity = Purpose
token-may = May
token-reads = read
token-writes = read and change
token-entities = Only these kinds (optional)
token-entities-hint = The words of the register, with spaces between. Without any the token is for all that the purpose opens.
token-expires = Valid to
token-do = Make a token
token-made = The token is made
token-once = Copy it now. It is shown this one time only.
token-until = up to and including { $day }
token-over = expired
token-used = last used { $day }
token-unused = not used yet
token-revoke = Revoke
token-revoke-of = Revoke the token of { $name }
token-wrong-name = Write what the program is called, in at most { $characters } characters.
token-wrong-entity = The purpose does not open this kind: { $word }
token-wrong-days = The day must be today or later, and at most { $days } days ahead.
