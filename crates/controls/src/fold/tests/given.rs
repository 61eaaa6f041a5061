//! What the tests are given: checks of the catalogue's controls, rulings, and a run that can be varied.

use std::sync::Arc;

use ringfort_source::{SourceId, Span};
use ringfort_vocab::{Basis, Control, ControlStatus, Environment, Location, Meta, Severity};

use crate::fold::{FoldInput, Governed, Map, Outcome, Ruling, Settings, fold};

pub(super) const PRIVILEGED: Meta = Meta::new(
    "container/privileged",
    "Privileged",
    "container/no-privileged-mode",
    Severity::Critical,
)
.gate();
pub(super) const KEY: Meta = Meta::new(
    "cloud/access-key-in-files",
    "Key in a file",
    "cloud/no-static-credentials",
    Severity::Critical,
)
.gate();
pub(super) const SIGN_IN: Meta = Meta::new(
    "cloud/provider-static-credentials",
    "Key of a provider",
    "cloud/no-static-credentials",
    Severity::Critical,
)
.gate();
pub(super) const ROOT: Meta = Meta::new(
    "container/run-as-root",
    "Runs as root",
    "container/non-root-execution",
    Severity::High,
)
.gate();
pub(super) const ROOT_USER: Meta =
    Meta::new("container/root-uid", "UID 0", "container/non-root-execution", Severity::High).gate();
pub(super) const GROUP: Meta = Meta::new(
    "container/root-group",
    "Root group",
    "container/non-root-execution",
    Severity::Medium,
);
pub(super) const LOW: Meta =
    Meta::new("container/low", "Low", "container/non-root-execution", Severity::Low);
pub(super) const FLAG: Meta = Meta::new(
    "cluster/anonymous-auth-enabled",
    "Anonymous requests are accepted",
    "cluster/anonymous-auth-disabled",
    Severity::Critical,
)
.gate();
pub(super) const BINDING: Meta = Meta::new(
    "cluster/anonymous-binding",
    "A role is bound to anonymous callers",
    "cluster/anonymous-auth-disabled",
    Severity::Critical,
)
.gate();
pub(super) const ALLOW: Meta = Meta::new(
    "cluster/authorization-always-allow",
    "Every request is allowed",
    "cluster/authorization-mode",
    Severity::Critical,
)
.gate();
pub(super) const CNI: Meta = Meta::new(
    "cluster/cni-without-policy",
    "No policy",
    "cluster/network-policy-enforcement",
    Severity::High,
)
.gate();
pub(super) const RBAC: Meta =
    Meta::new("cluster/rbac-wildcard", "Wildcard", "cluster/rbac-least-privilege", Severity::High)
        .gate();
pub(super) const SECRET: Meta =
    Meta::new("code/hardcoded-secret", "Secret", "code/no-hardcoded-secrets", Severity::High)
        .gate();
pub(super) const SQL: Meta =
    Meta::new("code/sql-injection", "SQL", "code/parameterized-queries", Severity::High).gate();
pub(super) const MFA: Meta =
    Meta::new("cloud/mfa", "MFA", "cloud/mfa-enforced", Severity::High).gate();
pub(super) const KMS: Meta =
    Meta::new("cloud/eks-kms", "KMS", "cloud/etcd-kms-encryption", Severity::High).gate();
pub(super) const PSA: Meta = Meta::new(
    "cluster/namespace-no-psa",
    "No standard",
    "cluster/pod-security-admission",
    Severity::High,
)
.gate();
pub(super) const POLICY: Meta = Meta::new(
    "cluster/no-admission-policy",
    "No policy",
    "cluster/admission-policy",
    Severity::Medium,
)
.gate();

pub(super) fn ruling(
    check: &'static Meta,
    resource: &'static str,
    outcome: Outcome,
) -> Ruling<'static> {
    let at = Span::new(SourceId(0), 10, 20);
    Ruling { check, resource, note: "as seen", accepted: None, at, outcome, basis: Basis::Declared }
}

pub(super) fn pass(check: &'static Meta, resource: &'static str) -> Ruling<'static> {
    ruling(check, resource, Outcome::Pass)
}

pub(super) fn fail(check: &'static Meta, resource: &'static str) -> Ruling<'static> {
    ruling(check, resource, Outcome::Fail)
}

pub(super) fn unknown(check: &'static Meta, resource: &'static str) -> Ruling<'static> {
    ruling(check, resource, Outcome::Unknown)
}

pub(super) fn place() -> Location {
    Location { file: Arc::from("ringfort.toml"), line: 3, end_line: 3 }
}

/// A run that can be varied.
pub(super) struct Run {
    pub(super) environment: Environment,
    pub(super) platform: &'static str,
    pub(super) settings: Settings,
    pub(super) incomplete: Option<&'static str>,
    pub(super) governed: Governed,
    pub(super) drift: Option<&'static str>,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            environment: Environment::Prod,
            platform: "self-managed",
            settings: Settings::default(),
            incomplete: None,
            governed: Governed::Seen,
            drift: None,
        }
    }
}

impl Run {
    pub(super) fn map(&self, rulings: &[Ruling<'_>]) -> Map {
        fold(&FoldInput {
            rulings,
            locate: &|span| Location {
                file: Arc::from("a.yaml"),
                line: span.start,
                end_line: span.end,
            },
            environment: self.environment,
            platform: self.platform,
            today: "2026-05-01",
            settings: &self.settings,
            incomplete: &|_: &Control| self.incomplete.map(str::to_owned),
            governed: &|_: &Control| self.governed.clone(),
            drift: &|_: &Control| self.drift.map(str::to_owned),
        })
    }

    pub(super) fn row(&self, control: &str, rulings: &[Ruling<'_>]) -> ControlStatus {
        row(&self.map(rulings), control).clone()
    }
}

pub(super) fn row<'m>(map: &'m Map, control: &str) -> &'m ControlStatus {
    map.iter().find(|row| row.control == control).expect("a control of the catalogue")
}
