//! The words of this crate. Each language is one value of [`Texts`] in one file, so a missing word
//! does not compile.
//!
//! What the register says in words of its own is not here.

mod countries;
mod en;
mod nb;

pub(crate) use countries::{country, in_eea};

use model::{Language, SpecialGround, Transfer};

/// Everything this crate says, in one language.
pub(crate) struct Texts {
    pub(crate) dates: Dates,
    pub(crate) periods: Periods,
    pub(crate) controller: Controller,
    pub(crate) activity: Activity,
    pub(crate) grounds: Grounds,
    pub(crate) obligation: Obligation,
    pub(crate) statement: Statement,
    pub(crate) rights: Rights,
    pub(crate) package: Package,
    pub(crate) record: Record,
    pub(crate) kept: Kept,
    /// The word before the last of several.
    pub(crate) and: &'static str,
    /// The word before the last of several of which one is meant.
    pub(crate) or: &'static str,
    /// Puts words between the language's quotation marks.
    pub(crate) quoted: fn(&str) -> String,
}

/// The words in `language`.
pub(crate) fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Nb => &nb::TEXTS,
        Language::En => &en::TEXTS,
    }
}

impl Texts {
    /// `a, b and c`.
    pub(crate) fn joined(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} {} {last}", most.join(", "), self.and),
        }
    }

    /// `a, b or c`.
    pub(crate) fn either(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} {} {last}", most.join(", "), self.or),
        }
    }

    /// The same, with stronger signs between where one of them has a comma or an *and* of its own.
    pub(crate) fn told_apart(&self, items: &[String]) -> String {
        let is_compound = |item: &String| item.contains(',') || item.split(' ').any(|word| word == self.and);
        if items.iter().any(is_compound) { items.join("; ") } else { self.joined(items) }
    }
}

/// One of something, and more.
pub(crate) struct Counted {
    pub(crate) one: &'static str,
    pub(crate) many: &'static str,
}

pub(crate) struct Dates {
    pub(crate) month_names: [&'static str; 12],
    /// Of the day's number, the month's name and the year.
    pub(crate) day: fn(i8, &str, i16) -> String,
    /// Of the day in words, hour and minute.
    pub(crate) moment: fn(&str, i8, i8) -> String,
    pub(crate) days: Counted,
    pub(crate) months: Counted,
    pub(crate) years: Counted,
}

pub(crate) struct Periods {
    pub(crate) always: &'static str,
    pub(crate) while_claimed: &'static str,
    /// Before the first term.
    pub(crate) deleted: &'static str,
    /// Before each further term.
    pub(crate) at_the_latest: &'static str,
    /// Of the thing it goes with.
    pub(crate) with: fn(&str) -> String,
    /// Of a length of time and what starts it.
    pub(crate) after: fn(&str, &str) -> String,
    /// Of what holds the day.
    pub(crate) on_day: fn(&str) -> String,
    /// Of several that hold days.
    pub(crate) on_latest: fn(&str) -> String,
    /// Of what holds the moment.
    pub(crate) at_moment: fn(&str) -> String,
    /// Of what ends a fiscal year.
    pub(crate) at_year_end: fn(&str) -> String,
    /// Of a field.
    pub(crate) own: fn(&str) -> String,
    /// Of a field and the thing it stands in.
    pub(crate) over_link: fn(&str, &str) -> String,
    /// The same, where there are several of that thing.
    pub(crate) over_links: fn(&str, &str) -> String,
    /// Of several, joined.
    pub(crate) latest: fn(&str) -> String,
    /// Of what starts the clock.
    pub(crate) fiscal_year: fn(&str) -> String,
    /// After a term of a relation that goes on till somebody ends it.
    pub(crate) ongoing: &'static str,
    /// Of the law that demands just this.
    pub(crate) as_demanded: fn(&str) -> String,
    /// Of the law, and how long it demands.
    pub(crate) minimum: fn(&str, &str) -> String,
    /// Of a length of time.
    pub(crate) longest: fn(&str) -> String,
}

pub(crate) struct Controller {
    pub(crate) name: &'static str,
    pub(crate) organisation_number: &'static str,
    pub(crate) address: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) email: &'static str,
    pub(crate) phone: &'static str,
}

