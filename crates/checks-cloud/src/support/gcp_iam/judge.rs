//! Judging members and roles.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Scene, Span, Verdict};

use super::{DOCUMENT, Who, grants};

/// What a check says of one member of one role.
pub(crate) enum Answer {
    /// Nothing.
    Good,
    /// It must not be, for this reason.
    Bad(String),
    /// That depends on something that is not known.
    Open,
}

impl Answer {
    /// `bad`, where `question` is answered with yes; open where it is not answered.
    pub(crate) fn of(question: Option<bool>, bad: impl FnOnce() -> String) -> Self {
        match question {
            Some(true) => Answer::Bad(bad()),
            Some(false) => Answer::Good,
            None => Answer::Open,
        }
    }
}

/// A failure at `span`; where that lies in a document, with the resource that takes the document in.
fn failure(on: &Resource, span: Span, message: String) -> Failure {
    let failure = Failure::new(span, message);
    if on.kind.ends_with("_iam_policy") && &*on.kind != DOCUMENT {
        return failure.related(on.header, "takes this policy in");
    }
    failure
}

/// The same verdict, whose failures name the resource that `on` grants a role on, by the attribute at `path`.
pub(crate) fn with_target(
    verdict: Verdict,
    on: &Resource,
    scene: &Scene<'_>,
    path: &str,
) -> Verdict {
    let Verdict::Fail(failures) = verdict else { return verdict };
    let target = scene.facts.targets(on, path).next();
    let name = |f: Failure| match target {
        Some(t) => f.related_to(t.header, "is opened", &*t.address),
        None => f,
    };
    Verdict::Fail(failures.into_iter().map(name).collect())
}

/// Judges every member of every role that `on` grants; a role that is not known is `None`.
pub(crate) fn judge<'a>(
    on: &'a Resource,
    scene: &Scene<'a>,
    note: &'static str,
    answer: impl Fn(Option<&str>, Who<'a>) -> Answer,
) -> Verdict {
    let grants = match grants(on, scene) {
        Ok(grants) => grants,
        Err((span, cause)) => return Verdict::unknown(span, cause.to_owned()),
    };
    let (mut failures, mut open) = (vec![], None);
    for grant in &grants {
        for member in &grant.members {
            match answer(grant.role.str(), member.who) {
                Answer::Good => {}
                Answer::Open => open = Some(member.span),
                Answer::Bad(message) => {
                    let key = format!("{} {}", grant.role.str().unwrap_or(""), member.who.shown());
                    failures.push(failure(on, member.span, message).key(key.trim()));
                }
            }
        }
    }
    match open {
        Some(span) if failures.is_empty() => Verdict::unknown(span, "the members are not known"),
        _ => Verdict::of(failures, on.header, note),
    }
}

/// Fails for each member that is everyone; `what` is said to be open.
pub(crate) fn public<'a>(on: &'a Resource, scene: &Scene<'a>, what: &str) -> Verdict {
    judge(on, scene, "names its members", |_, who| {
        Answer::of(who.is_everyone(), || format!("the {what} is open to {}", who.shown()))
    })
}

/// Judges the default service accounts among the members; `what` holds the roles.
pub(crate) fn default_accounts<'a>(on: &'a Resource, scene: &Scene<'a>, what: &str) -> Verdict {
    judge(on, scene, "no default service account holds a role", |role, who| {
        Answer::of(who.is_default_account(), || {
            let role = role.unwrap_or("a role");
            format!("`{}` gives {role} on the {what} to a default service account", on.name)
        })
    })
}

/// Roles with which one may act as service accounts, mint their tokens or keys, or hand such rights out. By the
/// permissions `iam.serviceAccounts.actAs`, `.getAccessToken`, `.implicitDelegation`, `.signBlob`, `.setIamPolicy`,
/// `iam.serviceAccountKeys.create` and `resourcemanager.*.setIamPolicy` in Google's reference of roles.
const IMPERSONATING: &[&str] = &[
    "roles/owner",
    "roles/editor",
    "roles/iam.securityAdmin",
    "roles/iam.serviceAccountAdmin",
    "roles/iam.serviceAccountKeyAdmin",
    "roles/iam.serviceAccountTokenCreator",
    "roles/iam.serviceAccountUser",
    "roles/iam.workloadIdentityUser",
    "roles/dataflow.developer",
    "roles/dataproc.admin",
    "roles/dataproc.editor",
    "roles/dataproc.serviceAgent",
    "roles/resourcemanager.folderAdmin",
    "roles/resourcemanager.folderIamAdmin",
    "roles/resourcemanager.organizationAdmin",
    "roles/resourcemanager.projectIamAdmin",
    "roles/serverless.serviceAgent",
];

/// Judges the roles that `on` grants on a `level`: with some, every service account below it can be taken over.
pub(crate) fn impersonation<'a>(on: &'a Resource, scene: &Scene<'a>, level: &str) -> Verdict {
    roles(on, scene, "no role to act as service accounts", |role| {
        IMPERSONATING.contains(&role).then(|| {
            format!(
                "{role} on the whole {level} lets its holder act as every service account in it"
            )
        })
    })
}

/// Judges every role that `on` grants, whoever gets it; `bad` says what is wrong with one.
pub(crate) fn roles<'a>(
    on: &'a Resource,
    scene: &Scene<'a>,
    note: &'static str,
    bad: impl Fn(&str) -> Option<String>,
) -> Verdict {
    let grants = match grants(on, scene) {
        Ok(grants) => grants,
        Err((span, cause)) => return Verdict::unknown(span, cause.to_owned()),
    };
    let (mut failures, mut open) = (vec![], None);
    for grant in &grants {
        match grant.role {
            At::Unknown(node) => open = Some((node.span, node.cause())),
            At::Set(node) => {
                let role = node.as_str().unwrap_or("");
                failures.extend(bad(role).map(|m| failure(on, node.span, m).key(role)));
            }
            At::Absent(_) => {}
        }
    }
    match open {
        Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause.to_owned()),
        _ => Verdict::of(failures, on.header, note),
    }
}
