//! Prints how fast mail is read and cleaned, and how well and how fast it is guarded, on this machine: for `cargo xtask bench mail`.

#[path = "../src/guard/tests/made/mod.rs"]
mod made;

use std::hint::black_box;
use std::time::{Duration, Instant};

use mail::{
    Marks, Numbers, Place, RemotePictures, bounce, classify, clean, clues, guard, parse, strip_html, strip_text,
};

const RUN: Duration = Duration::from_secs(2);

fn main() {
    let all = [small(), with_html(), with_file()];
    for (name, mail) in ["short mails", "mails with HTML", "mails with files"].iter().zip(&all) {
        print(&format!("parsing {name}"), megabytes_a_second(std::slice::from_ref(mail)), "MB/s");
    }
    // As in an inbox: of ten mails, five are short, four have HTML, one has a file.
    let mixed: Vec<Vec<u8>> =
        [[0; 5].as_slice(), &[1; 4], &[2]].concat().iter().map(|kind| all[*kind].clone()).collect();
    print("parsing mixed mails", megabytes_a_second(&mixed), "MB/s");
    print("reading mixed mails whole", a_second(&mixed), "/s");
    print("50,000 nested elements", milliseconds(&"<div>".repeat(50_000)), "ms");
    print("ways around the count", milliseconds(&"<div><table><td></div>".repeat(50_000)), "ms");
    print("as many elements as are read", milliseconds(&"<p>a</p>".repeat(12_000)), "ms");
    print("as deep as is read", milliseconds(&"<div>".repeat(255)), "ms");
    guarded();
}

/// How long a megabyte is looked through, and what of made-up mails is found.
fn guarded() {
    let (known, later) = (made::known(), made::later());
    let mut text = String::new();
    while text.len() < 1_000_000 {
        text.push_str(&known.sample);
    }
    text.truncate(text.floor_char_boundary(1_000_000));
    let texts = [(Place::Text, text.as_str())];
    print("guarding 1 MB", best(|| drop(black_box(guard(&texts, &[], Numbers::Issued)))) * 1000.0, "ms");
    scores("", &known);
    // Of sentences that were written after the lists.
    scores("later: ", &later);
}

fn scores(which: &str, scores: &made::Scores) {
    print(&format!("{which}ordinary mails hinted at"), scores.hinted, "%");
    print(&format!("{which}ordinary mails stopped"), scores.stopped, "%");
    let wrong = u32::try_from(scores.wrong.len()).unwrap_or(u32::MAX);
    print(&format!("{which}places read wrong"), f64::from(wrong), "");
    for score in &scores.kinds {
        let kind = format!("{which}{:?}", score.kind);
        print(&format!("{kind}, precision"), score.precision, "%");
        print(&format!("{kind}, recall"), score.recall, "%");
        print(&format!("{kind}, recall for sure"), score.recall_high, "%");
    }
}

/// The best of the time: others use this machine too.
fn megabytes_a_second(mails: &[Vec<u8>]) -> f64 {
    let bytes: usize = mails.iter().map(Vec::len).sum();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let megabytes = bytes as f64 / 1e6;
    megabytes / best(|| mails.iter().for_each(|mail| drop(black_box(parse(mail)))))
}

/// How many are parsed, told apart, threaded, stripped and cleaned in a second.
fn a_second(mails: &[Vec<u8>]) -> f64 {
    let marks = Marks::new(&[7; 32]);
    let seconds = best(|| {
        for mail in mails.iter().filter_map(|mail| parse(mail).ok()) {
            black_box((classify(&mail, &["post@example.no"], &marks), bounce(&mail, &marks), clues(&mail, &marks)));
            black_box(strip_text(&mail.text));
            if let Some(html) = &mail.html {
                black_box(clean(&strip_html(html).written, RemotePictures::Block, |_| None).ok());
            }
        }
    });
    f64::from(u32::try_from(mails.len()).unwrap_or(u32::MAX)) / seconds
}

fn milliseconds(html: &str) -> f64 {
    best(|| drop(black_box(clean(html, RemotePictures::Block, |_| None)))) * 1000.0
}

fn best(mut work: impl FnMut()) -> f64 {
    let began = Instant::now();
    let mut best = f64::INFINITY;
    while began.elapsed() < RUN {
        let once = Instant::now();
        work();
        best = best.min(once.elapsed().as_secs_f64());
    }
    best
}

fn print(what: &str, figure: f64, unit: &str) {
    println!("{what}\t{figure}\t{unit}");
}

/// The header that a mail has after three servers.
fn header() -> String {
    let received = "Received: from mx.example.no (mx.example.no [192.0.2.1])\r\n\tby mx.fjordlys.example with ESMTPS id 4711\r\n\tfor \
                    <post@fjordlys.example>; Thu, 01 Jan 2026 10:00:00 +0100 (CET)\r\n";
    let signature = format!(
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.no; s=a; h=from:to;\r\n\tb={}\r\n",
        "AbCd0123".repeat(40)
    );
    format!(
        "Return-Path: <kari@example.no>\r\n{}{signature}Message-ID: <4711@example.no>\r\nFrom: =?utf-8?q?K=C3=A5re_Nordmann?= \
         <kare@example.no>\r\nTo: Post <post@fjordlys.example>\r\nSubject: =?utf-8?q?Sv:_Henvendelsen_din?=\r\n\
         Date: Thu, 01 Jan 2026 10:00:00 +0100\r\nIn-Reply-To: <1@fjordlys.example>\r\nReferences: <1@fjordlys.example>\r\n\
         MIME-Version: 1.0\r\n",
        received.repeat(3)
    )
}

const WORDS: &str = "Hei, og takk for sist. Vi har sett p=C3=A5 saken og kommer tilbake til dere i morgen.\r\n";

fn small() -> Vec<u8> {
    let quote = "> Hei, kan dere se p=C3=A5 dette?\r\n".repeat(10);
    let body = format!("{}\r\nMvh\r\nKari\r\n\r\nDen 1. jan. 2026 skrev Post:\r\n{quote}", WORDS.repeat(10));
    let kind = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    format!("{}{kind}{body}", header()).into_bytes()
}

fn with_html() -> Vec<u8> {
    let html = format!("<p style=3D\"color:red\">{WORDS}</p><img src=3D\"https://example.net/a.png\">").repeat(150);
    let part = |kind: &str, body: &str| {
        format!(
            "--b\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n"
        )
    };
    let parts = part("plain", &WORDS.repeat(100)) + &part("html", &html);
    format!("{}Content-Type: multipart/alternative; boundary=b\r\n\r\n{parts}--b--\r\n", header()).into_bytes()
}

fn with_file() -> Vec<u8> {
    let line = format!("{}\r\n", "AbCd0123".repeat(9));
    let file = format!(
        "--a\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        line.repeat(15_000)
    );
    let text = format!("--a\r\nContent-Type: text/plain\r\n\r\n{WORDS}\r\n");
    format!("{}Content-Type: multipart/mixed; boundary=a\r\n\r\n{text}{file}--a--\r\n", header()).into_bytes()
}
