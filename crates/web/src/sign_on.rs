//! Providers of sign-on (OIDC), for those who let their staff in with accounts that they have already.
//!
//! This crate asks nobody over the network; the program hands that in behind [`SignOn`]. What a provider says is shown to
//! nobody: a [`SignOnProblem`] is all that is told of it.

use engine::system::sign_on::Identity;
use std::pin::Pin;

/// What is asked of a provider, and answered in time.
pub type Asked<'a, T> = Pin<Box<dyn Future<Output = Result<T, SignOnProblem>> + Send + 'a>>;

/// The providers that the one who runs the server has named.
pub trait SignOn: Send + Sync {
    /// All of them, in their order.
    fn providers(&self) -> &[Provider];

    /// Begins signing in at the provider with this word.
    fn begin<'a>(&'a self, provider: &'a str) -> Asked<'a, Leaving>;

    /// Ends it: `state` is what [`begin`](Self::begin) gave, `returned` what the browser came back with.
    fn end<'a>(&'a self, provider: &'a str, state: &'a str, returned: &'a Returned) -> Asked<'a, Identity>;
}

/// A provider as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its word in addresses.
    pub key: String,
    /// What people call it.
    pub name: String,
}

/// Somebody goes to a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// Where to: an address of the provider's.
    pub to: String,
    /// What it takes to end it; kept here and shown to nobody.
    pub state: String,
}

/// What a browser comes back with (RFC 6749, 4.1.2; RFC 9207, 2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// What to ask the provider with.
    pub code: Option<String>,
    /// What it was sent away with.
    pub state: Option<String>,
    /// Who says so, where the provider tells.
    pub issuer: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Why nobody is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOnProblem {
    /// There is no such provider.
    NoProvider,
    /// They did not want to, or the provider did not.
    Cancelled,
    /// What came back does not belong to what was begun, or is not signed and meant for this server.
    Refused,
    /// The provider could not be asked.
    Unreachable,
    /// The provider has not confirmed an address that the company lets in.
    Unconfirmed,
}
