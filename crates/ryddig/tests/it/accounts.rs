//! The commands about accounts, on the folder alone and through the running server.

use crate::harness::Place;

const ADA: &str = "ada@fjordlys.example";

/// A place in which a server has run once.
fn with_data() -> Place {
    let place = Place::new();
    assert_eq!(place.serve(&[]).stop(), 0);
    place
}

#[test]
fn there_is_one_first_owner_unless_it_is_said_again() {
    let place = with_data();
    let link = place.run(&["owner", "Ada", ADA]).done();
    assert!(link.starts_with("http://localhost:8080/welcome/"), "{link}");
    let second = place.run(&["owner", "Bo", "bo@fjordlys.example"]);
    assert!(second.code != 0 && second.err.contains("--again"), "{}", second.err);
    assert!(place.run(&["owner", "Bo", "bo@fjordlys.example", "--again"]).done().contains("/welcome/"));
    let mistaken = place.run(&["owner", "Cid", "cid", "--again"]);
    assert!(mistaken.code != 0 && mistaken.err.contains("not an e-mail address"), "{}", mistaken.err);
}

#[test]
fn a_colleague_is_invited_by_mail_and_chooses_a_password() {
    let place = with_data();
    place.run(&["invite", "Nina", "nina@fjordlys.example", "--role", "support"]).done();
    let server = place.serve(&[]);
    let mail = place.wait_for_mails(1).remove(0);
    let plain = mail.replace("=\r\n", "").replace("=\n", "");
    let secret: String = plain.split("/welcome/").nth(1).expect("a link").chars().take(64).collect();
    let path = format!("/welcome/{secret}");
    let mut nina = server.visitor();
    assert_eq!(nina.get(&path).status, 200);
    let chosen = nina.post(&path, &[("password", "hest batteri stift riktig"), ("again", "hest batteri stift riktig")]);
    assert_eq!((chosen.status, chosen.header("location")), (303, Some("/desk")), "{}", chosen.text);
    nina.cookie = chosen.header("set-cookie").and_then(|line| line.split(';').next()).map(str::to_owned);
    assert_eq!(nina.get("/desk").status, 200);
    assert_eq!(nina.get(&path).status, 410, "once");
    let shown = place.run(&["sessions", "nina@fjordlys.example"]).done();
    assert_eq!(shown.lines().count(), 1, "{shown}");
    assert_eq!(place.run(&["sessions", "nina@fjordlys.example", "--end"]).done(), "ended: 1\n");
    assert_eq!(nina.get("/desk").status, 401);
    assert_ne!(place.run(&["reset-factor", "nina@fjordlys.example"]).code, 0, "she has none");
    assert_ne!(place.run(&["sessions", "ole@fjordlys.example"]).code, 0, "there is no such user");
}
