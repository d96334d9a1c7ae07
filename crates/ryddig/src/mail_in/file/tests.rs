//! What may stand in the file, and on which line each mistake is.

use super::*;

const GOOD: &str = "[[mailbox]]
address = \"Hjelp@Fjordlys.example\"
host = \"imap.fjordlys.example\"
password_command = \"cat secret\"
";

fn closed(folder: &Path) -> Around<'_> {
    Around { folder, is_closed: true }
}

fn open(folder: &Path) -> Around<'_> {
    Around { folder, is_closed: false }
}

/// The lines and the beginnings of what is said when `old` stands as `new`.
fn check(old: &str, new: &str, expected: &[(usize, &str)]) {
    assert!(GOOD.contains(old), "{old}");
    let said = parse(&GOOD.replacen(old, new, 1), &open(Path::new("/nowhere"))).expect_err(new);
    let fits = |((line, why), (at, begins)): (&Mistake, &(usize, &str))| line == at && why.starts_with(begins);
    assert!(said.len() == expected.len() && said.iter().zip(expected).all(fits), "{said:?}");
}

#[test]
fn a_mailbox_needs_an_address_a_server_and_a_secret() {
    let declared = parse(GOOD, &open(Path::new("."))).expect("it is right");
    let [one] = &declared.shared[..] else { panic!("there is one") };
    assert_eq!(
        (one.line, one.address.as_str(), one.user.as_str()),
        (1, "hjelp@fjordlys.example", one.address.as_str())
    );
    assert_eq!((one.server.port, one.folder.as_str(), &one.vouches), (993, "INBOX", &None));
    assert!(!format!("{one:?}").contains("cat secret"), "it is not printed");
    let of = |more: &str| {
        let text = format!("{GOOD}{more}");
        let server = parse(&text, &open(Path::new("."))).expect("it is right").shared.remove(0).server;
        (server.tls, server.port)
    };
    assert_eq!(of(""), (ImapTls::FromTheFirstByte, 993));
    assert_eq!(of("tls = \"start\"\n"), (ImapTls::AfterTheGreeting, 143));
    assert_eq!(of("tls = \"start\"\nport = 1143\n"), (ImapTls::AfterTheGreeting, 1143));
    assert_eq!(parse("", &open(Path::new("."))).map(|all| all.shared.len()), Ok(0));
}

#[test]
fn every_mistake_is_told_with_its_line() {
    check("Hjelp@", "Hjelp", &[(2, "\"HjelpFjordlys.example\" is not an e-mail address")]);
    check("imap.", "https://imap.", &[(3, "`host` is the name")]);
    check("host", "hosts", &[(3, "unknown field `hosts`")]);
    check("host = \"imap.fjordlys.example\"\n", "", &[(1, "missing field `host`")]);
    check("password_command = \"cat secret\"\n", "", &[(1, "name one of")]);
    check("host", "token_command = \"t\"\nhost", &[(1, "name one of")]);
    check("cat secret", " ", &[(4, "it is empty")]);
    check("password_command = \"cat", "password = \"cat", &[(4, "`password` may stand here only")]);
    check("password_command", "password_file", &[(4, "/nowhere/cat secret: ")]);
    check("host", "port = 0\nhost", &[(3, "`port`")]);
    check("host", "port = 70000\nhost", &[(3, "invalid value")]);
    check("host", "tls = \"none\"\nhost", &[(3, "`tls` is \"start\"")]);
    check("host", "folder = \"\"\nhost", &[(3, "`folder`")]);
    check("host", "vouches = \"mx fjordlys\"\nhost", &[(3, "`vouches`")]);
    check("host", "authority = \"none.pem\"\nhost", &[(3, "/nowhere/none.pem: ")]);
    let both = GOOD.replace("imap.", "imap ") + GOOD;
    let said = parse(&both, &open(Path::new("."))).expect_err("two mistakes");
    assert_eq!(said.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 6], "{said:?}");
}

#[test]
fn a_password_may_stand_in_a_file_that_nobody_else_reads() {
    let text = GOOD.replace("password_command", "password");
    assert!(parse(&text, &closed(Path::new("."))).is_ok());
    assert!(parse(&text, &open(Path::new("."))).is_err());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mailboxes.toml");
    fs::write(&file, &text).expect("it is written");
    for (mode, is_read) in [(0o600, true), (0o640, false)] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("it is set");
        assert_eq!(read(&file).is_ok(), is_read, "{mode:o}");
    }
}

#[test]
fn there_are_so_many_mailboxes_and_the_file_is_so_large() {
    let many = |number: usize| (0..number).map(|at| GOOD.replace("Hjelp", &format!("p{at}"))).collect::<String>();
    assert_eq!(parse(&many(MAILBOXES), &open(Path::new("."))).map(|all| all.shared.len()), Ok(MAILBOXES));
    assert!(parse(&many(MAILBOXES + 1), &open(Path::new("."))).is_err());
    let file = tempfile::NamedTempFile::new().expect("a file");
    let length = usize::try_from(MAILBOX_FILE_BYTES).expect("it fits");
    for (more, is_read) in [(0, true), (1, false)] {
        fs::write(file.path(), format!("{GOOD}#{}", " ".repeat(length - GOOD.len() - 1 + more)))
            .expect("it is written");
        assert_eq!(read(file.path()).is_ok(), is_read);
    }
}

#[test]
fn where_colleagues_have_their_own_is_a_folder_of_each_and_never_the_inbox() {
    let of = |more: &str| parse(&format!("[own]\nhost = \"imap.fjordlys.example\"\n{more}"), &open(Path::new(".")));
    let own = of("").expect("it is right").own.expect("it is declared");
    assert_eq!((own.server.port, own.folder.as_str(), &own.vouches), (993, "Ryddig", &None));
    assert_eq!(of("folder = \"Delt\"\n").expect("it is right").own.expect("it is declared").folder, "Delt");
    for (more, why) in [
        ("folder = \"inbox\"\n", "`folder` is a folder of its own"),
        ("folder = \"\"\n", "`folder` is the name of a folder, as Ryddig"),
        ("tls = \"none\"\n", "`tls`"),
        ("token_command = \" \"\n", "it is empty"),
        ("password = \"p\"\n", "unknown field `password`"),
    ] {
        let said = of(more).expect_err(why);
        assert!(said.len() == 1 && said[0].0 == 3 && said[0].1.starts_with(why), "{said:?}");
    }
    let by_token = of("token_command = \"token\"\n").expect("it is right").own.expect("it is declared");
    assert!(own.as_told().by_password && !by_token.as_told().by_password);
    assert!(parse(GOOD, &open(Path::new("."))).expect("it is right").own.is_none());
}
