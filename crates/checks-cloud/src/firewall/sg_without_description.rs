//! Security group or rule says nothing of its purpose.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Span, Verdict};

/// Security group or rule says nothing of its purpose.
pub struct SgWithoutDescription;

impl Check for SgWithoutDescription {
    const META: Meta = Meta::new(
        "cloud/sg-without-description",
        "Security group or rule says nothing of its purpose",
        "cloud/firewall-rules",
        Severity::Info,
    )
    .aliases(&[
        "5e6c9c68-8a82-408e-8749-ddad78cbb9c5",
        "68eb4bf3-f9bf-463d-b5cf-e029bb446d2e",
        "CKV_AWS_23",
        "AWS-0124",
        "SECURITY_GROUP_DESCRIPTION_RULE",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_security_group",
        "aws_security_group_rule",
        "aws_vpc_security_group_ingress_rule",
        "aws_vpc_security_group_egress_rule",
        "aws_default_security_group",
        "aws_elasticache_security_group",
        "aws_redshift_security_group",
        "aws_db_security_group",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let own = match &*on.kind {
            "aws_default_security_group" => Verdict::NotApplicable,
            _ => described(on.at("description"), on.header, &on.name),
        };
        ["ingress", "egress"]
            .iter()
            .flat_map(|name| on.blocks(name))
            .filter(|rule| !rule.entries().is_empty())
            .map(|rule| {
                let verdict =
                    described(rule.at("description"), rule.span, &format!("a rule of {}", on.name));
                match verdict {
                    Verdict::Fail(all) => Verdict::Fail(
                        all.into_iter()
                            .map(|f| f.key(format!("rule {}", rule.span.start - on.span.start)))
                            .collect(),
                    ),
                    other => other,
                }
            })
            .fold(own, Verdict::and)
    }
}

fn described(at: At<'_>, head: Span, what: &str) -> Verdict {
    match at {
        At::Set(node) if node.as_str().is_some_and(|t| !t.trim().is_empty()) => {
            Verdict::pass(node.span, "the purpose is written")
        }
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        At::Set(_) | At::Absent(_) => {
            Verdict::fail(Failure::new(head, format!("`{what}` does not say what it is for")))
        }
    }
}
