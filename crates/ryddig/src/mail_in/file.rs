//! The file of the mailboxes that are read: a table for each that is shared, and one that says where colleagues' own lie. Every mistake in
//! it is told with its line.

use super::secret::Secret;
use crate::Problem;
use crate::limits::{MAILBOX_FILE_BYTES, MAILBOXES};
use engine::{OwnMailboxes, parties};
use mail::{ImapServer, ImapTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde::Deserialize;
use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// Encrypted from the first byte (RFC 8314).
const PORT: u16 = 993;
/// Encrypted after the greeting (RFC 3501).
const START_PORT: u16 = 143;
/// The folder that every mailbox has (RFC 3501, 5.1).
const FOLDER: &str = "INBOX";
/// The folder into which somebody puts what they share of a mailbox of their own.
const OWN_FOLDER: &str = "Ryddig";

/// What the file declares.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mailboxes {
    /// Those that are shared.
    pub(crate) shared: Vec<Declared>,
    /// Where colleagues' own lie; none where they cannot be connected.
    pub(crate) own: Option<OwnServer>,
}

/// The server on which colleagues have mailboxes of their own.
#[derive(Debug, Clone)]
pub(crate) struct OwnServer {
    /// Where they lie.
    pub(crate) server: ImapServer,
    /// The only folder that is read of each.
    pub(crate) folder: String,
    /// The command that prints a token for any of them; without it each is signed in to by the password of its owner.
    pub(crate) token: Option<Secret>,
    /// What our own receiving server calls itself where it says what a sender is worth (RFC 8601).
    pub(crate) vouches: Option<String>,
}

/// A mailbox as the one who runs the server names it.
#[derive(Debug, Clone)]
pub(crate) struct Declared {
    /// The line on which its table begins: what the log calls it.
    pub(crate) line: usize,
    /// Its address, in the normal form.
    pub(crate) address: String,
    /// Where it lies.
    pub(crate) server: ImapServer,
    /// Who signs in.
    pub(crate) user: String,
    /// With what.
    pub(crate) secret: Secret,
    /// The folder that is read.
    pub(crate) folder: String,
    /// What our own receiving server calls itself where it says what a sender is worth (RFC 8601).
    pub(crate) vouches: Option<String>,
    /// What is deleted here stays there.
    pub(crate) keeps_deleted: bool,
}

