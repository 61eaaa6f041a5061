//! Versions of the bucket can be deleted without a second factor.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Span, Value, Verdict};

use crate::support::buckets;
use crate::support::settings;

/// Versions of the bucket can be deleted without a second factor.
pub struct BucketWithoutMfaDelete;

impl Check for BucketWithoutMfaDelete {
    const META: Meta = Meta::new(
        "cloud/bucket-without-mfa-delete",
        "Versions of the bucket can be deleted without a second factor",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .frameworks(&["CIS-AWS-3.1.2"])
    .aliases(&["c5b31ab9-0f26-4a49-b8aa-4cc064392f4d", "AWS-0170"]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket", "aws_s3_bucket_versioning"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind != "aws_s3_bucket" {
            let judged = buckets::is_of_bucket(scene, on) || settings::is_template(on);
            return if judged { Verdict::NotApplicable } else { second_factor(on, &on.attrs) };
        }
        if let Some(span) = compliance(scene, on) {
            return Verdict::pass(span, "nobody can delete a version while its retention lasts");
        }
        if settings::is_template(on) {
            return Verdict::unknown(on.header, "a template cannot say whether MFA delete is on");
        }
        VERSIONING.judge(scene, on, |node, _| second_factor(on, node), || message(on))
    }
}

const VERSIONING: buckets::Part =
    buckets::Part { block: "versioning", kind: "aws_s3_bucket_versioning" };

const LOCK: buckets::Part = buckets::Part {
    block: "object_lock_configuration",
    kind: "aws_s3_bucket_object_lock_configuration",
};

/// Where object lock retains new versions in compliance mode, which not even root can shorten.
fn compliance(scene: &Scene<'_>, on: &Resource) -> Option<Span> {
    let buckets::Found::Here(node, span) = LOCK.of(scene, on) else { return None };
    let mode = node.at("rule.default_retention.mode").str();
    mode.is_some_and(|m| m == "COMPLIANCE").then_some(span)
}

fn message(on: &Resource) -> String {
    format!("versions in bucket `{}` can be deleted for good without a second factor", on.name)
}

/// `mfa_delete` is a flag in old code and a status today.
fn second_factor(on: &Resource, node: &Node) -> Verdict {
    let inline = node.at("versioning_configuration").is_absent();
    let at = node.at(if inline { "mfa_delete" } else { "versioning_configuration.mfa_delete" });
    let value = Value::text(at, "Disabled");
    let good = |v: &String| v == "true" || v.eq_ignore_ascii_case("enabled");
    Verdict::on(&value, good, "deleting a version needs a second factor", || {
        Failure::new(value.span(), message(on))
    })
}
