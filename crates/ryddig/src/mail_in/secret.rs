//! What a mailbox is signed in to with: it is read anew at each sign-in, as passwords are changed and tokens grow old.

use super::Declared;
use crate::limits::{SECRET_BYTES, SECRET_LOOK_TIME, SECRET_TIME};
use mail::{ImapError, Login};
use rustix::process::{Pid, Signal, kill_process_group};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

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
        self.secret.login(&self.user).await
    }
}

impl Secret {
    /// How `user` signs in, now.
    pub(super) async fn login(&self, user: &str) -> Result<Login, ImapError> {
        let (secret, user) = (self.clone(), user.to_owned());
        let read = tokio::task::spawn_blocking(move || (secret.read(&user), user)).await;
        let (read, user) = read.map_err(|_| ImapError::Secret("it could not be read".to_owned()))?;
        let secret = read.map_err(ImapError::Secret)?;
        Ok(match self {
            Self::Password(_) | Self::PasswordFile(_) | Self::PasswordCommand(_) => {
                Login::Password { user, password: secret }
            }
            Self::TokenCommand(_) => Login::Token { user, token: secret },
        })
    }

    fn read(&self, user: &str) -> Result<String, String> {
        let text = match self {
            Self::Password(password) => return Ok(password.clone()),
            Self::PasswordFile(path) => of_file(path)?,
            Self::PasswordCommand(command) | Self::TokenCommand(command) => of_command(command, user, SECRET_TIME)?,
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

/// The variable in which a command finds the user whose password or token it is to print.
const USER: &str = "RYDDIG_MAIL_USER";

/// What the command prints, if it ends well and in time. What it complains of is not ours to repeat.
fn of_command(command: &str, user: &str, time: Duration) -> Result<String, String> {
    let until = Instant::now() + time;
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).env(USER, user).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    // With whatever the command starts, in a group of its own: all of it ends together.
    shell.process_group(0);
    let mut child = shell.spawn().map_err(|cause| format!("the command does not start: {cause}"))?;
    heard(&mut child, until).map_err(|unheard| match unheard {
        Unheard::Running(why) => {
            let _ = kill_process_group(Pid::from_child(&child), Signal::KILL);
            let _ = child.wait();
            why
        }
        Unheard::Ended(why) => why,
    })
}

/// Why nothing came of a command.
enum Unheard {
    /// It runs still, or whatever it has started does.
    Running(String),
    /// It has ended by itself.
    Ended(String),
}

fn heard(child: &mut Child, until: Instant) -> Result<String, Unheard> {
    let late = || Unheard::Running("the command takes too long".to_owned());
    let output = child.stdout.take().ok_or_else(late)?;
    let (say, hear) = mpsc::channel();
    // Whoever waited may have given up.
    std::thread::spawn(move || say.send(text(output)));
    let said = hear.recv_timeout(until.saturating_duration_since(Instant::now())).map_err(|_| late())?;
    let said = said.map_err(Unheard::Running)?;
    loop {
        match child.try_wait() {
            Ok(Some(ended)) if ended.success() => return Ok(said),
            Ok(Some(ended)) => return Err(Unheard::Ended(format!("the command failed: {ended}"))),
            Ok(None) if Instant::now() < until => std::thread::sleep(SECRET_LOOK_TIME),
            Ok(None) => return Err(late()),
            Err(cause) => return Err(Unheard::Running(cause.to_string())),
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
            let read = Secret::TokenCommand(command.to_owned()).read("ida");
            match (&read, expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, expected),
                (Err(why), Err(begins)) => assert!(why.starts_with(begins), "{why}"),
                (Ok(_) | Err(_), Ok(_) | Err(_)) => panic!("{read:?}, not {expected:?}"),
            }
        };
        check("printf 'hemmelig \\n'", Ok("hemmelig "));
        check("echo token-of-$RYDDIG_MAIL_USER", Ok("token-of-ida"));
        check("true", Err("it is empty"));
        check("printf 'a\\nb'", Err("it is more than one line"));
        check("echo hemmelig; exit 3", Err("the command failed"));
        let zeros = |count: u64| format!("head -c {count} /dev/zero | tr '\\0' a");
        assert!(Secret::PasswordCommand(zeros(SECRET_BYTES)).read("ida").is_ok());
        check(&zeros(SECRET_BYTES + 1), Err("it is longer than"));
        let endless = of_command("exec tail -f /dev/null", "ida", Duration::from_millis(20));
        assert_eq!(endless, Err("the command takes too long".to_owned()));
        assert!(Secret::PasswordFile("/nowhere".into()).read("ida").is_err());
    }

    #[test]
    fn what_a_command_has_started_ends_with_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let beats = folder.path().join("beats");
        let command = format!("(while :; do echo >> {}; sleep 0.01; done) & wait", beats.display());
        assert!(of_command(&command, "ida", Duration::from_millis(300)).is_err());
        let count = || std::fs::metadata(&beats).expect("it has begun").len();
        std::thread::sleep(Duration::from_millis(100));
        let before = count();
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(count(), before, "it beats still");
    }
}
