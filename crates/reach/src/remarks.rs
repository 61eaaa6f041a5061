//! Policies that say something other than their author may think.

use crate::cluster::Cluster;
use crate::engine::Engine;
use crate::policy::{Policy, Remark, RemarkKind, TierKey};

/// Everything remarkable: what reading noticed, policies that select nothing, peers that match nobody.
pub(crate) fn find(cluster: &Cluster<'_>, engine: &Engine) -> Vec<Remark> {
    let mut found = engine.policies.remarks.clone();
    let name = |policy: &Policy| {
        let object = cluster.facts.model.kube.object(policy.object);
        object.map(|o| o.resource.to_string()).unwrap_or_default()
    };
    for policy in &engine.policies.all {
        if engine.is_idle(policy.subject) {
            // One object may be several policies, each about other pods.
            let mut parts = engine.policies.all.iter().filter(|p| p.object == policy.object);
            if parts.any(|p| !engine.is_idle(p.subject)) {
                continue;
            }
            let message = format!("`{}` selects no pod of these files", name(policy));
            found.push(Remark { kind: RemarkKind::NoEffect, message, at: policy.at });
            continue;
        }
        for rule in policy.ingress.rules.iter().chain(&policy.egress.rules) {
            let selectors = rule.peers.iter().filter_map(|p| p.selector);
            let idle = selectors.filter(|id| engine.is_idle(*id)).count();
            if idle > 0 && idle == rule.peers.len() {
                let message = format!(
                    "a rule of `{}` is about pods that are not in these files",
                    name(policy)
                );
                found.push(Remark { kind: RemarkKind::Elsewhere, message, at: rule.at });
            }
        }
    }
    found.extend(ties(engine, &name));
    found.sort_by(|a, b| (a.at, &a.message).cmp(&(b.at, &b.message)));
    found.dedup();
    found
}

/// Policies of administrators with one priority: which is asked first is not defined (Network Policy API).
fn ties(engine: &Engine, name: &dyn Fn(&Policy) -> String) -> Vec<Remark> {
    let admin = TierKey::admin();
    let all: Vec<&Policy> = engine.policies.all.iter().filter(|p| p.tier == admin).collect();
    let pairs = all.iter().zip(all.iter().skip(1));
    let tied = pairs.filter(|(a, b)| a.order == b.order && a.object != b.object);
    tied.map(|(a, b)| Remark {
        kind: RemarkKind::Undefined,
        message: format!(
            "`{}` and `{}` have the same priority: which is asked first is not defined",
            name(a),
            name(b)
        ),
        at: b.at,
    })
    .collect()
}
