//! Certificates from an authority: Debian's test authority `pebble`, which does what a real one does but does not last.

use super::secure::ask;
use super::{certificate, free};
use crate::harness::{Place, Server, wait};
use std::net::UdpSocket;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};

const NAME: &str = "kontor.fjordlys.example";

/// A program of the test; it ends with this.
struct Helper(Child);

impl Drop for Helper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(command: &mut Command) -> Helper {
    Helper(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"))
}

/// The authority, where every name leads to this machine and to `port`.
struct Authority {
    directory: String,
    /// The certificate that all of its own go back to (PEM).
    root: Vec<u8>,
    _names: Helper,
    _itself: Helper,
}

fn authority(place: &Place, port: u16) -> Authority {
    certificate(place.folder.path(), &["localhost"]);
    let (listen, manage, names) =
        (free(), free(), UdpSocket::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()));
    let names = names.expect("a free port").port();
    let config = format!(
        "{{\"pebble\":{{\"listenAddress\":\"127.0.0.1:{listen}\",\"managementListenAddress\":\"127.0.0.1:{manage}\",\
         \"certificate\":\"cert.pem\",\"privateKey\":\"key.pem\",\"httpPort\":{port},\"tlsPort\":{port},\
         \"ocspResponderURL\":\"\",\"externalAccountBindingRequired\":false}}}}"
    );
    std::fs::write(place.path("pebble.json"), config).expect("its configuration");
    let resolver = start(
        Command::new("pebble-challtestsrv")
            .args(["-http01", "", "-https01", "", "-tlsalpn01", "", "-management", &format!("127.0.0.1:{}", free())])
            .args(["-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", &format!("127.0.0.1:{names}")]),
    );
    let server = start(
        Command::new("pebble")
            .args(["-config", "pebble.json", "-dnsserver", &format!("127.0.0.1:{names}")])
            .env("PEBBLE_VA_NOSLEEP", "1")
            .env("PEBBLE_WFE_NONCEREJECT", "0")
            .current_dir(place.folder.path()),
    );
    wait("authority", || std::net::TcpStream::connect(("127.0.0.1", listen)).ok());
    let own = std::fs::read(place.path("authority.pem")).expect("what the authority itself shows");
    let root = ask(&own, "localhost", manage, "GET /roots/0 HTTP/1.1\r\n").expect("the root");
    let root = root.split("\r\n\r\n").nth(1).expect("a body").as_bytes().to_vec();
    let directory = format!("https://localhost:{listen}/dir");
    Authority { directory, root, _names: resolver, _itself: server }
}

fn serve(place: &Place, port: u16, directory: &str) -> Server {
    let (listen, url) = (format!("127.0.0.1:{port}"), format!("https://{NAME}:{port}"));
    let all = ["--listen", &listen, "--url", &url, "--acme", NAME, "--acme-contact", "drift@fjordlys.example"];
    let more = ["--acme-cache", "acme", "--acme-root", "authority.pem", "--acme-directory", directory];
    place.serve_with(&[&all[..], &more].concat())
}

#[test]
fn a_certificate_is_got_kept_and_served_when_the_authority_is_gone() {
    if Command::new("pebble").arg("-h").output().is_err() {
        eprintln!("pebble is not installed: no authority was asked here");
        return;
    }
    let (place, port) = (Place::new(), free());
    let authority = authority(&place, port);
    let root = authority.root.clone();
    let is_served = || {
        let answer = ask(&root, NAME, port, "GET /health/live HTTP/1.1\r\n").ok()?;
        answer.starts_with("HTTP/1.1 200 ").then_some(())
    };
    {
        let server = serve(&place, port, &authority.directory);
        wait("certificate", is_served);
        wait("certificate that is kept", || (kept(&place) == 2).then_some(()));
        assert_eq!(server.stop(), 0);
    }
    let mode = std::fs::metadata(place.path("acme")).expect("the folder").permissions().mode() & 0o777;
    assert_eq!(mode, 0o700);
    let directory = authority.directory.clone();
    drop(authority);
    let server = serve(&place, port, &directory);
    wait("certificate from before", is_served);
    assert_eq!(server.stop(), 0);
}

/// How many files lie in the folder of certificates: one of the account, one of the name.
fn kept(place: &Place) -> usize {
    std::fs::read_dir(place.path("acme")).map_or(0, |files| files.flatten().count())
}
