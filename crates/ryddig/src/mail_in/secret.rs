//! What a mailbox is signed in to with: it is read anew at each sign-in, as passwords are changed and tokens grow old.

use super::Declared;
use crate::limits::{SECRET_BYTES, SECRET_TIME};
use mail::{ImapError, Login};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How often it is looked whether a command that has said its word has ended.
const LOOK_TIME: Duration = Duration::from_millis(10);

/// Where a password or token lies. It is not printed.
#[derive(Clone)]
pub(crate) enum Secret {
    /// A password.
    Password(String),
    /// The file that holds a password.
    PasswordFile(PathBuf),
    /// The command that prints a password.
    PasswordCommand(String),
    /// The command that prints a token (XOAUTH2).
    TokenCommand(String),
}

impl Declared {
    /// How to sign in, now.
    pub(crate) async fn login(&self) -> Result<Login, ImapError> {
        let secret = self.secret.clone();
        let read = tokio::task::spawn_blocking(move || secret.read()).await;
        let secret = read.unwrap_or_else(|_| Err("it could not be read".to_owned())).map_err(ImapError::Secret)?;
        let user = self.user.clone();
        Ok(match self.secret {
            Secret::Password(_) | Secret::PasswordFile(_) | Secret::PasswordCommand(_) => {
                Login::Password { user, password: secret }
            }
            Secret::TokenCommand(_) => Login::Token { user, token: secret },
        })
    }
}

impl Secret {
    fn read(&self) -> Result<String, String> {
        let text = match self {
            Self::Password(password) => return Ok(password.clone()),
            Self::PasswordFile(path) => of_file(path)?,
            Self::PasswordCommand(command) | Self::TokenCommand(command) => of_command(command, SECRET_TIME)?,
        };
        // The end of the line is not a part of it; a blank may be.
        let secret = text.trim_end_matches(['\r', '\n']);
        match secret {
            "" => Err("it is empty".to_owned()),
            secret if secret.contains(['\r', '\n', '\0']) => Err("it is more than one line".to_owned()),
            secret => Ok(secret.to_owned()),
        }
    }
}

fn of_file(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    text(file).map_err(|why| format!("{}: {why}", path.display()))
}

fn text(from: impl Read) -> Result<String, String> {
    let mut text = String::new();
    from.take(SECRET_BYTES + 1).read_to_string(&mut text).map_err(|cause| cause.to_string())?;
    if text.len() as u64 > SECRET_BYTES { Err(format!("it is longer than {SECRET_BYTES} bytes")) } else { Ok(text) }
}

/// What the command prints, if it ends well and in time. What it complains of is not ours to repeat.
fn of_command(command: &str, time: Duration) -> Result<String, String> {
    let until = Instant::now() + time;
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = shell.spawn().map_err(|cause| format!("the command does not start: {cause}"))?;
    let said = heard(&mut child, until);
    if said.is_err() {
        let _ = child.kill();
        let _ = child.wait();
    }
    said
}

fn heard(child: &mut Child, until: Instant) -> Result<String, String> {
    let late = || "the command takes too long".to_owned();
    let output = child.stdout.take().ok_or_else(late)?;
    let (say, hear) = mpsc::channel();
    // Whoever waited may have given up.
    std::thread::spawn(move || say.send(text(output)));
    let said = hear.recv_timeout(until.saturating_duration_since(Instant::now())).map_err(|_| late())??;
    loop {
        match child.try_wait() {
            Ok(Some(ended)) if ended.success() => return Ok(said),
            Ok(Some(ended)) => return Err(format!("the command failed: {ended}")),
            Ok(None) if Instant::now() < until => std::thread::sleep(LOOK_TIME),
            Ok(None) => return Err(late()),
            Err(cause) => return Err(cause.to_string()),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret { .. }")
    }
}

#[cfg(test)]
mod tests {
    use super::{SECRET_BYTES, Secret, of_command};
    use std::time::Duration;

    #[test]
    fn a_secret_is_one_line_of_what_a_command_prints() {
        let check = |command: &str, expected: Result<&str, &str>| {
            let read = Secret::TokenCommand(command.to_owned()).read();
            match (&read, expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, expected),
                (Err(why), Err(begins)) => assert!(why.starts_with(begins), "{why}"),
                (Ok(_) | Err(_), Ok(_) | Err(_)) => panic!("{read:?}, not {expected:?}"),
            }
        };
        check("printf 'hemmelig \\n'", Ok("hemmelig "));
        check("true", Err("it is empty"));
        check("printf 'a\\nb'", Err("it is more than one line"));
        check("echo hemmelig; exit 3", Err("the command failed"));
        let zeros = |count: u64| format!("head -c {count} /dev/zero | tr '\\0' a");
        assert!(Secret::PasswordCommand(zeros(SECRET_BYTES)).read().is_ok());
        check(&zeros(SECRET_BYTES + 1), Err("it is longer than"));
        let endless = of_command("exec tail -f /dev/null", Duration::from_millis(20));
        assert_eq!(endless, Err("the command takes too long".to_owned()));
        assert!(Secret::PasswordFile("/nowhere".into()).read().is_err());
    }
}
