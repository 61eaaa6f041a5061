//! What of the Pod Security Standards a pod breaks.
//!
//! As Pod Security admission has it: fields count as they are written, of the pod and of every container by itself.
//! So a pod that names UID 0 is refused although each of its containers names another.

use ringfort_model::kube::{Object, Workload};
use ringfort_source::{At, Node, Span};

use super::{Profile, Rule, Version, container, pod};

/// One thing that a profile refuses, or may refuse.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// The control; `None` where so little is known that it may be any.
    pub rule: Option<Rule>,
    /// The container, init and ephemeral ones included; `None` for the pod itself.
    pub container: Option<Box<str>>,
    /// Where it is written, or where it would have to be.
    pub at: Span,
    /// What is wrong, or may be.
    pub found: Found,
}

/// How far a breach is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// It is refused: what is written.
    Refused(Box<str>),
    /// Not known: why.
    Unknown(Box<str>),
}

impl Breach {
    /// The first profile that it stands in the way of.
    pub fn profile(&self) -> Profile {
        self.rule.map_or(Profile::Baseline, Rule::profile)
    }

    /// Is it refused for certain?
    pub fn is_certain(&self) -> bool {
        matches!(self.found, Found::Refused(_))
    }
}

/// Everything about the pods of `workload` that a profile of `version` refuses, in the order of the controls.
pub fn judge(object: &Object, workload: &Workload, version: Version) -> Vec<Breach> {
    let mut found = match object.root.at(workload.pod_path) {
        At::Set(spec) => {
            let meta = object.root.at(workload.meta_path);
            let mut judge = Judge { spec, meta, version, found: vec![] };
            pod::judge(&mut judge);
            container::judge(&mut judge);
            judge.found
        }
        // Pods that are not known make no workload.
        At::Unknown(_) | At::Absent(_) => vec![],
    };
    found.sort_by_key(|b| (b.rule, b.at.start));
    found
}

/// A pod that is being judged.
pub(super) struct Judge<'a> {
    pub(super) spec: &'a Node,
    pub(super) meta: At<'a>,
    pub(super) version: Version,
    pub(super) found: Vec<Breach>,
}

impl<'a> Judge<'a> {
    /// Notes what `bad` says of the value at `at`, if one is written.
    pub(super) fn field(
        &mut self,
        rule: Rule,
        container: Option<&str>,
        at: At<'a>,
        bad: impl Fn(&Node) -> Option<String>,
    ) {
        match at {
            At::Absent(_) => {}
            At::Unknown(node) => self.found.push(unknown(Some(rule), container, node)),
            At::Set(node) => {
                if let Some(what) = bad(node) {
                    self.refuse(rule, container, node.span, what);
                }
            }
        }
    }

    /// Notes every element of the list at `at` that `bad` says something of.
    pub(super) fn each(
        &mut self,
        rule: Rule,
        container: Option<&str>,
        at: At<'a>,
        bad: impl Fn(&Node) -> Option<String>,
    ) {
        match at {
            At::Unknown(node) => self.found.push(unknown(Some(rule), container, node)),
            _ => {
                for node in at.list() {
                    let at = if node.is_unknown() { At::Unknown(node) } else { At::Set(node) };
                    self.field(rule, container, at, &bad);
                }
            }
        }
    }

    /// Notes a refusal.
    pub(super) fn refuse(
        &mut self,
        rule: Rule,
        container: Option<&str>,
        at: Span,
        what: impl Into<Box<str>>,
    ) {
        let found = Found::Refused(what.into());
        self.found.push(Breach {
            rule: Some(rule),
            container: container.map(Into::into),
            at,
            found,
        });
    }

    /// Notes that something is not known, which may break any rule.
    pub(super) fn unclear(&mut self, container: Option<&str>, node: &Node) {
        self.found.push(unknown(None, container, node));
    }

    /// The field of the pod's security context.
    pub(super) fn context(&self, key: &str) -> At<'a> {
        self.spec.at("securityContext").key(key)
    }

    /// Does the pod run on Windows, where some controls do not hold since 1.25?
    pub(super) fn is_windows(&self) -> bool {
        self.version >= Version::minor(25) && self.spec.at("os.name").str() == Some("windows")
    }

    /// Has the pod a user namespace, for which the standards relax some controls since 1.35?
    pub(super) fn is_relaxed(&self) -> Relaxed<'a> {
        match self.spec.at("hostUsers") {
            _ if self.version < Version::minor(35) => Relaxed::No,
            At::Unknown(node) => Relaxed::Unknown(node),
            at if at.bool() == Some(false) => Relaxed::Yes,
            _ => Relaxed::No,
        }
    }
}

/// Whether controls are relaxed for a user namespace.
#[derive(Clone, Copy)]
pub(super) enum Relaxed<'a> {
    Yes,
    No,
    /// `hostUsers` is not known.
    Unknown(&'a Node),
}

/// That the value of `node` is not known.
pub(super) fn unknown(rule: Option<Rule>, container: Option<&str>, node: &Node) -> Breach {
    Breach {
        rule,
        container: container.map(Into::into),
        at: node.span,
        found: Found::Unknown(node.cause().into()),
    }
}

/// The text of a value, for messages.
pub(super) fn written(node: &Node) -> String {
    node.scalar().unwrap_or_default()
}

/// Is it `true`?
pub(super) fn is_true(node: &Node) -> bool {
    node.as_bool() == Some(true) || node.as_str() == Some("true")
}
