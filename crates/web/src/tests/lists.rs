//! Lists on the screen: all that they show stands in the address, and everything works without a script.

use super::records::signed_in;
use super::steps::{NEW, VISIT, told, with_a_visit};
use super::wiring::{Answer, World};
use axum::http::StatusCode;

const LIST: &str = "/desk/data/visit";

/// Makes a visit; gives its address.
async fn visit(world: &World, cookie: &str, topic: &str, rest: &str) -> String {
    let fields = VISIT.replace("f.topic=Kaffe", &format!("f.topic={topic}"));
    let made = world.post_as(cookie, NEW, &format!("{fields}{rest}")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.header("location").to_owned()
}

/// What the rows of a list are called, in their order.
fn rows(page: &Answer) -> Vec<&str> {
    let links = page.body.split("data-open href=\"").skip(1);
    links.map(|rest| rest.split(['>', '<']).nth(1).unwrap().trim()).collect()
}

/// Where a form that asks leads to.
async fn leads(world: &World, cookie: &str, query: &str) -> String {
    let answer = world.get_as(cookie, &format!("{LIST}?{query}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{query}: {}", answer.body);
    answer.header("location").strip_prefix(&format!("{LIST}?")).expect("the same list").to_owned()
}

#[tokio::test]
async fn a_form_that_asks_for_a_filter_leads_to_an_address_of_its_own() {
    let (world, cookie) = signed_in().await;
    for (asked, expected) in [
        ("add=state&use=values&how=is&v=planned&v=held", "f.state=planned&f.state=held"),
        ("f.state=held&add=state&use=values&how=is&v=planned", "f.state=planned"),
        ("f.state=held&add=state&use=values&how=not&v=planned", "f.state.not=planned"),
        ("f.state.not=held&f.minutes.least=1&add=state&use=filled&how=is", "f.minutes.least=1&f.state.filled=1"),
        ("f.came_on.within=this_week&add=came_on&use=values&in=&from=2026-11-01&to=", "f.came_on.least=2026-11-01"),
        ("q=te&add=state&use=empty&how=is", "q=te&f.state.empty=1"),
        ("add=notes&use=values&how=words&v=kaffe+te", "f.notes.words=kaffe%20te"),
        ("add=came_on&use=values&in=&days=30&from=2026-11-01&to=", "f.came_on.least=2026-11-01"),
        (
            "f.came_on.least=1&add=came_on&use=values&from=2026-11-01&to=2026-11-30",
            "f.came_on.between=2026-11-01..2026-11-30",
        ),
        ("add=came_on&use=values&in=this_week&days=30&from=&to=", "f.came_on.within=this_week"),
        ("add=came_on&use=values&in=last&days=7", "f.came_on.within=last_7"),
        ("add=minutes&use=values&from=&to=20", "f.minutes.most=20"),
        ("f.state=held&add=state&use=values&how=is", "view=all"),
        ("c=topic&c=state&c=guest&up=guest", "c=topic&c=guest&c=state"),
        ("c=topic&c=state&c=guest&down=topic", "c=state&c=topic&c=guest"),
        ("c=topic&c=state&up=topic", "c=topic&c=state"),
    ] {
        assert_eq!(leads(&world, &cookie, asked).await, expected, "{asked}");
    }
}

#[tokio::test]
async fn what_a_list_is_narrowed_to_is_said_in_words_and_can_be_taken_away() {
    let (world, cookie) = signed_in().await;
    for (topic, rest) in [("Kaffe", ""), ("Te", "&f.minutes=20"), ("Saft", "&f.minutes=5")] {
        visit(&world, &cookie, topic, rest).await;
    }
    let page =
        world.get_as(&cookie, &format!("{LIST}?f.state=planned&f.state=held&f.minutes.least=6&order=topic")).await;
    assert_eq!(rows(&page), ["Te"]);
    told(
        &page,
        &["Status er avtalt eller holdt", "Minutter minst 6", "1 rad", "Fjern avgrensningen: Minutter minst 6"],
    );
    told(
        &page,
        &[&format!("href=\"{LIST}?f.minutes.least=6&amp;order=topic\""), &format!("href=\"{LIST}?order=topic\"")],
    );
    let wrong = world.get_as(&cookie, &format!("{LIST}?f.came_on.least=2026-99-99&f.salary=1&order=topic")).await;
    assert_eq!((wrong.status, rows(&wrong)), (StatusCode::OK, vec!["Kaffe", "Saft", "Te"]));
    told(&wrong, &["«Dato» avgrenser ikke listen.", "Dette er ikke en dato.", "noe som denne listen ikke har"]);
    let none = world.get_as(&cookie, &format!("{LIST}?f.came_on.within=next_7")).await;
    told(&none, &["Dato: de neste 7 dagene", "Ingen rader passer"]);
    let asked = world.get_as(&cookie, &format!("{LIST}?f.minutes.least=6&add=state")).await;
    told(&asked, &["Avgrens etter «Status»", "value=\"planned\"", "name=\"f.minutes.least\" value=\"6\"", "(1)"]);
    for field in ["guest", "topic", "came_on", "notes", "minutes", "fare", "lunch", "host", "left_at", "nothing"] {
        assert_eq!(world.get_as(&cookie, &format!("{LIST}?add={field}")).await.status, StatusCode::OK, "{field}");
    }
    let evil =
        world.get_as(&cookie, &format!("{LIST}?q=%22%3E%3Cscript%3E&f.topic.words=%22%3E%3Cb%3E&view=%22%3E")).await;
    assert!(!evil.body.contains("\"><script>") && !evil.body.contains("\"><b>"));
}

#[tokio::test]
async fn columns_and_groups_are_chosen_in_the_address() {
    let (world, cookie, row) = with_a_visit(&["support"]).await;
    let page = world.get_as(&cookie, &format!("{LIST}?c=fare&c=topic&c=left_at&c=salary")).await;
    told(&page, &["Reiseutgift", "1\u{a0}234,50\u{a0}kr", "Kaffe", &format!("{row}?from=c%3Dfare%26c%3Dtopic")]);
    let grouped = world.get_as(&cookie, &format!("{LIST}?group=state&c=topic&c=fare")).await;
    told(&grouped, &["Gruppert etter «Status»", "Sum av Reiseutgift", "c=topic&amp;c=fare&amp;f.state=planned\""]);
    let months = world.get_as(&cookie, &format!("{LIST}?group=came_on")).await;
    told(&months, &["november 2026", "f.came_on.between=2026-11-01..2026-11-30"]);
}

#[tokio::test]
async fn pages_and_records_keep_the_place_in_the_list() {
    let (world, cookie) = signed_in().await;
    for number in 10..62 {
        visit(&world, &cookie, &number.to_string(), "").await;
    }
    let link = |page: &Answer, rel: &str| {
        let before = page.body.split(&format!("rel=\"{rel}\"")).next().filter(|before| before.len() < page.body.len());
        let behind = page.body.split(&format!("rel=\"{rel}\"")).nth(1);
        let inside = before.and_then(|before| before.rsplit("<a ").next()).unwrap_or_default();
        let whole = format!("{inside}{}", behind.unwrap_or_default().split('>').next().unwrap_or_default());
        whole.split("href=\"").nth(1).map(|href| href.split('"').next().unwrap().replace("&amp;", "&"))
    };
    let first = world.get_as(&cookie, &format!("{LIST}?order=topic")).await;
    assert_eq!((rows(&first).len(), link(&first, "prev")), (50, None));
    assert!(first.body.len() < 60 * 1024, "{} bytes", first.body.len());
    let second = world.get_as(&cookie, &link(&first, "next").expect("more")).await;
    assert_eq!((rows(&second), link(&second, "next")), (vec!["60", "61"], None));
    let again = world.get_as(&cookie, &link(&second, "prev").expect("the page before")).await;
    assert_eq!(rows(&again), rows(&first));
    let open = second.body.split("data-open href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let record = world.get_as(&cookie, &open).await;
    let (previous, next) = (link(&record, "prev").expect("59"), link(&record, "next").expect("61"));
    told(&world.get_as(&cookie, &previous).await, &["<h1>59, Ola Oppdiktet</h1>"]);
    told(&world.get_as(&cookie, &next).await, &["<h1>61, Ola Oppdiktet</h1>", "Til listen"]);
    let back = record.body.split(&format!("href=\"{LIST}?order=topic&amp;after=")).nth(1);
    assert!(back.is_some(), "the way back leads to the very page");
    // A row that is not there begins no page.
    let nobody = "019363b0-0000-7000-8000-000000000000";
    for place in ["after", "before"] {
        let page = world.get_as(&cookie, &format!("{LIST}?order=topic&{place}={nobody}")).await;
        assert_eq!(rows(&page), rows(&first), "{place}");
    }
    let alone = world.get_as(&cookie, open.split('?').next().unwrap()).await;
    assert!(!alone.body.contains("Til listen"), "it was not opened from a list");
}

#[tokio::test]
async fn a_view_is_saved_opened_changed_and_removed() {
    let (world, cookie, _) = with_a_visit(&["support"]).await;
    let save = async |fields: &str| world.post_as(&cookie, &format!("{LIST}/views"), fields).await;
    let empty = save("title=+&list=f.state%3Dheld").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&empty, &["Visningen må ha et navn", "Status er holdt", "<details class=\"menu\" open>"]);
    let saved = save("title=Holdte&list=f.state%3Dheld%26c%3Dtopic%26order%3D-topic%26evil%3D1").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let at = saved.header("location").to_owned();
    let id = at.rsplit('=').next().unwrap().to_owned();
    let opened = world.get_as(&cookie, &at).await;
    told(&opened, &["Status er holdt", "aria-current=\"page\">Holdte", "Ingen rader passer"]);
    assert!(!opened.body.contains("evil"));
    assert_eq!(rows(&world.get_as(&cookie, LIST).await), ["Kaffe"], "it does not open by itself");
    let pinned = save(&format!("view={id}&title=Favoritt&pinned=yes&list=f.state%3Dheld")).await;
    assert_eq!(pinned.header("location"), at);
    told(&world.get_as(&cookie, LIST).await, &["Status er holdt", ">Favoritt"]);
    assert_eq!(rows(&world.get_as(&cookie, &format!("{LIST}?view=all")).await), ["Kaffe"]);
    let without = opened.body.split("class=\"away\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(rows(&world.get_as(&cookie, &without.replace("&amp;", "&")).await), ["Kaffe"]);
    let gone = save(&format!("view={id}&title=&do=remove")).await;
    assert_eq!(gone.header("location"), format!("{LIST}?view=all"));
    assert!(!world.get_as(&cookie, LIST).await.body.contains(">Favoritt"));
}

#[tokio::test]
async fn several_rows_are_set_and_removed_with_a_look_before_and_after() {
    let (world, cookie) = signed_in().await;
    let mut ids = Vec::new();
    for topic in ["Kaffe", "Te", "Saft"] {
        ids.push(visit(&world, &cookie, topic, "").await.rsplit('/').next().unwrap().to_owned());
    }
    let several = format!("{LIST}/several");
    told(&world.get_as(&cookie, &several).await, &["Ingen rader er valgt"]);
    let chosen = format!("{several}?from=order%3Dtopic&row={}&row={}", ids[0], ids[1]);
    told(
        &world.get_as(&cookie, &chosen).await,
        &["Valgt: 2 rader", "<option value=\"state\">Status", "Se hva som går"],
    );
    told(&world.get_as(&cookie, &format!("{several}?all=yes")).await, &["Valgt: 3 rader"]);
    told(&world.get_as(&cookie, &format!("{chosen}&set=state")).await, &["<select", "Se hva som skjer"]);
    let look = world.get_as(&cookie, &format!("{chosen}&set=state&f.state=held&look=yes")).await;
    told(&look, &["Får verdien: 2 rader", "Sett for 2 rader"]);
    let form = |page: &Answer| page.hidden("rows").replace(' ', "+");
    let edit = format!("{LIST}/{}/edit", ids[1]);
    world.post_as(&cookie, &edit, "f.topic=Vann&f.came_on=2026-11-20&f.state=planned&version=1").await;
    let done = world
        .post_as(&cookie, &several, &format!("set=state&value=held&from=order%3Dtopic&rows={}", form(&look)))
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    told(
        &world.get_as(&cookie, done.header("location")).await,
        &["Endret: 1 rad.", "ble endret i mellomtiden", "Vann, Ola"],
    );
    let missing = world.get_as(&cookie, &format!("{chosen}&set=state&f.state=&look=yes")).await;
    told(&missing, &["Feltet kan ikke stå tomt."]);
    assert_eq!(world.get_as(&cookie, &format!("{chosen}&set=topic")).await.status, StatusCode::NOT_FOUND);
    let going = world.get_as(&cookie, &format!("{chosen}&remove=yes")).await;
    told(&going, &["Fjernes: 2 rader", "Besøk: 2 rader", "Fjern 2 rader nå"]);
    let gone = world.post_as(&cookie, &several, &format!("from=&rows={}", form(&going))).await;
    told(&world.get_as(&cookie, gone.header("location")).await, &["Fjernet: 2 rader."]);
    assert_eq!(rows(&world.get_as(&cookie, LIST).await), ["Saft"]);
}
