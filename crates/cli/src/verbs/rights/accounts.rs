//! A table per ServiceAccount: what each may do, and the objects that grant it.

use std::collections::BTreeSet;

use ringfort_engine::Read;
use ringfort_facts::kube::access::{Access, Holder, Who};
use ringfort_facts::kube::namespace_of;
use ringfort_reach::{Reach, ScopeId};

use super::cluster;
use super::shown::{Kind, Line, Shown};

/// The subject that stands for every ServiceAccount.
pub(super) const ALL: &str = "all";

/// Every ServiceAccount of every cluster. What each has in every cluster (asking what it may do, reading the paths of
/// the API) is left out, which a note says.
pub(super) fn tables(read: &Read) -> Vec<Shown> {
    Reach::clusters(&read.facts).into_iter().map(|scope| of_cluster(read, scope)).collect()
}

fn of_cluster(read: &Read, scope: Option<ScopeId>) -> Shown {
    let access = Access::new(&read.facts.model.kube, &read.facts.kube, scope);
    let mut lines = vec![];
    for (namespace, name) in names(read, scope) {
        let holder = Holder::account(&namespace, &name);
        let (mut granted, unknown) = access.rights_of(&Who::new(&holder));
        granted.retain(|g| g.binding.is_some());
        lines.push(Line::rights(read, holder.label(), &granted, &unknown));
    }
    let left_out =
        "what every ServiceAccount may in every cluster is left out; `can --list SUBJECT` tells it";
    let none = "no ServiceAccount and no workload is in these files";
    let note = if lines.is_empty() { none } else { left_out };
    let notes = vec![note.to_owned()];
    Shown { kind: Kind::Rights, cluster: cluster(read, scope), lines, notes }
}

/// The accounts that are declared or that workloads run as, by namespace and name.
fn names(read: &Read, scope: Option<ScopeId>) -> BTreeSet<(String, String)> {
    let kube = &read.facts.model.kube;
    let here = |of: Option<ScopeId>| of.is_none() || of == scope;
    let declared = kube.objects.iter().filter(|o| &*o.kind == "ServiceAccount" && here(o.scope));
    let mut all: BTreeSet<(String, String)> =
        declared.map(|o| (namespace_of(o).to_owned(), o.name.to_string())).collect();
    for workload in &kube.workloads {
        let object = read.facts.object(workload).filter(|o| here(o.scope));
        if let (Some(object), Some(name)) = (object, workload.pod.service_account.known()) {
            all.insert((namespace_of(object).to_owned(), name.clone()));
        }
    }
    all
}
