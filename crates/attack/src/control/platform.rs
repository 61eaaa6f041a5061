//! Who runs the control plane, and what its API server is told about nodes.

use ringfort_facts::Facts;
use ringfort_facts::kube::{Component, ComponentKind};
use ringfort_model::Value;
use ringfort_source::Span;

use super::{Control, Controls, Standing};

/// Clusters whose control plane the provider runs, on machines of its own.
const MANAGED: &[&str] =
    &["aws_eks_cluster", "azurerm_kubernetes_cluster", "google_container_cluster"];

impl Controls<'_> {
    /// The cluster whose control plane a provider runs, if files or the user say that there is one.
    pub(crate) fn managed(&self) -> Option<Span> {
        let described = MANAGED.iter().find_map(|kind| self.facts.resources(kind).next());
        let declared = matches!(self.declared.platform.as_str(), "eks" | "aks" | "gke");
        let first = || self.facts.model.kube.objects.first().filter(|_| declared).map(|o| o.head);
        described.map(|cluster| cluster.header).or_else(first)
    }

    /// The API server as files of one's own configure it.
    pub(crate) fn api_server(&self) -> Option<&Component> {
        self.facts.kube.components.iter().find(|c| c.kind == ComponentKind::ApiServer)
    }

    /// Is a kubelet bounded to its own node and pods (NodeRestriction)? EKS, AKS and GKE run their API servers with it.
    pub fn node_restriction(&self) -> Control {
        let standing = match (self.api_server(), self.managed()) {
            (Some(server), _) => restriction(server),
            (None, Some(at)) => Standing::InPlace(at, "the provider runs NodeRestriction".into()),
            (None, None) => unknown(self.facts, "no file shows the plugins of the API server"),
        };
        Control::everywhere("cluster/authorization-mode", "NodeRestriction", standing)
    }

    /// Does the API server refuse bootstrap tokens? By default it does (kube-apiserver, `--enable-bootstrap-token-auth`);
    /// kubeadm has it take them.
    pub fn bootstrap_tokens(&self) -> Control {
        let standing = match self.api_server().map(|s| s.value("enable-bootstrap-token-auth")) {
            Some(Value::Unknown(at, cause)) => Standing::Unknown(at, cause),
            Some(Value::Set(text, at) | Value::Default(text, at)) if text == "true" => {
                Standing::Absent(Some(at))
            }
            Some(refused) => {
                Standing::InPlace(refused.span(), "bootstrap tokens are not taken".into())
            }
            None => unknown(self.facts, "no file shows whether the API server takes them"),
        };
        Control::everywhere("cluster/api-server-hardening", "bootstrap tokens", standing)
    }
}

fn restriction(server: &Component) -> Standing {
    let names = |list: &Value<Vec<String>>| {
        list.known().is_some_and(|all| all.iter().any(|p| p == "NodeRestriction"))
    };
    let (on, off) =
        (server.list("enable-admission-plugins"), server.list("disable-admission-plugins"));
    match on {
        Value::Unknown(at, cause) => Standing::Unknown(at, cause),
        on if names(&on) && !names(&off) => {
            Standing::InPlace(on.span(), "kubelets are bound to their own node".into())
        }
        on => Standing::Absent(Some(on.span())),
    }
}

fn unknown(facts: &Facts, cause: &'static str) -> Standing {
    match facts.model.kube.objects.first() {
        Some(object) => Standing::Unknown(object.head, cause.into()),
        None => Standing::Absent(None),
    }
}
