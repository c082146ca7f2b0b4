//! Who may ask, and how often.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::ask::{is_guarded, is_open};
use crate::client::{self, IsSecure};
use crate::error::Failure;
use crate::settings::Settings;
use crate::tokens::Tokens;

/// How often clients that did not ask for long are forgotten.
const FORGETTING: Duration = Duration::from_mins(1);

type Limiter = RateLimiter<IpAddr, HashMapStateStore<IpAddr>, DefaultClock>;

/// What is asked of a request before it is answered.
pub(crate) struct Guard {
    settings: Settings,
    tokens: Option<Tokens>,
    limiter: Option<Limiter>,
    forgotten: Mutex<Instant>,
}

impl Guard {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            tokens: settings.tokens.clone().map(Tokens::of),
            limiter: settings
                .rate
                .map(|rate| RateLimiter::hashmap(Quota::per_minute(rate))),
            forgotten: Mutex::new(Instant::now()),
            settings,
        }
    }

    /// Whether a request may be answered.
    fn admit(&self, request: &Request) -> Result<(), Failure> {
        if is_open(request.uri().path()) {
            return Ok(());
        }
        let client = client::of(
            request.headers(),
            request.extensions(),
            &self.settings.proxies,
        );
        if let (Some(limiter), Some(client)) = (&self.limiter, client) {
            self.forget(limiter);
            if let Err(early) = limiter.check_key(&household(client)) {
                let wait = early.wait_time_from(DefaultClock::default().now());
                return Err(Failure::TooMany(wait.as_secs() + 1));
            }
        }
        match &self.tokens {
            Some(tokens) if is_guarded(request.uri().path()) && !tokens.open(request.headers()) => {
                Err(Failure::Unauthorized)
            }
            _ => Ok(()),
        }
    }

    /// Clients that may ask again at once need not be remembered.
    fn forget(&self, limiter: &Limiter) {
        let Ok(mut forgotten) = self.forgotten.try_lock() else {
            return;
        };
        if forgotten.elapsed() > FORGETTING {
            *forgotten = Instant::now();
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// What counts as one client: of version 6 a network of 64 bits, since whoever has one address has all of it.
fn household(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

/// Lets in who may ask.
pub(crate) async fn admit(
    State(guard): State<std::sync::Arc<Guard>>,
    mut request: Request,
    next: Next,
) -> Response {
    let proxies = &guard.settings.proxies;
    if client::is_secure(request.headers(), request.extensions(), proxies) {
        request.extensions_mut().insert(IsSecure);
    }
    match guard.admit(&request) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}
