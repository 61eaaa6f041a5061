//! Audit configurations of Google projects, folders and organisations.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Scene, Verdict};

/// The service that stands for all.
const ALL: &str = "allServices";

/// Is `on` for all services, and does it leave nobody out?
pub(crate) fn is_whole(on: &Resource) -> bool {
    let logs = on.blocks("audit_log_config");
    let leaves_out = |l: &Node| {
        let members = l.at("exempted_members");
        members.list().iter().any(|m| m.as_str().is_none_or(is_person)) || members.is_unknown()
    };
    on.at("service").str() == Some(ALL) && !logs.is_empty() && !logs.iter().any(leaves_out)
}

/// Is what `on` records known?
pub(crate) fn is_known(on: &Resource) -> bool {
    let known = |path| on.at(path).node().is_none_or(|n: &Node| !n.has_unknown());
    let read = |path| !on.at(path).is_unknown() && known(path);
    read("service") && read("audit_log_config")
}

/// Is a member that a log leaves out somebody, and no service that only makes noise?
pub(crate) fn is_person(member: &str) -> bool {
    !member.starts_with("serviceAccount:")
}

/// Judges which services `on` is for. One for a single service is fine beside one for all.
pub(crate) fn reach(on: &Resource, scene: &Scene<'_>) -> Verdict {
    let service = match on.at("service") {
        At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
        at => at,
    };
    let all = |r: &Resource| r.root == on.root && r.at("service").str() == Some(ALL);
    if service.str() == Some(ALL) || scene.facts.resources(&on.kind).any(all) {
        return Verdict::pass(service.span(), "all services are recorded");
    }
    let name = service.str().unwrap_or("no service");
    let message = format!("`{}` records {name} only", on.name);
    Verdict::fail(Failure::new(service.span(), message).key("service"))
}

/// Judges whether `logs` hold these `kinds` of access.
pub(crate) fn types(on: &Resource, logs: &[Node], kinds: &[&str]) -> Verdict {
    let open = logs.iter().find(|l| l.is_unknown() || l.at("log_type").is_unknown());
    let has = |kind: &&&str| logs.iter().any(|l| l.at("log_type").str() == Some(kind));
    let missing: Vec<&str> = kinds.iter().filter(|k| !has(k)).copied().collect();
    match open {
        _ if missing.is_empty() => Verdict::pass(on.header, "these accesses are recorded"),
        Some(node) => Verdict::unknown(node.span, "the kinds of access are not known"),
        None => {
            let message = format!("`{}` does not record {}", on.name, missing.join(" and "));
            Verdict::fail(Failure::new(on.header, message).key("types"))
        }
    }
}
