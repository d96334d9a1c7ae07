//! What may stand in the file, and which line a mistake is on.

use super::*;

const GOOD: &str = "[work]
name = \"Arbeidskonto\"
issuer = \"https://login.fjordlys.example/realms/staff\"
client_id = \"ryddig\"
client_secret_env = \"SECRET\"
domains = [\"Fjordlys.example\"]
";

fn known(secret: &Secret<'_>) -> Result<String, String> {
    match secret {
        Secret::Variable("SECRET") => Ok("s3cret\n".to_owned()),
        Secret::Variable("EMPTY") => Ok(" \n".to_owned()),
        Secret::Variable(name) => Err(format!("{name}: not there")),
        Secret::File(path) => Err(format!("{}: not there", path.display())),
    }
}

#[test]
fn a_provider_is_read() {
    let declared = parse(GOOD, known).expect("it is right");
    let [work] = &declared[..] else { panic!("there is one") };
    assert_eq!((work.key.as_str(), work.client_secret.secret().as_str()), ("work", "s3cret"));
    assert_eq!(work.domains, ["fjordlys.example"]);
    assert_eq!((work.link_by, work.second_factor, &work.tenant), (LinkBy::Email, None, &None));
    assert_eq!(parse("", known).map(|all| all.len()), Ok(0));
    assert!(!format!("{work:?}").contains("s3cret"), "it is not printed");
}

/// What is said when `old` stands as `new`.
fn check(old: &str, new: &str, expected: &str) {
    assert!(GOOD.contains(old), "{old}");
    let said = parse(&GOOD.replacen(old, new, 1), known).expect_err(new);
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn a_mistake_is_told_with_its_line() {
    check("[work]", "[Work]", "1: \"Work\" is not");
    check("[work]", &format!("[{}]", "a".repeat(KEY_CHARACTERS + 1)), "1: ");
    check("name = \"Arbeidskonto\"\n", "", "1: missing field `name`");
    check("client_id", "client-id", "4: unknown field `client-id`");
    check("https://login", "http://login", "3: \"http://login.fjordlys.example/realms/staff\" is not the address");
    check("https://login.fjordlys.example/realms/staff", "https://169.254.169.254", "3: ");
    check("[\"Fjordlys.example\"]", "[]", "6: `domains`");
    check("[\"Fjordlys.example\"]", "[\"@fjordlys.example\"]", "6: `domains`");
    check("[\"Fjordlys.example\"]", "\"fjordlys.example\"", "6: invalid type");
    check("SECRET", "ELSEWHERE", "1: ELSEWHERE: not there");
    check("SECRET", "EMPTY", "1: the client's secret is empty");
    check("client_secret_env = \"SECRET\"\n", "", "1: name one of");
    check("domains", "client_secret_file = \"a\"\ndomains", "1: name one of");
    check(
        "domains",
        "link_by = \"preferred_username\"\ndomains",
        "1: `link_by = \"preferred_username\"` needs `tenant`",
    );
    check("domains", "link_by = \"name\"\ndomains", "6: unknown variant `name`");
    check("domains", "domains = ", "6: ");
}

#[test]
fn there_are_so_many_providers() {
    let many = |number: usize| (0..number).map(|at| GOOD.replace("work", &format!("p{at}"))).collect::<String>();
    assert_eq!(parse(&many(PROVIDERS), known).map(|all| all.len()), Ok(PROVIDERS));
    assert!(parse(&many(PROVIDERS + 1), known).is_err());
    let longest = GOOD.replace("work", &"a".repeat(KEY_CHARACTERS));
    assert!(parse(&longest, known).is_ok());
}
