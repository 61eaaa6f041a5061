//! `AuthenticationConfiguration` and the API servers that name it.

use ringfort_check::facts::kube::{Component, ComponentKind};
use ringfort_check::model::kube::Object;
use ringfort_check::{At, Failure, Node, Scene, Value, Verdict};

/// Paths that tell whether the server is well and nothing else.
const HEALTH: &[&str] = &["/healthz", "/livez", "/readyz"];

/// What a configuration says of requests without credentials; not applicable where it leaves the
/// answer to the flag (kubernetes.io/docs/reference/access-authn-authz/authentication, anonymous requests).
pub(crate) fn anonymous(config: &Object) -> Verdict {
    if config.at("anonymous").is_absent() {
        return Verdict::NotApplicable;
    }
    let enabled = Value::bool(config.at("anonymous.enabled"), false);
    let conditions = config.at("anonymous.conditions");
    if conditions.node().is_some_and(Node::has_unknown) {
        return Verdict::unknown(conditions.span(), "the conditions are not known");
    }
    let other = conditions.list().iter().map(|c| c.at("path")).find(|path| !is_health(*path));
    let limited = !conditions.list().is_empty() && other.is_none();
    let at = other.map_or(enabled.span(), At::span);
    Verdict::on(
        &enabled,
        |on| !on || limited,
        "anonymous requests reach health paths at most",
        || {
            let what = match other.and_then(At::str) {
                Some(path) => format!("requests without credentials may reach `{path}`"),
                None => "requests without credentials may reach every path".to_owned(),
            };
            Failure::new(at, what)
        },
    )
}

fn is_health(path: At<'_>) -> bool {
    path.str().is_some_and(|p| HEALTH.contains(&p))
}

/// The configuration that the API server `on` names: the object whose file has the same name.
pub(crate) fn named_by<'a>(scene: &Scene<'a>, on: &Component) -> Option<&'a Object> {
    let value = on.value("authentication-config");
    let path = value.known().filter(|p| !p.is_empty())?;
    let mut all = scene.facts.objects("AuthenticationConfiguration");
    all.find(|o| name_of(scene.facts.path(o.head)) == name_of(path))
}

/// Does an API server among the files name `config`?
pub(crate) fn is_named(scene: &Scene<'_>, config: &Object) -> bool {
    let servers = scene.facts.kube.components.iter().filter(|c| c.kind == ComponentKind::ApiServer);
    servers.filter_map(|c| named_by(scene, c)).any(|o| o.id == config.id)
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
