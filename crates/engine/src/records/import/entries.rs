//! What became of each line, in words that a row may hold: numbers, words of fields, and ids.

use super::OnDuplicate;
use model::RowId;
use std::fmt::Write;
use std::str::FromStr;

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The number that a spreadsheet shows beside it.
    pub(super) line: u32,
    pub(super) fate: Fate,
}

/// What is to become of a line, or has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// It can become a row.
    Ready,
    /// Its row is there already; what somebody chose for this line alone.
    Duplicate(RowId, Option<OnDuplicate>),
    /// An earlier line says the same.
    Twice(u32),
    /// Something is to be mended in these columns.
    Wrong(Vec<String>),
    /// Whoever it names has said no to marketing.
    SaidNo,
    /// It became this row.
    Made(RowId),
    /// It filled in what was empty in this row.
    Updated(RowId),
    /// The row that it became is gone again.
    Undone,
    /// The row that it became was changed since, or is in use, and stays.
    Kept(RowId),
}

/// All lines of a part, one on each line of the text.
pub(super) fn write(entries: &[Entry]) -> String {
    let mut text = String::new();
    for Entry { line, fate } in entries {
        // Writing to a string does not fail.
        let _ = match fate {
            Fate::Ready => write!(text, "{line} ready"),
            Fate::Duplicate(row, None) => write!(text, "{line} there {row}"),
            Fate::Duplicate(row, Some(chosen)) => write!(text, "{line} there {row} {}", chosen.key()),
            Fate::Twice(earlier) => write!(text, "{line} twice {earlier}"),
            Fate::Wrong(columns) => write!(text, "{line} wrong {}", columns.join(" ")),
            Fate::SaidNo => write!(text, "{line} no"),
            Fate::Made(row) => write!(text, "{line} made {row}"),
            Fate::Updated(row) => write!(text, "{line} updated {row}"),
            Fate::Undone => write!(text, "{line} undone"),
            Fate::Kept(row) => write!(text, "{line} kept {row}"),
        };
        text.push('\n');
    }
    text
}

/// The lines of a part; what no program of ours wrote is passed over.
pub(super) fn read(text: &str) -> Vec<Entry> {
    text.lines().filter_map(entry).collect()
}

fn entry(text: &str) -> Option<Entry> {
    let mut words = text.split(' ');
    let (line, what) = (words.next()?.parse().ok()?, words.next()?);
    let row = |word: Option<&str>| RowId::from_str(word?).ok();
    let fate = match what {
        "ready" => Fate::Ready,
        "there" => {
            let (row, chosen) = (row(words.next())?, words.next());
            Fate::Duplicate(row, OnDuplicate::ALL.iter().copied().find(|one| chosen == Some(one.key())))
        }
        "twice" => Fate::Twice(words.next()?.parse().ok()?),
        "wrong" => Fate::Wrong(words.filter(|word| !word.is_empty()).map(str::to_owned).collect()),
        "no" => Fate::SaidNo,
        "made" => Fate::Made(row(words.next())?),
        "updated" => Fate::Updated(row(words.next())?),
        "undone" => Fate::Undone,
        "kept" => Fate::Kept(row(words.next())?),
        _ => return None,
    };
    Some(Entry { line, fate })
}

#[cfg(test)]
mod tests {
    use super::{Entry, Fate, OnDuplicate, read, write};
    use model::RowId;

    #[test]
    fn every_fate_is_read_as_it_was_written() {
        let row = RowId([7; 16]);
        let fates = [
            Fate::Ready,
            Fate::Duplicate(row, None),
            Fate::Duplicate(row, Some(OnDuplicate::Update)),
            Fate::Twice(3),
            Fate::Wrong(vec!["new.email".to_owned(), "price".to_owned()]),
            Fate::Wrong(Vec::new()),
            Fate::SaidNo,
            Fate::Made(row),
            Fate::Updated(row),
            Fate::Undone,
            Fate::Kept(row),
        ];
        let entries: Vec<Entry> = (2..).zip(fates).map(|(line, fate)| Entry { line, fate }).collect();
        assert_eq!(read(&write(&entries)), entries);
    }
}
