//! VPC has no flow log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{estate, settings};

/// VPC has no flow log.
pub struct VpcWithoutFlowLog;

impl Check for VpcWithoutFlowLog {
    const META: Meta = Meta::new(
        "cloud/vpc-without-flow-log",
        "VPC has no flow log",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .frameworks(&["CIS-AWS-4.7"])
    .aliases(&[
        "f6d299d2-21eb-41cc-b1e1-fe12d857500b",
        "f83121ea-03da-434f-9277-9cd247ab3047",
        "CKV2_AWS_11",
        "AWS-0178",
        "FG_R00054",
        "AC_AWS_0369",
    ]);
    const TYPES: &'static [&'static str] = &["aws_vpc", "aws_flow_log"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_flow_log" {
            return records(on);
        }
        let own = scene.facts.attached(on, "aws_flow_log", "vpc_id", &[]).next();
        if let Some(log) = own {
            return Verdict::pass(log.header, "a flow log records the network");
        }
        let subnets: Vec<&Resource> =
            scene.facts.attached(on, "aws_subnet", "vpc_id", &[]).collect();
        let logged = |s: &&Resource| {
            scene.facts.attached(s, "aws_flow_log", "subnet_id", &[]).next().is_some()
        };
        if !subnets.is_empty() && subnets.iter().all(logged) {
            return Verdict::pass(on.header, "a flow log records each subnet");
        }
        let open = scene.facts.resources("aws_flow_log").find(|l| {
            l.root == on.root && l.at("vpc_id").is_unknown() && l.refs_of("vpc_id").next().is_none()
        });
        match open.or_else(|| forgotten(on, scene)) {
            Some(log) => Verdict::unknown(log.header, "which VPC the flow log is for is not known"),
            None => estate::lacking(
                scene,
                on.header,
                format!("no flow log records the network `{}`", on.name),
            ),
        }
    }
}

/// A flow log of a template that writes the logical name of `on` as a plain text, without `Ref`.
fn forgotten<'a>(on: &Resource, scene: &Scene<'a>) -> Option<&'a Resource> {
    let mut logs = scene.facts.resources("aws_flow_log").filter(|l| l.root == on.root);
    logs.find(|l| settings::is_template(on) && l.at("vpc_id").str() == Some(&on.name))
}

/// A flow log of nothing records nothing.
fn records(on: &Resource) -> Verdict {
    let what =
        ["vpc_id", "subnet_id", "eni_id", "transit_gateway_id", "transit_gateway_attachment_id"];
    match what.iter().map(|path| on.at(path)).find(|at| !at.is_absent()) {
        Some(at) => Verdict::pass(at.span(), "the flow log names what it records"),
        None => Verdict::fail(Failure::new(
            on.header,
            format!("flow log `{}` names no network, subnet or interface", on.name),
        )),
    }
}
