//! Who gets in by tokens of another issuer: federated credentials of managed identities and applications.
//!
//! Source: Microsoft Entra documentation, "Workload identity federation": issuer and subject must both match exactly.

use ringfort_model::cloud::Resource;
use ringfort_source::At;

use super::principals::People;
use crate::aws::Names;
use crate::principal::PrincipalId;
use crate::scoped::Federated;
use crate::text::Text;
use crate::tri::Tri;

/// The types, and the attribute that names whose credential it is.
const KINDS: [(&str, &str); 3] = [
    ("azurerm_federated_identity_credential", "parent_id"),
    ("azurerm_federated_identity_credential", "user_assigned_identity_id"),
    ("azuread_application_federated_identity_credential", "application_id"),
];

/// Whoever is let in by tokens.
pub(crate) fn federated(names: &Names<'_>, people: &People) -> Vec<Federated> {
    let mut out = vec![];
    for (kind, path) in KINDS {
        for credential in names.facts.resources(kind) {
            for who in holders(names, people, credential, path) {
                out.push(Federated {
                    who,
                    issuer: text(names, credential, "issuer"),
                    subject: text(names, credential, "subject"),
                    sure: Tri::Yes,
                    what: credential.address.as_str().into(),
                    at: credential.header,
                });
            }
        }
    }
    out
}

fn text(names: &Names<'_>, resource: &Resource, path: &str) -> Text {
    match resource.at(path) {
        At::Set(node) | At::Unknown(node) => names.pattern(resource, node).text.without_wildcards(),
        At::Absent(_) => Text::hole(format!("?`{path}` of {} is not known", resource.address)),
    }
}

/// The identity itself; of an application its service principals.
fn holders(
    names: &Names<'_>,
    people: &People,
    credential: &Resource,
    path: &str,
) -> Vec<PrincipalId> {
    let mut out = vec![];
    for target in names.facts.targets(credential, path) {
        out.extend(people.declared_by(target));
        for service in names.facts.resources("azuread_service_principal") {
            let of = |path| names.facts.targets(service, path).any(|t| t.address == target.address);
            if service.root == target.root && (of("client_id") || of("application_id")) {
                out.extend(people.declared_by(service));
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}
