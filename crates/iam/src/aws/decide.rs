//! The decision: explicit denials, what is granted, what limits it.
//!
//! In one account a grant by the identity or by the resource is enough; a key and the trust of a role must grant in any
//! case; across accounts both sides must. Boundaries, session policies and the organisation only take away.

use std::sync::{Arc, PoisonError};

use ringfort_source::Span;

use super::assets::Asset;
use super::context::Context;
use super::holders::{Held, Holding};
use super::policy::{Effect, Pattern, Policy, Scope, Statement, Whom};
use super::request::{Request, Target};
use super::{Aws, whom};
use crate::decision::{Decision, Evidence, Part};
use crate::principal::{Principal, PrincipalKind};
use crate::text::{Case, Piece, Text};
use crate::tri::Tri;

/// What a set of policies says about a request.
#[derive(Clone, Debug)]
struct Tally {
    allow: Tri,
    deny: Tri,
    evidence: Vec<Evidence>,
}

/// What the policies of a resource say, by the way they name the principal.
#[derive(Clone, Debug)]
struct Admission {
    /// By its ARN, or as one of everyone.
    direct: Tri,
    /// By its account.
    account: Tri,
    deny: Tri,
    evidence: Vec<Evidence>,
    /// Must the resource's policy grant in any case?
    required: bool,
}

/// Most places that a question about "some resource" is tried at.
const MAX_PLACES: usize = 64;

impl Aws {
    /// May `principal` do `action` on `target`?
    pub(crate) fn decide(
        &self,
        principal: &Principal,
        action: &str,
        target: &Target,
        given: &Context,
    ) -> Decision {
        if !self.is_spoken_of(principal, action, target) {
            return Decision::deny("no statement allows it", vec![]);
        }
        let (places, cut) = if target.text.is_wild() {
            self.places(principal, action, target)
        } else {
            (vec![target.clone()], false)
        };
        let mut best: Option<Decision> = None;
        for place in &places {
            let context = self.known_context(principal, place).under(given);
            let request = Request { principal, action, context };
            let decision = self.at_place(&request, place);
            best = Some(match best {
                Some(best) => best.or(|| decision),
                None => decision,
            });
            if best.as_ref().is_some_and(Decision::is_allowed) {
                break;
            }
        }
        let best = best.unwrap_or_else(|| Decision::deny("no statement allows it", vec![]));
        if cut && best.is_denied() {
            let cause =
                format!("it is allowed at more than {MAX_PLACES} places, and denied at the first");
            return Decision::unknown(cause, best.evidence);
        }
        best
    }

    /// May `principal` do everything? Two questions stand for all: an action that no list names, and the management
    /// of rights, which lists leave out.
    pub(crate) fn is_admin(&self, principal: &Principal) -> Decision {
        let everything = Target { text: Text::literal("arn:aws:any:any:any:any/any"), asset: None };
        let ask = |action| self.decide(principal, action, &everything, &Context::new());
        ask("any:Any").and(|| ask("iam:PutRolePolicy"))
    }

    /// Where a right on "some resource that matches" may be granted: where statements that allow say so, and at assets
    /// whose own policies speak of it. And whether there are more than are tried.
    fn places(&self, principal: &Principal, action: &str, target: &Target) -> (Vec<Target>, bool) {
        let mut out = vec![target.clone()];
        let empty = Holding::default();
        let holding = self.holdings.get(&principal.id).unwrap_or(&empty);
        let guard = self.asset_of(target).map(|a| a.guard.as_slice()).unwrap_or_default();
        let policies = holding.identity.iter().map(|h| &h.policy).chain(guard);
        for (statement, _) in policies.flat_map(|p| self.relevant(p, action)) {
            let Scope::Listed(list) = &statement.resources else { continue };
            if statement.effect == Effect::Allow {
                out.extend(list.iter().filter_map(|p| self.narrower(target, p)));
            }
        }
        if target.asset.is_none() {
            let inside = |t: &Target| !target.text.covers(&t.text, Case::Exact).is_no();
            let guarded = self.guarded(action).into_iter().map(|i| self.target_of(i, action));
            out.extend(guarded.filter(inside));
        }
        let cut = out.len() > MAX_PLACES;
        out.truncate(MAX_PLACES);
        (out, cut)
    }

