//! Access lists of buckets: the canned ones by name, and grants to groups.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Scene, Span, Verdict};

use super::buckets;

/// The types that carry an access list.
pub(crate) const TYPES: &[&str] = &["aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_object"];

/// A group of strangers: the canned lists that admit it, and the end of its address in grants.
pub(crate) struct Group {
    /// `public-read` and its like.
    pub(crate) canned: &'static [&'static str],
    /// `AllUsers`, `AuthenticatedUsers`.
    pub(crate) name: &'static str,
    /// Who that is, in words.
    pub(crate) who: &'static str,
}

/// Everyone, and everyone with an account: both are strangers.
pub(crate) const STRANGERS: Group = Group {
    canned: &["public-read", "public-read-write", "website", "authenticated-read"],
    name: "Users",
    who: "strangers",
};

impl Group {
    /// Fails where the access list of `on` admits the group.
    pub(crate) fn judge(&self, on: &Resource, scene: &Scene<'_>) -> Verdict {
        let acl = on.at("acl");
        if let At::Unknown(node) = acl {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let canned = acl.str().filter(|text| self.canned.contains(text));
        let grants = on.blocks("grant").iter().chain(on.at("access_control_policy.grant").list());
        let mut open = None;
        let mut hit = canned.map(|text| (acl.span(), text.to_owned()));
        for grant in grants {
            match uri(grant) {
                At::Set(node) if node.as_str().is_some_and(|u| u.ends_with(self.name)) => {
                    hit = hit.or_else(|| Some((node.span, format!("a grant to {}", self.name))));
                }
                At::Unknown(node) => open = Some(node.span),
                _ => {}
            }
        }
        match (hit, open) {
            (Some((span, text)), _) => self.failure(on, scene, span, &text),
            (None, Some(span)) => Verdict::unknown(span, "whom a grant is for is not known"),
            (None, None) if acl.is_absent() && grants_nothing(on) => Verdict::NotApplicable,
            (None, None) => Verdict::pass(acl.span(), "the access list does not admit them"),
        }
    }

    fn failure(&self, on: &Resource, scene: &Scene<'_>, span: Span, text: &str) -> Verdict {
        let message =
            format!("`{}` is open to {} through the access list ({text})", on.name, self.who);
        let failed = Verdict::fail(Failure::new(span, message));
        match scene.facts.targets(on, "bucket").find(|r| &*r.kind == "aws_s3_bucket") {
            Some(bucket) => buckets::related(failed, bucket, span),
            None => failed,
        }
    }
}

fn uri(grant: &Node) -> At<'_> {
    match grant.at("uri") {
        At::Absent(_) => grant.at("grantee.uri"),
        at => at,
    }
}

fn grants_nothing(on: &Resource) -> bool {
    on.at("grant").is_absent() && on.at("access_control_policy").is_absent()
}
