//! English.

use super::{
    Activity, Controller, Counted, Customers, Dates, Grounds, Kept, Measure, Obligation, Package, Periods, Record,
    Right, Rights, Statement, Texts,
};
use model::{SpecialGround, Transfer};

pub(super) static TEXTS: Texts = Texts {
    dates: DATES,
    periods: PERIODS,
    controller: CONTROLLER,
    activity: ACTIVITY,
    grounds: GROUNDS,
    obligation: OBLIGATION,
    statement: STATEMENT,
    rights: RIGHTS,
    package: PACKAGE,
    record: RECORD,
    kept: KEPT,
    and: "and",
    or: "or",
    quoted: |words| format!("“{words}”"),
};

const DATES: Dates = Dates {
    month_names: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    day: |day, month, year| format!("{day} {month} {year}"),
    moment: |day, hour, minute| format!("{day} at {hour:02}:{minute:02}"),
    days: Counted { one: "day", many: "days" },
    months: Counted { one: "month", many: "months" },
    years: Counted { one: "year", many: "years" },
};

const PERIODS: Periods = Periods {
    always: "not deleted; tells nothing about any person",
    while_claimed: "deleted when the last thing that needs them is deleted",
    deleted: "deleted",
    at_the_latest: "at the latest",
    with: |thing| format!("together with “{thing}”"),
    after: |span, clock| format!("{span} after {clock}"),
    on_day: |clock| format!("when the day in {clock} is reached"),
    on_latest: |clock| format!("when {clock} is reached"),
    at_moment: |clock| format!("the day after {clock}"),
    at_year_end: |clock| format!("at {clock}"),
    own: |field| format!("“{field}”"),
    over_link: |field, thing| format!("“{field}” in “{thing}”"),
    over_links: |field, thing| format!("the last “{field}” in “{thing}”"),
    latest: |clocks| format!("the latest of {clocks}"),
    fiscal_year: |clock| format!("the end of the fiscal year of {clock}"),
    ongoing: "(the date is set when it ends)",
    as_demanded: |law| format!("as {law} demands"),
    minimum: |law, period| format!("{law} demands that it be kept until {period}"),
    longest: |span| format!("Nothing of this is kept more than {span} after the last period has begun to run."),
};

const CONTROLLER: Controller = Controller {
    name: "Company",
    organisation_number: "Organisation number",
    address: "Address",
    contact: "Contact for privacy",
    email: "E-mail",
    phone: "Telephone",
};

const ACTIVITY: Activity = Activity {
    subjects: "Whom it is about",
    data: "Data",
    ground: "Ground",
    source: "Where they come from",
    recipients: "Who else receives them",
    responsible: "Responsible day to day",
    period: "How long",
    obligation: "Whether you must give them",
    from_person: "From you.",
    from_ourselves: "From ourselves: they come about while we work.",
    from_open_sources: "From sources open to anyone.",
    from_person_and_others: "Some from you, some from others.",
    from_third_party: "From others than you.",
    no_recipient: "Nobody outside the company.",
    systems: "Elsewhere",
    also_in: |name, holds, keep| format!("We also keep data in {name}: {holds}. They are {keep}."),
    routine: |routine| format!("What we do there: {routine}."),
    gets: |kinds| format!("Receives: {kinds}."),
    processor: "processor for us",
    controller: "itself responsible for them",
    authority: "public authority",
    fields: "Field by field",
    applies_when: "Condition",
    many_periods: "Everything has a fixed period.",
    each_period: "Period by period",
    when: |choice, among| format!("when “{choice}” is {among}"),
    only: |condition| format!("only {condition}"),
    special: "Special categories",
    identity: "National identity number",
    identity_need: |need| format!("{need} (Norwegian Personal Data Act § 12)."),
    criminal: "data on criminal offences (GDPR article 10)",
    marketing: "Marketing",
    to_consenting: "We send only to those who have said yes beforehand (Norwegian Marketing Control Act § 15).",
    to_customers: |sale| {
        format!(
            "We send only to customers who gave us the address when they bought something (it says so in “{sale}”), \
             and only about similar services (Norwegian Marketing Control Act § 15)."
        )
    },
    to_impersonal: "We send only to addresses that belong to no single person (Norwegian Marketing Control Act § 15).",
};

const GROUNDS: Grounds = Grounds {
    consent: "Consent",
    contract: "Contract with you",
    legal_obligation: "Duty under law",
    vital_interests: "Protection of life and health",
    public_task: "Task in the public interest",
    legitimate_interests: "Legitimate interests",
    consent_text: "What you have said yes to",
    law: "The law",
    interest: "Our interest",
    balancing: "Why we find it fair",
    article: |letter| format!("GDPR article 6(1)({letter})"),
    sentence: |ground, article| format!("{ground} ({article})."),
    special: |ground| match ground {
        SpecialGround::ExplicitConsent => "explicit consent",
        SpecialGround::EmploymentLaw => "duties and rights in employment and social security",
        SpecialGround::VitalInterests => "protection of life and health",
        SpecialGround::Members => "membership of a body with a political, religious or trade union aim",
        SpecialGround::MadePublic => "the person has made them public",
        SpecialGround::LegalClaims => "legal claims",
        SpecialGround::PublicInterest => "substantial public interest",
        SpecialGround::HealthCare => "health services and assessment of working capacity",
        SpecialGround::PublicHealth => "public health",
        SpecialGround::Research => "archives, research and statistics",
    },
    special_article: |letter| format!("GDPR article 9(2)({letter})"),
};

