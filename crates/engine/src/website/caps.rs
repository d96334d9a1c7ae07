//! Caps: how many messages each network has sent lately. In memory only; nothing of it is ever written.

use crate::limits::{CAP_MULTIPLE, CAP_NETWORKS, CAP_WINDOW_SECONDS};
use model::Moment;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// The part of an address that neighbours share: 24 bits of IPv4, 48 bits of IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network([u8; 6]);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => {
                let [first, second, third, _] = v4.octets();
                Self([0, 0, 0, first, second, third])
            }
            IpAddr::V6(v6) => {
                let mut prefix = [0; 6];
                prefix.copy_from_slice(&v6.octets()[..6]);
                Self(prefix)
            }
        }
    }
}

/// What the count says of one more message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pressure {
    /// Nothing unusual.
    Normal,
    /// Above the cap: let a person look first.
    High,
    /// Far above: refuse for now.
    Flood,
}

/// Counts messages per network and hour.
pub(crate) struct Caps {
    cap: u32,
    counts: Mutex<HashMap<Network, Window>>,
}

struct Window {
    began: Moment,
    messages: u32,
}

impl Caps {
    pub(crate) fn new(cap: u32) -> Self {
        Self { cap, counts: Mutex::new(HashMap::new()) }
    }

    /// Counts one more message from `network`.
    pub(crate) fn count(&self, network: Network, now: Moment) -> Pressure {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let over = |window: &Window| window.began.plus_seconds(CAP_WINDOW_SECONDS) <= now;
        if counts.len() >= CAP_NETWORKS && !counts.contains_key(&network) {
            counts.retain(|_, window| !over(window));
            if counts.len() >= CAP_NETWORKS {
                return Pressure::High;
            }
        }
        let window = counts.entry(network).or_insert(Window { began: now, messages: 0 });
        if over(window) {
            *window = Window { began: now, messages: 0 };
        }
        window.messages = window.messages.saturating_add(1);
        if window.messages <= self.cap {
            Pressure::Normal
        } else if window.messages <= self.cap.saturating_mul(CAP_MULTIPLE) {
            Pressure::High
        } else {
            Pressure::Flood
        }
    }
}
