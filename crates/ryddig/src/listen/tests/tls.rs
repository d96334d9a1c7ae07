//! TLS: versions, what is spoken inside, slow beginnings, and certificates that change.

use super::super::tls::{FromFiles, config, provider};
use super::*;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::path::Path;
use tokio_rustls::{TlsAcceptor, TlsConnector};

const NAME: &str = "kontor.fjordlys.example";

/// Writes a new certificate with its key into `folder`.
fn certificate(folder: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, key_pair } = generate_simple_self_signed([NAME.to_owned()]).unwrap();
    std::fs::write(folder.join("key.pem"), key_pair.serialize_pem()).unwrap();
    std::fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    cert.der().clone()
}

fn files(folder: &Path) -> Arc<FromFiles> {
    FromFiles::open(folder.join("cert.pem"), folder.join("key.pem")).map_err(|problem| problem.text).unwrap()
}

async fn served(files: &Arc<FromFiles>) -> World {
    let config = config(Arc::<FromFiles>::clone(files)).map_err(|problem| problem.text).unwrap();
    Setup { security: Security::Tls(TlsAcceptor::from(config)), ..Setup::default() }.open().await
}

/// Asks as a browser that trusts `root` and speaks `inside`.
async fn ask(world: &World, root: &CertificateDer<'static>, inside: &[&str]) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(root.clone()).unwrap();
    let builder = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().unwrap();
    let mut client = builder.with_root_certificates(roots).with_no_client_auth();
    client.alpn_protocols = inside.iter().map(|name| name.as_bytes().to_vec()).collect();
    let connector = TlsConnector::from(Arc::new(client));
    let mut stream = connector.connect(ServerName::try_from(NAME).unwrap(), world.connect().await).await?;
    let spoken = stream.get_ref().1.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned());
    stream.write_all(b"GET / HTTP/1.1\r\nHost: kontor\r\nConnection: close\r\n\r\n").await?;
    let mut text = String::new();
    tokio::time::timeout(PATIENCE, stream.read_to_string(&mut text)).await.expect("an answer")?;
    Ok(format!("{} {}", spoken.unwrap_or_default(), text.lines().next().unwrap_or_default()))
}

#[tokio::test]
async fn http_is_spoken_inside_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let root = certificate(folder.path());
    let world = served(&files(folder.path())).await;
    assert_eq!(ask(&world, &root, &["h2", "http/1.1"]).await.unwrap(), "http/1.1 HTTP/1.1 200 OK");
    assert_eq!(ask(&world, &root, &[]).await.unwrap(), " HTTP/1.1 200 OK");
    assert!(ask(&world, &root, &["h2"]).await.is_err());
    assert!(ask(&world, &root, &["acme-tls/1"]).await.is_err());
    let plain = world.say(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(!plain.contains("HTTP/1.1 200"), "{plain}");
}

#[tokio::test]
async fn whoever_does_not_begin_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    let root = certificate(folder.path());
    let world = served(&files(folder.path())).await;
    assert_eq!(rest(&mut world.connect().await).await, "");
    let mut half = world.connect().await;
    half.write_all(&[0x16, 3, 1, 2, 0, 1, 0]).await.unwrap();
    assert_eq!(rest(&mut half).await, "");
    assert!(ask(&world, &root, &[]).await.is_ok(), "others are served");
}

/// Asks until it is answered as `expected`.
async fn until(world: &World, root: &CertificateDer<'static>, expected: bool) {
    let asking = async {
        while ask(world, root, &[]).await.is_ok() != expected {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.expect("the certificate changes");
}

#[tokio::test]
async fn a_certificate_that_changes_is_used_without_a_new_start_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = certificate(folder.path());
    let files = files(folder.path());
    let world = served(&files).await;
    let (_stop, stopped) = watch::channel(false);
    tokio::spawn(Arc::clone(&files).watch(SOON / 10, stopped));
    until(&world, &first, true).await;
    let second = certificate(folder.path());
    until(&world, &second, true).await;
    assert!(ask(&world, &first, &[]).await.is_err(), "the first one is gone");
    // The key of another certificate, and then no certificate at all.
    let other = tempfile::tempdir().unwrap();
    certificate(other.path());
    std::fs::copy(other.path().join("key.pem"), folder.path().join("key.pem")).unwrap();
    assert!(files.look().is_err());
    std::fs::write(folder.path().join("cert.pem"), "nothing").unwrap();
    assert!(files.look().is_err());
    assert!(ask(&world, &second, &[]).await.is_ok(), "the second one stays");
    let third = certificate(folder.path());
    until(&world, &third, true).await;
}

#[test]
fn files_that_are_no_certificate_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let open = || FromFiles::open(folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let said = || open().expect_err("it is refused").text;
    assert!(said().contains("cert.pem"), "{}", said());
    certificate(folder.path());
    assert!(open().is_ok());
    std::fs::write(folder.path().join("key.pem"), "nothing").unwrap();
    assert!(said().contains("key.pem"), "{}", said());
}
