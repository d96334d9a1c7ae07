# The words of `ryddig init`: the questions, and the comments in the file.

ask-name = The company's registered name:
ask-organisation-number = Organisation number:
ask-address = Postal address on one line:
ask-contact = Whom can people turn to about privacy?
ask-contact-title-nb = That person's title in Norwegian:
ask-contact-title-en = That person's title in English:
ask-email = E-mail address for questions about privacy:
ask-phone = Telephone number with the country's code:
ask-mail-provider = Who delivers your e-mail?
ask-mail-provider-country = In which country (two letters, such as NO)?
ask-mail-agreement-dated = The date of the data processing agreement with them (such as 2026-01-15):
ask-fiscal-year-ends = Last day of the fiscal year, month and day (such as 12-31):
ask-areas = Which areas will you use (newsletter, sales, support, projects, staff – or none)?

hint-line = write something, on one line
hint-organisation-number = an organisation number has nine digits, the last of which is a check digit
hint-email = an e-mail address looks like this: privacy@example.no
hint-phone = begin with the country's code: +47 00 00 00 00
hint-country = a country in the EEA, in two capital letters, such as NO. One outside needs a ground for the transfer: write the file by hand then, with `transfer` (docs/register)
hint-year-day = a day of the year looks like this: 12-31
hint-areas = write some of newsletter, sales, support, projects and staff, with commas between, or none
hint-date = a date looks like this: 2026-01-15

wrong = “{ $typed }” will not do: { $hint }.
empty = The answer is empty: { $hint }.
missing = This is missing: { $flags }. Nothing was written.
taken = { $file } exists and is left as it is. Choose another file with --company.
next =
    The file { $file } is written. Start the server. While it runs, add the first user and ask for a link to sign in with:
      ryddig{ $option } serve
      ryddig{ $option } add-user "First Last" name@example.no --role support --role privacy-lead
      ryddig{ $option } sign-in name@example.no

file-about =
    The company file: who answers for the data, and who else receives them. The rest comes with the program.
    Try changes with `ryddig check`.
file-relay = The one who delivers the mail is a processor and needs an agreement (GDPR art. 28).
file-points = The points of art. 28(3) that the agreement has. See that it has them all; strike the letter of one that it lacks.
file-areas = The areas you use. What you do not use does not stand in the statement and cannot be recorded.
file-more =
    What else the company stores is added here: [activity.X] and [entity.X].
    Places outside Ryddig where it keeps personal data are [system.X]. The manual is docs/register/README.md.
