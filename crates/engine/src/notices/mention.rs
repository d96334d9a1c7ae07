//! Colleagues named by an `@` in what somebody writes: `@Per Hansen`, or `@per.hansen`, the part of their address before its
//! own at-sign. An address in a text names nobody, and neither does a name that means two.

use super::{About, as_they_are, may_read, note};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{MENTION_WORD_BYTES, MENTION_WORDS, MENTIONED, MENTIONS};
use crate::records::readable;
use crate::system::{Named, colleague_viewer, named_users};
use model::{EntityId, FieldId, FieldKind, Moment, Record, RowId, Value};
use rights::Viewer;
use std::collections::{BTreeSet, HashMap};
use store::Changes;

/// What may name a colleague in the texts of a row as it becomes, and in those of the row as it is.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    new: Vec<Words>,
    old: Vec<Words>,
}

/// What an `@` may name, the shortest first: `per`, `per hansen`.
type Words = Vec<String>;

impl Mentions {
    /// In the long texts among `cells`, which become those of `stored`.
    pub(crate) fn of(engine: &Engine, stored: Option<&Record>, cells: &[(FieldId, Value)]) -> Self {
        let of = |field: FieldId, value: Option<&Value>| match (&engine.model()[field].kind, value) {
            (FieldKind::LongText { .. } | FieldKind::RichText { .. }, Some(Value::Text(text))) => mentions(text),
            _ => Vec::new(),
        };
        let new: Vec<Words> = cells.iter().flat_map(|(field, value)| of(*field, Some(value))).collect();
        let Some(stored) = stored.filter(|_| !new.is_empty()) else { return Self { new, old: Vec::new() } };
        let fields = &engine.model()[stored.entity].fields;
        let old: Vec<Words> = fields.iter().flat_map(|field| of(*field, stored.get(*field))).collect();
        Self { new: new.into_iter().filter(|words| !old.contains(words)).collect(), old }
    }
}

/// Adds to `changes` that whoever is named in the row now, and was not before, is told of it, if they may read it. Of a row that
/// is new nobody can be asked yet: whoever reads rows of its kind is told, and sees it where it is one of theirs.
pub(crate) async fn mentioned(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (entity, id, is_new): (EntityId, RowId, bool),
    mentions: &Mentions,
) -> Result<(), Failure> {
    if caller.user.is_none() || mentions.new.is_empty() {
        return Ok(());
    }
    let (today, key) = (rights::day_of(now), engine.model()[entity].key.as_str());
    let users = by_word(named_users(engine, caller, today).await?, mentions);
    let mut known: HashMap<RowId, Option<Viewer>> = HashMap::new();
    for user in mentions.new.iter().chain(&mentions.old).flat_map(|words| meant(&users, words)) {
        if !known.contains_key(user) {
            known.insert(*user, colleague_viewer(engine, now, *user).await?);
        }
    }
    let one = |words: &Words| {
        let mut here = meant(&users, words).iter().filter_map(|user| Some((*user, known.get(user)?.as_ref()?)));
        here.next().filter(|_| here.next().is_none())
    };
    let mut told: BTreeSet<RowId> =
        mentions.old.iter().filter_map(one).map(|(user, _)| user).chain(caller.user).collect();
    let most = told.len() + MENTIONED;
    for (user, viewer) in mentions.new.iter().filter_map(one) {
        if told.len() >= most || !told.insert(user) {
            continue;
        }
        let theirs = as_they_are(caller, user, viewer.clone());
        let may = if is_new {
            readable(engine, &theirs, entity).is_ok()
        } else {
            may_read(engine, &theirs, (key, id), today).await?
        };
        if may {
            note(engine, caller, now, changes, (key, id), (user, About::Told)).await?;
        }
    }
    Ok(())
}

