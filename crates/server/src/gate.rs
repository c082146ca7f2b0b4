//! How many searches run at once, and how long a request waits for its turn.

use std::sync::Arc;
use std::time::Duration;

use renvoi_query::{Deadline, Engine, IndexError, View};
use tokio::sync::Semaphore;

use crate::error::Failure;

/// A request that has no answer by then gets an error.
const DEADLINE: Duration = Duration::from_secs(2);

/// Searches under way at once for each core: more would only wait for a core.
const SEARCHES_A_CORE: usize = 4;

pub(crate) struct Gate(Arc<Semaphore>);

impl Gate {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self(Arc::new(Semaphore::new(cores * SEARCHES_A_CORE)))
    }

    /// Runs work on the index off the threads that answer the network. Work
    /// that is past its deadline keeps its place until it ends, so that a
    /// crowd of slow searches cannot pile up.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        engine: &Arc<Engine>,
        work: impl FnOnce(&View) -> Result<T, IndexError> + Send + 'static,
    ) -> Result<T, Failure> {
        let places = Arc::clone(&self.0);
        let engine = Arc::clone(engine);
        let deadline = Deadline::after(DEADLINE);
        let answer = async move {
            let place = places.acquire_owned().await.map_err(|_| Failure::Busy)?;
            tokio::task::spawn_blocking(move || {
                let _place = place;
                work(&engine.view(deadline)?)
            })
            .await
            .map_err(|_| Failure::Internal)?
            .map_err(Failure::from)
        };
        tokio::time::timeout(DEADLINE, answer)
            .await
            .unwrap_or(Err(Failure::Busy))
    }
}
