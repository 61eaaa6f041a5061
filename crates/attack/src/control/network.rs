//! What the network lets through: policies of the cluster, and the provider's firewalls around the nodes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ringfort_facts::Facts;
use ringfort_facts::cloud::firewall::ingress;
use ringfort_facts::kube::{DefaultDeny, Direction, effective_namespace};
use ringfort_model::kube::WorkloadId;
use ringfort_reach::{
    Class, Deciding, Decision, Effect, EndpointId, Enforcement, Place, PortSet, Protocol, Range,
    Reach,
};
use ringfort_source::Span;

use super::estate::worse;
use super::{Control, Controls, Standing};

/// The reachability of every cluster that the files describe.
#[derive(Debug)]
pub(crate) struct Networks {
    pub(crate) clusters: Vec<Reach>,
    endpoints: HashMap<WorkloadId, (usize, EndpointId)>,
    /// The first endpoint of the class of sources that an endpoint is in, by cluster.
    sources: HashMap<(usize, EndpointId), EndpointId>,
    /// The same for classes of destinations.
    destinations: HashMap<(usize, EndpointId), EndpointId>,
    /// What was asked already, by question, cluster and first endpoint of the class.
    asked: Mutex<Asked>,
}

type Asked = HashMap<(Ask, usize, EndpointId), Decision>;

/// A question about a workload's pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Ask {
    FromInternet,
    FromStranger,
    ToInternet,
    ToMetadata,
    ToAnything,
}

impl Ask {
    fn is_ingress(self) -> bool {
        matches!(self, Ask::FromInternet | Ask::FromStranger)
    }

    fn put(self, reach: &Reach, endpoint: EndpointId) -> Decision {
        let own = Place::Endpoint(endpoint);
        match self {
            Ask::FromInternet => reach.between(Place::Internet, own),
            Ask::FromStranger => reach.between(Place::Stranger, own),
            Ask::ToInternet => reach.between(own, Place::Internet),
            Ask::ToMetadata => match Range::read(METADATA) {
                Some(range) => reach.egress_to(endpoint, range),
                None => Decision::default(),
            },
            Ask::ToAnything => {
                let [first, second] = Range::everything().map(|r| reach.egress_to(endpoint, r));
                if first.is_denied() { second } else { first }
            }
        }
    }
}

impl Networks {
    /// Derives it.
    pub(crate) fn new(facts: &Facts) -> Self {
        let clusters: Vec<Reach> =
            Reach::clusters(facts).into_iter().map(|scope| Reach::derive(facts, scope)).collect();
        let mut endpoints = HashMap::new();
        for (i, reach) in clusters.iter().enumerate() {
            for endpoint in reach.endpoints() {
                if let Some(workload) = endpoint.workload {
                    endpoints.entry(workload).or_insert((i, endpoint.id));
                }
            }
        }
        let sources = firsts(&clusters, Reach::sources);
        let destinations = firsts(&clusters, Reach::destinations);
        Self { clusters, endpoints, sources, destinations, asked: Mutex::default() }
    }

