//! How often one network may ask. In memory only; no address is kept, but the number of the box that it falls into.
//!
//! Networks share boxes at random, so that what is counted has a fixed size however many ask. Who sits on this machine
//! is not counted.

use crate::limits::{
    FORMS_AT_ONCE, FORMS_PER_MINUTE, PAGES_AT_ONCE, PAGES_PER_MINUTE, PROGRAMS_AT_ONCE, PROGRAMS_PER_MINUTE,
    RATE_BOXES, SIGN_INS_AT_ONCE, SIGN_INS_PER_MINUTE,
};
use engine::Moment;
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What is asked for, as far as that has a rate of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A try to sign in.
    SignIn,
    /// A form that anybody may send.
    Forms,
    /// Something for a program.
    Programs,
    /// Everything else.
    Pages,
}

type Limiter = RateLimiter<u64, DashMapStateStore<u64>, Ticks, NoOpMiddleware<Duration>>;

/// The rates of every kind.
pub(crate) struct Rates {
    sign_ins: Limiter,
    forms: Limiter,
    programs: Limiter,
    pages: Limiter,
    ticks: Ticks,
    boxes: RandomState,
}

impl Rates {
    pub(crate) fn new(clock: Arc<dyn Fn() -> Moment + Send + Sync>) -> Self {
        let ticks = Ticks { seen: Arc::new(Mutex::new((clock(), Duration::ZERO))), clock };
        let limiter = |at_once: NonZeroU32, a_minute: NonZeroU32| {
            RateLimiter::dashmap_with_clock(Quota::per_minute(a_minute).allow_burst(at_once), ticks.clone())
        };
        Self {
            sign_ins: limiter(SIGN_INS_AT_ONCE, SIGN_INS_PER_MINUTE),
            forms: limiter(FORMS_AT_ONCE, FORMS_PER_MINUTE),
            programs: limiter(PROGRAMS_AT_ONCE, PROGRAMS_PER_MINUTE),
            pages: limiter(PAGES_AT_ONCE, PAGES_PER_MINUTE),
            boxes: RandomState::new(),
            ticks,
        }
    }

    /// Counts one more from `address`; gives how long to wait where there were too many.
    pub(super) fn pass(&self, address: IpAddr, kind: Kind) -> Result<(), Duration> {
        let address = address.to_canonical();
        if address.is_loopback() {
            return Ok(());
        }
        let limiter = match kind {
            Kind::SignIn => &self.sign_ins,
            Kind::Forms => &self.forms,
            Kind::Programs => &self.programs,
            Kind::Pages => &self.pages,
        };
        let number = self.boxes.hash_one(network(address)) % RATE_BOXES;
        limiter.check_key(&number).map_err(|until| until.wait_time_from(self.ticks.now()))
    }
}

/// The part of an address that one subscriber has: all of IPv4, 64 bits of IPv6.
pub fn network(address: IpAddr) -> [u8; 8] {
    let mut network = [0; 8];
    match address.to_canonical() {
        IpAddr::V4(v4) => network[..4].copy_from_slice(&v4.octets()),
        IpAddr::V6(v6) => network.copy_from_slice(&v6.octets()[..8]),
    }
    network
}

/// The site's clock as one that never goes back: a clock that is set back must not shut anybody out.
#[derive(Clone)]
struct Ticks {
    clock: Arc<dyn Fn() -> Moment + Send + Sync>,
    /// What the clock said last, and how much time has gone by since the start.
    seen: Arc<Mutex<(Moment, Duration)>>,
}

impl Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let said = (self.clock)();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let gone = u64::try_from(said.0.saturating_sub(seen.0.0)).unwrap_or(0);
        *seen = (said, seen.1.saturating_add(Duration::from_micros(gone)));
        seen.1
    }
}

#[cfg(test)]
mod tests;