    /// The part of `target` that a pattern of a statement is about, if it is a part.
    fn narrower(&self, target: &Target, pattern: &Pattern) -> Option<Target> {
        let inside = target.text.covers(&pattern.text, Case::Exact).is_yes();
        if !inside || pattern.text == target.text {
            return None;
        }
        let of = pattern.of.as_ref();
        let found = of.and_then(|(root, address)| self.asset_position(root, address));
        let of = found
            .filter(|i| self.assets.get(*i).is_some_and(|a| pattern.text.after(&a.arn).is_some()));
        Some(Target { text: pattern.text.clone(), asset: target.asset.or(of) })
    }

    /// The assets whose own policies speak of `action`: remembered, for it is asked for every principal.
    fn guarded(&self, action: &str) -> Vec<usize> {
        let known =
            self.guarded.lock().unwrap_or_else(PoisonError::into_inner).get(action).cloned();
        if let Some(known) = known {
            return known;
        }
        let trust = action.to_ascii_lowercase().starts_with("sts:");
        let bears = |a: &Asset| trust || !a.kind.ends_with("_role");
        let names = |s: &Statement| !matches!(s.whom, Whom::Holder) && s.effect != Effect::Deny;
        let speaks = |a: &Asset| {
            a.guard.iter().flat_map(|p| self.relevant(p, action)).any(|(s, _)| names(s))
        };
        let all = self.assets.iter().enumerate().filter(|(_, a)| bears(a) && speaks(a));
        let found: Vec<usize> = all.map(|(i, _)| i).collect();
        let mut known = self.guarded.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(action.into(), found.clone());
        found
    }

    fn asset_of(&self, target: &Target) -> Option<&Asset> {
        target.asset.and_then(|i| self.assets.get(i))
    }

    fn at_place(&self, request: &Request<'_>, target: &Target) -> Decision {
        let empty = Holding::default();
        let holding = self.holdings.get(&request.principal.id).unwrap_or(&empty);
        let identity = self.tally(request, target, &holding.identity);
        let admission = self.admission(request, target);
        let boundary =
            holding.boundary.as_ref().map(|b| self.tally(request, target, std::slice::from_ref(b)));
        let session =
            (!holding.session.is_empty()).then(|| self.tally(request, target, &holding.session));
        let organization = self.organization_says(request, target);

        let mut denials =
            vec![identity.deny.clone(), admission.deny.clone(), organization.deny.clone()];
        denials.extend(boundary.iter().chain(&session).map(|t| t.deny.clone()));
        let deny = Tri::any(denials);
        let limit = |tally: &Option<Tally>| tally.as_ref().map_or(Tri::Yes, |t| t.allow.clone());
        let limits = limit(&boundary).and(|| limit(&session)).and(|| organization.allow.clone());
        let user = request.principal.kind == PrincipalKind::User;
        let resource_limits = if user { organization.allow.clone() } else { limits.clone() };

        let asset = self.asset_of(target);
        let inside = || {
            let own = identity.allow.clone().and(|| limits.clone());
            let own = if admission.required { own.and(|| admission.account.clone()) } else { own };
            own.or(|| admission.direct.clone().and(|| resource_limits.clone()))
        };
        let across = || {
            let service = request.principal.kind == PrincipalKind::Service;
            // A block of public access keeps other accounts out of a public bucket, but no services.
            let public = asset.filter(|_| !service).map_or(Tri::Yes, |a| a.public.clone());
            let admitted = admission.direct.clone().or(|| admission.account.clone());
            admitted.and(|| public.clone()).and(|| Self::identity_of(request, &identity, &limits))
        };
        let allow = match self.same_account(request.principal, asset) {
            Tri::Yes => inside(),
            Tri::No => across(),
            Tri::Unknown(cause) => match (inside(), across()) {
                (a, b) if a == b => a,
                (Tri::No, Tri::No) => Tri::No,
                _ => Tri::Unknown(cause),
            },
        };
        let mut evidence = vec![];
        for tally in [Some(&identity), boundary.as_ref(), session.as_ref(), Some(&organization)]
            .into_iter()
            .flatten()
        {
            evidence.extend(tally.evidence.iter().cloned());
        }
        evidence.extend(admission.evidence.iter().cloned());
        if limits.is_no() && !identity.allow.is_no() {
            evidence.extend(holding.boundary.iter().chain(&holding.session).map(outside));
        }
        conclude(&allow, &deny, evidence, limits.is_no() && !identity.allow.is_no())
    }

