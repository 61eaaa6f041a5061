//! Whom a role trusts.
//!
//! Source: IAM User Guide, "Roles terms and concepts", "Create a role for `OpenID` Connect federation".

use ringfort_source::Span;

use super::condition::Condition;
use super::context::Context;
use super::decide_trust;
use super::policy::{Effect, Pattern, Statement, Whom};
use super::{Aws, whom};
use crate::principal::{Principal, PrincipalId};
use crate::text::{Case, Piece, Text};
use crate::tri::Tri;

/// Tokens of an `OpenID` Connect provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebIdentity {
    /// The provider, as far as it is known: its URL without `https://`, or what its ARN is made from.
    pub provider: Text,
    /// Address of the provider's resource, where it is declared.
    pub resource: Option<String>,
    /// Subjects that are admitted, as patterns; empty where no condition limits them.
    pub subjects: Vec<Text>,
    /// Audiences that are admitted; empty where no condition limits them.
    pub audiences: Vec<Text>,
    /// Why a subject may be admitted that the patterns do not show, or the other way round.
    pub open: Option<String>,
}

/// Who is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trusted {
    /// A service of AWS: `ec2.amazonaws.com`.
    Service(String),
    /// A whole account, which decides with its own identity policies.
    Account(Text),
    /// A principal that a file declares.
    Principal(PrincipalId),
    /// A principal by its ARN that no file declares.
    Arn(Text),
    /// Everyone in AWS.
    Anyone,
    /// Tokens of an `OpenID` Connect provider.
    Web(WebIdentity),
    /// Assertions of a SAML provider.
    Saml(Text),
}

/// One way to become a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    /// Who.
    pub who: Trusted,
    /// The action: `sts:AssumeRole`, `sts:AssumeRoleWithWebIdentity`, `sts:AssumeRoleWithSAML`.
    pub action: &'static str,
    /// Is it certainly admitted? Unknown where a condition asks for what files do not tell.
    pub certainty: Tri,
    /// The statement.
    pub at: Span,
}

const ACTIONS: [&str; 3] =
    ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"];

impl Aws {
    /// May a token of the provider at `provider` (address) with these claims become the role number `id`?
    pub(crate) fn admits(
        &self,
        principals: &[Principal],
        id: PrincipalId,
        token: &Token<'_>,
    ) -> Tri {
        let asset = principals
            .get(id.0 as usize)
            .and_then(|p| self.assets.iter().find(|a| Some(a.index) == p.resource));
        let Some(asset) = asset else { return Tri::No };
        let judge = |effect: Effect| {
            let all = asset.guard.iter().flat_map(|p| &p.statements);
            Tri::any(
                all.filter(|s| s.effect == effect || s.effect == Effect::Unknown)
                    .map(|s| token.admitted_by(s)),
            )
        };
        judge(Effect::Allow).and(|| !judge(Effect::Deny))
    }

    /// Whom the role number `id` trusts.
    pub(crate) fn trusts(&self, principals: &[Principal], id: PrincipalId) -> Vec<Trust> {
        let Some(role) = principals.get(id.0 as usize) else { return vec![] };
        let Some(asset) = self.assets.iter().find(|a| Some(a.index) == role.resource) else {
            return vec![];
        };
        let mut out = vec![];
        for statement in asset.guard.iter().flat_map(|p| &p.statements) {
            let Whom::Listed(named) = &statement.whom else { continue };
            if statement.effect != Effect::Allow {
                continue;
            }
            for action in ACTIONS {
                let allowed = statement.actions.has_action(action);
                let each = named.iter().flat_map(|n| n.ids.iter().map(move |id| (&*n.kind, id)));
                for (kind, id) in each.filter(|_| !allowed.is_no()) {
                    let Some(who) = Self::trusted(principals, statement, kind, id, action) else {
                        continue;
                    };
                    let certainty = allowed.clone().and(|| decide_trust(statement, &who));
                    let at = id.at.or(statement.at).unwrap_or(asset.at);
                    out.push(Trust { who, action, certainty, at });
                }
            }
        }
        out
    }

