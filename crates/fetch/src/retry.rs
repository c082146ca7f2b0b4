//! When a request is made again, and after what wait.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::config::Retry;
use crate::error::FetchError;

/// A request that did not end well.
#[derive(Debug)]
pub(crate) struct Fault {
    /// What to say if it is not made again.
    pub(crate) error: FetchError,
    /// Whether it may end better the next time.
    pub(crate) again: bool,
    /// The wait that the server asks for.
    pub(crate) after: Option<Duration>,
}

impl Fault {
    /// A fault that another try may mend.
    pub(crate) fn passing(error: FetchError) -> Self {
        Self {
            error,
            again: true,
            after: None,
        }
    }
}

/// A fault that another try does not mend.
impl From<FetchError> for Fault {
    fn from(error: FetchError) -> Self {
        Self {
            error,
            again: false,
            after: None,
        }
    }
}

/// The wait before the next try, or why there is none. `tries` were made.
pub(crate) fn wait(
    fault: Fault,
    tries: u32,
    retry: &Retry,
) -> Result<(Duration, FetchError), FetchError> {
    if let Some(asked) = fault.after
        && asked > retry.longest_wait
    {
        return Err(FetchError::AskedToWait {
            url: fault.error.url().to_owned(),
            seconds: asked.as_secs(),
        });
    }
    if !fault.again || tries >= retry.attempts {
        return Err(counted(fault.error, tries));
    }
    let doubled = retry
        .wait
        .saturating_mul(
            1_u32
                .checked_shl(tries.saturating_sub(1))
                .unwrap_or(u32::MAX),
        )
        .min(retry.longest_wait);
    let wait = doubled.mul_f64(0.5 + chance() / 2.0);
    Ok((
        fault
            .after
            .map_or(wait, |asked| asked.max(wait.min(retry.wait))),
        fault.error,
    ))
}

/// How often something was tried, in the error that says so.
fn counted(error: FetchError, made: u32) -> FetchError {
    match error {
        FetchError::Unreachable { url, problem, .. } => FetchError::Unreachable {
            url,
            problem,
            tries: made,
        },
        FetchError::ServerBusy { url, status, .. } => FetchError::ServerBusy {
            url,
            status,
            tries: made,
        },
        FetchError::Damaged { url, problem, .. } => FetchError::Damaged {
            url,
            problem,
            tries: made,
        },
        other => other,
    }
}

/// The wait that `Retry-After` asks for: seconds, or a date.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let then = DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

/// A number from 0 to 1 that differs between runs that began together, so that they do not ask again together. The
/// standard library seeds its hash maps from the system: that is chance enough.
fn chance() -> f64 {
    let bits = u32::try_from(RandomState::new().hash_one(0_u8) >> 32).unwrap_or_default();
    f64::from(bits) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy(after: Option<u64>) -> Fault {
        Fault {
            error: FetchError::ServerBusy {
                url: "http://h".to_owned(),
                tries: 1,
                status: 503,
            },
            again: true,
            after: after.map(Duration::from_secs),
        }
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let retry = Retry {
            attempts: 40,
            ..Retry::default()
        };
        for (tries, least, most) in [
            (1, 500, 1000),
            (2, 1000, 2000),
            (4, 4000, 8000),
            (39, 30_000, 60_000),
        ] {
            let (wait, _) = wait(busy(None), tries, &retry).expect("a wait");
            let range = Duration::from_millis(least)..=Duration::from_millis(most);
            assert!(range.contains(&wait), "{tries}: {wait:?}");
        }
        assert!(wait(busy(None), 40, &retry).is_err());
    }

    #[test]
    fn the_server_is_heard() {
        let retry = Retry::default();
        let (wait_asked, _) = wait(busy(Some(7)), 1, &retry).expect("a wait");
        assert_eq!(wait_asked, Duration::from_secs(7));
        let refused = wait(busy(Some(3600)), 1, &retry).expect_err("too long");
        assert!(matches!(
            refused,
            FetchError::AskedToWait { seconds: 3600, .. }
        ));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-01-05T10:00:00Z".parse().expect("a time");
        for (value, expected) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Mon, 05 Jan 2026 10:00:30 GMT", Some(30)),
            ("Mon, 05 Jan 2026 09:00:00 GMT", Some(0)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("soon", None),
            ("-1", None),
            ("", None),
        ] {
            let wait = retry_after(value, now);
            assert_eq!(wait, expected.map(Duration::from_secs), "{value}");
        }
    }
}
