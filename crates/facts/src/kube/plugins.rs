//! Network plugins, and whether they enforce policies: without one that does, NetworkPolicies are objects without effect
//! (Kubernetes documentation, "Network Policies", Prerequisites).

use ringfort_model::cloud::Resource;
use ringfort_model::kube::Object;
use ringfort_model::{Document, Model};
use ringfort_source::{At, Node, Span};

/// A network plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkPlugin {
    /// Its name.
    pub name: &'static str,
    /// What shows it: a resource.
    pub resource: String,
    /// Where.
    pub at: Span,
    /// Does it enforce NetworkPolicies? `None` for one that only connects pods: what stands beside it decides.
    pub enforces: Option<bool>,
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

/// Main plugins that only connect pods, by their type in a configuration.
const PLAIN: &[&str] = &["bridge", "ptp", "macvlan", "ipvlan", "kindnet"];

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

/// The network plugins that the files show, among the objects that are seen by `sees`.
pub fn network_plugins(model: &Model, sees: &dyn Fn(&Object) -> bool) -> Vec<NetworkPlugin> {
    let mut found = vec![];
    let workloads = model.kube.workloads.iter();
    let objects = workloads.filter_map(|w| Some((w, model.kube.object(w.object)?)));
    for (workload, object) in objects.filter(|(_, o)| &*o.kind == "DaemonSet" && sees(o)) {
        let images = workload.containers.iter().map(|c| &c.image);
        found.extend(images.filter_map(|image| {
            let text = image.known()?;
            let (_, name, enforces) = IMAGES.iter().find(|(part, ..)| text.contains(part))?;
            Some(plugin(name, Some(*enforces), object.resource.to_string(), image.span()))
        }));
    }
    found.extend(model.kube.objects.iter().filter(|o| sees(o)).filter_map(object));
    found.extend(model.documents.iter().filter_map(file));
    found.extend(model.resources.iter().filter_map(resource));
    found
}

fn plugin(name: &'static str, enforces: Option<bool>, resource: String, at: Span) -> NetworkPlugin {
    NetworkPlugin { name, resource, at, enforces }
}

fn named(word: &str) -> Option<(&'static str, bool)> {
    let found = NAMES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word));
    found.map(|(_, name, enforces)| (*name, *enforces))
}

/// A Kubernetes object that installs or configures a network plugin.
fn object(object: &Object) -> Option<NetworkPlugin> {
    let ((name, enforces), at) = match (object.group(), &*object.kind) {
        ("", "ConfigMap") => {
            let ((name, enforces), at) = configuration(object)?;
            return Some(plugin(name, enforces, object.resource.to_string(), at));
        }
        ("hostdata.kubescape.cloud", "CNIInfo") => {
            (seen(object)?, object.at("data.CNINames").span())
        }
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
    Some(plugin(name, Some(enforces), object.resource.to_string(), at))
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
fn configuration(map: &Object) -> Option<((&'static str, Option<bool>), Span)> {
    let data = map.at("data").node().map_or(&[][..], Node::entries);
    let cni = data.iter().filter(|e| e.key.starts_with("cni") || e.key.ends_with(".conflist"));
    cni.into_iter().find_map(|e| {
        let text = e.value.as_str()?;
        let types = text.split("\"type\"").skip(1).filter_map(|rest| rest.split('"').nth(1));
        Some((typed(types)?, e.key_span))
    })
}

/// A configuration file of a network plugin.
fn file(document: &Document) -> Option<NetworkPlugin> {
    document.root.get("cniVersion")?;
    let plugins = match document.root.at("plugins") {
        At::Absent(_) => std::slice::from_ref(&document.root),
        at => at.list(),
    };
    let types = || plugins.iter().filter_map(|p| p.at("type").str());
    let (name, enforces) = typed(types())?;
    let first = plugins.iter().find(|p| p.at("type").str().and_then(|t| typed([t])).is_some());
    let at = first.map_or(document.root.span, |p| p.at("type").span());
    Some(plugin(name, enforces, document.path.to_string(), at))
}

/// What a chain of plugins comes to, by their types: one that enforces, else one that is known, else one that only
/// connects pods.
fn typed<'t>(types: impl IntoIterator<Item = &'t str>) -> Option<(&'static str, Option<bool>)> {
    let known = |t: &str| {
        let connects = || PLAIN.iter().find(|name| **name == t).map(|name| (*name, None));
        named(t).map(|(name, enforces)| (name, Some(enforces))).or_else(connects)
    };
    types.into_iter().filter_map(known).max_by_key(|(_, e)| match e {
        Some(true) => 2,
        Some(false) => 1,
        None => 0,
    })
}

/// A node whose only network plugin is one of those that are known, as a collector saw it.
fn seen(info: &Object) -> Option<(&'static str, bool)> {
    let mut names = info.at("data.CNINames").list().iter();
    let (first, rest) = (named(names.next()?.as_str()?)?, names);
    rest.into_iter().all(|n| n.as_str().and_then(named) == Some(first)).then_some(first)
}

/// The add-on of EKS enforces policies when it is told to (Amazon EKS documentation, "Limit Pod traffic").
fn policy_agent(configuration: &str) -> Option<(&'static str, bool)> {
    let words: String = configuration.chars().filter(|c| !matches!(c, '"' | '\'' | ' ')).collect();
    let on = words.contains("enableNetworkPolicy:true");
    on.then_some(("Amazon VPC CNI with its policy agent", true))
}

/// A cloud resource that switches policies on.
fn resource(resource: &Resource) -> Option<NetworkPlugin> {
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
            return Some(plugin(name, Some(enforces), resource.address.clone(), at.span()));
        }
        "digitalocean_kubernetes_cluster" => ("Cilium", resource.header),
        _ => return None,
    };
    Some(plugin(name, Some(true), resource.address.clone(), at))
}
