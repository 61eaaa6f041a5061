//! The ways in from outside the cluster.

use crate::address::Range;
use crate::decision::{Certainty, Decision};
use crate::door::Door;
use crate::endpoint::EndpointId;
use crate::ports::PortSet;
use crate::reach::{Place, Reach};

/// A way in from outside the cluster, with what the policies let through.
#[derive(Clone, Debug)]
pub struct Entry<'r> {
    /// The door.
    pub door: &'r Door,
    /// What passes it to the pods.
    pub decision: Decision,
}

impl Reach {
    /// The ways into `endpoint` from outside the cluster, with what the policies let through them. Whether a
    /// door of nodes or of a private network is reached from the internet is a question of the cloud's firewalls.
    pub fn internet_ingress(&self, endpoint: EndpointId) -> Vec<Entry<'_>> {
        let doors = self.doors.iter().filter(|d| d.to == endpoint);
        doors.map(|door| Entry { door, decision: self.through(door) }).collect()
    }

    /// What passes a door.
    pub fn through(&self, door: &Door) -> Decision {
        let own = Place::Endpoint(door.to);
        // Pods of a gateway that the files have are no strangers.
        let gateways = door.proxies.iter().map(|proxy| self.allowed(*proxy, door.to));
        if let Some(decision) = gateways.reduce(Decision::or) {
            return limit(decision, door);
        }
        let (place, why) = match (door.kind.is_proxied(), door.internal) {
            (true, _) => {
                (Place::Stranger, "the controller may run on nodes or outside the cluster")
            }
            (false, false) => {
                (Place::Internet, "the node may put its own address in place of the client's")
            }
            (false, true) => return self.through_internal(door),
        };
        let mut decision = self.between(place, own);
        if door.kind.is_proxied() || !door.keeps_source {
            decision = or_perhaps(decision, self.between(Place::Node, own), why);
        }
        limit(decision, door)
    }

    /// What passes a load balancer of the private network.
    fn through_internal(&self, door: &Door) -> Decision {
        let private = Range::private()
            .map(|range| self.between(Place::Addresses(range), Place::Endpoint(door.to)));
        let decision = private.into_iter().reduce(Decision::or).unwrap_or_default();
        limit(decision, door)
    }
}

/// What passes by a way that may or may not be the one taken, `why` saying what it depends on.
pub(crate) fn or_perhaps(decision: Decision, other: Decision, why: &str) -> Decision {
    let more = other.ports.or(&other.unknown).minus(&decision.ports);
    if more.minus(&decision.unknown).is_empty() {
        return decision;
    }
    let perhaps = Decision {
        ports: PortSet::none(),
        unknown: more,
        certainty: Certainty::Unknown(vec![why.into()]),
        ..other
    };
    decision.or(perhaps).tidy()
}

/// A decision about the ports of a door, as certain as the door is.
fn limit(decision: Decision, door: &Door) -> Decision {
    let perhaps = decision.ports.and(&door.unknown);
    let sure = decision.ports.and(&door.ports);
    let doubt = if door.certain { perhaps.minus(&sure) } else { perhaps.or(&sure) };
    let mut limited = decision.on(&door.ports.or(&door.unknown));
    if !doubt.is_empty() {
        limited.ports = limited.ports.minus(&doubt);
        limited.unknown = limited.unknown.or(&doubt);
        let mut causes = limited.certainty.causes().to_vec();
        causes.push("part of what leads there is not known".into());
        limited.certainty = Certainty::of(&limited.unknown, causes);
    }
    limited
}
