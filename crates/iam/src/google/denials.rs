//! Deny policies: they come before every role.
//!
//! Source: Google Cloud IAM documentation, "Deny policies", "Permissions supported in deny policies", "Principal
//! identifiers" of API version 2. Attached to a project, folder or organisation they hold for everything below.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Kind, Node, Span};

use super::places;
use crate::aws::Names;
use crate::decision::{Decision, Evidence, Part};
use crate::principal::{Principal, PrincipalKind};
use crate::scoped::Chain;
use crate::text::{Case, Text};
use crate::tri::Tri;

/// One rule of a deny policy.
#[derive(Debug)]
pub(crate) struct Denial {
    /// Where it is attached; not known: with the cause.
    place: Result<Text, String>,
    who: Vec<Text>,
    but: Vec<Text>,
    permissions: Vec<Text>,
    but_permissions: Vec<Text>,
    /// Does the rule hold whatever the request is like?
    sure: Tri,
    what: Box<str>,
    at: Span,
}

/// The rules of every deny policy.
pub(crate) fn denials(names: &Names<'_>) -> Vec<Denial> {
    let mut out = vec![];
    for policy in names.facts.resources("google_iam_deny_policy") {
        if let At::Unknown(node) = policy.at("rules") {
            out.push(unread(names, policy, node));
        }
        for rule in policy.blocks("rules").iter().filter_map(|r| r.at("deny_rule").list().first()) {
            out.push(denial(names, policy, rule));
        }
    }
    out
}

/// A policy of which the rules are not known: it may deny anything.
fn unread(names: &Names<'_>, policy: &Resource, node: &Node) -> Denial {
    let cause = format!("what {} denies is not known: {}", policy.address, node.cause());
    Denial {
        place: place(names, policy),
        who: vec![Text::any()],
        but: vec![],
        permissions: vec![Text::any()],
        but_permissions: vec![],
        sure: Tri::unknown(cause),
        what: policy.address.as_str().into(),
        at: node.span,
    }
}

fn denial(names: &Names<'_>, policy: &Resource, rule: &Node) -> Denial {
    let list = |key: &str| -> Vec<Text> {
        let all = rule.get(key).map(|n| names.patterns(policy, n)).unwrap_or_default();
        all.into_iter().map(|p| p.text.without_wildcards()).collect()
    };
    let conditioned = rule
        .get("denial_condition")
        .is_some_and(|c| c.kind != Kind::Null && !matches!(&c.kind, Kind::Seq(s) if s.is_empty()));
    let cause = format!("{} has a condition", policy.address);
    let permissions = |key| list(key).iter().map(permission).collect();
    Denial {
        place: place(names, policy),
        who: list("denied_principals"),
        but: list("exception_principals"),
        permissions: permissions("denied_permissions"),
        but_permissions: permissions("exception_permissions"),
        sure: if conditioned { Tri::Unknown(cause) } else { Tri::Yes },
        what: policy.address.as_str().into(),
        at: rule.span,
    }
}

/// The place of `parent`: `cloudresourcemanager.googleapis.com%2Fprojects%2Fshop`.
fn place(names: &Names<'_>, policy: &Resource) -> Result<Text, String> {
    let named = names.facts.targets(policy, "parent").find_map(|t| places::level_of(names, t));
    if let Some(place) = named {
        return Ok(place);
    }
    let text = policy.at("parent").str().map(|t| t.replace("%2F", "/").replace("%2f", "/"));
    let known =
        text.as_deref().and_then(|t| t.strip_prefix("cloudresourcemanager.googleapis.com/"));
    known
        .map(Text::literal)
        .ok_or_else(|| format!("where {} is attached is not known", policy.address))
}

/// A permission in the words of roles: `cloudresourcemanager.googleapis.com/projects.delete` is
/// `resourcemanager.projects.delete`. A `*` of it is a wildcard.
fn permission(text: &Text) -> Text {
    let Some(known) = text.known() else { return text.clone() };
    let (service, rest) = known.split_once('/').unwrap_or(("", &known));
    let service = service.trim_end_matches(".googleapis.com");
    let service = if service == "cloudresourcemanager" { "resourcemanager" } else { service };
    Text::pattern(&format!("{service}.{rest}"))
}

