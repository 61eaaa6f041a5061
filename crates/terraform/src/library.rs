//! Public modules that are widely used, described: which resources they make of which inputs, with which
//! defaults. A description is written in the language itself and evaluated like any module, but has no
//! place in the scan: its values stand where the caller's argument does, or at the call.

use std::sync::LazyLock;

use ringfort_model::version::{Constraint, Range};
use ringfort_source::{SourceId, Span};
use ringfort_syntax::hcl;

use crate::module::Module;

/// Sources from this number on are descriptions; a scan has far fewer files.
const FIRST: u32 = u32::MAX - 1_000;

/// Does the place lie in a description?
pub(crate) fn is_described(span: Span) -> bool {
    span.source.0 >= FIRST
}

/// A description: the source that it is of, the versions that it holds for, and texts of which each overrides
/// those before it, as override files do.
struct Entry {
    sources: &'static [&'static str],
    versions: &'static str,
    texts: &'static [&'static str],
}

macro_rules! described {
    ($($sources:expr, $versions:literal: $($file:literal),+;)*) => {
        &[$(Entry {
            sources: &$sources,
            versions: $versions,
            texts: &[$(include_str!(concat!("../data/modules/", $file, ".tf"))),+],
        }),*]
    };
}

const EKS: [&str; 1] = ["terraform-aws-modules/eks/aws"];
const EKS_MANAGED: [&str; 1] = ["terraform-aws-modules/eks/aws//modules/eks-managed-node-group"];
const EKS_OWN: [&str; 1] = ["terraform-aws-modules/eks/aws//modules/self-managed-node-group"];
const GKE: [&str; 3] = [
    "terraform-google-modules/kubernetes-engine/google",
    "terraform-google-modules/kubernetes-engine/google//modules/beta-public-cluster",
    "terraform-google-modules/kubernetes-engine/google//modules/beta-public-cluster-update-variant",
];
const GKE_PRIVATE: [&str; 4] = [
    "terraform-google-modules/kubernetes-engine/google//modules/private-cluster",
    "terraform-google-modules/kubernetes-engine/google//modules/private-cluster-update-variant",
    "terraform-google-modules/kubernetes-engine/google//modules/beta-private-cluster",
    "terraform-google-modules/kubernetes-engine/google//modules/beta-private-cluster-update-variant",
];

