//! `GET /static/{name}`: style sheet, scripts, fonts, under names that their content makes.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::assets;
use crate::error::Failure;
use crate::known::is_known;
use crate::parameters;

pub(crate) async fn get(
    uri: Uri,
    Path(_): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let asset = assets::served_at(uri.path());
    let no_such = || Failure::NoSuchAddress(uri.path().to_owned());
    let asset = asset.ok_or_else(no_such)?;
    parameters::none(uri.query())?;
    // Weak, since it names the file however it is packed.
    let tag = HeaderValue::from_str(&format!("W/\"{}\"", asset.address));
    let tag = tag.unwrap_or(HeaderValue::from_static("W/\"\""));
    let kept = [
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
        (header::ETAG, tag.clone()),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    if accepts_brotli(&headers)
        && let Some(packed) = asset.packed()
    {
        let packing = (header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        return Ok((kept, [kind, packing], packed).into_response());
    }
    Ok((kept, [kind], asset.body.clone()).into_response())
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING);
    let values = values.iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let refused = |part: &str| {
            part.strip_prefix("q=")
                .is_some_and(|q| q.parse() == Ok(0.0))
        };
        parts.next() == Some("br") && !parts.any(refused)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_for_those_who_take_it() {
        let accepts = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts_brotli(&headers)
        };
        assert!(accepts("gzip, br"));
        assert!(accepts("br;q=0.5"));
        assert!(!accepts("gzip, br;q=0"));
        assert!(!accepts("gzip"));
        assert!(!accepts(""));
    }
}
