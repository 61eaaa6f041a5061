//! What the ways to more rights ask about principals and assets.

use super::Aws;
use super::holders::Held;
use super::policy::{Effect, Scope};
use super::request::Target;
use crate::decision::{Evidence, Part};
use crate::principal::{Principal, PrincipalId};
use crate::text::Text;

impl Aws {
    /// The permission boundary of a principal.
    pub(crate) fn boundary_of(&self, id: PrincipalId) -> Option<&Held> {
        self.holdings.get(&id)?.boundary.as_ref()
    }

    /// The account of a principal.
    pub(crate) fn account_of(&self, id: PrincipalId) -> Option<&Text> {
        self.accounts.get(&id)
    }

    /// The groups of a user.
    pub(crate) fn groups_of(&self, id: PrincipalId) -> &[PrincipalId] {
        self.groups.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The managed policies that a principal holds and a file writes, as numbers of assets.
    pub(crate) fn customer_policies_of(&self, id: PrincipalId) -> Vec<usize> {
        let Some(holding) = self.holdings.get(&id) else { return vec![] };
        let written = |held: &Held| {
            let named =
                |a: &super::Asset| &*a.kind == "aws_iam_policy" && a.address == held.policy.what;
            self.assets.iter().position(named)
        };
        let mut out: Vec<usize> = holding.identity.iter().filter_map(written).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// What a principal holds, statement by statement, and what limits it.
    pub(crate) fn rights_of(&self, id: PrincipalId) -> Vec<Evidence> {
        let Some(holding) = self.holdings.get(&id) else { return vec![] };
        let limits = holding.boundary.iter().chain(&holding.session).map(|held| Evidence {
            part: Part::Limits,
            what: format!("{} bounds it", held.policy.what),
            at: held.at,
        });
        holding.identity.iter().flat_map(statements).chain(limits).collect()
    }

    /// The number of the asset at `address`.
    pub(crate) fn asset_position(&self, root: &str, address: &str) -> Option<usize> {
        let asset = self.asset(Some(root), address)?;
        self.by_address.get(&(asset.root.clone(), asset.address.clone())).copied()
    }

    /// The target that `principal` itself is.
    pub(crate) fn target_at(&self, principal: &Principal, action: &str) -> Target {
        match self.assets.iter().position(|a| Some(a.index) == principal.resource) {
            Some(index) => self.target_of(index, action),
            None => Target { text: principal.arn.clone(), asset: None },
        }
    }
}

fn statements(held: &Held) -> Vec<Evidence> {
    let one = |s: &super::policy::Statement| {
        let (part, doubt) = match (s.effect, &s.open) {
            (_, Some(cause)) => (Part::Perhaps, format!(": {cause}")),
            (Effect::Unknown, None) => (Part::Perhaps, String::new()),
            (Effect::Deny, None) => (Part::Denies, String::new()),
            (Effect::Allow, None) => (Part::Grants, String::new()),
        };
        let under = if s.conditions.is_empty() { "" } else { ", under a condition" };
        let what = format!(
            "{} on {}{under}, by {}{doubt}",
            scope(&s.actions),
            scope(&s.resources),
            s.describe(&held.policy)
        );
        Evidence { part, what, at: s.at.or(held.at) }
    };
    held.policy.statements.iter().map(one).collect()
}

/// Most names that are listed.
const MOST: usize = 6;

fn scope(scope: &Scope) -> String {
    let names = |list: &[super::Pattern]| {
        let shown: Vec<String> = list.iter().take(MOST).map(|p| p.text.to_string()).collect();
        let more = list.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", shown.join(" "))
    };
    match scope {
        Scope::Listed(list) => names(list),
        Scope::AllBut(list) => format!("everything but {}", names(list)),
        Scope::Own => "the resource itself".to_owned(),
    }
}
