//! What the ways to more rights ask about principals and assets.

use super::Aws;
use super::holders::Held;
use super::request::Target;
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
