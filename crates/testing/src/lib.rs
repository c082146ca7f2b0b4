//! What the tests of several crates measure with: the time of some work, and whether it grows with the size of what it is
//! done on, and no faster.
//!
//! ```
//! let sum = |size: usize| {
//!     std::hint::black_box((0..200 * size).fold(0_usize, |sum, n| sum ^ n.wrapping_mul(31)));
//! };
//! assert_eq!(renvoi_testing::linear(1_000, sum), Ok(()));
//! ```

use std::time::Duration;

/// How many times as large the larger piece of work is.
const GROWTH: u32 = 16;

/// How much longer than that many times the larger one may take: memory that is farther away is slower. A quadratic part
/// that is a tenth of the smaller one makes the larger one last two and a half times as long as that.
const SLOWER: u32 = 2;

/// Less than this is not measured.
const SLACK: Duration = Duration::from_millis(5);

/// Attempts: other work on the machine slows down some, and never speeds one up.
const ATTEMPTS: usize = 4;

/// Does work of a size and of a multiple of it, and compares the times that the processor spent on them.
///
/// # Errors
/// The larger one takes longer than linear time would: both times, in words.
pub fn linear(size: usize, work: impl Fn(usize)) -> Result<(), String> {
    let large = size * usize::try_from(GROWTH).unwrap_or(1);
    let mut said = String::new();
    for _ in 0..ATTEMPTS {
        // The least of three: what disturbs a measure makes it longer.
        let short = (0..3).map(|_| time(|| work(size))).min();
        let short = short.unwrap_or_default();
        let long = time(|| work(large));
        if long <= short * GROWTH * SLOWER + SLACK {
            return Ok(());
        }
        said = format!("{short:?} for {size}, {long:?} for {large}");
    }
    Err(said)
}

/// The time that the processor spends on work in this thread: what else the machine does is not in it.
pub fn time(work: impl FnOnce()) -> Duration {
    let start = clock();
    work();
    clock().saturating_sub(start)
}

#[cfg(unix)]
fn clock() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or_default())
}

#[cfg(not(unix))]
fn clock() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(count: usize) {
        let mut sum = 0_usize;
        for n in 0..count {
            sum = std::hint::black_box(sum ^ n);
        }
    }

    #[test]
    fn a_small_quadratic_part_is_found() {
        // At the smaller size it is a tenth of the work.
        let linear_part = |size: usize| steps(size * 1_000);
        let quadratic_part = |size: usize| steps(size * size * 1_000 / (10 * 1_000));
        assert_eq!(linear(1_000, linear_part), Ok(()));
        let both = |size| {
            linear_part(size);
            quadratic_part(size);
        };
        assert!(linear(1_000, both).is_err());
    }
}
