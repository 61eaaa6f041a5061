//! Admission policies as controls: what each of them refuses, where, and whether it denies or only reports.
//!
//! Read are ValidatingAdmissionPolicies with their bindings, Kyverno's (Cluster)Policies and `ValidatingPolicies`,
//! constraints of Gatekeeper's library and Kubewarden's policies. What a rule says is found out by showing it pods
//! (see `probe`); a rule in a shape that is not understood may refuse what it names, and is never a control.

mod cel;
mod gatekeeper;
mod kubewarden;
mod kyverno;
mod native;
mod pattern;
mod probe;
mod scope;

use ringfort_model::kube::{Kube, Object, ObjectId};
use ringfort_source::{At, Kind, Node, Span};

use super::{KubeFacts, Namespace, effective_namespace};

pub use probe::Refuses;
use probe::Verdicts;
use scope::Scope;

/// What happens to a pod that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is refused.
    Deny,
    /// It is let in, with a warning, an audit entry or a report.
    Report,
    /// Not known.
    Unknown,
}

/// One rule of a policy, as it is in force.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The policy (for a bound one its binding too decides): how messages name it.
    pub resource: Box<str>,
    /// The object that it belongs to.
    pub policy: ObjectId,
    /// Where the rule is written.
    pub at: Span,
    /// Where the action is decided, if it is written.
    pub action_at: Span,
    action: Action,
    overrides: Vec<(Scope, Action)>,
    refuses: Verdicts,
    scope: Scope,
}

/// Whether admission refuses something in a namespace.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A policy denies it: its place and name.
    Refused(Span, Box<str>),
    /// A policy may deny it: its place, and why that is not known.
    Perhaps(Span, Box<str>),
    /// A policy reports it and lets it in: the place of the action, and the policy's name.
    Reported(Span, Box<str>),
    /// No policy is about it.
    Open,
}

/// The rules of all policies, in discovery order.
pub(super) fn derive(kube: &Kube, facts: &KubeFacts) -> Vec<Rule> {
    kube.objects.iter().flat_map(|object| rules(object, kube, facts)).collect()
}

fn rules(object: &Object, kube: &Kube, facts: &KubeFacts) -> Vec<Rule> {
    if let (true, At::Unknown(spec)) = (is_policy(object), object.at("spec")) {
        return vec![Rule::unknown(object, spec.span)];
    }
    match (object.group(), &*object.kind) {
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy") => {
            native::bound(object, kube, facts)
        }
        ("policies.kyverno.io", "ValidatingPolicy" | "NamespacedValidatingPolicy") => {
            native::of_kyverno(object).into_iter().collect()
        }
        ("kyverno.io", "ClusterPolicy" | "Policy") => kyverno::rules(object, kube, facts),
        ("constraints.gatekeeper.sh", _) => {
            gatekeeper::rule(object, kube, facts).into_iter().collect()
        }
        ("policies.kubewarden.io", "ClusterAdmissionPolicy" | "AdmissionPolicy") => {
            kubewarden::rule(object).into_iter().collect()
        }
        _ => vec![],
    }
}

/// Is it a policy of one of those engines?
pub fn is_policy(object: &Object) -> bool {
    match (object.group(), &*object.kind) {
        ("admissionregistration.k8s.io", kind) => kind == "ValidatingAdmissionPolicyBinding",
        ("kyverno.io", kind) => matches!(kind, "ClusterPolicy" | "Policy"),
        ("policies.kyverno.io", kind) => kind.ends_with("Policy"),
        ("constraints.gatekeeper.sh", _) => true,
        ("policies.kubewarden.io", kind) => kind.ends_with("AdmissionPolicy"),
        _ => false,
    }
}

/// Does any rule of the policy deny, rather than warn or report?
pub fn denies(policy: &Object) -> bool {
    let action = match (policy.group(), &*policy.kind) {
        ("kyverno.io", _) => return kyverno::enforces(policy),
        ("constraints.gatekeeper.sh", _) => gatekeeper::action(policy),
        ("policies.kubewarden.io", _) => kubewarden::action(policy),
        ("policies.kyverno.io", _) => native::action(policy, Action::Deny),
        _ => native::action(policy, Action::Report),
    };
    action == Action::Deny
}

