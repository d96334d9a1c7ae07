//! Every limit of the engine, unit last.

use std::ops::RangeInclusive;

/// A name or an organisation on the contact form.
pub const NAME_CHARACTERS: usize = 200;
/// A message on the contact form.
pub const MESSAGE_CHARACTERS: usize = 10_000;
/// An answer written by staff.
pub const ANSWER_CHARACTERS: usize = 20_000;
/// How long a form may stand open before it must be sent.
pub const FORM_LIFE_SECONDS: i64 = 24 * 60 * 60;
/// A message with more links than this is put before a person first.
pub const LINKS_IN_A_MESSAGE: usize = 2;
/// Above the cap, messages of a network are doubtful; above this multiple of it they are refused.
pub const CAP_MULTIPLE: u32 = 10;
/// The window over which the messages of a network are counted.
pub const CAP_WINDOW_SECONDS: i64 = 60 * 60;
/// How many networks are counted at once; beyond it a new one counts as above its cap.
pub const CAP_NETWORKS: usize = 100_000;
/// An address gets one confirmation in this time, however often it is given.
pub const CONFIRMATION_PAUSE_SECONDS: i64 = 24 * 60 * 60;
/// How often an intake is tried again when another one made the same person at the same time.
pub const INTAKE_ATTEMPTS: usize = 5;
/// How often an erasure is replayed anew when another node came between.
pub const REPLAY_ATTEMPTS: usize = 5;
/// How long a sweep that nobody watches waits with what is due by a register that was changed.
pub const NEW_REGISTER_SECONDS: i64 = 24 * 60 * 60;
/// Legal holds, ended ones among them, that are kept in mind: beyond it nothing is removed until some are gone.
pub const LEGAL_HOLDS: u64 = 1_000;
/// Rows on one page of a list.
pub const PAGE_ROWS: u64 = 50;
/// Rows of a list are counted no further than this: what is more is said to be more.
pub const COUNTED_ROWS: u64 = 10_000;
/// Columns of a list.
pub const LIST_COLUMNS: usize = 12;
/// Filters of a list.
pub const FILTERS: usize = 12;
/// Values of one filter.
pub const FILTER_VALUES: usize = 40;
/// Words that one filter looks for in a text.
pub const FILTER_WORDS: usize = 4;
/// Days of *the last* or *the next* so many days.
pub const WITHIN_DAYS: u16 = 3_660;
/// Groups that a list is put together into.
pub const GROUPS: usize = 300;
/// Rows that are changed or removed together.
pub const SEVERAL_ROWS: usize = 500;
/// What a saved view is called.
pub const VIEW_TITLE_CHARACTERS: usize = 80;
/// What a saved view narrows its list to, as it stands in an address.
pub const VIEW_FILTER_CHARACTERS: usize = 4_000;
/// Saved views of one list that one user has.
pub const VIEWS: usize = 30;
/// When a saved view was last used is written no more often than this.
pub const VIEW_USED_EVERY_SECONDS: i64 = 24 * 60 * 60;
/// People looked at for one page of those that a role may know: it may know few of the latest.
pub const SEARCHED_ROWS: u64 = 400;
/// Rows read at a time when all of them are needed.
pub const BATCH_ROWS: u64 = 500;
/// The same where all of them are kept for one decision.
pub const GATHERED_ROWS: u64 = 20_000;
/// Months in a figure.
pub const FIGURE_MONTHS: usize = 13;
/// Rows that a figure names one by one, by what links to them.
pub const FIGURE_LINKS: usize = 10;
/// Issues of the newsletter in a figure.
pub const FIGURE_ISSUES: u64 = 12;
/// Ids put into one question to the store.
pub const BATCH_IDS: usize = 500;
/// How long a one-time sign-in link works.
pub const SIGN_IN_LINK_SECONDS: i64 = 60 * 60;
/// How long an invitation works.
pub const INVITATION_SECONDS: i64 = 7 * 24 * 60 * 60;
/// How long after one link to a new password no other is sent.
pub const PASSWORD_LINK_PAUSE_SECONDS: i64 = 5 * 60;
/// How long a session lasts at most.
pub const SESSION_SECONDS: i64 = 12 * 60 * 60;
/// How long a sign-in or a new passkey may be under way.
pub const CEREMONY_SECONDS: i64 = 5 * 60;
/// Ceremonies that ran out and are cleared away when another one begins.
pub const CEREMONIES_CLEARED: u64 = 20;
/// Passkeys of one user.
pub const PASSKEYS: usize = 20;
/// What a passkey is called.
pub const PASSKEY_NAME_CHARACTERS: usize = 60;
/// What an authenticator answers with, as JSON.
pub const PASSKEY_ANSWER_BYTES: usize = 64 * 1024;
/// The address of a provider of sign-on, and its number for somebody.
pub const IDENTITY_CHARACTERS: usize = 255;
/// So soon after somebody signed in they may add a passkey.
pub const FRESH_SESSION_SECONDS: i64 = 15 * 60;
/// A session that nobody uses ends after so long.
pub const SESSION_IDLE_SECONDS: i64 = 2 * 60 * 60;
/// How long the second step of signing in may take.
pub const SECOND_STEP_SECONDS: i64 = 10 * 60;
/// When a session was last in use is written no more often than this.
pub const SEEN_EVERY_SECONDS: i64 = 60;
/// Sessions of one user at once; one more ends the one longest out of use.
pub const SESSIONS_OF_A_USER: usize = 20;
/// A password is at least so long, in characters after NFKC.
pub const PASSWORD_MIN_CHARACTERS: usize = 12;
/// And at most so long.
pub const PASSWORD_MAX_CHARACTERS: usize = 200;
/// So many letters and digits are left of a password without its user's and the company's names.
pub const PASSWORD_OWN_CHARACTERS: usize = 8;
/// The least strength of a password on the scale of zxcvbn, from 0 to 4: 10⁸ guesses do not find it.
pub const PASSWORD_SCORE: u8 = 3;
/// Argon2id's memory (OWASP: at least 19 MiB with two rounds and one lane).
pub const ARGON2_MEMORY_KIBIBYTES: u32 = 19 * 1024;
/// Argon2id's rounds.
pub const ARGON2_ROUNDS: u32 = 2;
/// Argon2id's lanes.
pub const ARGON2_LANES: u32 = 1;
/// The secret that an authenticator app is given (RFC 4226, 4: 160 bits).
pub const AUTHENTICATOR_SECRET_BYTES: usize = 20;
/// How long an authenticator app shows a code (RFC 6238, 5.2).
pub const CODE_SECONDS: u64 = 30;
/// So many codes before and after the present one count, for clocks that are not quite right.
pub const CODE_SKEW_STEPS: u16 = 1;
/// Digits of a code.
pub const CODE_DIGITS: u8 = 6;
/// Recovery codes that are made together.
pub const RECOVERY_CODES: usize = 10;
/// Wrong passwords or codes in a row before the next one must wait.
pub const FREE_FAILURES: i64 = 5;
/// The wait after the first failure beyond them; it doubles with each.
pub const FAILURE_WAIT_SECONDS: i64 = 30;
/// The longest wait.
pub const FAILURE_LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// One failure is forgotten after each such time without another.
pub const FAILURE_DECAY_SECONDS: i64 = 15 * 60;
/// Failures beyond this are not counted.
pub const FAILURES_COUNTED: i64 = 20;
/// Attempts to sign in, and to ask for links, from one network within [`CAP_WINDOW_SECONDS`], other than from known devices.
pub const SIGN_IN_ATTEMPTS_OF_A_NETWORK: u32 = 100;
/// How long a device that signed in is known again.
pub const KNOWN_DEVICE_SECONDS: i64 = 180 * 24 * 60 * 60;
/// How long a notice about an account is tried to be sent.
pub const ACCOUNT_NOTICE_SECONDS: i64 = 7 * 24 * 60 * 60;
/// How long a job belongs to the worker that took it: longer than the slowest mail to every colleague.
pub const JOB_LEASE_SECONDS: i64 = 60 * 60;
/// How long after a sweep its bytes are scrubbed.
pub const SCRUB_PAUSE_SECONDS: i64 = 5 * 60;
/// How often a backup is made.
pub const BACKUP_EVERY_SECONDS: i64 = 24 * 60 * 60;
/// The newest backup is late when it is older than this: an hour is for making one.
pub const BACKUP_LATE_SECONDS: i64 = 25 * 60 * 60;
/// How much longer than the oldest backup an erasure stays in the journal: for a sweep of backups that stood still.
pub const JOURNAL_MARGIN_DAYS: i64 = 30;
/// How often a job is tried before it is given up: with the pauses below, for over three days.
pub const JOB_ATTEMPTS: i64 = 24;
/// The pause after the first failure of a job; it doubles with each.
pub const JOB_PAUSE_SECONDS: i64 = 30;
/// The longest pause between two attempts.
pub const JOB_LONGEST_PAUSE_SECONDS: i64 = 6 * 60 * 60;
/// So many rows of a kind may always go in one unattended sweep…
pub const UNATTENDED_ROWS: usize = 20;
/// … and one in so many of all rows of the kind.
pub const UNATTENDED_SHARE: u64 = 50;
/// When the ledger has been silent for longer, the clock may be wrong and nothing goes unattended.
pub const UNATTENDED_SILENCE_SECONDS: i64 = 31 * 24 * 60 * 60;
/// Rows that a decision about one person, or a few shared rows, looks at besides them.
pub const FACTS_ROWS: usize = 200_000;
/// Persons whom a sweep decides on together, in one plan and one transaction.
pub const SWEEP_PEOPLE: usize = 500;
/// Rows about them that are decided on together; where there are more, each person has a plan of their own.
pub const SWEEP_ROWS: usize = 50_000;
/// Shared rows that are about nobody, looked at together.
pub const SHARED_ROWS: u64 = 100;
/// How far away claims on them are looked for, in links, before all are.
pub const SHARED_DEPTHS: [usize; 2] = [1, 3];
/// What a staff member may write in the search box.
pub const SEARCH_CHARACTERS: usize = 200;
/// Rows of a changed kind that a what-if looks at, besides all of those that would be due.
pub const WHAT_IF_ROWS: u64 = 2_000;
/// Persons that one what-if looks at; beyond them its figures are said to be partial.
pub const WHAT_IF_PEOPLE: usize = 5_000;
/// Rows of a kind that a what-if calls by name.
pub const WHAT_IF_LABELS: usize = 20;
/// Texts and files that tell of several persons, in one erasure or package: beyond it nothing is done.
pub const SHARED_TEXTS: usize = 2_000;

