//! Effective permissions: who may do what, with the binding and the rule that grant it. Source: Kubernetes
//! documentation, "Using RBAC Authorization"; where that is silent, the RBAC authorizer itself.

mod ask;
mod resources;
mod role;
mod who;

use std::collections::BTreeMap;

use ringfort_model::kube::{Binding, Kube, Rule, ScopeId, Subject};

use super::{KubeFacts, RoleRef};
pub use ask::{Ask, Cover};
pub use resources::{Resource, resolve};
pub use role::{Effective, Origin};
pub use who::{Holder, Who};

/// Permissions in one cluster.
#[derive(Clone, Copy, Debug)]
pub struct Access<'a> {
    kube: &'a Kube,
    facts: &'a KubeFacts,
    scope: Option<ScopeId>,
}

/// One rule that a subject has.
#[derive(Clone, Debug)]
pub struct Granted<'a> {
    /// The binding; `None` for what every cluster gives by itself.
    pub binding: Option<&'a Binding>,
    /// The subject of the binding that is meant: the asked one, or a group that it is in.
    pub subject: Option<&'a Subject>,
    /// The role that is bound.
    pub role: RoleRef<'a>,
    /// The rule.
    pub rule: Rule,
    /// Where the rule comes from.
    pub origin: Origin<'a>,
    /// The namespace that it holds in; `None`: the whole cluster.
    pub namespace: Option<&'a str>,
    /// Is it certain that it applies?
    pub certain: bool,
}

impl Granted<'_> {
    /// The verbs of the rule that have an effect: limited to names it allows no creation and no deletion of
    /// collections, whose requests carry none.
    pub fn verbs(&self) -> Vec<&str> {
        let rule = &self.rule;
        let void = |verb: &str| match verb {
            "create" => rule.resources.iter().all(|resource| !resource.contains('/')),
            _ => verb == "deletecollection",
        };
        let all = rule.verbs.iter().map(|verb| &**verb);
        all.filter(|verb| rule.names.is_empty() || !void(verb)).collect()
    }
}

/// A binding of which something is not known, and what.
pub type Gap<'a> = (Option<&'a Binding>, Box<str>);

/// May someone do what is asked?
#[derive(Clone, Debug, Default)]
pub struct Answer<'a> {
    /// What grants it, each with how far it reaches.
    pub grants: Vec<(Granted<'a>, Cover)>,
    /// What may grant it and is not known: the binding, and why.
    pub unknown: Vec<Gap<'a>>,
}

impl Answer<'_> {
    /// May they: certainly, certainly not, or not known?
    pub fn verdict(&self) -> Option<bool> {
        match (self.grants.iter().any(|(g, _)| g.certain), self.unknown.is_empty()) {
            (true, _) => Some(true),
            (false, true) if self.grants.is_empty() => Some(false),
            (false, _) => None,
        }
    }
}

impl<'a> Access<'a> {
    /// Permissions among the objects that the cluster of `scope` sees.
    pub fn new(kube: &'a Kube, facts: &'a KubeFacts, scope: Option<ScopeId>) -> Self {
        Self { kube, facts, scope }
    }

