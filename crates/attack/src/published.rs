//! What roles allow that bindings name and no file declares: those of Kubernetes itself and of well-known add-ons, as
//! their projects publish them. Data: `data/roles.tsv`, each row with its source; only what leads on is in it.

use ringfort_model::kube::Rule;

/// The rules of the role `name` as its project publishes it; `None` for a role that is not known.
pub(crate) fn rules(name: &str) -> Option<Vec<Rule>> {
    let rows = include_str!("../data/roles.tsv").lines().skip(1);
    let found: Vec<Rule> = rows.filter_map(|row| rule(row, name)).collect();
    (!found.is_empty()).then_some(found)
}

/// The rule of a row, if the row is about `name`.
fn rule(row: &str, name: &str) -> Option<Rule> {
    let cells: Vec<&str> = row.split('\t').collect();
    let [names, group, resources, verbs, _] = *cells.as_slice() else { return None };
    if !names.split(',').any(|n| n == name) {
        return None;
    }
    let words = |text: &str| text.split(' ').map(Box::from).collect();
    let group = if group == "core" { "" } else { group };
    let (resources, verbs) = (words(resources), words(verbs));
    Some(Rule { verbs, groups: vec![group.into()], resources, ..Rule::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_has_its_source() {
        for row in include_str!("../data/roles.tsv").lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert!(cells.len() == 5 && cells.iter().all(|c| !c.is_empty()), "{row}");
            let first = cells.first().and_then(|names| names.split(',').next()).unwrap_or_default();
            assert!(rules(first).is_some(), "{row}");
        }
    }
}
