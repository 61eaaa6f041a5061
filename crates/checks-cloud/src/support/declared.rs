//! Who may hold far-reaching rights, by declaration.

use ringfort_check::Scene;
use ringfort_check::facts::cloud::iam::covers;

/// Is one of `names` (names or ARNs) declared as break-glass?
pub(crate) fn is_break_glass(scene: &Scene<'_>, names: &[String]) -> bool {
    matches(&scene.declared.break_glass_roles, names)
}

/// Is one of `names` declared as a platform or break-glass role?
pub(crate) fn is_platform(scene: &Scene<'_>, names: &[String]) -> bool {
    matches(&scene.declared.platform_roles, names) || is_break_glass(scene, names)
}

/// A pattern means a whole ARN or the name at its end.
fn matches(patterns: &[String], names: &[String]) -> bool {
    let hit = |p: &String, n: &String| covers(p, n) || covers(p, n.rsplit('/').next().unwrap_or(n));
    patterns.iter().any(|p| names.iter().any(|n| hit(p, n)))
}
