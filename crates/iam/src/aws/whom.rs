//! Does a statement of a resource policy mean this principal?
//!
//! Source: IAM User Guide, "AWS JSON policy elements: Principal" and `NotPrincipal`.

use super::Aws;
use super::policy::{Named, Pattern, Statement, Whom};
use crate::principal::{Principal, PrincipalKind};
use crate::text::{Case, Piece, Text};
use crate::tri::Tri;

/// How a statement names a principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Means {
    /// By its own ARN.
    pub(crate) itself: Tri,
    /// By its account, which leaves the decision to the account's identity policies.
    pub(crate) account: Tri,
    /// As one of everyone.
    pub(crate) anyone: Tri,
}

impl Means {
    fn nobody() -> Self {
        Self { itself: Tri::No, account: Tri::No, anyone: Tri::No }
    }

    fn or(self, other: Self) -> Self {
        Self {
            itself: self.itself.or(|| other.itself),
            account: self.account.or(|| other.account),
            anyone: self.anyone.or(|| other.anyone),
        }
    }

    /// In one way or another.
    pub(crate) fn any(&self) -> Tri {
        self.itself.clone().or(|| self.account.clone()).or(|| self.anyone.clone())
    }
}

/// How `statement` means `principal`, whose account is `account`.
pub(crate) fn means(aws: &Aws, statement: &Statement, principal: &Principal) -> Means {
    match &statement.whom {
        Whom::Holder => Means { itself: Tri::No, account: Tri::No, anyone: Tri::No },
        Whom::Listed(named) => listed(aws, named, principal),
        Whom::AllBut(named) => {
            let out = listed(aws, named, principal);
            Means { anyone: !(out.itself.or(|| out.anyone)), ..Means::nobody() }
        }
    }
}

fn listed(aws: &Aws, named: &[Named], principal: &Principal) -> Means {
    let each = named.iter().flat_map(|n| n.ids.iter().map(move |id| (&*n.kind, id)));
    each.fold(Means::nobody(), |sum, (kind, id)| sum.or(one(aws, kind, id, principal)))
}

fn one(aws: &Aws, kind: &str, id: &Pattern, principal: &Principal) -> Means {
    let nobody = Means::nobody();
    match kind {
        "*" | "AWS" if id.text.is_everything() => {
            let service = principal.kind == PrincipalKind::Service;
            Means { anyone: (!service).into(), ..nobody }
        }
        "*" | "AWS" => match root_account(&id.text) {
            Some(account)
                if !matches!(principal.kind, PrincipalKind::Service | PrincipalKind::Anyone) =>
            {
                let own = aws.accounts.get(&principal.id).cloned().unwrap_or_default();
                let same = same_account(&account, &own);
                // The account as a whole is its own outsider.
                if principal.kind == PrincipalKind::External && principal.arn == id.text {
                    return Means { itself: same, ..nobody };
                }
                Means { account: same, ..nobody }
            }
            Some(_) => nobody,
            None => Means { itself: itself(aws, id, principal), ..nobody },
        },
        "Service" if principal.kind == PrincipalKind::Service => {
            Means { itself: id.text.covers(&principal.arn, Case::Ignored), ..nobody }
        }
        _ => nobody,
    }
}

fn itself(aws: &Aws, id: &Pattern, principal: &Principal) -> Tri {
    if matches!(
        principal.kind,
        PrincipalKind::Service | PrincipalKind::Anyone | PrincipalKind::Group
    ) {
        return Tri::No;
    }
    if let Some((root, address)) = &id.of {
        let known = aws.asset(Some(root), address);
        let iam =
            known.filter(|a| a.kind.contains("aws_iam_role") || a.kind.contains("aws_iam_user"));
        if let Some(asset) = iam.filter(|a| id.text == a.arn) {
            let role = aws.roles.get(&principal.id);
            let same = asset.arn == principal.arn
                && (*asset.address == *principal.address || role.is_some());
            return (same && *asset.root == *principal.root).into();
        }
    }
    if let Some(role) = session_role(&id.text) {
        let name = principal.arn.part('/', 1).filter(|_| principal.kind == PrincipalKind::Role);
        let hit = name.map_or(Tri::No, |name| role.covers(&name, Case::Exact));
        return hit.and(|| Tri::unknown("the statement names one session of the role"));
    }
    id.text.without_wildcards().covers(&principal.arn, Case::Exact)
}

/// The role's name in the ARN of one of its sessions.
fn session_role(text: &Text) -> Option<Text> {
    let kind = text.part(':', 5)?.part('/', 0)?;
    (kind == Text::literal("assumed-role")).then(|| text.part('/', 1))?
}

/// The account that `text` names as a whole: its number, or the ARN of its root.
pub(crate) fn root_account(text: &Text) -> Option<Text> {
    if let [Piece::Hole(name)] = text.0.as_slice() {
        let account =
            name.starts_with("account:") || name.contains("|id of aws_organizations_account.");
        return account.then(|| text.clone());
    }
    match text.known() {
        Some(t) if t.len() == 12 && t.bytes().all(|b| b.is_ascii_digit()) => {
            return Some(text.clone());
        }
        _ => {}
    }
    (text.part(':', 5)? == Text::literal("root")).then(|| text.part(':', 4))?
}

/// The account in an ARN, or the number alone.
pub(crate) fn account_of(text: &Text) -> Option<Text> {
    root_account(text).or_else(|| text.part(':', 4))
}

/// Are both of one account?
pub(crate) fn same_account(a: &Text, b: &Text) -> Tri {
    if a == b {
        return Tri::Yes;
    }
    if a.known().is_some() && b.known().is_some() {
        return Tri::No;
    }
    Tri::unknown("whether both belong to one account is not known")
}

/// Whoever `statement` names and none of `principals` is: with a name and an ARN.
pub(crate) fn outsiders(
    statement: &Statement,
    principals: &[Principal],
) -> Vec<(PrincipalKind, String, Text)> {
    let Whom::Listed(named) = &statement.whom else { return vec![] };
    let mut out = vec![];
    for (kind, id) in named.iter().flat_map(|n| n.ids.iter().map(move |id| (&*n.kind, id))) {
        if matches!(kind, "*" | "AWS") && id.text.is_everything() {
            out.push((PrincipalKind::Anyone, "*".to_owned(), Text::any()));
            continue;
        }
        let Some(name) = id.text.known() else { continue };
        let declared = || {
            principals
                .iter()
                .any(|p| p.arn.covers(&id.text, Case::Exact) != Tri::No && p.resource.is_some())
        };
        match kind {
            "Service" => out.push((PrincipalKind::Service, name, id.text.clone())),
            "AWS" if root_account(&id.text).is_some() || !declared() => {
                out.push((PrincipalKind::External, name, id.text.clone()));
            }
            _ => {}
        }
    }
    out
}
