//! What the name in `From` is worth: by our server's word, and looked up in a DNS of our own.

use std::collections::HashMap;
use std::net::{SocketAddr, UdpSocket};

use super::{message, run};
use crate::limits::SIGNATURES_MAX_COUNT;
use crate::{Dkim, KeyError, Letter, Peer, Trust, Verifier, compose_letter, parse, sender};

fn check(results: &[&str], expected: Trust) {
    let fields = results.iter().map(|it| format!("Authentication-Results: {it}\n")).collect::<Vec<_>>().concat();
    let mail = parse(format!("{fields}From: Kari <Kari@example.no>\n\nHei\n").as_bytes()).unwrap();
    let found = sender(&mail, "mx.fjordlys.example");
    assert_eq!((found.trust, found.address.as_deref()), (expected, Some("kari@example.no")), "{results:?}");
}

#[test]
fn what_our_server_says() {
    let ours = |results: &str| format!("mx.fjordlys.example; {results}");
    for (results, expected) in [
        ("dmarc=pass (p=reject) header.from=example.no", Trust::Verified),
        (
            "spf=fail smtp.mailfrom=example.net; dkim=pass header.d=example.no; dmarc=pass header.from=example.no",
            Trust::Verified,
        ),
        ("dkim=pass header.d=example.no", Trust::Verified),
        ("dkim = pass header.i=@example.no header.s=a", Trust::Verified),
        ("spf=pass smtp.mailfrom=bounce@example.no", Trust::Verified),
        ("dkim=fail header.d=example.no; dkim=pass header.d=example.no", Trust::Verified),
        ("dmarc=fail header.from=example.no; dkim=pass header.d=example.no", Trust::Failed),
        ("dmarc=temperror header.from=example.no", Trust::Unknown),
        ("dmarc=pass header.from=example.net", Trust::Unverified),
        ("dmarc=pass", Trust::Unverified),
        ("dmarc=none header.from=example.no", Trust::Unverified),
        ("dkim=pass header.d=example.net", Trust::Unverified),
        ("dkim=pass header.d=xexample.no", Trust::Unverified),
        ("dkim=pass header.d=no", Trust::Unverified),
        ("dkim=pass header.d=sub.example.no", Trust::Unverified),
        ("spf=pass smtp.helo=example.no", Trust::Unverified),
        ("spf=softfail smtp.mailfrom=example.no", Trust::Unverified),
        ("none", Trust::Unverified),
        ("x=y (; dmarc=pass header.from=example.no)", Trust::Unverified),
        ("x=y (\\); dmarc=pass header.from=example.no", Trust::Unverified),
    ] {
        check(&[&ours(results)], expected);
    }
}

#[test]
fn only_the_topmost_word_of_our_own_server_counts() {
    let pass = "dmarc=pass header.from=example.no";
    check(&[], Trust::Unverified);
    check(&[&format!("mx.example.net; {pass}")], Trust::Unverified);
    check(&[&format!("MX.fjordlys.example 1; {pass}")], Trust::Verified);
    check(&["mx.fjordlys.example; none", &format!("mx.fjordlys.example; {pass}")], Trust::Unverified);
    check(&["mx.example.net; none", &format!("mx.fjordlys.example; {pass}")], Trust::Unverified);
}

#[test]
fn several_senders_are_none() {
    for from in ["From: a@example.no, b@example.no", "From: a@example.no\nFrom: b@example.no", "Subject: a", "From: a"]
    {
        let text =
            format!("Authentication-Results: mx.fjordlys.example; dkim=pass header.d=example.no\n{from}\n\nHei\n");
        let found = sender(&parse(text.as_bytes()).unwrap(), "mx.fjordlys.example");
        assert_eq!((found.trust, found.address), (Trust::Unverified, None), "{from}");
    }
}

/// A DNS with these texts and nothing else (RFC 1035); it ends with the test's process.
fn dns(texts: &[(&str, String)]) -> SocketAddr {
    let texts: HashMap<String, String> = texts.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect();
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut packet = [0; 4096];
        while let Ok((length, from)) = socket.recv_from(&mut packet) {
            let _ = socket.send_to(&answer(&packet[..length], &texts), from);
        }
    });
    address
}

fn answer(question: &[u8], texts: &HashMap<String, String>) -> Vec<u8> {
    let (mut at, mut name) = (12, Vec::new());
    while question[at] != 0 {
        let length = usize::from(question[at]);
        name.push(String::from_utf8_lossy(&question[at + 1..=at + length]).to_lowercase());
        at += 1 + length;
    }
    let is_txt = question[at + 1..at + 3] == [0, 16];
    let text = texts.get(&name.join(".")).filter(|_| is_txt);
    let mut answer = question[..2].to_vec();
    answer.extend([
        0x81,
        if texts.contains_key(&name.join(".")) { 0x80 } else { 0x83 },
        0,
        1,
        0,
        u8::from(text.is_some()),
        0,
        0,
        0,
        0,
    ]);
    answer.extend(&question[12..at + 5]);
    if let Some(text) = text {
        let pieces: Vec<u8> =
            text.as_bytes().chunks(255).flat_map(|it| [&[u8::try_from(it.len()).unwrap()], it].concat()).collect();
        answer.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 1, 0]);
        answer.extend(u16::try_from(pieces.len()).unwrap().to_be_bytes());
        answer.extend(pieces);
    }
    answer
}

