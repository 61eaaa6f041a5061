//! Texts in queries and forms have a greatest length.

use ringfort_check::facts::code::{Framework, Origin, Route, ShapeKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{apps, calls};

/// A text parameter has no greatest length.
pub struct ParameterWithoutBounds;

impl Check for ParameterWithoutBounds {
    const META: Meta = Meta::new(
        "code/parameter-without-bounds",
        "Text parameter of a route has no greatest length",
        "code/input-validation",
        Severity::Low,
    )
    .frameworks(&["CWE-1284", "ASVS-5.0-2.2.1"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        let fast = apps::of_route(scene, on).is_some_and(|a| a.framework == Framework::FastApi);
        let texts = on.params.iter().filter(|p| {
            fast && p.shape.kind == ShapeKind::Text
                && matches!(
                    p.origin,
                    Origin::Query | Origin::Form | Origin::Header | Origin::Cookie | Origin::Body
                )
        });
        calls::all(texts.map(|p| {
            let bounded =
                ["max_length", "pattern", "regex"].iter().any(|c| p.shape.constraint(c).is_some());
            if bounded {
                Verdict::pass(p.span, "the length is bounded")
            } else {
                let message = format!("`{}` of `{}` is a text of any length", p.name, on.name);
                Verdict::fail(Failure::new(p.span, message).key(&*p.name))
            }
        }))
    }
}
