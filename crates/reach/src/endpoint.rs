//! Who talks: pods by their workload, and virtual machines.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ringfort_model::Value;
use ringfort_model::kube::{Object, ObjectId, Workload, WorkloadId};
use ringfort_source::{Node, Span};

use crate::bits::Tri;
use crate::cluster::{Cluster, namespace_of};
use crate::labels::Labels;
use crate::mesh;
use crate::network::Networks;
use crate::ports::{PortSet, Protocol};
use crate::universe::{Being, MemberId, NamedPort, Traits, Universe};

/// The number of an endpoint in its [`crate::Reach`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndpointId(pub u32);

/// The pods of a workload, or a virtual machine. Pods whose owner is known by name only are gathered under
/// it as far as their labels are the same.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its number.
    pub id: EndpointId,
    /// The object that was read: the workload, the machine, or the first of the pods.
    pub object: ObjectId,
    /// The workload, if it is one.
    pub workload: Option<WorkloadId>,
    /// `Deployment`, `Pod`, `VirtualMachine`; the owner's kind for pods of an owner that was not read.
    pub kind: Box<str>,
    /// The namespace; empty where it is written but not known.
    pub namespace: Box<str>,
    /// Its name, or the owner's.
    pub name: Box<str>,
    /// Does it use the network of its node? `None` where that is not known.
    pub host_network: Option<bool>,
    /// Where it is named.
    pub at: Span,
    /// Its class in the universe.
    pub(crate) member: MemberId,
}

impl Endpoint {
    /// `Kind/namespace/name`.
    pub fn resource(&self) -> String {
        format!("{}/{}/{}", self.kind, self.namespace, self.name)
    }
}

/// An owner: kind, namespace, name.
type Owner<'a> = (&'a str, &'a str, &'a str);

/// Gathers the endpoints, and enters their classes.
pub(crate) fn read(
    cluster: &Cluster<'_>,
    networks: &Networks,
    universe: &mut Universe,
) -> Vec<Endpoint> {
    let read = owners(cluster);
    let mut endpoints = vec![];
    let mut seen: HashMap<(Owner<'_>, MemberId), EndpointId> = HashMap::new();
    for (workload, object) in cluster.workloads() {
        let owner = owner(object);
        if &*object.kind == "PodTemplate" || owner.is_some_and(|o| is_read(&read, o)) {
            continue;
        }
        let traits = pods(cluster, networks, workload, object);
        let member = universe.enter(traits);
        let new = endpoint(object, member, endpoints.len());
        let new = Endpoint {
            workload: Some(workload.id),
            host_network: workload.pod.host_network.known().copied(),
            ..new
        };
        let Some((kind, namespace, name)) = owner else {
            endpoints.push(new);
            continue;
        };
        seen.entry(((kind, namespace, name), member)).or_insert_with(|| {
            let id = new.id;
            endpoints.push(Endpoint { kind: kind.into(), name: name.into(), ..new });
            id
        });
    }
    for object in cluster.objects().filter(|o| is_machine(o)) {
        if owner(object).is_some_and(|o| is_read(&read, o)) {
            continue;
        }
        let member = universe.enter(machine(cluster, networks, object));
        endpoints.push(endpoint(object, member, endpoints.len()));
    }
    endpoints
}

fn endpoint(object: &Object, member: MemberId, count: usize) -> Endpoint {
    Endpoint {
        id: EndpointId(count as u32),
        object: object.id,
        workload: None,
        kind: object.kind.clone(),
        namespace: namespace_of(object).into(),
        name: object.name.clone(),
        host_network: Some(false),
        at: object.head,
        member,
    }
}

fn is_machine(object: &Object) -> bool {
    object.group() == "kubevirt.io"
        && matches!(&*object.kind, "VirtualMachine" | "VirtualMachineInstance")
}

/// What may own pods and was read.
fn owners<'a>(cluster: &Cluster<'a>) -> HashSet<Owner<'a>> {
    let workloads = cluster.workloads().map(|(_, object)| object);
    let machines = cluster.objects().filter(|o| is_machine(o));
    let key = |o: &'a Object| (&*o.kind, namespace_of(o), &*o.name);
    workloads.chain(machines).map(key).collect()
}

fn is_read(read: &HashSet<Owner<'_>>, owner: Owner<'_>) -> bool {
    let (kind, namespace, name) = owner;
    // The pod of a virtual machine belongs to its instance, which bears the machine's name.
    let machine = kind == "VirtualMachineInstance";
    read.contains(&owner) || machine && read.contains(&("VirtualMachine", namespace, name))
}

