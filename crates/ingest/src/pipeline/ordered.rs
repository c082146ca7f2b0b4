//! A parallel map that gives its results in order, with bounded memory.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Applies `work` to the items on several threads and hands the results to
/// `take` in the order of the items. No item is begun that is `ahead` or more
/// before the one that `take` waits for. `take` may end the run.
pub(super) fn map<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    workers: usize,
    ahead: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let items = Mutex::new(items.enumerate());
    let gate = Gate::default();
    let (sender, receiver) = sync_channel::<(usize, R)>(workers);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let (items, gate, work) = (&items, &gate, &work);
            scope.spawn(move || {
                loop {
                    let next = lock(items).next();
                    let Some((at, item)) = next else { return };
                    if !gate.wait(at, ahead) || sender.send((at, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (at, result) in receiver {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                if take(result).is_break() {
                    gate.close();
                    return;
                }
                gate.advance(next);
            }
        }
    });
}

/// Lets items pass until they are too far ahead.
#[derive(Default)]
struct Gate {
    /// The item waited for; none when the run is over.
    next: Mutex<Position>,
    moved: Condvar,
}

#[derive(Default)]
struct Position {
    next: usize,
    closed: bool,
}

impl Gate {
    fn wait(&self, at: usize, ahead: usize) -> bool {
        let mut position = lock(&self.next);
        while !position.closed && at >= position.next.saturating_add(ahead) {
            position = self
                .moved
                .wait(position)
                .unwrap_or_else(PoisonError::into_inner);
        }
        !position.closed
    }

    fn advance(&self, next: usize) {
        lock(&self.next).next = next;
        self.moved.notify_all();
    }

    fn close(&self) {
        lock(&self.next).closed = true;
        self.moved.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_and_nothing_runs_far_ahead() {
        let begun = AtomicUsize::new(0);
        let mut seen = Vec::new();
        map(
            0..200_usize,
            4,
            8,
            |n| {
                begun.fetch_add(1, Ordering::SeqCst);
                // The first of each dozen is slow.
                if n % 12 == 0 {
                    std::thread::sleep(Duration::from_millis(3));
                }
                n * 2
            },
            |n| {
                assert!(begun.load(Ordering::SeqCst) <= seen.len() + 8 + 1);
                seen.push(n);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(seen, (0..200).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_run_can_be_ended() {
        let mut taken = 0;
        map(
            0..usize::MAX,
            3,
            4,
            |n| n,
            |_| {
                taken += 1;
                if taken == 10 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert_eq!(taken, 10);
    }
}