const OBLIGATION: Obligation = Obligation {
    not_asked: "We do not ask you for them.",
    free: "No, you choose.",
    contract: "Yes, if you want the contract. Without them we cannot make or keep it.",
    law: "Only what the law demands that we have. Without it we cannot do what we are obliged to. The rest is your choice.",
    wanted: "No, you choose. But if something that we need is missing, we cannot do this.",
};

const STATEMENT: Statement = Statement {
    title: "Privacy statement",
    updated: |day| format!("Last updated {day}."),
    unpublished: "Not published yet.",
    introduction: |name| {
        format!(
            "This statement says which personal data {name} holds, why, who receives them, and when they are deleted."
        )
    },
    controller: "Who is responsible",
    controller_answers: |name| {
        format!("{name} decides why and how the data are used, and answers for them (the controller).")
    },
    site: "This website",
    site_collects: "The public pages collect nothing by themselves:",
    site_points: [
        "They use no cookies and put nothing in your browser.",
        "They keep no log of visits and do not store your IP address.",
        "They fetch nothing from others, so nobody else learns that you are here.",
    ],
    site_given: "We receive only what you write and send.",
    contents: "Contents",
    purposes: "What we use data for",
    purposes_text: "The parts below are arranged by whom they concern. You need only read those that concern you.",
    customers: "When we work for our customers",
    customers_text: "Some data we hold only because a customer holds them. The customer then decides why and how they \
                     are used, and we do only what the processing agreement with the customer says.",
    customers_requests: "If it concerns you, ask the customer. If you write to us, we pass it on to the customer.",
    recipients: "Who receives data from us",
    no_recipients: "Nobody outside the company.",
    recipient: |country, part, task| format!("{country}, {part}: {task}."),
    agreement: |day| format!("We have a processing agreement of {day}."),
    security: "Security",
    backups: ("Backups", |days| {
        format!(
            "Copies that are kept for safety are deleted after {days}. If one is put back, what has been erased since is erased \
             again before anybody may see it."
        )
    }),
    transfers: "Outside the EEA",
    no_transfers: "The data are not sent out of the EEA.",
    some_transfers: "Some data leave the EEA. Ask us, and you will get a copy of what protects them there.",
    transfer_ground: |ground| match ground {
        Transfer::Adequacy => {
            "the European Commission has found that the country protects data well enough (GDPR art. 45)"
        }
        Transfer::StandardClauses => "the agreement has the European Commission’s standard clauses (GDPR art. 46)",
        Transfer::BindingRules => "the group has binding rules that the authorities have approved (GDPR art. 47)",
        Transfer::Consent => "you have explicitly said yes (GDPR art. 49)",
    },
    sensitive: "Do not send us sensitive data",
    sensitive_text: |phone| {
        format!(
            "Do not send data about health, belief, political views, sexual orientation or trade union by e-mail or \
             in forms, nor a national identity number or card number. E-mail is not safe enough for that. Call \
             {phone}, and we will find another way."
        )
    },
    automation: "Automated decisions",
    automation_text: "No decision about you is taken by a machine alone, and we make no profiles of you.",
};

const RIGHTS: Rights = Rights {
    heading: "Your rights",
    access: Right { name: "Access", text: "You can learn what we hold about you, and get a copy." },
    rectification: Right { name: "Rectification", text: "If something is wrong or incomplete, we correct it." },
    erasure: Right {
        name: "Erasure",
        text: "You can ask us to delete what we hold about you. If we must keep something, you will learn what, why \
               and for how long.",
    },
    restriction: Right {
        name: "Restriction",
        text: "You can ask us to leave the data untouched, for example while we find out whether they are right.",
    },
    portability: Right {
        name: "Portability",
        text: "What you have given us yourself, you can get in a file that other systems can read, or have sent straight to others.",
    },
    objection_heading: "The right to say no",
    objection: Right {
        name: "Objection",
        text: "You can object for reasons that concern you in particular. Then we stop, unless weighty reasons speak \
               against it.",
    },
    marketing: Right {
        name: "No to marketing",
        text: "You can say no to marketing from us at any time. Then we stop, and you need not give a reason.",
    },
    withdrawal: Right {
        name: "Withdrawing consent",
        text: "You can withdraw a consent at any time, as easily as you gave it. What we did before that was still \
               lawful.",
    },
    no_consent: "Nothing of what we do rests on consent, so there is none to withdraw.",
    applies_to: |purposes| format!("This applies to {purposes}."),
    applies_to_these: "This applies to these purposes:",
    exercise: "How to use your rights",
    exercise_text: |email, phone| {
        format!(
            "Write to {email} or call {phone}. It costs nothing. If we doubt who you are, we ask you to confirm it."
        )
    },
    deadline: "When you get an answer",
    answer_within: |deadline| format!("You get an answer within {deadline} after your message reached us."),
    extension: |extension, deadline| {
        format!("If the matter is large, we may need {extension} more. We then say so within {deadline}, and why.")
    },
    hours: |count| format!("{count} hours"),
    complaint: "Complaints",
    complaint_text: |authority| {
        format!(
            "If you think that we break the rules, you can complain to the supervisory authority: {authority}. You \
             need not take it up with us first."
        )
    },
};

