//! How many searches run at once, how many wait for their turn, and how long a request may take.

use std::sync::Arc;
use std::time::Duration;

use renvoi_query::{Deadline, Engine, View};
use tokio::sync::Semaphore;

use crate::error::Failure;

/// A request that has no answer by then gets an error, and its work stops.
const DEADLINE: Duration = Duration::from_secs(2);

/// Searches under way at once for each core: more would only wait for a core, and keep the network waiting.
const SEARCHES_A_CORE: usize = 2;

/// Requests that wait for each search under way: more would not come to their turn in time.
const WAITING_A_SEARCH: usize = 8;

/// How long one may wait. Who finds no place by then is told to come back while there is still time for it.
const LONGEST_WAIT: Duration = Duration::from_millis(50);

pub(crate) struct Gate {
    running: Arc<Semaphore>,
    waiting: Semaphore,
}

impl Gate {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let running = cores * SEARCHES_A_CORE;
        Self {
            running: Arc::new(Semaphore::new(running)),
            waiting: Semaphore::new(running * WAITING_A_SEARCH),
        }
    }

    /// Does work on the index off the threads that answer the network, from one state of it. Work that is past its deadline
    /// stops, and keeps its place until it does, so that a crowd of slow searches cannot pile up.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        engine: &Arc<Engine>,
        work: impl FnOnce(&View) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let deadline = Deadline::after(DEADLINE);
        let place = {
            let _waiting = self.waiting.try_acquire().map_err(|_| Failure::Busy)?;
            let running = Arc::clone(&self.running).acquire_owned();
            let place = tokio::time::timeout(LONGEST_WAIT, running).await;
            place
                .map_err(|_| Failure::Busy)?
                .map_err(|_| Failure::Busy)?
        };
        let engine = Arc::clone(engine);
        let answer = tokio::task::spawn_blocking(move || {
            let _place = place;
            step_back();
            work(&engine.view(deadline)?)
        });
        // The work looks at the deadline itself; what comes of it a little later is not waited for.
        match tokio::time::timeout(DEADLINE, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(Failure::Internal),
            Err(_) => Err(Failure::Late),
        }
    }
}

/// Lets the threads that serve the network go before this one, which searches: who is refused must not wait for those
/// who are not. Said once a thread, where threads have a priority of their own.
fn step_back() {
    #[cfg(target_os = "linux")]
    {
        use std::cell::Cell;
        thread_local!(static IS_BACK: Cell<bool> = const { Cell::new(false) });
        if !IS_BACK.replace(true)
            && let Err(error) = rustix::process::setpriority_process(None, NICE)
        {
            tracing::debug!(%error, "the priority of a thread stays as it is");
        }
    }
}

/// How far: the network's threads work little, so that a little is enough.
#[cfg(target_os = "linux")]
const NICE: i32 = 5;