/// The controller of `object`. Where its kind is not written, the object's own stands for it.
fn owner(object: &Object) -> Option<Owner<'_>> {
    let references = object.at("metadata.ownerReferences").list();
    let reference = references.iter().find(|r| r.at("controller").bool() == Some(true))?;
    let kind = reference.at("kind").str().unwrap_or(&object.kind);
    // The pods that a node starts by itself have nothing in common but the node.
    if kind == "Node" {
        return None;
    }
    Some((kind, namespace_of(object), reference.at("name").str()?))
}

/// What policies see of the pods of a workload.
fn pods(
    cluster: &Cluster<'_>,
    networks: &Networks,
    workload: &Workload,
    object: &Object,
) -> Traits {
    let namespace = namespace_of(object);
    let meta = object.root.at(workload.meta_path);
    let labels = Labels::read(meta.key("labels")).with_keys(set_by_controllers(&object.kind));
    let labels = mesh::labels(cluster, workload, object, labels);
    let in_mesh = cluster.facts.kube.mesh.is_used();
    let account = match &workload.pod.service_account {
        Value::Set(name, _) | Value::Default(name, _) => cluster.account(namespace, name),
        Value::Unknown(_, cause) => Labels::unknown(cause),
    };
    let host_network = match workload.pod.host_network.known() {
        Some(on) => Tri::is(*on),
        None => Tri::Maybe,
    };
    let spec = workload.spec(object);
    Traits {
        being: Being::Pods,
        labels: [Arc::new(labels), cluster.namespace(namespace), Arc::new(account)],
        ports: named_ports(workload),
        ports_open: spec.is_some_and(has_unknown_ports),
        host_network,
        attachments: networks.of_pod(namespace, meta.node()),
        datagrams: in_mesh && mesh::has_datagrams(workload),
        unproxied: if in_mesh { mesh::unproxied(workload, object) } else { PortSet::none() },
        ranges: vec![],
    }
}

/// Keys of labels that controllers put on their pods, with values that no manifest shows.
const fn set_by_controllers(kind: &str) -> &'static [&'static str] {
    match kind.as_bytes() {
        b"Deployment" => &["pod-template-hash"],
        b"StatefulSet" => &[
            "apps.kubernetes.io/pod-index",
            "controller-revision-hash",
            "statefulset.kubernetes.io/pod-name",
        ],
        b"DaemonSet" => &["controller-revision-hash", "pod-template-generation"],
        b"Job" | b"CronJob" => &[
            "batch.kubernetes.io/controller-uid",
            "batch.kubernetes.io/job-name",
            "controller-uid",
            "job-name",
        ],
        _ => &[],
    }
}

fn named_ports(workload: &Workload) -> Vec<NamedPort> {
    let ports = workload.containers.iter().flat_map(|c| &c.ports).filter(|p| !p.name.is_empty());
    let mut named: Vec<NamedPort> = ports
        .filter_map(|p| {
            let number = u16::try_from(p.number).ok().filter(|n| *n > 0);
            Some(NamedPort { name: p.name.clone(), protocol: Protocol::read(&p.protocol)?, number })
        })
        .collect();
    named.sort();
    named.dedup();
    named
}

fn has_unknown_ports(spec: &Node) -> bool {
    let containers = spec.at("containers");
    let unknown = |c: &Node| c.is_unknown() || c.at("ports").is_unknown();
    containers.is_unknown() || containers.list().iter().any(unknown)
}

/// What policies see of a virtual machine: its pod bears the labels of the template, and the machine's name
/// (KubeVirt, "Virtual Machines Networking").
fn machine(cluster: &Cluster<'_>, networks: &Networks, object: &Object) -> Traits {
    let namespace = namespace_of(object);
    let template = &*object.kind == "VirtualMachine";
    let (meta, spec) = if template {
        (object.at("spec.template.metadata"), object.at("spec.template.spec"))
    } else {
        (object.at("metadata"), object.at("spec"))
    };
    let labels = Labels::read(meta.key("labels"))
        .with("kubevirt.io", "virt-launcher")
        .with("vm.kubevirt.io/name", &object.name)
        .with_keys(&["kubevirt.io/created-by"]);
    let empty = ringfort_source::Node::new(object.head, ringfort_source::Kind::Null);
    Traits {
        being: Being::Pods,
        labels: [
            Arc::new(labels),
            cluster.namespace(namespace),
            Arc::new(cluster.account(namespace, "default")),
        ],
        ports: vec![],
        ports_open: false,
        host_network: Tri::No,
        attachments: networks.of_machine(namespace, spec.node().unwrap_or(&empty)),
        unproxied: PortSet::none(),
        datagrams: false,
        ranges: vec![],
    }
}
