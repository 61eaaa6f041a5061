//! What an attacker may hold: the atoms of the attack graph.

use ringfort_facts::Facts;
use ringfort_model::kube::{Container, Workload, WorkloadId};

/// A container, by its workload and its index there.
pub type ContainerId = (WorkloadId, u16);

/// The user name of a kubelet, whose node is not told apart from others: `system:node:NAME`.
pub(crate) const NODE_USER: &str = "system:node:*";

/// Something an attacker may hold. Fan-out runs through scope positions ([`Position::Right`],
/// [`Position::Traffic`]), never pairwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// An entry of the catalogue (`A0`): where an attacker starts.
    Entry(&'static str),
    /// A goal of the catalogue (`G1`): what an attacker is after.
    Goal(&'static str),
    /// A crown jewel, by the name the user gave it.
    Jewel(Box<str>),
    /// Packets from the Internet.
    Internet,
    /// An account of an ordinary user of the application.
    Account,
    /// Packets to the listening ports of a workload's pods: `net(x)`.
    Net(WorkloadId),
    /// Packets to the API server: `net(api)`.
    NetApi,
    /// Packets to a port of the nodes, by what listens there: `kubelet`, `etcd`, `docker`.
    NetNode(Box<str>),
    /// Packets from the pod network to any port of a workload's pods, those that no door leads to included.
    PodNet(WorkloadId),
    /// Code in a container: `code(c)`.
    Code(ContainerId),
    /// Code in some container of the workload's pods: what their network and volumes give.
    Pod(WorkloadId),
    /// Requests that a container sends for the attacker: `ssrf(c)`.
    Ssrf(ContainerId),
    /// Files that a container reads for the attacker: `fread(c)`.
    Read(ContainerId),
    /// Code as root in a container: `uid0(c)`.
    Root(ContainerId),
    /// Packets from a class of pods, by the class's number: a scope between sources and targets.
    Traffic(u32),
    /// The metadata service of the node, from a workload's pods.
    Metadata(WorkloadId),
    /// Packets to a class of pods, by the class's number.
    Reach(u32),
    /// What a flaw of the software of nodes asks for, on the nodes of a pool: a scope.
    Foothold(Foothold, Pool),
    /// A volume that several pods share, written to: a scope between those who write and those who read.
    Volume(Box<str>),
    /// Packets out to the Internet from a workload's pods: `egress(c)`.
    Egress(WorkloadId),
    /// Packets out to the Internet from pods that the attacker starts in a namespace (`*`: in some namespace).
    NamespaceEgress(Box<str>),
    /// Acting at the API server as a Kubernetes user or ServiceAccount, by its user name
    /// (`system:serviceaccount:NS:NAME`, `system:anonymous`): `tok(id)` and a way to the API.
    Identity(Box<str>),
    /// Membership of a Kubernetes group.
    Group(Box<str>),
    /// A right in a namespace, or everywhere (`*`): a scope between those who hold it and what it gives.
    Right(Right, Box<str>),
    /// A Secret, by namespace and name.
    Secret(Box<str>, Box<str>),
    /// A credential, by what it is for.
    Credential(Box<str>),
    /// Root on a node: `noderoot(n)`.
    Node(Pool),
    /// Files of a node, read.
    HostFiles(Pool),
    /// A cloud principal, by its address or ARN: `cloud(p)`.
    Cloud(Box<str>),
    /// A right in the cloud, by its name and what it is on: a scope.
    CloudRight(&'static str, Box<str>),
    /// Writing to a repository or registry: `push(x)`.
    Push(Box<str>),
    /// Code in a CI job, by workflow file and job: `code(job)`.
    Job(Box<str>, Box<str>),
    /// Reading or writing a data store: `data(d)`.
    Data(Box<str>),
    /// The files of the repository, read.
    Repository,
    /// A pull request from outside.
    PullRequest,
    /// Code in a package or action that the project depends on.
    Dependency,
    /// The content of a base image or public registry.
    BaseImage,
    /// Code that runs somewhere in the estate, whatever else it may do: what mining needs first.
    Compute(Box<str>),
}

/// Rights in a namespace (or in all) that lead on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Everything in it.
    Everything,
    /// Creating pods, by any kind of workload.
    RunPods,
    /// Running commands in pods.
    Exec,
    /// Opening connections to pods through the API server.
    Forward,
    /// Reading Secrets.
    ReadSecrets,
    /// Writing Secrets.
    WriteSecrets,
    /// Minting tokens of ServiceAccounts.
    MintTokens,
    /// Impersonating.
    Impersonate,
    /// Deciding who may do what.
    Grant,
    /// Weakening what admission refuses.
    Admission,
    /// Changing network policies.
    Network,
    /// Taking traffic meant for others.
    Intercept,
    /// Destroying objects.
    Destroy,
    /// Making PersistentVolumes.
    MakeVolumes,
    /// Reading logs.
    Logs,
}

/// A pool of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pool {
    /// Nodes that run workloads.
    Worker,
    /// Nodes that run the control plane.
    ControlPlane,
    /// Machines that run Docker beside the cluster.
    DockerHost,
}

/// What flaws of kernels and container runtimes ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Foothold {
    /// System calls.
    Calls,
    /// System calls that make namespaces, which a seccomp profile keeps from containers.
    Namespaces,
    /// A container in which somebody else runs commands.
    Exec,
    /// The same as root.
    RootExec,
    /// Root on the network of the node.
    HostNetwork,
    /// Pods with settings and images of one's own.
    Pods,
}

impl Foothold {
    /// Is it the kernel that has the flaw?
    pub(crate) fn is_of_kernel(self) -> bool {
        matches!(self, Foothold::Calls | Foothold::Namespaces)
    }

