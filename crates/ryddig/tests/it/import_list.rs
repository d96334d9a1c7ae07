//! `ryddig import-list`: what the pages of an import do, on the command line.

use crate::harness::{Place, Ran};
use std::fs;

const PER: &str = "per@fjordlys.example";
const LIST: &str = "Navn;E-post;Firma;Merknad\nOla Oppdiktet;ola@kunde.example;Kunde AS;ring fredag\n\
    Eva Eksempel;eva@kunde.example;Kunde AS;\nNils;ikke en adresse;;\n";

fn place() -> Place {
    let place = Place::new();
    place.serve(&[]).stop();
    place.run(&["add-user", "Per Prøve", PER, "--role", "sales", "--role", "sales-lead"]).done();
    fs::write(place.path("liste.csv"), LIST).expect("it is written");
    place
}

fn import(place: &Place, more: &[&str]) -> Ran {
    place.run(&[&["import-list", "prospect", "liste.csv", "--as", PER], more].concat())
}

#[test]
fn nothing_is_written_before_it_is_said_and_then_it_is_there_once() {
    let place = place();
    let looked = import(&place, &[]).done();
    for part in [
        "Navn = Navn på personen (new.name)",
        "Firma = Virksomheten personen arbeider i (new.organisation)",
        "linje 4: E-post: ",
        "Ville bli lagt til: 2. Finnes fra før: 0.",
        "Må rettes: 1.",
        "--go",
    ] {
        assert!(looked.contains(part), "{part} in {looked}");
    }
    assert_eq!(place.run(&["who", "ola@kunde.example"]).code, 1, "nobody is here yet");

    // Through the running server, which works at it too.
    let server = place.serve(&[]);
    let made = import(&place, &["--go"]).done();
    assert!(made.contains("Lagt til: 2.") && made.contains("Må rettes: 1."), "{made}");
    let per = server.staff(&place.run(&["sign-in", PER]).done());
    let list = per.get("/desk/data/prospect").text;
    assert!(list.contains("Ola Oppdiktet") && list.contains("Eva Eksempel") && !list.contains("Nils"), "{list}");
    let works = per.get("/desk/work").text;
    let work =
        works.split("href=\"/desk/work/").nth(1).and_then(|rest| rest.split('"').next()).expect("it stands there");
    assert!(per.get(&format!("/desk/work/{work}")).text.contains(&format!("/desk/work/{work}/undo")), "{works}");
    drop(server);

    let again = import(&place, &["--go", "--language", "en"]).done();
    assert!(again.contains("Would be made: 0. There already: 2.") && again.contains("Made: 0."), "{again}");
    assert!(made.contains("kan tas tilbake") && !again.contains("taken back"), "{again}");
    assert!(place.run(&["verify"]).code == 0, "what the command line did is on the ledger");
}

#[test]
fn what_is_said_of_a_file_is_checked_and_nothing_of_it_stays() {
    let place = place();
    let other = import(&place, &["--column", "Merknad=new.title", "--language", "en"]).done();
    assert!(other.contains("Merknad = Title (new.title)"), "{other}");
    for (more, told) in [
        (&["--column", "Alder=new.title"][..], "Ingen kolonne heter «Alder»"),
        (&["--column", "Navn=alder"], "Det er ingen «alder» her"),
        (&["--column", "Navn"], "har ikke noe likhetstegn"),
        (&["--column", "Merknad=new.name"], "To kolonner har det samme"),
        (&["--fixed", "alder=7"], "Det er ingen «alder» her"),
        (&["--fixed", "found_on=i går"], "--fixed found_on=…"),
    ] {
        let ran = import(&place, more);
        assert_eq!(ran.code, 2, "{more:?}: {}", ran.out);
        assert!(ran.err.contains(told), "{more:?}: {}", ran.err);
    }
    let here = |arguments: &[&str]| place.run(&[&["import-list"], arguments].concat());
    assert!(here(&["prospect", "liste.csv", "--as", "ingen@fjordlys.example"]).err.contains("slipper inn"));
    assert!(here(&["ingenting", "liste.csv", "--as", PER]).err.contains("ingen liste «ingenting»"));
    assert!(here(&["prospect", "borte.csv", "--as", PER]).err.contains("borte.csv"));
    fs::write(place.path("tom.csv"), "").expect("it is written");
    assert_eq!(here(&["prospect", "tom.csv", "--as", PER]).code, 2);
    // What a column is said to hold decides what the rows are about, though its heading says nothing.
    fs::write(place.path("rart.csv"), "Hvem;Firma\nOla Oppdiktet;Kunde AS\n").expect("it is written");
    let columns = ["--column", "Hvem=new.name", "--column", "Firma=new.organisation"];
    let said = here(&[&["prospect", "rart.csv", "--as", PER], &columns[..]].concat()).done();
    assert!(said.contains("person (about)") && said.contains("Ville bli lagt til: 1."), "{said}");
    // What was only looked at is under way no more: no limit is reached.
    for _ in 0..6 {
        import(&place, &[]).done();
    }
    assert_eq!(place.run(&["who", "ola@kunde.example"]).code, 1, "nobody is here");
}
