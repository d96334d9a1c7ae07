//! What the command line does not let happen.

use crate::harness::Place;

#[test]
fn what_could_only_do_harm_is_refused_before_anything_is_opened() {
    let place = Place::new();
    let https = ["--url", "https://kontor.fjordlys.example"];
    for (flags, expected) in [
        (&["--listen", "0.0.0.0:0"][..], "HTTP without TLS hides nothing"),
        (&["--listen", "[::]:0"], "HTTP without TLS hides nothing"),
        (&["--listen", "127.0.0.1:0", https[0], https[1]], "name it, as --proxy 127.0.0.1"),
        (&["--tls-cert", "cert.pem"], "--tls-key"),
        (&["--tls-cert", "cert.pem", "--tls-key", "key.pem"], "--url https://"),
        (&["--acme", "kontor.fjordlys.example", https[0], https[1]], "--acme-cache"),
        (&["--acme", "a", "--acme-cache", "data/acme", https[0], https[1]], "outside the data folder"),
        (&["--acme", "https://a.example", "--acme-cache", "acme", https[0], https[1]], "not the name of a host"),
        (&["--acme", "a.example", "--acme-cache", "x", "--tls-cert", "c", "--tls-key", "k"], "cannot be used with"),
        (&["--proxy", "10.1.2.3/16"], "neither an address nor a network"),
        (&["--proxy", "proxy.example"], "neither an address nor a network"),
        (&["--host", "a.example:443"], "not the name of a host"),
        (&["--redirect-http", "127.0.0.1:0"], "--redirect-http leads to HTTPS"),
    ] {
        let refused = place.run(&[&["serve"], flags].concat());
        assert_eq!(refused.code, 2, "{flags:?}: {}", refused.err);
        assert!(refused.err.contains(expected), "{flags:?}: {}", refused.err);
        assert!(!place.data().exists(), "{flags:?}");
    }
}

#[test]
fn a_certificate_that_is_none_is_said_by_name() {
    let place = Place::new();
    let flags = ["serve", "--listen", "127.0.0.1:0", "--url", "https://kontor.fjordlys.example"];
    let refused = place.run(&[&flags[..], &["--tls-cert", "none.pem", "--tls-key", "key.pem"]].concat());
    assert!(refused.code == 1 && refused.err.contains("the certificate none.pem"), "{}", refused.err);
}