/// Of one module the newest versions stand first.
const ENTRIES: &[Entry] = described! {
    EKS, "21..": "aws-eks";
    EKS, "20..21": "aws-eks", "aws-eks-20";
    EKS, "19..20": "aws-eks", "aws-eks-20", "aws-eks-19";
    EKS, "18..19": "aws-eks", "aws-eks-20", "aws-eks-19", "aws-eks-18";
    EKS, "15..18": "aws-eks-17";
    EKS_MANAGED, "21..": "aws-eks-managed-node-group";
    EKS_MANAGED, "18..21": "aws-eks-managed-node-group", "aws-eks-managed-node-group-20";
    EKS_OWN, "21..": "aws-eks-managed-node-group", "aws-eks-self-managed-node-group";
    EKS_OWN, "18..21": "aws-eks-managed-node-group", "aws-eks-managed-node-group-20", "aws-eks-self-managed-node-group";
    ["terraform-aws-modules/vpc/aws"], "4..": "aws-vpc";
    ["terraform-aws-modules/vpc/aws"], "2..4": "aws-vpc", "aws-vpc-3";
    ["terraform-aws-modules/kms/aws"], "1..": "aws-kms";
    ["terraform-aws-modules/rds/aws"], "6..": "aws-rds";
    ["terraform-aws-modules/rds/aws"], "5..6": "aws-rds", "aws-rds-5";
    ["terraform-aws-modules/rds/aws"], "3..5": "aws-rds", "aws-rds-3";
    ["terraform-aws-modules/rds/aws//modules/db_instance"], "5..": "aws-rds-instance";
    ["terraform-aws-modules/s3-bucket/aws"], "3.9..": "aws-s3-bucket";
    ["terraform-aws-modules/s3-bucket/aws"], "3..3.9": "aws-s3-bucket", "aws-s3-bucket-3";
    ["terraform-aws-modules/s3-bucket/aws"], "1..3": "aws-s3-bucket", "aws-s3-bucket-3", "aws-s3-bucket-2";
    ["terraform-aws-modules/iam/aws//modules/iam-role"], "6..": "aws-iam-role-6";
    ["terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"], "6..": "aws-iam-irsa-6";
    ["terraform-aws-modules/iam/aws//modules/iam-policy"], "6..": "aws-iam-policy", "aws-iam-policy-6";
    ["terraform-aws-modules/iam/aws//modules/iam-user"], "6..": "aws-iam-user", "aws-iam-user-6";
    ["terraform-aws-modules/iam/aws//modules/iam-account"], "6..": "aws-iam-account";
    ["terraform-aws-modules/iam/aws//modules/iam-group"], "6..": "aws-iam-group-6";
    ["terraform-aws-modules/iam/aws//modules/iam-oidc-provider"], "6..": "aws-iam-oidc-provider";
    ["terraform-aws-modules/iam/aws//modules/iam-group-with-policies"], "5..6": "aws-iam-group-6", "aws-iam-group";
    ["terraform-aws-modules/iam/aws//modules/iam-group-with-assumable-roles-policy"], "5..6": "aws-iam-group-roles";
    ["terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"], "5..6": "aws-iam-oidc-provider";
    ["terraform-aws-modules/iam/aws//modules/iam-assumable-role"], "5..6": "aws-iam-assumable-role";
    ["terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"], "5..6": "aws-iam-oidc-role";
    ["terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"], "5..6": "aws-iam-irsa";
    ["terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"], "5..6": "aws-iam-github-role";
    ["terraform-aws-modules/iam/aws//modules/iam-policy"], "5..6": "aws-iam-policy";
    ["terraform-aws-modules/iam/aws//modules/iam-user"], "5..6": "aws-iam-user";
    ["terraform-aws-modules/iam/aws//modules/iam-account"], "5..6": "aws-iam-account";
    ["terraform-aws-modules/alb/aws"], "9..": "aws-alb";
    ["terraform-aws-modules/alb/aws"], "5..9": "aws-alb", "aws-alb-8";
    ["terraform-aws-modules/elb/aws"], "2..": "aws-elb";
    ["terraform-aws-modules/ec2-instance/aws"], "6..": "aws-ec2-instance";
    ["terraform-aws-modules/ec2-instance/aws"], "3..6": "aws-ec2-instance", "aws-ec2-instance-5";
    ["terraform-aws-modules/ec2-instance/aws"], "2..3": "aws-ec2-instance", "aws-ec2-instance-5", "aws-ec2-instance-2";
    ["terraform-aws-modules/sqs/aws"], "4..": "aws-sqs";
    ["terraform-aws-modules/sqs/aws"], "2..4": "aws-sqs", "aws-sqs-3";
    ["terraform-aws-modules/sns/aws"], "5..": "aws-sns";
    ["terraform-aws-modules/sns/aws"], "2..5": "aws-sns", "aws-sns-4";
    ["terraform-aws-modules/lambda/aws"], "3..": "aws-lambda";
    ["terraform-aws-modules/dynamodb-table/aws"], "1..": "aws-dynamodb";
    ["terraform-aws-modules/ecr/aws"], "1..": "aws-ecr";
    ["Azure/aks/azurerm"], "6..": "azure-aks";
    ["Azure/network/azurerm"], "3..": "azure-network";
    ["Azure/vnet/azurerm"], "3..": "azure-network", "azure-vnet";
    GKE, "20..": "google-gke";
    GKE_PRIVATE, "36..": "google-gke", "google-gke-private", "google-gke-private-36";
    GKE_PRIVATE, "20..36": "google-gke", "google-gke-private";
    ["terraform-google-modules/network/google"], "4..": "google-network";
};

const GROUP: &str = "terraform-aws-modules/security-group/aws";
const GROUP_TEXT: &str = include_str!("../data/modules/aws-security-group.tf");
/// Name, first port, last port and protocol of a rule.
const GROUP_PORTS: &str = include_str!("../data/modules/aws-security-group-ports.tsv");
/// Name of a ready-made group and of the rules that it admits.
const GROUP_KINDS: &str = include_str!("../data/modules/aws-security-group-kinds.tsv");

struct Description {
    source: Box<str>,
    versions: Range,
    module: Module,
}

static LIBRARY: LazyLock<Vec<Description>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for entry in ENTRIES {
        for source in entry.sources {
            all.push(describe(source, entry.versions, entry.texts));
        }
    }
    all.extend(groups());
    all
});