/// Users by what they may be named, as far as somebody is.
fn by_word(named: Vec<Named>, mentions: &Mentions) -> HashMap<&str, Vec<RowId>> {
    let all = mentions.new.iter().chain(&mentions.old).flatten();
    let mut users: HashMap<&str, Vec<RowId>> = all.map(|word| (word.as_str(), Vec::new())).collect();
    for Named { user, name, before_at } in named {
        let words: Vec<String> = name.split_whitespace().map(plain).collect();
        let first = words.first().cloned();
        let by: BTreeSet<String> = first.into_iter().chain([words.join(" ")]).chain(before_at).collect();
        for name in by {
            if let Some(known) = users.get_mut(name.as_str()).filter(|known| known.len() < MENTIONED) {
                known.push(user);
            }
        }
    }
    users
}

/// Those whom the longest of `words` means that means anybody.
fn meant<'a>(users: &'a HashMap<&str, Vec<RowId>>, words: &Words) -> &'a [RowId] {
    let found = words.iter().rev().find_map(|word| users.get(word.as_str()).filter(|users| !users.is_empty()));
    found.map_or(&[], Vec::as_slice)
}

/// What each `@` of a text may name, each once. It goes through the text once, and reads no further than [`MENTION_WORDS`] words behind
/// each of the first [`MENTIONS`] of them.
fn mentions(text: &str) -> Vec<Words> {
    let mut found: Vec<Words> = Vec::new();
    let starts = text.match_indices('@').filter(|(at, _)| !text[..*at].ends_with(is_in_address));
    for (at, sign) in starts.take(MENTIONS) {
        let words = words(&text[at + sign.len()..]);
        if !words.is_empty() && !found.contains(&words) {
            found.push(words);
        }
    }
    found
}

/// The beginnings of `text` that end with a word, on the same line and before any sign that ends a name.
fn words(text: &str) -> Words {
    let (mut rest, mut words) = (text, Words::new());
    while words.len() < MENTION_WORDS {
        let end = rest.find(|c: char| !is_in_name(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let name = plain(word);
        // `@per@example.no` is an address of another kind, and a word so long is none.
        if name.is_empty() || after.starts_with('@') || word.len() > MENTION_WORD_BYTES {
            break;
        }
        words.push(words.last().map_or(name.clone(), |before| format!("{before} {name}")));
        // A full stop ends a sentence, but behind a letter that stands for a name.
        let is_over =
            !word.ends_with(char::is_alphanumeric) && word.chars().filter(|c| c.is_alphanumeric()).count() > 1;
        rest = after.trim_start_matches([' ', '\t', '\u{a0}']);
        if is_over || rest.len() == after.len() {
            break;
        }
    }
    words
}

/// A word as it is compared: without what stands around it, in small letters.
fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\'' | '’')
}

/// What may stand before the at-sign of an address.
fn is_in_address(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')
}

#[cfg(test)]
mod tests {
    use super::mentions;
    use crate::limits::{MENTION_WORDS, MENTIONS};

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(mentions(text), expected, "{text}");
    }

    #[test]
    fn an_at_sign_before_a_word_may_name_somebody() {
        check("@Per", &[&["per"]]);
        check("Hei (@Per), se her", &[&["per"]]);
        check("@Per  Hansen: ring", &[&["per", "per hansen"]]);
        check("@per.hansen. Takk", &[&["per.hansen"]]);
        check("@Per A. Hansen", &[&["per", "per a", "per a hansen"]]);
        check("@Åse-Marie\nBerg", &[&["åse-marie"]]);
        check("@Per, @Per", &[&["per"]]);
    }

    #[test]
    fn an_address_names_nobody() {
        for text in ["per@fjordlys.example", "per.@fjordlys", "@per@fjordlys.example", "@", "@ Per", "@@", "a_@b"] {
            check(text, &[]);
        }
    }

    #[test]
    fn so_much_of_a_text_is_read_and_no_more() {
        let words = ["a"; MENTION_WORDS + 1].join(" ");
        assert_eq!(mentions(&format!("@{words}"))[0].len(), MENTION_WORDS);
        let many: Vec<String> = (0..=MENTIONS).map(|number| format!("@a{number}")).collect();
        assert_eq!(mentions(&many.join(" ")).len(), MENTIONS);
        check(&format!("@{}", "å".repeat(50_000)), &[]);
    }
}
