//! Every grant of the cluster, ready for the techniques: who, where, what, and the places that prove it.

use ringfort_facts::Facts;
use ringfort_facts::kube::access::Access;
use ringfort_facts::kube::rights::{allows, allows_named};
use ringfort_facts::kube::{Grant, RoleRef, namespace_of};
use ringfort_model::kube::Rule;
use ringfort_source::Span;

use crate::access_policies;
use crate::position::Position;
use crate::published;

/// One grant: a binding gives a subject a role in a scope.
#[derive(Clone, Debug)]
pub struct Granted {
    /// What it takes to act as the subject.
    pub subject: Position,
    /// The namespace it holds in; `*` for all.
    pub scope: Box<str>,
    /// The rules; `None` where the role was not read and is not known from elsewhere.
    pub rules: Option<Vec<Rule>>,
    /// Are the rules those that the role's project publishes, as no file declares it?
    pub is_published: bool,
    /// The role's name.
    pub role: Box<str>,
    /// How findings name the binding.
    pub binding: Box<str>,
    /// Where the binding names the subject.
    pub at: Span,
}

/// A right that a rule gives.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The verbs, any of which is enough.
    pub verbs: &'static [&'static str],
    /// API group and resource, any of which is enough.
    pub on: &'static [(&'static str, &'static str)],
}

/// A right that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// In words: `create pods`.
    pub what: String,
    /// The rule, where it was read from a file.
    pub at: Option<Span>,
    /// The names it is limited to; empty: all.
    pub names: Vec<Box<str>>,
}

/// All grants, in the order of their bindings.
pub fn grants(facts: &Facts) -> Vec<Granted> {
    let kube = &facts.model.kube;
    let access = Access::new(kube, &facts.kube, None);
    let all: Vec<Grant<'_>> = facts.kube.grants(kube, |_| true);
    let granted = |g: &Grant<'_>| {
        let object = kube.object(g.binding.object)?;
        let scope = if g.binding.cluster { "*" } else { namespace_of(object) };
        let role: Box<str> = match g.role {
            RoleRef::Read(_) => g.binding.role.clone(),
            RoleRef::BuiltIn(name) | RoleRef::Missing(name) => name.into(),
        };
        let own = rules(&access, g.role);
        let published = own.is_none().then(|| published::rules(&role)).flatten();
        let is_published = published.is_some() && !matches!(g.role, RoleRef::BuiltIn(_));
        Some(Granted {
            subject: crate::techniques::subject(g.subject),
            scope: scope.into(),
            rules: own.or(published),
            is_published,
            role,
            binding: object.resource.to_string().into(),
            at: g.subject.span,
        })
    };
    let bound = all.iter().filter_map(granted);
    bound.chain(access_policies::grants(facts)).collect()
}

/// The rules of a role with those that it gathers by aggregation; `None` where nothing of it is known.
fn rules(access: &Access<'_>, role: RoleRef<'_>) -> Option<Vec<Rule>> {
    let found = access.effective(role);
    let rules: Vec<Rule> = found.rules.into_iter().map(|(rule, _)| rule).collect();
    (!rules.is_empty() || found.unknown.is_empty()).then_some(rules)
}

impl Granted {
    /// The first rule that gives `wanted`; with `named`, rules limited to names count too.
    pub fn gives(&self, wanted: Wanted, named: bool) -> Option<Hit> {
        let rules = self.rules.as_ref()?;
        rules.iter().find_map(|rule| {
            let pairs = wanted.on.iter().flat_map(|on| wanted.verbs.iter().map(move |v| (*v, *on)));
            let allowed = |(verb, (group, resource)): &(&str, (&str, &str))| {
                if named {
                    allows_named(rule, verb, group, resource)
                } else {
                    allows(rule, verb, group, resource)
                }
            };
            let (verb, (_, resource)) = pairs.into_iter().find(allowed)?;
            let what = format!("{verb} {resource}");
            Some(Hit { what, at: rule.span, names: rule.names.clone() })
        })
    }

    /// Does one of the rules give everything?
    pub fn gives_everything(&self) -> Option<Hit> {
        let all =
            self.rules.as_ref()?.iter().find(|r| ringfort_facts::kube::rights::is_everything(r))?;
        Some(Hit { what: "do everything".to_owned(), at: all.span, names: vec![] })
    }
}