    /// What the identity side says of a principal of another account.
    fn identity_of(request: &Request<'_>, identity: &Tally, limits: &Tri) -> Tri {
        match request.principal.kind {
            PrincipalKind::Service | PrincipalKind::Anyone => Tri::Yes,
            PrincipalKind::External => Tri::unknown(
                "the policies of the other account, which must allow it too, are not in the files",
            ),
            _ => identity.allow.clone().and(|| limits.clone()),
        }
    }

    fn same_account(&self, principal: &Principal, asset: Option<&Asset>) -> Tri {
        let outside = matches!(principal.kind, PrincipalKind::Service | PrincipalKind::Anyone);
        match (self.accounts.get(&principal.id), asset) {
            _ if outside => Tri::No,
            (Some(a), Some(asset)) => whom::same_account(a, &asset.account),
            _ => Tri::Yes,
        }
    }

    fn tally(&self, request: &Request<'_>, target: &Target, held: &[Held]) -> Tally {
        let mut out = Tally { allow: Tri::No, deny: Tri::No, evidence: vec![] };
        for held in held {
            for (statement, action) in self.relevant(&held.policy, request.action) {
                let applies = self.applies(request, target, statement, action);
                out.count(statement, &held.policy, applies, held.at);
            }
        }
        out
    }

