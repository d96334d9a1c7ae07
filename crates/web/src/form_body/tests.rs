//! What is read of a form's body, and what is refused.

use super::*;
use crate::limits::CONTACT_BODY_BYTES;
use axum::body::Body;

const KNOWN: [&str; 3] = ["name", "phone", "message"];

fn check(body: impl AsRef<[u8]>, expected: Result<&[(&str, &str)], Unreadable>) {
    let expected =
        expected.map(|fields| Form(fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()));
    assert_eq!(parse(body.as_ref(), &KNOWN), expected);
}

#[test]
fn fields_are_decoded() {
    check("name=Kari+Nordmann&message=Hei%21", Ok(&[("name", "Kari Nordmann"), ("message", "Hei!")]));
    check("name=%C3%85se", Ok(&[("name", "Åse")]));
    check("name=Åse", Ok(&[("name", "Åse")]));
    check("name=1%2B1%3D2%26%25", Ok(&[("name", "1+1=2&%")]));
    check("message=a%0D%0Ab", Ok(&[("message", "a\r\nb")]));
}

#[test]
fn what_is_odd_but_a_form_is_read() {
    check("", Ok(&[]));
    check("&&", Ok(&[]));
    check("name", Ok(&[("name", "")]));
    check("name=", Ok(&[("name", "")]));
    check("name=a=b", Ok(&[("name", "a=b")]));
    check("name=100%", Ok(&[("name", "100%")]));
    check("name=%zz%4", Ok(&[("name", "%zz%4")]));
}

#[test]
fn what_is_not_text_is_refused() {
    check(b"name=\xff", Err(Unreadable::NotText));
    check("name=%FF", Err(Unreadable::NotText));
    check("name=Kari%00", Err(Unreadable::NotText));
    check("name=%C3", Err(Unreadable::NotText));
    check("name=%ED%A0%80", Err(Unreadable::NotText));
    check("%FF=a", Err(Unreadable::NotText));
}

#[test]
fn unknown_and_repeated_fields_are_named() {
    check("name=a&evil=1", Err(Unreadable::Unknown("evil".to_owned())));
    check("=a", Err(Unreadable::Unknown(String::new())));
    check("Name=a", Err(Unreadable::Unknown("Name".to_owned())));
    check("name=a&phone=1&name=b", Err(Unreadable::Repeated("name".to_owned())));
    let long = "x".repeat(FIELD_NAME_CHARACTERS + 1);
    check(format!("{long}=1"), Err(Unreadable::Unknown("x".repeat(FIELD_NAME_CHARACTERS))));
}

#[test]
fn a_query_is_read_leniently() {
    for (query, expected) in [("q=kari&x=1", Some("kari")), ("x=1", None), ("q=%FF&q=b", Some("b")), ("", None)] {
        assert_eq!(in_query(query, "q").as_deref(), expected, "{query}");
    }
}

#[test]
fn encoding_is_undone_by_reading() {
    let text = "Åse & co=100%+/?#\u{1F600}";
    assert_eq!(in_query(&format!("q={}", encode(text)), "q").as_deref(), Some(text));
}

async fn check_read(kind: Option<&str>, body: Vec<u8>, limit: usize, expected: Result<(), Unreadable>) {
    let mut request = Request::post("/");
    if let Some(kind) = kind {
        request = request.header(CONTENT_TYPE, kind);
    }
    let read = read(request.body(Body::from(body)).unwrap(), limit, &KNOWN).await;
    assert_eq!(read.map(|_| ()), expected, "{kind:?}");
}

#[tokio::test]
async fn only_forms_are_read() {
    let form = "application/x-www-form-urlencoded";
    for (kind, expected) in [
        (Some(form), Ok(())),
        (Some("Application/X-WWW-Form-Urlencoded; charset=UTF-8"), Ok(())),
        (Some("application/x-www-form-urlencoded;charset=\"utf-8\""), Ok(())),
        (Some("application/x-www-form-urlencoded; charset=iso-8859-1"), Err(Unreadable::NotAForm)),
        (Some("application/json"), Err(Unreadable::NotAForm)),
        (Some("multipart/form-data; boundary=x"), Err(Unreadable::NotAForm)),
        (None, Err(Unreadable::NotAForm)),
    ] {
        check_read(kind, b"name=a".to_vec(), 100, expected).await;
    }
}

#[tokio::test]
async fn a_body_may_be_as_large_as_the_limit() {
    let form = Some("application/x-www-form-urlencoded");
    let body = |bytes: usize| [b"name=".to_vec(), vec![b'a'; bytes - 5]].concat();
    check_read(form, body(CONTACT_BODY_BYTES), CONTACT_BODY_BYTES, Ok(())).await;
    check_read(form, body(CONTACT_BODY_BYTES + 1), CONTACT_BODY_BYTES, Err(Unreadable::TooLarge)).await;
}
