//! Answers that must not tell whether an address is known: nor by how long they take.

use crate::limits::EVEN_ANSWER_TIME;

/// What comes of `answer`, no sooner than any such answer comes.
pub(crate) async fn evenly<T>(answer: impl Future<Output = T>) -> T {
    tokio::join!(answer, tokio::time::sleep(EVEN_ANSWER_TIME)).0
}
