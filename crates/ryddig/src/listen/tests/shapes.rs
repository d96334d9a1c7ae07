//! Requests in shapes that servers have read differently from each other (RFC 9112, 11.2): each is refused, or is one
//! request, and what stands behind it is never another one.

use super::*;

/// Sends `request` with another one hidden behind it.
async fn check(world: &World, request: &str, expected: u16) {
    let answer = world.say(format!("{request}GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).await;
    assert_eq!(status(&answer), expected, "{request:?}: {answer}");
    assert!(answer.matches("HTTP/1.1 ").count() <= 1 && !answer.contains("/hidden"), "{request:?}: {answer}");
}

fn post(headers: &str, body: &str) -> String {
    format!("POST / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n{body}")
}

#[tokio::test]
async fn two_lengths_make_no_second_request() {
    let world = Setup::default().open().await;
    let (length, chunked) = ("Content-Length: 6", "Transfer-Encoding: chunked");
    // The chunks count, as the standard says, and the connection ends.
    check(&world, &post(&format!("{length}\r\n{chunked}"), "0\r\n\r\n"), 200).await;
    check(&world, &post(&format!("{chunked}\r\n{length}"), "0\r\n\r\n"), 200).await;
    check(&world, &post("Content-Length: 0\r\nContent-Length: 5", ""), 400).await;
    check(&world, &post("Content-Length: 0, 5", ""), 400).await;
    for length in ["+5", "-1", "0x5", "5 5", "", "18446744073709551616", "5;", "\u{661}"] {
        check(&world, &post(&format!("Content-Length: {length}"), ""), 400).await;
    }
    for coding in ["xchunked", "chunked, identity", "identity", "chunked\u{b}", "\"chunked\""] {
        check(&world, &post(&format!("Transfer-Encoding: {coding}"), "0\r\n\r\n"), 400).await;
    }
    let old = "POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    check(&world, old, 400).await;
    world.is_well().await;
}

#[tokio::test]
async fn lines_that_are_none_are_refused() {
    let world = Setup::default().open().await;
    for headers in [
        "A: b\r\n c: d",
        "A: b\r\n\tc: d",
        "A : b",
        " A: b",
        ": b",
        "A\0: b",
        "A: b\0c",
        "A: b\rc",
        "A: b\r\rContent-Length: 5",
        "no colon",
        "\u{e6}: b",
    ] {
        check(&world, &post(headers, ""), 400).await;
    }
    for line in ["GET /\0 HTTP/1.1", "GET / HTTP/9.9", "GET  / HTTP/1.1", "G(T / HTTP/1.1", "GET /a b HTTP/1.1", "\0"] {
        check(&world, &format!("{line}\r\nHost: localhost\r\n\r\n"), 400).await;
    }
    world.is_well().await;
}

#[tokio::test]
async fn chunks_that_are_none_end_the_connection() {
    let world = Setup::default().open().await;
    for body in
        ["g\r\n", "-1\r\n", "10000000000000000\r\n", "5\nabcde\n0\n\n", "5\r\nabcdefg\r\n", "1;\n\r\na\r\n0\r\n\r\n"]
    {
        let answer = world.say(post("Transfer-Encoding: chunked", body).as_bytes()).await;
        // The site was told that the body broke off; whatever it answers, there is nothing after it.
        assert!(answer.matches("HTTP/1.1 ").count() <= 1 && !answer.contains("/hidden"), "{body:?}: {answer}");
        assert!(!answer.contains("POST / 5 "), "{body:?}: {answer}");
    }
    world.is_well().await;
}

#[tokio::test]
async fn requests_that_follow_each_other_in_order_are_answered_in_order() {
    let world = Setup::default().open().await;
    let one = "POST /one HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc";
    let two = "GET /two HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answers = world.say(format!("{one}{two}").as_bytes()).await;
    let (one, two) = (answers.find("POST /one 3 ").unwrap(), answers.find("GET /two 0 ").unwrap());
    assert!(one < two && answers.matches("HTTP/1.1 200").count() == 2, "{answers}");
    assert!(!answers.to_lowercase().contains("\r\nserver:"), "no name, no version");
}
