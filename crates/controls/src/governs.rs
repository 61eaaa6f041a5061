//! What a control governs (`data/governs.tsv`), for telling "nothing there" from "nobody looked".

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::nullify::glob;
use crate::tsv;

/// A kind of thing that a control governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// Something that every account, cluster or pipeline has.
    Estate,
    /// A Kubernetes kind.
    Kubernetes(&'static str),
    /// Terraform resource types, by a pattern with `*`.
    Terraform(&'static str),
}

impl Thing {
    fn parse(word: &'static str) -> Self {
        match word.strip_prefix("kind:") {
            Some(kind) => Thing::Kubernetes(kind),
            None if word == "estate" => Thing::Estate,
            None => Thing::Terraform(word),
        }
    }

    /// Is a Terraform resource of type `kind` such a thing?
    pub fn is_resource(self, kind: &str) -> bool {
        matches!(self, Thing::Terraform(pattern) if glob(pattern, kind))
    }

    /// Is a Kubernetes object of `kind` such a thing?
    pub fn is_object(self, kind: &str) -> bool {
        matches!(self, Thing::Kubernetes(wanted) if wanted == kind)
    }
}

/// What `control` governs; empty where only its checks can tell.
pub fn governs(control: &str) -> &'static [Thing] {
    static TABLE: OnceLock<BTreeMap<&'static str, Vec<Thing>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let groups: BTreeMap<&str, Vec<&str>> = rows(true).collect();
        let things = |word: &'static str| {
            groups.get(word).cloned().unwrap_or_else(|| vec![word]).into_iter().map(Thing::parse)
        };
        rows(false)
            .map(|(control, words)| (control, words.into_iter().flat_map(things).collect()))
            .collect()
    });
    table.get(control).map_or(&[], Vec::as_slice)
}

/// The rows that name groups of things (`@clusters`), or those of controls.
fn rows(groups: bool) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let all = tsv::rows(include_str!("../data/governs.tsv"));
    all.map(|row| (row.get(0), row.list(1, ' ')))
        .filter(move |row| row.0.starts_with('@') == groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn the_table_names_controls_and_known_groups() {
        for (control, words) in rows(false) {
            assert!(catalogue().position(control).is_some(), "{control}");
            assert!(!words.is_empty(), "{control}");
            let unknown = governs(control)
                .iter()
                .find(|thing| matches!(thing, Thing::Terraform(word) if word.starts_with('@')));
            assert_eq!(unknown, None, "{control}");
        }
    }

    #[test]
    fn things_are_told_by_kind() {
        let metadata = governs("cloud/metadata-service-protection");
        assert!(metadata.iter().any(|t| t.is_resource("azurerm_kubernetes_cluster")));
        assert!(!metadata.iter().any(|t| t.is_resource("aws_s3_bucket")));
        assert!(governs("cluster/gateway-tls").iter().any(|t| t.is_object("Ingress")));
        assert_eq!(governs("cloud/mfa-enforced"), [Thing::Estate]);
        assert!(governs("code/parameterized-queries").is_empty());
    }
}
