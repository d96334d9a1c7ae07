//! Tokens as providers write them.

use super::*;
use openidconnect::ClientSecret;
use serde_json::{Value, json};
use url::Url;

const TENANT: &str = "9188040d-0000-4000-8000-000000000001";

fn provider(issuer: &str, change: impl FnOnce(&mut Declared)) -> Declared {
    let mut declared = Declared {
        key: "test".to_owned(),
        name: "Test".to_owned(),
        issuer: Url::parse(issuer).expect("an address"),
        issuer_text: issuer.to_owned(),
        client_id: "ryddig".to_owned(),
        client_secret: ClientSecret::new("secret".to_owned()),
        link_by: LinkBy::Email,
        domains: vec!["fjordlys.example".to_owned()],
        tenant: None,
        second_factor: None,
    };
    change(&mut declared);
    declared
}

/// The address that these claims, besides those that every token has, let in; or what stops them.
fn check(declared: &Declared, claims: &Value, expected: Result<Option<&str>, SignOnProblem>) {
    let found = told(declared, claims).map(|identity| identity.address);
    assert_eq!(found, expected.map(|address| address.map(str::to_owned)), "{claims}");
}

fn told(declared: &Declared, claims: &Value) -> Result<Identity, SignOnProblem> {
    let mut all = json!({ "iss": declared.issuer_text, "sub": "248289761001", "aud": "ryddig", "exp": 1_795_348_800,
                          "iat": 1_795_348_700 });
    let more = claims.as_object().expect("claims are an object").clone();
    all.as_object_mut().expect("so are these").extend(more);
    let claims: Claims = serde_json::from_value(all).expect("they are claims");
    identity(declared, &claims)
}

#[test]
fn keycloak_says_whether_an_address_is_verified() {
    let keycloak = provider("https://login.fjordlys.example/realms/staff", |_| {});
    for (claims, expected) in [
        (json!({ "email": "ida@fjordlys.example", "email_verified": true }), Some("ida@fjordlys.example")),
        (json!({ "email": "IDA@Fjordlys.Example", "email_verified": true }), Some("ida@fjordlys.example")),
        (json!({ "email": "ida@fjordlys.example", "email_verified": false }), None),
        (json!({ "email": "ida@fjordlys.example" }), None),
        (json!({ "email_verified": true }), None),
        (json!({ "email": "ida@elsewhere.example", "email_verified": true }), None),
        (json!({ "email": "ida@sub.fjordlys.example", "email_verified": true }), None),
        (json!({ "email": "ida@elsewhere.example@fjordlys.example", "email_verified": true }), None),
        (json!({ "preferred_username": "ida@fjordlys.example" }), None),
    ] {
        check(&keycloak, &claims, Ok(expected));
    }
}

#[test]
fn google_is_sure_of_a_companys_own_accounts_only() {
    let google = provider("https://accounts.google.com", |_| {});
    let email = json!({ "email": "ida@fjordlys.example", "email_verified": true });
    check(&google, &email, Ok(None));
    for (hd, expected) in [("fjordlys.example", Some("ida@fjordlys.example")), ("elsewhere.example", None)] {
        let mut claims = email.clone();
        claims["hd"] = json!(hd);
        check(&google, &claims, Ok(expected));
    }
}

#[test]
fn entra_names_the_company_and_its_administrators_give_the_names() {
    let entra = provider("https://login.microsoftonline.com/9188040d-0000-4000-8000-000000000001/v2.0", |entra| {
        entra.tenant = Some(TENANT.to_owned());
        entra.link_by = LinkBy::PreferredUsername;
    });
    let account = |tid: &str, name: &str| {
        json!({ "tid": tid, "oid": "00000000-0000-0000-66f3-3332eca7ea81", "preferred_username": name, "ver": "2.0",
                "email": "direktor@fjordlys.example" })
    };
    check(&entra, &account(TENANT, "Ida@fjordlys.example"), Ok(Some("ida@fjordlys.example")));
    check(&entra, &account(TENANT, "gjest_elsewhere.example#EXT#@fjordlys.onmicrosoft.example"), Ok(None));
    check(&entra, &account("another", "ida@fjordlys.example"), Err(SignOnProblem::Unconfirmed));
    check(&entra, &json!({ "preferred_username": "ida@fjordlys.example" }), Err(SignOnProblem::Unconfirmed));
}

#[test]
fn two_factors_are_told_or_trusted() {
    let second = |how: Option<SecondFactor>, claims: Value| {
        let keycloak = provider("https://login.fjordlys.example", |one| one.second_factor = how);
        told(&keycloak, &claims).expect("nothing stops them").second_factor
    };
    assert!(!second(None, json!({ "amr": ["mfa"] })));
    assert!(second(Some(SecondFactor::Trusted), json!({})));
    for (claims, expected) in [
        (json!({}), false),
        (json!({ "amr": ["pwd"] }), false),
        (json!({ "amr": ["pwd", "otp"] }), false),
        (json!({ "amr": ["pwd", "mfa"] }), true),
        (json!({ "acr": "1" }), false),
        (json!({ "acr": "phr" }), true),
    ] {
        assert_eq!(second(Some(SecondFactor::Told), claims.clone()), expected, "{claims}");
    }
}
