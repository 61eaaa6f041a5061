//! Joins of companion resources: by reference, or by the same literal name.

use ringfort_model::cloud::{Mode, Reference, Resource};

use crate::Facts;

/// Does a reference to `target` mean the resource at `address`? A segment of the reference without an
/// instance key means every instance; one with a key means that instance only.
pub(super) fn points_at(target: &str, address: &str) -> bool {
    let (target, address) = (segments(target), segments(address));
    target.len() == address.len()
        && target
            .iter()
            .zip(&address)
            .all(|(t, a)| t == a || a.split_once('[').is_some_and(|(base, _)| base == *t))
}

/// An address split at the dots that stand outside of instance keys.
fn segments(address: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    address
        .split(move |c| {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            c == '.' && depth == 0
        })
        .collect()
}

impl Facts {
    /// The resources of type `kind` whose attribute at `path` refers to `target`, or holds the same literal
    /// as one of `target`'s attributes in `names`: the policy of a bucket, not one that only mentions it.
    pub fn attached<'a>(
        &'a self,
        target: &'a Resource,
        kind: &'a str,
        path: &'a str,
        names: &'a [&'a str],
    ) -> impl Iterator<Item = &'a Resource> {
        self.resources(kind)
            .filter(move |r| r.root == target.root && is_joined(r, path, target, names))
    }

    /// Does any resource refer to `target` outside of its own block?
    pub fn is_used(&self, target: &Resource) -> bool {
        self.cloud.referrers(&self.model.resources, target).any(|r| r.address != target.address)
    }

    /// Module calls whose inside was not read, in the root module of `root` (any, if `None`).
    pub fn unread_modules<'a>(
        &'a self,
        root: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Resource> {
        let all = self.resources("module").filter(|r| r.mode == Mode::Module);
        all.filter(move |r| root.is_none_or(|root| &*r.root == root))
    }
}

fn is_joined(from: &Resource, path: &str, target: &Resource, names: &[&str]) -> bool {
    let refers = |r: &Reference| points_at(&r.target, &target.address);
    if from.refs_of(path).any(refers) {
        return true;
    }
    let Some(literal) = from.at(path).str() else { return false };
    from.refs_of(path).next().is_none() && names.iter().any(|n| target.at(n).str() == Some(literal))
}

#[cfg(test)]
mod tests {
    use super::points_at;

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
        }
    }
}
