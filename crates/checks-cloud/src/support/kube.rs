//! Joins between cloud resources and Kubernetes objects.

use ringfort_check::model::cloud::Resource;
use ringfort_check::model::kube::{Object, Workload};
use ringfort_check::{At, Scene};

/// Does an EKS cluster appear: in the code, or as the declared platform?
pub(crate) fn is_eks(scene: &Scene<'_>) -> bool {
    scene.declared.platform == "eks" || scene.facts.resources("aws_eks_cluster").next().is_some()
}

/// The cloud role of `account` by annotation.
pub(crate) fn role_arn(account: &Object) -> At<'_> {
    account.annotation("eks.amazonaws.com/role-arn")
}

/// The Pod Identity associations of namespace and ServiceAccount.
pub(crate) fn associations<'a>(
    scene: &Scene<'a>,
    namespace: &str,
    account: &str,
) -> Vec<&'a Resource> {
    let all = scene.facts.resources("aws_eks_pod_identity_association");
    all.filter(|a| {
        let same = |path, want: &str| a.at(path).str().is_none_or(|v| v == want);
        same("namespace", namespace) && same("service_account", account)
    })
    .collect()
}

/// The namespace and ServiceAccount that `workload` runs as; `None` where not known.
pub(crate) fn runs_as<'a>(scene: &Scene<'a>, workload: &'a Workload) -> Option<(&'a str, &'a str)> {
    let object = scene.facts.object(workload)?;
    let account = workload.pod.service_account.known()?;
    Some((object.namespace_or_default(), account))
}
