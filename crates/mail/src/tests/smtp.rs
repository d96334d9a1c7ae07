//! Delivery to a mail server that is not ours.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mail_parser::MessageParser;

use super::{message, run};
use crate::{CheckError, DeliverError, Message, Smtp, Transport, UrlError};
use testkit::sink::{Sink, free_port};

fn deliver(url: &str, message: &Message) -> Result<(), DeliverError> {
    run(Transport::smtp(url).unwrap().deliver(message))
}

#[test]
fn a_message_arrives_as_written() {
    let sink = Sink::start(&[]);
    let text = ".\n.punktum\nFrom Kari\nBlåbær =3D\n".to_owned() + &"ø".repeat(10_000) + "\n";
    deliver(&sink.url(), &Message { text: text.clone(), automatic: true, ..message() }).unwrap();

    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].contains("X-Mail-Args: <post@fjordlys.example>\n"), "{}", taken[0]);
    assert!(taken[0].contains("X-Rcpt-Args: <kari@example.no>\n"), "{}", taken[0]);
    let read = MessageParser::default().parse(&taken[0]).unwrap();
    assert_eq!(read.message_id(), Some("0198-a@fjordlys.example"));
    assert_eq!(read.from().unwrap().first().unwrap().name(), Some("Fjordlys Rådgivning AS"));
    assert_eq!(read.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    // The server ends its file with an empty line of its own.
    assert_eq!(read.body_text(0).unwrap().trim_end(), text.trim_end());
}

#[test]
fn one_way_serves_many_messages() {
    let sink = Sink::start(&[]);
    let transport = Transport::smtp(&sink.url()).unwrap();
    run(async {
        transport.deliver(&message()).await.unwrap();
        transport.deliver(&message()).await.unwrap();
    });
    assert_eq!(sink.taken().len(), 2);
}

#[test]
fn a_server_that_greets_without_extensions_will_do() {
    let sink = Sink::start(&["-8", "-E", "-p"]);
    deliver(&sink.url(), &message()).unwrap();
    assert_eq!(sink.taken().len(), 1);
}

#[test]
fn answers_of_5xx_refuse_and_4xx_put_off() {
    fn check(arguments: &[&str], expected: &str) {
        let sink = Sink::start(arguments);
        let found = match deliver(&sink.url(), &message()) {
            Ok(()) => "taken".to_owned(),
            Err(DeliverError::Refused { code, text }) => {
                assert!(!text.is_empty());
                format!("refused {code:?}")
            }
            Err(DeliverError::Later { code, text }) => {
                assert!(!text.is_empty());
                format!("later {code:?}")
            }
        };
        assert_eq!(found, expected, "{arguments:?}");
    }
    for command in ["MAIL", "RCPT", "DATA", "."] {
        check(&["-f", command], "refused Some(500)");
        check(&["-r", command], "later Some(450)");
        check(&["-q", command], "later None");
        check(&["-Q", command], "later Some(421)");
    }
    check(&["-f", "RCPT", "-B", "550 5.1.1 No such user"], "refused Some(550)");
    check(&["-f", "RCPT", "-B", "552 5.2.2 Mailbox full"], "refused Some(552)");
    check(&["-r", "RCPT", "-b", "451 4.7.1 Greylisted"], "later Some(451)");
    check(&["-f", "MAIL", "-B", "530 5.7.0 Authentication required"], "later Some(530)");
    check(&["-f", "MAIL", "-B", "535 5.7.8 Credentials invalid"], "later Some(535)");
    check(&["-q", "CONNECT"], "later None");
}

#[test]
fn nobody_listening_is_later() {
    let answer = deliver(&format!("smtp://127.0.0.1:{}", free_port()), &message());
    assert!(matches!(answer, Err(DeliverError::Later { code: None, .. })), "{answer:?}");
}

#[test]
fn a_server_without_encryption_gets_no_message_when_encryption_is_asked_for() {
    let sink = Sink::start(&[]);
    let port = sink.url().rsplit_once(':').unwrap().1.to_owned();
    for url in [format!("smtps://127.0.0.1:{port}"), format!("smtp://127.0.0.1:{port}?tls=required")] {
        let answer = deliver(&url, &message());
        assert!(matches!(answer, Err(DeliverError::Later { code: None, .. })), "{url} {answer:?}");
    }
    assert!(sink.taken().is_empty());
}

#[test]
fn a_silent_server_is_left_in_time() {
    let silent = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("smtp://{}", silent.local_addr().unwrap());
    let transport = Transport::Smtp(Smtp::with_limit(&url, Duration::from_millis(20)).unwrap());
    let answer = run(transport.deliver(&message()));
    assert!(matches!(answer, Err(DeliverError::Later { code: None, .. })), "{answer:?}");
}

