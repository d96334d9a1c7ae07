//! What a list shows, as it stands in its address: every link and form of a list is made of this, so that each of them can
//! be shared, and the way back leads to the very place.
//!
//! It holds words only. What they mean, and whether the reader may ask for it, the engine says.

use super::super::address::{FIELD, of_entity};
use crate::desk::Desk;
use crate::form_body::{encode, in_query_from};
use engine::RowId;
use engine::records::{Operator, View, Wanted};
use std::str::FromStr;

/// The words that the list is searched for.
pub(in super::super) const WORDS: &str = "q";
/// The field that orders it.
pub(super) const ORDER: &str = "order";
/// A column; several of them stand in their order.
pub(super) const COLUMN: &str = "c";
/// The field by which it is put together.
pub(super) const GROUP: &str = "group";
/// The saved view that it began with.
pub(super) const VIEW: &str = "view";
/// A row that alone, or with others, is wanted.
pub(in super::super) const ROW: &str = "row";
const AFTER: &str = "after";
const BEFORE: &str = "before";

/// What says that no saved view is wanted, not even the one that opens with the list.
pub(super) const NO_VIEW: &str = "all";

/// What a list shows, in words of its address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in super::super) struct State(Vec<(String, String)>);

impl State {
    /// What the address of a page asks for.
    pub(in super::super) fn of(desk: &Desk) -> Self {
        Self::known(desk.queries(""))
    }

    /// What the query of another address asks for.
    pub(in super::super) fn read(query: &str) -> Self {
        Self::known(in_query_from(query, ""))
    }

    fn known(pairs: Vec<(String, String)>) -> Self {
        let names = [WORDS, ORDER, COLUMN, GROUP, VIEW, ROW, AFTER, BEFORE];
        let known = |(name, value): &(String, String)| {
            !value.is_empty() && (names.contains(&name.as_str()) || name.starts_with(FIELD))
        };
        Self(pairs.into_iter().filter(known).collect())
    }

    /// What a saved view shows.
    pub(super) fn of_view(view: &View) -> Self {
        let mut state = Self::read(&view.filter);
        state.0.extend(view.columns.iter().map(|column| (COLUMN.to_owned(), column.clone())));
        state.0.extend(view.order.iter().map(|order| (ORDER.to_owned(), order.clone())));
        state.with(VIEW, [view.id.to_string()])
    }

