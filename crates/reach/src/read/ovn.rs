//! Egress firewalls of OpenShift (OVN-Kubernetes documentation, "Egress Firewall"; `EgressNetworkPolicy` before it): per
//! namespace an ordered list of addresses outside the cluster. What it allows must pass the other policies too, so
//! that its rules either deny or pass on.

use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::{Reader, parts, selector};
use crate::bits::Tri;
use crate::cluster::namespace_of;
use crate::policy::{Action, Peer, Pods, Policy, RemarkKind, Rule, RulePorts, Side, TierKey};

pub(super) fn read(reader: &mut Reader<'_, '_>, object: &Object) {
    let here = selector::in_namespace(namespace_of(object));
    let subject = reader.policies.selector(selector::only_pods(here));
    let list = object.at("spec.egress").list();
    let rules = list.iter().filter_map(|node| rule(reader, node)).collect();
    reader.policies.all.push(Policy {
        object: object.id,
        at: object.head,
        tier: TierKey::firewall(),
        order: 0,
        subject,
        networks: vec![],
        ingress: Side::default(),
        egress: Side { isolates: Tri::No, rules },
    });
}

fn rule(reader: &mut Reader<'_, '_>, node: &Node) -> Option<Rule> {
    let action = match node.at("type").str() {
        Some("Allow") => Action::Pass,
        Some("Deny") => Action::Deny,
        _ => {
            let message = "a rule of a type that is not known was left out";
            reader.policies.remark(RemarkKind::Undefined, node.span, message);
            return None;
        }
    };
    Some(Rule {
        action,
        peers: vec![peer(reader, node.at("to"))],
        ports: ports(node.at("ports")),
        own: None,
        certain: Tri::Yes,
        narrowed: false,
        at: node.span,
    })
}

fn peer(reader: &mut Reader<'_, '_>, to: At<'_>) -> Peer {
    let cidr = to.key("cidrSelector");
    if cidr.is_absent() {
        let nodes = if to.key("nodeSelector").is_absent() { Tri::No } else { Tri::Maybe };
        let cause = Some("names and nodes are resolved while the cluster runs".into());
        let outside = if nodes == Tri::No { Tri::Maybe } else { Tri::No };
        return Peer { outside, nodes, cause, ..Peer::nobody() };
    }
    match parts::block(cidr, At::Absent(cidr.span())) {
        Ok(addresses) => {
            let addresses = Some(reader.policies.addresses(addresses));
            Peer { addresses, pods: Pods::Outside, ..Peer::nobody() }
        }
        Err(cause) => Peer { outside: Tri::Maybe, cause: Some(cause), ..Peer::nobody() },
    }
}

/// The ports; none written means all.
fn ports(list: At<'_>) -> RulePorts {
    if list.is_unknown() {
        return RulePorts::unknown();
    }
    if list.list().is_empty() {
        return RulePorts::all();
    }
    let mut ports = RulePorts::default();
    for node in list.list() {
        if let Ok(protocol) = parts::protocol(node.at("protocol")) {
            parts::add_port(&mut ports, protocol, node.at("port"), At::Absent(node.span));
        }
    }
    ports
}