/// The terms under which an activity is described, and what the register has closed sets for.
pub(crate) struct Activity {
    pub(crate) subjects: &'static str,
    pub(crate) data: &'static str,
    pub(crate) ground: &'static str,
    pub(crate) source: &'static str,
    pub(crate) recipients: &'static str,
    pub(crate) responsible: &'static str,
    pub(crate) period: &'static str,
    pub(crate) obligation: &'static str,
    pub(crate) from_person: &'static str,
    pub(crate) from_ourselves: &'static str,
    pub(crate) from_open_sources: &'static str,
    pub(crate) from_person_and_others: &'static str,
    pub(crate) from_third_party: &'static str,
    pub(crate) no_recipient: &'static str,
    pub(crate) systems: &'static str,
    /// Of a system's name, what it holds, and how long.
    pub(crate) also_in: fn(&str, &str, &str) -> String,
    /// Of what is done there.
    pub(crate) routine: fn(&str) -> String,
    /// Of kinds of data, joined.
    pub(crate) gets: fn(&str) -> String,
    pub(crate) processor: &'static str,
    pub(crate) controller: &'static str,
    pub(crate) authority: &'static str,
    /// Above the names of single fields.
    pub(crate) fields: &'static str,
    pub(crate) applies_when: &'static str,
    /// Said instead of many periods, and above each of them.
    pub(crate) many_periods: &'static str,
    pub(crate) each_period: &'static str,
    /// Of the choice and the alternatives, quoted and joined.
    pub(crate) when: fn(&str, &str) -> String,
    /// Of such a condition.
    pub(crate) only: fn(&str) -> String,
    pub(crate) special: &'static str,
    pub(crate) identity: &'static str,
    /// Of the need.
    pub(crate) identity_need: fn(&str) -> String,
    pub(crate) criminal: &'static str,
    pub(crate) marketing: &'static str,
    pub(crate) to_consenting: &'static str,
    /// Of the field that shows the sale.
    pub(crate) to_customers: fn(&str) -> String,
    pub(crate) to_impersonal: &'static str,
}

pub(crate) struct Grounds {
    pub(crate) consent: &'static str,
    pub(crate) contract: &'static str,
    pub(crate) legal_obligation: &'static str,
    pub(crate) vital_interests: &'static str,
    pub(crate) public_task: &'static str,
    pub(crate) legitimate_interests: &'static str,
    pub(crate) consent_text: &'static str,
    pub(crate) law: &'static str,
    pub(crate) interest: &'static str,
    pub(crate) balancing: &'static str,
    /// Of the letter of art. 6(1).
    pub(crate) article: fn(char) -> String,
    /// Of the ground and the article, as one sentence.
    pub(crate) sentence: fn(&str, &str) -> String,
    /// What each ground of art. 9(2) is called.
    pub(crate) special: fn(SpecialGround) -> &'static str,
    /// Of the letter of art. 9(2).
    pub(crate) special_article: fn(char) -> String,
}

/// Whether the person must provide the data.
pub(crate) struct Obligation {
    pub(crate) not_asked: &'static str,
    pub(crate) free: &'static str,
    pub(crate) contract: &'static str,
    pub(crate) law: &'static str,
    pub(crate) wanted: &'static str,
}

