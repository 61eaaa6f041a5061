//! Buckets of S3 and the resources that set them up.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Safety, Scene, Span, Verdict};

use super::settings::Switch;

/// A part of a bucket's configuration: a block within the bucket (as it was written up to version 3 of the
/// provider) or a resource of its own.
pub(crate) struct Part {
    /// The block within `aws_s3_bucket`.
    pub(crate) block: &'static str,
    /// The type of the resource.
    pub(crate) kind: &'static str,
}

/// Where a part was found.
pub(crate) enum Found<'a> {
    /// The block or the resource, and its attributes.
    Here(&'a Node, Span),
    /// It may be there.
    Unknown(Span, String),
    /// Nothing of the kind.
    Absent,
}

impl Part {
    /// Where `bucket` has it.
    pub(crate) fn of<'a>(&'a self, scene: &Scene<'a>, bucket: &'a Resource) -> Found<'a> {
        match bucket.at(self.block) {
            At::Set(node) => {
                let first = node.one_or_many().first();
                if let Some(block) = first.filter(|b| !b.is_unknown()) {
                    return Found::Here(block, block.span);
                }
                if let Some(block) = first {
                    return Found::Unknown(block.span, block.cause().to_owned());
                }
            }
            At::Unknown(node) => return Found::Unknown(node.span, node.cause().to_owned()),
            At::Absent(_) => {}
        }
        let own = scene.facts.attached(bucket, self.kind, "bucket", &["bucket", "id"]).next();
        if let Some(part) = own {
            return Found::Here(&part.attrs, part.header);
        }
        match self.unclear(scene, bucket) {
            Some(part) => {
                let cause = format!("the bucket of `{}` is not known", part.name);
                Found::Unknown(part.header, cause)
            }
            None => Found::Absent,
        }
    }

    /// A resource of the kind whose bucket is not known.
    fn unclear<'a>(&'a self, scene: &Scene<'a>, bucket: &Resource) -> Option<&'a Resource> {
        scene.facts.resources(self.kind).find(|r| {
            r.root == bucket.root
                && r.at("bucket").is_unknown()
                && r.refs_of("bucket").next().is_none()
        })
    }

    /// Passes where `bucket` has it and `good` says nothing against it; `missing` is said where it has not.
    pub(crate) fn judge<'a>(
        &'a self,
        scene: &Scene<'a>,
        bucket: &'a Resource,
        good: impl FnOnce(&'a Node, Span) -> Verdict,
        missing: impl FnOnce() -> String,
    ) -> Verdict {
        match self.of(scene, bucket) {
            Found::Here(node, span) => related(good(node, span), bucket, span),
            Found::Unknown(span, cause) => Verdict::unknown(span, cause),
            Found::Absent => Verdict::fail(Failure::new(bucket.header, missing())),
        }
    }
}

/// Names the bucket in failures that point at a resource of its own.
pub(crate) fn related(verdict: Verdict, bucket: &Resource, at: Span) -> Verdict {
    let Verdict::Fail(failures) = verdict else { return verdict };
    let inside = bucket.span.contains(at);
    let name = |f: Failure| {
        if inside {
            return f;
        }
        f.related_to(bucket.header, "the bucket", bucket.address.clone())
    };
    Verdict::Fail(failures.into_iter().map(name).collect())
}

/// Does `bucket` receive the access logs of others, so that it needs none of its own?
pub(crate) fn is_log_target(scene: &Scene<'_>, bucket: &Resource) -> bool {
    let delivery = |r: &Resource| r.at("acl").str() == Some("log-delivery-write");
    let facts = scene.facts;
    delivery(bucket)
        || facts.attached(bucket, "aws_s3_bucket_acl", "bucket", &["bucket", "id"]).any(delivery)
        || facts
            .attached(bucket, "aws_s3_bucket_logging", "target_bucket", &["bucket", "id"])
            .next()
            .is_some()
        || facts
            .attached(bucket, "aws_s3_bucket", "logging.target_bucket", &["bucket", "id"])
            .any(|r| r.address != bucket.address)
}

/// The types that block public access.
pub(crate) const BLOCKS: &[&str] =
    &["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"];

/// The flag at `path` of a public access block must be on; the default of each is false.
pub(crate) fn blocks(
    on: &Resource,
    path: &'static str,
    note: &'static str,
    message: impl FnOnce() -> String,
) -> Verdict {
    Switch { path, want: true, default: false, note, safety: Some(Safety::Unsafe) }
        .judge(on, message)
}

/// Is `part` (a resource that sets up a bucket) of a bucket in the files, where it is judged?
pub(crate) fn is_of_bucket(scene: &Scene<'_>, part: &Resource) -> bool {
    let named = |name| scene.facts.named(part, "aws_s3_bucket", "bucket", name).next().is_some();
    scene.facts.targets(part, "bucket").any(|r| &*r.kind == "aws_s3_bucket")
        || part.at("bucket").str().is_some_and(named)
}

/// The bucket that `trail` (an `aws_cloudtrail`) is kept in, by reference or by name.
pub(crate) fn of_trail<'a>(scene: &Scene<'a>, trail: &'a Resource) -> Option<&'a Resource> {
    let by_reference =
        scene.facts.targets(trail, "s3_bucket_name").find(|r| &*r.kind == "aws_s3_bucket");
    by_reference.or_else(|| {
        let name = trail.at("s3_bucket_name").str()?;
        scene.facts.named(trail, "aws_s3_bucket", "bucket", name).next()
    })
}

/// Is a trail kept in `bucket`?
pub(crate) fn holds_trail<'a>(scene: &Scene<'a>, bucket: &'a Resource) -> bool {
    scene.facts.attached(bucket, "aws_cloudtrail", "s3_bucket_name", &["bucket"]).next().is_some()
}
