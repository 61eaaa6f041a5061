//! An object on its way through the layers.

use ringfort_source::Node;

/// An object with the names it has had.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    /// The object as it is now.
    pub(crate) node: Node,
    /// Its earlier names and namespaces, oldest first. Patches and references may use any of them.
    pub(crate) past: Vec<(String, String)>,
    /// Its name will end in a hash of its content: made by a generator that does not say otherwise.
    pub(crate) hashed: bool,
}

impl Resource {
    pub(crate) fn new(node: Node) -> Self {
        Self { node, past: Vec::new(), hashed: false }
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

    /// Is it what `id` names, by group, version, kind, name and namespace, as far as they are written?
    pub(crate) fn is(&self, id: &Node) -> bool {
        let text = |key: &str| id.at(key).str().filter(|t| !t.is_empty());
        let fits = |key: &str, own: &str| text(key).is_none_or(|t| t == own);
        let (group, version) = self.group_version();
        let past = self.past.iter().map(|(n, ns)| (n.as_str(), ns.as_str()));
        let named = |(name, namespace): (&str, &str)| {
            let namespace = if namespace.is_empty() { "default" } else { namespace };
            fits("name", name) && fits("namespace", namespace)
        };
        fits("group", group)
            && fits("version", version)
            && fits("apiVersion", self.text("apiVersion"))
            && fits("kind", self.kind())
            && past.chain([(self.name(), self.namespace())]).any(named)
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
