//! LimitRanges that bound no container.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// A LimitRange says nothing about containers, pods or claims that would bound them.
pub struct LimitRangeWithoutLimits;

/// Any of these bounds what it is about; a maximum is the default too ("Limit Ranges").
const BOUNDS: &[&str] = &["default", "defaultRequest", "max", "min", "maxLimitRequestRatio"];

impl Check for LimitRangeWithoutLimits {
    const META: Meta = Meta::new(
        "cluster/limit-range-without-limits",
        "LimitRange limits nothing",
        "cluster/namespace-isolation",
        Severity::Low,
    )
    .frameworks(&["MS-M9029"])
    .aliases(&["KSV-0039"]);
    const TYPES: &'static [&'static str] = &["LimitRange"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let limits = on.at("spec.limits");
        if limits.is_unknown() || limits.node().is_some_and(Node::has_unknown) {
            return Verdict::unknown(limits.span(), "part of the limits is not known");
        }
        let bounds = |limit: &Node| BOUNDS.iter().any(|key| is_filled(limit.at(key)));
        if limits.list().iter().any(bounds) {
            return Verdict::pass(limits.span(), "it sets bounds");
        }
        let message = format!("LimitRange `{}` names no bound", on.name);
        Verdict::fail(Failure::new(limits.span(), message))
    }
}

fn is_filled(at: At<'_>) -> bool {
    at.node().is_some_and(|n| !n.entries().is_empty())
}