    fn trusted(
        principals: &[Principal],
        statement: &Statement,
        kind: &str,
        id: &Pattern,
        action: &str,
    ) -> Option<Trusted> {
        let web = id.text.part(':', 5).and_then(|p| p.part('/', 0));
        let is_saml = web == Some(Text::literal("saml-provider"));
        match (kind, action) {
            ("AWS" | "*", "sts:AssumeRole") if id.text.is_everything() => Some(Trusted::Anyone),
            ("AWS", "sts:AssumeRole") => Some(Self::trusted_principal(principals, id)),
            ("Service", "sts:AssumeRole") => Some(Trusted::Service(id.text.to_string())),
            ("Federated", "sts:AssumeRoleWithSAML") if is_saml => {
                Some(Trusted::Saml(id.text.clone()))
            }
            ("Federated", "sts:AssumeRoleWithWebIdentity") if !is_saml => {
                Some(Trusted::Web(web_identity(statement, id)))
            }
            _ => None,
        }
    }

    fn trusted_principal(principals: &[Principal], id: &Pattern) -> Trusted {
        let named = |p: &&Principal| {
            let same = id
                .of
                .as_ref()
                .is_some_and(|(root, address)| **root == *p.root && **address == *p.address);
            p.resource.is_some() && p.arn == id.text && (id.of.is_none() || same)
        };
        if let Some(principal) = principals.iter().find(named) {
            return Trusted::Principal(principal.id);
        }
        match whom::root_account(&id.text) {
            Some(account) => Trusted::Account(account),
            None => Trusted::Arn(id.text.clone()),
        }
    }
}

/// The URL of a provider in its ARN: what stands behind the first slash.
fn provider(arn: &Text) -> Text {
    let cut = arn.0.iter().position(|p| *p == Piece::Lit('/'));
    cut.map_or_else(|| arn.clone(), |cut| Text(arn.0.iter().skip(cut + 1).cloned().collect()))
}

fn web_identity(statement: &Statement, id: &Pattern) -> WebIdentity {
    let values = |end: &str| -> Vec<Text> {
        let about = |c: &&Condition| c.key.ends_with(end) && c.is_positive_text();
        let shown = |c: &Condition| -> Vec<Text> {
            let text = |p: &Pattern| {
                if c.has_wildcards() { p.text.clone() } else { p.text.without_wildcards() }
            };
            c.values.iter().map(text).collect()
        };
        statement.conditions.iter().filter(about).flat_map(shown).collect()
    };
    WebIdentity {
        provider: provider(&id.text),
        resource: id.of.as_ref().map(|(_, address)| address.to_string()),
        subjects: values(":sub"),
        audiences: values(":aud"),
        open: statement.open.as_deref().map(str::to_owned),
    }
}

/// A token of an `OpenID` Connect provider. What is not given is not known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Token<'a> {
    /// The issuer: a part of its URL, or the address of the provider's resource. `None`: any.
    pub issuer: Option<&'a str>,
    /// `sub`: `system:serviceaccount:NAMESPACE:NAME`, `repo:OWNER/NAME:ref:refs/heads/main`.
    pub subject: Option<&'a str>,
    /// `aud`: `sts.amazonaws.com`.
    pub audience: Option<&'a str>,
}

impl Token<'_> {
    fn admitted_by(&self, statement: &Statement) -> Tri {
        let Whom::Listed(named) = &statement.whom else {
            return statement.open.as_deref().map_or(Tri::No, Tri::unknown);
        };
        let federated = named.iter().filter(|n| matches!(&*n.kind, "Federated" | "*"));
        let issued = Tri::any(federated.flat_map(|n| &n.ids).map(|id| self.is_issued_by(id)));
        let action = statement.actions.has_action("sts:AssumeRoleWithWebIdentity");
        issued.and(|| action).and(|| self.meets(statement))
    }

    fn is_issued_by(&self, id: &Pattern) -> Tri {
        let Some(issuer) = self.issuer else { return Tri::Yes };
        let issuer = issuer.strip_prefix("https://").unwrap_or(issuer);
        if id.of.as_ref().is_some_and(|(_, address)| **address == *issuer) {
            return Tri::Yes;
        }
        let part = Text::any().then(&Text::literal(issuer)).then(&Text::any());
        part.covers(&provider(&id.text), Case::Ignored)
    }

    fn meets(&self, statement: &Statement) -> Tri {
        let mut context = Context::new();
        let claims = [(":sub", self.subject), (":aud", self.audience)];
        for (key, claim) in claims.iter().filter_map(|(k, c)| Some((k, (*c)?))) {
            context = context.with(key, claim);
        }
        let holds = |c: &Condition| match claims.iter().find(|(end, _)| c.key.ends_with(end)) {
            Some((end, _)) => c.on(end).holds(&context),
            None => c.holds(&context),
        };
        let open = statement.open.as_deref().map_or(Tri::Yes, Tri::unknown);
        open.and(|| Tri::all(statement.conditions.iter().map(holds)))
    }
}
