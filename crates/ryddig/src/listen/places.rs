//! Room for connections: so many in all, so many of one network.
//!
//! Where all places are taken, somebody who is not being answered makes room, one of the network that has most: who asks
//! nothing, and who has not sent all of it yet. Those who are being answered are never disturbed. It must not know what is asked.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;
use web::network;

/// All places.
pub(super) struct Places {
    most: usize,
    most_of_one: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    next: u64,
    by: HashMap<u64, Holder>,
    of: HashMap<Network, usize>,
}

struct Holder {
    network: Network,
    /// When it began to wait, as a number that grows; none while it is answered.
    waits_since: Option<u64>,
    /// The connection ends when this goes.
    _end: oneshot::Sender<()>,
}

/// What one subscriber has of an address.
type Network = [u8; 8];

impl Taken {
    fn tick(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn remove(&mut self, id: u64) {
        let Some(holder) = self.by.remove(&id) else { return };
        if let Some(number) = self.of.get_mut(&holder.network) {
            *number -= 1;
            if *number == 0 {
                self.of.remove(&holder.network);
            }
        }
    }

    /// Who makes room: of those that wait, one of the network with most connections, and of these the longest.
    fn idlest(&self) -> Option<u64> {
        let waiting = self.by.iter().filter_map(|(id, holder)| Some((*id, holder.network, holder.waits_since?)));
        let crowd = |network: &Network| self.of.get(network).copied().unwrap_or(0);
        let found = waiting.max_by_key(|(_, network, since)| (crowd(network), u64::MAX - since));
        found.map(|(id, ..)| id)
    }
}

impl Places {
    pub(super) fn new(most: usize, most_of_one: usize) -> Arc<Self> {
        Arc::new(Self { most, most_of_one, taken: Mutex::default() })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a connection from `address`, and what tells it to make room. None where there is no place. A proxy
    /// that was named speaks for many: `shared` is not counted by its network.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr, shared: bool) -> Option<(Place, oneshot::Receiver<()>)> {
        let network = network(address);
        let mut taken = self.taken();
        if !shared && taken.of.get(&network).is_some_and(|number| *number >= self.most_of_one) {
            return None;
        }
        if taken.by.len() >= self.most {
            let id = taken.idlest()?;
            taken.remove(id);
        }
        let id = taken.tick();
        let (end, ended) = oneshot::channel();
        taken.by.insert(id, Holder { network, waits_since: Some(id), _end: end });
        *taken.of.entry(network).or_default() += 1;
        Some((Place { places: Arc::clone(self), id }, ended))
    }
}

/// The place of one connection; it is free again when this goes.
pub(super) struct Place {
    places: Arc<Places>,
    id: u64,
}

impl Place {
    /// Is held from the head of a request to the end of its answer.
    pub(super) fn visit(&self) -> Visit {
        Visit { places: Arc::clone(&self.places), id: self.id }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.taken().remove(self.id);
    }
}

/// A request and its answer.
pub(super) struct Visit {
    places: Arc<Places>,
    id: u64,
}

impl Visit {
    /// All of it has come, or an answer has begun: from now on it is not disturbed.
    pub(super) fn has_come(&self) {
        if let Some(holder) = self.places.taken().by.get_mut(&self.id) {
            holder.waits_since = None;
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        let now = taken.tick();
        if let Some(holder) = taken.by.get_mut(&self.id) {
            holder.waits_since = Some(now);
        }
    }
}

#[cfg(test)]
mod tests;
