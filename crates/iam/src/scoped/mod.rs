//! Roles that are given at a place and hold for everything below it: the way of Azure and of Google Cloud.

mod data;

use std::sync::Arc;

use ringfort_source::Span;

pub(crate) use data::Roles;

use crate::decision::{Decision, Evidence, Part};
use crate::principal::PrincipalId;
use crate::text::{Case, Text};
use crate::tri::Tri;

/// A role: what it allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Role {
    pub(crate) name: Box<str>,
    pub(crate) has: Vec<Text>,
    /// Left out of `has`; another role may still give it.
    pub(crate) lacks: Vec<Text>,
    /// What it may give: where the policy of the resource passes it on, as buckets do for basic roles of a project, or
    /// where not all that it allows is listed.
    pub(crate) perhaps: Vec<Text>,
    /// Azure: operations on data.
    pub(crate) has_data: Vec<Text>,
    pub(crate) lacks_data: Vec<Text>,
    /// What of it is not known.
    pub(crate) open: Option<Box<str>>,
    /// Address and place of the resource that defines it.
    pub(crate) at: Option<Span>,
}

/// A role, given to somebody at a place.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) who: PrincipalId,
    pub(crate) role: Arc<Role>,
    /// The place: an id that the chains of targets hold.
    pub(crate) scope: Text,
    /// What else must hold: a condition, that no other resource takes it away.
    pub(crate) sure: Tri,
    /// What gives it, in words.
    pub(crate) what: Box<str>,
    pub(crate) at: Span,
}

/// Tokens of another issuer that become a principal.
#[derive(Debug)]
pub(crate) struct Federated {
    pub(crate) who: PrincipalId,
    pub(crate) issuer: Text,
    /// Which tokens: their subject, or what picks them.
    pub(crate) subject: Text,
    /// Is every such token admitted?
    pub(crate) sure: Tri,
    pub(crate) what: Box<str>,
    pub(crate) at: Span,
}

/// Where a right is asked for: the target and whatever it lies in, innermost first. `None`: anywhere.
pub(crate) type Chain = Option<Vec<Text>>;

impl Role {
    /// A role of which nothing is known but its name.
    pub(crate) fn closed(name: &str, cause: String) -> Self {
        Self { name: name.into(), open: Some(cause.into()), ..Self::default() }
    }

    /// Does it allow `action`? `data` says whether that is an operation on data.
    pub(crate) fn allows(&self, action: &str, data: bool) -> Tri {
        let action = Text::literal(action);
        let (has, lacks) =
            if data { (&self.has_data, &self.lacks_data) } else { (&self.has, &self.lacks) };
        let any = |list: &[Text]| Tri::any(list.iter().map(|p| p.covers(&action, Case::Ignored)));
        let known = any(has).and(|| !any(lacks)).or(|| {
            any(&self.perhaps)
                .and(|| Tri::unknown(format!("whether {} gives it there is not known", self.name)))
        });
        match &self.open {
            Some(cause) => known.or(|| Tri::unknown(&**cause)),
            None => known,
        }
    }
}

impl Grant {
    /// Does it give `action` at the place?
    pub(crate) fn gives(&self, action: &str, data: bool, chain: &Chain) -> Tri {
        let here = || match chain {
            None => Tri::Yes,
            Some(chain) => {
                Tri::any(chain.iter().map(|place| self.scope.covers(place, Case::Ignored)))
            }
        };
        self.role.allows(action, data).and(here).and(|| self.sure.clone())
    }

    /// The grant in words.
    pub(crate) fn described(&self) -> Evidence {
        let (part, doubt) = match &self.sure {
            Tri::Unknown(cause) => (Part::Perhaps, format!(": {cause}")),
            _ => (Part::Grants, String::new()),
        };
        let what = format!("{} at {} by {}{doubt}", self.role.name, self.scope, self.what);
        Evidence { part, what, at: Some(self.at) }
    }

    pub(crate) fn evidence(&self, gives: &Tri) -> Vec<Evidence> {
        let part = if gives.is_yes() { Part::Grants } else { Part::Perhaps };
        let what = format!("{} gives {}", self.what, self.role.name);
        let mut out = vec![Evidence { part, what, at: Some(self.at) }];
        if let Some(at) = self.role.at {
            out.push(Evidence { part, what: format!("the role {}", self.role.name), at: Some(at) });
        }
        out
    }
}

/// May the holder of `grants` do `action` at the place?
pub(crate) fn decide<'a>(
    grants: impl IntoIterator<Item = &'a Grant>,
    action: &str,
    data: bool,
    chain: &Chain,
) -> Decision {
    let mut best = Decision::deny("no role that is given allows it", vec![]);
    for grant in grants {
        best = best.or(|| {
            let gives = grant.gives(action, data, chain);
            let evidence = grant.evidence(&gives);
            match gives {
                Tri::Yes => Decision::allow("a role allows it", evidence),
                Tri::No => Decision::deny("no role that is given allows it", vec![]),
                Tri::Unknown(cause) => Decision::unknown(cause, evidence),
            }
        });
    }
    best
}
