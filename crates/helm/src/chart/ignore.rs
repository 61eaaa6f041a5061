//! `.helmignore`: which files of a chart's folder are no part of it.

use crate::glob;

/// The rules of a `.helmignore`.
#[derive(Debug, Default)]
pub(super) struct Ignore {
    rules: Vec<(bool, String)>,
}

impl Ignore {
    pub(super) fn new(text: &str) -> Self {
        let lines = text.lines().map(str::trim);
        let rules = lines.filter(|l| !l.is_empty() && !l.starts_with('#') && !l.contains("**"));
        let rule = |line: &str| match line.strip_prefix('!') {
            Some(pattern) => (true, pattern.to_owned()),
            None => (false, line.to_owned()),
        };
        Self { rules: rules.map(rule).collect() }
    }

    /// Is the file at `path` (in the chart) left out?
    pub(super) fn covers(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| (path.get(..at).unwrap_or(""), true));
        folders.chain([(path, false)]).any(|(part, folder)| {
            self.rules.iter().any(|(kept, rule)| {
                let only_folders = rule.ends_with('/');
                !kept && (folder || !only_folders) && fits(rule.trim_end_matches('/'), part)
            }) && !self.rules.iter().any(|(kept, rule)| *kept && fits(rule, part))
        })
    }
}

fn fits(rule: &str, path: &str) -> bool {
    if let Some(anchored) = rule.strip_prefix('/') {
        return glob::matches(anchored, path);
    }
    if rule.contains('/') {
        return glob::matches(rule, path);
    }
    glob::matches(rule, path.rsplit('/').next().unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_cover_files() {
        let ignore = Ignore::new("# editors\n*.swp\n.git/\n/ci\ndocs/*.md\n!keep.swp\n");
        let table = [
            ("a.swp", true),
            ("templates/a.swp", true),
            ("keep.swp", false),
            (".git/config", true),
            ("ci/values.yaml", true),
            ("x/ci/values.yaml", false),
            ("docs/a.md", true),
            ("templates/a.yaml", false),
        ];
        for (path, expected) in table {
            assert_eq!(ignore.covers(path), expected, "{path}");
        }
    }
}
