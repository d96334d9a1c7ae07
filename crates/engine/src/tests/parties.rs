use crate::parties::{email, phone};

#[test]
fn an_address_has_one_spelling() {
    let check = |typed: &str, expected: Option<&str>| assert_eq!(email(typed).as_deref(), expected, "{typed:?}");
    check(" Kari@Kunde.Example ", Some("kari@kunde.example"));
    check("KARI+tag@kunde.example", Some("kari+tag@kunde.example"));
    check("kari@bokmål.example", Some("kari@xn--bokml-pra.example"));
    check("kari@xn--bokml-pra.example", Some("kari@xn--bokml-pra.example"));
    check("kari@kunde", None);
    check("kari@[127.0.0.1]", None);
    check("kari", None);
    check("kari@", None);
    check("@kunde.example", None);
    check("kari nordmann@kunde.example", None);
    check("kari@kunde.example\r\nBcc: x@y.example", None);
    check("", None);
}

#[test]
fn a_number_has_one_spelling() {
    let check = |typed: &str, expected: Option<&str>| assert_eq!(phone(typed).as_deref(), expected, "{typed:?}");
    check("00 00 00 21", Some("+4700000021"));
    check("+47 00000021", Some("+4700000021"));
    check("0047 000 00 021", Some("+4700000021"));
    check("(+47) 00-00.00/21", Some("+4700000021"));
    check("02800", Some("+4702800"));
    check("+46 8 000 00 00", Some("+4680000000"));
    check("1234567", None);
    check("+47", None);
    check("+1234567890123456", None);
    check("ring meg", None);
    check("", None);
}
