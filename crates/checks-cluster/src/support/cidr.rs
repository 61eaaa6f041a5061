//! Ranges of IPv4 and IPv6 addresses.

use std::net::{IpAddr, Ipv4Addr};

/// The address at which every large cloud serves instance metadata.
pub(crate) const METADATA: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 254);

/// Does `cidr` hold `address`? A text that is no range of IPv4 addresses holds nothing.
pub(crate) fn contains(cidr: &str, address: Ipv4Addr) -> bool {
    let Some((IpAddr::V4(network), bits)) = parse(cidr) else { return false };
    let Some(shift) = 32u32.checked_sub(bits) else { return false };
    let top = |a: Ipv4Addr| a.to_bits().checked_shr(shift).unwrap_or(0);
    top(network) == top(address)
}

/// Is it the whole Internet?
pub(crate) fn is_everything(cidr: &str) -> bool {
    parse(cidr).is_some_and(|(_, bits)| bits == 0)
}

fn parse(cidr: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = cidr.trim().split_once('/')?;
    Some((address.parse().ok()?, bits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_they_should() {
        let table = [
            ("0.0.0.0/0", true),
            ("169.254.169.254/32", true),
            ("169.254.0.0/16", true),
            ("10.0.0.0/8", false),
            ("10.0.0.0/99", false),
            ("::/0", false),
            ("nonsense", false),
        ];
        for (cidr, expected) in table {
            assert_eq!(contains(cidr, METADATA), expected, "{cidr}");
        }
        assert!(
            is_everything("::/0") && is_everything("0.0.0.0/0") && !is_everything("10.0.0.0/8")
        );
    }
}
