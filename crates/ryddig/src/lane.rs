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
        Self::run(name, work, || {})
    }

    /// The same for work that has a core only where nobody else wants it. It must begin no thread that others use as well: a new
    /// thread gives way as its maker does.
    pub(crate) fn begin_behind(name: &str, work: impl Future<Output = ()> + Send + 'static) -> Result<Self, Problem> {
        Self::run(name, work, give_way)
    }

    fn run(name: &str, work: impl Future<Output = ()> + Send + 'static, first: fn()) -> Result<Self, Problem> {
        let (done, ended) = oneshot::channel();
        let runtime = Handle::current();
        let run = move || {
            first();
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

/// Lets every other thread have a core before this one; where there is nothing else to do it is as quick.
fn give_way() {
    // Elsewhere it would hold for the whole process.
    #[cfg(target_os = "linux")]
    if let Err(cause) = rustix::process::nice(crate::limits::BEHIND_NICENESS) {
        tracing::warn!("work that nobody waits for has the same priority as all other: {cause}");
    }
}
