//! Prints how fast mail is read and cleaned, on this machine: for `cargo xtask bench mail`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use mail::{Marks, RemotePictures, bounce, classify, clean, clues, parse, strip_html, strip_text};
use testkit::inbox::Letter;

const RUN: Duration = Duration::from_secs(2);

fn main() {
    let letter = Letter::some();
    let all = [letter.short(), letter.with_html(), letter.with_file()];
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
