//! Rows of every entity about a person, every field filled in; a text that occurs nowhere else stands wherever one can.
//!
//! It knows the kinds of fields and no period or purpose: what lives and what goes is for others to say.

use super::looks::Rows;
use crate::outside::seed::{Dice, Writing};
use model::{
    Day, EntityId, Field, FieldId, FieldKind, Held, Model, Moment, Narrowing, Record, RowId, Value, When, number,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::Store;

/// The days of the rows are the last so many before today: the program has the clock of the machine.
const DAYS: usize = 150;
const DAY_MICROSECONDS: i64 = 86_400_000_000;
/// Of a marker. An index stores the beginning that a word shares with the one before it only once.
pub(super) const LETTERS: usize = 14;

/// What is planted.
pub(super) struct World<'a> {
    pub(super) model: &'a Model,
    pub(super) dice: Dice,
    /// The rows so far, those of earlier persons too.
    pub(super) rows: Rows,
    /// The rows of this person's world, by entity.
    own: BTreeMap<EntityId, Vec<RowId>>,
    /// Those of the person before, for links that only mention.
    before: BTreeMap<EntityId, Vec<RowId>>,
    files: Vec<(RowId, String)>,
    /// All markers so far, and all numbers that no two rows share.
    pub(super) planted: HashSet<String>,
    today: i32,
    days: i32,
    numbers: usize,
    made: u64,
}

impl<'a> World<'a> {
    pub(super) fn new(model: &'a Model, seed: u64) -> Self {
        let (own, before) = (BTreeMap::new(), BTreeMap::new());
        let rows = Rows::default();
        let seconds = std::time::UNIX_EPOCH.elapsed().expect("it is later").as_secs();
        let today = i32::try_from(seconds / 86_400).expect("a day");
        Self {
            model,
            dice: Dice(seed),
            rows,
            own,
            before,
            files: Vec::new(),
            planted: HashSet::new(),
            today,
            days: 0,
            numbers: 0,
            made: 0,
        }
    }

    /// A text that nothing else holds.
    pub(super) fn marker(&mut self) -> String {
        let letters: Vec<u8> = (0..LETTERS - 1).map(|_| b"bcdfghjkmnpqrtvwxz"[self.dice.below(18)]).collect();
        let marker = String::from_utf8(letters).expect("they are letters") + "q";
        self.planted.insert(marker.clone());
        marker
    }

    /// Plants a world around a person who is there.
    pub(super) async fn plant(&mut self, store: &Store, person: Record) {
        self.before = std::mem::take(&mut self.own);
        self.own.insert(person.entity, vec![person.id]);
        self.rows.insert(person.id, person);
        let mut writing = Writing::new(self.model);
        let is_open = |id: &EntityId| self.model[*id].access != Narrowing::Engine && self.model[*id].key != "person";
        let mut to_come: Vec<EntityId> = self.model.entity_ids().filter(is_open).collect();
        while !to_come.is_empty() {
            let before = to_come.len();
            to_come.retain(|entity| !self.entity(&mut writing, *entity));
            if to_come.len() == before {
                break;
            }
        }
        for (id, text) in std::mem::take(&mut self.files) {
            let title = format!("{text}.txt");
            let mut writer = store.put_file(id, &title, Moment(0)).await.expect("there are keys");
            writer.write(text.as_bytes()).await.expect("it fits");
            writer.finish().await.expect("it is whole");
        }
        store.apply(writing.changes).await.expect("the rows fit the register");
    }

    /// Whether the entity has had its turn; not as long as it needs rows that are still to come.
    fn entity(&mut self, writing: &mut Writing<'_>, entity: EntityId) -> bool {
        let needs = self.model.fields_of(entity).iter().filter_map(|field| match self.model[*field].kind {
            FieldKind::Link { to, .. } if self.model[*field].required && to != entity => Some(to),
            _ => None,
        });
        if needs.into_iter().any(|to| !self.own.contains_key(&to)) {
            return false;
        }
        for chosen in self.variants(entity) {
            let Some(cells) = self.cells(entity, &chosen) else { continue };
            self.made += 1;
            let mut id = [9; 16];
            id[..8].copy_from_slice(&self.made.to_be_bytes());
            let id = RowId(id);
            self.rows.insert(id, Record { entity, id, version: 1, restricted: None, cells: cells.clone() });
            writing.insert(entity, id, cells);
            self.own.entry(entity).or_default().push(id);
        }
        self.own.entry(entity).or_default();
        true
    }

    /// Choices of an entity that together open each of its fields.
    fn variants(&self, entity: EntityId) -> Vec<BTreeMap<FieldId, String>> {
        let it = &self.model[entity];
        let whens = it.fields.iter().filter_map(|field| self.model[*field].when.as_ref());
        let mut of: BTreeMap<FieldId, Vec<String>> = BTreeMap::new();
        let mut add = |when: &When| {
            let known = of.entry(when.field).or_default();
            let all = self.model.alternatives(when.field).unwrap_or_default();
            let other = all.iter().map(|one| &one.key).find(|key| !when.among.contains(key));
            known.extend(when.among.first().into_iter().chain(other).cloned());
        };
        it.subject_when.iter().chain(whens).for_each(&mut add);
        if let Held::ByChoice { choice, of: by } = &it.held
            && choice.links.is_empty()
        {
            of.entry(choice.field).or_default().extend(by.iter().map(|(key, _)| key.clone()));
        }
        for known in of.values_mut() {
            let mut seen = BTreeSet::new();
            known.retain(|key| seen.insert(key.clone()));
        }
        let number = of.values().map(Vec::len).max().unwrap_or(1);
        let pick = |at: usize| of.iter().map(|(field, keys)| (*field, keys[at % keys.len()].clone())).collect();
        (0..number).map(pick).collect()
    }