    /// What the engine is asked for.
    pub(in super::super) fn wanted(&self) -> Wanted {
        let row = |name: &str| self.get(name).and_then(|id| RowId::from_str(id).ok());
        let filter = |(name, value): &(String, String)| Some((name.strip_prefix(FIELD)?.to_owned(), value.clone()));
        Wanted {
            words: self.get(WORDS).unwrap_or_default().to_owned(),
            order: self.get(ORDER).map(str::to_owned),
            filters: self.0.iter().filter_map(filter).collect(),
            rows: self.get(ROW).map(|_| self.all(ROW).filter_map(|id| RowId::from_str(id).ok()).collect()),
            columns: self.all(COLUMN).map(str::to_owned).collect(),
            group: self.get(GROUP).map(str::to_owned),
            after: row(AFTER),
            before: row(BEFORE),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it asks for nothing but, maybe, a saved view.
    pub(super) fn is_bare(&self) -> bool {
        self.0.iter().all(|(name, _)| name == VIEW)
    }

    /// The same from its first page on, with these values of `name` in place of others.
    pub(in super::super) fn with(&self, name: &str, values: impl IntoIterator<Item = String>) -> Self {
        let mut state = self.without(name);
        // Whatever else is said opens no saved view either.
        state.0.retain(|(known, value)| known != VIEW || value != NO_VIEW);
        state.0.extend(values.into_iter().map(|value| (name.to_owned(), value)));
        state
    }

    /// The same from its first page on, without `name`.
    pub(super) fn without(&self, name: &str) -> Self {
        let other = |(known, _): &&(String, String)| ![name, AFTER, BEFORE].contains(&known.as_str());
        Self(self.0.iter().filter(other).cloned().collect())
    }

    /// The same from its first page on, without what narrows it.
    pub(super) fn whole(&self) -> Self {
        let kept = [ORDER, COLUMN, GROUP, VIEW];
        Self(self.0.iter().filter(|(name, _)| kept.contains(&name.as_str())).cloned().collect())
    }

    /// What a saved view keeps besides columns and order.
    pub(super) fn narrowing(&self) -> Self {
        let narrows = |name: &str| [WORDS, GROUP].contains(&name) || name.starts_with(FIELD);
        Self(self.0.iter().filter(|(name, _)| narrows(name)).cloned().collect())
    }

    /// The same with what is asked about `field` in place of all that was asked about it: the form shows one filter, so
    /// that changing it never leaves the old one behind.
    pub(super) fn asking(&self, operator: Operator, field: &str, values: impl IntoIterator<Item = String>) -> Self {
        let bare = |state: Self, other: Operator| state.without(&format!("{FIELD}{}", other.name(field)));
        Operator::all().fold(self.clone(), bare).with(&format!("{FIELD}{}", operator.name(field)), values)
    }

    /// The page behind this row.
    pub(in super::super) fn after(&self, row: RowId) -> Self {
        self.without(AFTER).with(AFTER, [row.to_string()])
    }

    /// The first page.
    pub(in super::super) fn first(&self) -> Self {
        self.without(AFTER)
    }

    /// The page before this row.
    pub(super) fn before(&self, row: RowId) -> Self {
        self.without(BEFORE).with(BEFORE, [row.to_string()])
    }

    /// Its pairs, for the hidden fields of a form that changes others.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The query of its address.
    pub(in super::super) fn query(&self) -> String {
        let pair = |(name, value): &(String, String)| format!("{}={}", encode(name), encode(value));
        self.0.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    /// The address of the list of `entity` that shows this.
    pub(in super::super) fn at(&self, entity: &str) -> String {
        // Without a word about it, the list might open with a saved view.
        match self.query() {
            query if query.is_empty() => format!("{}?{VIEW}={NO_VIEW}", of_entity(entity)),
            query if self.is_bare() && self.get(VIEW) != Some(NO_VIEW) => {
                format!("{}?{query}&{ORDER}", of_entity(entity))
            }
            query => format!("{}?{query}", of_entity(entity)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::State;
    use engine::records::Operator;

    #[test]
    fn what_an_address_says_is_said_again_and_nothing_else() {
        let check = |query: &str, expected: &str| assert_eq!(State::read(query).query(), expected, "{query}");
        check("q=kaffe+te&order=-topic&after=1", "q=kaffe%20te&order=-topic&after=1");
        check("f.state=a&f.state=b&c=topic&c=guest", "f.state=a&f.state=b&c=topic&c=guest");
        check("q=&f.state=&evil=1&form_token=x", "");
    }

    #[test]
    fn a_change_begins_at_the_first_page_and_leaves_the_rest_alone() {
        let state = State::read("q=a&f.state=new&f.state=old&f.state.not=gone&after=7");
        let one = state.asking(Operator::Is, "state", ["won".to_owned()]);
        assert_eq!(one.query(), "q=a&f.state=won");
        assert_eq!(state.without("f.state").query(), "q=a&f.state.not=gone");
        assert_eq!(state.whole().query(), "");
        assert_eq!(State::default().at("visit"), "/desk/data/visit?view=all");
        assert_eq!(State::read("q=a").at("visit"), "/desk/data/visit?q=a");
        assert_eq!(
            State::read("view=all").with("group", ["state".to_owned()]).at("visit"),
            "/desk/data/visit?group=state"
        );
        assert_eq!(State::read("view=1").at("visit"), "/desk/data/visit?view=1&order");
    }
}
