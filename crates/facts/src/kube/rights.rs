//! What rules allow. Source: Kubernetes documentation, "Using RBAC Authorization".

use ringfort_model::kube::Rule;

use super::built_in;

/// Does `rule` allow `verb` on `resource` (with its subresource, `pods/exec`) of `group`, for any name?
/// A rule limited to `resourceNames` does not count here; ask [`allows_named`] for those.
pub fn allows(rule: &Rule, verb: &str, group: &str, resource: &str) -> bool {
    rule.names.is_empty() && allows_named(rule, verb, group, resource)
}

/// Does `rule` allow it for some name at least?
pub fn allows_named(rule: &Rule, verb: &str, group: &str, resource: &str) -> bool {
    has(&rule.verbs, verb) && has(&rule.groups, group) && covers(&rule.resources, resource)
}

/// Does `list` hold `word` or the wildcard?
pub fn has(list: &[Box<str>], word: &str) -> bool {
    list.iter().any(|w| **w == *word || &**w == "*")
}

/// `*` covers every resource and subresource; `*/scale` that subresource of all.
fn covers(resources: &[Box<str>], wanted: &str) -> bool {
    let sub = wanted.split_once('/').map(|(_, sub)| sub);
    resources.iter().any(|r| match &**r {
        "*" => true,
        r if r == wanted => true,
        r => sub.is_some_and(|sub| r.strip_prefix("*/") == Some(sub)),
    })
}

/// The verbs that the API server knows for objects; together they are as good as `*`.
const VERBS: &[&str] = &["get", "list", "watch", "create", "update", "patch", "delete"];

/// Is `rule` everything: all verbs, by the wildcard or one by one, on all resources of all groups?
pub fn is_everything(rule: &Rule) -> bool {
    is_wide(rule) && is_wildcard(&rule.groups) && rule.names.is_empty()
}

/// Does `rule` allow all verbs, by the wildcard or one by one, on all resources of its groups?
pub fn is_wide(rule: &Rule) -> bool {
    VERBS.iter().all(|verb| has(&rule.verbs, verb)) && is_wildcard(&rule.resources)
}

/// Does `list` hold the wildcard?
pub fn is_wildcard(list: &[Box<str>]) -> bool {
    list.iter().any(|w| &**w == "*")
}

/// Is `name` a ClusterRole that every cluster has?
pub fn is_built_in(name: &str) -> bool {
    matches!(name, "cluster-admin" | "admin" | "edit" | "view") || name.starts_with("system:")
}

/// The rules of a built-in ClusterRole; `None` for those `system:` roles whose rules belong to the cluster's
/// version.
pub fn built_in(name: &str) -> Option<Vec<Rule>> {
    built_in::rules(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(verbs: &[&str], group: &str, resources: &[&str]) -> Rule {
        let list = |words: &[&str]| words.iter().map(|w| Box::from(*w)).collect();
        Rule {
            verbs: list(verbs),
            groups: vec![group.into()],
            resources: list(resources),
            ..Rule::default()
        }
    }

    #[test]
    fn verbs_one_by_one_are_all_verbs() {
        let table = [
            (rule(&["*"], "*", &["*"]), true),
            (rule(VERBS, "*", &["*"]), true),
            (rule(&["get", "list", "watch"], "*", &["*"]), false),
            (rule(VERBS, "apps", &["*"]), false),
            (rule(VERBS, "*", &["pods"]), false),
        ];
        for (rule, expected) in table {
            assert_eq!(is_everything(&rule), expected, "{rule:?}");
        }
    }

    #[test]
    fn rules_allow_as_the_api_does() {
        let table = [
            (rule(&["get"], "", &["pods"]), ("get", "", "pods"), true),
            (rule(&["get"], "", &["pods"]), ("get", "", "pods/exec"), false),
            (rule(&["*"], "", &["pods/exec"]), ("create", "", "pods/exec"), true),
            (
                rule(&["update"], "apps", &["*/scale"]),
                ("update", "apps", "deployments/scale"),
                true,
            ),
            (rule(&["update"], "apps", &["*/scale"]), ("update", "apps", "deployments"), false),
            (rule(&["get"], "*", &["*"]), ("get", "apps", "deployments/scale"), true),
            (rule(&["get"], "apps", &["pods"]), ("get", "", "pods"), false),
        ];
        for (rule, (verb, group, resource), expected) in table {
            assert_eq!(allows(&rule, verb, group, resource), expected, "{verb} {group}/{resource}");
        }
    }
}