    /// Every field that the choices open; none where a required one cannot be filled in.
    fn cells(&mut self, entity: EntityId, chosen: &BTreeMap<FieldId, String>) -> Option<Vec<(FieldId, Value)>> {
        let mut cells: Vec<(FieldId, Value)> = Vec::new();
        let mut fields: Vec<FieldId> = self.model.fields_of(entity).to_vec();
        // Choices first: others depend on them.
        fields.sort_by_key(|field| self.model.alternatives(*field).is_none());
        for id in fields {
            let field = &self.model[id];
            let is_open = field.when.as_ref().is_none_or(|when| {
                let met = |value: &Value| matches!(value, Value::Text(text) if when.among.contains(text));
                cells.iter().any(|(known, value)| *known == when.field && met(value))
            });
            if !is_open || field.kind == FieldKind::Sequence {
                continue;
            }
            let value = match chosen.get(&id) {
                Some(key) => Some(Value::Text(key.clone())),
                None => self.value(id, field),
            };
            match value {
                Some(value) => cells.push((id, value)),
                None if field.required => return None,
                None => {}
            }
        }
        Some(cells)
    }

    fn value(&mut self, id: FieldId, field: &Field) -> Option<Value> {
        let text = |text: String| Some(Value::Text(text));
        match &field.kind {
            FieldKind::Text { max } | FieldKind::LongText { max } | FieldKind::RichText { max } => {
                let mut word = self.marker();
                word.truncate(usize::try_from(*max).expect("a length"));
                text(word)
            }
            FieldKind::Email => text(self.marker() + "@kunde.example"),
            FieldKind::Url => text(format!("https://{}.kunde.example", self.marker())),
            FieldKind::Address => text(self.marker() + "\n0001 Oslo"),
            FieldKind::Phone => text(format!("+{}", self.number(4_700_010_000, |_| true))),
            FieldKind::OrgNumber => text(self.number(310_000_000, number::is_organisation_number)),
            FieldKind::AccountNumber => text(self.number(12_340_000_000, number::is_account_number)),
            // Of nobody: the third digit is that of a test number.
            FieldKind::NationalId => text(self.number(10_819_000_000, number::is_national_id)),
            FieldKind::Integer | FieldKind::Decimal | FieldKind::Money | FieldKind::Percent | FieldKind::Duration => {
                Some(Value::Integer(i64::try_from(self.dice.below(500)).expect("small")))
            }
            FieldKind::Boolean => Some(Value::Boolean(self.dice.below(2) == 0)),
            FieldKind::Date => Some(Value::Day(Day(self.day(field)))),
            FieldKind::DateTime => Some(Value::Moment(Moment(i64::from(self.day(field)) * DAY_MICROSECONDS))),
            FieldKind::Choice(_) | FieldKind::Listed(_) => {
                let all = self.model.alternatives(id)?;
                let drawn = all[self.dice.below(all.len())].key.clone();
                // Whoever waits for an answer is not swept away before it.
                let is_request = field.key == "state" && self.model[field.entity].key == "request";
                text(if is_request { "answered".to_owned() } else { drawn })
            }
            FieldKind::File => {
                let (marker, mut file) = (self.marker(), [8; 16]);
                self.made += 1;
                file[..8].copy_from_slice(&self.made.to_be_bytes());
                self.files.push((RowId(file), marker));
                Some(Value::Id(RowId(file)))
            }
            FieldKind::Link { to, mention } => self.link(*to, *mention).map(Value::Id),
            FieldKind::Sequence | FieldKind::Links { .. } => None,
        }
    }

    /// A day that is to be of one row only is one that no other such row has.
    fn day(&mut self, field: &Field) -> i32 {
        self.days += i32::from(field.unique);
        let ago = if field.unique { self.days } else { i32::try_from(self.dice.below(DAYS)).expect("few") };
        self.today - ago
    }

    fn number(&mut self, start: usize, is_right: fn(&str) -> bool) -> String {
        loop {
            self.numbers += 1;
            let number = (start + self.numbers).to_string();
            if is_right(&number) {
                self.planted.insert(number.clone());
                return number;
            }
        }
    }

    /// A row of the same world that is about somebody, where there is one; every other mention is of the world before.
    fn link(&mut self, to: EntityId, mention: bool) -> Option<RowId> {
        let elsewhere = mention && self.dice.below(2) == 0;
        let there = self.before.get(&to).filter(|rows| elsewhere && !rows.is_empty()).or_else(|| self.own.get(&to))?;
        let about = |id: &&RowId| super::looks::whose(self.model, &self.rows, &self.rows[*id]).is_some();
        there.iter().find(about).or_else(|| there.first()).copied()
    }
}
