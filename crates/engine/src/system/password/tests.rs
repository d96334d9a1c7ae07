use super::*;

fn judged(password: &str) -> Option<BadPassword> {
    let about = belongs("Ida Eksempelsen", "ida@fjordlys.example", "Fjordlys Eksempel AS");
    match Reckoning::choose(password, about, [1; 16]).run().0 {
        Outcome::Bad(bad) => Some(bad),
        Outcome::Chosen(_) => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_easy_to_guess_is_not_taken_and_why_is_said() {
    let check = |password: &str, expected| assert_eq!(judged(password), expected, "{password}");
    check("idaeksempelsen1", Some(BadPassword::AboutYou));
    check("fjordlysfjordlys", Some(BadPassword::AboutYou));
    check("fjordlys2026", Some(BadPassword::AboutYou));
    check("passord12345", Some(BadPassword::Common));
    check("aaaaaaaaaaaa", Some(BadPassword::Pattern));
    check("grønn sykkel under brua", None);
    check("hest batteri stift riktig", None);
}

#[test]
fn a_password_has_a_shortest_and_a_longest_length_after_composition() {
    let text = |length: usize| "kø9?æRz§".chars().cycle().take(length).collect::<String>();
    let whole: String =
        (0..PASSWORD_MAX_CHARACTERS).map(|at| char::from(b'!' + u8::try_from(at * 7 % 90).unwrap())).collect();
    assert_eq!(judged(&text(PASSWORD_MIN_CHARACTERS - 1)), Some(BadPassword::TooShort(12)));
    assert_eq!(judged("x9?k2Rz%q7#w"), None);
    assert_eq!(judged(&whole), None);
    assert_eq!(judged(&format!("{whole}x")), Some(BadPassword::TooLong(200)));
    // "ﬁ" is one character and two after composition.
    assert_eq!(judged("x9?k2Rz%qﬁw"), None);
}

#[test]
fn the_hash_is_argon2id_with_the_stated_parameters_and_no_two_are_alike() {
    let hash = |salt| hashed("grønn sykkel under brua", &[salt; 16]).unwrap();
    assert!(hash(1).starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash(1));
    assert_ne!(hash(1), hash(2));
}

#[test]
fn letters_written_otherwise_are_the_same_password() {
    let hash = hashed(&normal("blåbærsyltetøy på brød"), &[1; 16]).unwrap();
    let typed = "bla\u{30a}bærsyltetøy pa\u{30a} brød";
    assert_eq!(Reckoning::verify(typed, Some(hash.clone()), [2; 16]).run().verdict(), Verdict::Right { renewed: None });
    assert_eq!(Reckoning::verify("blabærsyltetøy pa brød", Some(hash), [2; 16]).run().verdict(), Verdict::Wrong);
    assert_eq!(Reckoning::verify("blåbærsyltetøy på brød", None, [2; 16]).run().verdict(), Verdict::Wrong);
    assert_eq!(
        Reckoning::verify("blåbærsyltetøy på brød", Some("?".to_owned()), [2; 16]).run().verdict(),
        Verdict::Wrong
    );
}

#[test]
fn a_hash_with_other_parameters_is_renewed_when_the_password_is_right() {
    let salt = SaltString::encode_b64(&[3; 16]).unwrap();
    let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
    let old = weak.hash_password("grønn sykkel under brua".as_bytes(), &salt).unwrap().to_string();
    let renewed = Reckoning::verify("grønn sykkel under brua", Some(old.clone()), [4; 16]).run().verdict();
    let Verdict::Right { renewed: Some(renewed) } = renewed else { panic!("it is renewed: {renewed:?}") };
    assert!(renewed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(Reckoning::verify("gul sykkel under brua", Some(old), [4; 16]).run().verdict(), Verdict::Wrong);
}
