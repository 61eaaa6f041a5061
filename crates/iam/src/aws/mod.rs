//! Rights in AWS, by the documented evaluation logic.
//!
//! Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".

mod arns;
mod ask;
mod assets;
mod condition;
mod context;
mod decide;
mod holders;
mod managed;
mod names;
mod organization;
mod permits;
mod policy;
mod read;
mod request;
mod sets;
mod trust;
mod undeclared;
mod whom;

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use ringfort_facts::Facts;
use ringfort_facts::cloud::bare;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

pub use context::Context;
pub(crate) use decide::is_service_linked;
pub(crate) use names::Names;
pub(crate) use policy::Pattern;
pub use trust::{Token, Trust, Trusted, WebIdentity};

use crate::principal::{Cloud, Principal, PrincipalId, PrincipalKind};
use crate::text::Text;
use crate::tri::Tri;
use assets::Asset;
use holders::Holding;
use organization::Organization;

/// What is known of AWS.
#[derive(Debug, Default)]
pub(crate) struct Aws {
    /// By the number of the principal; empty for those of other clouds.
    holdings: BTreeMap<PrincipalId, Holding>,
    accounts: BTreeMap<PrincipalId, Text>,
    /// The groups of a user.
    groups: BTreeMap<PrincipalId, Vec<PrincipalId>>,
    /// The role of a session.
    roles: BTreeMap<PrincipalId, PrincipalId>,
    pub(crate) assets: Vec<Asset>,
    by_address: BTreeMap<(Box<str>, Box<str>), usize>,
    organization: Organization,
    /// By policy and action, the statements that are about it: see `relevant`.
    relevant: Mutex<Relevant>,
    /// By action, the assets whose own policies speak of it.
    guarded: Mutex<HashMap<Box<str>, Vec<usize>>>,
}

/// By the place of a policy in memory and an action: numbers of statements, and whether they certainly are about it.
type Relevant = HashMap<(usize, Box<str>), Vec<(usize, Tri)>>;

/// The types that are principals.
const KINDS: [(&str, PrincipalKind); 6] = [
    ("aws_iam_service_linked_role", PrincipalKind::Role),
    ("aws_iam_role", PrincipalKind::Role),
    ("data.aws_iam_role", PrincipalKind::Role),
    ("aws_iam_user", PrincipalKind::User),
    ("data.aws_iam_user", PrincipalKind::User),
    ("aws_iam_group", PrincipalKind::Group),
];

impl Aws {
    /// Reads everything of AWS; adds its principals to `principals`.
    pub(crate) fn derive(facts: &Facts, principals: &mut Vec<Principal>) -> Self {
        let names = Names::new(facts);
        let mut aws = Self { organization: Organization::derive(&names), ..Self::default() };
        for (index, resource) in facts.model.resources.iter().enumerate() {
            if let Some(asset) = assets::asset(&names, index, resource) {
                let key = (asset.root.clone(), asset.address.clone());
                aws.by_address.insert(key, aws.assets.len());
                aws.assets.push(asset);
            }
        }
        for (index, resource) in facts.model.resources.iter().enumerate() {
            let Some((_, kind)) = KINDS.iter().find(|(k, _)| *k == &*resource.kind) else {
                continue;
            };
            let id = aws.add(principals, *kind, index, &names);
            aws.holdings.insert(id, holders::holding(&names, resource));
        }
        aws.permission_sets(&names, principals);
        aws.memberships(&names, principals);
        aws.undeclared(&names, principals);
        aws.sessions(&names, principals);
        aws.outsiders(principals);
        aws
    }

    fn add(
        &mut self,
        principals: &mut Vec<Principal>,
        kind: PrincipalKind,
        index: usize,
        names: &Names<'_>,
    ) -> PrincipalId {
        let id = PrincipalId(principals.len() as u32);
        let Some(resource) = names.facts.model.resources.get(index) else { return id };
        self.accounts.insert(id, names.account(resource));
        principals.push(Principal {
            id,
            cloud: Cloud::Aws,
            kind,
            address: resource.address.clone(),
            root: resource.root.clone(),
            name: resource.at("name").str().map(str::to_owned),
            arn: names.arn(resource),
            at: resource.header,
            resource: Some(index),
            undeclared: None,
        });
        id
    }

    /// Which user is in which group.
    fn memberships(&mut self, names: &Names<'_>, principals: &[Principal]) {
        for user in principals.iter().filter(|p| p.kind == PrincipalKind::User) {
            let Some(resource) = user.resource.and_then(|i| names.facts.model.resources.get(i))
            else {
                continue;
            };
            let groups = holders::groups(names.facts, resource);
            let known = |g: &&Resource| {
                principals.iter().find(|p| p.address == g.address && p.root == g.root).map(|p| p.id)
            };
            self.groups.insert(user.id, groups.iter().filter_map(known).collect());
        }
    }

