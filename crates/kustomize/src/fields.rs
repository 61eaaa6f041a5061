//! Where labels and selectors stand in the kinds of the API.

/// Paths to the labels of pod templates. A `[]` goes through a list's elements.
pub(crate) const TEMPLATES: [(&[&str], &[&str]); 3] = [
    (
        &["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "ReplicationController", "Job"],
        &["spec", "template", "metadata", "labels"],
    ),
    (&["CronJob"], &["spec", "jobTemplate", "metadata", "labels"]),
    (&["CronJob"], &["spec", "jobTemplate", "spec", "template", "metadata", "labels"]),
];

/// Paths to selectors that are made where they are missing.
pub(crate) const SELECTORS: [(&[&str], &[&str]); 2] = [
    (&["Service", "ReplicationController"], &["spec", "selector"]),
    (
        &["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet"],
        &["spec", "selector", "matchLabels"],
    ),
];

/// Paths to selectors that change only where they are written.
pub(crate) const WRITTEN_SELECTORS: [(&[&str], &[&str]); 5] = [
    (&["PodDisruptionBudget", "Job"], &["spec", "selector", "matchLabels"]),
    (&["CronJob"], &["spec", "jobTemplate", "spec", "selector", "matchLabels"]),
    (&["NetworkPolicy"], &["spec", "podSelector", "matchLabels"]),
    (&["NetworkPolicy"], &["spec", "ingress", "[]", "from", "[]", "podSelector", "matchLabels"]),
    (&["NetworkPolicy"], &["spec", "egress", "[]", "to", "[]", "podSelector", "matchLabels"]),
];
