//! Files through the forms of the desk: taken in, fetched again by whoever may read the field, and gone with it.

use super::wiring::{Answer, World, world_with};
use crate::limits::UPLOAD_BODY_BYTES;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use engine::files::check;
use engine::{Caller, Language};
use futures_util::stream;
use std::io;

const NEW: &str = "/desk/data/paper/new";
const BOUNDARY: &str = "----aBoundary";

/// A part of a form: a name, the name of a file where it is one, and what it holds.
pub(super) type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

pub(super) fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\"\r\nContent-Type: image/png"));
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

const FIELDS: [Part<'static>; 5] = [
    ("f.guest", None, b""),
    ("new.name", None, b"Ola Oppdiktet"),
    ("new.email", None, b"ola@kunde.example"),
    ("f.topic", None, b"Kaffe"),
    ("f.came_on", None, b"2026-11-20"),
];

/// The form with the token of this session before its parts, as every page of the desk has it.
fn with_token(world: &World, cookie: &str, body: &[u8]) -> Vec<u8> {
    let mut whole = multipart(&[("form_token", None, world.form_token(cookie).as_bytes())]);
    whole.truncate(whole.len() - format!("--{BOUNDARY}--\r\n").len());
    whole.extend_from_slice(body);
    whole
}

pub(super) async fn send(world: &World, cookie: &str, path: &str, body: Vec<u8>) -> Answer {
    send_raw(world, cookie, path, with_token(world, cookie, &body)).await
}

pub(super) async fn send_raw(world: &World, cookie: &str, path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .header("cookie", cookie)
        .header("sec-fetch-site", "same-origin");
    world.ask(request.body(body.into()).unwrap()).await
}

