//! The shared mailboxes: each is signed in to and its folder looked at, as far as that changes nothing. Of mailboxes of colleagues' own the
//! server is greeted, and no more.

use super::finding::Finding;
use crate::mail_in::{self, Declared, OwnServer, Secret};
use futures_util::future::join_all;
use mail::{greet, list_uids};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const CHECK: &str = "mailboxes";

/// Looks at each mailbox that the file declares.
pub(super) async fn mailboxes(file: &Path) -> Vec<Finding> {
    match mail_in::read(file) {
        Ok(declared) => {
            let shared = join_all(declared.shared.iter().map(mailbox)).await.into_iter().flatten();
            let own = join_all(declared.own.iter().map(server_of_own)).await;
            shared.chain(own).collect()
        }
        Err(problem) => {
            let what = format!("the file of the mailboxes cannot be used: {}", problem.text);
            vec![Finding::error(CHECK, what, "the next start is refused", "mend the lines that it names")]
        }
    }
}

async fn server_of_own(own: &OwnServer) -> Finding {
    let host = &own.server.host;
    match greet(&own.server).await {
        Ok(()) => Finding::fine(CHECK, format!("{host}, where colleagues have mailboxes of their own, answers")),
        Err(error) => {
            let what = format!("{host}, where colleagues have mailboxes of their own, does not answer: {error}");
            let why = "what they share of their mailboxes does not come here";
            Finding::error(CHECK, what, why, "mend [own] in the file of the mailboxes, or the server")
        }
    }
}

async fn mailbox(declared: &Declared) -> Vec<Finding> {
    let (address, why) = (&declared.address, "mail that comes there becomes no case");
    let listed = match declared.login().await {
        Ok(login) => list_uids(&declared.server, &login, &declared.folder).await,
        Err(error) => Err(error),
    };
    let mut findings = vec![match listed {
        Ok(list) => Finding::fine(CHECK, format!("{address} can be read and holds {} messages", list.uids.len())),
        Err(error) => {
            let mend = "mend its table in the file of the mailboxes, or the account on its server";
            Finding::error(CHECK, format!("{address} cannot be read: {error}"), why, mend)
        }
    }];
    if let Secret::PasswordFile(path) = &declared.secret {
        let mode = fs::metadata(path).map(|found| found.permissions().mode() & 0o777).unwrap_or_default();
        if mode & 0o077 != 0 {
            let what = format!("others than its owner may read {} (mode {mode:o})", path.display());
            let why = "whoever has the password reads all mail in the mailbox";
            findings.push(Finding::warning(CHECK, what, why, format!("chmod 600 {}", path.display())));
        }
    }
    findings
}
