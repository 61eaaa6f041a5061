//! Production shares a network with another environment.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Span, Verdict};

/// Production shares a network with another environment.
pub struct SharedVpc;

impl Check for SharedVpc {
    const META: Meta = Meta::new(
        "cloud/shared-vpc",
        "Production shares a network with another environment",
        "cloud/network-segmentation",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["NSA-NetworkSeparation"]);
    const TYPES: &'static [&'static str] = &["aws_vpc"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let facts = scene.facts;
        let mut places: Vec<(Stage, Span)> = named(on);
        places.extend(inside(facts, on).into_iter().flat_map(named));
        let find = |kind: Stage| places.iter().find(|(k, _)| *k == kind).map(|(_, span)| *span);
        match (find(Stage::Production), find(Stage::Other)) {
            (Some(prod), Some(other)) => {
                let message =
                    format!("network `{}` holds production and another environment", on.name);
                Verdict::fail(Failure::new(other, message).related(prod, "production"))
            }
            (Some(span), None) | (None, Some(span)) => {
                Verdict::pass(span, "what the network holds belongs to one environment")
            }
            (None, None) => Verdict::unknown(
                on.header,
                "no name or tag says which environment the network belongs to",
            ),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Production,
    Other,
}

/// The environments that the names and tags of `resource` speak of.
fn named(resource: &Resource) -> Vec<(Stage, Span)> {
    let paths =
        ["tags.Name", "tags.Environment", "tags.environment", "tags.Env", "tags.env", "name"];
    let texts = paths
        .iter()
        .filter_map(|p| resource.at(p).node())
        .filter_map(|n| Some((n.as_str()?, n.span)));
    texts.flat_map(|(text, span)| words(text).map(move |kind| (kind, span))).collect()
}

fn words(text: &str) -> impl Iterator<Item = Stage> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    parts.filter_map(|word| match word.to_ascii_lowercase().as_str() {
        "prod" | "production" | "prd" | "live" => Some(Stage::Production),
        "dev" | "development" | "test" | "testing" | "qa" | "stage" | "staging" | "stg"
        | "sandbox" | "uat" | "nonprod" => Some(Stage::Other),
        _ => None,
    })
}

/// The subnets, groups and balancers that stand in `vpc`, directly or by something that does.
fn inside<'a>(facts: &'a ringfort_check::Facts, vpc: &'a Resource) -> Vec<&'a Resource> {
    const KINDS: [&str; 3] = ["aws_subnet", "aws_security_group", "aws_lb"];
    let named_by = |target: &'a Resource| {
        let all = KINDS.iter().flat_map(move |kind| {
            let paths = ["vpc_id", "subnets"].into_iter();
            paths.flat_map(move |path| facts.attached(target, kind, path, &[]))
        });
        all.collect::<Vec<_>>()
    };
    let mut found = named_by(vpc);
    for first in facts.cloud.referrers(&facts.model.resources, vpc) {
        if facts.targets(first, "vpc_id").any(|v| v.address == vpc.address) {
            found.extend(named_by(first));
        }
    }
    found
}
