//! Movement in the pod network, through scope positions: from a pod to its class of sources, from class to class,
//! from the class of destinations to its pods. Never pod by pod.

use ringfort_model::kube::WorkloadId;
use ringfort_reach::{Class, Decision, EndpointId, Place, Reach};

use crate::control::network::{Networks, standing};
use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::techniques::identity::support::containers;

/// Adds the instances of C10.
pub(crate) fn traffic(g: &mut Ground<'_>) {
    let networks = g.controls.networks();
    let mut next = 0;
    for reach in &networks.clusters {
        let cluster = Cluster { networks, reach, open: next };
        next += 1 + reach.sources().len().max(reach.destinations().len()) as u32;
        cluster.ground(g);
    }
}

/// One cluster. `open` is the number of its open pod network, the numbers after it are its classes.
struct Cluster<'r> {
    networks: &'r Networks,
    reach: &'r Reach,
    open: u32,
}

/// A class, and how policies stand at its end against pods that nothing is known of.
struct End<'r> {
    class: &'r Class,
    first: Option<EndpointId>,
    standing: Standing,
}

impl<'r> Cluster<'r> {
    fn ground(&self, g: &mut Ground<'_>) {
        let strange = Place::Stranger;
        let out = |e: EndpointId| self.reach.between(Place::Endpoint(e), strange);
        let into =
            |e: EndpointId| self.reach.heard(self.reach.between(strange, Place::Endpoint(e)), e);
        let sources = self.ends(self.reach.sources(), &out);
        let destinations = self.ends(self.reach.destinations(), &into);
        for (i, end) in sources.iter().enumerate() {
            self.leave(g, end, self.open + 1 + i as u32);
        }
        for (i, end) in destinations.iter().enumerate() {
            self.arrive(g, end, self.open + 1 + i as u32);
        }
        self.allowed(g, &sources, &destinations);
    }

    fn ends(&self, classes: &'r [Class], ask: &dyn Fn(EndpointId) -> Decision) -> Vec<End<'r>> {
        let end = |class: &'r Class| {
            let first = class.endpoints.first().copied();
            let at = first.and_then(|e| self.reach.endpoint(e)).map(|e| e.at);
            let standing = match (first, at) {
                (Some(first), Some(at)) => standing(self.reach, &ask(first), at),
                _ => Standing::Absent(None),
            };
            End { class, first, standing }
        };
        classes.iter().map(end).collect()
    }

    /// The workloads of a class, each in the first cluster that has it.
    fn own(&self, class: &'r Class) -> impl Iterator<Item = WorkloadId> + '_ {
        let all = class.endpoints.iter().filter_map(|e| self.reach.endpoint(*e)?.workload);
        all.filter(|w| self.networks.endpoint(*w).is_some_and(|(r, _)| std::ptr::eq(r, self.reach)))
    }

    /// From the pods of a class into the class's traffic, and from there into the open network.
    fn leave(&self, g: &mut Ground<'_>, end: &End<'r>, number: u32) {
        for id in self.own(end.class) {
            let Some(workload) = g.facts.model.kube.workload(id) else { continue };
            for container in containers(workload) {
                let from = Position::Code(container);
                g.step(Position::Traffic(number)).from(from).quiet().add();
            }
        }
        let guard = deny("cluster/network-policy-egress", number, &end.standing);
        let from = Position::Traffic(number);
        g.step(Position::Traffic(self.open)).from(from).unless(guard).quiet().add();
    }

    /// From the open network to a class, and to its pods.
    fn arrive(&self, g: &mut Ground<'_>, end: &End<'r>, number: u32) {
        let guard = deny("cluster/network-policy-default-deny", number, &end.standing);
        let from = Position::Traffic(self.open);
        g.step(Position::Reach(number)).from(from).unless(guard).quiet().add();
        for id in self.own(end.class) {
            let Some(workload) = g.facts.model.kube.workload(id) else { continue };
            let Some(object) = g.facts.object(workload) else { continue };
            let from = Position::Reach(number);
            g.step(Position::PodNet(id)).from(from).proof(object.head, "a pod that listens").add();
            g.step(Position::Net(id)).from(Position::PodNet(id)).quiet().add();
        }
    }

    /// What policies let through on purpose, between classes of which one is closed to strangers.
    fn allowed(&self, g: &mut Ground<'_>, sources: &[End<'r>], destinations: &[End<'r>]) {
        for (i, from) in sources.iter().enumerate() {
            for (j, to) in destinations.iter().enumerate() {
                let (Some(a), Some(b)) = (from.first, to.first) else { continue };
                if is_open(from) && is_open(to) {
                    continue;
                }
                let decision = self.reach.heard(self.reach.allowed(a, b), b);
                if decision.is_denied() {
                    continue;
                }
                let unknown = "whether a policy lets it through: part of what decides is not known";
                g.step(Position::Reach(self.open + 1 + j as u32))
                    .from(Position::Traffic(self.open + 1 + i as u32))
                    .quiet()
                    .doubt_if(decision.ports.is_empty(), unknown)
                    .add();
            }
        }
    }
}

fn is_open(end: &End<'_>) -> bool {
    matches!(end.standing, Standing::Absent(_))
}

fn deny(id: &'static str, number: u32, standing: &Standing) -> Control {
    Control::everywhere(id, format!("class {number}"), standing.clone())
}
