//! Controls of the Cloud layer that stand between pods and credentials.

use ringfort_facts::Facts;
use ringfort_facts::cloud::gke;
use ringfort_model::Value;
use ringfort_model::cloud::Resource;

use super::{Control, Controls, Standing};

impl Controls<'_> {
    /// Does the metadata service of the nodes refuse pods? It takes a session token and a hop limit of 1: without a
    /// token version 1 answers whoever asks, and a limit above 1 lets the answer reach a pod. On GKE its metadata server
    /// answers in its place.
    pub fn metadata_service(&self) -> Control {
        self.once("cloud/metadata-service-protection", "the nodes", metadata_service)
    }
}

fn metadata_service(facts: &Facts) -> Standing {
    let mut closed = None;
    for group in facts.resources("aws_eks_node_group") {
        let templates: Vec<&Resource> = facts.templates_of(group).collect();
        if templates.is_empty() {
            return Standing::Absent(Some(group.header));
        }
        for template in templates {
            match options(template) {
                Standing::InPlace(at, note) => closed = Some((at, note)),
                open => return open,
            }
        }
    }
    for on in gke::POOL_TYPES.iter().flat_map(|kind| facts.resources(kind)) {
        for pool in gke::pools(on) {
            match concealed(&gke::conceals_metadata(facts, on, &pool)) {
                Standing::InPlace(at, note) => closed = Some((at, note)),
                open => return open,
            }
        }
    }
    match closed {
        Some((at, note)) => Standing::InPlace(at, note),
        None => Standing::Absent(None),
    }
}

/// How the metadata server of GKE stands before a pool's nodes.
fn concealed(conceals: &Value<bool>) -> Standing {
    match conceals {
        Value::Unknown(at, cause) => Standing::Unknown(*at, cause.clone()),
        _ if conceals.is(&true) => {
            Standing::InPlace(conceals.span(), "the metadata server of GKE answers pods".into())
        }
        _ => Standing::Absent(Some(conceals.span())),
    }
}

fn options(template: &Resource) -> Standing {
    let endpoint = template.text("metadata_options.http_endpoint", "enabled");
    if endpoint.is(&"disabled".to_owned()) {
        return Standing::InPlace(endpoint.span(), "the metadata service is off".into());
    }
    let tokens = template.text("metadata_options.http_tokens", "optional");
    let limit = template.int("metadata_options.http_put_response_hop_limit", 1);
    match (&tokens, &limit) {
        (Value::Unknown(at, cause), _) | (_, Value::Unknown(at, cause)) => {
            Standing::Unknown(*at, cause.clone())
        }
        _ if tokens.is(&"required".to_owned()) && limit.known().is_some_and(|n| *n <= 1) => {
            Standing::InPlace(tokens.span(), "IMDSv2 with a hop limit of 1".into())
        }
        _ if tokens.is(&"required".to_owned()) => Standing::Absent(Some(limit.span())),
        _ => Standing::Absent(Some(tokens.span())),
    }
}
