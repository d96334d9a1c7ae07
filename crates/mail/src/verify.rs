//! Looking up ourselves whether a domain vouches for a message: DKIM (RFC 6376), SPF (RFC 7208) and DMARC.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{AuthenticatedMessage, DmarcResult, MessageAuthenticator, SpfOutput};

use crate::limits::{INCOMING_MAX_BYTES, SIGNATURES_MAX_COUNT, VERIFY_MAX_SECONDS};
use crate::sender::only_address;
use crate::{Sender, Trust, parse};

/// Asks the DNS about senders.
#[derive(Clone)]
pub struct Verifier {
    authenticator: MessageAuthenticator,
}

/// The server that handed a message over, if it was to us: without it SPF says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Its address.
    pub ip: IpAddr,
    /// The name by which it greeted.
    pub helo: String,
    /// The envelope's sender; empty for reports of failure.
    pub mail_from: String,
    /// Our own name.
    pub host: String,
}

/// The resolver cannot be set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolverError(String);

impl Verifier {
    /// With the resolver that this machine uses.
    ///
    /// # Errors
    /// Returns [`ResolverError`] where the system's settings cannot be read.
    pub fn system() -> Result<Self, ResolverError> {
        let authenticator =
            MessageAuthenticator::new_system_conf().map_err(|error| ResolverError(error.to_string()))?;
        Ok(Self { authenticator })
    }

    /// With the resolver at this address and no other.
    ///
    /// # Errors
    /// Returns [`ResolverError`] where it cannot be set up.
    pub fn at(server: SocketAddr) -> Result<Self, ResolverError> {
        let mut name_server = NameServerConfig::udp_and_tcp(server.ip());
        for connection in &mut name_server.connections {
            connection.port = server.port();
        }
        let config = ResolverConfig::from_parts(None, Vec::new(), vec![name_server]);
        let mut options = ResolverOpts::default();
        options.use_hosts_file = mail_auth::hickory_resolver::config::ResolveHosts::Never;
        let authenticator =
            MessageAuthenticator::new(config, options).map_err(|error| ResolverError(error.to_string()))?;
        Ok(Self { authenticator })
    }

    /// Says what the sender of these bytes is worth. It takes [`VERIFY_MAX_SECONDS`] at most.
    pub async fn sender(&self, bytes: &[u8], peer: Option<&Peer>) -> Sender {
        let address = parse(bytes).ok().as_ref().and_then(only_address);
        if address.is_none() || bytes.len() > INCOMING_MAX_BYTES {
            return Sender { address, trust: Trust::Unverified };
        }
        let limit = Duration::from_secs(VERIFY_MAX_SECONDS);
        let trust = tokio::time::timeout(limit, self.trust(bytes, peer)).await.unwrap_or(Trust::Unknown);
        Sender { address, trust }
    }

    async fn trust(&self, bytes: &[u8], peer: Option<&Peer>) -> Trust {
        // As where messages are parsed: the library is not to take the caller along.
        let read = catch_unwind(AssertUnwindSafe(|| AuthenticatedMessage::parse(bytes)));
        let Ok(Some(mut message)) = read else { return Trust::Unverified };
        // A signature over the beginning of the body (RFC 6376, 8.2) vouches for nothing that somebody put behind it.
        message.dkim_headers.retain(|it| it.header.l == 0);
        message.dkim_headers.truncate(SIGNATURES_MAX_COUNT);
        let dkim = self.authenticator.verify_dkim(&message).await;
        let (spf, mail_from) = match peer {
            Some(peer) => {
                let asked = SpfParameters::verify(peer.ip, &peer.helo, &peer.host, &peer.mail_from);
                let domain = peer.mail_from.rsplit_once('@').map_or(peer.helo.as_str(), |(_, domain)| domain);
                (self.authenticator.verify_spf(asked).await, domain)
            }
            None => (SpfOutput::new(String::new()), ""),
        };
        let dmarc = self.authenticator.verify_dmarc(DmarcParameters::new(&message, &dkim, mail_from, &spf)).await;
        match (dmarc.dkim_result(), dmarc.spf_result()) {
            (DmarcResult::Pass, _) | (_, DmarcResult::Pass) => return Trust::Verified,
            (DmarcResult::TempError(_), _) | (_, DmarcResult::TempError(_)) => return Trust::Unknown,
            _ => {}
        }
        if dmarc.dmarc_record().is_some() || dmarc.result() != DmarcResult::None {
            // Without the server that sent it, half of the question was not asked.
            return if peer.is_some() { Trust::Failed } else { Trust::Unverified };
        }
        // The domain says nothing of DMARC: then a signature or a server of the very same domain will do.
        let from = message.from().rsplit('@').next().unwrap_or_default();
        let signed = dkim.iter().any(|it| {
            *it.result() == mail_auth::DkimResult::Pass
                && it.signature().is_some_and(|signature| signature.d.eq_ignore_ascii_case(from))
        });
        let sent = spf.result() == mail_auth::SpfResult::Pass && mail_from.eq_ignore_ascii_case(from);
        if signed || sent { Trust::Verified } else { Trust::Unverified }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").finish_non_exhaustive()
    }
}

impl fmt::Display for ResolverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the resolver of names cannot be set up: {}", self.0)
    }
}

impl std::error::Error for ResolverError {}
