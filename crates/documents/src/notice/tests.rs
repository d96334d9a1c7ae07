use super::notice;
use crate::sample::small;
use expect_test::{Expect, expect};
use model::Language;

fn check(language: Language, expected: &Expect) {
    let model = small();
    let contact = model.activity_ids().find(|&id| model[id].key == "contact").unwrap();
    expected.assert_eq(&serde_json::to_string_pretty(&notice(&model, contact, language)).unwrap());
}

#[test]
fn norwegian() {
    check(
        Language::Nb,
        &expect![[r#"
        {
          "controller": "Fjordlys Rådgivning AS",
          "purpose": "Svare dem som skriver til oss gjennom kontaktskjemaet",
          "data": [
            "Henvendelse: Svar til, Navn slik det ble skrevet, Virksomhet, Melding, Språk, Kom fra, Status, Grunn til tvil, Ansvarlig, Mottatt, Besvart",
            "E-post: Til, Slag, Emne, Tekst, Skrevet av, Status, Lagt i kø, Sendt",
            "Person: Navn, Språk",
            "E-postadresse: Adresse",
            "Telefonnummer: Nummer"
          ],
          "period": "Henvendelse: slettes 6 måneder etter «Besvart», senest 12 måneder etter «Mottatt»",
          "ground": "Berettiget interesse (personvernforordningen artikkel 6 nr. 1 bokstav f). Interessen vår: Å kunne svare på det vi blir spurt om. Hvorfor vi mener det er rimelig: Avsenderen tar selv kontakt, venter svar og bestemmer hva meldingen inneholder; vi ber bare om det som trengs for å svare, og sletter etter en fast frist."
        }"#]],
    );
}

#[test]
fn english() {
    check(
        Language::En,
        &expect![[r#"
        {
          "controller": "Fjordlys Rådgivning AS",
          "purpose": "Answer those who write to us through the contact form",
          "data": [
            "Contact request: Answer to, Name as written, Organisation, Message, Language, Came from, Status, Reason for doubt, Owner, Received, Answered",
            "E-mail: To, Kind, Subject, Text, Written by, Status, Queued, Sent",
            "Person: Name, Language",
            "E-mail address: Address",
            "Phone number: Number"
          ],
          "period": "Contact request: deleted 6 months after “Answered”, at the latest 12 months after “Received”",
          "ground": "Legitimate interests (GDPR article 6(1)(f)). Our interest: Being able to answer what we are asked. Why we find it fair: The sender makes contact, expects an answer and decides what the message holds; we ask only for what an answer needs, and delete after a fixed time."
        }"#]],
    );
}

/// Beside a form the kinds are told, and the ground for those that the law protects more.
#[test]
fn kinds_come_before_fields() {
    let model = crate::sample::sample();
    let of = |key: &str| model.activity_ids().find(|&id| model[id].key == key).unwrap();
    assert_eq!(notice(&model, of("support"), Language::En).data.len(), 1);
    assert_eq!(
        notice(&model, of("adaptation"), Language::En).data,
        ["What was done, and when; health data.", "Health data: explicit consent (GDPR article 9(2)(a)).",]
    );
}