impl Rule {
    /// A rule of `policy` at `at`, in force everywhere and denying, that says nothing yet.
    fn new(policy: &Object, at: Span) -> Self {
        Self {
            resource: policy.resource.as_ref().into(),
            policy: policy.id,
            at,
            action_at: at,
            action: Action::Deny,
            overrides: vec![],
            refuses: vec![],
            scope: Scope::All,
        }
    }

    /// A rule of `policy` at `at` of which nothing is known: it may refuse anything anywhere.
    fn unknown(policy: &Object, at: Span) -> Self {
        Self {
            action: Action::Unknown,
            refuses: probe::unknown(),
            scope: Scope::Perhaps,
            ..Self::new(policy, at)
        }
    }

    /// What it says of `what` in a namespace with this name and, if its object was read, these labels.
    fn answer(&self, what: Refuses, namespace: &scope::Place<'_>) -> Answer {
        let Some((_, is_certain)) = self.refuses.iter().find(|(r, _)| *r == what) else {
            return Answer::Open;
        };
        let covers = self.scope.covers(namespace);
        if covers == Some(false) {
            return Answer::Open;
        }
        let name = || self.resource.clone();
        match self.action_in(namespace) {
            Action::Report => Answer::Reported(self.action_at, name()),
            Action::Deny if *is_certain && covers == Some(true) => Answer::Refused(self.at, name()),
            Action::Deny if *is_certain => {
                Answer::Perhaps(self.at, format!("`{}` may not apply here", self.resource).into())
            }
            _ => Answer::Perhaps(self.at, format!("`{}` may refuse it", self.resource).into()),
        }
    }

    fn action_in(&self, namespace: &scope::Place<'_>) -> Action {
        for (scope, action) in &self.overrides {
            match scope.covers(namespace) {
                Some(true) => return *action,
                None => return Action::Unknown,
                Some(false) => {}
            }
        }
        self.action
    }
}

impl KubeFacts {
    /// Does a policy refuse `what` in the namespace `name`? The surest answer of all rules.
    pub fn admission(&self, kube: &Kube, name: &str, what: Refuses) -> Answer {
        if self.admission.is_empty() {
            return Answer::Open;
        }
        let same = |n: &&Namespace| effective_namespace(&n.name) == effective_namespace(name);
        let found = self.namespaces.iter().find(same);
        let object = found.and_then(|n| kube.object(n.object?));
        let place = scope::Place {
            name: effective_namespace(name),
            labels: object.map(|o| o.labels.as_slice()),
        };
        let sees = |rule: &&Rule| {
            kube.object(rule.policy).is_some_and(|o| found.is_none_or(|n| n.sees(o)))
        };
        let answers = self.admission.iter().filter(sees).map(|rule| rule.answer(what, &place));
        // The first of equally sure answers stays.
        answers.fold(
            Answer::Open,
            |best, next| if next.certainty() > best.certainty() { next } else { best },
        )
    }

    /// The least that is refused of `all` in the namespace `name`: [`Answer::Refused`] only if everything is.
    pub fn admission_of_all(&self, kube: &Kube, name: &str, all: &[Refuses]) -> Answer {
        let answers = all.iter().map(|what| self.admission(kube, name, *what));
        answers.min_by_key(Answer::certainty).unwrap_or(Answer::Open)
    }
}

impl Answer {
    /// How sure the refusal is: 0 open, 1 reported, 2 perhaps, 3 refused.
    pub fn certainty(&self) -> u8 {
        match self {
            Self::Open => 0,
            Self::Reported(..) => 1,
            Self::Perhaps(..) => 2,
            Self::Refused(..) => 3,
        }
    }
}

/// Does the list at `at` hold `word`, or `*`?
fn lists(at: At<'_>, word: &str) -> bool {
    at.list().iter().any(|n| matches!(n.as_str(), Some("*")) || n.as_str() == Some(word))
}

/// Is `word` anywhere in the keys and texts of `node`? What is not known may say anything, except for an action of a
/// template, which names what it uses (Kyverno's variables look like one).
fn mentions(node: &Node, word: &str) -> bool {
    match &node.kind {
        Kind::Str(text) => text.contains(word),
        Kind::Unknown(cause) => cause.contains(word) || !cause.contains("{{"),
        Kind::Seq(items) => items.iter().any(|n| mentions(n, word)),
        Kind::Map(entries) => {
            entries.iter().any(|e| e.key.contains(word) || mentions(&e.value, word))
        }
        _ => false,
    }
}
