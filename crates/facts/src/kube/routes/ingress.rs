//! Ingresses, and Routes of OpenShift.

use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::{Backend, Front};

/// The Services of an Ingress, in the present form and that of v1beta1.
pub(super) fn backends(ingress: &Object) -> Vec<Backend<'_>> {
    let spec = ingress.at("spec");
    let paths = spec.key("rules").list().iter().flat_map(|r| r.at("http.paths").list());
    let listed = paths.map(|p| p.at("backend"));
    let defaults = [spec.key("defaultBackend"), spec.key("backend")];
    defaults.into_iter().chain(listed).filter_map(backend).collect()
}

fn backend(at: At<'_>) -> Option<Backend<'_>> {
    let (name, port) = match at.key("service") {
        At::Set(_) => {
            let port = at.key("service").key("port");
            (at.key("service").key("name"), port.key("number").node().or(port.key("name").node()))
        }
        _ => (at.key("serviceName"), at.key("servicePort").node()),
    };
    plain(name, port, false)
}

/// The Services of a Route; its port is that of the pods.
pub(super) fn backends_of_openshift(route: &Object) -> Vec<Backend<'_>> {
    let spec = route.at("spec");
    let port = spec.key("port").key("targetPort").node();
    let others = spec.key("alternateBackends").list().iter().map(At::Set);
    let all = std::iter::once(spec.key("to")).chain(others);
    all.filter_map(|to| plain(to.key("name"), port, true)).collect()
}

fn plain<'k>(name: At<'k>, port: Option<&'k Node>, port_is_of_pods: bool) -> Option<Backend<'k>> {
    Some(Backend {
        service: name.str()?,
        namespace: None,
        port,
        port_is_of_pods,
        labels: vec![],
        at: name.span(),
        front: Front::default(),
    })
}