    /// The statements of `policy` that are about `action`, each with whether it certainly is. Asked again and again for
    /// the same policies, it is remembered.
    fn relevant<'p>(&self, policy: &'p Arc<Policy>, action: &str) -> Vec<(&'p Statement, Tri)> {
        let key = (Arc::as_ptr(policy) as usize, Box::from(action));
        let mut known = self.relevant.lock().unwrap_or_else(PoisonError::into_inner);
        let list = known.entry(key).or_insert_with(|| {
            let all = policy.statements.iter().map(|s| s.actions.has_action(action)).enumerate();
            all.filter(|(_, hit)| !hit.is_no()).collect()
        });
        list.iter().filter_map(|(i, hit)| Some((policy.statements.get(*i)?, hit.clone()))).collect()
    }

    /// Does any policy that bears on the request speak of the action at all?
    fn is_spoken_of(&self, principal: &Principal, action: &str, target: &Target) -> bool {
        let held = self.holdings.get(&principal.id).map(|h| h.identity.as_slice());
        let guard = self.asset_of(target).map(|a| a.guard.as_slice());
        let identity = held.unwrap_or_default().iter().map(|h| &h.policy);
        let mut all = identity.chain(guard.unwrap_or_default());
        all.any(|p| !self.relevant(p, action).is_empty())
            || (target.asset.is_none() && target.text.is_wild() && !self.guarded(action).is_empty())
    }

    /// Does `statement` speak of this request, whoever it names?
    fn applies(
        &self,
        request: &Request<'_>,
        target: &Target,
        statement: &Statement,
        action: Tri,
    ) -> Tri {
        let allow = statement.effect != Effect::Deny;
        action
            .and(|| self.has_resource(&statement.resources, target, request, allow))
            .and(|| match &statement.open {
                Some(cause) => Tri::unknown(&**cause),
                None => Tri::Yes,
            })
            .and(|| Tri::all(statement.conditions.iter().map(|c| c.holds(&request.context))))
    }

    fn has_resource(
        &self,
        scope: &Scope,
        target: &Target,
        request: &Request<'_>,
        allow: bool,
    ) -> Tri {
        let hit = |list: &[Pattern], allow: bool| {
            Tri::any(list.iter().map(|p| self.is_about(p, target, request, allow)))
        };
        match scope {
            Scope::Own => Tri::Yes,
            Scope::Listed(list) => hit(list, allow),
            Scope::AllBut(list) => !hit(list, !allow),
        }
    }

    /// Is `pattern` about the target? What allows needs a resource in common, what denies must cover all.
    fn is_about(
        &self,
        pattern: &Pattern,
        target: &Target,
        request: &Request<'_>,
        allow: bool,
    ) -> Tri {
        if self.is_another(pattern, target) {
            return Tri::No;
        }
        let text = pattern.text.filled(&|name| request.context.fill(name));
        let covers = text.covers(&target.text, Case::Exact);
        if allow && target.text.is_wild() {
            return covers.or(|| text.meets(&target.text, Case::Exact));
        }
        covers
    }

    /// Does the pattern name a resource of the same type that is not the target?
    fn is_another(&self, pattern: &Pattern, target: &Target) -> bool {
        let (Some((root, address)), Some(asset)) = (&pattern.of, self.asset_of(target)) else {
            return false;
        };
        let Some(named) = self.asset(Some(root), address) else { return false };
        let tail = pattern.text.after(&named.arn);
        let ends = tail.is_some_and(|t| {
            t.first().is_none_or(|p| matches!(p, Piece::Lit('/' | ':') | Piece::Star))
        });
        named.kind == asset.kind && ends && named.index != asset.index && named.arn != asset.arn
    }

    fn admission(&self, request: &Request<'_>, target: &Target) -> Admission {
        let asset = self.asset_of(target);
        let kind = asset.map(|a| a.kind.strip_prefix("data.").unwrap_or(&a.kind));
        let role = matches!(kind, Some("aws_iam_role" | "aws_iam_service_linked_role"));
        let trust = role && request.action.to_ascii_lowercase().starts_with("sts:");
        let key =
            matches!(kind, Some("aws_kms_key" | "aws_kms_external_key" | "aws_kms_replica_key"));
        let mut out = Admission {
            direct: Tri::No,
            account: Tri::No,
            deny: Tri::No,
            evidence: vec![],
            required: trust || key,
        };
        let Some(asset) = asset.filter(|_| trust || !role) else {
            return out;
        };
        // A key without a policy of its own gets one that leaves the decision to the account's identity policies.
        if key && !asset.has_policy {
            out.account = Tri::Yes;
        }
        for policy in &asset.guard {
            for (statement, action) in self.relevant(policy, request.action) {
                let applies = self.applies(request, target, statement, action);
                out.count(self, request, statement, policy, &applies);
            }
        }
        out
    }

    fn organization_says(&self, request: &Request<'_>, target: &Target) -> Tally {
        let mut out = Tally { allow: Tri::Yes, deny: Tri::No, evidence: vec![] };
        // Service-linked roles are limited by neither kind of policy.
        if is_service_linked(request.principal) {
            return out;
        }
        let account = self.accounts.get(&request.principal.id).cloned();
        let written = target.text.part(':', 4).filter(|t| t.known().is_some_and(|a| !a.is_empty()));
        let own = self.asset_of(target).map(|a| a.account.clone()).or(written);
        let declared = request.principal.is_ours();
        for (on_resources, account) in [(false, account.filter(|_| declared)), (true, own)] {
            let Some(account) = account else { continue };
            for (limit, reaches) in self.organization.limits_of(&account, on_resources) {
                let held = Held { policy: limit.policy.clone(), at: Some(limit.at) };
                let tally = self.tally(request, target, std::slice::from_ref(&held));
                out.deny = out.deny.or(|| reaches.clone().and(|| tally.deny.clone()));
                if limit.is_list && tally.allow.is_no() && reaches.is_yes() {
                    let cause = format!(
                        "{} does not list the action, and whether FullAWSAccess is still attached is not known",
                        limit.policy.what
                    );
                    out.allow = out.allow.and(|| Tri::Unknown(cause));
                }
                out.evidence.extend(tally.evidence.into_iter().filter(|e| e.part == Part::Denies));
            }
        }
        out
    }
}

