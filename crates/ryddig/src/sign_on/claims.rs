//! What a provider says of somebody, and who that is here. Pure: the signature was checked before.

use super::file::{Declared, LinkBy, SecondFactor};
use engine::parties;
use engine::system::sign_on::Identity;
use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims};
use serde::{Deserialize, Serialize};
use web::SignOnProblem;

/// Google's address; it confirms addresses of others too, and is sure of a company's own only where it names the company.
const GOOGLE: &str = "https://accounts.google.com";
/// Words of `amr` (RFC 8176) and `acr` that mean several factors.
const SEVERAL_METHODS: &str = "mfa";
const SEVERAL_CONTEXTS: [&str; 3] = ["phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"];

/// Claims that some providers add.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Added {
    /// The company whose account it is (Entra ID).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tid: Option<String>,
    /// The domain of the company whose account it is (Google).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hd: Option<String>,
}

impl AdditionalClaims for Added {}

/// What a token says.
pub(super) type Claims = IdTokenClaims<Added, CoreGenderClaim>;

/// Who it is that `claims` tell of, if the one who runs the server lets them in.
pub(super) fn identity(declared: &Declared, claims: &Claims) -> Result<Identity, SignOnProblem> {
    let added = claims.additional_claims();
    if declared.tenant.as_deref().is_some_and(|tenant| added.tid.as_deref() != Some(tenant)) {
        return Err(SignOnProblem::Unconfirmed);
    }
    Ok(Identity {
        issuer: declared.issuer_text.clone(),
        subject: claims.subject().to_string(),
        address: confirmed(declared, claims),
        second_factor: second_factor(declared, claims),
    })
}

/// The address, where the provider is sure of it and its domain is let in.
fn confirmed(declared: &Declared, claims: &Claims) -> Option<String> {
    let address = match declared.link_by {
        LinkBy::Email if claims.email_verified() == Some(true) => claims.email().map(|email| email.as_str()),
        LinkBy::Email => None,
        LinkBy::PreferredUsername => claims.preferred_username().map(|name| name.as_str()),
    };
    let address = parties::email(address?)?;
    let domain = address.rsplit_once('@')?.1.to_lowercase();
    let is_let_in = |domain: &str| declared.domains.iter().any(|known| known == domain);
    let is_sure = declared.issuer_text != GOOGLE || claims.additional_claims().hd.as_deref().is_some_and(is_let_in);
    (is_sure && is_let_in(&domain)).then_some(address)
}

fn second_factor(declared: &Declared, claims: &Claims) -> bool {
    match declared.second_factor {
        None => false,
        Some(SecondFactor::Trusted) => true,
        Some(SecondFactor::Told) => {
            let methods = claims.auth_method_refs().into_iter().flatten();
            let context = claims.auth_context_ref();
            methods.into_iter().any(|method| method.as_str() == SEVERAL_METHODS)
                || context.is_some_and(|context| SEVERAL_CONTEXTS.contains(&context.as_str()))
        }
    }
}

#[cfg(test)]
mod tests;
