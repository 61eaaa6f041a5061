//! Subjects as people name them.

use ringfort_config::did_you_mean;
use ringfort_engine::Read;
use ringfort_facts::kube::access::Holder;
use ringfort_facts::kube::{Object, SubjectKind, Workload, namespace_of};
use ringfort_reach::ScopeId;

/// The subject that `text` means: of a workload the ServiceAccount that its pods run as.
pub(super) fn resolve(read: &Read, scope: Option<ScopeId>, text: &str) -> Result<Holder, String> {
    let parts: Vec<&str> = text.split('/').collect();
    let [kind, namespace, name] = parts.as_slice() else { return Ok(Holder::read(text)) };
    for (workload, object) in workloads(read, scope) {
        let fits = object.kind.eq_ignore_ascii_case(kind)
            && namespace_of(object) == *namespace
            && *object.name == **name;
        if !fits {
            continue;
        }
        let account = workload.pod.service_account.known();
        let account =
            account.ok_or_else(|| format!("can: the ServiceAccount of `{text}` is not known"))?;
        return Ok(Holder::account(namespace, account));
    }
    let holder = Holder::read(text);
    let is_workload =
        !["sa", "serviceaccount", "user", "group"].contains(&kind.to_ascii_lowercase().as_str());
    if is_workload && holder.kind == SubjectKind::User && !text.contains(':') {
        let names: Vec<String> = workloads(read, scope)
            .map(|(_, o)| format!("{}/{}/{}", o.kind.to_ascii_lowercase(), namespace_of(o), o.name))
            .collect();
        let hint = did_you_mean(text, names.iter().map(String::as_str));
        return Err(format!("can: no workload `{text}`{hint}"));
    }
    Ok(holder)
}

fn workloads(read: &Read, scope: Option<ScopeId>) -> impl Iterator<Item = (&Workload, &Object)> {
    let kube = &read.facts.model.kube;
    let all = kube.workloads.iter().filter_map(|w| Some((w, kube.object(w.object)?)));
    all.filter(move |(_, o)| o.scope == scope || o.scope.is_none() || scope.is_none())
}

/// What a reader should know of a subject: who runs as it, or that no file knows it.
pub(super) fn notes(read: &Read, scope: Option<ScopeId>, holder: &Holder) -> Vec<String> {
    if holder.kind == SubjectKind::User {
        return vec![
            "the groups that a user is in are the authenticator's matter and in no file".into(),
        ];
    }
    if holder.kind != SubjectKind::ServiceAccount {
        return vec![];
    }
    let runs = workloads(read, scope).filter(|(w, o)| {
        namespace_of(o) == &*holder.namespace
            && w.pod.service_account.known().is_some_and(|a| **a == *holder.name)
    });
    let names: Vec<&str> = runs.map(|(_, o)| &*o.resource).collect();
    let facts = &read.facts;
    let object = facts.kube.find(
        &facts.model.kube,
        scope,
        "ServiceAccount",
        &holder.namespace,
        &holder.name,
    );
    match (names.is_empty(), object) {
        (false, _) => vec![format!("pods of {} run as it", names.join(", "))],
        (true, None) if &*holder.name != "default" => {
            vec![format!("no file declares `{}`, and no workload runs as it", holder.label())]
        }
        (true, _) => vec![],
    }
}
