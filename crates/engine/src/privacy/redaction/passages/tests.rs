use super::{Names, addresses, merged, numbers, occurrences, passages, without};
use rights::Passage;

fn kari() -> Names {
    let mut names = Names::default();
    names.called("Kari Åse Nordmann");
    names.address("kari@kunde.example");
    names.number("+4722334455");
    names
}

/// What is found of `names` in `text`, each passage with bars around it.
#[track_caller]
fn check_of(names: &Names, text: &str, expected: &str) {
    let signs: Vec<char> = text.chars().collect();
    let mut marked = String::new();
    let mut at = 0;
    for Passage { from, to } in passages(text, names) {
        marked.extend(&signs[at..from]);
        marked.push('|');
        marked.extend(&signs[from..to]);
        marked.push('|');
        at = to;
    }
    marked.extend(&signs[at..]);
    assert_eq!(marked, expected);
}

#[track_caller]
fn check(text: &str, expected: &str) {
    check_of(&kari(), text, expected);
}

#[test]
fn names_are_found_whole_and_by_their_first_and_last_part() {
    check("Ring Kari Åse Nordmann i dag", "Ring |Kari Åse Nordmann| i dag");
    check("Ring Kari, eller fru Nordmann.", "Ring |Kari|, eller fru |Nordmann|.");
    check("Kari Nordmann og Åse", "|Kari Nordmann| og Åse");
    check("Kari\nÅse  Nordmann", "|Kari\nÅse  Nordmann|");
    check("Åse er en annen", "Åse er en annen");
    check("Karin Nordmannsen og karibu", "Karin Nordmannsen og karibu");
}

#[test]
fn capitals_accents_and_the_genitive_do_not_count() {
    check("KARI åsE nordmann", "|KARI åsE nordmann|");
    check("Kári og Kari\u{301}", "|Kári| og |Kari\u{301}|");
    check("Karis sak, Nordmanns hus, Kari's", "|Karis| sak, |Nordmanns| hus, |Kari|'s");
    let mut names = Names::default();
    names.called("Øyvind Bjørk-Ærø");
    check_of(&names, "ØYVIND skrev til Bjørk, og Ærø.", "|ØYVIND| skrev til Bjørk, og |Ærø|.");
    check_of(&names, "Oyvind Ero", "Oyvind Ero");
}

#[test]
fn emoji_and_letters_of_two_signs_move_no_passage() {
    check("😀👩‍👧 Kari 😀", "😀👩‍👧 |Kari| 😀");
    check("ﬁn İstanbul Kari", "ﬁn İstanbul |Kari|");
}

#[test]
fn addresses_are_found_in_every_spelling_and_none_of_others() {
    check("<Kari@Kunde.EXAMPLE>, ", "<|Kari@Kunde.EXAMPLE|>, ");
    check("mailto:kari@kunde.example.", "mailto:|kari@kunde.example|.");
    check("okari@kunde.example kari@kunde.example.org", "okari@kunde.example |kari|@kunde.example.org");
    check("@ @@ a@ @b", "@ @@ a@ @b");
}

#[test]
fn numbers_are_found_with_any_gaps_and_with_or_without_the_country() {
    for written in ["22334455", "22 33 44 55", "223 34 455", "22.33.44.55", "22\u{a0}33\u{a0}44\u{a0}55", "22-33-44-55"]
    {
        for country in ["", "+47 ", "+47", "0047 ", "(+47) ", "47 "] {
            let (open, number) = if country.starts_with('(') { ("(", "+47) ") } else { ("", country) };
            check(&format!("tlf {open}{number}{written}!"), &format!("tlf {open}|{number}{written}|!"));
        }
    }
    check("122334455 223344556 8601 1 22 33 44", "122334455 223344556 8601 1 22 33 44");
    check("22 33 44 55 99 88 77 66", "|22 33 44 55| 99 88 77 66");
    check("22 33 og 44 55", "22 33 og 44 55");
}

#[test]
fn passages_that_overlap_are_one() {
    check("Kari Åse Nordmann <kari@kunde.example>", "|Kari Åse Nordmann| <|kari@kunde.example|>");
    let passages = [(5, 9), (0, 3), (2, 5), (12, 13)].map(|(from, to)| Passage { from, to });
    let expected = [(0, 9), (12, 13)].map(|(from, to)| Passage { from, to });
    assert_eq!(merged(passages.to_vec()), expected);
}

#[test]
fn what_is_sure_leaves_single_names_out() {
    check_of(&kari().sure(), "Kari Åse Nordmann, Kari, 22334455", "|Kari Åse Nordmann|, Kari, |22334455|");
    let mut names = Names::default();
    names.called("Kari");
    check_of(&names.sure(), "Kari", "Kari");
    names.called("K.");
    check_of(&names, "k. Kari", "k. |Kari|");
}

#[test]
fn typed_words_are_found_where_they_stand_as_words() {
    let place = |from, to| Passage { from, to };
    assert_eq!(occurrences("Naboen min, og naboens hund", "naboen"), [place(0, 6), place(15, 22)]);
    assert_eq!(occurrences("i Storgata 3. Storgata 31", "storgata 3"), [place(2, 12)]);
    assert_eq!(occurrences("tekst", " … "), []);
}

#[test]
fn cutting_leaves_the_rest_and_refuses_what_is_not_there() {
    let place = |from, to| Passage { from, to };
    assert_eq!(without("æ😀øå", &[place(1, 2), place(3, 4)], "█").as_deref(), Some("æ█ø█"));
    assert_eq!(without("abc", &[], "█").as_deref(), Some("abc"));
    for beyond in [place(2, 4), place(3, 4), place(9, 10)] {
        assert_eq!(without("abc", &[beyond], "█"), None);
    }
    assert_eq!(without("abc", &[place(1, 2), place(0, 1)], "█"), None);
}

#[test]
fn whatever_may_be_a_number_or_an_address_is_told_for_looking_up() {
    let found: Vec<String> = numbers("Den 2026-11-22: +46 70 123 45 67").into_iter().map(|(_, it)| it).collect();
    assert!(found.contains(&"+46701234567".to_owned()), "{found:?}");
    let found: Vec<String> = addresses("a@b.example,c.d@e-f.example").map(|(_, it)| it).collect();
    assert_eq!(found, ["a@b.example", "c.d@e-f.example"]);
}
