//! Fills a store with rows at random: of every entity of a register, with what each field may hold.
//!
//! It knows no period and no purpose: which rows live is for others to say.

use model::{Day, EntityId, Field, FieldId, FieldKind, Model, Moment, Narrowing, RowId, Sealed, Value, number};
use rights::{Operation, Viewer, scope};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use store::{Changes, Folder, Keys, Master, Store};

/// 1 January 2019 and 31 December 2026.
const FIRST_DAY: i32 = 17_897;
const LAST_DAY: i32 = 20_818;
const DAY_SECONDS: i64 = 86_400;
/// The last midnight of the seeded years.
pub(crate) const LAST_MOMENT: Moment = Moment(LAST_DAY as i64 * DAY_SECONDS * 1_000_000);

/// How many rows of each kind.
#[derive(Clone, Copy)]
pub(crate) struct Amounts {
    pub(crate) people: usize,
    pub(crate) shared: usize,
    pub(crate) rows: usize,
    /// Whether sealed fields are filled in.
    pub(crate) sealed: bool,
    /// What stands in texts and addresses of pages.
    pub(crate) texts: Texts,
}

/// What stands in texts, with a number behind it, and in addresses of pages.
pub(crate) type Texts = (&'static [&'static str], &'static str);

/// Words that stand nowhere else.
pub(crate) const WORDS: Texts = (&["x"], "https://www.kunde.example");

/// What runs where it is taken for a part of the page.
pub(crate) const HOSTILE: Texts = (
    &[
        "<script>ran()</script>",
        "\"'><img src=x onerror=ran()>",
        "</textarea><svg onload=ran()>",
        "' onfocus=ran() autofocus='",
        "javascript:ran()//",
        "{{ran()}}${ran()}",
    ],
    "javascript:ran()",
);

/// Numbers that look random and are the same for the same seed (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("it is below a usize")
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { all.get(self.below(all.len())) }
    }

    fn day(&mut self) -> i32 {
        FIRST_DAY + i32::try_from(self.below(usize::try_from(LAST_DAY - FIRST_DAY).expect("a span"))).expect("a day")
    }
}

/// Opens the store of a data folder.
pub(crate) fn open(data: &Path, model: &Arc<Model>) -> Store {
    std::fs::create_dir_all(data).expect("the data folder");
    let keys = data.with_file_name("data-keys");
    let keys = Keys::open(&keys, Master::file(keys.join("master.key"))).expect("the keys open");
    let folder = Folder::lock(data, "a test").expect("nobody else has the folder").with_keys(keys);
    Store::open(folder, Arc::clone(model), LAST_MOMENT).expect("it opens")
}

/// Puts a small file that a row may name.
pub(crate) async fn put_file(store: &Store, id: RowId) {
    let at = LAST_MOMENT;
    let mut writer = store.put_file(id, "papir.txt", at).await.expect("there are keys");
    writer.write(b"x").await.expect("it fits");
    writer.finish().await.expect("it is whole");
}

/// A transaction that is being put together.
pub(crate) struct Writing<'a> {
    pub(crate) model: &'a Model,
    pub(crate) changes: Changes,
}

impl<'a> Writing<'a> {
    pub(crate) fn new(model: &'a Model) -> Self {
        Self { model, changes: Changes::new() }
    }

    pub(crate) fn insert(&mut self, entity: EntityId, id: RowId, cells: Vec<(FieldId, Value)>) {
        let write = scope(self.model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        self.changes.insert(&write, id, cells).expect("it is in scope");
    }
}

/// Rows of every entity that somebody may read.
pub(crate) async fn seed(store: &Store, model: &Model, dice: &mut Dice, amounts: Amounts) {
    let mut seeding =
        Seeding { model, amounts, rows: HashMap::new(), taken: HashSet::new(), files: Vec::new(), count: 0 };
    let mut writing = Writing::new(model);
    let mut to_come: Vec<EntityId> = model.entity_ids().filter(|id| model[*id].access != Narrowing::Engine).collect();
    // What a required link names is there first.
    while !to_come.is_empty() {
        let before = to_come.len();
        to_come.retain(|entity| !seeding.entity(&mut writing, dice, *entity));
        if to_come.len() == before {
            break;
        }
    }
    for file in &seeding.files {
        put_file(store, *file).await;
    }
    store.apply(writing.changes).await.expect("the rows fit the register");
}

struct Seeding<'a> {
    model: &'a Model,
    amounts: Amounts,
    rows: HashMap<EntityId, Vec<RowId>>,
    /// Values of unique fields.
    taken: HashSet<(FieldId, Value)>,
    /// Files that rows are to name.
    files: Vec<RowId>,
    count: usize,
}

