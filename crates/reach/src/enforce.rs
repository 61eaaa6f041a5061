//! Does anything enforce the policies? Without a network plugin that does, they are objects without effect
//! (Kubernetes documentation, "Network Policies", Prerequisites).

use ringfort_model::cloud::Resource;
use ringfort_model::kube::Object;
use ringfort_source::{Node, Span};

use crate::cluster::Cluster;

/// What the files show of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enforcement {
    /// A network plugin that enforces policies is installed or switched on.
    Enforced(Vec<Plugin>),
    /// A network plugin is installed, and it ignores policies.
    Ignored(Vec<Plugin>),
    /// Nothing shows which network plugin the cluster has.
    Unknown,
}

/// A network plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plugin {
    /// Its name.
    pub name: &'static str,
    /// What shows it: a resource.
    pub resource: String,
    /// Where.
    pub at: Span,
    /// Does it enforce NetworkPolicies?
    pub enforces: bool,
}

/// Images of network plugins by a part of their names, and whether they enforce policies.
const IMAGES: &[(&str, &str, bool)] = &[
    ("calico/node", "Calico", true),
    ("calico-node", "Calico", true),
    ("cilium/cilium", "Cilium", true),
    ("antrea/antrea", "Antrea", true),
    ("kube-router", "kube-router", true),
    ("weave-npc", "Weave Net", true),
    ("kube-ovn", "Kube-OVN", true),
    ("ovn-kubernetes", "OVN-Kubernetes", true),
    ("network-policy-agent", "Amazon VPC CNI with its policy agent", true),
    ("azure-npm", "Azure Network Policy Manager", true),
    ("kube-network-policies", "kube-network-policies", true),
    ("flannel", "Flannel", false),
];

/// Charts of network plugins, and types in their configurations.
const NAMES: &[(&str, &str, bool)] = &[
    ("tigera-operator", "Calico", true),
    ("calico", "Calico", true),
    ("canal", "Calico", true),
    ("cilium", "Cilium", true),
    ("cilium-cni", "Cilium", true),
    ("antrea", "Antrea", true),
    ("weave-net", "Weave Net", true),
    ("weave", "Weave Net", true),
    ("kube-router", "kube-router", true),
    ("kuberouter", "kube-router", true),
    ("kube-ovn", "Kube-OVN", true),
    ("flannel", "Flannel", false),
];

/// Looks for network plugins.
pub(crate) fn find(cluster: &Cluster<'_>) -> Enforcement {
    let mut found = vec![];
    for (workload, object) in cluster.workloads().filter(|(_, o)| &*o.kind == "DaemonSet") {
        let images = workload.containers.iter().map(|c| &c.image);
        found.extend(images.filter_map(|image| {
            let text = image.known()?;
            let (_, name, enforces) = IMAGES.iter().find(|(part, ..)| text.contains(part))?;
            Some(plugin(name, *enforces, object.resource.to_string(), image.span()))
        }));
    }
    found.extend(cluster.objects().filter_map(object));
    found.extend(cluster.facts.model.resources.iter().filter_map(resource));
    let enforcing: Vec<Plugin> = found.iter().filter(|p| p.enforces).cloned().collect();
    match (enforcing.is_empty(), found.is_empty()) {
        (false, _) => Enforcement::Enforced(enforcing),
        (true, false) => Enforcement::Ignored(found),
        (true, true) => Enforcement::Unknown,
    }
}

fn plugin(name: &'static str, enforces: bool, resource: String, at: Span) -> Plugin {
    Plugin { name, resource, at, enforces }
}

fn named(word: &str) -> Option<(&'static str, bool)> {
    let found = NAMES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word));
    found.map(|(_, name, enforces)| (*name, *enforces))
}

