//! CODEOWNERS: which patterns own which files.

/// Does the last rule of `text` that matches `path` name an owner?
pub(super) fn owns(text: &str, path: &str) -> bool {
    let mut rules = text.lines().filter_map(|line| {
        let line = line.split(" #").next().unwrap_or(line).trim();
        let mut words = line.split_whitespace();
        let pattern = words.next().filter(|p| !p.starts_with('#') && !p.starts_with('['))?;
        Some((pattern, words.next().is_some()))
    });
    rules.rfind(|(pattern, _)| matches(pattern, path)).is_some_and(|(_, owned)| owned)
}

/// The rules of `.gitignore`, which CODEOWNERS shares but for `!` and character classes.
fn matches(pattern: &str, path: &str) -> bool {
    let anchored = pattern.trim_end_matches('/').contains('/');
    let folder = pattern.ends_with('/');
    let body: Vec<&str> = pattern.trim_matches('/').split('/').collect();
    let parts: Vec<&str> = path.split('/').collect();
    let starts = if anchored { 0..1 } else { 0..parts.len() };
    starts.into_iter().any(|at| {
        let rest = parts.get(at..).unwrap_or_default();
        // `docs/*` takes files of the folder, not of the folders in it.
        let whole = body.last() == Some(&"*") && body.len() > 1;
        fits(&body, rest, folder, whole)
    })
}

/// Do the parts match from the first on? Where all of the pattern is used up, what is left lies below.
fn fits(pattern: &[&str], parts: &[&str], folder: bool, whole: bool) -> bool {
    match (pattern.split_first(), parts.split_first()) {
        (None, None) => !folder,
        (None, Some(_)) => !whole,
        (Some((&"**", rest)), _) => {
            fits(rest, parts, folder, whole)
                || parts.split_first().is_some_and(|(_, p)| fits(pattern, p, folder, whole))
        }
        (Some(_), None) => false,
        (Some((p, rest)), Some((part, parts))) => glob(p, part) && fits(rest, parts, folder, whole),
    }
}

/// `*` takes any characters, `?` one.
fn glob(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => {
            let same = |(p, t): (char, char)| p == '?' || p == t;
            pattern.chars().count() == text.chars().count()
                && pattern.chars().zip(text.chars()).all(same)
        }
        Some((head, tail)) => text.strip_prefix(head).is_some_and(|rest| {
            let ends = rest.char_indices().map(|(i, _)| i).chain([rest.len()]);
            ends.into_iter().any(|i| glob(tail, rest.get(i..).unwrap_or("")))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_rule_that_matches_decides() {
        let table = [
            ("* @a", "k8s/x.yaml", true),
            ("* @a\n/k8s/", "k8s/x.yaml", false),
            ("/.github/ @a", ".github/workflows/ci.yaml", true),
            ("/docs/ @a", "k8s/x.yaml", false),
            ("*.tf @a", "infra/main.tf", true),
            ("docs/* @a", "docs/a/b.md", false),
            ("infra/** @a", "infra/a/main.tf", true),
            ("Dockerfile @a", "api/Dockerfile", true),
            ("# * @a", "x", false),
            ("/requirements* @a", "requirements.txt", true),
        ];
        for (text, path, owned) in table {
            assert_eq!(owns(text, path), owned, "{text} {path}");
        }
    }
}
