//! Work in two steps on several threads, with a decision between them that is
//! made in order, and results in order; with bounded memory.
//!
//! Files are read on all threads. What a document is called depends on those
//! before it, so that is decided one after the other. What is made of it then is
//! made on all threads again.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How far work may run before what is waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ahead {
    /// Items.
    pub(super) items: usize,
    /// What the results that wait may weigh together.
    pub(super) weight: u64,
}

/// The steps that all threads take.
pub(super) trait Steps: Sync {
    /// What is worked on.
    type Item: Send;
    /// What the first step makes of it.
    type Read: Send;
    /// What is left to do once it was decided on.
    type Decided: Send;
    /// What the second step makes of that.
    type Done: Send;

    /// The first step; what it makes comes with its weight.
    fn read(&self, item: Self::Item) -> (Self::Read, u64);

    /// The second step.
    fn finish(&self, decided: Self::Decided) -> Self::Done;
}

/// What is done in the order of the items, on the thread that called.
pub(super) trait InOrder<S: Steps> {
    /// Decides on what was read.
    fn decide(&mut self, read: S::Read) -> S::Decided;

    /// Takes a result. It may end the run.
    fn take(&mut self, done: S::Done) -> ControlFlow<()>;
}

enum Event<S: Steps> {
    Read(usize, S::Read, u64),
    Done(usize, S::Done, u64),
    /// There are so many items.
    End(usize),
}

/// Works on the items. No item but the one that is taken next is begun too far
/// `ahead` of it, by count or by the weight of what waits.
pub(super) fn run<S: Steps>(
    items: impl Iterator<Item = S::Item> + Send,
    workers: usize,
    ahead: Ahead,
    steps: &S,
    in_order: &mut impl InOrder<S>,
) {
    let items = Mutex::new(Some((items, 0)));
    let board = Board::default();
    let (sender, receiver) = sync_channel::<Event<S>>(workers);
    std::thread::scope(|scope| {
        // Whatever ends the run, the threads must learn of it: those that wait for something to do by the board, those
        // that wait to hand something over by the end of the channel.
        let receiver = receiver;
        let _closing = CloseOnDrop(&board);
        for _ in 0..workers {
            let worker = Worker {
                items: &items,
                board: &board,
                ahead,
                steps,
                sender: sender.clone(),
            };
            scope.spawn(move || worker.run());
        }
        drop(sender);
        let (mut read, mut done) = (BTreeMap::new(), BTreeMap::new());
        let (mut decided, mut taken, mut total) = (0, 0, None);
        while total != Some(taken) {
            let Ok(event) = receiver.recv() else { break };
            match event {
                Event::Read(at, result, weight) => {
                    read.insert(at, (result, weight));
                }
                Event::Done(at, result, weight) => {
                    done.insert(at, (result, weight));
                }
                Event::End(count) => total = Some(count),
            }
            while let Some((result, weight)) = read.remove(&decided) {
                board.post(decided, in_order.decide(result), weight);
                decided += 1;
            }
            while let Some((result, weight)) = done.remove(&taken) {
                taken += 1;
                if in_order.take(result).is_break() {
                    return;
                }
                board.advance(taken, weight);
            }
        }
    });
}

struct CloseOnDrop<'b, D>(&'b Board<D>);

impl<D> Drop for CloseOnDrop<'_, D> {
    fn drop(&mut self) {
        self.0.close();
    }
}

struct Worker<'w, S: Steps, I> {
    /// With how many were given out; none when they are at their end.
    items: &'w Mutex<Option<(I, usize)>>,
    board: &'w Board<S::Decided>,
    ahead: Ahead,
    steps: &'w S,
    sender: SyncSender<Event<S>>,
}

impl<S: Steps, I: Iterator<Item = S::Item>> Worker<'_, S, I> {
    fn run(self) {
        let _guard = Guard(self.board);
        let mut held = None;
        loop {
            if held.is_none() {
                held = self.next();
            }
            let at = held.as_ref().map(|(at, _)| *at);
            let event = match self.board.wait(at, self.ahead) {
                Turn::Over => return,
                Turn::Finish(at, decided, weight) => {
                    Event::Done(at, self.steps.finish(decided), weight)
                }
                Turn::Begin => {
                    let Some((at, item)) = held.take() else {
                        return;
                    };
                    let (read, weight) = self.steps.read(item);
                    self.board.weigh(weight);
                    Event::Read(at, read, weight)
                }
            };
            if self.sender.send(event).is_err() {
                return;
            }
        }
    }

    /// The next item; the first thread that finds none says how many there were.
    fn next(&self) -> Option<(usize, S::Item)> {
        let mut items = lock(self.items);
        let (iter, count) = items.as_mut()?;
        let next = iter.next();
        let Some(item) = next else {
            let count = *count;
            *items = None;
            drop(items);
            // Where nobody listens any more, the run is over.
            let _ = self.sender.send(Event::End(count));
            return None;
        };
        let at = *count;
        *count += 1;
        Some((at, item))
    }
}

/// Ends the run when a thread ends by a panic: nobody else will do its work.
struct Guard<'b, D>(&'b Board<D>);

impl<D> Drop for Guard<'_, D> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.close();
        }
    }
}

/// What a thread does next.
enum Turn<D> {
    /// The second step of an item.
    Finish(usize, D, u64),
    /// The first step of the item in hand.
    Begin,
    /// Nothing: the run is over.
    Over,
}

/// Where the threads see what there is to do.
struct Board<D> {
    state: Mutex<State<D>>,
    moved: Condvar,
}

struct State<D> {
    /// The item that is taken next.
    next: usize,
    /// The weight of what waits to be taken.
    waiting: u64,
    decided: VecDeque<(usize, D, u64)>,
    closed: bool,
}

