//! Answers as plain data: what every format writes.

use ringfort_engine::Read;
use ringfort_facts::kube::RoleRef;
use ringfort_facts::kube::access::{Answer, Cover, Gap, Granted, Origin};
use serde::Serialize;

use crate::verbs::asking;

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whether one subject may do one thing.
    One,
    /// All that one subject may do.
    Rights,
    /// Who may do one thing.
    Everyone,
}

/// The answer for one cluster.
pub(super) struct Shown {
    pub(super) kind: Kind,
    pub(super) cluster: Option<String>,
    pub(super) lines: Vec<Line>,
    pub(super) notes: Vec<String>,
}

/// The answer for one subject.
#[derive(Serialize)]
pub(super) struct Line {
    pub(super) subject: String,
    /// `yes`, `no`, `unknown`.
    pub(super) allowed: &'static str,
    pub(super) grants: Vec<Grant>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) unknown: Vec<Unknown>,
}

/// One rule that grants it.
#[derive(Serialize)]
pub(super) struct Grant {
    /// The namespace; none for the whole cluster.
    pub(super) namespace: Option<String>,
    pub(super) verbs: Vec<String>,
    /// Resources with their group, or paths.
    pub(super) resources: Vec<String>,
    /// The names it is limited to; empty: all.
    pub(super) names: Vec<String>,
    /// Only for lists that a field selector narrows to a name.
    pub(super) by_field_selector: bool,
    /// Given to this group or name of the subject.
    pub(super) via: Option<String>,
    pub(super) binding: Option<Evidence>,
    pub(super) role: Evidence,
    pub(super) certain: bool,
}

/// An object that grants, with its place.
#[derive(Serialize)]
pub(super) struct Evidence {
    pub(super) object: String,
    /// `file:line`; none for what every cluster has.
    pub(super) place: Option<String>,
}

/// What may grant it.
#[derive(Serialize)]
pub(super) struct Unknown {
    pub(super) binding: Option<Evidence>,
    pub(super) cause: String,
}

impl Line {
    pub(super) fn answer(read: &Read, subject: String, answer: &Answer<'_>) -> Self {
        let allowed = match answer.verdict() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        };
        let grants = answer.grants.iter().map(|(granted, cover)| grant(read, granted, cover));
        Self { subject, allowed, grants: grants.collect(), unknown: gaps(read, &answer.unknown) }
    }

    /// Everything that a subject may.
    pub(super) fn rights(
        read: &Read,
        subject: String,
        granted: &[Granted<'_>],
        unknown: &[Gap<'_>],
    ) -> Self {
        let allowed = match (granted.is_empty(), unknown.is_empty()) {
            (false, _) => "yes",
            (true, true) => "no",
            (true, false) => "unknown",
        };
        let grants = granted.iter().map(|granted| grant(read, granted, &Cover::All));
        Self { subject, allowed, grants: grants.collect(), unknown: gaps(read, unknown) }
    }
}

fn gaps(read: &Read, unknown: &[Gap<'_>]) -> Vec<Unknown> {
    let one = |(b, why): &Gap<'_>| Unknown {
        binding: b.and_then(|b| object(read, b.object, None)),
        cause: why.to_string(),
    };
    unknown.iter().map(one).collect()
}

/// An object with the place of `at`, or of its name.
fn object(
    read: &Read,
    id: ringfort_reach::ObjectId,
    at: Option<ringfort_source::Span>,
) -> Option<Evidence> {
    let object = read.facts.model.kube.object(id)?;
    let place = asking::place(read, at.unwrap_or(object.head));
    Some(Evidence { object: object.resource.to_string(), place: Some(place) })
}

fn grant(read: &Read, granted: &Granted<'_>, cover: &Cover) -> Grant {
    let rule = &granted.rule;
    let own = |list: &[Box<str>]| -> Vec<String> { list.iter().map(ToString::to_string).collect() };
    let resources = rule.groups.iter().flat_map(|group| {
        rule.resources.iter().map(move |resource| match &**group {
            "" => resource.to_string(),
            group => in_group(resource, group),
        })
    });
    let names = match cover {
        Cover::Names(names) | Cover::Selected(names) => names.as_slice(),
        Cover::All | Cover::Nothing => &rule.names,
    };
    let built_in = |name: &str| Evidence { object: format!("ClusterRole//{name}"), place: None };
    let role = match (granted.origin, granted.role) {
        (Origin::Read(role), _) => object(read, role.object, rule.span),
        (Origin::BuiltIn(name), _) => Some(built_in(name)),
    };
    let fallback = || match granted.role {
        RoleRef::BuiltIn(name) | RoleRef::Missing(name) => built_in(name),
        RoleRef::Read(_) => built_in(""),
    };
    Grant {
        namespace: granted.namespace.map(str::to_owned),
        verbs: granted.verbs().into_iter().map(str::to_owned).collect(),
        resources: resources.chain(own(&rule.urls)).collect(),
        names: own(names),
        by_field_selector: matches!(cover, Cover::Selected(_)),
        via: granted.subject.map(ringfort_facts::kube::Subject::resource),
        binding: granted
            .binding
            .and_then(|b| object(read, b.object, granted.subject.map(|s| s.span))),
        role: role.unwrap_or_else(fallback),
        certain: granted.certain,
    }
}

/// `deployments.apps/scale`.
fn in_group(resource: &str, group: &str) -> String {
    match resource.split_once('/') {
        Some((name, sub)) => format!("{name}.{group}/{sub}"),
        None => format!("{resource}.{group}"),
    }
}
