//! How the server is reached: the options, held against each other before anything is opened.

use super::forwarded::Net;
use crate::{Problem, options};
use clap::{Args, ValueEnum};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// How the server is reached.
#[derive(Args)]
pub(crate) struct Options {
    /// Listen on this address
    #[arg(long, env = "RYDDIG_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The certificate for HTTPS with its chain (PEM); it is read again when the file changes
    #[arg(long, env = "RYDDIG_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The key of that certificate (PEM)
    #[arg(long, env = "RYDDIG_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Get a certificate for this name from an authority (ACME, RFC 8555, by TLS-ALPN-01): port 443 of the name must lead here
    #[arg(
        long,
        env = "RYDDIG_ACME",
        value_name = "NAME",
        value_delimiter = ',',
        conflicts_with = "tls_cert",
        requires = "acme_cache"
    )]
    pub(crate) acme: Vec<String>,
    /// Where the authority writes to
    #[arg(long, env = "RYDDIG_ACME_CONTACT", value_name = "ADDRESS", requires = "acme")]
    pub(crate) acme_contact: Option<String>,
    /// The folder of the account's key and the certificates, outside the data folder
    #[arg(long, env = "RYDDIG_ACME_CACHE", value_name = "FOLDER", requires = "acme")]
    pub(crate) acme_cache: Option<PathBuf>,
    /// The authority's directory
    #[arg(
        long,
        env = "RYDDIG_ACME_DIRECTORY",
        value_name = "URL",
        default_value = "https://acme-v02.api.letsencrypt.org/directory"
    )]
    pub(crate) acme_directory: String,
    /// Trust an authority within the house by this certificate (PEM), and no other
    #[arg(long, env = "RYDDIG_ACME_ROOT", value_name = "FILE", requires = "acme")]
    pub(crate) acme_root: Option<PathBuf>,
    /// Believe what this proxy says of the visitor's address and of HTTPS: an address, or a network as 10.1.0.0/16
    #[arg(long = "proxy", env = "RYDDIG_PROXIES", value_name = "NETWORK", value_delimiter = ',')]
    pub(crate) proxies: Vec<Net>,
    /// The header in which the proxies name the visitor
    #[arg(long, env = "RYDDIG_PROXY_HEADER", value_enum, default_value = "x-forwarded-for")]
    pub(crate) proxy_header: ProxyHeader,
    /// Serve without HTTPS to other machines: whoever is on the way reads and changes everything
    #[arg(long, env = "RYDDIG_INSECURE_HTTP")]
    pub(crate) insecure_http: bool,
    /// Lead those who come to this address over HTTP, such as 0.0.0.0:80, to HTTPS
    #[arg(long, env = "RYDDIG_REDIRECT_HTTP", value_name = "ADDRESS")]
    pub(crate) redirect_http: Option<SocketAddr>,
    /// Answer for this host too, beside the one in --url
    #[arg(long = "host", env = "RYDDIG_HOSTS", value_name = "NAME", value_delimiter = ',')]
    pub(crate) hosts: Vec<String>,
    /// Tell browsers to use HTTPS for every name below the one in --url as well
    #[arg(long, env = "RYDDIG_HTTPS_SUBDOMAINS")]
    pub(crate) https_subdomains: bool,
    /// Wait so long for the server before this one to let go of the data folder
    #[arg(long, env = "RYDDIG_WAIT_FOR_LOCK", default_value_t = 0, value_name = "SECONDS")]
    pub(crate) wait_for_lock: u64,
}

/// How a proxy names the visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProxyHeader {
    /// `X-Forwarded-For`, with `X-Forwarded-Proto`
    XForwardedFor,
    /// `Forwarded` (RFC 7239)
    Forwarded,
}

impl Options {
    /// Whether the server itself speaks HTTPS.
    pub(super) fn is_secure(&self) -> bool {
        self.tls_cert.is_some() || !self.acme.is_empty()
    }

    /// Refuses what could only do harm later. `listen` is the address that the server will have.
    pub(crate) fn check(&self, url: &str, listen: IpAddr, data: &Path) -> Result<(), Problem> {
        let promised = url.starts_with("https://");
        if self.is_secure() && !promised {
            return Err(Problem::mistaken("a server with a certificate is reached over HTTPS: --url https://…"));
        }
        if self.redirect_http.is_some() && !promised {
            return Err(Problem::mistaken("--redirect-http leads to HTTPS: --url https://…"));
        }
        let plain = !self.is_secure() && !self.insecure_http && self.proxies.is_empty();
        if plain && !listen.to_canonical().is_loopback() {
            return Err(Problem::mistaken(format!(
                "{listen} is reached from other machines, and HTTP without TLS hides nothing: give --tls-cert and --tls-key, \
                 or --acme, or name the proxy in front with --proxy, or say --insecure-http"
            )));
        }
        if plain && promised {
            return Err(Problem::mistaken(
                "--url promises HTTPS, so something in front of this server speaks it: name it, as --proxy 127.0.0.1",
            ));
        }
        if let Some(cache) = &self.acme_cache
            && options::is_inside(cache, data)
        {
            return Err(Problem::mistaken("--acme-cache names a folder outside the data folder"));
        }
        for name in self.acme.iter().chain(&self.hosts) {
            if url::Host::parse(name).is_err() || name.contains(['/', ':', '*']) {
                return Err(Problem::mistaken(format!("{name:?} is not the name of a host, as www.example.no")));
            }
        }
        Ok(())
    }
}
