//! TLS 1.2 and 1.3, and certificates from files that are read again when they change.
//!
//! A certificate that does not fit its key, as while both are being replaced, is not taken: the one before it stays.

use crate::Problem;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;

/// What is spoken inside (RFC 7301).
const HTTP: &[u8] = b"http/1.1";

/// The cryptography of all TLS.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// How the server speaks TLS with the certificates of `resolver`.
pub(super) fn config(resolver: Arc<dyn ResolvesServerCert>) -> Result<Arc<ServerConfig>, Problem> {
    let versions = ServerConfig::builder_with_provider(provider()).with_protocol_versions(&[&TLS13, &TLS12]);
    let builder = versions.map_err(Problem::failed)?.with_no_client_auth();
    let mut config = builder.with_cert_resolver(resolver);
    config.alpn_protocols = vec![HTTP.to_vec()];
    Ok(Arc::new(config))
}

/// A certificate and its key, in two files.
#[derive(Debug)]
pub(crate) struct FromFiles {
    certificate: PathBuf,
    key: PathBuf,
    current: RwLock<Arc<CertifiedKey>>,
    /// What the files were before they were read for the first time.
    opened: Stamp,
}

/// What tells whether files have changed: when, how long, which.
type Stamp = [Option<(i64, i64, u64, u64)>; 2];

impl FromFiles {
    pub(super) fn open(certificate: PathBuf, key: PathBuf) -> Result<Arc<Self>, Problem> {
        let opened = stamp([&certificate, &key]);
        let current = RwLock::new(read(&certificate, &key).map_err(Problem::failed)?);
        Ok(Arc::new(Self { certificate, key, current, opened }))
    }

    /// Reads the files, and uses what they hold if it is right.
    pub(super) fn look(&self) -> Result<(), String> {
        let new = read(&self.certificate, &self.key)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// Reads the files again whenever they have changed, which it looks for at this pace until `stopped`.
    pub(super) async fn watch(self: Arc<Self>, pace: Duration, mut stopped: watch::Receiver<bool>) {
        let mut seen = self.opened;
        while !*stopped.borrow() {
            tokio::select! {
                () = tokio::time::sleep(pace) => {}
                _ = stopped.changed() => {}
            }
            let now = stamp([&self.certificate, &self.key]);
            if now == seen {
                continue;
            }
            seen = now;
            match self.look() {
                Ok(()) => tracing::info!("the certificate has changed and is in use"),
                Err(why) => tracing::error!("the certificate has changed and cannot be used, the old one stays: {why}"),
            }
        }
    }
}

impl ResolvesServerCert for FromFiles {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn stamp(files: [&PathBuf; 2]) -> Stamp {
    files.map(|path| {
        let data = std::fs::metadata(path).ok()?;
        Some((data.mtime(), data.mtime_nsec(), data.size(), data.ino()))
    })
}

fn read(certificate: &PathBuf, key: &PathBuf) -> Result<Arc<CertifiedKey>, String> {
    let of_certificate = |cause: &dyn std::fmt::Display| format!("the certificate {}: {cause}", certificate.display());
    let chain = CertificateDer::pem_file_iter(certificate).map_err(|cause| of_certificate(&cause))?;
    let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(|cause| of_certificate(&cause))?;
    if chain.is_empty() {
        return Err(of_certificate(&"there is none in it"));
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|cause| format!("the key {}: {cause}", key.display()))?;
    let pair = CertifiedKey::from_der(chain, private, &provider());
    pair.map(Arc::new).map_err(|cause| format!("{} and {} do not fit: {cause}", certificate.display(), key.display()))
}
