//! Requests and limits, with what Kubernetes fills in.

use ringfort_check::facts::kube::share_namespace;
use ringfort_check::model::kube::{Container, ContainerKind};
use ringfort_check::{At, Node, Scene, Verdict};

use super::pod;

/// `requests` or `limits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// What the scheduler sets aside.
    Request,
    /// What the kernel enforces.
    Limit,
}

impl Bound {
    const fn field(self) -> &'static str {
        match self {
            Bound::Request => "requests",
            Bound::Limit => "limits",
        }
    }
}

/// Does `on` have a request or limit of `resource`: its own, its pod's, or one that the API server fills in?
pub(crate) fn required(on: &Container, scene: &Scene<'_>, bound: Bound, resource: &str) -> Verdict {
    // Ephemeral containers cannot have resources.
    if on.kind == ContainerKind::Ephemeral {
        return Verdict::NotApplicable;
    }
    let Some(node) = scene.facts.container_node(on) else { return Verdict::NotApplicable };
    let field = bound.field();
    let keys = ["resources", field, resource];
    if let Some(verdict) = written(node.at_keys(&keys), format!("{field}.{resource} is set")) {
        return verdict;
    }
    let pod = scene.facts.workload(on).and_then(|w| pod::pod_spec(scene, w));
    let note = format!("the pod's {field}.{resource} is set");
    if let Some(verdict) = pod.and_then(|p| written(p.at_keys(&keys), note)) {
        return verdict;
    }
    let limit = node.at_keys(&["resources", "limits", resource]);
    if bound == Bound::Request && limit.node().is_some_and(is_bounded) {
        return Verdict::default(limit.span(), "Kubernetes takes the request from the limit");
    }
    if let Some(value) = limit_range(on, scene, bound, resource) {
        return Verdict::pass(value.span, "the LimitRange of the namespace sets it");
    }
    Verdict::fail(pod::failure(on, on.head, &format!("has no {field}.{resource}")))
}

fn written(at: At<'_>, note: String) -> Option<Verdict> {
    match at {
        At::Set(node) if is_bounded(node) => Some(Verdict::pass(node.span, note)),
        At::Unknown(node) => Some(Verdict::unknown(node.span, node.cause().to_owned())),
        _ => None,
    }
}

/// Zero means no limit.
fn is_bounded(node: &Node) -> bool {
    node.scalar().is_some_and(|text| !matches!(text.as_str(), "" | "0"))
}

/// What a LimitRange of the namespace gives to containers that say nothing.
fn limit_range<'a>(
    on: &Container,
    scene: &Scene<'a>,
    bound: Bound,
    resource: &str,
) -> Option<&'a Node> {
    let object = pod::object(scene, scene.facts.workload(on)?)?;
    let near = |o: &&_| share_namespace(object, o);
    let fields: &[&str] = match bound {
        Bound::Request => &["defaultRequest", "default"],
        Bound::Limit => &["default"],
    };
    let ranges = scene.facts.objects("LimitRange").filter(near);
    let limits = ranges.flat_map(|o| o.at("spec.limits").list());
    let containers = limits.filter(|l| l.at("type").str() == Some("Container"));
    let mut values =
        containers.flat_map(|l| fields.iter().filter_map(|f| l.at(f).key(resource).node()));
    values.find(|n| is_bounded(n))
}
