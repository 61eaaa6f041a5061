//! Order in the house: lengths, pairs, pages, stray paths.

use std::path::Path;

use crate::house::{self, House, LAYERS, Outcome, has_ending, name, stem};

/// Lines of a hand-written file.
const MAX_FILE: usize = 600;
/// Lines of a function, braces and all.
const MAX_FUNCTION: usize = 60;
/// The same in tests, whose functions are tables of cases: one table is better than many alike.
const MAX_TEST_FILE: usize = 800;
/// Lines of a function of tests.
const MAX_TEST_FUNCTION: usize = 140;
/// What every page of a check answers.
const HEADINGS: [&str; 5] =
    ["What it checks", "Why it matters", "The attack", "How to fix", "Limits"];

/// All of it.
pub(crate) fn run(house: &House) -> Outcome {
    let mut mistakes = Vec::new();
    let mut count = 0;
    for top in ["crates", "xtask"] {
        for path in house::walk(&house.root.join(top)) {
            let Ok(text) = house::read(&path) else { continue };
            count += 1;
            let said = inspect(&path, &text);
            mistakes.extend(said.into_iter().map(|m| format!("{}{m}", house.short(&path))));
        }
    }
    mistakes.extend(LAYERS.iter().flat_map(|layer| pairs(house, layer)));
    if mistakes.is_empty() { Ok(vec![format!("{count} files in order")]) } else { Err(mistakes) }
}

/// Mistakes of one file, each beginning with `:LINE: ` or `: `.
fn inspect(path: &Path, text: &str) -> Vec<String> {
    let mut mistakes = stray_paths(text);
    if has_ending(path, "rs") {
        let lines = text.lines().count();
        let tests = path.components().any(|part| part.as_os_str() == "tests");
        let (most, longest) =
            if tests { (MAX_TEST_FILE, MAX_TEST_FUNCTION) } else { (MAX_FILE, MAX_FUNCTION) };
        if lines > most && name(path) != "registry.rs" {
            mistakes.push(format!(": {lines} lines (at most {most}): split it"));
        }
        mistakes.extend(long_functions(text, longest));
    }
    mistakes
}

/// Functions over `most` lines: from a line with `fn` to the line that closes at its indentation.
fn long_functions(text: &str, most: usize) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut mistakes = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
        let close = format!("{}}}", indentation(line));
        let length = lines.iter().skip(at).position(|l| **l == close).map_or(0, |n| n + 1);
        if length > most && !line.trim_end().ends_with(';') {
            let (line, name) = (at + 1, function_name(line));
            mistakes.push(format!(":{line}: `{name}` has {length} lines (at most {most})"));
        }
    }
    mistakes
}

fn indentation(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len()).unwrap_or("")
}

fn is_function(line: &str) -> bool {
    let mut words = line.split_whitespace().skip_while(|word| {
        word.starts_with("pub") || ["const", "async", "unsafe", "in", "super)"].contains(word)
    });
    words.next() == Some("fn")
}

fn function_name(line: &str) -> &str {
    let after = line.split_once("fn ").map_or("", |(_, after)| after);
    after.split(['(', '<']).next().unwrap_or("")
}

/// Paths of one machine, which mean nothing on another. The needles are put together here, so that
/// this file does not name them itself.
fn stray_paths(text: &str) -> Vec<String> {
    let needles = [["/ho", "me/"], ["/wo", "rk/"], ["/Use", "rs/"], ["C:\\Use", "rs"]];
    let needles = needles.map(|parts| parts.concat());
    let mut mistakes = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let found = needles.iter().find(|n| is_absolute(line, n));
        mistakes.extend(found.map(|n| format!(":{}: a path of one machine: `{n}`", at + 1)));
    }
    mistakes
}

/// Does `needle` stand in `line` as the beginning of a path, not in the middle of a longer one?
fn is_absolute(line: &str, needle: &str) -> bool {
    line.match_indices(needle).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        before.is_none_or(|c| c.is_whitespace() || "\"'`(=:,".contains(c))
    })
}

/// Checks without a page, pages without a check, pages without their headings.
fn pairs(house: &House, layer: &str) -> Vec<String> {
    let mut mistakes = Vec::new();
    for path in house::walk(&house.checks(layer)) {
        let (short, text) = (house.short(&path), house::read(&path).unwrap_or_default());
        let sibling = |ending| path.with_extension(ending).is_file();
        if has_ending(&path, "rs") && text.contains("impl Check for") && !sibling("md") {
            mistakes.push(format!("{short}: a check without its page {}.md", stem(&path)));
        }
        if has_ending(&path, "md") {
            if !sibling("rs") {
                mistakes.push(format!("{short}: a page without its check {}.rs", stem(&path)));
            }
            let missing = missing_headings(&text);
            mistakes.extend(
                missing.iter().map(|h| format!("{short}: the heading `## {h}` is missing")),
            );
        }
    }
    mistakes
}

/// The headings that a page lacks.
pub(crate) fn missing_headings(page: &str) -> Vec<&'static str> {
    let has = |heading: &str| {
        page.lines().any(|l| l.starts_with("##") && l.trim_start_matches('#').trim() == heading)
    };
    HEADINGS.into_iter().filter(|heading| !has(heading)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_functions_are_named() {
        let body = "        let a = 1;\n".repeat(MAX_FUNCTION - 1);
        let long = format!("impl X {{\n    pub(crate) const fn far<T>() {{\n{body}    }}\n}}\n");
        let said = long_functions(&long, MAX_FUNCTION);
        assert_eq!(said, [format!(":2: `far` has {} lines (at most 60)", MAX_FUNCTION + 1)]);
        let short = long.replacen("        let a = 1;\n", "", 1);
        assert_eq!(long_functions(&short, MAX_FUNCTION), [""; 0]);
    }

    #[test]
    fn stray_paths_are_told_from_paths_inside_an_image() {
        let home = ["/ho", "me/me/x"].concat();
        let table =
            [(format!("open({home})"), 1), (format!("a{home}"), 0), ("/app/x".to_owned(), 0)];
        for (line, count) in table {
            assert_eq!(stray_paths(&line).len(), count, "{line}");
        }
    }

    #[test]
    fn pages_need_their_headings() {
        let page = "## What it checks\n## Why it matters\n### The attack\n## How to fix\n";
        assert_eq!(missing_headings(page), ["Limits"]);
    }
}
