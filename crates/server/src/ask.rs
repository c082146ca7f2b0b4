//! What a request asks besides its subject: in which language, and whether the answer is known already.

use std::convert::Infallible;
use std::sync::LazyLock;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Uri};
use renvoi_query::State;

use crate::assets;
use crate::client::IsSecure;
use crate::ui::{Locale, Ui};

/// A request, but for its subject.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) locale: Locale,
    pub(crate) uri: Uri,
    headers: HeaderMap,
    /// A proxy that is trusted says that it was asked over TLS.
    is_secure: bool,
}

impl<S: Sync> FromRequestParts<S> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let is_secure = parts.extensions.get::<IsSecure>().is_some();
        Ok(Self {
            is_secure,
            ..Self::of(&parts.headers, &parts.uri)
        })
    }
}

impl Ask {
    pub(crate) fn of(headers: &HeaderMap, uri: &Uri) -> Self {
        Self {
            // Programs ask by a header alone: parameters that an address does not know are refused.
            locale: Locale::chosen(uri)
                .filter(|_| !is_api(uri))
                .unwrap_or_else(|| Locale::of(headers)),
            uri: uri.clone(),
            headers: headers.clone(),
            is_secure: false,
        }
    }

    pub(crate) fn ui(&self) -> Ui {
        Ui::new(self.locale, &self.uri)
    }

    /// Names the answer to this request out of one state of an index (RFC 9110, 8.8.3): what it is made of does not change
    /// without the state, this program or the request. Weak, since the time taken and the packing differ.
    pub(crate) fn tag(&self, state: &State) -> HeaderValue {
        let mut hasher = blake3::Hasher::new();
        let parts = [
            state.generation.as_bytes(),
            state.change.as_bytes(),
            self.locale.code().as_bytes(),
            self.uri.path().as_bytes(),
            self.uri.query().unwrap_or_default().as_bytes(),
            BUILD.as_bytes(),
        ];
        for part in parts {
            hasher.update(&part.len().to_le_bytes());
            hasher.update(part);
        }
        let hash = hasher.finalize().to_hex();
        let tag = format!("W/\"{}\"", hash.get(..24).unwrap_or_default());
        HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"\""))
    }

    /// Scheme and host that the request was sent to, for addresses that leave this server.
    pub(crate) fn origin(&self) -> String {
        let text = |name: &str| self.headers.get(name).and_then(|value| value.to_str().ok());
        let scheme = if self.is_secure { "https" } else { "http" };
        let host = text("host").and_then(|host| host.parse::<Authority>().ok());
        host.map_or_else(String::new, |host| format!("{scheme}://{host}"))
    }

    /// Whether the one who asks has the answer with this tag.
    pub(crate) fn knows(&self, tag: &HeaderValue) -> bool {
        crate::known::is_known(&self.headers, tag)
    }
}

/// Whether an address is one of the API, whose errors are problem documents.
pub(crate) fn is_api(uri: &Uri) -> bool {
    is_for_programs(uri.path())
}

fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") || matches!(path, "/healthz" | "/readyz" | "/metrics")
}

/// Where the description of the API is served.
pub(crate) const DESCRIPTION: &str = "/api/v1/openapi.json";

/// Whether everyone may ask, as often as they like: whoever watches the server must always see it.
pub(crate) fn is_open(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz")
}

/// Where feeds are served.
pub(crate) const FEED: &str = "/api/v1/feed";

/// Whether a token is wanted where there are tokens: what the API is made of is no secret, what it answers may be. Feeds
/// say no more than the pages do, and what reads feeds has no tokens.
pub(crate) fn is_guarded(path: &str) -> bool {
    is_for_programs(path) && !is_open(path) && !matches!(path, DESCRIPTION | FEED)
}

/// Tells this program from others that would answer otherwise: its bytes where they can be read, and its files.
static BUILD: LazyLock<blake3::Hash> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(assets::digest().as_bytes());
    let program = std::env::current_exe().and_then(std::fs::File::open);
    let read = program.and_then(|program| hasher.update_reader(program).map(|_| ()));
    if let Err(error) = read {
        tracing::debug!(%error, "the program cannot be read; answers are named by its version");
    }
    hasher.finalize()
});

/// Reads the program now rather than at the first request.
pub(crate) fn prepare() {
    LazyLock::force(&BUILD);
}
