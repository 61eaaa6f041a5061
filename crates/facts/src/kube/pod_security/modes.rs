//! What Pod Security admission is told to do in a namespace.

use ringfort_model::kube::Object;
use ringfort_source::{At, Span};

use super::{Profile, Version, configurations};
use crate::Facts;
use crate::kube::{Namespace, effective_namespace, namespace_of};

/// What happens to pods that break a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// They are refused.
    Enforce,
    /// The audit log says so.
    Audit,
    /// The one who creates them is told.
    Warn,
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Enforce, Self::Audit, Self::Warn];

    /// The word that labels use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Audit => "audit",
            Self::Warn => "warn",
        }
    }
}

/// The level of a mode in a namespace, and where that is written.
#[derive(Clone, Debug)]
pub enum Level<'a> {
    /// By the label of the namespace.
    Label(String, Span),
    /// By the default of the cluster's AdmissionConfiguration.
    Cluster(&'a str, Span),
    /// Nothing sets it: `privileged` holds.
    None,
    /// The Namespace object, or its label, is not known.
    Unknown(Span, &'static str),
}

impl Level<'_> {
    /// The profile; `None` where it is not known, or is none of the words.
    pub fn profile(&self) -> Option<Profile> {
        match self {
            Self::Label(word, _) => Profile::of(word),
            Self::Cluster(word, _) => Profile::of(word),
            Self::None => Some(Profile::Privileged),
            Self::Unknown(..) => None,
        }
    }

    /// Where it is written, or why it is not known.
    pub fn at(&self) -> Option<Span> {
        match self {
            Self::Label(_, at) | Self::Cluster(_, at) | Self::Unknown(at, _) => Some(*at),
            Self::None => None,
        }
    }
}

/// A mode of a namespace.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// The mode.
    pub mode: Mode,
    /// Its level.
    pub level: Level<'a>,
    /// The version of the standards that it asks for; `None`: not known.
    pub version: Option<Version>,
}

/// The level enforced in `namespace`.
pub fn enforced<'a>(namespace: &Namespace, facts: &'a Facts) -> Level<'a> {
    level(namespace, Mode::Enforce, facts)
}

/// What `mode` does in `namespace`.
pub fn setting<'a>(namespace: &Namespace, mode: Mode, facts: &'a Facts) -> Setting<'a> {
    let version = version(namespace, mode, facts);
    Setting { mode, level: level(namespace, mode, facts), version }
}

fn level<'a>(namespace: &Namespace, mode: Mode, facts: &'a Facts) -> Level<'a> {
    let object = namespace.object.and_then(|id| facts.model.kube.object(id));
    match object.map(|o| label(o, mode.name())) {
        Some(At::Set(node)) => return Level::Label(node.scalar().unwrap_or_default(), node.span),
        Some(At::Unknown(node)) => return Level::Unknown(node.span, "the level is not known"),
        Some(At::Absent(_)) | None => {}
    }
    match (default(mode.name(), facts), object) {
        (Some(At::Unknown(node)), _) => Level::Unknown(node.span, "the default is not known"),
        (Some(at), _) => Level::Cluster(at.str().unwrap_or_default(), at.span()),
        (None, Some(_)) => Level::None,
        (None, None) if effective_namespace(&namespace.name) == "default" => Level::None,
        (None, None) => Level::Unknown(namespace.at, "the Namespace object was not read"),
    }
}

/// The label of a mode: `enforce`, `audit`, `warn`, `enforce-version`.
pub fn label<'a>(namespace: &'a Object, mode: &str) -> At<'a> {
    let key = format!("pod-security.kubernetes.io/{mode}");
    namespace.root.at_keys(&["metadata", "labels", &key])
}

/// A default of the cluster, if its configuration was read and sets it.
fn default<'a>(key: &str, facts: &'a Facts) -> Option<At<'a>> {
    configurations(facts).map(|c| c.at("defaults").key(key)).find(|at| !at.is_absent())
}

/// The version of the standards that `mode` asks for, at most that of the cluster. `None`: not known.
fn version(namespace: &Namespace, mode: Mode, facts: &Facts) -> Option<Version> {
    let key = format!("{}-version", mode.name());
    let object = namespace.object.and_then(|id| facts.model.kube.object(id));
    let own = object.map(|o| label(o, &key)).filter(|at| !at.is_absent());
    let asked = match own.or_else(|| default(&key, facts)) {
        Some(At::Unknown(_)) => return None,
        Some(at) => Version::parse(at.str().unwrap_or_default())?,
        None => Version::LATEST,
    };
    Some(asked.min(of_cluster(facts)))
}

/// The version of the cluster, if it is said.
fn of_cluster(facts: &Facts) -> Version {
    let said = facts.model.kube.version.as_deref();
    said.and_then(Version::parse).unwrap_or(Version::LATEST)
}

/// Does the namespace of `object` ask for `restricted`, in any mode?
pub fn asks_for_restricted(object: &Object, facts: &Facts) -> bool {
    let asks = |n: &Namespace| {
        let of = |mode| level(n, mode, facts).profile() == Some(Profile::Restricted);
        Mode::ALL.into_iter().any(of)
    };
    own(object, facts).is_some_and(asks)
}

/// The namespace of `object`.
fn own<'a>(object: &Object, facts: &'a Facts) -> Option<&'a Namespace> {
    let is =
        |n: &&Namespace| n.sees(object) && effective_namespace(&n.name) == namespace_of(object);
    facts.kube.namespaces.iter().find(is)
}

/// The version of the standards that holds for `object` where its namespace enforces them; the newest where that is
/// not known.
pub fn version_in(object: &Object, facts: &Facts) -> Version {
    let version = own(object, facts).and_then(|n| version(n, Mode::Enforce, facts));
    version.unwrap_or_else(|| of_cluster(facts))
}