    fn words(self) -> &'static str {
        match self {
            Foothold::Calls => "any code",
            Foothold::Namespaces => "code that may make namespaces",
            Foothold::Exec => "code where somebody else runs commands",
            Foothold::RootExec => "root in a container where somebody else runs commands",
            Foothold::HostNetwork => "root on the host network",
            Foothold::Pods => "a pod of the attacker's own",
        }
    }
}

impl Right {
    fn words(self) -> &'static str {
        match self {
            Right::Everything => "every right",
            Right::RunPods => "the right to run pods",
            Right::Exec => "the right to run commands in pods",
            Right::Forward => "the right to open connections to pods",
            Right::ReadSecrets => "the right to read Secrets",
            Right::WriteSecrets => "the right to write Secrets",
            Right::MintTokens => "the right to mint ServiceAccount tokens",
            Right::Impersonate => "the right to impersonate",
            Right::Grant => "the right to grant rights",
            Right::Admission => "the right to weaken admission",
            Right::Network => "the right to change network policies",
            Right::Intercept => "the right to redirect traffic",
            Right::Destroy => "the right to destroy objects",
            Right::MakeVolumes => "the right to make PersistentVolumes",
            Right::Logs => "the right to read logs",
        }
    }
}

/// The id of `container`, which is `workload`'s at `index`.
pub fn container_id(workload: &Workload, index: usize) -> ContainerId {
    (workload.id, index as u16)
}

/// The container of `id`.
pub fn container(facts: &Facts, id: ContainerId) -> Option<(&Workload, &Container)> {
    let workload = facts.model.kube.workload(id.0)?;
    Some((workload, workload.containers.get(usize::from(id.1))?))
}

impl Position {
    /// How a person calls it.
    pub fn name(&self, facts: &Facts) -> String {
        match self {
            Position::Entry(id) => crate::profiles::entry_name(id).to_owned(),
            Position::Goal(id) => crate::profiles::goal_name(id).to_owned(),
            Position::Jewel(name) => format!("crown jewel `{name}`"),
            Position::Internet => "the Internet".to_owned(),
            Position::Account => "an account of the application".to_owned(),
            Position::Foothold(what, pool) => format!("{} on {}", what.words(), pool.name()),
            Position::Volume(name) => format!("what lies in {name}"),
            Position::Net(w) | Position::PodNet(w) => {
                format!("the ports of {}", workload_name(facts, *w))
            }
            Position::NetApi => "the API server".to_owned(),
            Position::NetNode(what) => format!("the {what} port of the nodes"),
            Position::Code(c) => format!("code in {}", container_name(facts, *c)),
            Position::Pod(w) => format!("a pod of {}", workload_name(facts, *w)),
            Position::Ssrf(c) => format!("requests sent by {}", container_name(facts, *c)),
            Position::Read(c) => format!("files read by {}", container_name(facts, *c)),
            Position::Root(c) => format!("root in {}", container_name(facts, *c)),
            Position::Traffic(_) | Position::Reach(_) => "the pod network".to_owned(),
            Position::Metadata(w) => {
                format!("the metadata service, from {}", workload_name(facts, *w))
            }
            Position::Egress(w) => format!("the Internet from {}", workload_name(facts, *w)),
            Position::NamespaceEgress(ns) if &**ns == "*" => {
                "the Internet from new pods".to_owned()
            }
            Position::NamespaceEgress(ns) => format!("the Internet from new pods in `{ns}`"),
            Position::Identity(user) => identity_name(user),
            Position::Group(group) => format!("group {group}"),
            Position::Right(right, ns) if &**ns == "*" => {
                format!("{} in every namespace", right.words())
            }
            Position::Right(right, ns) => format!("{} in namespace `{ns}`", right.words()),
            Position::Secret(ns, name) => format!("Secret {ns}/{name}"),
            Position::Credential(what) => format!("the credential {what}"),
            Position::Node(pool) => format!("root on {}", pool.name()),
            Position::HostFiles(pool) => format!("the files of {}", pool.name()),
            Position::Cloud(principal) => format!("cloud principal {principal}"),
            Position::CloudRight("data", on) => format!("rights on the data of {on}"),
            Position::CloudRight("administrator", on) => format!("administration of {on}"),
            Position::CloudRight(right, on) => format!("the right {right} on {on}"),
            Position::Push(what) => format!("write access to {what}"),
            Position::Job(workflow, job) => format!("CI job `{job}` of {workflow}"),
            Position::Data(store) => format!("the data of {store}"),
            Position::Repository => "the files of the repository".to_owned(),
            Position::PullRequest => "a pull request from outside".to_owned(),
            Position::Dependency => "a package that the project depends on".to_owned(),
            Position::BaseImage => "a base image".to_owned(),
            Position::Compute(place) => format!("computers of {place}"),
        }
    }
}

fn workload_name(facts: &Facts, id: WorkloadId) -> String {
    let object = facts.model.kube.workload(id).and_then(|w| facts.object(w));
    object.map_or_else(|| "a workload".to_owned(), |o| o.resource.to_string())
}

fn container_name(facts: &Facts, id: ContainerId) -> String {
    let name = container(facts, id).map_or("?", |(_, c)| &*c.name);
    format!("container `{name}` of {}", workload_name(facts, id.0))
}

fn identity_name(user: &str) -> String {
    if user == NODE_USER {
        return "the kubelet of a node (system:node)".to_owned();
    }
    match user.strip_prefix("system:serviceaccount:").and_then(|rest| rest.split_once(':')) {
        Some((ns, name)) => format!("ServiceAccount {ns}/{name}"),
        None => format!("user {user}"),
    }
}
