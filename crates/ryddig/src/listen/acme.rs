//! Certificates from an authority (ACME, RFC 8555), proved over the very connections that are served (TLS-ALPN-01,
//! RFC 8737), and gone for again when two thirds of their life are over.
//!
//! What was got lies in a folder for the owner alone: as long as the authority does not answer, it goes on being served.

use super::options::Options;
use super::tls;
use crate::Problem;
use futures_util::StreamExt;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use rustls_acme::caches::DirCache;
use rustls_acme::{AcmeConfig, AcmeState, EventOk};
use std::fs::{DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What gets certificates, step by step.
pub(crate) type State = AcmeState<std::io::Error>;

/// How connections begin: those of people, and those by which the authority looks whether the name leads here.
#[derive(Clone)]
pub(crate) struct Configs {
    pub(super) people: Arc<ServerConfig>,
    pub(super) authority: Arc<ServerConfig>,
}

/// What gets the certificates, and how to serve with them.
pub(super) fn open(options: &Options) -> Result<(State, Configs), Problem> {
    let cache = options.acme_cache.clone().unwrap_or_default();
    close_to_others(&cache)
        .map_err(|cause| Problem::failed(format!("the folder {} cannot be used: {cause}", cache.display())))?;
    let config = match &options.acme_root {
        None => AcmeConfig::new_with_provider(&options.acme, tls::provider()),
        Some(root) => AcmeConfig::new_with_client_config(&options.acme, trusting(root)?),
    };
    let contact = options.acme_contact.iter().map(|address| format!("mailto:{address}"));
    let state =
        config.contact(contact).directory(&options.acme_directory).cache(DirCache::<PathBuf>::new(cache)).state();
    let people = tls::config(state.resolver())?;
    let authority = state.challenge_rustls_config_with_provider(tls::provider());
    Ok((state, Configs { people, authority }))
}

/// Goes for certificates as long as the server runs.
pub(super) async fn keep(mut state: State) {
    while let Some(event) = state.next().await {
        match event {
            Ok(EventOk::DeployedCachedCert) => tracing::info!("the certificate that was got before is in use"),
            Ok(EventOk::DeployedNewCert) => tracing::info!("a new certificate is in use"),
            Ok(EventOk::CertCacheStore | EventOk::AccountCacheStore) => {}
            Err(why) => tracing::error!("no new certificate could be got; it is tried again: {why}"),
        }
    }
}

fn close_to_others(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    std::fs::set_permissions(folder, Permissions::from_mode(0o700))
}

/// Talks to an authority whose certificate is signed with the one in `root`.
fn trusting(root: &Path) -> Result<Arc<ClientConfig>, Problem> {
    let problem = |cause: &dyn std::fmt::Display| Problem::failed(format!("--acme-root {}: {cause}", root.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(root).map_err(|cause| problem(&cause))? {
        roots.add(certificate.map_err(|cause| problem(&cause))?).map_err(|cause| problem(&cause))?;
    }
    let builder = ClientConfig::builder_with_provider(tls::provider()).with_safe_default_protocol_versions();
    let builder = builder.map_err(|cause| problem(&cause))?;
    Ok(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
}
