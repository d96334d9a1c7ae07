//! How fast mail goes out, and when what was put off is tried again. Both are arithmetic: the caller has the clock and the queue.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use crate::limits::{PACED_DOMAINS_MAX_COUNT, RETRY_MAX_SECONDS, RETRY_PAUSE_MAX_SECONDS};

/// When a message that met a 4xx is tried again, in seconds after the attempt: soon at first, as greylisting lasts minutes.
const PAUSES_SECONDS: [u64; 6] = [60, 300, 900, 1_800, 3_600, 7_200];

/// How long after attempt number `attempt` (the first is 1) the next one comes; none when the message has been tried for long
/// enough since its first attempt (RFC 5321, 4.5.4.1), and has failed.
pub fn retry_after(attempt: u32, since_first: Duration) -> Option<Duration> {
    let place = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    let pause = PAUSES_SECONDS.get(place).copied().unwrap_or(RETRY_PAUSE_MAX_SECONDS);
    let pause = Duration::from_secs(pause);
    (since_first + pause <= Duration::from_secs(RETRY_MAX_SECONDS)).then_some(pause)
}

/// Keeps mail to one domain from going out faster than that domain takes it.
#[derive(Debug, Clone)]
pub struct Pace {
    interval: Duration,
    next: HashMap<String, SystemTime>,
}

impl Pace {
    /// At most so many messages a minute to each domain, evenly.
    pub fn new(per_minute: u32) -> Self {
        Self { interval: Duration::from_mins(1) / per_minute.max(1), next: HashMap::new() }
    }

    /// How long a message to this address waits, asked at `now`. It then has its turn: the next one comes behind it.
    pub fn wait(&mut self, address: &str, now: SystemTime) -> Duration {
        let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
        if self.next.len() >= PACED_DOMAINS_MAX_COUNT && !self.next.contains_key(&domain) {
            self.forget(now);
        }
        let turn = self.next.get(&domain).copied().unwrap_or(now).max(now);
        self.next.insert(domain, turn + self.interval);
        turn.duration_since(now).unwrap_or_default()
    }

    /// Whoever answered 4xx is left alone for a while: nothing goes to the domain before `until`.
    pub fn hold(&mut self, address: &str, until: SystemTime) {
        let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
        let turn = self.next.entry(domain).or_insert(until);
        *turn = (*turn).max(until);
    }

    /// Domains whose turn is past wait for nothing; if there are none, the one that was quiet longest goes.
    fn forget(&mut self, now: SystemTime) {
        self.next.retain(|_, turn| *turn > now);
        if self.next.len() >= PACED_DOMAINS_MAX_COUNT {
            let first = self.next.iter().min_by_key(|(_, turn)| **turn).map(|(domain, _)| domain.clone());
            first.and_then(|domain| self.next.remove(&domain));
        }
    }
}

#[cfg(test)]
impl Pace {
    pub(crate) fn is_bounded(&self) -> bool {
        self.next.len() <= PACED_DOMAINS_MAX_COUNT
    }
}
