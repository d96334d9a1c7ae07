//! Messages in files: a file is one message (`.eml`), or many, each behind a line that begins with `From ` (mbox, RFC 4155).

use mail::limits::INCOMING_MAX_BYTES;
use std::io::{self, BufRead, Read};

/// What stands before each message of many.
const BETWEEN: &[u8] = b"From ";

/// The messages of `file` in their order, one after another: a mailbox may be larger than the memory.
pub(crate) fn messages<R: BufRead>(file: R) -> Messages<R> {
    Messages { file, at: At::Start }
}

/// The messages of a file.
pub(crate) struct Messages<R> {
    file: R,
    at: At,
}

/// Where in the file we are.
#[derive(PartialEq, Eq)]
enum At {
    Start,
    /// Behind a line that begins a message of many.
    Message,
    End,
}

/// A message; none where it has more bytes than are read.
pub(crate) type Message = Option<Vec<u8>>;

impl<R: BufRead> Iterator for Messages<R> {
    type Item = io::Result<Message>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at == At::End {
            return None;
        }
        let message = self.message();
        if message.is_err() {
            self.at = At::End;
        }
        message.transpose()
    }
}

impl<R: BufRead> Messages<R> {
    fn message(&mut self) -> io::Result<Option<Message>> {
        let mut line = Vec::new();
        let mut message = Gathered::default();
        if self.at == At::Start {
            self.line(&mut line)?;
            self.at = if line.starts_with(BETWEEN) { At::Message } else { At::End };
            if self.at == At::End {
                message.add(&line);
            }
        }
        let is_of_many = self.at == At::Message;
        let mut is_blank = false;
        while self.line(&mut line)? > 0 {
            if is_of_many && is_blank && line.starts_with(BETWEEN) {
                message.drop_blank_line();
                return Ok(Some(message.whole()));
            }
            is_blank = matches!(line.as_slice(), b"\n" | b"\r\n");
            // A line of the text that would begin a message was quoted.
            let is_quoted = is_of_many && line.starts_with(b">") && unquoted(&line).starts_with(BETWEEN);
            message.add(if is_quoted { &line[1..] } else { &line });
        }
        self.at = At::End;
        Ok((!message.is_empty()).then(|| message.whole()))
    }

    /// The next line with its end, or a part of one that is longer than any message.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        line.clear();
        (&mut self.file).take(INCOMING_MAX_BYTES as u64 + 1).read_until(b'\n', line)
    }
}

fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    &line[quotes..]
}

/// A message as far as it has been read; of one that is too large only that.
#[derive(Default)]
struct Gathered {
    bytes: Vec<u8>,
    is_large: bool,
}

impl Gathered {
    fn add(&mut self, line: &[u8]) {
        if self.is_large || self.bytes.len() + line.len() > INCOMING_MAX_BYTES {
            self.is_large = true;
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(line);
        }
    }

    /// The blank line before the next message belongs to neither.
    fn drop_blank_line(&mut self) {
        let end = if self.bytes.ends_with(b"\r\n") { 2 } else { 1 };
        self.bytes.truncate(self.bytes.len().saturating_sub(end));
    }

    fn is_empty(&self) -> bool {
        self.bytes.is_empty() && !self.is_large
    }

    fn whole(self) -> Message {
        (!self.is_large).then_some(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::messages;
    use mail::limits::INCOMING_MAX_BYTES;

    fn check(file: &str, expected: &[&str]) {
        let found = messages(file.as_bytes()).map(|message| message.expect("it is read").expect("it is small"));
        let found: Vec<String> = found.map(|bytes| String::from_utf8(bytes).expect("text")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_is_one_message_or_many() {
        check("", &[]);
        check("Subject: a\n\nFrom me\n\nFrom you\n", &["Subject: a\n\nFrom me\n\nFrom you\n"]);
        check("From a@x.example\nSubject: a\n\nHei\n", &["Subject: a\n\nHei\n"]);
        check("From a\nA: 1\n\nHei\n\nFrom b\nB: 2\n\nTakk\n\n", &["A: 1\n\nHei\n", "B: 2\n\nTakk\n\n"]);
        check("From a\r\nA: 1\r\n\r\nHei\r\n\r\nFrom b\r\nB: 2\r\n", &["A: 1\r\n\r\nHei\r\n", "B: 2\r\n"]);
        check(
            "From a\nA: 1\n\n>From here\n>>From\nFrom there\n> From\n",
            &["A: 1\n\nFrom here\n>>From\nFrom there\n> From\n"],
        );
        check("From a\n", &[]);
    }

    #[test]
    fn a_message_that_is_too_large_keeps_its_place() {
        let of = |length: usize| format!("From a\n{}\n\nFrom b\nB: 2\n", "a".repeat(length));
        let large =
            |text: String| messages(text.as_bytes()).map(|it| it.expect("it is read").is_none()).collect::<Vec<_>>();
        // With the ends of its line and of the blank one.
        assert_eq!(large(of(INCOMING_MAX_BYTES - 2)), [false, false]);
        assert_eq!(large(of(INCOMING_MAX_BYTES - 1)), [true, false]);
    }
}
