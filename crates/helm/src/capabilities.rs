//! `.Capabilities`: the Kubernetes version and the APIs a chart may ask for.

use std::rc::Rc;

use crate::Given;
use crate::objects::Object;
use crate::semver::Version;
use crate::value::{Data, Map, Slot, Value};

/// The Kubernetes version that is taken where none is given.
pub(crate) const KUBE_VERSION: &str = "v1.36.0";

/// The API versions that client libraries know. Source: the groups of `k8s.io/client-go` for Kubernetes 1.36.
const APIS: &[&str] = &[
    "v1",
    "admissionregistration.k8s.io/v1",
    "admissionregistration.k8s.io/v1alpha1",
    "admissionregistration.k8s.io/v1beta1",
    "internal.apiserver.k8s.io/v1alpha1",
    "apps/v1",
    "apps/v1beta1",
    "apps/v1beta2",
    "authentication.k8s.io/v1",
    "authentication.k8s.io/v1alpha1",
    "authentication.k8s.io/v1beta1",
    "authorization.k8s.io/v1",
    "authorization.k8s.io/v1beta1",
    "autoscaling/v1",
    "autoscaling/v2",
    "batch/v1",
    "batch/v1beta1",
    "certificates.k8s.io/v1",
    "certificates.k8s.io/v1beta1",
    "certificates.k8s.io/v1alpha1",
    "coordination.k8s.io/v1alpha2",
    "coordination.k8s.io/v1beta1",
    "coordination.k8s.io/v1",
    "discovery.k8s.io/v1",
    "discovery.k8s.io/v1beta1",
    "events.k8s.io/v1",
    "events.k8s.io/v1beta1",
    "extensions/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1",
    "flowcontrol.apiserver.k8s.io/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1beta2",
    "flowcontrol.apiserver.k8s.io/v1beta3",
    "networking.k8s.io/v1",
    "networking.k8s.io/v1beta1",
    "node.k8s.io/v1",
    "node.k8s.io/v1alpha1",
    "node.k8s.io/v1beta1",
    "policy/v1",
    "policy/v1beta1",
    "rbac.authorization.k8s.io/v1",
    "rbac.authorization.k8s.io/v1beta1",
    "rbac.authorization.k8s.io/v1alpha1",
    "resource.k8s.io/v1",
    "resource.k8s.io/v1beta2",
    "resource.k8s.io/v1beta1",
    "resource.k8s.io/v1alpha3",
    "scheduling.k8s.io/v1alpha2",
    "scheduling.k8s.io/v1beta1",
    "scheduling.k8s.io/v1",
    "storage.k8s.io/v1beta1",
    "storage.k8s.io/v1",
    "storage.k8s.io/v1alpha1",
    "storagemigration.k8s.io/v1beta1",
    "apiextensions.k8s.io/v1beta1",
    "apiextensions.k8s.io/v1",
];

/// `.Capabilities` for what is given.
pub(crate) fn new(given: &Given<'_>) -> Value {
    let text = given.kube_version.as_deref().unwrap_or(KUBE_VERSION);
    let version = Version::parse(text).or_else(|| Version::parse(KUBE_VERSION));
    let (major, minor) = version.as_ref().map_or((1, 36), |v| (v.major, v.minor));
    let shown = version.map_or_else(|| KUBE_VERSION.to_owned(), |v| format!("v{v}"));
    let apis = APIS.iter().map(|a| (*a).to_owned()).chain(given.api_versions.iter().cloned());
    structure(
        "*common.Capabilities",
        [
            ("APIVersions", Value::new(Data::Object(Object::Versions(Rc::new(apis.collect()))))),
            (
                "KubeVersion",
                structure(
                    "*common.KubeVersion",
                    [
                        ("Version", Value::str(shown)),
                        ("Major", Value::str(major.to_string())),
                        ("Minor", Value::str(minor.to_string())),
                    ],
                ),
            ),
            ("HelmVersion", structure("*common.VersionInfo", [("Version", Value::str("v4.2"))])),
        ],
    )
}

/// A map that stands for a Go struct.
fn structure<const N: usize>(name: &'static str, fields: [(&str, Value); N]) -> Value {
    let entries = fields.map(|(key, value)| (key.into(), Slot { key: None, value }));
    Value::new(Data::Map(Rc::new(Map::new(entries, Some(name)))))
}
