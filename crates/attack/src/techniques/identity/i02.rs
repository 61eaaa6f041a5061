//! I02: every ServiceAccount is in three groups, a kubelet and a bootstrap token in one each (Kubernetes documentation,
//! "Authenticating"). It names things only, so it has no page and is not told as a hop.

use ringfort_facts::Facts;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::numbered::Numbered;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I02",
    title: "Groups of an identity",
    layer: Layer::Cluster,
    attack: &[],
    sentence: "{from} is in {to}",
    page: "",
    ground,
};

fn ground(g: &mut Ground<'_>) {
    g.later(groups);
}

fn groups(g: &mut Ground<'_>, mentioned: &Numbered<Position>) {
    for user in users(g.facts, mentioned) {
        let mut groups: Vec<String> = vec![];
        if &*user == "system:anonymous" {
            groups.push("system:unauthenticated".to_owned());
        } else {
            groups.push("system:authenticated".to_owned());
        }
        if user.starts_with("system:node:") {
            groups.push("system:nodes".to_owned());
        }
        if user.starts_with("system:bootstrap:") {
            groups.push("system:bootstrappers".to_owned());
        }
        if let Some((namespace, _)) = support::account_of(&user) {
            groups.push("system:serviceaccounts".to_owned());
            groups.push(format!("system:serviceaccounts:{namespace}"));
        }
        for group in groups {
            g.step(Position::Group(group.into()))
                .from(Position::Identity(user.clone()))
                .quiet()
                .add();
        }
    }
}

/// Every identity that some technique mentioned, and the accounts that are bound.
fn users(facts: &Facts, mentioned: &Numbered<Position>) -> Vec<Box<str>> {
    let mut users: Vec<Box<str>> = mentioned
        .iter()
        .filter_map(|p| if let Position::Identity(user) = p { Some(user.clone()) } else { None })
        .collect();
    for binding in &facts.model.kube.bindings {
        for subject in &binding.subjects {
            if let Position::Identity(user) = crate::techniques::subject(subject) {
                users.push(user);
            }
        }
    }
    users.push("system:anonymous".into());
    users.sort_unstable();
    users.dedup();
    users
}
