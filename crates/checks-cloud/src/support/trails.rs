//! What trails of `CloudTrail` record of the objects in buckets.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Node, Scene, Value, Verdict};

/// The kind of access that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Objects are read.
    Read,
    /// Objects are written or deleted.
    Write,
}

impl Access {
    /// Does a `read_write_type` include it?
    fn is_in(self, kind: &str) -> bool {
        match self {
            Self::Read => matches!(kind, "All" | "ReadOnly"),
            Self::Write => matches!(kind, "All" | "WriteOnly"),
        }
    }
}

/// Judges whether a trail of the same root module records `access` to objects of `bucket`.
pub(crate) fn objects(
    bucket: &Resource,
    scene: &Scene<'_>,
    access: Access,
    message: impl FnOnce() -> String,
) -> Verdict {
    let mut open = None;
    for trail in scene.facts.resources("aws_cloudtrail").filter(|t| t.root == bucket.root) {
        for selector in trail.blocks("event_selector") {
            match classic(selector, bucket, trail, access) {
                Some(true) => return Verdict::pass(selector.span, "a trail records it"),
                Some(false) => {}
                None => open = Some(selector.span),
            }
        }
        for selector in trail.blocks("advanced_event_selector") {
            if advanced(selector, access) {
                return Verdict::pass(selector.span, "a trail records it");
            }
        }
        if trail.at("event_selector").is_unknown()
            || trail.at("advanced_event_selector").is_unknown()
        {
            return Verdict::unknown(trail.header, "the selectors of the trail are not known");
        }
    }
    match open {
        Some(span) => Verdict::unknown(span, "the buckets of a selector are not known"),
        None => Verdict::fail(Failure::new(bucket.header, message())),
    }
}

/// Does a selector of the older kind record it? `None` where its values are not known.
fn classic(selector: &Node, bucket: &Resource, trail: &Resource, access: Access) -> Option<bool> {
    let kind = Value::text(selector.at("read_write_type"), "All");
    if !access.is_in(kind.known()?) {
        return Some(false);
    }
    let mut open = false;
    for data in selector.at("data_resource").list() {
        if data.at("type").str() != Some("AWS::S3::Object") {
            continue;
        }
        let values = data.at("values");
        if values.list().iter().filter_map(Node::as_str).any(|v| covers(v, bucket)) {
            return Some(true);
        }
        let refers = |r: &ringfort_check::model::cloud::Reference| {
            r.target == bucket.address && data.span.contains(r.span)
        };
        if trail.refs_of("event_selector").any(refers) {
            return Some(true);
        }
        open |= values.node().is_none_or(Node::has_unknown)
            && trail.refs_of("event_selector").next().is_none();
    }
    (!open).then_some(false)
}

/// All buckets (`arn:aws:s3`, `arn:aws:s3:::`), or this one by its name and a slash, without which the
/// value names no objects.
fn covers(value: &str, bucket: &Resource) -> bool {
    let name = value.strip_prefix("arn:aws:s3").map(|rest| rest.trim_start_matches(':'));
    match name {
        Some("") => true,
        Some(name) => name.strip_suffix('/').is_some_and(|n| bucket.at("bucket").str() == Some(n)),
        None => false,
    }
}

/// Does an advanced selector record objects of every bucket, or of named ones, with this access?
fn advanced(selector: &Node, access: Access) -> bool {
    let fields = selector.at("field_selector").list();
    let equals = |field: &str, value: &str| {
        fields
            .iter()
            .filter(|f| f.at("field").str() == Some(field))
            .any(|f| f.at("equals").list().iter().any(|n| n.as_str() == Some(value)))
    };
    let other = if access == Access::Read { "false" } else { "true" };
    equals("resources.type", "AWS::S3::Object") && !equals("readOnly", other)
}