impl<D> Default for Board<D> {
    fn default() -> Self {
        let state = State {
            next: 0,
            waiting: 0,
            decided: VecDeque::new(),
            closed: false,
        };
        Self {
            state: Mutex::new(state),
            moved: Condvar::new(),
        }
    }
}

impl<D> Board<D> {
    /// Waits until there is something to do for a thread with the item `at` in
    /// hand.
    fn wait(&self, at: Option<usize>, ahead: Ahead) -> Turn<D> {
        let mut state = lock(&self.state);
        loop {
            if state.closed {
                return Turn::Over;
            }
            if let Some((at, decided, weight)) = state.decided.pop_front() {
                return Turn::Finish(at, decided, weight);
            }
            let may_begin = at.is_some_and(|at| {
                at == state.next
                    || (at < state.next.saturating_add(ahead.items)
                        && state.waiting <= ahead.weight)
            });
            if may_begin {
                return Turn::Begin;
            }
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn weigh(&self, weight: u64) {
        lock(&self.state).waiting += weight;
    }

    fn post(&self, at: usize, decided: D, weight: u64) {
        lock(&self.state).decided.push_back((at, decided, weight));
        self.moved.notify_one();
    }

    fn advance(&self, next: usize, weight: u64) {
        let mut state = lock(&self.state);
        state.next = next;
        state.waiting = state.waiting.saturating_sub(weight);
        drop(state);
        self.moved.notify_all();
    }

    fn close(&self) {
        lock(&self.state).closed = true;
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

    /// Doubles numbers; some take longer.
    struct Doubling {
        begun: AtomicUsize,
        slow: fn(usize) -> u64,
        weight: u64,
    }

    impl Steps for Doubling {
        type Item = usize;
        type Read = usize;
        type Decided = usize;
        type Done = usize;

        fn read(&self, n: usize) -> (usize, u64) {
            self.begun.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis((self.slow)(n)));
            (n * 2, self.weight)
        }

        fn finish(&self, n: usize) -> usize {
            n + 1
        }
    }

    struct Order<'b, F> {
        begun: &'b AtomicUsize,
        decided: Vec<usize>,
        taken: Vec<usize>,
        /// The most that were begun before what was taken.
        farthest: usize,
        ends: F,
    }

    impl<F: Fn(usize) -> bool> InOrder<Doubling> for Order<'_, F> {
        fn decide(&mut self, n: usize) -> usize {
            self.decided.push(n);
            n
        }

        fn take(&mut self, n: usize) -> ControlFlow<()> {
            let ahead = self.begun.load(Ordering::SeqCst) - self.taken.len();
            self.farthest = self.farthest.max(ahead);
            self.taken.push(n);
            if (self.ends)(self.taken.len()) {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        }
    }

    fn run_with(
        workers: usize,
        items: impl Iterator<Item = usize> + Send,
        ahead: (usize, u64),
        (weight, slow): (u64, fn(usize) -> u64),
        ends: impl Fn(usize) -> bool,
    ) -> (Vec<usize>, Vec<usize>, usize) {
        let steps = Doubling {
            begun: AtomicUsize::new(0),
            slow,
            weight,
        };
        let mut order = Order {
            begun: &steps.begun,
            decided: Vec::new(),
            taken: Vec::new(),
            farthest: 0,
            ends,
        };
        let (items_ahead, weight_ahead) = ahead;
        let ahead = Ahead {
            items: items_ahead,
            weight: weight_ahead,
        };
        run(items, workers, ahead, &steps, &mut order);
        (order.decided, order.taken, order.farthest)
    }

    #[test]
    fn all_is_decided_and_taken_in_order_and_nothing_runs_far_ahead() {
        // The first of each dozen is slow.
        let slow = |n| if n % 12 == 0 { 3 } else { 0 };
        let (decided, taken, farthest) = run_with(4, 0..200, (8, u64::MAX), (1, slow), |_| false);
        assert_eq!(decided, (0..200).map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(taken, (0..200).map(|n| n * 2 + 1).collect::<Vec<_>>());
        assert!(farthest <= 8, "{farthest}");
    }

    #[test]
    fn nothing_is_a_run_too() {
        let (decided, taken, _) = run_with(4, 0..0, (8, 1), (1, |_| 0), |_| false);
        assert!(decided.is_empty() && taken.is_empty());
    }

    #[test]
    fn what_waits_does_not_weigh_too_much() {
        // The first takes long; the others weigh ten each, and each thread may have begun one more.
        let slow = |n| if n == 0 { 50 } else { 0 };
        let (_, taken, farthest) = run_with(4, 0..40, (16, 25), (10, slow), |_| false);
        assert_eq!(taken.len(), 40);
        assert!(farthest <= 8, "{farthest} waited");
    }

    #[test]
    fn a_run_can_be_ended() {
        // Two threads with far more ahead than the channel holds: both wait to hand something over when the run ends.
        for (workers, ahead) in [(4, 4), (2, 16), (1, 64)] {
            let ends = |n| {
                std::thread::sleep(Duration::from_millis(2));
                n == 10
            };
            let all = 0..usize::MAX;
            let (_, taken, _) = run_with(workers, all, (ahead, u64::MAX), (1, |_| 0), ends);
            assert_eq!(taken.len(), 10);
        }
    }

    #[test]
    fn a_panic_of_who_takes_ends_the_run() {
        let ends = |n: usize| -> bool {
            std::thread::sleep(Duration::from_millis(2));
            assert!(n < 10, "as the test wants");
            false
        };
        let run = || run_with(2, 0..usize::MAX, (16, u64::MAX), (1, |_| 0), ends);
        assert!(std::panic::catch_unwind(run).is_err());
    }
}
