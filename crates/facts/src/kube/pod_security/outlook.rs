//! Which profile each namespace could carry today, and what stops the next one.

use ringfort_model::kube::{Object, Workload};
use ringfort_source::{At, Node, Span};

use super::{Breach, Mode, Profile, Setting, Version, configurations, judge, setting};
use crate::Facts;
use crate::kube::admission::{Answer, Refuses};
use crate::kube::{Namespace, effective_namespace, is_system_namespace};

/// What the files show of a namespace.
#[derive(Debug)]
pub struct Outlook<'a> {
    /// The namespace.
    pub namespace: &'a Namespace,
    /// Its object, if it was read.
    pub object: Option<&'a Object>,
    /// Its modes: enforce, audit, warn.
    pub settings: Vec<Setting<'a>>,
    /// What Pod Security admission leaves out here.
    pub exemptions: Vec<Exemption>,
    /// Whether policies of engines refuse what `baseline` does, and what `restricted` does.
    pub policies: [(Profile, Answer); 2],
    /// The version of the standards that its workloads are judged by.
    pub version: Version,
    /// Its workloads, by name.
    pub workloads: Vec<Judged<'a>>,
}

/// A workload with what it breaks.
#[derive(Debug)]
pub struct Judged<'a> {
    /// Its object.
    pub object: &'a Object,
    /// What stands in the way of a profile.
    pub breaches: Vec<Breach>,
    /// The exempt runtime class that keeps admission from looking at it.
    pub exempt: Option<Box<str>>,
}

/// An exemption of the PodSecurity plugin.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemption {
    /// `namespaces`, `runtimeClasses`, `usernames`.
    pub kind: &'static str,
    /// Who or what is exempt; `None`: not known.
    pub name: Option<Box<str>>,
    /// Where it is written.
    pub at: Span,
}

/// What a namespace carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The strictest profile that every workload passes for certain.
    pub sure: Profile,
    /// The strictest profile that no workload breaks for certain.
    pub possible: Profile,
}

/// A label that may be set today.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The line.
    pub line: String,
    /// The Namespace object, or the label that it replaces.
    pub at: Option<Span>,
}

impl<'a> Outlook<'a> {
    /// The profile that it carries; `None` where no workload was read, so nothing is known.
    pub fn carried(&self) -> Option<Carried> {
        let judged = || self.workloads.iter().filter(|w| w.exempt.is_none());
        judged().next()?;
        let free = |of: &dyn Fn(&Breach) -> bool| {
            let breaches = judged().flat_map(|w| &w.breaches).filter(|b| of(b));
            match breaches.map(Breach::profile).min() {
                Some(Profile::Restricted) => Profile::Baseline,
                Some(_) => Profile::Privileged,
                None => Profile::Restricted,
            }
        };
        Some(Carried { sure: free(&|_| true), possible: free(&Breach::is_certain) })
    }

    /// The profile after the one that it carries for certain.
    pub fn next(&self) -> Option<Profile> {
        self.carried()?.sure.next()
    }

    /// What stands in the way of [`Outlook::next`], workload by workload.
    pub fn blockers(&self) -> impl Iterator<Item = (&Judged<'a>, &Breach)> {
        let next = self.next();
        let judged = self.workloads.iter().filter(|w| w.exempt.is_none());
        let all = judged.flat_map(|w| w.breaches.iter().map(move |b| (w, b)));
        all.filter(move |(_, b)| next.is_some_and(|next| b.profile() <= next))
    }

    /// The level that is enforced: the mode's.
    pub fn enforced(&self) -> Option<&Setting<'a>> {
        self.settings.iter().find(|s| s.mode == Mode::Enforce)
    }

    /// The label to set, where a stricter profile than the enforced one is free to take. Namespaces of the platform
    /// hold pods that no file shows.
    pub fn offer(&self) -> Option<Offer> {
        let sure = self.carried()?.sure;
        let name = effective_namespace(&self.namespace.name);
        let enforced = self.enforced()?;
        let is_higher = enforced.level.profile().is_none_or(|held| sure > held);
        if sure == Profile::Privileged || !is_higher || is_system_namespace(name) {
            return None;
        }
        let line = format!("pod-security.kubernetes.io/enforce: {}", sure.name());
        let label = match enforced.level {
            super::Level::Label(_, at) => Some(at),
            _ => self.object.map(|o| o.head),
        };
        Some(Offer { line, at: label })
    }
}

