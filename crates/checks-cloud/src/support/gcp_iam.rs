//! Roles that Google IAM resources grant, and judging who holds them.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Scene, Span, Verdict};

/// Types that grant roles on a project.
pub(crate) const PROJECT: &[&str] =
    &["google_project_iam_member", "google_project_iam_binding", "google_project_iam_policy"];
/// Types that grant roles on a folder.
pub(crate) const FOLDER: &[&str] =
    &["google_folder_iam_member", "google_folder_iam_binding", "google_folder_iam_policy"];
/// Types that grant roles on an organisation.
pub(crate) const ORGANIZATION: &[&str] = &[
    "google_organization_iam_member",
    "google_organization_iam_binding",
    "google_organization_iam_policy",
];
/// Types that grant roles on any of the three.
pub(crate) const ESTATE: &[&str] = &[
    "google_project_iam_member",
    "google_project_iam_binding",
    "google_project_iam_policy",
    "google_folder_iam_member",
    "google_folder_iam_binding",
    "google_folder_iam_policy",
    "google_organization_iam_member",
    "google_organization_iam_binding",
    "google_organization_iam_policy",
];
/// A document of roles, which policy resources take in.
pub(crate) const DOCUMENT: &str = "data.google_iam_policy";

/// Data sources that look up the service account every project starts with.
const DEFAULT_ACCOUNTS: &[&str] = &[
    "google_compute_default_service_account",
    "google_app_engine_default_service_account",
    "google_project_default_service_accounts",
];

/// Does `on` grant roles of Google IAM?
pub(crate) fn grants_roles(on: &Resource) -> bool {
    let google = on.kind.starts_with("google_");
    google && ["_iam_member", "_iam_binding", "_iam_policy"].iter().any(|e| on.kind.ends_with(e))
}

/// Does `on` grant roles, or is it a document of roles that no resource here takes in, judged by itself then?
pub(crate) fn is_grant(on: &Resource, scene: &Scene<'_>) -> bool {
    grants_roles(on) || (&*on.kind == DOCUMENT && !scene.facts.is_used(on))
}

/// A role and those who get it.
pub(crate) struct Grant<'a> {
    /// The role.
    pub(crate) role: At<'a>,
    /// Its members.
    pub(crate) members: Vec<Member<'a>>,
}

/// One who gets a role.
#[derive(Clone, Copy)]
pub(crate) struct Member<'a> {
    /// Who.
    pub(crate) who: Who<'a>,
    /// Where it is written.
    pub(crate) span: Span,
}

/// What is known of a member.
#[derive(Clone, Copy)]
pub(crate) enum Who<'a> {
    /// As written: `user:ada@example.com`.
    Named(&'a str),
    /// An attribute of a resource, known after apply only: one identity, at this address.
    Of(&'a str),
    /// Not known.
    Open,
}

impl<'a> Who<'a> {
    /// `on` is the resource whose attribute the node is. A plan names that attribute as what is not known: there the
    /// reference tells whose it is.
    fn read(node: &'a Node, on: &'a Resource) -> Self {
        let later = node.cause().strip_prefix("known after apply: ");
        match (node.as_str(), later) {
            (Some(text), _) => Who::Named(text.strip_prefix("deleted:").unwrap_or(text)),
            (None, Some(address)) if address.starts_with(&on.address) => {
                let mut of = on.refs_of("member").chain(on.refs_of("members"));
                of.next().map_or(Who::Open, |r| Who::Of(&r.target))
            }
            (None, Some(address)) => Who::Of(address),
            (None, None) => Who::Open,
        }
    }

    /// Is it everyone, or everyone with any Google account? `None` if not known.
    pub(crate) fn is_everyone(self) -> Option<bool> {
        match self {
            Who::Named(text) => Some(text == "allUsers" || text == "allAuthenticatedUsers"),
            Who::Of(_) => Some(false),
            Who::Open => None,
        }
    }

    /// Is it a service account? `None` if not known.
    pub(crate) fn is_service_account(self) -> Option<bool> {
        match self {
            Who::Named(text) => Some(text.starts_with("serviceAccount:")),
            Who::Of(address) => address.contains("service_account").then_some(true),
            Who::Open => None,
        }
    }

    /// Is it a service account that Google makes for a new project and gives the Editor role? `None` if not known.
    pub(crate) fn is_default_account(self) -> Option<bool> {
        match self {
            Who::Named(text) => Some(is_default_account(text)),
            Who::Of(address) => Some(DEFAULT_ACCOUNTS.iter().any(|d| address.contains(d))),
            Who::Open => None,
        }
    }

    /// How messages name it.
    pub(crate) fn shown(self) -> &'a str {
        match self {
            Who::Named(text) | Who::Of(text) => text,
            Who::Open => "",
        }
    }
}

