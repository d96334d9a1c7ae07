//! A mailbox of one's own on a real server: what its owner puts in the folder is here, and nothing else of it leaves a trace.

use crate::harness::{Place, Server, wait};
use std::fs;
use testkit::mail_servers::{PASSWORD, Servers};

const BERIT: &str = "berit@fjordlys.example";
const PAGE: &str = "/desk/account/mailbox";

fn mail(id: &str, subject: &str) -> String {
    let text = "Content-Type: text/plain; charset=utf-8\n\nVi ses klokka ti.\n";
    format!("From: Per <per@kunde.example>\nTo: {BERIT}\nSubject: {subject}\nMessage-ID: <{id}>\n{text}")
}

fn serve(place: &Place) -> Server {
    place.serve(&["--mailboxes", "mailboxes.toml"])
}

#[test]
fn what_its_owner_puts_in_the_folder_is_here_and_nothing_else_leaves_a_trace() {
    let servers = Servers::start(&[BERIT]);
    let place = Place::new();
    place.serve(&[]).stop();
    fs::write(place.path("authority.pem"), servers.authority_pem()).expect("it is written");
    let port = servers.imap_port;
    let own = format!("[own]\nhost = \"localhost\"\nport = {port}\nauthority = \"authority.pem\"\n");
    fs::write(place.path("mailboxes.toml"), own).expect("it is written");
    place.run(&["add-user", "Berit Berg", BERIT, "--role", "employee"]).done();
    servers.bring([("per@kunde.example", BERIT, mail("1@kunde.example", "Lønnssamtale"))]);

    let server = serve(&place);
    let berit = server.staff(&place.run(&["sign-in", BERIT]).done());
    let connect = |password: &str| berit.post(PAGE, &[("user", "berit"), ("password", password)]);
    let shown = |word: &str| {
        wait(word, || {
            let page = berit.get(PAGE).text;
            page.contains(word).then_some(())
        });
    };
    assert_eq!(connect("feil").status, 303);
    shown("godtar ikke brukeren med dette passordet");
    assert_eq!(connect(PASSWORD).status, 303);
    shown("mappen finnes ikke der");
    let told = place.run(&["mailboxes"]).done();
    assert!(told.contains("Berit Berg, a mailbox of their own") && told.contains("mappen finnes ikke der"), "{told}");

    servers.put("berit", "Ryddig", "one", &mail("2@kunde.example", "Befaring på taket"));
    // To connect it anew is to look at once, whatever pause there is after failures.
    assert_eq!(connect(PASSWORD).status, 303);
    wait("mail that is shared", || {
        berit.get("/desk/data/email_thread").text.contains("Befaring på taket").then_some(())
    });
    shown("hentes");
    let doctor = place.run(&["doctor"]).out;
    assert!(doctor.contains("localhost, where colleagues have mailboxes of their own, answers"), "{doctor}");
    servers.put("berit", "Ryddig", "two", &mail("3@kunde.example", "Befaring i kjelleren"));
    wait("mail that is put there later", || {
        berit.get("/desk/data/email_thread").text.contains("Befaring i kjelleren").then_some(())
    });
    drop(server);
    for word in ["Lønnssamtale", PASSWORD] {
        assert_eq!(place.files_with(word), Vec::<String>::new(), "{word}");
    }

    let server = serve(&place);
    let berit = server.staff(&place.run(&["sign-in", BERIT]).done());
    berit.post(&format!("{PAGE}/disconnect"), &[]);
    servers.put("berit", "Ryddig", "three", &mail("4@kunde.example", "Befaring på loftet"));
    let told = place.run(&["mailboxes"]).done();
    assert!(!told.contains("Berit"), "{told}");
    let list = berit.get("/desk/data/email_thread").text;
    assert!(list.contains("Befaring på taket") && !list.contains("Befaring på loftet"), "{list}");
    drop(servers);
    let doctor = place.run(&["doctor"]).out;
    assert!(doctor.contains("localhost, where colleagues have mailboxes of their own, does not answer"), "{doctor}");
}