const PACKAGE: Package = Package {
    file_name: "access.html",
    left_out: "too large for this package; ask us for the file",
    gap: "[removed: concerns others]",
    gaps: "Something was taken out because it concerns others than you (GDPR article 15(4)). Where that was done, it \
           says so. If you think it is wrong, you can ask us to look at it again, or complain to the supervisory authority.",
    gap_because: "taken out because",
    withheld: "Left out, as it concerns others than you",
    title: |person| format!("Access: {person}"),
    introduction: |controller, moment| format!("This is what {controller} held about you on {moment}."),
    machine_readable: "The same is in the file data.json, which other systems can read.",
    nothing: "We hold nothing about you.",
    purposes: "What we use the data for",
    purposes_here: "Used for",
    period: "How long",
    no_rows: "Nothing.",
    row: "Row",
    empty: "(empty)",
    held: "Why we hold this, and for how long",
    until: |day| format!("until {day}"),
    no_date: "no date is set yet",
    history: "What has been done",
    no_history: "Nothing is recorded.",
    at: "When",
    what: "What",
    by: "By",
};

const RECORD: Record = Record {
    title: "Record of processing activities",
    introduction: "The record follows GDPR article 30(1) and is made from the register.",
    controller: "Controller",
    purpose: "Purpose",
    subjects: "Categories of persons",
    data: "Field by field",
    recipients: "Recipients",
    transfers: "Transfer out of the EEA",
    no_transfer: "None.",
    periods: "Erasure",
    contract: "Contract with the person",
    security: "Security measures",
    security_measures: [
        Measure {
            name: "Access by role",
            text: "Staff see only what their role opens to them: all of it, what is their team’s, or what is their own.",
        },
        Measure {
            name: "Deletion by plan",
            text: "The program deletes what has reached its period, and a receipt shows what was done.",
        },
        Measure {
            name: "Ledger",
            text: "What was received, answered, handed out and deleted is recorded with its time, without the contents.",
        },
        Measure {
            name: "Scrub",
            text: "After a deletion the storage files are written anew, so that the contents do not stay behind in them.",
        },
    ],
    security_note: "These are the measures in the program. What the company does besides, such as encryption, backups \
                    and training, it must add itself.",
    kinds: "Categories of data",
    sheet: "Processing activities",
    customers: CUSTOMERS,
};

const CUSTOMERS: Customers = Customers {
    sheet: "Processing for customers",
    title: "Record of processing for customers",
    introduction: "This part follows GDPR article 30(2): what we do as a processor.",
    none: "No customers are listed.",
    left_out: "The customers are not included here: this was made without the data folder.",
    processor: "Processor",
    customer: "Customer (controller)",
    contact: "Contact at the customer",
    processing: "Categories of processing",
    sub_processors: "Sub-processors",
    no_sub_processor: "None.",
    agreement: "Processing agreement",
    dated: |day| format!("Of {day}."),
    expires: |day| format!("Valid until {day}."),
    expired: |day| format!("Expired. The last day was {day}."),
    representative: |name| format!("Representative: {name}"),
    officer: |name| format!("Data protection officer: {name}"),
};

const KEPT: Kept = Kept {
    explanation: "What is marked “enforced” the program sees to itself, by the rule that is named. Behind what is marked \
                  “evidenced” stands something with a date. What is marked “own words” the company says, and the program \
                  does not check it.",
    enforced: "enforced",
    evidenced: |by, day| format!("evidenced {day}: {by}"),
    agreement: |with| format!("agreement with {with}"),
    read: |source| format!("read in {source}"),
    excerpt: |source| format!("read in an excerpt of {source}"),
    own_words: "own words",
    sweep: "the program deletes when the period ends",
    columns: "the database has room for nothing else",
    recipients: "taken from the recipients in the register",
    public_pages: "the pages are made so that they cannot do otherwise",
    access_package: "the program gathers everything in a package",
    erasure_plan: "the program deletes by a plan and gives a receipt",
    publication: "the program sets the date",
    roles: "the program shows only what the role opens",
    ledger: "the program records it in the same act",
    scrub: "the program writes the files anew",
    backups: "the program deletes copies that are older, and erases again by a journal",
    choice: "the program goes by what is chosen",
};