/// Is `email` (a member, too) the default service account of Compute Engine or App Engine? Each has a domain that no
/// other account is in.
pub(crate) fn is_default_account(email: &str) -> bool {
    let domains = ["@developer.gserviceaccount.com", "@appspot.gserviceaccount.com"];
    domains.iter().any(|domain| email.ends_with(domain))
}

/// Does an address, known after apply, belong to a default service account?
pub(crate) fn refers_to_default_account(address: &str) -> bool {
    Who::Of(address).is_default_account() == Some(true)
}

/// What `on` grants: a member or binding resource itself, a policy resource through its document. `Err` says
/// where and why the list of grants is not known.
pub(crate) fn grants<'a>(
    on: &'a Resource,
    scene: &Scene<'a>,
) -> Result<Vec<Grant<'a>>, (Span, &'a str)> {
    if on.kind.ends_with("_iam_policy") && &*on.kind != DOCUMENT {
        return policy(on, scene);
    }
    if &*on.kind == DOCUMENT {
        return bindings(on.at("binding"), on);
    }
    let one = on.at("member");
    let members = if one.is_absent() { on.at("members") } else { one };
    Ok(vec![Grant { role: on.at("role"), members: read(members, on) }])
}

fn policy<'a>(on: &'a Resource, scene: &Scene<'a>) -> Result<Vec<Grant<'a>>, (Span, &'a str)> {
    let data = on.at("policy_data");
    let documents: Vec<&Resource> =
        scene.facts.targets(on, "policy_data").filter(|d| &*d.kind == DOCUMENT).collect();
    if documents.is_empty() {
        return match data {
            At::Set(node) if node.entry("bindings").is_some() => bindings(node.at("bindings"), on),
            _ => Err((data.span(), "the policy is not known")),
        };
    }
    let mut all = vec![];
    for document in documents {
        all.extend(bindings(document.at("binding"), document)?);
    }
    Ok(all)
}

fn bindings<'a>(at: At<'a>, on: &'a Resource) -> Result<Vec<Grant<'a>>, (Span, &'a str)> {
    if let At::Unknown(node) = at {
        return Err((node.span, node.cause()));
    }
    let mut all = vec![];
    for node in at.list() {
        if node.is_unknown() {
            return Err((node.span, node.cause()));
        }
        all.push(Grant { role: node.at("role"), members: read(node.at("members"), on) });
    }
    Ok(all)
}

fn read<'a>(members: At<'a>, on: &'a Resource) -> Vec<Member<'a>> {
    if let At::Unknown(node) = members {
        return vec![Member { who: Who::read(node, on), span: node.span }];
    }
    members.list().iter().map(|n| Member { who: Who::read(n, on), span: n.span }).collect()
}

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

#[cfg(test)]
mod tests {
    use super::is_default_account;

    #[test]
    fn default_accounts_are_recognised() {
        let table = [
            ("123456789-compute@developer.gserviceaccount.com", true),
            ("serviceAccount:123-compute@developer.gserviceaccount.com", true),
            ("serviceAccount:acme@appspot.gserviceaccount.com", true),
            ("app-compute@acme.iam.gserviceaccount.com", false),
            ("user:ada@example.com", false),
        ];
        for (email, expected) in table {
            assert_eq!(is_default_account(email), expected, "{email}");
        }
    }
}
