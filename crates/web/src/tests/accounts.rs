//! Coming in from outside: what the door shows, what it sets, and what it does not tell.

use super::wiring::{Answer, OWNER, World, world, world_at};
use crate::DOOR_BODY_BYTES;
use axum::http::StatusCode;
use engine::system::first_owner;
use engine::{Caller, Language, Moment};

const ADA: &str = "ada@fjordlys.example";
const PASSWORD: &str = "hest+batteri+stift+riktig";

/// The cookie of the session that `answer` sets.
fn session(answer: &Answer) -> String {
    cookies(answer).into_iter().find(|cookie| cookie.starts_with("ryddig=")).expect("a session's cookie")
}

fn cookies(answer: &Answer) -> Vec<String> {
    let lines = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    lines.map(|line| line.split(';').next().unwrap().to_owned()).collect()
}

/// The code that an app with the key on the page shows.
fn code(page: &str, now: Moment) -> String {
    let key = page.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().replace(' ', "");
    testkit::code(&key, now.milliseconds() / 1000)
}

/// Ada has chosen a password by her link; gives her answer.
async fn welcomed(world: &World) -> Answer {
    let link = first_owner(&world.engine, world.now(), ("Ada", ADA), Language::Nb, false).await.unwrap();
    let path = link.strip_prefix(&world.engine.settings().url).unwrap().to_owned();
    for _ in 0..2 {
        let page = world.get(&path).await;
        assert!(page.body.contains("Velkommen, Ada!") && page.body.contains(ADA), "opening it changes nothing");
    }
    let short = world.post(&path, "user=&password=kort&again=kort").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("id=\"password-error\"") && short.body.contains("minst 12 tegn"));
    let chosen = world.post(&path, &format!("user=&password={PASSWORD}&again={PASSWORD}")).await;
    assert_eq!(
        world.post(&path, &format!("user=&password={PASSWORD}&again={PASSWORD}")).await.status,
        StatusCode::GONE
    );
    assert_eq!(world.get(&path).await.status, StatusCode::GONE);
    chosen
}

/// She has set an app up, too; gives her cookie.
async fn whole(world: &World) -> String {
    let cookie = session(&welcomed(world).await);
    let page = world.get_as(&cookie, "/sign-in/set-up").await;
    let token = page.hidden("token").to_owned();
    let shown = code(&page.body, world.now());
    let done = world.post_as(&cookie, "/sign-in/set-up", &format!("code={shown}&token={token}&next=%2Fdesk")).await;
    assert_eq!(done.body.matches("<li><code>").count(), 10, "{}", done.body);
    session(&done)
}

