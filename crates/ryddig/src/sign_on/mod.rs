//! Providers of sign-on (OIDC Core 1.0): the code flow with PKCE (RFC 7636), a state, a nonce and a signed token.
//!
//! What a provider says of itself is kept for some minutes, and asked for anew where a token is signed with a key that is not
//! among those that were kept: keys are changed. Nothing that a provider says is logged or shown.

mod claims;
mod file;

pub(crate) use file::{Declared, read};

use crate::open::now;
use crate::outbound::{Outbound, OutboundProblem};
use claims::{Added, Claims};
use engine::system::sign_on::Identity;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthType, AuthorizationCode, Client, ClientId, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IdToken, IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use url::Url;
use web::{Asked, Leaving, Returned, SignOnProblem};

/// How long it is believed what a provider says of itself.
const KEPT_SECONDS: u64 = 10 * 60;
/// How far the clocks of a provider and of this server may be apart.
const SKEW_SECONDS: u64 = 60;
/// A token that was signed longer ago was not signed for this sign-in.
const TOKEN_AGE_SECONDS: u64 = 10 * 60;

/// The ways in which a token may be signed. None of them is made with a secret that both sides have.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 7] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Fields = IdTokenFields<
    Added,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Token = IdToken<Added, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
/// A client of a provider that says where people sign in, and may say where codes are exchanged.
type Asking = Client<
    Added,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Whether a provider may be at this address.
fn may_be_asked(issuer: &Url) -> bool {
    Outbound::to(issuer).is_ok()
}

/// The providers of one server.
pub(crate) struct SignOn {
    shown: Vec<web::Provider>,
    providers: Vec<Provider>,
}

struct Provider {
    declared: Declared,
    outbound: Outbound,
    redirect: RedirectUrl,
    kept: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

/// What is kept between going and coming back.
#[derive(Serialize, Deserialize)]
struct Begun {
    provider: String,
    state: CsrfToken,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

impl SignOn {
    /// The providers that are declared, for the server at `url`.
    pub(crate) fn new(declared: Vec<Declared>, url: &str) -> Result<Self, OutboundProblem> {
        let shown = declared.iter().map(|one| web::Provider { key: one.key.clone(), name: one.name.clone() }).collect();
        let providers = declared.into_iter().map(|declared| {
            let back = format!("{url}/sign-in/with/{}/back", declared.key);
            let redirect = RedirectUrl::new(back).map_err(|_| OutboundProblem::Forbidden)?;
            let outbound = Outbound::to(&declared.issuer)?;
            Ok(Provider { declared, outbound, redirect, kept: Mutex::new(None) })
        });
        Ok(Self { shown, providers: providers.collect::<Result<_, _>>()? })
    }

    fn provider(&self, key: &str) -> Result<&Provider, SignOnProblem> {
        self.providers.iter().find(|one| one.declared.key == key).ok_or(SignOnProblem::NoProvider)
    }
}

impl web::SignOn for SignOn {
    fn providers(&self) -> &[web::Provider] {
        &self.shown
    }

    fn begin<'a>(&'a self, provider: &'a str) -> Asked<'a, Leaving> {
        Box::pin(async move { self.provider(provider)?.begin().await })
    }

    fn end<'a>(&'a self, provider: &'a str, state: &'a str, returned: &'a Returned) -> Asked<'a, Identity> {
        Box::pin(async move { self.provider(provider)?.end(state, returned).await })
    }
}

impl Provider {
    async fn begin(&self) -> Result<Leaving, SignOnProblem> {
        let metadata = self.metadata().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let asking = self.asking(metadata);
        let request =
            asking.authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random);
        let request = request.add_scope(Scope::new("email".to_owned())).add_scope(Scope::new("profile".to_owned()));
        let (to, state, nonce) = request.set_pkce_challenge(challenge).url();
        if !self.outbound.admits(&to) {
            return Err(self
                .stopped("the page to sign in at is at an address that is not admitted", SignOnProblem::Unreachable));
        }
        let begun = Begun { provider: self.declared.key.clone(), state, nonce, verifier };
        let state = serde_json::to_string(&begun).map_err(|_| SignOnProblem::Unreachable)?;
        Ok(Leaving { to: to.into(), state })
    }

    async fn end(&self, state: &str, returned: &Returned) -> Result<Identity, SignOnProblem> {
        let Begun { provider, state, nonce, verifier } =
            serde_json::from_str(state).map_err(|_| SignOnProblem::Refused)?;
        if provider != self.declared.key || returned.state.as_ref() != Some(state.secret()) {
            return Err(self.stopped("the state is not the one that it was sent", SignOnProblem::Refused));
        }
        if returned.issuer.as_ref().is_some_and(|issuer| *issuer != self.declared.issuer_text) {
            return Err(self.stopped("another provider answered", SignOnProblem::Refused));
        }
        let code = match (&returned.code, &returned.error) {
            (Some(code), None) => AuthorizationCode::new(code.clone()),
            (_, Some(error)) if error == "access_denied" => return Err(SignOnProblem::Cancelled),
            (_, _) => return Err(self.stopped("there is no code", SignOnProblem::Refused)),
        };
        let token = self.exchanged(code, verifier).await?;
        let claims = self.checked(&token, &nonce).await?;
        claims::identity(&self.declared, &claims)
    }

