//! Addresses: of a CELEX number, and of what an answer points to.
//!
//! The few rules needed stand here: the library that knows them all brings the tables of international domain names
//! with it, more code than the whole HTTP client.

use std::fmt::Write;

use renvoi_reference::Celex;
use ureq::http::Uri;

/// Longer addresses are refused; Cellar's have about a hundred bytes.
const LONGEST: usize = 4096;

/// The address of a CELEX number at a source. Brackets of a corrigendum are escaped: Cellar does not find `R(01)`
/// behind every proxy otherwise.
pub(crate) fn of_celex(source: &str, celex: &Celex) -> String {
    let mut address = source.trim_end_matches('/').to_owned();
    address.push('/');
    for byte in celex.to_string().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// Whether an address can be asked for at all.
pub(crate) fn is_http(address: &str) -> bool {
    parts(address).is_some()
}

/// Why a pointer is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is no address, or of another scheme than http and https.
    NotHttp,
    /// It would leave a protected connection for another host in the clear.
    InTheClear,
}

/// The address that `pointer`, found in the answer of `from`, names.
///
/// Cellar redirects from https to http on the same host. Such a pointer keeps https: what was protected stays so.
pub(crate) fn join(from: &str, pointer: &str) -> Result<String, Refusal> {
    let (scheme, authority, path) = parts(from).ok_or(Refusal::NotHttp)?;
    let pointer = pointer.trim();
    let pointer = pointer.split('#').next().unwrap_or_default();
    let target = if has_scheme(pointer) {
        pointer.to_owned()
    } else if pointer.starts_with("//") {
        format!("{scheme}:{pointer}")
    } else if pointer.starts_with('/') {
        format!("{scheme}://{authority}{pointer}")
    } else if pointer.is_empty() {
        return Err(Refusal::NotHttp);
    } else {
        let folder = path
            .rfind('/')
            .and_then(|at| path.get(..=at))
            .unwrap_or("/");
        format!("{scheme}://{authority}{folder}{pointer}")
    };
    let (new_scheme, new_authority, _) = parts(&target).ok_or(Refusal::NotHttp)?;
    if scheme == "https" && new_scheme == "http" {
        if new_authority != authority {
            return Err(Refusal::InTheClear);
        }
        return Ok(target.replacen("http", "https", 1));
    }
    Ok(target)
}

fn has_scheme(pointer: &str) -> bool {
    pointer.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

/// Scheme, authority and path of an http or https address without user information.
fn parts(address: &str) -> Option<(String, String, String)> {
    if address.len() > LONGEST {
        return None;
    }
    let uri: Uri = address.parse().ok()?;
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let authority = uri.authority()?.as_str().to_ascii_lowercase();
    let fine = matches!(scheme.as_str(), "http" | "https")
        && !authority.is_empty()
        && !authority.contains('@');
    fine.then(|| (scheme, authority, uri.path().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_escaped() {
        for (celex, address) in [
            ("32016R0679", "https://h/celex/32016R0679"),
            ("32016R0679R(02)", "https://h/celex/32016R0679R%2802%29"),
            ("02016R0679-20160504", "https://h/celex/02016R0679-20160504"),
        ] {
            let celex: Celex = celex.parse().expect("a number");
            assert_eq!(of_celex("https://h/celex/", &celex), address);
            assert_eq!(of_celex("https://h/celex", &celex), address);
        }
    }

    #[test]
    fn pointers_are_resolved_and_protection_is_kept() {
        for (from, pointer, expected) in [
            ("http://h/a/b", "http://g/c", Ok("http://g/c")),
            ("http://h/a/b", "/c?d=e", Ok("http://h/c?d=e")),
            ("http://h/a/b", "c", Ok("http://h/a/c")),
            ("http://h", "c", Ok("http://h/c")),
            ("http://h/a", "//g/c", Ok("http://g/c")),
            ("http://h/a", "https://g/c#d", Ok("https://g/c")),
            ("https://h/a", "http://h/c", Ok("https://h/c")),
            ("https://h/a", "http://g/c", Err(Refusal::InTheClear)),
            ("http://h/a", "file:///etc/passwd", Err(Refusal::NotHttp)),
            ("http://h/a", "ftp://g/c", Err(Refusal::NotHttp)),
            ("http://h/a", "javascript:alert(1)", Err(Refusal::NotHttp)),
            ("http://h/a", "http://user@g/c", Err(Refusal::NotHttp)),
            ("http://h/a", "http://", Err(Refusal::NotHttp)),
            ("http://h/a", "a b", Err(Refusal::NotHttp)),
            ("http://h/a", "", Err(Refusal::NotHttp)),
        ] {
            assert_eq!(
                join(from, pointer),
                expected.map(str::to_owned),
                "{from} {pointer}"
            );
        }
    }
}
