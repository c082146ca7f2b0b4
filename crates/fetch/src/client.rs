//! One question to the server: paced, redirections followed, the answer's head read.

use std::io::Read;
use std::thread;
use std::time::Instant;

use jiff::Timestamp;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

use crate::address::{self, Refusal};
use crate::config::Config;
use crate::error::FetchError;
use crate::retry::{Fault, retry_after};

/// Headers that only one address is asked with: a validator belongs to one version of one file.
pub(crate) trait Conditions {
    /// The headers for an address, redirections included.
    fn headers(&self, url: &str) -> Vec<(&'static str, String)>;
}

/// No condition.
impl Conditions for () {
    fn headers(&self, _: &str) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// Asks, politely.
pub(crate) struct Client {
    agent: Agent,
    interval: std::time::Duration,
    redirects: u32,
    language: &'static str,
    last: Option<Instant>,
    /// Requests made.
    pub(crate) requests: usize,
}

/// The head of an answer, and its body to be read.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it came from, redirections followed.
    pub(crate) url: String,
    pub(crate) media_type: String,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    /// Bytes of the body, as sent.
    pub(crate) length: Option<u64>,
    pub(crate) content_range: Option<String>,
    /// How the body is encoded, if it is.
    pub(crate) encoding: Option<String>,
    pub(crate) body: Box<dyn Read>,
}

impl Answer {
    /// The mark that a cut download can go on with. `If-Range` takes no weak tag.
    pub(crate) fn validator(&self) -> Option<String> {
        let strong = self.etag.as_ref().filter(|tag| !tag.starts_with("W/"));
        strong.or(self.last_modified.as_ref()).cloned()
    }
}

impl Client {
    pub(crate) fn new(config: &Config) -> Self {
        let timeouts = &config.timeouts;
        let mut builder = Agent::config_builder()
            .user_agent(config.user_agent())
            .http_status_as_error(false)
            // Redirections are followed here: validators go to one address only, and https is kept.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(timeouts.connect))
            .timeout_connect(Some(timeouts.connect))
            .timeout_recv_response(Some(timeouts.first_byte))
            .timeout_per_read(Some(timeouts.idle))
            .timeout_recv_body(Some(timeouts.body));
        if !config.proxy {
            builder = builder.proxy(None);
        }
        Self {
            agent: builder.build().into(),
            interval: config.interval,
            redirects: config.redirects,
            language: config.language.long_code(),
            last: None,
            requests: 0,
        }
    }

    /// Asks for an address and follows where it leads.
    pub(crate) fn ask(
        &mut self,
        url: &str,
        accept: &str,
        conditions: &dyn Conditions,
    ) -> Result<Answer, Fault> {
        let mut here = url.to_owned();
        for _ in 0..=self.redirects {
            let response = self.send(&here, accept, conditions)?;
            let status = response.status().as_u16();
            let headers = response.headers();
            if header(headers, "x-amzn-waf-action").is_some() || status == 202 {
                return Err(FetchError::Challenged { url: here }.into());
            }
            if matches!(status, 301 | 302 | 303 | 307 | 308) {
                here = redirection(&here, &header(headers, "location").unwrap_or_default())?;
                continue;
            }
            if matches!(status, 408 | 425 | 429 | 500..=599) {
                return Err(Fault {
                    after: header(headers, "retry-after")
                        .and_then(|value| retry_after(&value, Timestamp::now())),
                    again: true,
                    error: FetchError::ServerBusy {
                        url: here,
                        tries: 1,
                        status,
                    },
                });
            }
            if matches!(status, 401 | 403 | 407 | 451) {
                return Err(FetchError::Refused { url: here, status }.into());
            }
            return Ok(answer(here, response));
        }
        Err(FetchError::TooManyRedirects {
            url: url.to_owned(),
            limit: self.redirects,
        }
        .into())
    }

    fn send(
        &mut self,
        url: &str,
        accept: &str,
        conditions: &dyn Conditions,
    ) -> Result<Response<Body>, Fault> {
        if let Some(last) = self.last {
            thread::sleep(self.interval.saturating_sub(last.elapsed()));
        }
        self.last = Some(Instant::now());
        self.requests += 1;
        let mut request = self
            .agent
            .get(url)
            .header("Accept", accept)
            .header("Accept-Language", self.language);
        let conditions = conditions.headers(url);
        // A range counts the bytes that are sent: those of a compressed body are not those of the file.
        let ranged = conditions.iter().any(|(name, _)| *name == "Range");
        request = request.header("Accept-Encoding", if ranged { "identity" } else { "gzip" });
        for (name, value) in conditions {
            request = request.header(name, value);
        }
        request.call().map_err(|error| unreachable(url, &error))
    }
}

/// A request that got no answer. Faults of the address or of the protocol's limits stay; all else may pass.
fn unreachable(url: &str, error: &ureq::Error) -> Fault {
    let again = !matches!(
        error,
        ureq::Error::BadUri(_)
            | ureq::Error::Http(_)
            | ureq::Error::LargeResponseHeader(..)
            | ureq::Error::Tls(_)
            | ureq::Error::Rustls(_)
            | ureq::Error::InvalidProxyUrl
    );
    Fault {
        error: FetchError::Unreachable {
            url: url.to_owned(),
            tries: 1,
            problem: error.to_string(),
        },
        again,
        after: None,
    }
}

fn redirection(from: &str, location: &str) -> Result<String, FetchError> {
    address::join(from, location).map_err(|refusal| FetchError::BadRedirect {
        url: from.to_owned(),
        to: location.chars().take(200).collect(),
        why: match refusal {
            Refusal::NotHttp => "which is no http or https address",
            Refusal::InTheClear => "which leaves a protected connection",
        },
    })
}

fn answer(url: String, response: Response<Body>) -> Answer {
    let headers = response.headers();
    let encoding = header(headers, "content-encoding")
        .map(|encoding| encoding.to_ascii_lowercase())
        .filter(|encoding| encoding != "identity");
    Answer {
        status: response.status().as_u16(),
        url,
        media_type: header(headers, "content-type").unwrap_or_default(),
        etag: header(headers, "etag"),
        last_modified: header(headers, "last-modified"),
        length: header(headers, "content-length").and_then(|length| length.parse().ok()),
        content_range: header(headers, "content-range"),
        encoding,
        body: Box::new(response.into_body().into_reader()),
    }
}

/// A header as text; the first if it is repeated.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.chars().take(1000).collect())
}
