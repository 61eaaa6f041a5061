//! `KubeProxyConfiguration`: its fields under the names of the flags they replace.

use ringfort_model::Value;
use ringfort_model::kube::Object;

use super::{Component, ComponentKind, Origin, kubelet};

/// Flag and field (kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1).
const FIELDS: &[(&str, &str)] = &[("metrics-bind-address", "metricsBindAddress")];

/// The kube-proxy that `object` configures, if it does.
pub(super) fn component(object: &Object) -> Option<Component> {
    let is_file =
        &*object.kind == "KubeProxyConfiguration" && object.group() == "kubeproxy.config.k8s.io";
    let read = |(flag, path): &(&str, &str)| kubelet::read(&object.root, flag, path);
    is_file.then(|| Component {
        kind: ComponentKind::KubeProxy,
        object: object.id,
        place: None,
        origin: Origin::ProxyFile,
        flags: FIELDS.iter().filter_map(read).collect(),
        open: None,
        head: object.head,
        last: None,
        image: Value::Default(String::new(), object.head),
    })
}

/// The field that stands for `flag` in the file.
pub(super) fn field(flag: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(name, _)| *name == flag).map(|(_, path)| *path)
}
