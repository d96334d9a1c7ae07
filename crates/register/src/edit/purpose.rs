//! A register with one purpose less: the activity goes, and its name wherever something names it.

use super::{Change, Edit, change, quoted, trees};
use crate::SourceFile;
use crate::syntax::tree::{Entry, Table, Value};

/// The register without `activity`, and without its name wherever an entity, a field or a system names it; none
/// where there is no such activity, or where it is written so that it cannot be taken out line by line.
pub fn without_activity(files: &[SourceFile], activity: &str) -> Option<Edit> {
    let trees = trees(files)?;
    let declared = trees.iter().find_map(|tree| super::named(tree, "activity", activity))?;
    let mut removal = Removal { files, activity, changes: vec![Change::without(declared, files)], gone: Vec::new() };
    for tree in &trees {
        removal.walk(tree, &mut Vec::new());
    }
    let Removal { changes, gone, .. } = removal;
    change(files, &trees, changes, |path| match path {
        ["activity" | "change", name, ..] => *name == activity,
        path => gone.iter().any(|gone| gone.iter().map(String::as_str).eq(path.iter().copied())),
    })
}

/// What is taken out, as it is found.
struct Removal<'a> {
    files: &'a [SourceFile],
    activity: &'a str,
    changes: Vec<Change>,
    /// The keys that are no longer there.
    gone: Vec<Vec<String>>,
}

impl Removal<'_> {
    fn walk(&mut self, table: &Table, above: &mut Vec<String>) {
        for entry in &table.0 {
            above.push(entry.key.it.clone());
            let path: Vec<&str> = above.iter().map(String::as_str).collect();
            match path.as_slice() {
                ["change", name] if *name == self.activity => self.changes.push(Change::without(entry, self.files)),
                ["entity", _, "activity"] | ["system", _, "activities"] => self.name(entry, above, true),
                ["entity", _, "fields", _, "activity"] => self.name(entry, above, false),
                _ => {
                    if let Some(inner) = entry.value.it.table() {
                        self.walk(inner, above);
                    }
                }
            }
            above.pop();
        }
    }

    /// Takes the name out of what names it; `alone` where that stands on a line of its own.
    fn name(&mut self, entry: &Entry, path: &[String], alone: bool) {
        let (left, named) = match &entry.value.it {
            Value::Text(name) => (None, name == self.activity),
            Value::List(items) => {
                let names: Vec<String> = items.iter().filter_map(|item| item.it.text()).collect();
                let others: Vec<String> =
                    names.iter().filter(|name| *name != self.activity).map(|it| quoted(it)).collect();
                let left = (!others.is_empty()).then(|| format!("[{}]", others.join(", ")));
                (left, others.len() < names.len())
            }
            Value::Table(table) => {
                let (left, named) = self.alternatives(table, path);
                (Some(left), named)
            }
            Value::Integer(_) | Value::Boolean(_) | Value::Date(_) | Value::Other(_) => return,
        };
        match (named, left) {
            (false, _) => {}
            (true, Some(text)) => self.changes.push(Change { place: entry.value.place, text }),
            (true, None) => {
                self.gone.push(path.to_vec());
                let change = if alone { Change::without(entry, self.files) } else { Change::within(entry, self.files) };
                self.changes.push(change);
            }
        }
    }

    /// The choice that decides on the activity, without the alternatives that decide on this one.
    fn alternatives(&mut self, table: &Table, path: &[String]) -> (String, bool) {
        let mut left = Vec::new();
        let mut named = false;
        for Entry { key, value } in &table.0 {
            let text = value.it.text().unwrap_or_default();
            if key.it != "by" && text == self.activity {
                named = true;
                self.gone.push([path, std::slice::from_ref(&key.it)].concat());
            } else {
                left.push(format!("{} = {}", key.it, quoted(&text)));
            }
        }
        (format!("{{ {} }}", left.join(", ")), named)
    }
}
