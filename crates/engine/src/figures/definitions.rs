//! Which figures there are, as data: of which area, over which rows, and by what.

use super::Unit;
use crate::records::YES;
use model::Area;

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// How many people and others there are in the register, over time.
    People,
    /// Where they are known from.
    Sources,
    /// What visitors of the website wrote.
    Messages,
    /// Mail in and out.
    Mails,
    /// Customers, over time.
    Customers,
    /// Sales that are open, by stage.
    Pipeline,
    /// What they are worth.
    PipelineValue,
    /// Cases that came in.
    Cases,
    /// Open cases, by state.
    CaseStates,
    /// Open cases, by age.
    CaseAges,
    /// Hours, those that are paid for and the others.
    Hours,
    /// Hours that are paid for, of each project.
    ProjectHours,
    /// What is to be done, by state.
    Tasks,
    /// Who gets the newsletter, and why they may.
    Subscriptions,
    /// What became of each issue.
    Issues,
    /// Days away.
    Absences,
    /// What people ask by right.
    Requests,
    /// When the open ones are due.
    Deadlines,
}

/// A figure, in words of the register.
pub(super) struct Definition {
    pub(super) which: Which,
    pub(super) area: Area,
    pub(super) entity: &'static str,
    pub(super) by: By<&'static str>,
    /// What is summed up; rows are counted where nothing is.
    pub(super) sum: Option<&'static str>,
    pub(super) unit: Unit,
    /// Only rows in which a choice, or yes and no, is one of these.
    pub(super) only: Option<(&'static str, &'static [&'static str])>,
}

/// By what a figure is told, with fields as `F`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum By<F> {
    /// By the month of a date or a moment, and by a choice where one is named.
    Month(F, Option<F>),
    /// How many there were at the end of each month.
    Growth(F),
    /// By a choice.
    Choice(F),
    /// By how many days ago a moment was.
    Age(F),
    /// By how far ahead a date lies.
    Due(F),
    /// By what a link names, the greatest first.
    Link(F),
    /// Row by row, the latest ones by this moment, with their own numbers.
    Latest(F, Vec<F>),
}

const OPEN_CASES: &[&str] = &["new", "open", "customer", "supplier"];
const OPEN_SALES: &[&str] = &["first-talk", "need", "quoted", "negotiation"];
const OPEN_REQUESTS: &[&str] = &["new", "identity", "working"];
const PAID: &[&str] = &[YES];
const OPEN_TASKS: &[&str] = &["new", "doing", "waiting", "review"];

const fn rows(which: Which, area: Area, entity: &'static str, by: By<&'static str>) -> Definition {
    Definition { which, area, entity, by, sum: None, unit: Unit::Rows, only: None }
}

/// All of them, in the order in which an area shows them.
pub(super) fn all() -> Vec<Definition> {
    use By::{Age, Choice, Due, Growth, Latest, Link, Month};
    use Which as W;
    let only = |definition, field, of| Definition { only: Some((field, of)), ..definition };
    let sum = |definition, field, unit| Definition { sum: Some(field), unit, ..definition };
    vec![
        rows(W::People, Area::Parties, "person", Growth("since")),
        rows(W::Sources, Area::Parties, "person", Choice("source")),
        rows(W::Messages, Area::Website, "contact_request", Month("received_at", Some("state"))),
        rows(W::Mails, Area::Correspondence, "email_message", Month("occurred_at", Some("direction"))),
        only(rows(W::Pipeline, Area::Sales, "opportunity", Choice("stage")), "stage", OPEN_SALES),
        only(
            sum(rows(W::PipelineValue, Area::Sales, "opportunity", Choice("stage")), "value", Unit::Money),
            "stage",
            OPEN_SALES,
        ),
        rows(W::Customers, Area::Sales, "customer", Growth("since")),
        only(rows(W::CaseStates, Area::Support, "case", Choice("state")), "state", OPEN_CASES),
        only(rows(W::CaseAges, Area::Support, "case", Age("created_at")), "state", OPEN_CASES),
        rows(W::Cases, Area::Support, "case", Month("created_at", None)),
        sum(
            rows(W::Hours, Area::Projects, "time_entry", Month("worked_on", Some("billable"))),
            "minutes",
            Unit::Minutes,
        ),
        only(
            sum(rows(W::ProjectHours, Area::Projects, "time_entry", Link("project")), "minutes", Unit::Minutes),
            "billable",
            PAID,
        ),
        only(rows(W::Tasks, Area::Projects, "task", Choice("state")), "state", OPEN_TASKS),
        rows(W::Issues, Area::Newsletter, "issue", Latest("began_at", vec!["delivered", "bounced", "unsubscribed"])),
        rows(W::Subscriptions, Area::Newsletter, "subscription", Choice("ground")),
        rows(W::Absences, Area::Staff, "absence", Month("starts_on", None)),
        only(rows(W::Deadlines, Area::Privacy, "request", Due("due_on")), "state", OPEN_REQUESTS),
        rows(W::Requests, Area::Privacy, "request", Choice("kind")),
    ]
}
