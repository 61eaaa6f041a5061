//! Pod Security admission: the labels of a namespace and the defaults of the cluster.

use ringfort_model::kube::Object;
use ringfort_source::{At, Node, Span};

use super::Namespace;
use crate::Facts;

/// The level that is enforced in a namespace, and where that is written.
#[derive(Clone, Debug)]
pub enum Level<'a> {
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
pub fn enforced<'a>(namespace: &Namespace, facts: &'a Facts) -> Level<'a> {
    let object = namespace.object.and_then(|id| facts.model.kube.object(id));
    let label = object.map(|o| label(o, "enforce"));
    match label {
        Some(At::Set(node)) => return Level::Label(node.scalar().unwrap_or_default(), node.span),
        Some(At::Unknown(node)) => return Level::Unknown(node.span, "the level is not known"),
        Some(At::Absent(_)) | None => {}
    }
    match (cluster_default(facts), object) {
        (Some((level, at)), _) => Level::Cluster(level, at),
        (None, Some(_)) => Level::None,
        (None, None) if namespace.name.is_empty() || &*namespace.name == "default" => Level::None,
        (None, None) => Level::Unknown(namespace.at, "the Namespace object was not read"),
    }
}

/// The label of a mode: `enforce`, `audit`, `warn`, `enforce-version`.
pub fn label<'a>(namespace: &'a Object, mode: &str) -> At<'a> {
    let key = format!("pod-security.kubernetes.io/{mode}");
    namespace.root.at_keys(&["metadata", "labels", &key])
}

/// `defaults.enforce` of the PodSecurity plugin in an AdmissionConfiguration.
fn cluster_default(facts: &Facts) -> Option<(&str, Span)> {
    let configurations = facts.objects("AdmissionConfiguration").map(|o| &o.root);
    configurations.flat_map(pod_security).find_map(|configuration| {
        let node = configuration.at("defaults.enforce").node()?;
        Some((node.as_str()?, node.span))
    })
}

/// The configurations of the PodSecurity plugin.
pub fn pod_security(admission: &Node) -> Vec<&Node> {
    let plugins = admission.at("plugins").list().iter();
    let ours = plugins.filter(|p| p.at("name").str() == Some("PodSecurity"));
    ours.filter_map(|p| p.at("configuration").node()).collect()
}

/// Does the level refuse pods that reach for the host (`baseline` and `restricted`)?
pub fn is_strict(level: &str) -> bool {
    matches!(level, "baseline" | "restricted")
}
