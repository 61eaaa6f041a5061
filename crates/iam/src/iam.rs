//! The questions.

use std::sync::OnceLock;

use ringfort_facts::Facts;

use crate::aws::{Aws, Context, Token, Trust};
use crate::azure::Azure;
use crate::decision::{Decision, Evidence};
use crate::escalation::{self, DataAccess, Escalation};
use crate::google::Google;
use crate::principal::{Cloud, Principal, PrincipalId, PrincipalKind};
use crate::remarks::{self, Remark};
use crate::scoped::Grant;
use crate::tri::Tri;

/// Everything that is known about rights in the clouds.
#[derive(Debug, Default)]
pub struct Iam {
    pub(crate) principals: Vec<Principal>,
    pub(crate) aws: Aws,
    pub(crate) azure: Azure,
    pub(crate) google: Google,
    /// Compute with the role it runs as.
    pub(crate) runs: Vec<escalation::Runs>,
    /// Roles that an instance profile holds.
    pub(crate) profiled: Vec<PrincipalId>,
    remarks: Vec<Remark>,
    /// Asked for technique by technique, found once.
    escalations: OnceLock<Vec<Escalation>>,
}

impl Iam {
    /// Reads everything about rights.
    pub fn derive(facts: &Facts) -> Self {
        let mut principals = vec![];
        let aws = Aws::derive(facts, &mut principals);
        let azure = Azure::derive(facts, &mut principals);
        let google = Google::derive(facts, &mut principals);
        let remarks = remarks::remarks(facts, &principals);
        let mut iam = Self { principals, aws, azure, google, remarks, ..Self::default() };
        iam.runs = escalation::runs(&iam, facts);
        iam.profiled = escalation::profiled(&iam, facts);
        iam
    }

    /// Everyone who may act: what files declare, then whoever policies name.
    pub fn principals(&self) -> &[Principal] {
        &self.principals
    }

    /// What the answers leave out, in the order of the files.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The principal number `id`.
    pub fn principal(&self, id: PrincipalId) -> Option<&Principal> {
        self.principals.get(id.0 as usize)
    }

    /// The principals that go by `name`: an address, an ARN, a name, a mail address.
    pub fn named(&self, name: &str) -> Vec<PrincipalId> {
        self.principals.iter().filter(|p| p.is_called(name)).map(|p| p.id).collect()
    }

    /// The principal that the resource number `index` of the model declares.
    pub fn of_resource(&self, index: usize) -> Option<PrincipalId> {
        let own = |p: &&Principal| p.resource == Some(index) && p.kind != PrincipalKind::Session;
        self.principals.iter().find(own).map(|p| p.id)
    }

    /// May `principal` do `action` on `resource`? The resource is an address (`aws_s3_bucket.logs`, with a key behind it:
    /// `aws_s3_bucket.logs/2026/*`) or the provider's own name (an ARN, an Azure id, a Google resource name);
    /// `None` or `*` asks whether there is any.
    pub fn can(&self, principal: PrincipalId, action: &str, resource: Option<&str>) -> Decision {
        self.can_with(principal, action, resource, &Context::new())
    }

    /// [`Iam::can`] with more known of the request.
    pub fn can_with(
        &self,
        principal: PrincipalId,
        action: &str,
        resource: Option<&str>,
        context: &Context,
    ) -> Decision {
        let Some(principal) = self.principal(principal) else {
            return Decision::unknown("the principal is not known", vec![]);
        };
        match principal.cloud {
            Cloud::Aws => {
                let target = self.aws.target(&principal.root, resource, action);
                self.aws.decide(principal, action, &target, context)
            }
            Cloud::Azure => self.azure.decide(principal.id, &principal.root, action, resource),
            Cloud::Google => self.google.decide(principal, &principal.root, action, resource),
        }
    }

    /// Who may, or may perhaps, do `action` on `resource`, in the order of [`Iam::principals`].
    pub fn who_can(&self, action: &str, resource: Option<&str>) -> Vec<(PrincipalId, Decision)> {
        let cloud = cloud_of(action);
        let all = self.principals.iter().filter(|p| p.cloud == cloud);
        let asked = all.map(|p| (p.id, self.can(p.id, action, resource)));
        asked.filter(|(_, d)| d.is_possible()).collect()
    }

    /// What `principal` is given, statement by statement and role by role; what limits it is part of it.
    pub fn rights_of(&self, principal: PrincipalId) -> Vec<Evidence> {
        let Some(who) = self.principal(principal) else { return vec![] };
        let scoped = |grants: &[Grant]| grants.iter().map(Grant::described).collect();
        match who.cloud {
            Cloud::Aws => self.aws.rights_of(principal),
            Cloud::Azure => scoped(&self.azure.grants_of(principal).cloned().collect::<Vec<_>>()),
            Cloud::Google => scoped(&self.google.grants_of(who)),
        }
    }

    /// The addresses of the resources that rights may be asked on.
    pub fn resources(&self, cloud: Cloud) -> Vec<&str> {
        match cloud {
            Cloud::Aws => self.aws.assets.iter().map(|a| &*a.address).collect(),
            Cloud::Azure => self.azure.assets.iter().map(|a| &*a.address).collect(),
            Cloud::Google => self.google.assets.iter().map(|a| &*a.address).collect(),
        }
    }

    /// Whom `role` trusts, by its trust policy.
    pub fn trusts(&self, role: PrincipalId) -> Vec<Trust> {
        self.aws.trusts(&self.principals, role)
    }

    /// May a token with these claims become `role`? For service accounts of EKS (IRSA), CI jobs.
    pub fn admits(&self, role: PrincipalId, token: &Token<'_>) -> Tri {
        self.aws.admits(&self.principals, role, token)
    }

    /// Is `principal` an administrator: may it do whatever there is, the management of rights included?
    pub fn is_admin(&self, principal: PrincipalId) -> Decision {
        let Some(who) = self.principal(principal) else {
            return Decision::unknown("the principal is not known", vec![]);
        };
        match who.cloud {
            Cloud::Aws => self.aws.is_admin(who),
            Cloud::Azure => self.azure.is_admin(who.id),
            Cloud::Google => self.google.is_admin(who),
        }
    }

    /// The ways to more rights: from whom, to whom, how sure, and why.
    pub fn escalations(&self) -> &[Escalation] {
        self.escalations.get_or_init(|| escalation::all(self))
    }

    /// Who may read or write which data.
    pub fn data_access(&self) -> Vec<DataAccess> {
        escalation::data(self)
    }
}

/// Whose action it is: `s3:GetObject`, `Microsoft.Storage/...`, `storage.objects.get`.
pub fn cloud_of(action: &str) -> Cloud {
    if action.contains('/') && !action.contains(':') {
        Cloud::Azure
    } else if action.contains(':') || action == "*" {
        Cloud::Aws
    } else {
        Cloud::Google
    }
}
