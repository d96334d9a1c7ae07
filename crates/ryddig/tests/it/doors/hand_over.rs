//! A restart under load: whoever starts the server holds the socket open meanwhile, as systemd does, and no visitor is lost.

use crate::harness::{Place, wait};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// The longest that a visitor waits for an answer: the server begins meanwhile.
const PATIENCE: Duration = Duration::from_mins(1);

/// Starts the server on a socket that is open already (`sd_listen_fds(3)`).
fn serve_on(place: &Place, socket: &TcpListener) -> Child {
    let script = "exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_ryddig"), "serve", "--url", "http://localhost"]);
    command.args(["--form-minimum-seconds", "0", "--wait-for-lock", "60"]).current_dir(place.folder.path());
    let descriptor = OwnedFd::from(socket.try_clone().expect("another descriptor"));
    command.stdin(descriptor).stdout(Stdio::null()).env_remove("RUST_LOG").spawn().expect("the server starts")
}

/// One visit over a connection of its own.
fn visit(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /personvern HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

fn end(server: &Child) {
    let ended = Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
    assert!(ended.expect("kill runs").success());
}

#[test]
fn a_restart_under_load_loses_no_request() {
    let place = Place::new();
    let socket = TcpListener::bind("127.0.0.1:0").expect("a socket");
    let address = socket.local_addr().expect("its address");
    let mut server = serve_on(&place, &socket);
    let (over, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    let lost = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    match visit(address) {
                        Ok(answer) if answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("</html>") => {
                            answered.fetch_add(1, Ordering::Relaxed);
                        }
                        Ok(answer) => lost.lock().unwrap().push(format!("{answer:.200}")),
                        Err(cause) => lost.lock().unwrap().push(cause.to_string()),
                    }
                }
            });
        }
        let until = |number: usize| wait("answers", || (answered.load(Ordering::Relaxed) >= number).then_some(()));
        until(50);
        for _ in 0..3 {
            // The next one is there before the first has ended, and waits for the data folder.
            let next = serve_on(&place, &socket);
            end(&server);
            assert_eq!(server.wait().expect("it ends").code(), Some(0));
            server = next;
            until(answered.load(Ordering::Relaxed) + 50);
        }
        over.store(true, Ordering::Relaxed);
    });
    end(&server);
    assert_eq!(server.wait().expect("it ends").code(), Some(0));
    let lost = lost.into_inner().unwrap();
    assert!(lost.is_empty(), "{} of {} were lost: {lost:?}", lost.len(), answered.into_inner() + lost.len());
}

#[test]
fn who_waits_for_the_folder_waits_no_longer_than_was_said() {
    let place = Place::new();
    let server = place.serve(&[]);
    let began = std::time::Instant::now();
    let refused = place.run(&["serve", "--listen", "127.0.0.1:0", "--wait-for-lock", "1"]);
    assert!(refused.code == 1 && refused.err.contains("is in use by process"), "{}", refused.err);
    assert!(began.elapsed() >= Duration::from_secs(1));
    drop(server);
}
