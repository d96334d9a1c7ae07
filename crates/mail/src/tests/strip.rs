//! What is written is kept, and what is repeated is told from it.

use crate::limits::STRIP_MAX_BYTES;
use crate::{strip_html, strip_text};

/// The text has these three parts.
fn check(written: &str, signature: &str, quoted: &str) {
    for ends in ["\n", "\r\n"] {
        let [written, signature, quoted] = [written, signature, quoted].map(|text| text.replace('\n', ends));
        let found = strip_text(&format!("{written}{signature}{quoted}"));
        assert_eq!((found.written, found.signature, found.quoted), (written, signature, quoted));
    }
}

#[test]
fn who_wrote_what_follows() {
    for line in [
        "Den 1. jan. 2026 kl. 10:00 skrev Kari <kari@example.no>:",
        "tor. 1. jan. 2026 kl. 10:00 skrev Kari Nordmann <kari@example.no>:",
        "Den tors 1 jan. 2026 kl 10:00 skrev Kari <kari@example.se>:",
        "Den 01.01.2026 10:00, skrev Kari:",
        "01.01.2026 10:00 skrev Kari Nordmann:",
        "På tor. 1. jan. 2026 skrev Kari <kari@example.no>:",
        "On Thu, Jan 1, 2026 at 10:00 AM Kari <kari@example.no> wrote:",
        "On Thu, Jan 1, 2026 at 10:00 AM\nKari Nordmann <kari@example.no>\nwrote:",
        "Kari <kari@example.no> skrev 2026-01-01 10:00 följande, skrev:",
        "Kari Nordmann <kari@example.no> writes:",
    ] {
        check("Ja takk.\n\n", "", &format!("{line}\n\n> Vil du ha?\n> Kari\n"));
    }
}

#[test]
fn headers_of_outlook() {
    for header in [
        "Fra: Kari <kari@example.no>\nSendt: torsdag 1. januar 2026 10:00\nTil: Post\nEmne: Hei\n",
        "From: Kari <kari@example.no>\nSent: Thursday, January 1, 2026 10:00 AM\nTo: Post\nSubject: Hei\n",
        "Från: Kari\nSkickat: den 1 januari 2026 10:00\nTill: Post\nÄmne: Hej\n",
        "*Fra:* Kari <kari@example.no>\n*Dato:* torsdag 1. januar 2026\n*Til:* Post\n",
        "-----Opprinnelig melding-----\nFra: Kari\n",
        "-----Oprindelig meddelelse-----\nFra: Kari\n",
        "-----Ursprungligt meddelande-----\nFrån: Kari\n",
        "-----Original Message-----\nFrom: Kari\n",
        "---------- Forwarded message ---------\nFrom: Kari\n",
        "________________________________\nFra: Kari\n",
    ] {
        check("Ja takk.\n\n", "", &format!("{header}\nVil du ha?\n"));
    }
}

#[test]
fn signatures() {
    for signature in [
        "-- \nKari Nordmann\n+47 99 99 99 99\n",
        "Mvh\nKari\n",
        "Med vennlig hilsen,\nKari Nordmann\nEksempel AS\nTlf. 99 99 99 99\n",
        "Med venlig hilsen\nKari\n",
        "Med vänliga hälsningar\nKari\n",
        "Kind regards,\nKari\n",
        "Sendt fra min iPhone\n",
        "Skickat från min iPhone\n",
        "Sent from my Galaxy\n",
        "Last ned Outlook for iOS<https://example.no>\n",
        "Hent Outlook til Android\n",
    ] {
        check("Ja takk.\n\n", signature, "");
        check("Ja takk.\n\n", signature, "Den 1. jan. 2026 kl. 10:00 skrev Kari:\n> Vil du?\n");
    }
}

#[test]
fn what_only_looks_like_it_stays() {
    check("Kari skrev:\nHun kommer ikke.\n", "", "");
    check("Fra: Oslo\nJeg reiser i morgen.\n", "", "");
    check("> er større enn\ni matematikk\n", "", "");
    check("Hilsen er viktig.\nMvh er en forkortelse.\n", "", "");
    check("--\nbare dette\n", "", "");
    check("", "", "");
}

#[test]
fn an_answer_between_the_lines_keeps_them() {
    let text = "Den 1. jan. 2026 kl. 10:00 skrev Kari:\n> Kommer du?\n\nJa.\n\n> Og Ola?\n\nNei.\n";
    check(text, "", "");
    check(text, "-- \nKari\n", "");
}

#[test]
fn a_quote_alone_is_what_was_sent() {
    check("Den 1. jan. 2026 kl. 10:00 skrev Kari:\n> Kommer du?\n", "", "");
    check("-----Videresendt melding-----\nFra: Kari\n\nKommer du?\n", "", "");
}

#[test]
fn a_text_beyond_the_limit_is_left_whole() {
    let text = |length: usize| "x".repeat(length - 8) + "\n-- \nabc";
    assert_eq!(strip_text(&text(STRIP_MAX_BYTES)).signature, "-- \nabc");
    assert_eq!(strip_text(&text(STRIP_MAX_BYTES + 1)).signature, "");
}

#[test]
fn what_makes_a_naive_search_slow_is_done_in_time() {
    let began = std::time::Instant::now();
    let repeated = |line: &str| line.repeat(STRIP_MAX_BYTES / 8 / line.len());
    for line in [
        ">\n",
        "> a\nb\n",
        "On 1 jan 2026 a wrote:\n> b\nc\n",
        "From: a\n",
        "x",
        "-- \n",
        "<b>from:",
        "gmail_quote",
        "<",
    ] {
        strip_text(&repeated(line));
        strip_html(&repeated(line));
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn quotes_in_html() {
    for quote in [
        "<div class=\"gmail_quote\">On … wrote:<blockquote>Hei</blockquote></div>",
        "<div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">x</div></div>",
        "<blockquote type=\"cite\"><div>Den 1. jan. skrev Kari:</div></blockquote>",
        "<div class=\"moz-cite-prefix\">Den 01.01.2026 skrev Kari:<br></div><blockquote type=\"cite\">x</blockquote>",
        "<div id=\"divRplyFwdMsg\" dir=\"ltr\"><b>Fra:</b> Kari</div>",
        "<div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\">x</div>",
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p>Fra: Kari</p></div>",
        "<p class=\"MsoNormal\"><b>Fra:</b> Kari<br><b>Sendt:</b> torsdag<br></p><p>Hei</p>",
    ] {
        let found = strip_html(&format!("<div>Ja takk.</div>{quote}"));
        assert_eq!((found.written.as_str(), found.quoted.as_str()), ("<div>Ja takk.</div>", quote));
        assert_eq!(strip_html(quote).written, quote, "nothing else was sent");
    }
}

#[test]
fn signatures_in_html() {
    let signature = "<div class=\"gmail_signature\">Kari</div>";
    let quote = "<div class=\"gmail_quote\">x</div>";
    let found = strip_html(&format!("<p>Ja.</p>{signature}{quote}"));
    assert_eq!(
        (found.written.as_str(), found.signature.as_str(), found.quoted.as_str()),
        ("<p>Ja.</p>", signature, quote)
    );
    // The words stand in the text, not in a tag.
    assert_eq!(strip_html("<p>class=\"gmail_quote</p>").quoted, "");
}
