//! Gateway API listeners and the routes that hang on them.

use ringfort_check::facts::kube::{effective_namespace, namespace_of};
use ringfort_check::model::kube::Object;
use ringfort_check::{Node, Scene};

/// The group of the Gateway API; Istio has kinds of the same names.
pub(crate) const GROUP: &str = "gateway.networking.k8s.io";

/// Is it an object of the Gateway API?
pub(crate) fn is_gateway_api(object: &Object) -> bool {
    object.group() == GROUP
}

/// The listeners of a Gateway.
pub(crate) fn listeners(gateway: &Object) -> &[Node] {
    gateway.at("spec.listeners").list()
}

/// The routes that name `listener` of `gateway` as parent (no section: all of its listeners).
pub(crate) fn routes_of<'a>(
    scene: &Scene<'a>,
    gateway: &Object,
    listener: Option<&str>,
) -> Vec<&'a Object> {
    let kinds = ["HTTPRoute", "GRPCRoute"];
    let all = kinds.into_iter().flat_map(|kind| scene.facts.objects(kind));
    all.filter(|r| is_gateway_api(r) && r.sees(gateway) && is_child(r, gateway, listener)).collect()
}

fn is_child(route: &Object, gateway: &Object, listener: Option<&str>) -> bool {
    route.at("spec.parentRefs").list().iter().any(|parent| {
        let namespace =
            parent.at("namespace").str().map_or(namespace_of(route), effective_namespace);
        let section = parent.at("sectionName").str();
        parent.at("name").str() == Some(&*gateway.name)
            && namespace == namespace_of(gateway)
            && (listener.is_none() || section.is_none() || section == listener)
    })
}

/// Does every rule of the route do nothing but send the client to https?
pub(crate) fn only_redirects(route: &Object) -> bool {
    let rules = route.at("spec.rules").list();
    let redirects = |rule: &Node| {
        rule.at("filters").list().iter().any(|f| {
            f.at("type").str() == Some("RequestRedirect")
                && f.at("requestRedirect.scheme").str() == Some("https")
        })
    };
    !rules.is_empty() && rules.iter().all(redirects)
}

/// The names that a policy of a gateway implementation attaches to, with their kinds.
pub(crate) fn targets(policy: &Object) -> Vec<(&str, &str)> {
    let one = policy.at("spec.targetRef").list().iter();
    let all = one.chain(policy.at("spec.targetRefs").list());
    all.filter_map(|t| Some((t.at("kind").str()?, t.at("name").str()?))).collect()
}
