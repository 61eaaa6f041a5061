//! Which Kubernetes object a resource type of the `kubernetes` provider makes.

/// Resource type without `kubernetes_`, API version, kind. From the provider's documentation of resources.
const KINDS: &[(&str, &str, &str)] = &[
    ("cluster_role", "rbac.authorization.k8s.io/v1", "ClusterRole"),
    ("cluster_role_binding", "rbac.authorization.k8s.io/v1", "ClusterRoleBinding"),
    ("config_map", "v1", "ConfigMap"),
    ("cron_job", "batch/v1beta1", "CronJob"),
    ("cron_job_v1", "batch/v1", "CronJob"),
    ("daemon_set", "apps/v1", "DaemonSet"),
    ("daemonset", "apps/v1", "DaemonSet"),
    ("default_service_account", "v1", "ServiceAccount"),
    ("deployment", "apps/v1", "Deployment"),
    ("endpoints", "v1", "Endpoints"),
    ("horizontal_pod_autoscaler", "autoscaling/v1", "HorizontalPodAutoscaler"),
    ("horizontal_pod_autoscaler_v2", "autoscaling/v2", "HorizontalPodAutoscaler"),
    ("ingress", "networking.k8s.io/v1beta1", "Ingress"),
    ("ingress_v1", "networking.k8s.io/v1", "Ingress"),
    ("job", "batch/v1", "Job"),
    ("limit_range", "v1", "LimitRange"),
    (
        "mutating_webhook_configuration",
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
    ),
    ("namespace", "v1", "Namespace"),
    ("network_policy", "networking.k8s.io/v1", "NetworkPolicy"),
    ("persistent_volume", "v1", "PersistentVolume"),
    ("persistent_volume_claim", "v1", "PersistentVolumeClaim"),
    ("pod", "v1", "Pod"),
    ("pod_disruption_budget", "policy/v1beta1", "PodDisruptionBudget"),
    ("pod_disruption_budget_v1", "policy/v1", "PodDisruptionBudget"),
    ("pod_security_policy", "policy/v1beta1", "PodSecurityPolicy"),
    ("priority_class", "scheduling.k8s.io/v1", "PriorityClass"),
    ("replication_controller", "v1", "ReplicationController"),
    ("resource_quota", "v1", "ResourceQuota"),
    ("role", "rbac.authorization.k8s.io/v1", "Role"),
    ("role_binding", "rbac.authorization.k8s.io/v1", "RoleBinding"),
    ("secret", "v1", "Secret"),
    ("service", "v1", "Service"),
    ("service_account", "v1", "ServiceAccount"),
    ("stateful_set", "apps/v1", "StatefulSet"),
    ("storage_class", "storage.k8s.io/v1", "StorageClass"),
    (
        "validating_webhook_configuration",
        "admissionregistration.k8s.io/v1",
        "ValidatingWebhookConfiguration",
    ),
];

/// API version and kind of what `resource_type` makes; `None` where it makes none that is known here.
/// Types that end in a version of their own are found by it, all others with or without `_v1`.
pub(super) fn of(resource_type: &str) -> Option<(&'static str, &'static str)> {
    let name = resource_type.strip_prefix("kubernetes_")?;
    let find = |name: &str| KINDS.iter().find(|k| k.0 == name).map(|k| (k.1, k.2));
    find(name).or_else(|| ["_v1", "_v1beta1"].iter().find_map(|v| find(name.strip_suffix(v)?)))
}
