//! The file of the providers of sign-on: a table for each. Secrets lie elsewhere, in a file or a variable of their own.

use crate::Problem;
use openidconnect::ClientSecret;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;
use url::Url;

/// How many providers there may be.
const PROVIDERS: usize = 10;
/// A provider's word in addresses.
const KEY_CHARACTERS: usize = 30;

/// A provider as the one who runs the server names it.
#[derive(Debug, Clone)]
pub(crate) struct Declared {
    /// Its word in addresses.
    pub(crate) key: String,
    /// What people call it.
    pub(crate) name: String,
    /// Its address, as it stands in what it signs.
    pub(crate) issuer: Url,
    /// The same as it was written: it is compared letter by letter (OIDC Core 1.0, 3.1.3.7).
    pub(crate) issuer_text: String,
    /// What it calls this server.
    pub(crate) client_id: String,
    /// What this server shows that it is.
    pub(crate) client_secret: ClientSecret,
    /// What tells the address of somebody.
    pub(crate) link_by: LinkBy,
    /// Domains of addresses that are let in.
    pub(crate) domains: Vec<String>,
    /// The one company whose accounts are let in, of a provider that has many.
    pub(crate) tenant: Option<String>,
    /// What makes signing in there two factors.
    pub(crate) second_factor: Option<SecondFactor>,
}

/// What tells the address of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkBy {
    /// The claim `email`, where the provider says that it is verified.
    #[default]
    Email,
    /// The claim `preferred_username`, which a company's own administrators give (Entra ID). Only with a tenant.
    PreferredUsername,
}

/// What makes signing in at a provider two factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SecondFactor {
    /// The provider says so of each sign-in, in `amr` or `acr`.
    Told,
    /// The provider demands it of everybody, as the one who runs the server answers for.
    Trusted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    issuer: Spanned<String>,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    client_secret_env: Option<String>,
    #[serde(default)]
    link_by: LinkBy,
    domains: Spanned<Vec<String>>,
    tenant: Option<String>,
    second_factor: Option<SecondFactor>,
}

/// Reads the file, and the secrets that it names.
pub(crate) fn read(file: &Path) -> Result<Vec<Declared>, Problem> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|cause| Problem::mistaken(format!("{}: {cause}", file.display())))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let secret = |table: &Secret<'_>| match table {
        Secret::File(path) => {
            std::fs::read_to_string(folder.join(path)).map_err(|cause| format!("{}: {cause}", path.display()))
        }
        Secret::Variable(name) => std::env::var(name).map_err(|cause| format!("{name}: {cause}")),
    };
    parse(&text, secret).map_err(|mistake| Problem::mistaken(format!("{}:{mistake}", file.display())))
}

/// Where a secret lies.
enum Secret<'a> {
    File(&'a Path),
    Variable(&'a str),
}

/// The providers that `text` declares, in the order of their words; or the line and what is wrong there.
fn parse(text: &str, secret: impl Fn(&Secret<'_>) -> Result<String, String>) -> Result<Vec<Declared>, String> {
    let at = |byte: usize| text[..byte.min(text.len())].matches('\n').count() + 1;
    let tables: BTreeMap<Spanned<String>, Table> = toml::from_str(text).map_err(|mistake| {
        let line = mistake.span().map_or(1, |span| at(span.start));
        format!("{line}: {}", mistake.message())
    })?;
    if tables.len() > PROVIDERS {
        return Err(format!("1: there are more than {PROVIDERS} providers"));
    }
    let declared = tables.into_iter().map(|(key, table)| {
        let line = at(key.span().start);
        declared(key.into_inner(), table, &secret).map_err(|(byte, why)| format!("{}: {why}", byte.map_or(line, at)))
    });
    declared.collect()
}

/// A mistake: where, if not at the head of the table; and what.
type Mistake = (Option<usize>, String);

fn declared(
    key: String,
    table: Table,
    secret: &impl Fn(&Secret<'_>) -> Result<String, String>,
) -> Result<Declared, Mistake> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if key.is_empty() || key.len() > KEY_CHARACTERS || !key.chars().all(plain) {
        return Err((None, format!("{key:?} is not up to {KEY_CHARACTERS} small letters, digits and hyphens")));
    }
    let (span, issuer_text) = (table.issuer.span().start, table.issuer.into_inner());
    let issuer = Url::parse(&issuer_text).ok().filter(super::may_be_asked);
    let why =
        || (Some(span), format!("{issuer_text:?} is not the address of a provider: https, or http on this machine"));
    let issuer = issuer.ok_or_else(why)?;
    let (span, domains) = (table.domains.span().start, table.domains.into_inner());
    let is_domain = |domain: &String| domain.contains('.') && !domain.contains(['@', '/', ' ', '*']);
    if domains.is_empty() || !domains.iter().all(is_domain) {
        return Err((
            Some(span),
            "`domains` names those of the addresses that are let in, as [\"company.example\"]".to_owned(),
        ));
    }
    if table.link_by == LinkBy::PreferredUsername && table.tenant.is_none() {
        return Err((
            None,
            "`link_by = \"preferred_username\"` needs `tenant`: only a company's own administrators give such names"
                .to_owned(),
        ));
    }
    let client_secret = match (&table.client_secret_file, &table.client_secret_env) {
        (Some(path), None) => secret(&Secret::File(path)),
        (None, Some(name)) => secret(&Secret::Variable(name)),
        (Some(_), Some(_)) | (None, None) => Err("name one of `client_secret_file` and `client_secret_env`".to_owned()),
    };
    let client_secret = client_secret.map_err(|why| (None, why))?.trim().to_owned();
    if client_secret.is_empty() {
        return Err((None, "the client's secret is empty".to_owned()));
    }
    let client_secret = ClientSecret::new(client_secret);
    let domains = domains.into_iter().map(|domain| domain.to_lowercase()).collect();
    let Table { name, client_id, link_by, tenant, second_factor, .. } = table;
    Ok(Declared { key, name, issuer, issuer_text, client_id, client_secret, link_by, domains, tenant, second_factor })
}

#[cfg(test)]
mod tests;