    /// The bindings, with the namespace that they act in.
    fn bindings(&self) -> impl Iterator<Item = (&'a Binding, Option<&'a str>)> + use<'a> {
        let (kube, scope) = (self.kube, self.scope);
        kube.bindings.iter().filter_map(move |binding| {
            let object = kube.object(binding.object)?;
            let here = object.scope == scope || object.scope.is_none() || scope.is_none();
            let namespace = (!binding.cluster).then(|| super::namespace_of(object));
            here.then_some((binding, namespace))
        })
    }

    /// Everything that `who` may, rule by rule, and the bindings of which that is not known.
    pub fn rights_of(&self, who: &Who) -> (Vec<Granted<'a>>, Vec<Gap<'a>>) {
        let (mut granted, mut unknown) = (vec![], vec![]);
        for (binding, namespace) in self.bindings() {
            let mut subjects = binding.subjects.iter();
            let Some(subject) = subjects.find(|s| who.is(s)) else { continue };
            let (rules, gaps) = self.given_by(binding, namespace);
            unknown.extend(gaps);
            granted.extend(rules.into_iter().map(|g| Granted { subject: Some(subject), ..g }));
        }
        granted.extend(who.given().into_iter().flat_map(given_by_cluster));
        (granted, unknown)
    }

    /// The rules that a binding gives to each of its subjects.
    fn given_by(
        &self,
        binding: &'a Binding,
        namespace: Option<&'a str>,
    ) -> (Vec<Granted<'a>>, Vec<Gap<'a>>) {
        let role = self.facts.role_ref(self.kube, binding);
        let effective = self.effective(role);
        let rules = effective.rules.into_iter().map(|(rule, origin)| Granted {
            certain: !rule.unknown,
            binding: Some(binding),
            subject: None,
            role,
            rule,
            origin,
            namespace,
        });
        let gaps = effective.unknown.into_iter().map(|why| (Some(binding), why));
        (rules.collect(), gaps.collect())
    }

    /// May `who` do what is asked?
    pub fn can(&self, who: &Who, ask: &Ask) -> Answer<'a> {
        let mut answer = Answer::default();
        for (binding, namespace) in self.bindings().filter(|(_, n)| ask.reaches(*n)) {
            let mut subjects = binding.subjects.iter();
            if let Some(subject) = subjects.find(|s| who.is(s)) {
                let given = self.given_by(binding, namespace);
                answer.add(ask, Some(subject), given);
            }
        }
        for name in who.given() {
            answer.add(ask, None, (given_by_cluster(name).collect(), vec![]));
        }
        answer
    }

    /// Everyone that some binding names who may do what is asked, or of whom that is not known.
    pub fn who_can(&self, ask: &Ask) -> Vec<(Holder, Answer<'a>)> {
        let mut answers: BTreeMap<Holder, Answer<'a>> = BTreeMap::new();
        for (binding, namespace) in self.bindings().filter(|(_, n)| ask.reaches(*n)) {
            let (rules, gaps) = self.given_by(binding, namespace);
            for subject in &binding.subjects {
                let answer = answers.entry(Holder::of(subject)).or_default();
                answer.add(ask, Some(subject), (rules.clone(), gaps.clone()));
            }
        }
        for holder in Holder::in_every_cluster() {
            let given = Who::only(&holder).given().into_iter().flat_map(given_by_cluster).collect();
            answers.entry(holder).or_default().add(ask, None, (given, vec![]));
        }
        answers.into_iter().filter(|(_, answer)| answer.verdict() != Some(false)).collect()
    }
}

/// The rules of a built-in role that every cluster binds by itself.
fn given_by_cluster<'a>(name: &'static str) -> impl Iterator<Item = Granted<'a>> {
    let role = RoleRef::BuiltIn(name);
    role.rules().unwrap_or_default().into_iter().map(move |rule| Granted {
        binding: None,
        subject: None,
        role,
        rule,
        origin: Origin::BuiltIn(name),
        namespace: None,
        certain: true,
    })
}

impl<'a> Answer<'a> {
    /// Adds what `subject` is given, as far as it answers the question. A rule of which a list is not known may
    /// cover it, whatever its other lists say.
    fn add(
        &mut self,
        ask: &Ask,
        subject: Option<&'a Subject>,
        (given, gaps): (Vec<Granted<'a>>, Vec<Gap<'a>>),
    ) {
        self.unknown.extend(gaps);
        for granted in given {
            let cover = ask.covered(&granted.rule, granted.namespace);
            if !granted.certain {
                let why = "a list of its rule is not known as a whole".into();
                self.unknown.push((granted.binding, why));
            }
            if cover != Cover::Nothing {
                self.grants.push((Granted { subject, ..granted }, cover));
            }
        }
    }
}

#[cfg(test)]
mod tests;
