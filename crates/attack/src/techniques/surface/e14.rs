//! E14: a bucket whose policy or ACL lets everyone in, with the access block off.

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_facts::cloud::iam::{Narrowing, Policy, Statement};
use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E14",
    title: "Internet to a bucket",
    layer: Layer::Cloud,
    attack: &["T1530"],
    sentence: "{detail} lets everyone in: the attacker {gain}",
    page: include_str!("e14.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for bucket in facts.resources("aws_s3_bucket") {
        let Some(at) = public_policy(facts, bucket).or_else(|| public_acl(facts, bucket)) else {
            continue;
        };
        let address = bucket.address.as_str();
        g.step(Position::Data(address.into()))
            .from(Position::Internet)
            .proof(at, "open to everyone")
            .unless(blocked(facts, bucket))
            .detail(address)
            .add();
    }
    for kind in ["google_storage_bucket_iam_member", "google_storage_bucket_iam_binding"] {
        for grant in facts.resources(kind) {
            let member = grant.text("member", "");
            if member.known().is_some_and(|m| m == "allUsers" || m == "allAuthenticatedUsers") {
                let address = grant.address.as_str();
                g.step(Position::Data(address.into()))
                    .from(Position::Internet)
                    .proof(member.span(), "open to everyone")
                    .unless(Control::missing_for(
                        "cloud/public-resource-exposure",
                        address,
                        member.span(),
                    ))
                    .detail(address)
                    .add();
            }
        }
    }
}

fn public_policy(facts: &Facts, bucket: &Resource) -> Option<Span> {
    facts.companions(bucket, "aws_s3_bucket_policy").find_map(|policy| {
        let policy = Policy::read(policy.at("policy"))?;
        let open = |s: &&Statement<'_>| s.narrowing() == Narrowing::Open;
        policy.allows().filter(open).find_map(Statement::everyone)
    })
}

fn public_acl(facts: &Facts, bucket: &Resource) -> Option<Span> {
    let own = bucket.text("acl", "private");
    let companions =
        facts.companions(bucket, "aws_s3_bucket_acl").map(|a| a.text("acl", "private"));
    let mut all = std::iter::once(own).chain(companions);
    all.find(|acl| acl.known().is_some_and(|a| a.starts_with("public-read"))).map(|acl| acl.span())
}

/// All four settings of the access block: each of them alone leaves a way.
fn blocked(facts: &Facts, bucket: &Resource) -> Control {
    let block = facts.companions(bucket, "aws_s3_bucket_public_access_block").next();
    let names = [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    ];
    let standing = match block {
        None => Standing::Absent(Some(bucket.header)),
        Some(block) => {
            let values = names.map(|n| block.bool(n, false));
            if let Some(Value::Unknown(at, cause)) = values.iter().find(|v| v.is_unknown()) {
                Standing::Unknown(*at, cause.clone())
            } else if values.iter().all(|v| v.is(&true)) {
                Standing::InPlace(block.header, "public access is blocked".into())
            } else {
                Standing::Absent(Some(block.header))
            }
        }
    };
    let scope: Arc<str> = bucket.address.as_str().into();
    Control { id: "cloud/public-resource-exposure", target: scope.clone(), scope, standing }
}
