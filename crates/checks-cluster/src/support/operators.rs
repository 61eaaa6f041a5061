//! Known operators and the rights they are known to need. Only what exceeds them is a finding.
//!
//! `operators.tsv`: the names a role goes by (prefixes, `;` between), a tab, the powers it needs
//! (`;` between, `*`: everything). Sources: the role manifests that the projects publish.

use ringfort_check::model::kube::Object;

const TABLE: &str = include_str!("operators.tsv");

/// Labels whose value names the software that an object belongs to.
const LABELS: &[&str] = &["app.kubernetes.io/name", "app.kubernetes.io/part-of", "k8s-app", "app"];

/// Is `object` (a role or binding) one of a known operator that needs `power`?
pub(crate) fn expects(object: &Object, power: &str) -> bool {
    rows().any(|(names, powers)| {
        is_named(object, names) && powers.split(';').any(|p| p == power || p == "*")
    })
}

/// Is `object` one of a known operator?
pub(crate) fn is_known(object: &Object) -> bool {
    rows().any(|(names, _)| is_named(object, names))
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
}

fn is_named(object: &Object, names: &str) -> bool {
    names.split(';').any(|name| {
        begins(&object.name, name) || LABELS.iter().any(|l| object.label(l) == Some(name))
    })
}

/// Is `text` the word `name`, or does it go on after it with a separator?
fn begins(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', ':', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_at_a_word() {
        let table = [
            ("cert-manager-cainjector", "cert-manager", true),
            ("cert-manager", "cert-manager", true),
            ("cert-managerial", "cert-manager", false),
            ("my-cert-manager", "cert-manager", false),
        ];
        for (text, name, expected) in table {
            assert_eq!(begins(text, name), expected, "{text} {name}");
        }
    }

    #[test]
    fn every_row_has_names_and_powers() {
        for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 2, "{line}");
        }
    }
}
