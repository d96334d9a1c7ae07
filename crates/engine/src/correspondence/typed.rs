//! Addresses as they are typed.

use super::words::clean_line;
use crate::parties;
use mail::Mailbox;

/// Addresses parted by commas, semicolons or line ends, also as `Kari <kari@example.no>`; or the first that is none.
pub(crate) fn addresses(typed: &str) -> Result<Vec<Mailbox>, String> {
    let mut found: Vec<Mailbox> = Vec::new();
    for one in typed.split([',', ';', '\n']).map(str::trim).filter(|one| !one.is_empty()) {
        let (name, address) = match one.strip_suffix('>').and_then(|one| one.rsplit_once('<')) {
            Some((name, address)) => (clean_line(name.trim_matches(['"', ' '])), address),
            None => (String::new(), one),
        };
        let address = parties::email(address).ok_or_else(|| one.to_owned())?;
        if found.iter().all(|known| known.address != address) {
            found.push(Mailbox { name: (!name.is_empty()).then_some(name), address });
        }
    }
    Ok(found)
}
