//! Pages have a greatest size.

use ringfort_check::facts::code::{Framework, Origin, Route, RouteParam, ShapeKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{apps, calls};

/// Callers choose how much is read.
pub struct UnboundedPageSize;

const NAMES: &[&str] = &[
    "limit",
    "page_size",
    "per_page",
    "pagesize",
    "size",
    "count",
    "top",
    "max_results",
    "batch_size",
    "first",
    "take",
    "n",
];

impl Check for UnboundedPageSize {
    const META: Meta = Meta::new(
        "code/unbounded-page-size",
        "Page size has no upper bound",
        "code/input-validation",
        Severity::Medium,
    )
    .frameworks(&["CWE-770", "OWASP-API-2023-API4", "ASVS-5.0-2.2.1"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        let fast = apps::of_route(scene, on).is_some_and(|a| a.framework == Framework::FastApi);
        let sizes = on.params.iter().filter(|p| {
            fast && p.origin == Origin::Query
                && NAMES.contains(&p.name.as_str())
                && p.shape.kind == ShapeKind::Scalar
        });
        let clamped = apps::handler(scene, on).is_some_and(|(_, f)| {
            f.calls().into_iter().any(|c| c.callee.last_name() == Some("min"))
        });
        calls::all(sizes.map(|p| judge(on, p, clamped)))
    }
}

fn judge(route: &Route, param: &RouteParam, clamped: bool) -> Verdict {
    let bounded = ["le", "lt"].iter().any(|c| param.shape.constraint(c).is_some());
    if bounded || clamped {
        return Verdict::pass(param.span, "the size of a page is bounded");
    }
    let message = format!("`{}` of `{}` may be any number", param.name, route.name);
    Verdict::fail(Failure::new(param.span, message).key(&*param.name))
}