/// Every namespace, by cluster and name. One that only plain manifests declare and overlays fill is listed with those.
pub fn outlooks(facts: &Facts) -> Vec<Outlook<'_>> {
    let all = &facts.kube.namespaces;
    let is_filled = |n: &Namespace| {
        let same = |o: &&Namespace| o.object == n.object && !o.workloads.is_empty();
        !n.workloads.is_empty() || !all.iter().any(|o| same(&o))
    };
    let mut found: Vec<Outlook<'_>> =
        all.iter().filter(|n| is_filled(n)).map(|n| outlook(n, facts)).collect();
    found.sort_by_key(|o| (o.namespace.scope, effective_namespace(&o.namespace.name)));
    found
}

fn outlook<'a>(namespace: &'a Namespace, facts: &'a Facts) -> Outlook<'a> {
    let kube = &facts.model.kube;
    let settings: Vec<Setting<'a>> =
        Mode::ALL.into_iter().map(|mode| setting(namespace, mode, facts)).collect();
    let asked = settings.first().and_then(|s| s.version);
    let version = asked.unwrap_or(Version::LATEST);
    let name = effective_namespace(&namespace.name);
    let exemptions = exemptions(name, facts);
    let mut workloads: Vec<Judged<'a>> = namespace
        .workloads
        .iter()
        .filter_map(|id| kube.workload(*id))
        .filter_map(|w| Some(judged(kube.object(w.object)?, w, version, &exemptions)))
        .collect();
    workloads.extend(unread(namespace, facts));
    workloads.sort_by_key(|w| &w.object.resource);
    let answer = |all: &[Refuses]| facts.kube.admission_of_all(kube, name, all);
    Outlook {
        namespace,
        object: namespace.object.and_then(|id| kube.object(id)),
        settings,
        exemptions,
        policies: [
            (Profile::Baseline, answer(&Refuses::BASELINE)),
            (Profile::Restricted, answer(&Refuses::ALL)),
        ],
        version,
        workloads,
    }
}

/// Objects of the namespace that make pods which are not known.
fn unread<'a>(namespace: &'a Namespace, facts: &'a Facts) -> impl Iterator<Item = Judged<'a>> {
    let all = facts.model.kube.objects.iter().filter(|o| namespace.holds(o));
    all.filter_map(|object| {
        let pod = match &*object.kind {
            "Pod" => "spec",
            "CronJob" => "spec.jobTemplate.spec.template.spec",
            "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job" => {
                "spec.template.spec"
            }
            _ => return None,
        };
        let At::Unknown(node) = object.root.at(pod) else { return None };
        Some(Judged {
            object,
            breaches: vec![super::judge::unknown(None, None, node)],
            exempt: None,
        })
    })
}

fn judged<'a>(
    object: &'a Object,
    workload: &Workload,
    version: Version,
    exemptions: &[Exemption],
) -> Judged<'a> {
    let class = object.root.at(workload.pod_path).key("runtimeClassName").str();
    let classes = exemptions.iter().filter(|e| e.kind == "runtimeClasses");
    let exempt = classes.filter_map(|e| e.name.as_deref()).find(|name| Some(*name) == class);
    let breaches = judge(object, workload, version);
    Judged { object, breaches, exempt: exempt.map(Into::into) }
}

/// The exemptions that matter in the namespace `name`.
fn exemptions(name: &str, facts: &Facts) -> Vec<Exemption> {
    let mut found = vec![];
    for configuration in configurations(facts) {
        for kind in ["namespaces", "runtimeClasses", "usernames"] {
            let list = configuration.at("exemptions").key(kind);
            if let At::Unknown(node) = list {
                found.push(Exemption { kind, name: None, at: node.span });
            }
            let each = list
                .list()
                .iter()
                .filter(|n| n.is_unknown() || kind != "namespaces" || is(n, name));
            found.extend(each.map(|n| Exemption {
                kind,
                name: n.scalar().map(Into::into),
                at: n.span,
            }));
        }
    }
    found
}

fn is(node: &Node, name: &str) -> bool {
    node.as_str() == Some(name)
}
