//! The answer as plain data: what every format writes.

use std::collections::BTreeSet;

use ringfort_engine::Read;
use ringfort_facts::kube::admission::Answer;
use ringfort_facts::kube::effective_namespace;
use ringfort_facts::kube::pod_security::{
    Breach, Exemption, Found, Judged, Level, Outlook, Profile, Setting,
};
use serde::Serialize;

use crate::verbs::asking;

/// A namespace.
#[derive(Serialize)]
pub(super) struct Shown {
    /// The overlay, where a cluster is made of one.
    pub(super) cluster: Option<String>,
    pub(super) namespace: String,
    /// `file:line` of its object.
    pub(super) place: Option<String>,
    pub(super) modes: Vec<Mode>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) exemptions: Vec<Left>,
    /// Policies of engines that do the same.
    pub(super) policies: Vec<Policy>,
    /// How many workloads were judged.
    pub(super) workloads: usize,
    /// The version of the standards that they were judged by.
    pub(super) version: String,
    /// The strictest level that all of them pass for certain; none where there is no workload.
    pub(super) carries: Option<&'static str>,
    /// A stricter level that it carries if everything that is not known turns out well.
    pub(super) possibly: Option<&'static str>,
    /// The level after the one it carries, and what stands in its way.
    pub(super) next: Option<Next>,
    /// The label that may be set today.
    pub(super) offer: Option<Label>,
}

/// One of enforce, audit, warn.
#[derive(Serialize)]
#[allow(clippy::struct_field_names, reason = "the fields are those of the JSON")]
pub(super) struct Mode {
    pub(super) mode: &'static str,
    /// `privileged`, `baseline`, `restricted`, or what else is written; none where it is not known.
    pub(super) level: Option<String>,
    pub(super) version: Option<String>,
    /// `label`, `cluster`, `default`, `unknown`.
    pub(super) by: &'static str,
    pub(super) place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cause: Option<&'static str>,
}

/// What Pod Security admission leaves out.
#[derive(Serialize)]
pub(super) struct Left {
    pub(super) kind: &'static str,
    /// None where it is not known.
    pub(super) name: Option<String>,
    pub(super) place: String,
}

/// What engines refuse of a level.
#[derive(Serialize)]
pub(super) struct Policy {
    pub(super) level: &'static str,
    /// `refused`, `perhaps`, `reported`, `open`.
    pub(super) state: &'static str,
    /// The policy, or why it is not known.
    pub(super) what: Option<String>,
    pub(super) place: Option<String>,
}

/// The way to the next level.
#[derive(Serialize)]
pub(super) struct Next {
    pub(super) level: &'static str,
    /// How many workloads stand in its way.
    pub(super) objects: usize,
    pub(super) blockers: Vec<Blocker>,
}

/// One thing to change.
#[derive(Serialize)]
pub(super) struct Blocker {
    pub(super) workload: String,
    pub(super) container: Option<String>,
    /// The control of the standards; none where it may be any.
    pub(super) rule: Option<&'static str>,
    pub(super) level: &'static str,
    pub(super) certain: bool,
    /// What is written, or why it is not known.
    pub(super) what: String,
    pub(super) place: String,
}

/// A label to set.
#[derive(Serialize)]
pub(super) struct Label {
    pub(super) line: String,
    pub(super) place: Option<String>,
}

impl Shown {
    pub(super) fn new(read: &Read, outlook: &Outlook<'_>) -> Self {
        let carried = outlook.carried();
        let possibly = carried.filter(|c| c.possible > c.sure).map(|c| c.possible.name());
        let scope = outlook.namespace.scope;
        let cluster = scope.and_then(|s| read.facts.model.kube.scopes.get(usize::from(s.0)));
        Self {
            cluster: cluster.map(|s| s.name.to_string()),
            namespace: effective_namespace(&outlook.namespace.name).to_owned(),
            place: outlook.object.map(|o| asking::place(read, o.head)),
            modes: outlook.settings.iter().map(|s| mode(read, s)).collect(),
            exemptions: outlook.exemptions.iter().map(|e| left(read, e)).collect(),
            policies: outlook.policies.iter().map(|(p, a)| policy(read, *p, a)).collect(),
            workloads: outlook.workloads.iter().filter(|w| w.exempt.is_none()).count(),
            version: outlook.version.to_string(),
            carries: carried.map(|c| c.sure.name()),
            possibly,
            next: outlook.next().map(|level| next(read, outlook, level)),
            offer: outlook.offer().map(|offer| Label {
                line: offer.line,
                place: offer.at.map(|at| asking::place(read, at)),
            }),
        }
    }
}

fn mode(read: &Read, setting: &Setting<'_>) -> Mode {
    let (level, by, cause) = match &setting.level {
        Level::Label(word, _) => (Some(word.clone()), "label", None),
        Level::Cluster(word, _) => (Some((*word).to_owned()), "cluster", None),
        Level::None => (Some(Profile::Privileged.name().to_owned()), "default", None),
        Level::Unknown(_, cause) => (None, "unknown", Some(*cause)),
    };
    Mode {
        mode: setting.mode.name(),
        level,
        version: setting.version.map(|v| v.to_string()),
        by,
        place: setting.level.at().map(|at| asking::place(read, at)),
        cause,
    }
}

fn left(read: &Read, exemption: &Exemption) -> Left {
    Left {
        kind: exemption.kind,
        name: exemption.name.as_deref().map(str::to_owned),
        place: asking::place(read, exemption.at),
    }
}

fn policy(read: &Read, profile: Profile, answer: &Answer) -> Policy {
    let (state, what, at) = match answer {
        Answer::Refused(at, name) => ("refused", Some(name), Some(*at)),
        Answer::Perhaps(at, why) => ("perhaps", Some(why), Some(*at)),
        Answer::Reported(at, name) => ("reported", Some(name), Some(*at)),
        Answer::Open => ("open", None, None),
    };
    Policy {
        level: profile.name(),
        state,
        what: what.map(ToString::to_string),
        place: at.map(|at| asking::place(read, at)),
    }
}

fn next(read: &Read, outlook: &Outlook<'_>, level: Profile) -> Next {
    let all: Vec<(&Judged<'_>, &Breach)> = outlook.blockers().collect();
    let objects: BTreeSet<&str> = all.iter().map(|(w, _)| &*w.object.resource).collect();
    Next {
        level: level.name(),
        objects: objects.len(),
        blockers: all.iter().map(|(w, b)| blocker(read, w, b)).collect(),
    }
}

fn blocker(read: &Read, workload: &Judged<'_>, breach: &Breach) -> Blocker {
    let what = match &breach.found {
        Found::Refused(what) => what.to_string(),
        Found::Unknown(cause) => format!("not known: {cause}"),
    };
    Blocker {
        workload: workload.object.resource.to_string(),
        container: breach.container.as_deref().map(str::to_owned),
        rule: breach.rule.map(ringfort_facts::kube::pod_security::Rule::name),
        level: breach.profile().name(),
        certain: breach.is_certain(),
        what,
        place: asking::place(read, breach.at),
    }
}
