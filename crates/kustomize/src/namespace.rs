//! `namespace`: everything that has one moves there.

use std::collections::BTreeSet;

use ringfort_source::{Kind, Node};

use crate::resource::Resource;
use crate::tree;

/// Names of service accounts, with every namespace each has had.
type Accounts = BTreeSet<(String, String)>;

pub(crate) fn run(root: &Node, resources: &mut [Resource]) {
    let Some(namespace) = root.at("namespace").node().filter(|n| n.as_str().is_some()) else {
        return;
    };
    let accounts: Accounts = resources
        .iter()
        .filter(|r| r.kind() == "ServiceAccount")
        .flat_map(|r| {
            let past = r.past.iter().map(|(_, namespace)| namespace.as_str());
            past.chain([r.namespace()]).map(|ns| (r.name().to_owned(), ns.to_owned()))
        })
        .collect();
    for resource in resources {
        resource.remember();
        let kind = resource.kind().to_owned();
        let key = if kind == "Namespace" { "name" } else { "namespace" };
        if (kind == "Namespace" || !resource.cluster_scoped())
            && let Some(metadata) = tree::ensure(&mut resource.node, "metadata", namespace.span)
        {
            tree::set(metadata, key, namespace.span, namespace.clone());
        }
        if kind == "RoleBinding" || kind == "ClusterRoleBinding" {
            subjects(&mut resource.node, namespace, &accounts);
        }
        if kind == "APIService"
            && let Some(service) = tree::at_mut(&mut resource.node, &["spec", "service"])
        {
            tree::set(service, "namespace", namespace.span, namespace.clone());
        }
        if kind.ends_with("WebhookConfiguration") {
            webhooks(&mut resource.node, namespace);
        }
    }
}

/// Subjects that are service accounts of this kustomization, or the default one, move along.
fn subjects(node: &mut Node, namespace: &Node, accounts: &Accounts) {
    let Some(Node { kind: Kind::Seq(items), .. }) = tree::get_mut(node, "subjects") else { return };
    for subject in items {
        let name = subject.at("name").str().unwrap_or("");
        let known = |namespace: &str| accounts.contains(&(name.to_owned(), namespace.to_owned()));
        let written = subject.at("namespace").str();
        let ours = name == "default"
            || written.map_or(accounts.iter().any(|a| a.0 == name), |ns| {
                known(ns) || ns == "default" && known("")
            });
        if ours && subject.at("kind").str() == Some("ServiceAccount") {
            tree::set(subject, "namespace", namespace.span, namespace.clone());
        }
    }
}

/// The services that webhooks call move along.
fn webhooks(node: &mut Node, namespace: &Node) {
    let Some(Node { kind: Kind::Seq(items), .. }) = tree::get_mut(node, "webhooks") else { return };
    for webhook in items {
        if let Some(service) = tree::at_mut(webhook, &["clientConfig", "service"]) {
            tree::set(service, "namespace", namespace.span, namespace.clone());
        }
    }
}