/// All texts of a description share one source: their places are never shown.
fn describe(source: &str, versions: &str, texts: &[&str]) -> Description {
    let mut module = Module::default();
    for (i, text) in texts.iter().enumerate() {
        let (body, errors) = hcl::parse(SourceId(FIRST), text);
        debug_assert!(errors.is_empty(), "{source}: {errors:?}");
        module.add(body, i > 0);
    }
    Description { source: source.into(), versions: Range::read(versions), module }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// The module of security groups and its ready-made kinds: what they open is a table.
fn groups() -> Vec<Description> {
    let port = |row: Vec<&str>| match row.as_slice() {
        [name, from, to, protocol] => format!("    \"{name}\" = [{from}, {to}, \"{protocol}\"]\n"),
        _ => String::new(),
    };
    let ports: String = rows(GROUP_PORTS).map(port).collect();
    let ports = format!("locals {{\n  rules = {{\n{ports}  }}\n}}\n");
    let mut all = vec![describe(GROUP, "3..", &[GROUP_TEXT, &ports])];
    for row in rows(GROUP_KINDS) {
        let [name, admits] = row.as_slice() else { continue };
        let admits: Vec<String> = admits.split(' ').map(|rule| format!("{rule:?}")).collect();
        let kind = format!(
            "variable \"auto_ingress_rules\" {{\n  default = [{}]\n}}\nvariable \"auto_ingress_with_self\" {{\n  default = [{{ rule = \"all-all\" }}]\n}}\nvariable \"auto_egress_rules\" {{\n  default = [\"all-all\"]\n}}\n",
            admits.join(", ")
        );
        all.push(describe(
            &format!("{GROUP}//modules/{name}"),
            "3..",
            &[GROUP_TEXT, &ports, &kind],
        ));
    }
    all
}

/// The module that `source` names, as of the newest version that `version` allows.
pub(crate) fn find(source: &str, version: Option<&str>) -> Option<(&'static str, &'static Module)> {
    let (source, pinned) = normal(source)?;
    let wanted = Constraint::read(pinned.as_deref().or(version).unwrap_or(""))?;
    // Descriptions of one module stand with the newest first.
    let found = LIBRARY.iter().find(|d| *d.source == *source && wanted.allows_any(&d.versions))?;
    Some((&found.source, &found.module))
}

/// The sources that are described.
#[cfg(test)]
pub(crate) fn sources() -> impl Iterator<Item = &'static str> {
    LIBRARY.iter().map(|d| &*d.source)
}

/// A source as the public registry names it, with the version that a repository's address pins:
/// `github.com/OWNER/terraform-PROVIDER-NAME//SUB?ref=v1.2.3` is `OWNER/NAME/PROVIDER//SUB`.
fn normal(source: &str) -> Option<(String, Option<String>)> {
    let hosts = ["registry.terraform.io/", "registry.opentofu.org/"];
    if let Some(rest) = hosts.iter().find_map(|h| source.strip_prefix(h)) {
        return Some((rest.to_owned(), None));
    }
    let Some((_, rest)) = source.split_once("github.com") else {
        return Some((source.to_owned(), None));
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.trim_start_matches(['/', ':']);
    let (repository, sub) = path.split_once("//").map_or((path, None), |(r, s)| (r, Some(s)));
    let (owner, name) = repository.trim_end_matches(".git").split_once('/')?;
    let (provider, name) = name.strip_prefix("terraform-")?.split_once('-')?;
    let sub = sub.map_or(String::new(), |s| format!("//{s}"));
    let pinned = query.split('&').find_map(|q| q.strip_prefix("ref=")).map(str::to_owned);
    Some((format!("{owner}/{name}/{provider}{sub}"), pinned))
}

#[cfg(test)]
mod tests {
    #[test]
    fn sources_of_one_module_have_one_name() {
        let table = [
            ("a/b/c", "a/b/c", None),
            ("registry.terraform.io/a/b/c//modules/x", "a/b/c//modules/x", None),
            ("github.com/o/terraform-aws-s3-bucket", "o/s3-bucket/aws", None),
            (
                "git::https://github.com/o/terraform-aws-iam.git//modules/r?depth=1&ref=v5.1.0",
                "o/iam/aws//modules/r",
                Some("v5.1.0"),
            ),
            ("git@github.com:o/terraform-google-network.git", "o/network/google", None),
        ];
        for (source, name, pinned) in table {
            let want = Some((name.to_owned(), pinned.map(str::to_owned)));
            assert_eq!(super::normal(source), want, "{source}");
        }
        assert_eq!(super::normal("github.com/o/other"), None);
    }
}
