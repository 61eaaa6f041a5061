//! The entries of `mapUsers` and `mapRoles` in the ConfigMap aws-auth.
//!
//! The values are YAML within a text: a list of flat maps whose only nested value is the list of groups.
//! Reading that shape line by line is enough, and a text of another shape gives no entries.

/// A mapping of an ARN to groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The role or user.
    pub arn: String,
    /// Its groups in the cluster.
    pub groups: Vec<String>,
}

impl Mapping {
    /// Is it in the group that no RBAC rule binds?
    pub fn is_administrator(&self) -> bool {
        self.groups.iter().any(|g| g == "system:masters")
    }
}

/// The entries of `text`.
pub fn entries(text: &str) -> Vec<Mapping> {
    let mut out: Vec<Mapping> = vec![];
    let mut outer = None;
    for line in text.lines().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#')) {
        let indent = line.len() - line.trim_start().len();
        let mut rest = line.trim();
        if let Some(item) = rest.strip_prefix("- ") {
            if indent <= *outer.get_or_insert(indent) && item.contains(':') && !is_group(item) {
                out.push(Mapping::default());
            } else if let Some(entry) = out.last_mut() {
                entry.groups.push(plain(item));
                continue;
            }
            rest = item.trim();
        }
        let (Some(entry), Some((key, value))) = (out.last_mut(), rest.split_once(':')) else {
            continue;
        };
        match key.trim() {
            "rolearn" | "userarn" => entry.arn = plain(value),
            "groups" => {
                let list = value.trim().trim_start_matches('[').trim_end_matches(']');
                entry.groups.extend(list.split(',').map(plain).filter(|g| !g.is_empty()));
            }
            _ => {}
        }
    }
    out
}

/// A list item that is a group (`system:masters`) and not the first key of a map.
fn is_group(item: &str) -> bool {
    !item.split_once(':').is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(' '))
}

fn plain(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn groups_are_read_in_both_styles() {
        let text = "- rolearn: arn:a\n  groups:\n  - system:nodes\n  - system:masters\n- groups: [\"x\", 'system:masters']\n  userarn: 'arn:b'\n- rolearn: arn:c\n  groups:\n    - system:nodes\n";
        let read: Vec<(String, bool)> =
            entries(text).into_iter().map(|e| (e.arn.clone(), e.is_administrator())).collect();
        let expected = [("arn:a", true), ("arn:b", true), ("arn:c", false)];
        assert_eq!(read, expected.map(|(arn, admin)| (arn.to_owned(), admin)));
    }
}
