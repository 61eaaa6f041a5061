//! Reading check pages as tests: fenced blocks become files, marks become expectations.

use std::collections::BTreeMap;

/// One test case of a page: its files, what must be found in them, and the result of the fix.
#[derive(Debug, Default)]
#[allow(dead_code, reason = "each test file uses what it needs")]
pub(crate) struct Case {
    /// The line of the page on which the case begins, from 1.
    pub(crate) line: usize,
    /// Files by path, marks stripped.
    pub(crate) files: BTreeMap<String, String>,
    /// Expected findings: file and line.
    pub(crate) expected: Vec<(String, u32)>,
    /// The text of the first file after the fix.
    pub(crate) fixed: Option<String>,
    /// The path of the first file.
    pub(crate) first: String,
}

/// The cases of `page`, whose check is `id`.
pub(crate) fn cases(page: &str, id: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = vec![];
    let mut joined = false;
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.starts_with('#') {
            joined = false;
        }
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, l)| l).take_while(|l| l.trim_end() != "```").collect();
        let Some(block) = Block::new(info) else { continue };
        if block.fixed {
            if let Some(case) = cases.last_mut() {
                case.fixed = Some(body.join("\n") + "\n");
            }
            continue;
        }
        let repeats = cases.last().is_some_and(|c| c.files.contains_key(&block.file()));
        if !(joined && block.path.is_some()) || repeats {
            cases.push(Case { line: at + 1, ..Case::default() });
        }
        joined = true;
        if let Some(case) = cases.last_mut() {
            case.add(&block.file(), &body, id);
        }
    }
    cases
}

struct Block<'a> {
    language: &'a str,
    path: Option<&'a str>,
    fixed: bool,
}

impl<'a> Block<'a> {
    /// Reads an info string; `None` for languages that are no tests.
    fn new(info: &'a str) -> Option<Self> {
        let mut words = info.split_whitespace();
        let language = words.next()?;
        let known =
            ["yaml", "json", "hcl", "terraform", "dockerfile", "python", "toml", "txt", "ini"];
        if !known.contains(&language) {
            return None;
        }
        let (mut path, mut fixed) = (None, false);
        for word in words {
            path = word.strip_prefix("path=").or(path);
            fixed |= word == "fixed";
        }
        Some(Self { language, path, fixed })
    }

    fn file(&self) -> String {
        let name = match self.language {
            "hcl" | "terraform" => "main.tf",
            "dockerfile" => "Dockerfile",
            "python" => "main.py",
            "json" => "case.json",
            "toml" => "pyproject.toml",
            "txt" | "ini" => "case.txt",
            _ => "case.yaml",
        };
        self.path.unwrap_or(name).to_owned()
    }
}

impl Case {
    fn add(&mut self, path: &str, body: &[&str], id: &str) {
        let mut text = String::new();
        for (i, line) in body.iter().enumerate() {
            let (code, ids) = split_mark(line);
            if ids.contains(&id) {
                self.expected.push((path.to_owned(), i as u32 + 1));
            }
            text.push_str(code);
            text.push('\n');
        }
        if self.files.is_empty() {
            path.clone_into(&mut self.first);
        }
        self.files.insert(path.to_owned(), text);
    }
}

/// A line without its mark, and the ids in it: `# error: [a, b]`, also with `//` or `--`.
fn split_mark(line: &str) -> (&str, Vec<&str>) {
    for open in ["# error: [", "// error: [", "-- error: ["] {
        if let Some((code, rest)) = line.split_once(open) {
            let ids = rest.split_once(']').map_or(rest, |(ids, _)| ids);
            return (code.trim_end(), ids.split(',').map(str::trim).collect());
        }
    }
    (line, vec![])
}