    /// Sessions that a policy of their own limits. Source: IAM User Guide, "Session policies".
    fn sessions(&mut self, names: &Names<'_>, principals: &mut Vec<Principal>) {
        const KINDS: [(&str, &str, &str); 4] = [
            ("aws_transfer_user", "role", "policy"),
            ("aws_transfer_access", "role", "policy"),
            ("aws_eks_pod_identity_association", "role_arn", "policy"),
            ("aws_rolesanywhere_profile", "role_arns", "session_policy"),
        ];
        for (index, resource) in names.facts.model.resources.iter().enumerate() {
            let Some((_, role, policy)) = KINDS.iter().find(|(k, ..)| *k == &*resource.kind) else {
                continue;
            };
            let limits = session_policies(names, resource, policy);
            if limits.is_empty() {
                continue;
            }
            let roles: Vec<String> =
                names.facts.targets(resource, role).map(|r| r.address.clone()).collect();
            for address in roles {
                let role =
                    principals.iter().find(|p| p.address == address && p.root == resource.root);
                let Some(role) = role.map(|p| (p.id, p.arn.clone())) else { continue };
                let mut holding = self.holdings.get(&role.0).cloned().unwrap_or_default();
                holding.session.extend(limits.iter().cloned());
                let id = self.add(principals, PrincipalKind::Session, index, names);
                if let Some(session) = principals.last_mut() {
                    session.arn = role.1;
                    session.name = resource.at("user_name").str().map(str::to_owned);
                }
                self.roles.insert(id, role.0);
                self.holdings.insert(id, holding);
            }
        }
    }

    /// Whoever policies of resources name that no file declares.
    fn outsiders(&mut self, principals: &mut Vec<Principal>) {
        let mut found: BTreeMap<(PrincipalKind, String), (Span, Text)> = BTreeMap::new();
        for asset in &self.assets {
            for policy in &asset.guard {
                for statement in &policy.statements {
                    for (kind, name, text) in whom::outsiders(statement, principals) {
                        found
                            .entry((kind, name))
                            .or_insert((statement.at.unwrap_or(asset.at), text));
                    }
                }
            }
        }
        for ((kind, name), (at, text)) in found {
            let id = PrincipalId(principals.len() as u32);
            let account = whom::account_of(&text).unwrap_or_else(|| Text::literal(""));
            self.accounts.insert(id, account);
            principals.push(Principal {
                id,
                cloud: Cloud::Aws,
                kind,
                address: name.clone(),
                root: "".into(),
                name: Some(name),
                arn: text,
                at,
                resource: None,
                undeclared: None,
            });
        }
    }

    /// The asset at `address` of the root module `root`; any root module's if `None`.
    pub(crate) fn asset(&self, root: Option<&str>, address: &str) -> Option<&Asset> {
        if let Some(root) = root
            && let Some(index) = self.by_address.get(&(root.into(), address.into()))
        {
            return self.assets.get(*index);
        }
        let wanted = bare(address);
        let like = |a: &&Asset| {
            root.is_none_or(|r| r == &*a.root)
                && (*a.address == *address || bare(&a.address) == wanted)
        };
        self.assets.iter().find(like)
    }
}

/// The policies that limit the sessions that `resource` starts: one in place, and managed ones.
fn session_policies(names: &Names<'_>, resource: &Resource, path: &str) -> Vec<holders::Held> {
    let own = read::policy(names, resource, resource.at(path), &resource.address);
    let own = own.map(|p| holders::Held { policy: p.into(), at: Some(resource.header) });
    let managed = match resource.at("managed_policy_arns") {
        At::Set(list) | At::Unknown(list) => holders::managed_at(names, resource, list),
        At::Absent(_) => vec![],
    };
    own.into_iter().chain(managed).collect()
}

/// Are the conditions of a trust met by whoever it names? Claims about the subject and audience of a token are part of
/// who that is.
fn decide_trust(statement: &policy::Statement, who: &Trusted) -> Tri {
    let context = match who {
        Trusted::Service(_) => Context::new().with("aws:PrincipalIsAWSService", "true"),
        _ => Context::new()
            .with("aws:PrincipalIsAWSService", "false")
            .with("aws:SecureTransport", "true"),
    };
    let web = matches!(who, Trusted::Web(_));
    let part_of_who =
        |c: &&condition::Condition| web && (c.key.ends_with(":sub") || c.key.ends_with(":aud"));
    let open = statement.open.as_deref().map_or(Tri::Yes, Tri::unknown);
    let rest = statement.conditions.iter().filter(|c| !part_of_who(c));
    open.and(|| Tri::all(rest.map(|c| c.holds(&context))))
}