#[test]
fn addresses_of_servers() {
    fn check(url: &str, expected: Result<(), UrlError>) {
        assert_eq!(Smtp::new(url).map(|_| ()), expected, "{url}");
    }
    check("smtp://127.0.0.1:2525", Ok(()));
    check("smtp://localhost", Ok(()));
    check("smtp://[::1]:25", Ok(()));
    check("smtps://ryddig:hemmelig%40@mail.example.no", Ok(()));
    check("smtp://ryddig:hemmelig@mail.example.no?tls=required", Ok(()));
    check("smtp://relay.example.no?tls=none", Ok(()));
    check("smtps://mail.example.no/ryddig.example.no", Ok(()));
    check("smtp://mail.example.no", Err(UrlError::Unencrypted));
    check("smtp://10.0.0.5:25", Err(UrlError::Unencrypted));
    check("smtp://localhost.example.no", Err(UrlError::Unencrypted));
    check("smtp://mail.example.no?tls=opportunistic", Err(UrlError::Form));
    check("smtps://ryddig@mail.example.no", Err(UrlError::NoPassword));
    check("https://mail.example.no", Err(UrlError::Form));
    check("mail.example.no:25", Err(UrlError::Form));
    check("", Err(UrlError::Form));
}

#[test]
fn neither_debug_nor_display_shows_a_secret() {
    let transport = Transport::smtp("smtps://ryddig:hemmelig@mail.example.no").unwrap();
    assert_eq!(format!("{transport:?}"), "Smtp(Smtp { .. })");
    let refused = DeliverError::Refused { code: Some(550), text: "5.1.1 <kari@example.no> unknown".to_owned() };
    assert_eq!(refused.to_string(), "the mail server refused the message with 550");
}

#[test]
fn a_look_at_the_server_sends_nothing() {
    let check = |url: &str| run(Transport::smtp(url).unwrap().check());
    let sink = Sink::start(&[]);
    assert_eq!(check(&sink.url()), Ok(()));
    assert!(sink.taken().is_empty());
    let free = format!("smtp://127.0.0.1:{}", free_port());
    let gone = check(&free).unwrap_err();
    assert!(matches!(&gone, CheckError::Unreachable(why) if why.contains("refused")), "{gone}");
    // It speaks, and not as a mail server that encrypts does.
    let plain = sink.url() + "?tls=required";
    assert!(matches!(check(&plain), Err(CheckError::Unreachable(_))));
}

#[test]
fn a_look_at_the_folder_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = folder.path().join("outbox");
    assert_eq!(run(Transport::Directory(outbox.clone()).check()), Ok(()));
    assert_eq!(std::fs::read_dir(&outbox).unwrap().count(), 0);
    std::fs::write(folder.path().join("file"), "").unwrap();
    let wrong = run(Transport::Directory(folder.path().join("file")).check());
    assert!(matches!(wrong, Err(CheckError::Folder(_))), "{wrong:?}");
}

/// A server that takes messages, but stays silent after the text of the message with this number. It ends with the process.
fn silent_at(number: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    let messages = Arc::new(AtomicUsize::new(0));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::Relaxed);
            let messages = Arc::clone(&messages);
            std::thread::spawn(move || serve(stream.unwrap(), &messages, number));
        }
    });
    (url, connections)
}

fn serve(mut stream: TcpStream, messages: &AtomicUsize, number: usize) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    stream.write_all(b"220 hei\r\n").unwrap();
    let mut in_text = false;
    while let Some(Ok(line)) = lines.next() {
        let answer = match line.as_str() {
            "." if messages.fetch_add(1, Ordering::Relaxed) + 1 == number => continue,
            "." => "250 ok\r\n",
            _ if in_text => continue,
            "DATA" => "354 ja\r\n",
            _ => "250 ok\r\n",
        };
        in_text = answer.starts_with("354");
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

#[test]
fn a_connection_is_kept_and_never_after_a_dialogue_that_was_cut_off() {
    let (url, connections) = silent_at(3);
    let transport = Transport::Smtp(Smtp::with_limit(&url, Duration::from_millis(500)).unwrap());
    run(async {
        for number in 1..=4 {
            let answer = transport.deliver(&message()).await;
            assert_eq!(answer.is_ok(), number != 3, "{answer:?}");
            let expected = if number < 4 { 1 } else { 2 };
            assert_eq!(connections.load(Ordering::Relaxed), expected, "after message {number}");
        }
    });
}
