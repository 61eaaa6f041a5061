//! Addresses of resources and what a reference to one means.

/// An address without instance keys: `module.a.aws_x.b[0]` and `aws_x.b["k"]` lose their brackets, so
/// that a reference to the resource finds each of its instances.
pub fn bare(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut depth = 0_u32;
    for c in address.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Does a reference to `target` mean the resource at `address`? A segment of the reference without an
/// instance key means every instance; one with a key means that instance only.
pub(super) fn points_at(target: &str, address: &str) -> bool {
    if target == address {
        return true;
    }
    let (mut target, mut address) = (segments(target), segments(address));
    loop {
        match (target.next(), address.next()) {
            (None, None) => return true,
            (Some(t), Some(a)) if t == a || base(a) == t => {}
            _ => return false,
        }
    }
}

/// Which segments of `address` have an instance key.
pub(super) fn keyed(address: &str) -> Vec<bool> {
    segments(address).map(|s| base(s) != s).collect()
}

/// `address` with the instance keys only of the segments where `keep` is true.
pub(super) fn with_keys(address: &str, keep: &[bool]) -> String {
    let mut out = String::with_capacity(address.len());
    for (i, segment) in segments(address).enumerate() {
        if i > 0 {
            out.push('.');
        }
        out.push_str(if keep.get(i) == Some(&true) { segment } else { base(segment) });
    }
    out
}

fn base(segment: &str) -> &str {
    segment.split_once('[').map_or(segment, |(base, _)| base)
}

/// An address split at the dots that stand outside of instance keys.
fn segments(address: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    address.split(move |c| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '.' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::{keyed, points_at, with_keys};

    #[test]
    fn a_reference_means_one_instance_or_all() {
        let table = [
            ("aws_s3_bucket.logs", "aws_s3_bucket.logs", true),
            ("aws_subnet.a", "aws_subnet.a[1]", true),
            ("aws_subnet.a[0]", "aws_subnet.a[1]", false),
            ("aws_iam_role.pod[\"a.b\"]", "aws_iam_role.pod[\"a.b\"]", true),
            ("aws_iam_role.pod[\"cni\"]", "aws_iam_role.pod[\"ebs\"]", false),
            ("module.net.aws_vpc.main", "module.net[\"eu\"].aws_vpc.main", true),
            ("aws_vpc.main", "module.net.aws_vpc.main", false),
        ];
        for (target, address, expected) in table {
            assert_eq!(points_at(target, address), expected, "{target} -> {address}");
            // What the tables look for: the address in the shape of the reference.
            assert_eq!(with_keys(address, &keyed(target)) == target, expected, "{target}");
        }
    }
}
