//! Whom identities of clouds take tokens of CI from, and which runs these admit.
//!
//! Source: GitHub documentation, "`OpenID` Connect reference" (subject claims); GitLab documentation, "Connect to cloud
//! services" (`project_path:GROUP/PROJECT:ref_type:branch:ref:NAME`); Google Cloud, "Workload Identity Federation"
//! (attribute conditions).

use ringfort_facts::Facts;
use ringfort_iam::{Cloud, From, Gain, Iam, Principal, PrincipalKind, Text, Trusted};
use ringfort_source::Span;

use super::tokens::{Issuer, Wanted};
use crate::control::Standing;

/// A trust in tokens of CI.
pub(super) struct Trusting<'i> {
    /// Who one becomes.
    pub(super) to: &'i Principal,
    /// Subjects that are admitted; empty: all of the issuer's.
    subjects: Vec<Text>,
    /// A condition that picks among them, as it is written.
    condition: Option<String>,
    /// Where it is written.
    pub(super) at: Span,
}

/// Which runs of the repository a trust admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Runs {
    /// Those of an environment or of a workflow that is named: others decide who starts them.
    Guarded,
    /// Those of named branches or tags.
    Branches,
    /// Those of pull requests.
    PullRequests,
    /// It cannot be told.
    Unclear,
    /// All.
    All,
}

impl Runs {
    /// In words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Runs::Guarded => "runs of an environment or a workflow",
            Runs::Branches => "runs of branches",
            Runs::PullRequests => "runs of pull requests",
            Runs::Unclear => "runs that its condition picks",
            Runs::All => "all runs",
        }
    }
}

/// The trusts of `issuer`'s tokens that `wanted` may mean; `None` for all clouds.
pub(super) fn trusts<'i>(
    facts: &Facts,
    iam: &'i Iam,
    issuer: Issuer,
    wanted: Option<&Wanted>,
) -> Vec<Trusting<'i>> {
    let mut all = vec![];
    if matches!(wanted, None | Some(Wanted::Role(_))) {
        all.extend(of_roles(iam, issuer, wanted));
    }
    all.extend(of_others(facts, iam, issuer, wanted));
    all
}

fn of_roles<'i>(iam: &'i Iam, issuer: Issuer, wanted: Option<&Wanted>) -> Vec<Trusting<'i>> {
    let name = match wanted {
        Some(Wanted::Role(Some(arn))) => Some(arn.rsplit('/').next().unwrap_or(arn)),
        _ => None,
    };
    let meant = |p: &&Principal| {
        p.kind == PrincipalKind::Role && name.is_none_or(|n| p.name.as_deref() == Some(n))
    };
    let mut all = vec![];
    for to in iam.principals().iter().filter(meant) {
        for trust in iam.trusts(to.id) {
            let Trusted::Web(web) = trust.who else { continue };
            if web.provider.known().is_some_and(|p| p.contains(issuer.mark())) {
                let (subjects, at) = (web.subjects, trust.at);
                all.push(Trusting { to, subjects, condition: None, at });
            }
        }
    }
    all
}

/// Those of Google Cloud and Azure.
fn of_others<'i>(
    facts: &Facts,
    iam: &'i Iam,
    issuer: Issuer,
    wanted: Option<&Wanted>,
) -> Vec<Trusting<'i>> {
    let mut all = vec![];
    for way in iam.escalations().iter().filter(|e| e.id == "P05") {
        let (From::Token(from, subject), Gain::Principal(to)) = (&way.from, &way.gain) else {
            continue;
        };
        let Some(to) = iam.principal(*to).filter(|_| from.to_string().contains(issuer.mark()))
        else {
            continue;
        };
        let at = way.evidence.iter().find_map(|e| e.at).unwrap_or(to.at);
        let provider =
            facts.resources("google_iam_workload_identity_pool_provider").find(|p| p.header == at);
        let is_meant = match (wanted, to.cloud) {
            (None, Cloud::Google | Cloud::Azure) | (Some(Wanted::Azure), Cloud::Azure) => true,
            (Some(Wanted::Google(name)), Cloud::Google) => {
                let id = provider.and_then(|p| {
                    p.at("workload_identity_pool_provider_id").str().map(str::to_owned)
                });
                let last = name.as_deref().and_then(|n| n.rsplit('/').next());
                last.zip(id).is_none_or(|(wanted, id)| *wanted == *id)
            }
            _ => false,
        };
        if is_meant {
            let condition = provider.and_then(|p| p.at("attribute_condition").str());
            let subjects = if subject.is_everything() { vec![] } else { vec![subject.clone()] };
            all.push(Trusting { to, subjects, condition: condition.map(str::to_owned), at });
        }
    }
    all
}