/// A key of the domain, and what the DNS says of it.
fn key() -> (Dkim, String) {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let public = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, pair.public_key_raw());
    let dkim = Dkim::new("fjordlys.example", "a", pair.serialize_pem().as_bytes()).unwrap();
    (dkim, format!("v=DKIM1; k=ed25519; p={public}"))
}

fn trust(texts: &[(&str, String)], bytes: &[u8], peer: Option<&Peer>) -> Trust {
    run(Verifier::at(dns(texts)).unwrap().sender(bytes, peer)).trust
}

#[test]
fn our_own_signature_is_good_and_covers_what_it_must() {
    let (dkim, public) = key();
    let unsubscribe = Some("https://fjordlys.example/av/1".to_owned());
    let sent = compose_letter(&Letter { unsubscribe, ..Letter::from(message()) }, Some(&dkim)).unwrap();
    let texts =
        [("a._domainkey.fjordlys.example", public), ("_dmarc.fjordlys.example", "v=DMARC1; p=reject".to_owned())];
    assert_eq!(trust(&texts, &sent, None), Trust::Verified);
    let text = String::from_utf8(sent).unwrap();
    for (from, to) in
        [("Hei, Kari!", "Hei, Ola!"), ("/av/1", "/av/2"), ("One-Click", "Two-Clicks"), ("Subject: H", "Subject: h")]
    {
        assert!(text.contains(from));
        let changed = text.replace(from, to);
        assert_eq!(trust(&texts, changed.as_bytes(), None), Trust::Unverified, "{from}");
    }
    // Relays fold fields anew.
    let folded = text.replace("Subject: Henvendelsen din", "Subject: Henvendelsen\r\n din");
    assert_eq!(trust(&texts, folded.as_bytes(), None), Trust::Verified);
}

#[test]
fn a_signature_of_another_domain_vouches_for_nobody() {
    let (dkim, public) = key();
    let sent = compose_letter(&Letter::from(message()), Some(&dkim)).unwrap();
    let forged = String::from_utf8(sent).unwrap().replace("post@fjordlys.example", "post@example.no");
    let texts = [("a._domainkey.fjordlys.example", public.clone())];
    assert_eq!(trust(&texts, forged.as_bytes(), None), Trust::Unverified);
    assert_eq!(trust(&[], b"From: a@example.no\r\n\r\nHei\r\n", None), Trust::Unverified);
    assert_eq!(trust(&[], b"bare tekst", None), Trust::Unverified);
}

#[test]
fn a_signature_over_the_beginning_vouches_for_nothing() {
    use mail_auth::common::{crypto::Ed25519Key, headers::HeaderWriter};
    let der = Ed25519Key::generate_pkcs8().unwrap();
    let key = || Ed25519Key::from_pkcs8_der(&der).unwrap();
    let public = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, key().public_key());
    let texts = [("a._domainkey.example.no", format!("v=DKIM1; k=ed25519; p={public}"))];
    let message = "From: a@example.no\r\nSubject: Hei\r\n\r\nHei\r\n";
    for (partly, expected) in [(false, Trust::Verified), (true, Trust::Unverified)] {
        let signer = mail_auth::dkim::DkimSigner::from_key(key()).domain("example.no").selector("a");
        let signature = signer.headers(["From", "Subject"]).body_length(partly).sign(message.as_bytes()).unwrap();
        let sent = signature.to_header() + message;
        assert_eq!(sent.contains(" l="), partly);
        assert_eq!(trust(&texts, sent.as_bytes(), None), expected);
    }
}

#[test]
fn a_server_that_may_send_vouches_for_its_domain() {
    let peer = |ip: &str, mail_from: &str| Peer {
        ip: ip.parse().unwrap(),
        helo: "mx.example.no".to_owned(),
        mail_from: mail_from.to_owned(),
        host: "mx.fjordlys.example".to_owned(),
    };
    let spf = ("example.no", "v=spf1 ip4:192.0.2.1 -all".to_owned());
    let dmarc = ("_dmarc.example.no", "v=DMARC1; p=reject".to_owned());
    let bytes = b"From: a@example.no\r\n\r\nHei\r\n";
    let both = [spf.clone(), dmarc];
    assert_eq!(trust(&both, bytes, Some(&peer("192.0.2.1", "b@example.no"))), Trust::Verified);
    assert_eq!(trust(&both, bytes, Some(&peer("192.0.2.2", "b@example.no"))), Trust::Failed);
    assert_eq!(trust(&both, bytes, Some(&peer("192.0.2.1", "b@example.net"))), Trust::Failed);
    assert_eq!(trust(&both, bytes, None), Trust::Unverified);
    assert_eq!(trust(&[spf], bytes, Some(&peer("192.0.2.1", "b@example.no"))), Trust::Verified);
}

#[test]
fn a_flood_of_signatures_is_cut() {
    let field = "DKIM-Signature: v=1; a=rsa-sha256; d=example.no; s=a; h=from; bh=AA==; b=AA==\r\n";
    let bytes = field.repeat(SIGNATURES_MAX_COUNT * 20) + "From: a@example.no\r\n\r\nHei\r\n";
    assert_eq!(trust(&[], bytes.as_bytes(), None), Trust::Unverified);
}

#[test]
fn what_is_no_key() {
    for pem in ["", "tekst", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
        assert_eq!(Dkim::new("example.no", "a", pem.as_bytes()).err(), Some(KeyError), "{pem}");
    }
}