/// A Kubernetes object that installs or configures a network plugin.
fn object(object: &Object) -> Option<Plugin> {
    let ((name, enforces), at) = match (object.group(), &*object.kind) {
        ("", "ConfigMap") => configuration(object)?,
        ("operator.tigera.io", "Installation") => (("Calico", true), object.head),
        ("config.openshift.io", "Network") => openshift(object, "spec.networkType")?,
        ("operator.openshift.io", "Network") => openshift(object, "spec.defaultNetwork.type")?,
        ("helm.toolkit.fluxcd.io", "HelmRelease") => chart(object, "spec.chart.spec.chart")?,
        ("argoproj.io", "Application") => chart(object, "spec.source.chart")?,
        ("helm.cattle.io", "HelmChart") => {
            let text = object.at("spec.chart").str()?;
            (named(text.rsplit('/').next()?)?, object.at("spec.chart").span())
        }
        ("kops.k8s.io", "Cluster") => {
            let networking = object.at("spec.networking").node()?;
            let entry = networking.entries().iter().find(|e| named(&e.key).is_some())?;
            (named(&entry.key)?, entry.key_span)
        }
        ("eksctl.io", "ClusterConfig") => {
            let mut addons = object.at("addons").list().iter();
            let addon = addons.find(|a| a.at("name").str() == Some("vpc-cni"))?;
            (policy_agent(addon.at("configurationValues").str()?)?, addon.span)
        }
        _ => return None,
    };
    Some(plugin(name, enforces, object.resource.to_string(), at))
}

type Found = ((&'static str, bool), Span);

fn openshift(object: &Object, path: &str) -> Option<Found> {
    let at = object.at(path);
    match at.str()? {
        "OVNKubernetes" => Some((("OVN-Kubernetes", true), at.span())),
        "OpenShiftSDN" => Some((("OpenShift SDN", true), at.span())),
        _ => None,
    }
}

fn chart(object: &Object, path: &str) -> Option<Found> {
    let at = object.at(path);
    Some((named(at.str()?)?, at.span()))
}

/// A ConfigMap that holds the configuration of a network plugin: `"type": "flannel"`.
fn configuration(map: &Object) -> Option<Found> {
    let data = map.at("data").node().map_or(&[][..], Node::entries);
    let cni = data.iter().filter(|e| e.key.starts_with("cni") || e.key.ends_with(".conflist"));
    cni.into_iter().find_map(|e| {
        let text = e.value.as_str()?;
        let types = text.split("\"type\"").skip(1).filter_map(|rest| rest.split('"').nth(1));
        Some((types.into_iter().find_map(named)?, e.key_span))
    })
}

/// The add-on of EKS enforces policies when it is told to (Amazon EKS documentation, "Limit Pod traffic").
fn policy_agent(configuration: &str) -> Option<(&'static str, bool)> {
    let words: String = configuration.chars().filter(|c| !matches!(c, '"' | '\'' | ' ')).collect();
    let on = words.contains("enableNetworkPolicy:true");
    on.then_some(("Amazon VPC CNI with its policy agent", true))
}

/// A cloud resource that switches policies on.
fn resource(resource: &Resource) -> Option<Plugin> {
    let is = |path: &str, wanted: &[&str]| {
        let at = resource.at(path);
        at.str().is_some_and(|text| wanted.contains(&text)).then(|| at.span())
    };
    let on =
        |path: &str| (resource.at(path).bool() == Some(true)).then(|| resource.at(path).span());
    let (name, at) = match &*resource.kind {
        "google_container_cluster" => on("network_policy.enabled")
            .map(|at| ("Calico", at))
            .or_else(|| on("enable_autopilot").map(|at| ("GKE Dataplane V2", at)))
            .or_else(|| {
                is("datapath_provider", &["ADVANCED_DATAPATH"]).map(|at| ("GKE Dataplane V2", at))
            })?,
        "azurerm_kubernetes_cluster" => (
            "the network policy engine of AKS",
            is("network_profile.network_policy", &["azure", "calico", "cilium"])?,
        ),
        "aws_eks_addon" => {
            is("addon_name", &["vpc-cni"])?;
            let at = resource.at("configuration_values");
            (policy_agent(at.str()?)?.0, at.span())
        }
        "helm_release" => {
            let at = resource.at("chart");
            let (name, enforces) = named(at.str()?.rsplit('/').next()?)?;
            return Some(plugin(name, enforces, resource.address.clone(), at.span()));
        }
        "digitalocean_kubernetes_cluster" => ("Cilium", resource.header),
        _ => return None,
    };
    Some(plugin(name, true, resource.address.clone(), at))
}