impl Trusting<'_> {
    /// Which runs it admits: the widest of its subjects, within its condition.
    pub(super) fn runs(&self) -> Runs {
        let widest = self.subjects.iter().map(of_subject).max().unwrap_or(Runs::All);
        match self.condition.as_deref().filter(|c| !c.trim().is_empty()) {
            Some(condition) => widest.min(of_condition(condition)),
            None => widest,
        }
    }

    /// How it stands before a run that outsiders start by `event`.
    pub(super) fn before_outsiders(&self, event: &str) -> Standing {
        let open = Standing::Absent(Some(self.at));
        match (self.runs(), event) {
            (Runs::All | Runs::PullRequests, _) => open,
            (Runs::Guarded, _) => {
                Standing::InPlace(self.at, "the trust names an environment or a workflow".into())
            }
            (Runs::Branches, "pull_request_target") => {
                let cause = "whether GitHub names the branch in tokens of pull_request_target";
                Standing::Unknown(self.at, cause.into())
            }
            // They run for the default branch, and their tokens say so.
            (Runs::Branches, _) => {
                Standing::Unknown(self.at, "whether the branch that it names is the default".into())
            }
            (Runs::Unclear, _) => self.unclear(),
        }
    }

    /// How it stands before a run of a branch that anybody with the right to push makes.
    pub(super) fn before_pushers(&self) -> Standing {
        match self.runs() {
            Runs::All => Standing::Absent(Some(self.at)),
            Runs::Unclear => self.unclear(),
            _ => Standing::InPlace(
                self.at,
                "the trust names branches or environments, which are protected".into(),
            ),
        }
    }

    fn unclear(&self) -> Standing {
        Standing::Unknown(self.at, "which runs its condition admits is not known".into())
    }
}

/// By a subject: `repo:o/r:ref:refs/heads/main`, `project_path:g/p:ref_type:branch:ref:main`, and as members of a pool of
/// Google Cloud `subject/...`, `attribute.NAME/VALUE`.
fn of_subject(subject: &Text) -> Runs {
    let text = subject.to_string();
    let text = text.strip_prefix("subject/").unwrap_or(&text);
    if let Some((name, _)) = text.strip_prefix("attribute.").and_then(|t| t.split_once('/')) {
        return of_claim(name);
    }
    let narrow = [
        (":environment:", Runs::Guarded),
        (":job_workflow_ref:", Runs::Guarded),
        (":ref_type:tag", Runs::Branches),
        (":ref:", Runs::Branches),
    ];
    if text.ends_with(":pull_request") {
        return Runs::PullRequests;
    }
    for (mark, runs) in narrow {
        if let Some((_, rest)) = text.split_once(mark) {
            let any = rest == "*" || rest == "refs/heads/*" || rest == "refs/*";
            return if any { Runs::All } else { runs };
        }
    }
    if subject.has_hole() && !subject.is_wild() { Runs::Unclear } else { Runs::All }
}

/// By a claim that has to have one value.
fn of_claim(name: &str) -> Runs {
    match name {
        "environment" | "workflow_ref" | "job_workflow_ref" | "workflow" => Runs::Guarded,
        "ref" | "ref_protected" | "base_ref" | "branch" | "git_ref" => Runs::Branches,
        "repository"
        | "repository_id"
        | "repository_owner"
        | "repository_owner_id"
        | "aud"
        | "project_path"
        | "project_id"
        | "namespace_path"
        | "namespace_id" => Runs::All,
        _ => Runs::Unclear,
    }
}

/// By a condition of a provider: claims joined by `&&`, each compared with a text.
fn of_condition(condition: &str) -> Runs {
    if condition.contains("||") || condition.contains('?') {
        return Runs::Unclear;
    }
    let clause = |clause: &str| {
        let (left, right) = clause.split_once("==")?;
        let sides = [left.trim(), right.trim().trim_end_matches(')')];
        let claim = sides.iter().find_map(|side| {
            let side = side.trim_start_matches('(');
            side.strip_prefix("assertion.").or_else(|| side.strip_prefix("attribute."))
        })?;
        let subject = (claim == "sub")
            .then(|| sides.iter().find_map(|s| s.strip_prefix(['\'', '"'])))
            .flatten();
        Some(subject.map_or_else(
            || of_claim(claim),
            |s| of_subject(&Text::literal(s.trim_end_matches(['\'', '"']))),
        ))
    };
    condition.split("&&").map(|c| clause(c).unwrap_or(Runs::Unclear)).min().unwrap_or(Runs::Unclear)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_and_conditions_pick_runs() {
        let subjects = [
            ("repo:shop/api:*", Runs::All),
            ("repo:shop/*", Runs::All),
            ("repo:shop/api:ref:refs/heads/main", Runs::Branches),
            ("repo:shop/api:ref:refs/heads/*", Runs::All),
            ("repo:shop/api:environment:prod", Runs::Guarded),
            ("repo:shop/api:pull_request", Runs::PullRequests),
            ("project_path:shop/api:ref_type:branch:ref:*", Runs::All),
            ("project_path:shop/api:ref_type:branch:ref:main", Runs::Branches),
            ("subject/repo:shop/api:ref:refs/heads/main", Runs::Branches),
            ("attribute.repository/shop/api", Runs::All),
            ("attribute.environment/prod", Runs::Guarded),
            ("attribute.actor/someone", Runs::Unclear),
        ];
        for (subject, expected) in subjects {
            assert_eq!(of_subject(&Text::pattern(subject)), expected, "{subject}");
        }
        let conditions = [
            ("assertion.repository == \"shop/api\"", Runs::All),
            (
                "assertion.repository == 'shop/api' && assertion.ref == 'refs/heads/main'",
                Runs::Branches,
            ),
            ("attribute.repository_owner=='shop' && assertion.environment=='prod'", Runs::Guarded),
            ("assertion.sub == 'repo:shop/api:environment:prod'", Runs::Guarded),
            ("assertion.repository.startsWith('shop/')", Runs::Unclear),
            ("assertion.ref == 'a' || assertion.ref == 'b'", Runs::Unclear),
        ];
        for (condition, expected) in conditions {
            assert_eq!(of_condition(condition), expected, "{condition}");
        }
    }
}