    /// The answer to `ask` for the pods of `workload`: that of its class, asked once.
    fn answer(&self, ask: Ask, workload: WorkloadId) -> Option<(&Reach, Decision)> {
        let (cluster, endpoint) = *self.endpoints.get(&workload)?;
        let reach = self.clusters.get(cluster)?;
        let classes = if ask.is_ingress() { &self.destinations } else { &self.sources };
        let first = classes.get(&(cluster, endpoint)).copied().unwrap_or(endpoint);
        let key = (ask, cluster, first);
        let known = self.asked().get(&key).cloned();
        let decision = known.unwrap_or_else(|| {
            let decision = ask.put(reach, first);
            let decision = if ask.is_ingress() { reach.heard(decision, first) } else { decision };
            self.asked().insert(key, decision.clone());
            decision
        });
        Some((reach, decision))
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The cluster and endpoint that the pods of `workload` are.
    pub(crate) fn endpoint(&self, workload: WorkloadId) -> Option<(&Reach, EndpointId)> {
        let (cluster, endpoint) = self.endpoints.get(&workload)?;
        Some((self.clusters.get(*cluster)?, *endpoint))
    }
}

/// For each endpoint the first of its class.
fn firsts(
    clusters: &[Reach],
    classes: impl Fn(&Reach) -> &[Class],
) -> HashMap<(usize, EndpointId), EndpointId> {
    let mut firsts = HashMap::new();
    for (i, reach) in clusters.iter().enumerate() {
        for class in classes(reach) {
            let Some(first) = class.endpoints.first() else { continue };
            firsts.extend(class.endpoints.iter().map(|e| ((i, *e), *first)));
        }
    }
    firsts
}

/// How a policy stands that should deny what `decision` is about. `head` is where one would put it.
pub(crate) fn standing(reach: &Reach, decision: &Decision, head: Span) -> Standing {
    let at = decision.deciding.first().map_or(head, |d| d.at);
    if !decision.ports.is_empty() {
        return Standing::Absent(Some(at));
    }
    if !decision.unknown.is_empty() {
        return Standing::Unknown(at, "part of what decides is not known".into());
    }
    let proxy = decision.deciding.iter().find(|d| d.by_proxy && d.certain && refuses(d));
    if let Some(deciding) = proxy {
        return Standing::InPlace(deciding.at, "the proxy of the mesh refuses it".into());
    }
    match reach.enforced() {
        Enforcement::Enforced(_) => Standing::InPlace(at, "a policy denies it".into()),
        Enforcement::Ignored(_) => Standing::Absent(Some(at)),
        Enforcement::Unknown => Standing::Unknown(
            at,
            "a policy denies it, but nothing shows a network plugin that enforces policies".into(),
        ),
    }
}

fn refuses(deciding: &Deciding) -> bool {
    matches!(deciding.effect, Effect::Denies | Effect::Isolates)
}

/// Where cloud instances find their metadata.
const METADATA: &str = "169.254.169.254/32";

impl Controls<'_> {
    /// Does a policy keep addresses of the Internet from the pods of `workload`?
    pub fn internet_ingress(&self, workload: WorkloadId) -> Control {
        const ID: &str = "cluster/network-policy-ingress-allowlist";
        self.between(ID, workload, Ask::FromInternet)
    }

    /// Does a policy keep gateways and ingress controllers from the pods of `workload`?
    pub fn gateway_ingress(&self, workload: WorkloadId) -> Control {
        const ID: &str = "cluster/network-policy-ingress-allowlist";
        let control = self.between(ID, workload, Ask::FromStranger);
        // Which pods the controller runs in is not known: a policy that admits some pods may admit these.
        match control.standing {
            Standing::InPlace(at, _) => Control { standing: Standing::Absent(Some(at)), ..control },
            _ => control,
        }
    }

    /// Does a policy keep pods that nothing is known of from this TCP port of the pods of `workload`?
    pub fn pod_ingress(&self, workload: WorkloadId, port: i64) -> Control {
        const ID: &str = "cluster/network-policy-ingress-allowlist";
        let only = PortSet::one(Protocol::Tcp, port);
        self.judged(ID, workload, Ask::FromStranger, |decision| decision.on(&only))
    }

    /// Does a policy keep the pods of `workload` from the Internet?
    pub fn internet_egress(&self, workload: WorkloadId) -> Control {
        const ID: &str = "cluster/network-policy-egress";
        self.between(ID, workload, Ask::ToInternet).shared()
    }

    /// Does a policy keep the pods of `workload` from the metadata service?
    pub fn metadata_egress(&self, workload: WorkloadId) -> Control {
        const ID: &str = "cluster/network-policy-egress";
        self.between(ID, workload, Ask::ToMetadata).shared()
    }

    /// Does a policy keep the pods of `workload` from the API server? Its address is not in the files, so only a
    /// policy that lets nothing out to addresses does.
    pub fn api_egress(&self, workload: WorkloadId) -> Control {
        const ID: &str = "cluster/network-policy-egress";
        self.between(ID, workload, Ask::ToAnything).shared()
    }

    fn between(&self, id: &'static str, workload: WorkloadId, ask: Ask) -> Control {
        self.judged(id, workload, ask, |decision| decision)
    }

