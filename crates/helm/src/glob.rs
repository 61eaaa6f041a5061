//! Globs over paths, as `.Files.Glob` reads them: `*` within a folder, `**` across, `?`, `[a-z]`, `{a,b}`.

/// How many alternatives of braces are tried.
const MAX_ALTERNATIVES: usize = 256;
/// How many steps one match may take.
const MAX_STEPS: usize = 100_000;

/// Does `pattern` match the whole of `path`?
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let mut steps = MAX_STEPS;
    let text: Vec<char> = path.chars().collect();
    alternatives(pattern).iter().any(|p| {
        let pattern: Vec<char> = p.chars().collect();
        run(&pattern, &text, &mut steps)
    })
}

/// The pattern with its braces written out.
fn alternatives(pattern: &str) -> Vec<String> {
    let mut done = vec![];
    let mut left = vec![pattern.to_owned()];
    while let Some(next) = left.pop() {
        let braces = next.find('{').and_then(|open| {
            let close = open + next.get(open..)?.find('}')?;
            Some((next.get(..open)?, next.get(open + 1..close)?, next.get(close + 1..)?))
        });
        match braces {
            Some((before, inside, after)) if left.len() + done.len() < MAX_ALTERNATIVES => {
                left.extend(inside.split(',').map(|part| format!("{before}{part}{after}")));
            }
            _ => done.push(next),
        }
    }
    done
}

fn run(pattern: &[char], text: &[char], steps: &mut usize) -> bool {
    let Some(left) = steps.checked_sub(1) else { return false };
    *steps = left;
    match pattern {
        [] => text.is_empty(),
        ['*', '*', rest @ ..] => {
            (0..=text.len()).any(|n| text.get(n..).is_some_and(|tail| run(rest, tail, steps)))
        }
        ['*', rest @ ..] => {
            let folder = text.iter().position(|c| *c == '/').unwrap_or(text.len());
            (0..=folder).any(|n| text.get(n..).is_some_and(|tail| run(rest, tail, steps)))
        }
        ['?', rest @ ..] => match text {
            [c, tail @ ..] if *c != '/' => run(rest, tail, steps),
            _ => false,
        },
        ['[', rest @ ..] => class(rest, text, steps),
        ['\\', c, rest @ ..] | [c, rest @ ..] => match text {
            [first, tail @ ..] if first == c => run(rest, tail, steps),
            _ => false,
        },
    }
}

fn class(pattern: &[char], text: &[char], steps: &mut usize) -> bool {
    let ([c, tail @ ..], Some(close)) = (text, pattern.iter().position(|c| *c == ']')) else {
        return false;
    };
    let (set, rest) =
        (pattern.get(..close).unwrap_or(&[]), pattern.get(close + 1..).unwrap_or(&[]));
    let (negated, set) = match set {
        ['!' | '^', set @ ..] => (true, set),
        set => (false, set),
    };
    let range = set.windows(3).any(|w| matches!(w, [a, '-', b] if (*a..=*b).contains(c)));
    (range || set.contains(c)) != negated && run(rest, tail, steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_paths() {
        let table = [
            ("*", "a.txt", true),
            ("*", "a/b.txt", false),
            ("**", "a/b.txt", true),
            ("conf/*.{json,yaml}", "conf/a.yaml", true),
            ("conf/*.{json,yaml}", "conf/a.toml", false),
            ("a?c", "abc", true),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("files/**.conf", "files/x/y.conf", true),
            ("a", "ab", false),
        ];
        for (pattern, path, expected) in table {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
