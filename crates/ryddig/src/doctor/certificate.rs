//! The certificate that the server shows, where it ends TLS itself.

use super::finding::Finding;
use crate::limits::CERTIFICATE_LEFT_SECONDS;
use engine::Moment;
use std::path::Path;
use x509_parser::pem::Pem;

const CHECK: &str = "certificate";
const DAY_SECONDS: i64 = 24 * 60 * 60;
const MICROSECONDS: i64 = 1_000_000;

/// Whether it holds now, and for how long.
pub(super) fn certificate(file: &Path, now: Moment) -> Finding {
    match validity(file) {
        Ok((from, until)) => judge((from, until), now.0 / MICROSECONDS),
        Err(cause) => Finding::error(
            CHECK,
            format!("the certificate {} cannot be read: {cause}", file.display()),
            "the next start is refused, and browsers are shown none",
            "put a certificate with its chain there (PEM), readable for the user of the server",
        ),
    }
}

/// From when and until when the first certificate of the file holds (RFC 5280, 4.1.2.5): seconds since 1970.
fn validity(file: &Path) -> Result<(i64, i64), String> {
    let bytes = std::fs::read(file).map_err(|cause| cause.to_string())?;
    let first = Pem::iter_from_buffer(&bytes).next().ok_or("there is none in it")?;
    let pem = first.map_err(|cause| cause.to_string())?;
    let certificate = pem.parse_x509().map_err(|cause| cause.to_string())?;
    let validity = certificate.validity();
    Ok((validity.not_before.timestamp(), validity.not_after.timestamp()))
}

fn judge((from, until): (i64, i64), now: i64) -> Finding {
    let why = "browsers refuse the page";
    let mend = "renew it; the server reads the file again by itself";
    let days = (until - now) / DAY_SECONDS;
    if now < from {
        return Finding::error(CHECK, "the certificate does not hold yet", why, "wait, or set the clock right");
    }
    if now > until {
        return Finding::error(CHECK, format!("the certificate ended {} days ago", -days), why, mend);
    }
    if until - now < CERTIFICATE_LEFT_SECONDS {
        return Finding::warning(
            CHECK,
            format!("the certificate ends in {days} days"),
            "browsers will refuse the page then",
            mend,
        );
    }
    Finding::fine(CHECK, format!("the certificate holds for {days} days"))
}

#[cfg(test)]
mod tests {
    use super::{CERTIFICATE_LEFT_SECONDS, MICROSECONDS, Moment, certificate, judge};
    use crate::doctor::finding::Severity;
    use std::fs;

    #[test]
    fn a_certificate_is_judged_at_its_limits() {
        let check =
            |now, expected| assert_eq!(judge((100, 100 + CERTIFICATE_LEFT_SECONDS), now).severity, expected, "{now}");
        check(99, Severity::Error);
        check(100, Severity::Fine);
        check(101, Severity::Warning);
        check(100 + CERTIFICATE_LEFT_SECONDS, Severity::Warning);
        check(101 + CERTIFICATE_LEFT_SECONDS, Severity::Error);
    }

    #[test]
    fn the_file_is_read_or_said_to_be_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cert.pem");
        let now = Moment(1_795_000_000 * MICROSECONDS);
        assert_eq!(certificate(&file, now).severity, Severity::Error, "there is none");
        fs::write(&file, "no certificate").expect("it is written");
        assert_eq!(certificate(&file, now).severity, Severity::Error);
        // It ends in the year 4096, as the library has it where nobody says.
        let made = rcgen::generate_simple_self_signed(["ryddig.example".to_owned()]).expect("a certificate");
        fs::write(&file, made.cert.pem()).expect("it is written");
        assert_eq!(certificate(&file, now).severity, Severity::Fine);
    }
}
