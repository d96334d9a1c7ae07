use super::{country, in_eea, texts};
use model::Language::{En, Nb};

#[test]
fn joined() {
    let check = |items: &[&str], nb: &str, en: &str| {
        let items: Vec<String> = items.iter().map(|&item| item.to_owned()).collect();
        assert_eq!((texts(Nb).joined(&items).as_str(), texts(En).joined(&items).as_str()), (nb, en));
    };
    check(&[], "", "");
    check(&["a"], "a", "a");
    check(&["a", "b"], "a og b", "a and b");
    check(&["a", "b", "c"], "a, b og c", "a, b and c");
}

#[test]
fn countries() {
    let check = |code: &str, nb: &str, en: &str, eea: bool| {
        assert_eq!((country(code, Nb), country(code, En), in_eea(code)), (nb, en, eea));
    };
    check("NO", "Norge", "Norway", true);
    check("DE", "Tyskland", "Germany", true);
    check("US", "USA", "the United States", false);
    check("ZZ", "ZZ", "ZZ", false);
}
