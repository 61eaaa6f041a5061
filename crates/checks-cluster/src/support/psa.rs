//! Pod Security admission: the labels of a namespace and the defaults of the cluster.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::model::kube::Object;
use ringfort_check::{At, Node, Scene, Span};

/// The level that is enforced in a namespace, and where that is written.
pub(crate) enum Level<'a> {
    /// By the label of the namespace.
    Label(String, Span),
    /// By the default of the cluster's AdmissionConfiguration.
    Cluster(&'a str, Span),
    /// Nothing sets it: `privileged` holds.
    None,
    /// The Namespace object, or its label, is not known.
    Unknown(Span, &'static str),
}

/// The level enforced in `namespace`.
pub(crate) fn enforced<'a>(namespace: &Namespace, scene: &Scene<'a>) -> Level<'a> {
    let object = namespace.object.and_then(|id| scene.facts.model.kube.object(id));
    let label = object.map(|o| label(o, "enforce"));
    match label {
        Some(At::Set(node)) => return Level::Label(node.scalar().unwrap_or_default(), node.span),
        Some(At::Unknown(node)) => return Level::Unknown(node.span, "the level is not known"),
        Some(At::Absent(_)) | None => {}
    }
    match (cluster_default(scene), object) {
        (Some((level, at)), _) => Level::Cluster(level, at),
        (None, Some(_)) => Level::None,
        (None, None) if namespace.name.is_empty() || &*namespace.name == "default" => Level::None,
        (None, None) => Level::Unknown(namespace.at, "the Namespace object was not read"),
    }
}

/// The label of a mode: `enforce`, `audit`, `warn`, `enforce-version`.
pub(crate) fn label<'a>(namespace: &'a Object, mode: &str) -> At<'a> {
    let key = format!("pod-security.kubernetes.io/{mode}");
    namespace.root.at_keys(&["metadata", "labels", &key])
}

/// `defaults.enforce` of the PodSecurity plugin in an AdmissionConfiguration.
fn cluster_default<'a>(scene: &Scene<'a>) -> Option<(&'a str, Span)> {
    let configurations = scene.facts.objects("AdmissionConfiguration").map(|o| &o.root);
    configurations.flat_map(pod_security).find_map(|configuration| {
        let node = configuration.at("defaults.enforce").node()?;
        Some((node.as_str()?, node.span))
    })
}

/// The configurations of the PodSecurity plugin.
pub(crate) fn pod_security(admission: &Node) -> Vec<&Node> {
    let plugins = admission.at("plugins").list().iter();
    let ours = plugins.filter(|p| p.at("name").str() == Some("PodSecurity"));
    ours.filter_map(|p| p.at("configuration").node()).collect()
}

/// A policy of an engine that forbids privileged pods, and so may stand in for the labels.
pub(crate) fn engine_policy<'a>(scene: &Scene<'a>) -> Option<&'a Object> {
    let kinds = ["ClusterPolicy", "ValidatingPolicy", "K8sPSPPrivilegedContainer"];
    let mut all = kinds.into_iter().flat_map(|kind| scene.facts.objects(kind));
    all.find(|o| {
        let text = format!("{:?}", o.root);
        (text.contains("podSecurity") || text.contains("privileged")) && super::admission::denies(o)
    })
}
