//! Work that nobody waits for, each piece on a thread of its own: it may reckon for long, and no page comes later for it.

use crate::Problem;
use std::thread;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// Work on its thread.
pub(crate) struct Lane(oneshot::Receiver<()>);

impl Lane {
    /// Begins `work`. The system shows the thread under `name`.
    pub(crate) fn begin(name: &str, work: impl Future<Output = ()> + Send + 'static) -> Result<Self, Problem> {
        let (done, ended) = oneshot::channel();
        let runtime = Handle::current();
        let run = move || {
            runtime.block_on(work);
            // Whoever waited may have given up.
            let _ = done.send(());
        };
        thread::Builder::new().name(name.to_owned()).spawn(run).map_err(Problem::failed)?;
        Ok(Self(ended))
    }

    /// Waits until the work has ended.
    pub(crate) async fn end(self) {
        // An error says that it panicked, which is in the log.
        let _ = self.0.await;
    }
}
