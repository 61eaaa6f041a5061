//! Movement in the pod network, through scope positions: from a pod to its class, from class to class, from the
//! class to its pods. Never pod by pod.

use std::collections::HashMap;

use ringfort_model::kube::WorkloadId;
use ringfort_reach::{Class, Decision, EndpointId, Place, Reach};

use crate::control::network::{Networks, standing};
use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::techniques::identity::support::containers;

/// Adds the instances of C10.
pub(crate) fn traffic(g: &mut Ground<'_>) {
    let controls = g.controls;
    let networks = controls.networks();
    let mut next = 0;
    for reach in &networks.clusters {
        let open = next;
        next += 1 + reach.classes().len() as u32;
        cluster(g, networks, reach, open);
    }
}

/// One cluster: `open` is the number of its open pod network, the numbers after it are its classes.
fn cluster(g: &mut Ground<'_>, networks: &Networks, reach: &Reach, open: u32) {
    let ends: Vec<Ends> = reach.classes().iter().map(|class| Ends::new(reach, class)).collect();
    for (i, (class, ends)) in reach.classes().iter().zip(&ends).enumerate() {
        let number = open + 1 + i as u32;
        leave(g, networks, reach, class, ends, open, number);
        arrive(g, networks, reach, class, ends, open, number);
    }
    allowed(g, reach, &ends, open);
}

/// How policies stand at both ends of a class, against pods that nothing is known of.
struct Ends {
    first: Option<EndpointId>,
    out: Standing,
    into: Standing,
}

impl Ends {
    fn new(reach: &Reach, class: &Class) -> Self {
        let first = class.endpoints.first().copied();
        let place = first.map(Place::Endpoint);
        let at = first.and_then(|e| reach.endpoint(e)).map(|e| e.at);
        let judge = |decision: Decision| {
            at.map_or(Standing::Absent(None), |at| standing(reach, &decision, at))
        };
        let (out, into) = match place {
            Some(place) => {
                (reach.between(place, Place::Stranger), reach.between(Place::Stranger, place))
            }
            None => (Decision::default(), Decision::default()),
        };
        Self { first, out: judge(out), into: judge(into) }
    }

    fn is_open(&self) -> bool {
        matches!((&self.out, &self.into), (Standing::Absent(_), Standing::Absent(_)))
    }
}

fn workloads<'r>(reach: &'r Reach, class: &'r Class) -> impl Iterator<Item = WorkloadId> + 'r {
    class.endpoints.iter().filter_map(|e| reach.endpoint(*e)?.workload)
}

/// From the pods of a class into the open network, and into the class's own traffic.
fn leave(
    g: &mut Ground<'_>,
    networks: &Networks,
    reach: &Reach,
    class: &Class,
    ends: &Ends,
    open: u32,
    number: u32,
) {
    for id in own(networks, reach, class) {
        let Some(workload) = g.facts.model.kube.workload(id) else { continue };
        for container in containers(workload) {
            let from = Position::Code(container);
            g.step(Position::Traffic(number)).from(from).quiet().add();
        }
    }
    let guard = deny("cluster/network-policy-egress", number, &ends.out);
    g.step(Position::Traffic(open)).from(Position::Traffic(number)).unless(guard).quiet().add();
}

/// From the open network to the pods of a class.
fn arrive(
    g: &mut Ground<'_>,
    networks: &Networks,
    reach: &Reach,
    class: &Class,
    ends: &Ends,
    open: u32,
    number: u32,
) {
    let guard = deny("cluster/network-policy-default-deny", number, &ends.into);
    g.step(Position::Reach(number)).from(Position::Traffic(open)).unless(guard).quiet().add();
    for id in own(networks, reach, class) {
        let Some(workload) = g.facts.model.kube.workload(id) else { continue };
        let Some(object) = g.facts.object(workload) else { continue };
        g.step(Position::Net(id))
            .from(Position::Reach(number))
            .proof(object.head, "a pod that listens")
            .add();
    }
}

/// The workloads of a class, each in the first cluster that has it.
fn own(networks: &Networks, reach: &Reach, class: &Class) -> Vec<WorkloadId> {
    let here = |w: &WorkloadId| networks.endpoint(*w).is_some_and(|(r, _)| std::ptr::eq(r, reach));
    workloads(reach, class).filter(here).collect()
}

fn deny(id: &'static str, number: u32, standing: &Standing) -> Control {
    Control::everywhere(id, format!("class {number}"), standing.clone())
}

/// What policies let through on purpose, between classes of which one is closed to strangers.
fn allowed(g: &mut Ground<'_>, reach: &Reach, ends: &[Ends], open: u32) {
    let mut decided: HashMap<(usize, usize), Decision> = HashMap::new();
    for (i, from) in ends.iter().enumerate() {
        for (j, to) in ends.iter().enumerate() {
            let (Some(a), Some(b)) = (from.first, to.first) else { continue };
            let free = matches!((&from.out, &to.into), (Standing::Absent(_), Standing::Absent(_)));
            if free || from.is_open() && to.is_open() {
                continue;
            }
            let decision = reach.allowed(a, b);
            if decision.is_possible() {
                decided.insert((i, j), decision);
            }
        }
    }
    let mut pairs: Vec<_> = decided.into_iter().collect();
    pairs.sort_by_key(|(pair, _)| *pair);
    for ((i, j), decision) in pairs {
        let step = g
            .step(Position::Reach(open + 1 + j as u32))
            .from(Position::Traffic(open + 1 + i as u32))
            .quiet();
        let unknown = "whether a policy lets it through: part of what decides is not known";
        step.doubt_if(decision.ports.is_empty(), unknown).add();
    }
}