/// Identifiers of a person that are searched for in one question to the store.
pub(crate) const SEARCHED_TOGETHER: usize = 16;
/// Passages of one text that are taken out.
pub const REDACTED_PASSAGES: usize = 500;
/// What somebody types to be taken out of a text besides.
pub const REDACTED_WORDS_CHARACTERS: usize = 2_000;
/// Rows that a form offers for a link before somebody searches.
pub const PICK_ROWS: usize = 20;
/// Rows looked at by label for a link, where its entity has no search.
pub const PICK_SEARCHED_ROWS: u64 = 400;
/// The names of changed fields in one line of the ledger: beyond it, the line is about the whole row.
pub const LEDGER_FIELDS_CHARACTERS: usize = 1_000;
/// How long a new entry of the ledger waits for others before they are numbered and signed together.
pub const LEDGER_PAUSE_SECONDS: i64 = 5;
/// Rows that one entry of the ledger names as looked at.
pub const LOOK_ROWS: usize = 1_000;
/// Looks that are put into the ledger at once, without waiting for the second to end.
pub const LOOKS_AT_ONCE: usize = 500;
/// Looks that wait for the ledger while it cannot be written; beyond it nobody is shown personal data.
pub const LOOKS_WAITING: usize = 20_000;
/// A web address.
pub const URL_CHARACTERS: usize = 2_000;
/// A postal address.
pub const ADDRESS_CHARACTERS: usize = 500;
/// A length of time that somebody types: a year.
pub const DURATION_MINUTES: i64 = 366 * 24 * 60;
/// What a file is called.
pub const FILE_NAME_CHARACTERS: usize = 255;
/// Bytes of all files in one access package; those beyond are named there and fetched by themselves.
pub const PACKAGE_FILES_BYTES: u64 = 200 * 1024 * 1024;
/// Bytes of one file, as the store takes them.
pub const FILE_BYTES: u64 = store::FILE_BYTES_MAX;
/// Requests, open ones and answered ones, of which *Today* tells whether texts wait.
pub const WAITING_REQUESTS: u64 = 20;
/// How long the link works by which a person confirms that a request is theirs.
pub const CONFIRM_LINK_SECONDS: i64 = 7 * 24 * 60 * 60;
/// How long after its answer a request goes that must not itself keep the one who asked.
pub const FORGET_REQUEST_SECONDS: i64 = 14 * 24 * 60 * 60;
/// How long an access package can be fetched after the answer.
pub const PACKAGE_SECONDS: i64 = 30 * 24 * 60 * 60;
/// For so long the same is not asked again for an address on the page for rights.
pub const REQUEST_PAUSE_SECONDS: i64 = 24 * 60 * 60;
/// So many requests for one address are taken from the page for rights within the pause.
pub const REQUESTS_OF_AN_ADDRESS: usize = 3;
/// So many working days before its deadline staff are reminded of a request.
pub const REMIND_WORKING_DAYS: [u32; 2] = [7, 3];
/// Reminders go out so long after midnight.
pub const REMIND_AT_MORNING_SECONDS: i64 = 7 * 60 * 60;
/// A request that is late is told of again after so long.
pub const LATE_REMINDER_SECONDS: i64 = 7 * 24 * 60 * 60;
/// A request that came so long ago can still be entered.
pub const ENTERED_LATE_DAYS: i32 = 366;
/// So many hours before its deadline staff are reminded of a breach.
pub const BREACH_REMIND_HOURS: [i64; 2] = [24, 6];
/// From so many hours before its deadline on, it is near.
pub const BREACH_SOON_HOURS: i64 = 24;
/// A breach that is late is told of again after so long.
pub const BREACH_LATE_REMINDER_SECONDS: i64 = 24 * 60 * 60;
/// A breach that we became aware of so long ago can still be entered.
pub const BREACH_ENTERED_LATE_DAYS: i32 = 5 * 366;
/// People who are put on the list of those affected in one transaction.
pub const AFFECTED_AT_ONCE: usize = 500;
/// A note on a task, or why a deadline is extended.
pub const NOTE_CHARACTERS: usize = 500;
/// The reasons of an outcome.
pub const REASON_CHARACTERS: usize = 5_000;
/// Members of somebody's teams whose own rows come along with theirs.
pub const TEAM_MATES: usize = 200;
/// How far ahead the days of a grant, or the end of an access, may lie.
pub const GRANT_AHEAD_DAYS: i32 = 10 * 366;
/// For so many hours a role is taken in an emergency.
pub const EMERGENCY_HOURS: RangeInclusive<i64> = 1..=4;
/// The reason for it.
pub const EMERGENCY_REASON_CHARACTERS: RangeInclusive<usize> = 20..=1_000;
/// What an owner notes about it.
pub const EMERGENCY_NOTE_CHARACTERS: usize = 500;
/// What a program with a token is called.
pub const TOKEN_NAME_CHARACTERS: usize = 80;
/// How long a token works at the most.
pub const TOKEN_DAYS: i32 = 366;
/// So many kinds of rows a token can be limited to.
pub const TOKEN_ENTITIES: usize = 20;
/// Rows that a program gets at once, unless it asks for fewer or more.
pub const DATA_ROWS: u64 = 50;
/// Rows that a program gets at once at the most.
pub const DATA_ROWS_MAX: u64 = 200;
/// Rows of one kind that the search over everything looks at, before it shows the best.
pub const SEARCH_LOOKED_ROWS: u64 = 20;
/// Rows of one kind that it shows.
pub const SEARCH_ROWS: usize = 5;
/// Rows that a user opened last and finds again.
pub const RECENT_ROWS: usize = 12;
/// Rows of one sort that Today shows.
pub const WAITING_ROWS: u64 = 5;
/// Scopes that are kept, of all viewers together.
pub const SCOPES_KEPT: usize = 4_000;
/// Colleagues of whom it is kept who they are and what waits for them.
pub const STANDINGS_KEPT: usize = 1_000;
/// Lists of which it is kept which views somebody has.
pub const VIEWS_KEPT: usize = 1_000;
/// Sets of roles for which it is kept which lists there are.
pub const SIGHTS_KEPT: usize = 256;
/// Rows of one kind that a record shows of what links to it.
pub const RELATED_ROWS: u64 = 5;
/// Lines of the ledger looked at for one page of a history: few of them may be told to its reader.
pub const HISTORY_LINES: u64 = 10 * BATCH_ROWS;
/// Entries on one page of a timeline.
pub const TIMELINE_ENTRIES: usize = 40;
/// Files of one kind that a record shows.
pub const RELATED_FILES: u64 = 50;
/// What stands in a form that is kept as a draft, as JSON.
pub const DRAFT_CHARACTERS: usize = 60_000;
/// How long a draft is kept.
pub const DRAFT_SECONDS: i64 = 7 * 24 * 60 * 60;
/// Drafts of one user; one more lets the oldest go.
pub const DRAFTS_OF_A_USER: u64 = 100;
/// Rows that one user follows.
pub const FOLLOWED_ROWS: u64 = 400;
/// Notices told in one mail.
pub const MAILED_NOTICES: u64 = 50;
/// Notices are mailed so long after midnight.
pub const NOTICES_AT_MORNING_SECONDS: i64 = 7 * 60 * 60;
/// Followers of one row who are told when it is changed.
pub const FOLLOWERS: u64 = 400;
/// Places in one text where an `@` may name a colleague.
pub const MENTIONS: usize = 100;
/// Colleagues who are told of one change since they are named in it.
pub const MENTIONED: usize = 20;
/// Words behind an `@` that may be a name.
pub const MENTION_WORDS: usize = 6;
/// Bytes of a word of such a name.
pub const MENTION_WORD_BYTES: usize = 200;
/// Colleagues among whom one chooses whom to tell; whoever is not there is sought by name.
pub const TOLD_AMONG: usize = 50;
/// Work that takes time which one user has unfinished at once, imports that wait for them among it.
pub const LONG_JOBS_OF_A_USER: usize = 5;
/// Work that takes time in the list of one's own.
pub const LONG_JOBS_SHOWN: u64 = 50;
/// How long the result of work that took time is there.
pub const LONG_JOB_RESULT_SECONDS: i64 = 7 * 24 * 60 * 60;
/// How long a file that was brought waits for whoever brought it.
pub const LONG_JOB_OPEN_SECONDS: i64 = 24 * 60 * 60;
/// Rows of an access package that is handed over at once; a longer one is put together meanwhile.
pub const PACKAGE_AT_ONCE_ROWS: usize = 500;
/// Files in it.
pub const PACKAGE_AT_ONCE_FILES: usize = 20;
/// Rows of an export that is handed over at once; a longer one is made meanwhile.
pub const EXPORT_AT_ONCE_ROWS: u64 = 1_000;
/// Rows of one export.
pub const EXPORT_ROWS: u64 = 200_000;
/// How often an export is begun when rows are erased while it is made.
pub const EXPORT_ATTEMPTS: usize = 3;
/// Lines of a file that are written in one transaction.
pub const IMPORT_SLICE_LINES: usize = 50;
/// Lines after which an import lets others have their turn.
pub const IMPORT_TURN_LINES: usize = 2_000;
/// Rows that are taken back in one transaction.
pub const UNDO_SLICE_ROWS: usize = 25;
/// Rows after which an undoing lets others have their turn.
pub const UNDO_TURN_ROWS: usize = 500;
/// Lines on one page of a preview.
pub const PREVIEW_LINES: usize = 50;
/// Values of a column that are shown where columns are matched.
pub const SAMPLE_VALUES: usize = 3;
/// Organisations looked at for one of the same name.
pub const SAME_NAME_ROWS: u64 = 20;
/// Characters of the id of a mail, as far as it is kept; a longer one is known by its hash.
pub const MESSAGE_ID_CHARACTERS: usize = 300;
/// Ids that are kept of those which one mail mentions, its own first and then the nearest.
pub const REFERENCES_OF_A_MAIL: usize = 50;
/// Characters of the ids that a mail refers to, as it stood there.
pub const REFERENCES_CHARACTERS: usize = 10_000;
/// Ids that a mail of ours refers to.
pub const REFERENCES_WRITTEN: u64 = 20;
/// Characters of a subject that are kept.
pub const MAIL_SUBJECT_CHARACTERS: usize = 300;
/// Characters of the text of a mail that are kept beside the original.
pub const MAIL_BODY_CHARACTERS: usize = 200_000;
/// Characters of a name as it stood in a mail.
pub const MAIL_LINE_CHARACTERS: usize = 200;
/// Characters of why a mail was not taken.
pub const MAIL_FAILURE_CHARACTERS: usize = 300;
/// Those on one mail who are kept; the original names them all.
pub const PARTICIPANTS_OF_A_MAIL: usize = 100;
/// Characters of the secret of a thread: 128 bits, hexadecimal.
pub const THREAD_TOKEN_CHARACTERS: usize = 32;
/// Threads of one case that are looked at.
pub const THREADS_OF_A_CASE: u64 = 50;
/// A mailbox that was not read for so long is late.
pub const INTAKE_LATE_SECONDS: i64 = 15 * 60;
/// Messages that were not kept and are shown.
pub const NOT_KEPT_SHOWN: u64 = 50;
/// Characters of what a case is called.
pub const CASE_TITLE_CHARACTERS: usize = 200;
/// Receipts that one address gets in a day, whatever it writes.
pub const RECEIPTS_OF_AN_ADDRESS: u64 = 5;
/// The time in which they are counted.
pub const RECEIPTS_SECONDS: i64 = 24 * 60 * 60;
/// How long somebody is held to have a case before them after they were last heard of.
pub const PRESENCE_SECONDS: i64 = 45;
/// Cases of which it is known who has them before them.
pub const PRESENCE_CASES: usize = 10_000;
/// Entries of one kind in the conversation of a case.
pub const CASE_ENTRIES: u64 = 500;
/// Cases on one page of the inbox.
pub const INBOX_CASES: u64 = 50;
/// Blocked senders that are shown, the latest of them.
pub const BLOCKED_SENDERS_SHOWN: u64 = 100;
/// Cases are counted to here; there are more where it says so.
pub const INBOX_COUNTED: u64 = 1_000;
/// Characters of an answer or a note in a case.
pub const CASE_TEXT_CHARACTERS: usize = 60_000;
/// Those to whom one answer goes.
pub const RECIPIENTS_OF_AN_ANSWER: usize = 50;
/// Cases with which the same is done at once.
pub const CASES_AT_ONCE: usize = 200;
/// Bytes of a picture that is shown in a mail.
pub const PICTURE_IN_MAIL_BYTES: usize = 300_000;
/// So many days after a case was closed its customer can still open it.
pub const CASE_LINK_DAYS: i32 = 90;
/// Rounds of PBKDF2 for each counter that a browser tries for a form.
pub const PROOF_ROUNDS: u32 = 2_000;
/// What the key begins with that it looks for, hexadecimal: one in 256 does.
pub const PROOF_PREFIX: &str = "00";
/// How long that key is.
pub const PROOF_KEY_BYTES: usize = 32;
/// Public forms that are remembered, so that none counts twice.
pub const USED_FORMS: usize = 100_000;
/// How long a link works by which somebody signs in to the portal.
pub const PORTAL_LINK_SECONDS: i64 = 15 * 60;
/// Links of one user that work at once.
pub const PORTAL_LINKS_OF_A_USER: usize = 3;
/// Accesses of one address, as at several customers, that are mailed a link at once.
pub const PORTAL_ACCESSES_OF_AN_ADDRESS: usize = 10;
/// A session in the portal lasts no longer.
pub const PORTAL_SESSION_SECONDS: i64 = 8 * 60 * 60;
/// A session in the portal that is not used ends after so long.
pub const PORTAL_IDLE_SECONDS: i64 = 60 * 60;
/// Browsers in which one user is in the portal at once.
pub const PORTAL_SESSIONS_OF_A_USER: usize = 5;
/// Cases on one page of the portal.
pub const PORTAL_CASES: u64 = 25;
/// Bytes of an id of somebody else's mail that stands in one of ours.
pub const WRITTEN_ID_BYTES: usize = 250;
/// Characters of what was said in a call.
pub const CALL_SUMMARY_CHARACTERS: usize = 10_000;
/// A call lasts no longer.
pub const CALL_MINUTES: i64 = 24 * 60;
/// What a switchboard calls a call.
pub const CALL_ID_CHARACTERS: usize = 100;
/// Rows in which one number is looked for.
pub const ROWS_OF_A_NUMBER: u64 = 50;
/// Addresses that are offered for a mail on a record.
pub const RECEIVERS_OFFERED: usize = 30;
/// People whose a number may be.
pub const PEOPLE_OF_A_NUMBER: usize = 20;
/// Open cases of each that are named.
pub const CASES_OF_A_CALLER: u64 = 10;
/// So far ahead of ours the clock of whoever tells of a call may be.
pub const CALL_AHEAD_SECONDS: i64 = 10 * 60;
/// Cases that became part of another, one after the other, until one that did not.
pub const MERGED_STEPS: usize = 8;
/// A macro puts a case aside for no longer.
pub const MACRO_SNOOZE_DAYS: i32 = 365;
/// Somebody works no longer on a case in one day.
pub const CASE_TIME_MINUTES: i64 = 24 * 60;
/// What somebody has worked at.
pub const CASE_TIME_CHARACTERS: usize = 200;
/// Items on the checklist of a case.
pub const CASE_TASKS: u64 = 100;
/// Cases that one hangs together with, and open parts of it that are named.
pub const CASE_LINKS: u64 = 50;
/// Cases that are looked at in one round because of the time.
pub const CASES_LOOKED_AT: u64 = 100;
/// Files of a mail that can be forwarded with it.
pub const FORWARDED_FILES: usize = 50;
/// Characters of what somebody says beside how it went.
pub const FEEDBACK_CHARACTERS: usize = 2_000;
/// How long somebody can say how it went, after they were asked.
pub const FEEDBACK_LINK_SECONDS: i64 = 60 * 24 * 60 * 60;
/// No address is asked how it went again before.
pub const FEEDBACK_PAUSE_SECONDS: i64 = 7 * 24 * 60 * 60;
/// Days that a report of cases covers, no more.
pub const REPORT_DAYS: i32 = 3 * 366;
/// Up to so many days a report is told by week, and beyond them by month.
pub const REPORT_BY_WEEK_DAYS: i32 = 26 * 7;
/// A report covers so many days where nobody says which.
pub const REPORT_LATELY_DAYS: i32 = 90;
/// Rows of a kind that one report reads; where there are more it is not reckoned. It holds for a hundred thousand cases with
/// five deadlines each.
pub const REPORT_ROWS: u64 = 500_000;
/// Customers of a report that are named.
pub const REPORT_CUSTOMERS: usize = 200;
/// After so long a case whose clocks run is looked at again, whatever they say: rules may have been changed.
pub const CASE_LOOK_SECONDS: i64 = 24 * 60 * 60;
/// How long a secure message can be read over its link.
pub const SECURE_SECONDS: i64 = 30 * 24 * 60 * 60;
/// How long whoever starts a secure message has to confirm their address.
pub const SECURE_CONFIRM_SECONDS: i64 = 2 * 24 * 60 * 60;
/// How long the code of a secure message works.
pub const SECURE_CODE_SECONDS: i64 = 15 * 60;
/// The text of a secure message.
pub const SECURE_TEXT_CHARACTERS: usize = 20_000;
/// Secure messages of one address that wait to be confirmed.
pub const SECURE_OF_AN_ADDRESS: usize = 3;
/// Secure messages, or sealed mails, on one page.
pub const SECURE_LISTED: u64 = 200;
/// So many times as many are looked through for them: among them may be some that nobody has confirmed.
pub const SECURE_LOOKS: usize = 100;

/// Characters in the name with which somebody signs in to a mail server.
pub const MAIL_USER_CHARACTERS: usize = 200;

/// Characters in the password of a mailbox.
pub const MAIL_PASSWORD_CHARACTERS: usize = 200;
