//! Prints how fast mail is read and cleaned, and how well and how fast it is guarded, on this machine: for `cargo xtask bench mail`.

#[path = "../src/guard/tests/made/mod.rs"]
mod made;

use std::hint::black_box;
use std::time::{Duration, Instant};

use mail::{
    Marks, Numbers, Place, RemotePictures, bounce, classify, clean, clues, guard, parse, strip_html, strip_text,
};
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
