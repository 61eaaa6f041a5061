//! The networks of a cluster: the pod network, and those that users define. Pods reach each other where they
//! share one. Sources: OVN-Kubernetes documentation, "User Defined Networks"; Network Plumbing Working Group,
//! "Kubernetes Network Custom Resource Definition De-facto Standard"; KubeVirt, "Interfaces and Networks".

use ringfort_model::kube::Object;
use ringfort_source::Node;

use crate::address::Range;
use crate::bits::Tri;
use crate::cluster::{Cluster, namespace_of};
use crate::expr::Domain;
use crate::labels::Labels;
use crate::loose;
use crate::read::selector;

/// The number of a network in its `Networks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NetworkId(pub u32);

impl NetworkId {
    /// The pod network that every cluster has.
    pub const POD: Self = Self(0);
}

/// What a network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkKind {
    /// The pod network.
    Pod,
    /// The primary network of one namespace (UserDefinedNetwork).
    Namespace,
    /// The primary network of several namespaces (ClusterUserDefinedNetwork).
    Cluster,
    /// A network that pods have beside their primary one.
    Secondary,
}

/// A network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// What it is.
    pub kind: NetworkKind,
    /// Its name: `pod network`, `ns/name` for a namespace's, else the name it has in its configuration.
    pub name: Box<str>,
}

/// A network beside the primary one, and the address that the pod has there if it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Attachment {
    pub(crate) network: NetworkId,
    pub(crate) address: Option<Range>,
}

/// The networks that a pod is on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Attachments {
    /// The one its default route goes over; `None` for a virtual machine without one.
    pub(crate) primary: Option<NetworkId>,
    pub(crate) secondary: Vec<Attachment>,
}

impl Attachments {
    pub(crate) fn has(&self, network: NetworkId) -> bool {
        self.primary == Some(network) || self.secondary.iter().any(|a| a.network == network)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = NetworkId> + '_ {
        self.primary.into_iter().chain(self.secondary.iter().map(|a| a.network))
    }

    /// The address on `network`, if it is known.
    pub(crate) fn address(&self, network: NetworkId) -> Option<Range> {
        self.secondary.iter().find(|a| a.network == network)?.address
    }
}

/// A definition that pods name to get on a secondary network.
#[derive(Clone, Debug)]
struct Definition {
    namespace: Box<str>,
    name: Box<str>,
    network: NetworkId,
}

/// The networks of a cluster.
#[derive(Clone, Debug)]
pub(crate) struct Networks {
    pub(crate) all: Vec<Network>,
    definitions: Vec<Definition>,
    /// Namespace and its primary network, where it is not the pod network.
    primary: Vec<(Box<str>, NetworkId)>,
}

/// The label that lets a namespace have a primary network of its own.
const PRIMARY: &str = "k8s.ovn.org/primary-user-defined-network";

impl Networks {
    pub(crate) fn read(cluster: &Cluster<'_>) -> Self {
        let pod = Network { kind: NetworkKind::Pod, name: "pod network".into() };
        let mut networks = Self { all: vec![pod], definitions: vec![], primary: vec![] };
        for object in cluster.objects() {
            match &*object.kind {
                "UserDefinedNetwork" => networks.own(cluster, object),
                "ClusterUserDefinedNetwork" => networks.shared(cluster, object),
                "NetworkAttachmentDefinition" => {
                    let config = object.at("spec.config").str().unwrap_or("");
                    let name = loose::text(config, "name").unwrap_or(&object.name);
                    let id = networks.id(NetworkKind::Secondary, name);
                    networks.define(namespace_of(object), &object.name, id);
                }
                _ => {}
            }
        }
        networks
    }

    /// A network of one namespace.
    fn own(&mut self, cluster: &Cluster<'_>, object: &Object) {
        let namespace = namespace_of(object);
        let name = format!("{namespace}/{}", object.name);
        if is_primary(object, "spec") {
            let id = self.id(NetworkKind::Namespace, &name);
            self.join(cluster, namespace, id);
        } else {
            let id = self.id(NetworkKind::Secondary, &name);
            self.define(namespace, &object.name, id);
        }
    }

    /// A network of several namespaces.
    fn shared(&mut self, cluster: &Cluster<'_>, object: &Object) {
        let wanted = selector::kubernetes(object.at("spec.namespaceSelector"), Domain::Namespace);
        let namespaces: Vec<Box<str>> =
            cluster.namespaces_where(&wanted, Tri::Yes).map(Box::from).collect();
        let primary = is_primary(object, "spec.network");
        let kind = if primary { NetworkKind::Cluster } else { NetworkKind::Secondary };
        let id = self.id(kind, &object.name);
        for namespace in &namespaces {
            if primary {
                self.join(cluster, namespace, id);
            } else {
                self.define(namespace, &object.name, id);
            }
        }
    }

    /// A namespace joins a primary network if its label says so; one that was not read is taken to.
    fn join(&mut self, cluster: &Cluster<'_>, namespace: &str, id: NetworkId) {
        let labelled = |labels: &Labels| labels.open || labels.get(PRIMARY).is_some();
        if labelled(&cluster.namespace(namespace)) {
            self.primary.push((namespace.into(), id));
        }
    }

