//! The `DevTools` protocol over a pair of pipes: JSON, with a zero byte behind each message. No port is opened for it.

use crate::limits::{CRAWL_EVENTS_KEPT, CRAWL_MESSAGE_BYTES, CRAWL_MESSAGES_WAITING};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use tokio::sync::mpsc;

/// Gives the program its pipes where it looks for them, and nothing else of ours.
const PIPES: &str = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null";

/// A browser at the other end.
pub(super) struct Protocol {
    child: Child,
    to: ChildStdin,
    /// What a thread reads from it.
    from: mpsc::Receiver<Value>,
    last: u64,
    /// Events that came while an answer was waited for.
    events: VecDeque<Value>,
}

impl Protocol {
    /// Starts `program`, which is to end with this.
    pub(super) fn start(program: &Path, arguments: &[String]) -> io::Result<Self> {
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg(PIPES).arg(program).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("the browser has no pipes"));
        };
        let (sender, receiver) = mpsc::channel(CRAWL_MESSAGES_WAITING);
        thread::Builder::new().name("crawl-browser".to_owned()).spawn(move || read(from, &sender))?;
        Ok(Self { child, to, from: receiver, last: 0, events: VecDeque::new() })
    }

    /// Asks for something, in a session of the browser or of the browser as a whole, and waits for the answer.
    pub(super) async fn ask(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<Value, String> {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).map_err(|cause| format!("the browser has ended: {cause}"))?;
        loop {
            let mut message = self.read().await?;
            if message["id"] != self.last {
                if self.events.len() < CRAWL_EVENTS_KEPT {
                    self.events.push_back(message);
                }
            } else if message["error"].is_null() {
                return Ok(message["result"].take());
            } else {
                return Err(format!("{method}: {}", message["error"]["message"].as_str().unwrap_or("refused")));
            }
        }
    }

    /// The next event.
    pub(super) async fn event(&mut self) -> Result<Value, String> {
        match self.events.pop_front() {
            Some(event) => Ok(event),
            None => self.read().await,
        }
    }

    /// What has come already.
    pub(super) fn drop_events(&mut self) {
        self.events.clear();
    }

    async fn read(&mut self) -> Result<Value, String> {
        self.from.recv().await.ok_or_else(|| "the browser has ended, or says what it may not".to_owned())
    }
}

impl Drop for Protocol {
    /// Ends the browser and waits until it has: it writes to its profile till then.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Hands on every message, until the browser ends, says something else, or nobody listens.
fn read(from: ChildStdout, to: &mpsc::Sender<Value>) {
    let mut from = BufReader::new(from);
    loop {
        let mut bytes = Vec::new();
        let read = (&mut from).take(CRAWL_MESSAGE_BYTES).read_until(0, &mut bytes);
        if read.is_err() || bytes.pop() != Some(0) {
            return;
        }
        let Ok(message) = serde_json::from_slice(&bytes) else { return };
        if to.blocking_send(message).is_err() {
            return;
        }
    }
}
