//! Heads at their limits and one above.

use super::*;
use crate::limits::{BUFFER_BYTES, HEAD_BYTES, HEADERS};

/// A request whose head has so many bytes.
fn head(bytes: usize) -> String {
    let start = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nA: ";
    format!("{start}{}\r\n\r\n", "a".repeat(bytes - start.len() - 4))
}

#[tokio::test]
async fn a_head_is_as_large_as_it_may_be_and_no_larger() {
    let world = Setup::default().open().await;
    for (bytes, expected) in [(HEAD_BYTES, 200), (HEAD_BYTES + 1, 431), (BUFFER_BYTES, 431), (1_000_000, 431)] {
        assert_eq!(status(&world.say(head(bytes).as_bytes()).await), expected, "{bytes}");
    }
    world.is_well().await;
}

#[tokio::test]
async fn there_are_as_many_headers_as_there_may_be_and_no_more() {
    let world = Setup::default().open().await;
    for (number, expected) in [(HEADERS, 200), (HEADERS + 1, 431), (10_000, 431)] {
        let more = "A: b\r\n".repeat(number - 2);
        let request = format!("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{more}\r\n");
        assert_eq!(status(&world.say(request.as_bytes()).await), expected, "{number}");
    }
    world.is_well().await;
}

#[tokio::test]
async fn an_address_without_end_is_refused() {
    let world = Setup::default().open().await;
    let request = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(1_000_000));
    assert_eq!(status(&world.say(request.as_bytes()).await), 431);
    world.is_well().await;
}
