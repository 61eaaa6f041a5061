//! I04: the Secret that a pod's images are pulled with holds a credential of the registry.

use std::collections::BTreeMap;

use ringfort_facts::Facts;
use ringfort_facts::encoding::base64_text;
use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::{Object, Workload};
use ringfort_source::{Node, Span};
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Pool, Position};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I04",
    title: "Take the credential of the registry",
    layer: Layer::Cluster,
    attack: &["T1552.001"],
    sentence: "{from} holds what images are pulled with: the attacker {gain}",
    page: include_str!("i04.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    for ((namespace, name), uses) in pull_secrets(g.facts) {
        credential(g, &namespace, &name, uses.first().map(|u| u.at));
        for pull in uses {
            let Some(object) = pull.object else { continue };
            // The kubelet fetches it to pull the image.
            g.step(Position::Secret(namespace.clone(), name.clone()))
                .from(Position::Node(Pool::Worker))
                .proof(pull.at, "the kubelet pulls with it")
                .doubt(support::doubt_of_node(object))
                .say("{from} sees what the kubelet pulls images with: the attacker {gain}")
                .add();
        }
    }
}

/// A place that names a Secret to pull with, and the workload that does.
struct Pull<'a> {
    at: Span,
    object: Option<&'a Object>,
}

/// The Secrets that images are pulled with, by namespace and name, each with the places that say so.
fn pull_secrets(facts: &Facts) -> BTreeMap<(Box<str>, Box<str>), Vec<Pull<'_>>> {
    let mut all: BTreeMap<(Box<str>, Box<str>), Vec<Pull<'_>>> = BTreeMap::new();
    for (workload, object) in support::workloads(facts) {
        for (name, at) in named(facts, workload, object) {
            let key = (namespace_of(object).into(), name.into());
            all.entry(key).or_default().push(Pull { at, object: Some(object) });
        }
    }
    for secret in facts.objects("Secret").filter(|o| is_registry(o)) {
        let key = (namespace_of(secret).into(), secret.name.clone());
        all.entry(key).or_default().push(Pull { at: secret.at("type").span(), object: None });
    }
    all
}

/// What the pods of `workload` name, or else their ServiceAccount does: the API server copies its list into pods that
/// have none.
fn named<'a>(facts: &'a Facts, workload: &Workload, object: &'a Object) -> Vec<(&'a str, Span)> {
    let own = workload.spec(object).map_or(&[][..], |spec| spec.at("imagePullSecrets").list());
    let account = facts.kube.service_account(&facts.model.kube, workload);
    let list = match (own, account) {
        ([], Some(account)) => account.at("imagePullSecrets").list(),
        _ => own,
    };
    list.iter().filter_map(|entry| entry.at("name").node()).filter_map(text_at).collect()
}

fn text_at(node: &Node) -> Option<(&str, Span)> {
    Some((node.as_str()?, node.span))
}

fn is_registry(secret: &Object) -> bool {
    matches!(
        secret.at("type").str(),
        Some("kubernetes.io/dockerconfigjson" | "kubernetes.io/dockercfg")
    )
}

/// Whoever holds the Secret pulls with it, and pushes if the registry lets its account.
fn credential(g: &mut Ground<'_>, namespace: &str, name: &str, at: Option<Span>) {
    let facts = g.facts;
    let secret = facts.kube.find(&facts.model.kube, None, "Secret", namespace, name);
    let hosts = secret.map_or_else(Vec::new, registries);
    let what = if hosts.is_empty() { "a registry".to_owned() } else { hosts.join(", ") };
    let place = format!("{namespace}/{name}");
    let held = Position::Credential(format!("of {what} in Secret {place}").into());
    let Some(at) = secret.map(|s| s.head).or(at) else { return };
    g.step(held.clone())
        .from(Position::Secret(namespace.into(), name.into()))
        .proof(at, "a credential of the registry")
        .unless(Control::missing_for("cluster/secrets-management", place.clone(), at))
        .add();
    g.step(Position::Push("the registry".into()))
        .from(held)
        .proof(at, "a credential of the registry")
        .unless(Control::missing_for("cloud/registry-access-control", place, at))
        .doubt("whether the account that images are pulled with may push too")
        .say("{from} may be good for more than pulling: the attacker {gain}")
        .add();
}

/// The registries that the Secret has credentials for, where its content is in the file.
fn registries(secret: &Object) -> Vec<String> {
    let plain = secret.root.at("stringData").key(".dockerconfigjson").str().map(str::to_owned);
    let encoded = || secret.root.at("data").key(".dockerconfigjson").str().and_then(base64_text);
    let Some(text) = plain.or_else(encoded) else { return vec![] };
    let Some((_, after)) = text.split_once("\"auths\"") else { return vec![] };
    // The registries are the keys of the map, one level in.
    let (mut depth, mut hosts) = (0_usize, vec![]);
    for (i, part) in after.split('"').enumerate() {
        if i % 2 == 1 {
            hosts.extend((depth == 1).then(|| part.to_owned()));
            continue;
        }
        depth = (depth + part.matches('{').count()).saturating_sub(part.matches('}').count());
        if depth == 0 {
            break;
        }
    }
    hosts
}