    fn define(&mut self, namespace: &str, name: &str, network: NetworkId) {
        self.definitions.push(Definition {
            namespace: namespace.into(),
            name: name.into(),
            network,
        });
    }

    fn id(&mut self, kind: NetworkKind, name: &str) -> NetworkId {
        let found = self.all.iter().position(|n| n.kind == kind && &*n.name == name);
        let at = found.unwrap_or_else(|| {
            self.all.push(Network { kind, name: name.into() });
            self.all.len() - 1
        });
        NetworkId(at as u32)
    }

    /// The network that `reference` (`name`, `namespace/name`) means in `namespace`.
    pub(crate) fn resolve(&self, namespace: &str, reference: &str) -> Option<NetworkId> {
        let reference = reference.trim();
        let reference = reference.split_once('@').map_or(reference, |(before, _)| before);
        let (namespace, name) = reference.split_once('/').unwrap_or((namespace, reference));
        let mut found = self.definitions.iter();
        found.find(|d| *d.namespace == *namespace && *d.name == *name).map(|d| d.network)
    }

    pub(crate) fn primary_of(&self, namespace: &str) -> NetworkId {
        let found = self.primary.iter().find(|(name, _)| **name == *namespace);
        found.map_or(NetworkId::POD, |(_, id)| *id)
    }

    /// The networks of the pods of `meta` (their metadata) in `namespace`.
    pub(crate) fn of_pod(&self, namespace: &str, meta: Option<&Node>) -> Attachments {
        let asked = meta
            .and_then(|m| m.at_keys(&["annotations", "k8s.v1.cni.cncf.io/networks"]).str())
            .unwrap_or("");
        let mut attachments =
            Attachments { primary: Some(self.primary_of(namespace)), secondary: vec![] };
        for (namespace, name, address) in requests(namespace, asked) {
            attachments.secondary.extend(
                self.resolve(namespace, name).map(|network| Attachment { network, address }),
            );
        }
        attachments.secondary.sort();
        attachments.secondary.dedup();
        attachments
    }

    /// The networks of a virtual machine with the spec `spec`. An interface that bears the name of a network
    /// definition counts as attached to it.
    pub(crate) fn of_machine(&self, namespace: &str, spec: &Node) -> Attachments {
        let listed = spec.at("networks").list();
        let mut attachments = Attachments::default();
        if listed.is_empty() || listed.iter().any(|n| n.get("pod").is_some()) {
            attachments.primary = Some(self.primary_of(namespace));
        }
        let named = listed.iter().filter_map(|n| n.at("multus.networkName").str());
        let interfaces = spec.at("domain.devices.interfaces").list().iter();
        let interfaces = interfaces.filter_map(|i| i.at("name").str());
        let networks = named.chain(interfaces).filter_map(|name| self.resolve(namespace, name));
        let mut networks: Vec<NetworkId> = networks.collect();
        networks.sort();
        networks.dedup();
        let address = if networks.len() == 1 { first_boot_address(spec) } else { None };
        let attach = |network: &NetworkId| Attachment { network: *network, address };
        attachments.secondary = networks.iter().map(attach).collect();
        attachments
    }
}

/// `role: Primary` stands in the part that the topology names (`layer2`, `layer3`).
fn is_primary(object: &Object, path: &str) -> bool {
    let spec = object.at(path);
    let role = |part: &str| spec.key(part).key("role").str() == Some("Primary");
    role("layer2") || role("layer3")
}

/// The networks that an annotation asks for: namespace, name and address. It is a list of names with commas,
/// or a list of JSON objects.
fn requests<'a>(own: &'a str, text: &'a str) -> Vec<(&'a str, &'a str, Option<Range>)> {
    if !text.trim_start().starts_with('[') {
        let names = text.split(',').map(str::trim).filter(|n| !n.is_empty());
        return names.map(|name| (own, name, None)).collect();
    }
    let one = |object: &'a str| {
        let name = loose::text(object, "name")?;
        let address = loose::text(object, "ips").and_then(host);
        Some((loose::text(object, "namespace").unwrap_or(own), name, address))
    };
    text.split('{').skip(1).filter_map(one).collect()
}

/// The address that a virtual machine is given when it first boots (`networkData` of cloud-init).
fn first_boot_address(spec: &Node) -> Option<Range> {
    let mut volumes = spec.at("volumes").list().iter();
    let data = |volume: &Node| -> Option<String> {
        let kinds = ["cloudInitNoCloud", "cloudInitConfigDrive"];
        kinds.iter().find_map(|k| volume.at(k).key("networkData").str().map(str::to_owned))
    };
    let text = volumes.find_map(data)?;
    let (_, rest) = text.split_once("addresses:")?;
    rest.split([' ', '\n', '[', ']', '-', ',', '"', '\'']).find(|w| !w.is_empty()).and_then(host)
}

/// The host of `10.0.0.1/24`.
fn host(text: &str) -> Option<Range> {
    Range::read(text.split_once('/').map_or(text, |(address, _)| address))
}