pub(crate) struct Statement {
    pub(crate) title: &'static str,
    /// Of the day.
    pub(crate) updated: fn(&str) -> String,
    pub(crate) unpublished: &'static str,
    /// Of the controller's name.
    pub(crate) introduction: fn(&str) -> String,
    pub(crate) controller: &'static str,
    /// Of the controller's name.
    pub(crate) controller_answers: fn(&str) -> String,
    pub(crate) site: &'static str,
    pub(crate) site_collects: &'static str,
    pub(crate) site_points: [&'static str; 3],
    pub(crate) site_given: &'static str,
    /// Above the table of contents.
    pub(crate) contents: &'static str,
    pub(crate) purposes: &'static str,
    pub(crate) purposes_text: &'static str,
    pub(crate) customers: &'static str,
    pub(crate) customers_text: &'static str,
    pub(crate) customers_requests: &'static str,
    pub(crate) recipients: &'static str,
    pub(crate) no_recipients: &'static str,
    /// Of the country, the part and the task.
    pub(crate) recipient: fn(&str, &str, &str) -> String,
    /// Of the day of the agreement.
    pub(crate) agreement: fn(&str) -> String,
    pub(crate) security: &'static str,
    /// What copies kept for safety are called, and how long they are kept.
    pub(crate) backups: (&'static str, fn(&str) -> String),
    pub(crate) transfers: &'static str,
    pub(crate) no_transfers: &'static str,
    pub(crate) some_transfers: &'static str,
    pub(crate) transfer_ground: fn(Transfer) -> &'static str,
    pub(crate) sensitive: &'static str,
    /// Of the telephone number.
    pub(crate) sensitive_text: fn(&str) -> String,
    pub(crate) automation: &'static str,
    pub(crate) automation_text: &'static str,
}

/// A right: what it is called and what it gives.
pub(crate) struct Right {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

pub(crate) struct Rights {
    pub(crate) heading: &'static str,
    pub(crate) access: Right,
    pub(crate) rectification: Right,
    pub(crate) erasure: Right,
    pub(crate) restriction: Right,
    pub(crate) portability: Right,
    /// The heading of the chapter that stands by itself (GDPR art. 21(4)).
    pub(crate) objection_heading: &'static str,
    pub(crate) objection: Right,
    pub(crate) marketing: Right,
    pub(crate) withdrawal: Right,
    pub(crate) no_consent: &'static str,
    /// Of the purposes, quoted and joined.
    pub(crate) applies_to: fn(&str) -> String,
    /// Above several purposes, a line each.
    pub(crate) applies_to_these: &'static str,
    pub(crate) exercise: &'static str,
    /// Of e-mail address and telephone number.
    pub(crate) exercise_text: fn(&str, &str) -> String,
    pub(crate) deadline: &'static str,
    /// Of the deadline.
    pub(crate) answer_within: fn(&str) -> String,
    /// Of the extension and the deadline.
    pub(crate) extension: fn(&str, &str) -> String,
    /// Of the number of hours.
    pub(crate) hours: fn(u16) -> String,
    pub(crate) complaint: &'static str,
    /// Of the authority.
    pub(crate) complaint_text: fn(&str) -> String,
}

pub(crate) struct Package {
    pub(crate) file_name: &'static str,
    pub(crate) left_out: &'static str,
    /// In the place of a part that concerns others.
    pub(crate) gap: &'static str,
    /// What such gaps are.
    pub(crate) gaps: &'static str,
    /// Before why parts are missing.
    pub(crate) gap_because: &'static str,
    /// Before why all of a field is missing.
    pub(crate) withheld: &'static str,
    /// Of the person.
    pub(crate) title: fn(&str) -> String,
    /// Of the controller and the moment.
    pub(crate) introduction: fn(&str, &str) -> String,
    pub(crate) machine_readable: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) purposes: &'static str,
    pub(crate) purposes_here: &'static str,
    pub(crate) period: &'static str,
    pub(crate) no_rows: &'static str,
    pub(crate) row: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) held: &'static str,
    /// Of the day.
    pub(crate) until: fn(&str) -> String,
    pub(crate) no_date: &'static str,
    pub(crate) history: &'static str,
    pub(crate) no_history: &'static str,
    pub(crate) at: &'static str,
    pub(crate) what: &'static str,
    pub(crate) by: &'static str,
}

/// The record of processing. What it shares with the statement is not here.
pub(crate) struct Record {
    pub(crate) title: &'static str,
    pub(crate) introduction: &'static str,
    pub(crate) controller: &'static str,
    pub(crate) purpose: &'static str,
    pub(crate) subjects: &'static str,
    pub(crate) data: &'static str,
    pub(crate) recipients: &'static str,
    pub(crate) transfers: &'static str,
    pub(crate) no_transfer: &'static str,
    pub(crate) periods: &'static str,
    /// The ground that the statement calls a contract with you.
    pub(crate) contract: &'static str,
    pub(crate) security: &'static str,
    pub(crate) security_measures: [Measure; 4],
    pub(crate) security_note: &'static str,
    pub(crate) kinds: &'static str,
    /// The name of its sheet in a workbook, at most 31 characters.
    pub(crate) sheet: &'static str,
    pub(crate) customers: Customers,
}

/// A security measure of the program: what it is called and what it does.
#[derive(Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// The record of what is done for customers.
pub(crate) struct Customers {
    /// The name of its sheet in a workbook, at most 31 characters.
    pub(crate) sheet: &'static str,
    pub(crate) title: &'static str,
    pub(crate) introduction: &'static str,
    pub(crate) none: &'static str,
    /// Where the customers are not at hand.
    pub(crate) left_out: &'static str,
    pub(crate) processor: &'static str,
    pub(crate) customer: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) processing: &'static str,
    pub(crate) sub_processors: &'static str,
    pub(crate) no_sub_processor: &'static str,
    pub(crate) agreement: &'static str,
    /// Of the day it bears.
    pub(crate) dated: fn(&str) -> String,
    /// Of its last day.
    pub(crate) expires: fn(&str) -> String,
    /// The same, where it is past.
    pub(crate) expired: fn(&str) -> String,
    /// Of the representative.
    pub(crate) representative: fn(&str) -> String,
    /// Of the data protection officer.
    pub(crate) officer: fn(&str) -> String,
}

/// How a block is kept, and by which rule of the program.
pub(crate) struct Kept {
    /// A sentence for each mark, above a document with marks.
    pub(crate) explanation: &'static str,
    pub(crate) enforced: &'static str,
    /// Of what is evidence and its day.
    pub(crate) evidenced: fn(&str, &str) -> String,
    /// Of the other party.
    pub(crate) agreement: fn(&str) -> String,
    /// Of where the law stands.
    pub(crate) read: fn(&str) -> String,
    /// The same, where only an excerpt was read.
    pub(crate) excerpt: fn(&str) -> String,
    pub(crate) own_words: &'static str,
    pub(crate) sweep: &'static str,
    pub(crate) columns: &'static str,
    pub(crate) recipients: &'static str,
    pub(crate) public_pages: &'static str,
    pub(crate) access_package: &'static str,
    pub(crate) erasure_plan: &'static str,
    pub(crate) publication: &'static str,
    pub(crate) roles: &'static str,
    pub(crate) ledger: &'static str,
    pub(crate) scrub: &'static str,
    pub(crate) backups: &'static str,
    pub(crate) choice: &'static str,
}

#[cfg(test)]
mod tests;
