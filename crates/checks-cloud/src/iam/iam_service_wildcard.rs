//! Policy allows a whole service on every resource.

use ringfort_check::facts::cloud::iam::{Effect, Statement, Term};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{identity, identity::Judged};

/// Policy allows a whole service on every resource.
pub struct IamServiceWildcard;

impl Check for IamServiceWildcard {
    const META: Meta = Meta::new(
        "cloud/iam-service-wildcard",
        "Policy allows a whole service on every resource",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-2.14", "OWASP-K8s-2025-K08"]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        identity::statements(on, scene, "no statement allows a whole sensitive service", |s| {
            whole_service(s)
        })
    }
}

/// Services whose every action on every resource leads to the rest of the account, its data or its records.
const SERVICES: [&str; 15] = [
    "iam",
    "sts",
    "kms",
    "eks",
    "s3",
    "secretsmanager",
    "ssm",
    "organizations",
    "ec2",
    "lambda",
    "dynamodb",
    "rds",
    "cloudtrail",
    "cloudformation",
    "ecr",
];

fn whole_service<'a>(statement: &Statement<'a>) -> Judged<'a> {
    if statement.effect != Effect::Allow || statement.every_resource().is_none() {
        return identity::open_lists(statement);
    }
    let service = |t: &Term<'a>| {
        let (service, rest) = t.text.split_once(':')?;
        let whole = rest == "*" && SERVICES.iter().any(|s| s.eq_ignore_ascii_case(service));
        whole.then(|| service.to_owned())
    };
    let hit = statement.actions.known.iter().find_map(|t| Some((service(t)?, t.span)));
    match hit {
        Some((service, span)) => {
            let message = format!("allows every action of `{service}` on every resource");
            Judged::Bad(Failure::new(span, message))
        }
        None => identity::open_lists(statement),
    }
}
