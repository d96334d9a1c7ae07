//! Passwords are hashed away from the threads that serve, a few at a time: each takes much memory, and all of them together must not
//! take all of it.

use crate::limits::{PASSWORDS_AT_ONCE, PASSWORDS_WAITING};
use engine::system::{Reckoned, Reckoning};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Hands that reckon, and room for those who wait for one.
#[derive(Clone)]
pub(crate) struct Reckoners {
    room: Arc<Semaphore>,
    hands: Arc<Semaphore>,
}

impl Default for Reckoners {
    fn default() -> Self {
        let room = Semaphore::new(PASSWORDS_AT_ONCE + PASSWORDS_WAITING);
        Self { room: Arc::new(room), hands: Arc::new(Semaphore::new(PASSWORDS_AT_ONCE)) }
    }
}

impl Reckoners {
    /// For the engine, which hands work over.
    pub(crate) fn reckoner(&self) -> impl Fn(Reckoning) -> BoxFuture<'static, Option<Reckoned>> + use<> {
        let own = self.clone();
        move |work| Box::pin(own.clone().reckon(work))
    }

    /// Carries `work` out; none where too many wait already.
    async fn reckon(self, work: Reckoning) -> Option<Reckoned> {
        let _room = self.room.try_acquire().ok()?;
        let hand = self.hands.acquire_owned().await.ok()?;
        let reckoned = tokio::task::spawn_blocking(move || {
            // Kept until it is done, even where nobody waits for it any more.
            let _hand = hand;
            work.run()
        });
        reckoned.await.ok()
    }
}