impl Seeding<'_> {
    /// Whether the entity has had its turn; not as long as it needs rows that are still to come.
    fn entity(&mut self, writing: &mut Writing<'_>, dice: &mut Dice, entity: EntityId) -> bool {
        let needs = self.model.fields_of(entity).iter().filter_map(|field| match self.model[*field].kind {
            FieldKind::Link { to, .. } if self.model[*field].required && to != entity => Some(to),
            _ => None,
        });
        if needs.into_iter().any(|to| !self.rows.contains_key(&to)) {
            return false;
        }
        let number = match self.model[entity].key.as_str() {
            "person" => self.amounts.people,
            _ if self.model[entity].held == model::Held::AsClaimed => self.amounts.shared,
            _ => self.amounts.rows,
        };
        for _ in 0..number {
            if let Some(cells) = self.cells(dice, entity) {
                self.count += 1;
                let mut id = [0; 16];
                id[..8].copy_from_slice(&(dice.below(usize::MAX) as u64).to_be_bytes());
                id[8..].copy_from_slice(&(self.count as u64).to_be_bytes());
                writing.insert(entity, RowId(id), cells);
                self.rows.entry(entity).or_default().push(RowId(id));
            }
        }
        self.rows.entry(entity).or_default();
        true
    }

    /// Values for a row; none where it cannot be written, as it needs a key or what is not there.
    fn cells(&mut self, dice: &mut Dice, entity: EntityId) -> Option<Vec<(FieldId, Value)>> {
        let mut cells: Vec<(FieldId, Value)> = Vec::new();
        let mut fields: Vec<FieldId> = self.model.fields_of(entity).to_vec();
        // Choices first: others depend on them.
        fields.sort_by_key(|field| !matches!(self.model[*field].kind, FieldKind::Choice(_)));
        for id in fields {
            let field = &self.model[id];
            let holds = field.when.as_ref().is_none_or(|when| {
                cells.iter().any(|(known, value)| {
                    *known == when.field && matches!(value, Value::Text(text) if when.among.contains(text))
                })
            });
            let is_choice = matches!(field.kind, FieldKind::Choice(_));
            let must = field.required && holds;
            // The system numbers, and a field that depends on a choice is empty under another.
            let blank = field.kind == FieldKind::Sequence || !holds || !is_choice && !must && dice.below(5) < 2;
            let value = if blank { None } else { self.value(dice, id, field) };
            match value {
                Some(value) => cells.push((id, value)),
                None if must && field.kind != FieldKind::Sequence => return None,
                None => {}
            }
        }
        Some(cells)
    }

    fn value(&mut self, dice: &mut Dice, id: FieldId, field: &Field) -> Option<Value> {
        if field.sealed != Sealed::No && !self.amounts.sealed {
            return None;
        }
        (0..20).find_map(|_| {
            let value = self.any_value(dice, field)?;
            (!field.unique || self.taken.insert((id, value.clone()))).then_some(value)
        })
    }

    fn any_value(&mut self, dice: &mut Dice, field: &Field) -> Option<Value> {
        let text = |text: String| Some(Value::Text(text));
        let digits = |dice: &mut Dice, start: usize, is_right: fn(&str) -> bool| {
            let first = start + dice.below(100_000);
            (first..first + 1_000).map(|number| number.to_string()).find(|number| is_right(number)).map(Value::Text)
        };
        match &field.kind {
            FieldKind::Text { max } | FieldKind::LongText { max } | FieldKind::RichText { max } => {
                let ((texts, _), number) = (self.amounts.texts, dice.below(1_000_000));
                let mut word = format!("{}{number}", texts[number % texts.len()]);
                word.truncate(usize::try_from(*max).expect("a length"));
                text(word)
            }
            FieldKind::Email => text(format!("p{}@kunde.example", dice.below(1_000_000))),
            FieldKind::Phone => text(format!("+47000{:05}", dice.below(100_000))),
            FieldKind::Url => text(self.amounts.texts.1.to_owned()),
            FieldKind::Address => text("Eksempelveien 1\n0001 Oslo".to_owned()),
            FieldKind::OrgNumber => digits(dice, 310_000_000, number::is_organisation_number),
            FieldKind::AccountNumber => digits(dice, 12_340_000_000, number::is_account_number),
            FieldKind::Integer | FieldKind::Decimal | FieldKind::Money | FieldKind::Percent | FieldKind::Duration => {
                Some(Value::Integer(i64::try_from(dice.below(500)).expect("small")))
            }
            FieldKind::Boolean => Some(Value::Boolean(dice.below(2) == 0)),
            FieldKind::Date => Some(Value::Day(Day(dice.day()))),
            // Around midnight the day in Norway is another than in UTC.
            FieldKind::DateTime => {
                let second = [0, 79_199, 79_200, 82_799, 82_800, 86_399][dice.below(6)];
                Some(Value::Moment(Moment((i64::from(dice.day()) * DAY_SECONDS + second) * 1_000_000)))
            }
            FieldKind::Choice(of) => dice.one_of(of).map(|one| Value::Text(one.key.clone())),
            FieldKind::Listed(list) => dice.one_of(&self.model[*list].of).map(|one| Value::Text(one.key.clone())),
            FieldKind::File => {
                let mut id = [7; 16];
                id[8..].copy_from_slice(&(self.files.len() as u64).to_be_bytes());
                self.files.push(RowId(id));
                Some(Value::Id(RowId(id)))
            }
            FieldKind::Link { to, .. } => {
                let there = self.rows.get(to).map_or(&[][..], Vec::as_slice);
                dice.one_of(there).map(|id| Value::Id(*id))
            }
            // Of nobody: the third digit is that of a test number.
            FieldKind::NationalId => digits(dice, 10_819_000_000, number::is_national_id),
            FieldKind::Sequence | FieldKind::Links { .. } => None,
        }
    }
}