impl Denial {
    /// Does it deny `action` to `principal`, whose member text is `member`, at the place?
    fn denies(&self, principal: &Principal, member: &Text, action: &str, chain: &Chain) -> Tri {
        let action = Text::literal(action);
        let has = |list: &[Text]| Tri::any(list.iter().map(|p| p.covers(&action, Case::Exact)));
        let means = |list: &[Text]| Tri::any(list.iter().map(|w| is_meant(w, principal, member)));
        has(&self.permissions)
            .and(|| !has(&self.but_permissions))
            .and(|| means(&self.who))
            .and(|| !means(&self.but))
            .and(|| self.reaches(chain))
            .and(|| self.sure.clone())
    }

    fn reaches(&self, chain: &Chain) -> Tri {
        let place = match &self.place {
            Ok(place) => place,
            Err(cause) => return Tri::unknown(&**cause),
        };
        let Some(chain) = chain else {
            return Tri::unknown(format!(
                "whether {} reaches the resource is not known",
                self.what
            ));
        };
        let hit = Tri::any(chain.iter().map(|p| place.covers(p, Case::Ignored)));
        // What lies above the last place that the files tell is not known.
        let above = place.after(&Text::literal("projects/")).is_none()
            && !chain.iter().any(|p| p.after(&Text::literal("organizations/")).is_some());
        if hit.is_no() && above {
            return Tri::unknown(format!(
                "whether {} lies above the resource is not known",
                self.what
            ));
        }
        hit
    }

    fn evidence(&self, part: Part) -> Evidence {
        Evidence { part, what: format!("a rule of {}", self.what), at: Some(self.at) }
    }
}

/// Does an identifier of version 2 mean the principal?
fn is_meant(who: &Text, principal: &Principal, member: &Text) -> Tri {
    let Some(text) = who.known() else {
        if who.is_everything() {
            return Tri::Yes;
        }
        return Tri::unknown("whom the deny policy names is not known");
    };
    let own = |kind: &str, name: &str| {
        Text::literal(kind).then(&Text::literal(name)).covers(member, Case::Ignored)
    };
    let human = matches!(principal.kind, PrincipalKind::User);
    let account = principal.kind == PrincipalKind::ServiceAccount;
    if text == "principalSet://goog/public:all" {
        return Tri::Yes;
    }
    if let Some(mail) = text.strip_prefix("principal://goog/subject/") {
        return own("user:", mail);
    }
    if let Some(mail) =
        text.strip_prefix("principal://iam.googleapis.com/projects/-/serviceAccounts/")
    {
        return own("serviceAccount:", mail);
    }
    if let Some(group) = text.strip_prefix("principalSet://goog/group/") {
        let itself = own("group:", group);
        if itself.is_yes() || !(human || account) {
            return itself;
        }
        return Tri::unknown(format!(
            "whether {} is a member of {group} is not known",
            principal.address
        ));
    }
    let set = text.starts_with("principalSet://");
    if set && (human || account) && !text.contains("Pools/") {
        return Tri::unknown(format!("whether {} is in {text} is not known", principal.address));
    }
    Text::literal(&text).covers(member, Case::Exact)
}

/// `decision` at the place, after the denials.
pub(crate) fn after(
    denials: &[Denial],
    principal: &Principal,
    member: &Text,
    action: &str,
    chain: &Chain,
    mut decision: Decision,
) -> Decision {
    if decision.is_denied() {
        return decision;
    }
    for denial in denials {
        match denial.denies(principal, member, action, chain) {
            Tri::No => {}
            Tri::Yes => {
                return Decision::deny(
                    "a deny policy denies it",
                    vec![denial.evidence(Part::Denies)],
                );
            }
            Tri::Unknown(cause) => {
                decision.evidence.insert(0, denial.evidence(Part::Perhaps));
                decision = Decision::unknown(cause, decision.evidence);
            }
        }
    }
    decision
}
