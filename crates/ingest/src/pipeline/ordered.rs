//! A parallel map that gives its results in order, with bounded memory.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How far work may run before what is waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ahead {
    /// Items.
    pub(super) items: usize,
    /// What the results that wait may weigh together.
    pub(super) weight: u64,
}

/// Applies `work` to the items on several threads and hands the results to
/// `take` in the order of the items. `work` gives each result with its weight. No
/// item but the one that `take` waits for is begun too far `ahead` of it, by
/// count or by the weight of what waits. `take` may end the run.
pub(super) fn map<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    workers: usize,
    ahead: Ahead,
    work: impl Fn(T) -> (R, u64) + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let items = Mutex::new(items.enumerate());
    let gate = Gate::default();
    let (sender, receiver) = sync_channel::<(usize, (R, u64))>(workers);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let (items, gate, work) = (&items, &gate, &work);
            scope.spawn(move || {
                loop {
                    let next = lock(items).next();
                    let Some((at, item)) = next else { return };
                    if !gate.wait(at, ahead) {
                        return;
                    }
                    let (result, weight) = work(item);
                    gate.done(weight);
                    if sender.send((at, (result, weight))).is_err() {
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
            while let Some((result, weight)) = waiting.remove(&next) {
                next += 1;
                if take(result).is_break() {
                    gate.close();
                    return;
                }
                gate.advance(next, weight);
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
    /// The weight of the results that wait.
    waiting: u64,
    closed: bool,
}

impl Gate {
    fn wait(&self, at: usize, ahead: Ahead) -> bool {
        let mut position = lock(&self.next);
        let too_far = |position: &Position| {
            at >= position.next.saturating_add(ahead.items)
                || (at > position.next && position.waiting > ahead.weight)
        };
        while !position.closed && too_far(&position) {
            position = self
                .moved
                .wait(position)
                .unwrap_or_else(PoisonError::into_inner);
        }
        !position.closed
    }

    fn done(&self, weight: u64) {
        lock(&self.next).waiting += weight;
    }

    fn advance(&self, next: usize, weight: u64) {
        let mut position = lock(&self.next);
        position.next = next;
        position.waiting = position.waiting.saturating_sub(weight);
        drop(position);
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
            ahead(8, u64::MAX),
            |n| {
                begun.fetch_add(1, Ordering::SeqCst);
                // The first of each dozen is slow.
                if n % 12 == 0 {
                    std::thread::sleep(Duration::from_millis(3));
                }
                (n * 2, 1)
            },
            |n| {
                assert!(begun.load(Ordering::SeqCst) <= seen.len() + 8 + 1);
                seen.push(n);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(seen, (0..200).map(|n| n * 2).collect::<Vec<_>>());
    }

    const fn ahead(items: usize, weight: u64) -> Ahead {
        Ahead { items, weight }
    }

    #[test]
    fn what_waits_does_not_weigh_too_much() {
        // The first takes long; the others weigh ten each, and two workers may each have begun one more.
        let done = AtomicUsize::new(0);
        let mut most = 0;
        map(
            0..40_usize,
            2,
            ahead(16, 25),
            |n| {
                if n == 0 {
                    std::thread::sleep(Duration::from_millis(50));
                }
                done.fetch_add(1, Ordering::SeqCst);
                (n, 10)
            },
            |n| {
                most = most.max(done.load(Ordering::SeqCst) - n);
                ControlFlow::Continue(())
            },
        );
        assert!(most <= 6, "{most} waited");
    }

    #[test]
    fn a_run_can_be_ended() {
        let mut taken = 0;
        map(
            0..usize::MAX,
            3,
            ahead(4, u64::MAX),
            |n| (n, 1),
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
