//! Who asks: the address that a connection comes from, or the one that a trusted proxy says.

use std::net::{IpAddr, SocketAddr};

use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

/// The peer of a connection, which the accept loop adds to its requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Marks a request that a trusted proxy was asked over TLS.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IsSecure;

/// Whether a trusted proxy says that it was asked over TLS.
pub(crate) fn is_secure(headers: &HeaderMap, extensions: &Extensions, proxies: &[IpNet]) -> bool {
    let peer = extensions.get::<Peer>().map(|peer| peer.0.ip());
    let is_trusted = peer.is_some_and(|peer| is_within(peer, proxies));
    is_trusted
        && headers
            .get("x-forwarded-proto")
            .is_some_and(|scheme| scheme == "https")
}

/// The client of a request: behind trusted proxies the last address of `X-Forwarded-For` that is none of them. What stands
/// before it, or before an item that is no address, anyone may have written. `None` without a connection, as in tests.
pub(crate) fn of(
    headers: &HeaderMap,
    extensions: &Extensions,
    proxies: &[IpNet],
) -> Option<IpAddr> {
    let mut client = extensions.get::<Peer>()?.0.ip().to_canonical();
    let values = headers.get_all("x-forwarded-for").iter().rev();
    let mut items = values.flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
    while is_within(client, proxies)
        && let Some(before) = items.next().and_then(address)
    {
        client = before;
    }
    Some(client)
}

/// An address as proxies write it, with or without a port: `192.0.2.1`, `192.0.2.1:4000`, `2001:db8::1`, `[2001:db8::1]:4000`.
fn address(item: &[u8]) -> Option<IpAddr> {
    let item = std::str::from_utf8(item).ok()?.trim();
    let bare = item
        .strip_prefix('[')
        .and_then(|item| item.strip_suffix(']'));
    let address = bare.unwrap_or(item).parse::<IpAddr>();
    let address = address.or_else(|_| item.parse::<SocketAddr>().map(|address| address.ip()));
    // An address of version 4 may come as one of version 6.
    address.ok().map(|address| address.to_canonical())
}

fn is_within(address: IpAddr, networks: &[IpNet]) -> bool {
    let address = address.to_canonical();
    networks.iter().any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, forwarded: &[&str]) -> String {
        let proxies =
            ["10.0.0.0/8", "127.0.0.1/32"].map(|network| network.parse().expect("a network"));
        let mut extensions = Extensions::new();
        let peer = SocketAddr::new(peer.parse().expect("an address"), 4000);
        extensions.insert(Peer(peer));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            let value = HeaderValue::from_bytes(value.as_bytes()).expect("a value");
            headers.append("x-forwarded-for", value);
        }
        of(&headers, &extensions, &proxies)
            .expect("a client")
            .to_string()
    }

    #[test]
    fn proxies_that_are_trusted_say_who_asks() {
        for (peer, forwarded, wanted) in [
            ("192.0.2.1", &[][..], "192.0.2.1"),
            // Not a proxy of ours: what it says is not believed.
            ("192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            ("10.1.1.1", &["198.51.100.7"], "198.51.100.7"),
            ("::ffff:10.1.1.1", &["198.51.100.7"], "198.51.100.7"),
            // The client wrote the first one itself.
            ("10.1.1.1", &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            ("10.1.1.1", &["198.51.100.7, 10.2.2.2"], "198.51.100.7"),
            ("10.1.1.1", &["203.0.113.9", "198.51.100.7"], "198.51.100.7"),
            // One of the trusted hosts asks itself.
            ("10.1.1.1", &["10.3.3.3"], "10.3.3.3"),
            ("10.1.1.1", &["nobody"], "10.1.1.1"),
            ("10.1.1.1", &["2001:db8::1"], "2001:db8::1"),
            // What the client wrote in front says nothing, whatever it is.
            ("10.1.1.1", &["1.2.3.4, x, 203.0.113.9"], "203.0.113.9"),
            ("10.1.1.1", &["1.2.3.4, x, 10.2.2.2"], "10.2.2.2"),
            ("10.1.1.1", &["x", "203.0.113.9"], "203.0.113.9"),
            ("10.1.1.1", &["\u{e9}, 203.0.113.9"], "203.0.113.9"),
            ("10.1.1.1", &["203.0.113.9:5678"], "203.0.113.9"),
            ("10.1.1.1", &["[2001:db8::1]:443"], "2001:db8::1"),
            ("10.1.1.1", &["[2001:db8::1]"], "2001:db8::1"),
            ("10.1.1.1", &["::ffff:203.0.113.9"], "203.0.113.9"),
        ] {
            assert_eq!(client(peer, forwarded), wanted, "{peer} {forwarded:?}");
        }
        assert_eq!(of(&HeaderMap::new(), &Extensions::new(), &[]), None);
    }
}
