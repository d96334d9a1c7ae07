//! The doors of the real program: HTTPS, proxies, hand-over, and visitors who mean ill.

mod acme;
mod hand_over;
mod https;
mod inputs;
mod options;
mod rates;
mod secure;
mod uploads;

use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};
use std::net::TcpListener;
use std::path::Path;

/// A port that is free now.
fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// A certificate for `names`, signed by an authority of its own: writes `authority.pem`, `cert.pem` and `key.pem`.
fn certificate(folder: &Path, names: &[&str]) {
    let authority = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = params.self_signed(&authority).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let leaf = CertificateParams::new(names).expect("names").signed_by(&key, &root, &authority);
    std::fs::write(folder.join("authority.pem"), root.pem()).expect("the authority is written");
    std::fs::write(folder.join("cert.pem"), leaf.expect("a certificate").pem()).expect("the certificate is written");
    std::fs::write(folder.join("key.pem"), key.serialize_pem()).expect("the key is written");
}
