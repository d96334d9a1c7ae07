use crate::limits::{BACKUP_MAX_DAYS, FIELDS_MAX_COUNT, ITEMS_MAX_COUNT};
use crate::tests::TODAY;
use crate::{Code, SourceFile, compile};
use std::fmt::Write;

/// Compiles a controller in which one line is replaced; gives the findings' codes and headlines.
fn controller(key: &str, value: &str) -> Vec<(Code, String)> {
    let text: String = include_str!("../../../../examples/fjordlys/ryddig.toml")
        .lines()
        .map(
            |line| {
                if line.starts_with(&format!("{key} ")) { format!("{key} = {value}\n") } else { format!("{line}\n") }
            },
        )
        .collect();
    let text = text.split("[recipient").next().unwrap().to_owned();
    let compiled = compile(&[SourceFile { name: "c".to_owned(), text }], TODAY);
    compiled.findings.into_iter().map(|finding| (finding.code, finding.headline)).collect()
}

#[test]
fn organisation_numbers_have_a_check_digit() {
    let check = |number: &str, expected: Option<&str>| {
        let found = controller("organisation_number", &format!("\"{number}\""));
        let expected: Vec<_> = expected
            .map(|because| (Code::R005, format!("`{number}` is not an organisation number: {because}")))
            .into_iter()
            .collect();
        assert_eq!(found, expected);
    };
    check("310000043", None);
    check("310 000 043", None);
    check("974760673", None);
    check("310000044", Some("its check digit would be 3"));
    check("310000034", Some("its check digit would be 5"));
    check("000000060", Some("no number begins with these eight digits"));
    check("123456780", Some("its check digit would be 5"));
    check("31000004", Some("it has nine digits and nothing else"));
    check("3100000430", Some("it has nine digits and nothing else"));
    check("NO 310000043", Some("it has nine digits and nothing else"));
    check("３10000043", Some("it has nine digits and nothing else"));
}

#[test]
fn accounts_have_a_check_digit() {
    let check = |number: &str, fits: bool| {
        let found = controller("accounts", &format!("[\"{number}\"]"));
        let expected = (!fits)
            .then(|| (Code::R005, format!("`{number}` is not the number of a Norwegian bank account")))
            .into_iter()
            .collect::<Vec<_>>();
        assert_eq!(found, expected);
    };
    check("12345678903", true);
    check("1234 56 78903", true);
    check("1234.56.78903", true);
    check("12345678904", false);
    check("1234567890", false);
    check("", false);
}

#[test]
fn facts_are_one_line_of_text() {
    for value in [r#""Fjordlys\r\nBcc: x@evil.example""#, r#""Fjord\u0000lys""#, "\"\"\"Fjord\nlys\"\"\""] {
        let codes: Vec<Code> = controller("name", value).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, [Code::R005], "{value}");
    }
    assert_eq!(controller("name", "\"Fjordlys Rådgivning – «AS»\""), []);
}

#[test]
fn telephone_numbers_have_their_country() {
    let check = |number: &str, fits: bool| {
        assert_eq!(controller("phone", &format!("\"{number}\"")).is_empty(), fits, "{number}");
    };
    check("+47 00 00 00 00", true);
    check("+12345678", true);
    check("+1234567", false);
    check("+123456789012345", true);
    check("+1234567890123456", false);
    check("00 00 00 00", false);
    check("+47 0000 000x", false);
    check("+", false);
}

#[test]
fn addresses_look_like_addresses() {
    let check = |address: &str, fits: bool| {
        assert_eq!(controller("email", &format!("\"{address}\"")).is_empty(), fits, "{address}");
    };
    check("a@b.no", true);
    check(&format!("{}@b.no", "a".repeat(249)), true);
    check(&format!("{}@b.no", "a".repeat(250)), false);
    check("@b.no", false);
    check("a@", false);
    check("a@b", false);
    check("a@b..no", false);
    check("a@b@c.no", false);
    check("a b@c.no", false);
    check("ab.no", false);
}

