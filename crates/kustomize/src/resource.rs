//! An object on its way through the layers.

use ringfort_source::Node;

/// An object with the names it has had.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    /// The object as it is now.
    pub(crate) node: Node,
    /// Its earlier names and namespaces, oldest first. Patches and references may use any of them.
    pub(crate) past: Vec<(String, String)>,
    /// Made by a generator: another generator may merge into it.
    pub(crate) generated: bool,
}

impl Resource {
    pub(crate) fn new(node: Node) -> Self {
        Self { node, past: Vec::new(), generated: false }
    }

    fn text(&self, path: &str) -> &str {
        self.node.at(path).str().unwrap_or("")
    }

    pub(crate) fn kind(&self) -> &str {
        self.text("kind")
    }

    pub(crate) fn name(&self) -> &str {
        self.text("metadata.name")
    }

    /// The namespace; empty where none is written.
    pub(crate) fn namespace(&self) -> &str {
        self.text("metadata.namespace")
    }

    /// Group and version; the core group is empty.
    pub(crate) fn group_version(&self) -> (&str, &str) {
        let version = self.text("apiVersion");
        version.split_once('/').unwrap_or(("", version))
    }

    /// Has it, or had it ever, this name (in this namespace, if one is asked for)?
    pub(crate) fn known_as(&self, name: &str, namespace: &str) -> bool {
        let is = |n: &str, ns: &str| n == name && (namespace.is_empty() || ns == namespace);
        is(self.name(), self.namespace()) || self.past.iter().any(|(n, ns)| is(n, ns))
    }

    /// Keeps the present name for later, before it is changed.
    pub(crate) fn remember(&mut self) {
        let id = (self.name().to_owned(), self.namespace().to_owned());
        if self.past.last() != Some(&id) {
            self.past.push(id);
        }
    }

    /// Is it of a kind that has no namespace?
    /// Source: Kubernetes API reference, cluster-scoped resources.
    pub(crate) fn cluster_scoped(&self) -> bool {
        const KINDS: [&str; 26] = [
            "APIService",
            "CSIDriver",
            "CSINode",
            "CertificateSigningRequest",
            "ClusterRole",
            "ClusterRoleBinding",
            "ClusterTrustBundle",
            "ComponentStatus",
            "CustomResourceDefinition",
            "DeviceClass",
            "FlowSchema",
            "GatewayClass",
            "IngressClass",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "MutatingWebhookConfiguration",
            "Namespace",
            "Node",
            "PersistentVolume",
            "PriorityClass",
            "PriorityLevelConfiguration",
            "RuntimeClass",
            "StorageClass",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ValidatingWebhookConfiguration",
        ];
        KINDS.contains(&self.kind())
            || self.kind() == "ClusterIssuer"
            || self.kind() == "ClusterPolicy"
    }
}