impl Tally {
    fn count(
        &mut self,
        statement: &Statement,
        policy: &Arc<Policy>,
        applies: Tri,
        at: Option<Span>,
    ) {
        if applies.is_no() {
            return;
        }
        self.evidence.push(evidence(statement, policy, &applies, at));
        let put = |sum: &mut Tri, one: Tri| *sum = std::mem::replace(sum, Tri::No).or(|| one);
        match statement.effect {
            Effect::Allow => put(&mut self.allow, applies),
            Effect::Deny => put(&mut self.deny, applies),
            Effect::Unknown => {
                let cause = match (applies, &statement.open) {
                    (Tri::Unknown(cause), _) => cause,
                    (_, Some(cause)) => cause.to_string(),
                    _ => format!("the effect of {} is not known", statement.describe(policy)),
                };
                put(&mut self.allow, Tri::Unknown(cause.clone()));
                put(&mut self.deny, Tri::Unknown(cause));
            }
        }
    }
}

impl Admission {
    fn count(
        &mut self,
        aws: &Aws,
        request: &Request<'_>,
        statement: &Statement,
        policy: &Arc<Policy>,
        applies: &Tri,
    ) {
        if applies.is_no() {
            return;
        }
        let mut means = whom::means(aws, statement, request.principal);
        if matches!(statement.whom, Whom::Holder) {
            // Without a principal it is the policy as a whole that is not known.
            let Some(cause) = &statement.open else { return };
            means.itself = Tri::unknown(&**cause);
        }
        if means.any().is_no() {
            return;
        }
        let both = |whom: &Tri| whom.clone().and(|| applies.clone());
        self.evidence.push(evidence(statement, policy, &both(&means.any()), statement.at));
        let put = |sum: &mut Tri, one: Tri| *sum = std::mem::replace(sum, Tri::No).or(|| one);
        if statement.effect != Effect::Deny {
            put(&mut self.direct, both(&means.itself).or(|| both(&means.anyone)));
            put(&mut self.account, both(&means.account));
        }
        if statement.effect != Effect::Allow {
            put(&mut self.deny, both(&means.any()));
        }
    }
}

/// Is it a role that a service made for itself? Source: AWS Organizations User Guide: SCPs do not affect such roles.
pub(crate) fn is_service_linked(principal: &Principal) -> bool {
    let path = Text::any().then_pattern(":role/aws-service-role/*");
    path.covers(&principal.arn, Case::Exact).is_yes()
}

fn evidence(statement: &Statement, policy: &Policy, applies: &Tri, at: Option<Span>) -> Evidence {
    let part = match (statement.effect, applies) {
        (_, Tri::Unknown(_)) | (Effect::Unknown, _) => Part::Perhaps,
        (Effect::Allow, _) => Part::Grants,
        (Effect::Deny, _) => Part::Denies,
    };
    Evidence { part, what: statement.describe(policy), at: statement.at.or(at) }
}

/// The policy that a right lies outside of.
fn outside(limit: &Held) -> Evidence {
    Evidence {
        part: Part::Limits,
        what: format!("{} does not allow it", limit.policy.what),
        at: limit.at,
    }
}

fn conclude(allow: &Tri, deny: &Tri, mut evidence: Vec<Evidence>, limited: bool) -> Decision {
    let first = match (deny, allow) {
        (Tri::Yes, _) => Part::Denies,
        (_, Tri::No) => Part::Limits,
        (Tri::Unknown(_), _) | (_, Tri::Unknown(_)) => Part::Perhaps,
        _ => Part::Grants,
    };
    evidence.sort_by_key(|e| (e.part != first, e.part));
    evidence.dedup();
    match (deny, allow) {
        (Tri::Yes, _) => Decision::deny("a statement denies it", evidence),
        (_, Tri::No) if limited => {
            Decision::deny("a boundary, session or organisation policy does not allow it", evidence)
        }
        (_, Tri::No) => Decision::deny("no statement allows it", evidence),
        (Tri::Unknown(cause), _) | (_, Tri::Unknown(cause)) => {
            Decision::unknown(cause.clone(), evidence)
        }
        (Tri::No, Tri::Yes) => {
            evidence.retain(|e| e.part == Part::Grants);
            Decision::allow("a statement allows it, and none denies it", evidence)
        }
    }
}