    /// The token that the provider gives for the code.
    async fn exchanged(&self, code: AuthorizationCode, verifier: PkceCodeVerifier) -> Result<Token, SignOnProblem> {
        use openidconnect::RequestTokenError::{Other, Parse, Request, ServerResponse};
        let asking = self.asking(self.metadata().await?);
        let exchange = asking.exchange_code(code).map_err(|_| SignOnProblem::Unreachable)?;
        let answer = exchange.set_pkce_verifier(verifier).request_async(&self.outbound).await;
        let answer = answer.map_err(|problem| match problem {
            Request(problem) => self.unreachable(problem),
            ServerResponse(_) => {
                self.stopped("it does not take the code, or not from this client", SignOnProblem::Refused)
            }
            Parse(..) | Other(_) => self.stopped("it gives no token that can be read", SignOnProblem::Refused),
        })?;
        let token = answer.extra_fields().id_token().cloned();
        token.ok_or_else(|| self.stopped("it gives no token that says who it is", SignOnProblem::Refused))
    }

    /// What the token says, if the provider signed it for this server and this sign-in. Where its key is not among those that
    /// were kept, they are asked for anew.
    async fn checked(&self, token: &Token, nonce: &Nonce) -> Result<Claims, SignOnProblem> {
        use openidconnect::ClaimsVerificationError::SignatureVerification;
        let first = self.claims(token, nonce, self.metadata().await?);
        let claims = match first {
            Err(SignatureVerification(_)) => self.claims(token, nonce, self.discovered().await?),
            other => other,
        };
        claims.map_err(|problem| self.stopped(kind_of(&problem), SignOnProblem::Refused))
    }

    fn claims(
        &self,
        token: &Token,
        nonce: &Nonce,
        metadata: CoreProviderMetadata,
    ) -> Result<Claims, openidconnect::ClaimsVerificationError> {
        let asking = self.asking(metadata);
        let at = UNIX_EPOCH + Duration::from_micros(u64::try_from(now().0).unwrap_or(0));
        let seconds = |time: SystemTime| time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let (latest, earliest) = (
            seconds(at + Duration::from_secs(SKEW_SECONDS)),
            seconds(at - Duration::from_secs(TOKEN_AGE_SECONDS + SKEW_SECONDS)),
        );
        let issued = move |signed_at: i64| u64::try_from(signed_at).is_ok_and(|at| (earliest..=latest).contains(&at));
        let verifier = asking
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || (at - Duration::from_secs(SKEW_SECONDS)).into())
            .set_issue_time_verifier_fn(move |at| {
                if issued(at.timestamp()) { Ok(()) } else { Err("signed at another time".to_owned()) }
            });
        token.claims(&verifier, nonce).cloned()
    }

    fn asking(&self, metadata: CoreProviderMetadata) -> Asking {
        let id = ClientId::new(self.declared.client_id.clone());
        let ways = metadata.token_endpoint_auth_methods_supported();
        let takes = |way| ways.is_none_or(|ways| ways.contains(&way));
        let in_body = !takes(CoreClientAuthMethod::ClientSecretBasic) && takes(CoreClientAuthMethod::ClientSecretPost);
        let way = if in_body { AuthType::RequestBody } else { AuthType::BasicAuth };
        let asking = Client::from_provider_metadata(metadata, id, Some(self.declared.client_secret.clone()));
        asking.set_redirect_uri(self.redirect.clone()).set_auth_type(way)
    }

    /// What the provider says of itself, as it was not long ago.
    async fn metadata(&self) -> Result<CoreProviderMetadata, SignOnProblem> {
        let kept = self.kept.lock().map_err(|_| SignOnProblem::Unreachable)?.clone();
        match kept {
            Some((at, metadata)) if at.elapsed() < Duration::from_secs(KEPT_SECONDS) => Ok(metadata),
            _ => self.discovered().await,
        }
    }

    /// What the provider says of itself now, its keys among it.
    async fn discovered(&self) -> Result<CoreProviderMetadata, SignOnProblem> {
        use openidconnect::DiscoveryError::Request;
        let issuer = IssuerUrl::new(self.declared.issuer_text.clone()).map_err(|_| SignOnProblem::Unreachable)?;
        let found = CoreProviderMetadata::discover_async(issuer, &self.outbound).await;
        let found = found.map_err(|problem| match problem {
            Request(problem) => self.unreachable(problem),
            _ => self
                .stopped("what it says of itself cannot be read, or is of another issuer", SignOnProblem::Unreachable),
        })?;
        *self.kept.lock().map_err(|_| SignOnProblem::Unreachable)? = Some((Instant::now(), found.clone()));
        Ok(found)
    }

    fn unreachable(&self, problem: OutboundProblem) -> SignOnProblem {
        tracing::warn!(provider = self.declared.key, %problem, "a provider of sign-on could not be asked");
        SignOnProblem::Unreachable
    }

    fn stopped(&self, why: &str, problem: SignOnProblem) -> SignOnProblem {
        tracing::warn!(provider = self.declared.key, why, "nobody is let in through a provider of sign-on");
        problem
    }
}

/// What is wrong with a token, without anything of it.
fn kind_of(problem: &openidconnect::ClaimsVerificationError) -> &'static str {
    use openidconnect::ClaimsVerificationError as Problem;
    match problem {
        Problem::Expired(_) => "the token has expired",
        Problem::InvalidAudience(_) => "the token is for another client",
        Problem::InvalidIssuer(_) => "the token is of another issuer",
        Problem::InvalidNonce(_) => "the token is of another sign-in",
        Problem::SignatureVerification(_) => "the token is not signed with a key of the provider's",
        _ => "the token cannot be accepted",
    }
}