impl OwnServer {
    /// As whoever connects a mailbox is told of it.
    pub(crate) fn as_told(&self) -> OwnMailboxes {
        OwnMailboxes { host: self.server.host.clone(), folder: self.folder.clone(), by_password: self.token.is_none() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    mailbox: Vec<Spanned<Table>>,
    own: Option<Spanned<OwnTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnTable {
    host: Spanned<String>,
    token_command: Option<Spanned<String>>,
    port: Option<Spanned<u16>>,
    tls: Option<Spanned<String>>,
    folder: Option<Spanned<String>>,
    authority: Option<Spanned<PathBuf>>,
    vouches: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    address: Spanned<String>,
    host: Spanned<String>,
    port: Option<Spanned<u16>>,
    tls: Option<Spanned<String>>,
    user: Option<String>,
    folder: Option<Spanned<String>>,
    password: Option<Spanned<String>>,
    password_file: Option<Spanned<PathBuf>>,
    password_command: Option<Spanned<String>>,
    token_command: Option<Spanned<String>>,
    authority: Option<Spanned<PathBuf>>,
    vouches: Option<Spanned<String>>,
    #[serde(default)]
    keep_deleted: bool,
}

/// What lies around the text of the file.
struct Around<'a> {
    /// From where paths in it are read.
    folder: &'a Path,
    /// Its owner alone may read it.
    is_closed: bool,
}

/// Reads the file, and looks whether what it names is there.
pub(crate) fn read(file: &Path) -> Result<Mailboxes, Problem> {
    let text = fs::metadata(file).and_then(|found| {
        let text = if found.len() > MAILBOX_FILE_BYTES { String::new() } else { fs::read_to_string(file)? };
        Ok((text, found))
    });
    let (text, found) = text.map_err(|cause| Problem::mistaken(format!("{}: {cause}", file.display())))?;
    if found.len() > MAILBOX_FILE_BYTES {
        return Err(Problem::mistaken(format!("{}: it is larger than {MAILBOX_FILE_BYTES} bytes", file.display())));
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    let around = Around { folder, is_closed: matches!(found.permissions().mode() & 0o077, 0) };
    parse(&text, &around).map_err(|mistakes| {
        let lines = mistakes.iter().map(|(line, why)| format!("{}:{line}: {why}", file.display()));
        Problem::mistaken(lines.collect::<Vec<_>>().join("\n"))
    })
}

/// A line, and what is wrong there.
type Mistake = (usize, String);

/// What `text` declares, in its order; or every mistake.
fn parse(text: &str, around: &Around<'_>) -> Result<Mailboxes, Vec<Mistake>> {
    let at = |byte: usize| text[..byte.min(text.len())].matches('\n').count() + 1;
    let file: File = toml::from_str(text).map_err(|mistake| {
        let line = mistake.span().map_or(1, |span| at(span.start));
        vec![(line, mistake.message().to_owned())]
    })?;
    if file.mailbox.len() > MAILBOXES {
        return Err(vec![(1, format!("there are more than {MAILBOXES} mailboxes"))]);
    }
    let (mut declared, mut mistakes, mut seen) = (Mailboxes::default(), Vec::new(), HashSet::new());
    for table in file.mailbox {
        let line = at(table.span().start);
        let mut checked = Checked { line, at: &at, around, mistakes: &mut mistakes };
        if let Some(mailbox) = checked.table(table.into_inner(), &mut seen) {
            declared.shared.push(mailbox);
        }
    }
    if let Some(table) = file.own {
        let line = at(table.span().start);
        declared.own = Checked { line, at: &at, around, mistakes: &mut mistakes }.own(table.get_ref());
    }
    mistakes.sort();
    if mistakes.is_empty() { Ok(declared) } else { Err(mistakes) }
}

/// A table that is being checked.
struct Checked<'a> {
    line: usize,
    at: &'a dyn Fn(usize) -> usize,
    around: &'a Around<'a>,
    mistakes: &'a mut Vec<Mistake>,
}

impl Checked<'_> {
    fn wrong<T>(&mut self, line: usize, why: impl Into<String>) -> Option<T> {
        self.mistakes.push((line, why.into()));
        None
    }

    fn line_of<T>(&self, value: &Spanned<T>) -> usize {
        (self.at)(value.span().start)
    }

    /// Each part is looked at, whatever is wrong with another.
    fn table(&mut self, table: Table, seen: &mut HashSet<String>) -> Option<Declared> {
        let address = self.address(&table.address, seen);
        let server = self.server(&table.host, table.port.as_ref(), table.tls.as_ref(), table.authority.as_ref());
        let folder = self.folder(table.folder.as_ref(), FOLDER);
        let vouches = table.vouches.as_ref().and_then(|vouches| self.vouches(vouches));
        let (user, keeps_deleted) = (table.user.clone(), table.keep_deleted);
        let secret = self.secret(table);
        let address = address?;
        Some(Declared {
            line: self.line,
            server: server?,
            user: user.unwrap_or_else(|| address.clone()),
            secret: secret?,
            folder: folder?,
            vouches,
            keeps_deleted,
            address,
        })
    }

    /// Where colleagues' own mailboxes lie. Of an inbox everything would be read.
    fn own(&mut self, table: &OwnTable) -> Option<OwnServer> {
        let server = self.server(&table.host, table.port.as_ref(), table.tls.as_ref(), table.authority.as_ref());
        let folder = match table.folder.as_ref() {
            Some(folder) if folder.get_ref().eq_ignore_ascii_case(FOLDER) => self.wrong(
                self.line_of(folder),
                "`folder` is a folder of its own, into which people put what they share, and not the inbox",
            ),
            folder => self.folder(folder, OWN_FOLDER),
        };
        let vouches = table.vouches.as_ref().and_then(|vouches| self.vouches(vouches));
        let token = table.token_command.as_ref().and_then(|command| match command.get_ref().trim() {
            "" => self.wrong(self.line_of(command), "it is empty"),
            _ => Some(Secret::TokenCommand(command.get_ref().clone())),
        });
        Some(OwnServer { server: server?, folder: folder?, token, vouches })
    }

    fn server(
        &mut self,
        host: &Spanned<String>,
        port: Option<&Spanned<u16>>,
        tls: Option<&Spanned<String>>,
        authority: Option<&Spanned<PathBuf>>,
    ) -> Option<ImapServer> {
        let host = self.plain(host, "`host` is the name of a server, as imap.company.example");
        let tls = match tls {
            Some(tls) if tls.get_ref() == "start" => Some(ImapTls::AfterTheGreeting),
            Some(tls) => {
                self.wrong(self.line_of(tls), "`tls` is \"start\" (STARTTLS), or is left out: TLS from the first byte")
            }
            None => Some(ImapTls::FromTheFirstByte),
        };
        let port = match port {
            Some(port) if *port.get_ref() == 0 => self.wrong(self.line_of(port), "`port` is a number from 1 to 65535"),
            Some(port) => Some(*port.get_ref()),
            None if tls == Some(ImapTls::AfterTheGreeting) => Some(START_PORT),
            None => Some(PORT),
        };
        // Where one is wrong, nothing that is declared comes of the file.
        let authority_pem = authority.and_then(|file| self.authority(file));
        Some(ImapServer { host: host?, port: port?, tls: tls?, authority_pem })
    }

    fn folder(&mut self, folder: Option<&Spanned<String>>, otherwise: &str) -> Option<String> {
        match folder {
            Some(folder) if folder.get_ref().trim().is_empty() || folder.get_ref().contains(char::is_control) => {
                self.wrong(self.line_of(folder), format!("`folder` is the name of a folder, as {otherwise}"))
            }
            Some(folder) => Some(folder.get_ref().clone()),
            None => Some(otherwise.to_owned()),
        }
    }

    fn vouches(&mut self, vouches: &Spanned<String>) -> Option<String> {
        self.plain(vouches, "`vouches` is what the receiving server calls itself")
    }

    fn address(&mut self, written: &Spanned<String>, seen: &mut HashSet<String>) -> Option<String> {
        let line = self.line_of(written);
        let Some(address) = parties::email(written.get_ref()) else {
            return self.wrong(line, format!("{:?} is not an e-mail address", written.get_ref()));
        };
        if !seen.insert(address.clone()) {
            return self.wrong(line, format!("{address} stands in the file already"));
        }
        Some(address)
    }

    /// A word without blanks.
    fn plain(&mut self, written: &Spanned<String>, otherwise: &str) -> Option<String> {
        let text = written.get_ref();
        if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control() || "/:;@".contains(c)) {
            return self.wrong(self.line_of(written), otherwise);
        }
        Some(text.clone())
    }

