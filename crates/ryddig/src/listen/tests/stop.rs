//! The end: what was begun is answered, and nothing else is let in.

use super::*;
use tokio::sync::Semaphore;

#[tokio::test]
async fn a_request_that_was_begun_is_answered_and_then_it_ends() {
    let (begun, go) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let (started, wait) = (Arc::clone(&begun), Arc::clone(&go));
    let site = Router::new().fallback(move || {
        let (started, wait) = (Arc::clone(&started), Arc::clone(&wait));
        async move {
            started.add_permits(1);
            wait.acquire().await.unwrap().forget();
            "done\n"
        }
    });
    let world = Setup { site, ..Setup::default() }.open().await;
    let mut stream = world.connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    begun.acquire().await.unwrap().forget();
    world.stop.send(true).unwrap();
    // Nobody new is let in any more.
    while TcpStream::connect(world.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!world.served.is_finished());
    go.add_permits(1);
    let last = rest(&mut stream).await;
    assert!(last.ends_with("done\n") && last.to_lowercase().contains("connection: close"), "{last}");
    world.served.await.unwrap();
}

#[tokio::test]
async fn who_was_let_in_and_is_about_to_ask_is_answered() {
    let world = Setup::default().open().await;
    let mut stream = world.connect().await;
    // The next one is let in after this one was.
    world.is_well().await;
    world.stop.send(true).unwrap();
    while TcpStream::connect(world.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let closed = tokio::time::timeout(SOON / 3, stream.readable()).await;
    assert!(closed.is_err(), "it is still open");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert!(rest(&mut stream).await.ends_with("GET / 0 from 127.0.0.1\n"));
    world.served.await.unwrap();
}

#[tokio::test]
async fn connections_that_nothing_is_asked_over_do_not_hold_the_end_up() {
    let world = Setup::default().open().await;
    let mut stream = world.connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    answer(&mut stream, "from 127.0.0.1\n").await;
    world.stop.send(true).unwrap();
    world.served.await.unwrap();
    assert_eq!(rest(&mut stream).await, "");
}
