//! Effective permissions: who may do what, with the binding and the rule that grant it. Source: Kubernetes
//! documentation, "Using RBAC Authorization"; where that is silent, the RBAC authorizer itself.

mod ask;
mod resources;
mod role;
mod who;

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
            let role = self.facts.role_ref(self.kube, binding);
            let effective = self.effective(role);
            unknown.extend(effective.unknown.into_iter().map(|why| (Some(binding), why)));
            granted.extend(effective.rules.into_iter().map(|(rule, origin)| Granted {
                certain: !rule.unknown,
                binding: Some(binding),
                subject: Some(subject),
                role,
                rule,
                origin,
                namespace,
            }));
        }
        for name in who.given() {
            let role = RoleRef::BuiltIn(name);
            let rules = role.rules().unwrap_or_default();
            granted.extend(rules.into_iter().map(|rule| Granted {
                binding: None,
                subject: None,
                role,
                rule,
                origin: Origin::BuiltIn(name),
                namespace: None,
                certain: true,
            }));
        }
        (granted, unknown)
    }

    /// May `who` do what is asked?
    pub fn can(&self, who: &Who, ask: &Ask) -> Answer<'a> {
        let (granted, unknown) = self.rights_of(who);
        let mut answer = Answer { grants: vec![], unknown };
        for granted in granted {
            if !ask.reaches(granted.namespace) {
                continue;
            }
            match ask.covered(&granted.rule, granted.namespace) {
                Cover::Nothing => {}
                cover => answer.grants.push((granted, cover)),
            }
        }
        for (granted, _) in answer.grants.iter().filter(|(g, _)| !g.certain) {
            let why = "a list of the rule is not known as a whole".into();
            answer.unknown.push((granted.binding, why));
        }
        answer.unknown.retain(|(binding, _)| {
            let namespace = binding.and_then(|b| self.namespace(b));
            ask.reaches(namespace)
        });
        answer
    }

    fn namespace(&self, binding: &Binding) -> Option<&'a str> {
        let object = self.kube.object(binding.object)?;
        (!binding.cluster).then(|| super::namespace_of(object))
    }

    /// Everyone that some binding names who may do what is asked, or of whom that is not known.
    pub fn who_can(&self, ask: &Ask) -> Vec<(Holder, Answer<'a>)> {
        let subjects = self.bindings().flat_map(|(binding, _)| &binding.subjects);
        let mut holders: Vec<Holder> = subjects.map(Holder::of).collect();
        holders.push(Holder::masters());
        holders.sort();
        holders.dedup();
        let answers = holders.into_iter().map(|holder| {
            let answer = self.can(&Who::only(&holder), ask);
            (holder, answer)
        });
        answers.filter(|(_, answer)| answer.verdict() != Some(false)).collect()
    }
}

#[cfg(test)]
mod tests;