    fn authority(&mut self, file: &Spanned<PathBuf>) -> Option<Vec<u8>> {
        let (line, path) = (self.line_of(file), self.around.folder.join(file.get_ref()));
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(cause) => return self.wrong(line, format!("{}: {cause}", path.display())),
        };
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
        match certificates {
            Ok(certificates) if !certificates.is_empty() => Some(bytes),
            Ok(_) | Err(_) => self.wrong(line, format!("{} holds no certificate in PEM", path.display())),
        }
    }

    fn secret(&mut self, table: Table) -> Option<Secret> {
        let Table { password, password_file, password_command, token_command, .. } = table;
        let password = password.map(|it| (self.line_of(&it), Secret::Password(it.into_inner())));
        let file = password_file.map(|it| {
            let path = self.around.folder.join(it.get_ref());
            (self.line_of(&it), Secret::PasswordFile(path))
        });
        let command = password_command.map(|it| (self.line_of(&it), Secret::PasswordCommand(it.into_inner())));
        let token = token_command.map(|it| (self.line_of(&it), Secret::TokenCommand(it.into_inner())));
        let mut all: Vec<_> = [password, file, command, token].into_iter().flatten().collect();
        if all.len() != 1 {
            let which = "name one of `password_file`, `password_command` and `token_command`";
            return self.wrong(self.line, which);
        }
        let (line, secret) = all.pop()?;
        let why = match &secret {
            Secret::Password(_) if !self.around.is_closed => {
                "`password` may stand here only if nobody else can read the file: chmod 600, or use `password_file`"
                    .to_owned()
            }
            Secret::Password(text) | Secret::PasswordCommand(text) | Secret::TokenCommand(text)
                if text.trim().is_empty() =>
            {
                "it is empty".to_owned()
            }
            Secret::PasswordFile(path) => match fs::File::open(path) {
                Ok(_) => return Some(secret),
                Err(cause) => format!("{}: {cause}", path.display()),
            },
            Secret::Password(_) | Secret::PasswordCommand(_) | Secret::TokenCommand(_) => return Some(secret),
        };
        self.wrong(line, why)
    }
}

#[cfg(test)]
mod tests;