#[tokio::test]
async fn the_first_owner_sets_a_factor_up_before_anything_else() {
    let world = world();
    let chosen = welcomed(&world).await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, "/sign-in/set-up?next=%2Fdesk"));
    let cookie = session(&chosen);
    for path in ["/desk", "/desk/account", "/desk/data/person"] {
        let answer = world.get_as(&cookie, path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.header("location").starts_with("/sign-in/set-up?next="), "{path}");
    }
    let page = world.get_as(&cookie, "/sign-in/set-up").await;
    assert!(page.body.contains("<svg") && page.body.contains("Rollen din krever"));
    let token = page.hidden("token").to_owned();
    let wrong = world.post_as(&cookie, "/sign-in/set-up", &format!("code=000000&token={token}&next=")).await;
    assert_eq!(
        (wrong.status, wrong.hidden("token")),
        (StatusCode::UNPROCESSABLE_ENTITY, token.as_str()),
        "the same key"
    );
    let shown = code(&wrong.body, world.now());
    let done =
        world.post_as(&cookie, "/sign-in/set-up", &format!("code={shown}&token={token}&next=%2Fdesk%2Fpeople")).await;
    assert_eq!((done.status, done.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(done.body.contains("href=\"/desk/people\""));
    let after = session(&done);
    assert_ne!(after, cookie, "a new secret");
    assert_eq!(world.get_as(&after, "/desk").await.status, StatusCode::OK);
    assert_eq!(world.get_as(&cookie, "/desk").await.status, StatusCode::UNAUTHORIZED, "the old one is dead");
}

#[tokio::test]
async fn one_comes_in_with_password_and_code_and_back_to_where_one_was() {
    let world = world();
    let first = session(&welcomed(&world).await);
    let page = world.get_as(&first, "/sign-in/set-up").await;
    let (token, shown) = (page.hidden("token").to_owned(), code(&page.body, world.now()));
    world.post_as(&first, "/sign-in/set-up", &format!("code={shown}&token={token}&next=")).await;
    world.wait_seconds(60);
    let wished = world.get("/desk/people?q=kari").await.hidden("next").to_owned();
    let fields = format!("address={ADA}&password={PASSWORD}&next={}", wished.replace('?', "%3F").replace('=', "%3D"));
    let half = world.post("/sign-in", &fields).await;
    assert_eq!(half.header("location"), "/sign-in/code?next=%2Fdesk%2Fpeople%3Fq%3Dkari");
    assert_eq!(cookies(&half).len(), 1, "the device is not known yet");
    let cookie = session(&half);
    assert!(world.get_as(&cookie, "/desk").await.header("location").starts_with("/sign-in/code"));
    let asked = world.get_as(&cookie, half.header("location")).await;
    assert!(asked.body.contains("autocomplete=\"one-time-code\""));
    let wrong = world.post_as(&cookie, "/sign-in/code", "code=000000&next=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = code(&page.body, world.now());
    let fields = format!("code={shown}&next=%2Fdesk%2Fpeople%3Fq%3Dkari");
    let done = world.post_as(&cookie, "/sign-in/code", &fields).await;
    assert_eq!(done.header("location"), "/desk/people?q=kari");
    assert_eq!(cookies(&done).len(), 2, "a session, and a device that is known");
    assert_eq!(world.get_as(&session(&done), "/desk/people?q=kari").await.status, StatusCode::OK);
    assert_eq!(world.get_as(&cookie, "/desk").await.status, StatusCode::UNAUTHORIZED, "the half one is dead");
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_after_signing_in() {
    let world = world();
    whole(&world).await;
    for wished in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2Fdesk%5C%5Cevil.example", "%2Fsign-out"] {
        let half = world.post("/sign-in", &format!("address={ADA}&password={PASSWORD}&next={wished}")).await;
        assert_eq!(half.header("location"), "/sign-in/code?next=%2Fdesk", "{wished}");
    }
}

#[tokio::test]
async fn the_door_tells_nobody_whether_an_address_is_known() {
    let world = world();
    whole(&world).await;
    let mut pages = Vec::new();
    for address in [ADA, "ole@fjordlys.example"] {
        let answer = world.post("/sign-in", &format!("address={address}&password=feil+passord+her&next=")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(cookies(&answer), Vec::<String>::new());
        pages.push(answer.body.replace(address, ""));
    }
    assert_eq!(pages[0], pages[1]);
    for address in [ADA, "ole@fjordlys.example", "ole"] {
        let answer = world.post("/sign-in/forgotten", &format!("address={address}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/sign-in/forgotten/sent"));
    }
    world.work().await;
    let secret = world.mailed(ADA, "/sign-in/new-password/");
    assert!(world.get(&format!("/sign-in/new-password/{secret}")).await.body.contains("Velg et nytt passord"));
    assert_eq!(world.get(&format!("/welcome/{secret}")).await.status, StatusCode::GONE, "it leads to nothing else");
    assert_eq!(world.post(&format!("/sign-in/{secret}"), "").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn too_many_attempts_must_wait() {
    let world = world();
    let send = async || world.post("/sign-in", &format!("address={ADA}&password=feil+passord+her&next=")).await;
    for _ in 0..engine::FREE_FAILURES {
        assert_eq!(send().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = send().await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains("ett minutt") && answer.body.contains(ADA), "and what was typed is there");
}

#[tokio::test]
async fn forms_at_the_door_come_from_here_and_have_a_largest_size() {
    let world = world();
    let evil = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    for path in
        ["/sign-in", "/sign-in/code", "/sign-in/set-up", "/sign-in/forgotten", "/welcome/0", "/sign-in/new-password/0"]
    {
        assert_eq!(world.post_with(path, "", &evil).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for (bytes, status) in
        [(DOOR_BODY_BYTES, StatusCode::UNPROCESSABLE_ENTITY), (DOOR_BODY_BYTES + 1, StatusCode::PAYLOAD_TOO_LARGE)]
    {
        let body = format!("address=a&next=&password={}", "x".repeat(bytes - "address=a&next=&password=".len()));
        assert_eq!(world.post("/sign-in", &body).await.status, status, "{bytes}");
    }
}

#[tokio::test]
async fn over_https_both_cookies_are_bound_to_the_host() {
    let world = world_at("https://ryddig.example");
    let link = first_owner(&world.engine, world.now(), ("Ada", ADA), Language::Nb, false).await.unwrap();
    let path = link.strip_prefix("https://ryddig.example").unwrap();
    let chosen = world.post(path, &format!("password={PASSWORD}&again={PASSWORD}")).await;
    let cookie = chosen.header("set-cookie");
    assert!(cookie.starts_with("__Host-ryddig=") && cookie.ends_with("; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
}

#[tokio::test]
async fn the_account_shows_sessions_and_ends_them() {
    let world = world();
    let cookie = world.signed_in(&["support"]).await;
    let page = world.get_as(&cookie, "/desk/account").await;
    assert!(
        page.body.contains("Ida Eksempelsen") && page.body.contains(OWNER) && page.body.contains("lenke fra serveren")
    );
    assert!(!page.body.contains("/desk/users/invite"), "she may not invite");
    assert_eq!(world.get_as(&cookie, "/desk/users/invite").await.status, StatusCode::FORBIDDEN);
    let end = page.body.split("action=\"/desk/account/sessions/").nth(1).unwrap().split('"').next().unwrap();
    let answer = world.post_as(&cookie, &format!("/desk/account/sessions/{end}"), "").await;
    assert_eq!(answer.header("location"), "/desk/account");
    assert_eq!(world.get_as(&cookie, "/desk/account").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_password_is_chosen_and_changed_at_the_desk() {
    let world = world();
    let cookie = world.signed_in(&["support"]).await;
    let fields = |present: &str, new: &str, again: &str| format!("present={present}&password={new}&again={again}");
    let chosen = world.post_as(&cookie, "/desk/account/password", &fields("", PASSWORD, PASSWORD)).await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, "/desk/account?done=password"));
    let cookie = session(&chosen);
    for (present, new, again, error) in [
        ("feil", "en+annen+frase+enn+denne", "en+annen+frase+enn+denne", "present-error"),
        (PASSWORD, "idaeksempelsen", "idaeksempelsen", "password-error"),
        (PASSWORD, "en+annen+frase+enn+denne", "noe+helt+annet", "again-error"),
    ] {
        let answer = world.post_as(&cookie, "/desk/account/password", &fields(present, new, again)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{error}");
        assert!(answer.body.contains(&format!("id=\"{error}\"")), "{error}");
    }
}

#[tokio::test]
async fn an_owner_invites_and_a_colleague_comes_in() {
    let world = world();
    let cookie = world.signed_in(&["owner"]).await;
    let page = world.get_as(&cookie, "/desk/users/invite").await;
    assert!(page.body.contains("name=\"role.support\"") && page.body.contains("Ingen invitasjoner venter."));
    let wrong = world
        .post_as(&cookie, "/desk/users/invite", "name=&address=nina%40fjordlys.example&language=en&role.support=on")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"name-error\"") && wrong.body.contains("nina@fjordlys.example"));
    assert!(wrong.body.contains("name=\"role.support\" checked"), "nothing typed is lost");
    let fields = "name=Nina&address=nina%40fjordlys.example&language=en&role.support=on";
    let sent = world.post_as(&cookie, "/desk/users/invite", fields).await;
    assert_eq!(sent.header("location"), "/desk/users/invite?done=sent");
    world.work().await;
    let secret = world.mailed("nina@fjordlys.example", "/welcome/");
    let open = world.get_as(&cookie, "/desk/users/invite").await;
    let withdraw = open.body.split("action=\"").find(|rest| rest.contains("/withdraw\"")).unwrap();
    let withdraw = withdraw.split('"').next().unwrap().to_owned();
    let chosen = world.post(&format!("/welcome/{secret}"), &format!("password={PASSWORD}&again={PASSWORD}")).await;
    assert_eq!(chosen.header("location"), "/desk");
    assert_eq!(world.get_as(&session(&chosen), "/desk").await.status, StatusCode::OK);
    assert_eq!(world.post_as(&cookie, &withdraw, "").await.status, StatusCode::NOT_FOUND, "it was used");
    let unknown = world.post_as(&cookie, "/desk/users/invite", &format!("{fields}&role.king=on")).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let caller = Caller::command(Language::Nb);
    assert_eq!(engine::system::invitations(&world.engine, &caller, world.now()).await.unwrap(), []);
}