    fn judged(
        &self,
        id: &'static str,
        workload: WorkloadId,
        ask: Ask,
        part: impl FnOnce(Decision) -> Decision,
    ) -> Control {
        let object = self.facts.model.kube.workload(workload).and_then(|w| self.facts.object(w));
        let scope = object.map_or_else(|| Arc::from(""), |o| Arc::clone(&o.resource));
        let standing = match (self.networks().answer(ask, workload), object) {
            (Some((reach, decision)), Some(object)) => {
                standing(reach, &part(decision), object.head)
            }
            _ => Standing::Absent(object.map(|o| o.head)),
        };
        Control { id, target: scope.clone(), scope, standing }
    }

    /// Does a default deny keep new pods in `namespace` (`*`: in some namespace) from the Internet?
    pub fn namespace_egress(&self, namespace: &str) -> Control {
        self.once("cluster/network-policy-egress", namespace, |facts| {
            default_deny(facts, self.networks(), namespace)
        })
    }

    /// Do the provider's firewalls keep the Internet from `ports` of the nodes?
    pub fn node_ports(&self, ports: (i64, i64)) -> Control {
        let scope = format!("ports {} to {} of the nodes", ports.0, ports.1);
        self.once("cloud/firewall-rules", &scope, |facts| {
            let known = self.sky().node_ports(ports);
            let named = node_groups(facts, ports);
            match (known, named) {
                (Some(a), Some(b)) => worse(a, b),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => undescribed(facts, "no file describes the firewall of the nodes"),
            }
        })
    }

    /// Are the nodes without public addresses?
    pub fn private_nodes(&self) -> Control {
        self.once("cloud/private-nodes", "the nodes", |facts| {
            let known = self.sky().private_nodes();
            known
                .unwrap_or_else(|| undescribed(facts, "no file describes the network of the nodes"))
        })
    }

    /// Does the provider's network limit what leaves it? No file of those that are read shows it yet, so it
    /// counts as absent, as one decision.
    pub fn provider_egress(&self) -> Control {
        Control::missing("cloud/egress-control")
    }
}

impl Control {
    /// The same as one decision for the whole estate.
    fn shared(self) -> Self {
        Self { target: "".into(), ..self }
    }
}

fn default_deny(facts: &Facts, networks: &Networks, namespace: &str) -> Standing {
    let named = |n: &&ringfort_facts::kube::Namespace| effective_namespace(&n.name) == namespace;
    let Some(found) = facts.kube.namespaces.iter().find(named) else {
        return Standing::Absent(None);
    };
    let enforced = networks.clusters.first().map(Reach::enforced);
    match facts.kube.default_deny(&facts.model.kube, found, Direction::Egress) {
        DefaultDeny::Missing => Standing::Absent(Some(found.at)),
        DefaultDeny::Perhaps(at) => Standing::Unknown(at, "its selector is not known".into()),
        DefaultDeny::Found(name, at) => match enforced {
            Some(Enforcement::Enforced(_)) => {
                Standing::InPlace(at, format!("{name} denies what is not allowed").into())
            }
            Some(Enforcement::Ignored(_)) => Standing::Absent(Some(at)),
            _ => Standing::Unknown(
                at,
                "nothing shows a network plugin that enforces policies".into(),
            ),
        },
    }
}

/// The ports of NodePort Services, unless the API server is told otherwise (`--service-node-port-range`).
pub(crate) const NODE_PORTS: (i64, i64) = (30_000, 32_767);

/// Security groups that are named after nodes and admit the world to `ports`, whatever they are on. None: there are
/// none.
fn node_groups(facts: &Facts, (low, high): (i64, i64)) -> Option<Standing> {
    let groups: Vec<_> = facts
        .resources("aws_security_group")
        .filter(|group| facts.is_node_security_group(group))
        .collect();
    let first = groups.first()?;
    for group in &groups {
        let (rules, unknown) = ingress(group);
        let open = rules.iter().find(|r| r.world().is_some() && r.admits(low, high) != Some(false));
        if let Some(rule) = open {
            return Some(Standing::Absent(Some(rule.span)));
        }
        if let Some(node) = unknown {
            return Some(Standing::Unknown(node.span, node.cause().into()));
        }
    }
    Some(Standing::InPlace(first.header, "the world is not let in to the nodes".into()))
}

/// No file says anything of the nodes.
fn undescribed(facts: &Facts, cause: &str) -> Standing {
    match facts.model.kube.objects.first() {
        Some(object) => Standing::Unknown(object.head, cause.into()),
        None => Standing::Absent(None),
    }
}
