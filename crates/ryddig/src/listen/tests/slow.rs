//! Those who send slowly, take slowly, or are too many.

use super::*;
use std::sync::Arc;
use tokio::net::TcpSocket;
use tokio::sync::Notify;

#[tokio::test]
async fn whoever_does_not_end_the_head_is_cut_however_busily() {
    let world = Setup::default().open().await;
    let mut nothing = world.connect().await;
    let mut half = world.connect().await;
    half.write_all(b"GET / HTTP/1.1\r\nHost: local").await.unwrap();
    let mut drops = world.connect().await;
    drops.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let dropping = async {
        // A header every now and then, until the server has had enough.
        while drops.write_all(b"A: b\r\n").await.is_ok() {
            let _ = tokio::time::timeout(SOON / 6, drops.readable()).await;
        }
    };
    tokio::time::timeout(PATIENCE, dropping).await.expect("it is cut");
    assert_eq!((rest(&mut nothing).await, rest(&mut half).await), (String::new(), String::new()));
    world.is_well().await;
}

#[tokio::test]
async fn a_connection_that_nothing_is_asked_over_is_closed() {
    let world = Setup::default().open().await;
    let mut stream = world.connect().await;
    for _ in 0..3 {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        answer(&mut stream, "from 127.0.0.1\n").await;
    }
    assert_eq!(rest(&mut stream).await, "");
}

/// A site with a large answer, and what tells when nobody sends it any more.
fn large(bytes: usize) -> (Router, Arc<Notify>) {
    let gone = Arc::new(Notify::new());
    let told = Arc::clone(&gone);
    let site = Router::new().fallback(move || {
        let told = Told(Arc::clone(&told));
        async move {
            use http_body_util::BodyExt;
            Body::new(body_of(bytes).map_frame(move |frame| {
                let _ = &told;
                frame
            }))
        }
    });
    (site, gone)
}

struct Told(Arc<Notify>);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

/// A connection that holds little of what it was sent.
async fn narrow(world: &World) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    socket.connect(world.address).await.unwrap()
}

const ASK: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_is_cut() {
    let (site, gone) = large(32_000_000);
    let world = Setup { site, ..Setup::default() }.open().await;
    let mut stream = narrow(&world).await;
    stream.write_all(ASK).await.unwrap();
    tokio::time::timeout(PATIENCE, gone.notified()).await.expect("the answer is given up");
    world.stop.send(true).unwrap();
    tokio::time::timeout(PATIENCE, world.served).await.expect("nothing is left of it").unwrap();
}

#[tokio::test]
async fn whoever_takes_a_little_now_and_then_gets_all_of_it() {
    let bytes = 3_000_000;
    let (site, _gone) = large(bytes);
    let world = Setup { site, ..Setup::default() }.open().await;
    let mut stream = narrow(&world).await;
    stream.write_all(ASK).await.unwrap();
    let mut pace = tokio::time::interval(SOON / 20);
    let (mut taken, mut buffer, began) = (0, vec![0; 64 * 1024], std::time::Instant::now());
    loop {
        pace.tick().await;
        match stream.read(&mut buffer).await.unwrap() {
            0 => break,
            read => taken += read,
        }
    }
    assert!(taken > bytes && began.elapsed() > 2 * SOON, "{taken} bytes in {:?}", began.elapsed());
}

#[tokio::test]
async fn one_network_cannot_take_every_place() {
    let world = Setup { places: (100, 2), ..Setup::default() }.open().await;
    let (mut one, mut two) = (world.connect().await, world.connect().await);
    for stream in [&mut one, &mut two] {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        answer(stream, "from 127.0.0.1\n").await;
    }
    assert_eq!(world.say(ASK).await, "", "a third one finds no place");
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut neighbour = socket.connect(world.address).await.unwrap();
    neighbour.write_all(ASK).await.unwrap();
    assert!(rest(&mut neighbour).await.ends_with("from 127.0.0.2\n"), "others are spared");
}

#[tokio::test]
async fn where_all_places_are_taken_the_idle_make_room() {
    let world = Setup { places: (3, 100), ..Setup::default() }.open().await;
    let mut idle = Vec::new();
    for _ in 0..3 {
        let mut stream = world.connect().await;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        answer(&mut stream, "from 127.0.0.1\n").await;
        idle.push(stream);
    }
    world.is_well().await;
    assert_eq!(rest(&mut idle[0]).await, "");
}

#[tokio::test]
async fn where_all_places_are_taken_those_who_are_still_sending_make_room() {
    let world = Setup { places: (3, 100), ..Setup::default() }.open().await;
    let mut sending = Vec::new();
    for _ in 0..3 {
        let mut stream = world.connect().await;
        stream.write_all(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf").await.unwrap();
        sending.push(stream);
    }
    world.is_well().await;
    assert_eq!(rest(&mut sending[0]).await, "");
}
