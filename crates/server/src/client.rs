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
/// before it anyone may have written. `None` without a connection, as in tests.
pub(crate) fn of(
    headers: &HeaderMap,
    extensions: &Extensions,
    proxies: &[IpNet],
) -> Option<IpAddr> {
    let peer = extensions.get::<Peer>()?.0.ip();
    if !is_within(peer, proxies) {
        return Some(peer);
    }
    let forwarded = headers.get_all("x-forwarded-for");
    let forwarded = forwarded.iter().filter_map(|value| value.to_str().ok());
    let addresses: Vec<IpAddr> = forwarded
        .flat_map(|value| value.split(','))
        .map_while(|address| address.trim().parse().ok())
        .collect();
    let client = addresses
        .into_iter()
        .rev()
        .find(|address| !is_within(*address, proxies));
    Some(client.unwrap_or(peer))
}

fn is_within(address: IpAddr, networks: &[IpNet]) -> bool {
    // An address of version 4 may come as one of version 6.
    let address = address.to_canonical();
    networks.iter().any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&str]) -> String {
        let proxies =
            ["10.0.0.0/8", "127.0.0.1/32"].map(|network| network.parse().expect("a network"));
        let mut extensions = Extensions::new();
        let peer = SocketAddr::new(peer.parse().expect("an address"), 4000);
        extensions.insert(Peer(peer));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a value"));
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
            ("10.1.1.1", &["10.3.3.3"], "10.1.1.1"),
            ("10.1.1.1", &["nobody"], "10.1.1.1"),
            ("10.1.1.1", &["2001:db8::1"], "2001:db8::1"),
        ] {
            assert_eq!(client(peer, forwarded), wanted, "{peer} {forwarded:?}");
        }
        assert_eq!(of(&HeaderMap::new(), &Extensions::new(), &[]), None);
    }
}