#[test]
fn a_register_holds_so_many_things() {
    let check = |count: usize, fits: bool| {
        let mut text = String::new();
        for index in 0..count {
            writeln!(text, "[role.r{index}]\nname = {{ nb = 'r', en = 'r' }}").unwrap();
        }
        let found = compile(&[SourceFile { name: "c".to_owned(), text }], TODAY).findings;
        assert_eq!(found.iter().all(|finding| finding.code != Code::R005), fits, "{count}");
    };
    check(ITEMS_MAX_COUNT, true);
    check(ITEMS_MAX_COUNT + 1, false);
}

#[test]
fn a_register_holds_so_many_fields() {
    let check = |count: usize, fits: bool| {
        let mut text = "[entity.e]\nimpersonal = 'x'\nfields = {".to_owned();
        for index in 0..count {
            write!(text, "f{index}={{}},").unwrap();
        }
        let found = compile(&[SourceFile { name: "c".to_owned(), text: text + "}" }], TODAY).findings;
        assert_eq!(found.iter().all(|finding| finding.code != Code::R005), fits, "{count}");
    };
    check(FIELDS_MAX_COUNT, true);
    check(FIELDS_MAX_COUNT + 1, false);
}

#[test]
fn what_is_destroyed_is_declared_no_more() {
    let check = |destroy: &str, expected: &[(Code, &str)]| {
        let mut files = crate::standard();
        files.push(SourceFile {
            name: "ryddig.toml".to_owned(),
            text: format!("{}\n[destroy]\n{destroy}", include_str!("../../../../examples/fjordlys/ryddig.toml")),
        });
        let compiled = compile(&files, TODAY);
        let found: Vec<(Code, &str)> =
            compiled.findings.iter().map(|finding| (finding.code, finding.headline.as_str())).collect();
        assert_eq!(found, expected, "{destroy}");
        compiled.model.map(|model| model.destroyed)
    };
    let destroyed = check("entities = ['parcel']\nfields = ['person.nickname']", &[]).unwrap();
    assert_eq!(destroyed.entities, ["parcel"]);
    assert_eq!(destroyed.fields, [("person".to_owned(), "nickname".to_owned())]);
    check("entities = ['person']", &[(Code::R005, "`person` is declared, so its data cannot be destroyed")]);
    check("fields = ['person.name']", &[(Code::R005, "`person.name` is declared, so its data cannot be destroyed")]);
    check("fields = ['nickname']", &[(Code::R005, "`nickname` names no field of an entity")]);
    check("fields = ['persn.nickname']", &[(Code::R003, "there is no entity `persn`")]);
}

#[test]
fn backups_are_kept_for_a_number_of_days() {
    let check = |toml: &str, expected: Result<u16, Code>| {
        let (compiled, rendered) = crate::tests::compile_with(toml);
        let found = compiled.model.map(|model| model.backup.keep_days);
        assert_eq!(found.ok_or_else(|| compiled.findings[0].code), expected, "{toml}: {rendered}");
    };
    check("", Ok(35));
    check("[backup]\nkeep = \"1 day\"\n", Ok(1));
    check(&format!("[backup]\nkeep = \"{BACKUP_MAX_DAYS} days\"\n"), Ok(BACKUP_MAX_DAYS));
    check(&format!("[backup]\nkeep = \"{} days\"\n", BACKUP_MAX_DAYS + 1), Err(Code::R005));
    for wrong in ["0 days", "2 months", "1 year", "35", "days", "for ever"] {
        check(&format!("[backup]\nkeep = \"{wrong}\"\n"), Err(Code::R005));
    }
    check("[backup]\n", Err(Code::R006));
    let mut files = crate::tests::files_with("[backup]\nkeep = \"7 days\"\n");
    files.push(SourceFile { name: "again.toml".to_owned(), text: "[backup]\nkeep = \"8 days\"\n".to_owned() });
    let twice = compile(&files, TODAY);
    assert_eq!(twice.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::R004]);
}
