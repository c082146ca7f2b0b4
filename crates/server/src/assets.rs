//! Style sheet, scripts, fonts: the files of `web/static`, compiled in.
//!
//! A file is served under a name that its content makes (`style.3f2a….css`), so that browsers may keep it for good. Files
//! name one another by their plain names; here they get the names that are served.

use std::sync::{LazyLock, OnceLock};

use axum::body::Bytes;

/// The files: those that others name come before these.
const FILES: &[(&str, &[u8])] = &[
    (
        "serif-400.woff2",
        include_bytes!("../../../web/static/fonts/source-serif-4-latin-400-normal.woff2"),
    ),
    (
        "serif-600.woff2",
        include_bytes!("../../../web/static/fonts/source-serif-4-latin-600-normal.woff2"),
    ),
    (
        "favicon.svg",
        include_bytes!("../../../web/static/favicon.svg"),
    ),
    ("style.css", include_bytes!("../../../web/static/style.css")),
    ("theme.js", include_bytes!("../../../web/static/theme.js")),
    ("common.js", include_bytes!("../../../web/static/common.js")),
    (
        "suggest.js",
        include_bytes!("../../../web/static/suggest.js"),
    ),
    ("search.js", include_bytes!("../../../web/static/search.js")),
    ("reader.js", include_bytes!("../../../web/static/reader.js")),
];

pub(crate) struct Asset {
    name: &'static str,
    /// Where it is served.
    pub(crate) address: String,
    /// Its media type.
    pub(crate) kind: &'static str,
    pub(crate) body: Bytes,
    /// The same in Brotli, made when it is first asked for; `None` for what is packed already.
    packed: OnceLock<Option<Bytes>>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut assets: Vec<Asset> = Vec::with_capacity(FILES.len());
    for (name, bytes) in FILES {
        let asset = Asset::new(name, bytes, &assets);
        assets.push(asset);
    }
    assets
});

impl Asset {
    fn new(name: &'static str, bytes: &'static [u8], before: &[Self]) -> Self {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let kind = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "woff2" => "font/woff2",
            _ => "application/octet-stream",
        };
        let body = match std::str::from_utf8(bytes) {
            Ok(text) => Bytes::from(named_as_served(text, before)),
            Err(_) => Bytes::from_static(bytes),
        };
        let hash = blake3::hash(&body).to_hex();
        let hash = hash.get(..16).unwrap_or_default();
        Self {
            name,
            address: format!("/static/{stem}.{hash}.{extension}"),
            kind,
            body,
            packed: OnceLock::new(),
        }
    }

    /// The file in Brotli at its best: it is made once and asked for often.
    pub(crate) fn packed(&self) -> Option<Bytes> {
        let pack = || {
            // Fonts are packed by their format.
            if self.kind == "font/woff2" {
                return None;
            }
            let mut packed = Vec::new();
            let parameters = brotli::enc::BrotliEncoderParams::default();
            brotli::BrotliCompress(&mut &*self.body, &mut packed, &parameters).ok()?;
            Some(Bytes::from(packed))
        };
        self.packed.get_or_init(pack).clone()
    }
}

/// A file in which other files, named in quotes as `"./name"`, have the addresses that they are served at.
fn named_as_served(text: &str, others: &[Asset]) -> String {
    let mut text = text.to_owned();
    for other in others {
        let plain = format!("\"./{}\"", other.name);
        text = text.replace(&plain, &format!("\"{}\"", other.address));
    }
    text
}

/// Where a file is served.
pub(crate) fn address(name: &str) -> &'static str {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    asset.map_or("/static/", |asset| asset.address.as_str())
}

/// What names all files together: another when one of them is.
pub(crate) fn digest() -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for asset in ASSETS.iter() {
        hasher.update(asset.address.as_bytes());
    }
    hasher.finalize()
}

/// The file that is served at an address.
pub(crate) fn served_at(address: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.address == address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_name_one_another_as_they_are_served() {
        let style = ASSETS.iter().find(|asset| asset.name == "style.css");
        let style = String::from_utf8(style.expect("a style sheet").body.to_vec()).expect("UTF-8");
        for (name, _) in FILES {
            assert!(!style.contains(&format!("\"./{name}\"")), "{name}");
        }
        assert!(style.contains(address("serif-400.woff2")));
        for asset in ASSETS.iter() {
            let text = String::from_utf8_lossy(&asset.body);
            assert!(
                !text.contains("\"./"),
                "{} names what is not there",
                asset.name
            );
        }
    }

    #[test]
    fn names_follow_content() {
        let first = Asset::new("a.css", b"a{}", &[]);
        let second = Asset::new("a.css", b"b{}", &[]);
        assert_ne!(first.address, second.address);
        assert!(first.address.starts_with("/static/a."));
        let importing =
            |before: &[Asset]| Asset::new("b.js", b"import \"./a.css\";", before).address;
        // What changes in one file changes the names of those that name it.
        assert_ne!(importing(&[first]), importing(&[second]));
    }
}