async fn make(world: &World, cookie: &str, files: &[Part<'_>]) -> Answer {
    let parts: Vec<Part<'_>> = FIELDS.iter().chain(files).copied().collect();
    send(world, cookie, NEW, multipart(&parts)).await
}

async fn signed_in() -> (World, String) {
    let world = world_with(testkit::PAPERS);
    let cookie = world.signed_in(&["support"]).await;
    (world, cookie)
}

/// Files that rows name, and others.
async fn expect(world: &World, files: usize) {
    let found = check(&world.engine, &Caller::command(Language::En)).await.unwrap();
    assert_eq!((found.files, found.waiting, found.leftovers), (files, 0, 0));
    assert!(found.missing.is_empty() && found.unnamed.is_empty());
}

#[tokio::test]
async fn a_file_is_taken_in_and_fetched_again() {
    let (world, cookie) = signed_in().await;
    let form = world.get_as(&cookie, NEW).await;
    assert!(form.body.contains("enctype=\"multipart/form-data\"") && form.body.contains("type=\"file\""));
    let made = make(&world, &cookie, &[("f.content", Some("Søknad (1).txt"), "Blåbær".as_bytes())]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let row = made.header("location").to_owned();
    let page = world.get_as(&cookie, &row).await;
    let path = format!("{row}/files/content");
    assert!(page.body.contains(&format!("<a href=\"{path}\" download>Søknad (1).txt</a>")), "{}", page.body);
    assert!(world.get_as(&cookie, "/desk/data/paper").await.body.contains(&path));
    let got = world.get_as(&cookie, &path).await;
    assert_eq!((got.status, got.body.as_str()), (StatusCode::OK, "Blåbær"));
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-length", "8"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
        ("content-disposition", "attachment; filename=\"S_knad _1_.txt\"; filename*=UTF-8''S%C3%B8knad%20%281%29.txt"),
    ] {
        assert_eq!(got.header(name), value, "{name}");
    }
    expect(&world, 1).await;
}

#[tokio::test]
async fn a_file_stays_is_replaced_and_is_taken_away() {
    let (world, cookie) = signed_in().await;
    let made = make(&world, &cookie, &[("f.content", Some("a.txt"), b"one"), ("f.secret", Some(""), b"")]).await;
    let row = made.header("location").to_owned();
    let edit = format!("{row}/edit");
    let change = async |version: &str, parts: &[Part<'_>]| {
        let guest = world.get_as(&cookie, &edit).await;
        let guest = guest.body.split("selected").next().and_then(|before| before.rsplit("value=\"").next()).unwrap();
        let guest = guest.split('"').next().unwrap().to_owned();
        let fixed = [("f.guest", None, guest.as_bytes()), ("version", None, version.as_bytes())];
        let fixed = fixed.into_iter().chain(FIELDS[3..].iter().copied());
        send(&world, &cookie, &edit, multipart(&fixed.chain(parts.iter().copied()).collect::<Vec<_>>())).await
    };
    let page = world.get_as(&cookie, &edit).await.body;
    assert!(page.contains("Nå: a.txt") && page.contains("name=\"without.content\""), "{page}");
    // No file is chosen: what is there stays.
    assert_eq!(change("1", &[("f.content", Some(""), b"")]).await.status, StatusCode::SEE_OTHER);
    let file = format!("{row}/files/content");
    assert_eq!(world.get_as(&cookie, &file).await.body, "one");
    let other: Part<'_> = ("f.content", Some("b.txt"), b"two");
    let done = change("1", &[other]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(world.get_as(&cookie, &file).await.body, "two");
    expect(&world, 1).await;
    // Somebody who has an older form open keeps nothing of what was sent.
    assert_eq!(change("1", &[("f.content", Some("c.txt"), b"three")]).await.status, StatusCode::CONFLICT);
    expect(&world, 1).await;
    assert_eq!(change("2", &[("without.content", None, b"yes")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.get_as(&cookie, &file).await.status, StatusCode::NOT_FOUND);
    expect(&world, 0).await;
}

#[tokio::test]
async fn whoever_may_not_read_the_field_finds_no_file() {
    let (world, cookie) = signed_in().await;
    let files: [Part<'_>; 2] = [("f.content", Some("a.txt"), b"one"), ("f.secret", Some("b.txt"), b"two")];
    let row = make(&world, &cookie, &files).await.header("location").to_owned();
    let of = |field: &str| format!("{row}/files/{field}");
    assert_eq!(world.get_as(&cookie, &of("secret")).await.body, "two");
    engine::system::add_user(&world.engine, world.now(), "Siv", "siv@fjordlys.example", Language::Nb, &["sales"])
        .await
        .unwrap();
    let link = engine::system::sign_in_link(&world.engine, world.now(), "siv@fjordlys.example").await.unwrap().unwrap();
    let secret = link.rsplit('/').next().unwrap();
    let session = engine::system::sign_in(&world.engine, world.now(), secret).await.unwrap().unwrap();
    let siv = format!("ryddig={session}");
    assert_eq!(world.get_as(&siv, &of("content")).await.body, "one");
    for path in [of("secret"), of("topic"), of("nothing"), row.replace("paper", "visit") + "/files/content"] {
        assert_eq!(world.get_as(&siv, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_ne!(world.get(&of("content")).await.status, StatusCode::OK, "nobody is signed in");
    // She may not write, and nothing of what she sends is kept.
    assert_eq!(make(&world, &siv, &files).await.status, StatusCode::FORBIDDEN);
    expect(&world, 2).await;
}

#[tokio::test]
async fn a_file_is_as_large_as_it_may_be_and_no_larger() {
    let (world, cookie) = signed_in().await;
    let most = vec![7; usize::try_from(engine::FILE_BYTES).unwrap() + 1];
    let at = make(&world, &cookie, &[("f.content", Some("stor.bin"), &most[1..])]).await;
    assert_eq!(at.status, StatusCode::SEE_OTHER);
    let above = make(&world, &cookie, &[("f.content", Some("stor.bin"), &most)]).await;
    assert_eq!(above.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(above.body.contains("Filen er for stor: den kan være på høyst 25 MB."), "{}", above.body);
    expect(&world, 1).await;
}

#[tokio::test]
async fn a_form_that_is_not_saved_leaves_no_file() {
    let (world, cookie) = signed_in().await;
    let file: Part<'_> = ("f.content", Some("a.txt"), b"one");
    let topic = send(&world, &cookie, NEW, multipart(&[FIELDS[0], file])).await;
    assert_eq!(topic.status, StatusCode::UNPROCESSABLE_ENTITY);
    let twice = make(&world, &cookie, &[file, file]).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    let unknown = make(&world, &cookie, &[file, ("f.salary", None, b"1")]).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let not_text = make(&world, &cookie, &[file, ("version", None, b"\xff")]).await;
    assert_eq!(not_text.status, StatusCode::BAD_REQUEST);
    // The id of a file cannot be sent in its place.
    let id = make(&world, &cookie, &[("f.content", None, b"01970000-0000-7000-8000-000000000001")]).await;
    assert_eq!(id.status, StatusCode::SEE_OTHER, "a nameless part of some bytes is a file");
    let form = "f.guest=&new.name=Per&f.topic=T&f.came_on=2026-11-20&f.content=01970000-0000-7000-8000-000000000001";
    assert_eq!(world.post_as(&cookie, NEW, form).await.status, StatusCode::BAD_REQUEST);
    expect(&world, 1).await;
}

#[tokio::test]
async fn a_connection_that_is_cut_leaves_nothing() {
    let (world, cookie) = signed_in().await;
    let large = vec![7; 9_000_000];
    let parts: Vec<Part<'_>> = FIELDS.into_iter().chain([("f.content", Some("a.txt"), &large[..])]).collect();
    let body = with_token(&world, &cookie, &multipart(&parts));
    let begun: Vec<io::Result<Bytes>> =
        body[..6_000_000].chunks(60_000).map(|some| Ok(Bytes::from(some.to_vec()))).collect();
    let cut = Err(io::Error::from(io::ErrorKind::ConnectionReset));
    let stream = Body::from_stream(stream::iter(begun.into_iter().chain([cut])));
    let answer = send_raw(&world, &cookie, NEW, stream).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    while check(&world.engine, &Caller::command(Language::En)).await.unwrap().waiting > 0 {
        tokio::task::yield_now().await;
    }
    expect(&world, 0).await;
    // A body that ends too early.
    let short = send_raw(&world, &cookie, NEW, body[..5_000].to_vec()).await;
    assert_eq!(short.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    while check(&world.engine, &Caller::command(Language::En)).await.unwrap().waiting > 0 {
        tokio::task::yield_now().await;
    }
    expect(&world, 0).await;
    let left = std::fs::read_dir(world.folder.path().join("files")).unwrap().flatten();
    let left = left.flat_map(|folder| std::fs::read_dir(folder.path()).unwrap().flatten());
    assert_eq!(left.count(), 0);
}

#[tokio::test]
async fn no_file_is_taken_in_without_the_token_before_it() {
    let (world, cookie) = signed_in().await;
    let file: Part<'_> = ("f.content", Some("a.txt"), b"a");
    let token = world.form_token(&cookie);
    let other = world.form_token("ryddig=another");
    let good: Part<'_> = ("form_token", None, token.as_bytes());
    let bad: Part<'_> = ("form_token", None, other.as_bytes());
    let fields = |first: &[Part<'static>]| first.to_vec();
    for parts in [[fields(&FIELDS), vec![file]].concat(), [vec![file], fields(&FIELDS)].concat(), vec![]] {
        let answer = send_raw(&world, &cookie, NEW, multipart(&parts)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
    }
    let forged: Vec<Part<'_>> = [bad].into_iter().chain(FIELDS).chain([file]).collect();
    let again = send_raw(&world, &cookie, NEW, multipart(&forged)).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    for told in ["name=\"f.topic\" value=\"Kaffe\"", "Vedleggene er ikke tatt vare på"] {
        assert!(again.body.contains(told), "{told} in {}", again.body);
    }
    let late: Vec<Part<'_>> = [file].into_iter().chain(FIELDS).chain([good]).collect();
    assert_eq!(send_raw(&world, &cookie, NEW, multipart(&late)).await.status, StatusCode::FORBIDDEN);
    expect(&world, 0).await;
    let right: Vec<Part<'_>> = [good].into_iter().chain(FIELDS).chain([file]).collect();
    assert_eq!(send_raw(&world, &cookie, NEW, multipart(&right)).await.status, StatusCode::SEE_OTHER);
    expect(&world, 1).await;
}

#[tokio::test]
async fn names_are_names_alone() {
    let (world, cookie) = signed_in().await;
    let long = "å".repeat(300);
    for (sent, shown) in [
        ("../../x", "x"),
        ("C:\\fakepath\\cv.pdf", "cv.pdf"),
        ("regning\u{202e}fdp.exe", "regningfdp.exe"),
        ("<b>.html", "&lt;b&gt;.html"),
        (long.as_str(), &long[..2 * engine::FILE_NAME_CHARACTERS]),
    ] {
        let made = make(&world, &cookie, &[("f.content", Some(sent), b"<script>alert(1)</script>")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{sent}: {}", made.body);
        let page = world.get_as(&cookie, made.header("location")).await;
        assert!(page.body.contains(&format!("download>{shown}</a>")), "{sent}: {}", page.body);
        let got = world.get_as(&cookie, &format!("{}/files/content", made.header("location"))).await;
        assert!(got.header("content-disposition").starts_with("attachment; filename=\""), "{sent}");
        assert!(got.header("content-disposition").is_ascii());
    }
    let zero = make(&world, &cookie, &[("f.content", Some("a\0b.txt"), b"x")]).await;
    assert!(zero.status.is_client_error() || zero.status == StatusCode::SEE_OTHER, "{}", zero.status);
}

#[tokio::test]
async fn a_form_is_as_large_as_it_may_be_and_no_larger() {
    let (world, cookie) = signed_in().await;
    let most = usize::try_from(UPLOAD_BODY_BYTES).unwrap();
    let empty: Vec<Part<'_>> = FIELDS.into_iter().chain([("f.content", Some("stor.bin"), &[][..])]).collect();
    let around = with_token(&world, &cookie, &multipart(&empty)).len();
    for (size, status) in [(most, StatusCode::UNPROCESSABLE_ENTITY), (most + 1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let large = vec![7; size - around];
        assert_eq!(make(&world, &cookie, &[("f.content", Some("stor.bin"), &large)]).await.status, status);
    }
    expect(&world, 0).await;
}
