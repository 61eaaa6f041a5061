//! The arrows between crates, compared with the table in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::house::{self, House, Outcome};

const PREFIX: &str = "ringfort-";

/// From crate to the crates it may use, or does use.
type Arrows = BTreeMap<String, BTreeSet<String>>;

/// Compares the two.
pub(crate) fn run(house: &House) -> Outcome {
    let table = house::read(&house.root.join("ARCHITECTURE.md"))?;
    let allowed = allowed(&table)?;
    let found = edges(&metadata(house)?);
    let mistakes = forbidden(&found, &allowed);
    let count: usize = found.values().map(BTreeSet::len).sum();
    if mistakes.is_empty() {
        return Ok(vec![format!(
            "{count} arrows between {} crates, all in the table",
            found.len()
        )]);
    }
    Err(mistakes)
}

fn metadata(house: &House) -> Result<Value, Vec<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(&house.root)
        .output()
        .map_err(|error| vec![format!("cargo metadata: {error}")])?;
    serde_json::from_slice(&run.stdout).map_err(|_| {
        vec![format!("cargo metadata: {}", String::from_utf8_lossy(&run.stderr).trim())]
    })
}

/// The rows of the table with the header `| floor | crate | owns | may use |`. A row may name several
/// crates. What may be used are the crates named in the last cell; `all above` (with `but X, Y`) means
/// every crate of an earlier row (but these), `anything` every crate, `anything of A` what A may use.
fn allowed(page: &str) -> Result<Arrows, Vec<String>> {
    let mut arrows = Arrows::new();
    let mut above: BTreeSet<String> = BTreeSet::new();
    let rows = page.lines().skip_while(|line| !is_header(line)).skip(2);
    for row in rows.take_while(|line| line.trim_start().starts_with('|')) {
        let cells: Vec<&str> = row.trim().trim_matches('|').split('|').map(str::trim).collect();
        let [_, names, .., uses] = cells.as_slice() else {
            return Err(vec![format!("ARCHITECTURE.md: a row needs four cells: {row}")]);
        };
        let names = words(names);
        let uses = may_use(uses, &above, &arrows);
        above.extend(names.iter().cloned());
        arrows.extend(names.into_iter().map(|name| (name, uses.clone())));
    }
    if arrows.is_empty() {
        let header = "| floor | crate | owns | may use |";
        return Err(vec![format!("ARCHITECTURE.md: no table with the header {header}")]);
    }
    Ok(arrows)
}

fn is_header(line: &str) -> bool {
    let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
    cells == ["floor", "crate", "owns", "may use"]
}

fn may_use(cell: &str, above: &BTreeSet<String>, arrows: &Arrows) -> BTreeSet<String> {
    let (general, but) = cell.split_once(" but ").unwrap_or((cell, ""));
    let but: BTreeSet<String> = words(but).into_iter().collect();
    let named = words(general).into_iter().filter(|w| arrows.contains_key(w));
    let mut uses: BTreeSet<String> = named.collect();
    if general.contains("all above") {
        uses.extend(above.iter().filter(|name| !but.contains(*name)).cloned());
    }
    if general.contains("anything") {
        uses.insert("*".to_owned());
    }
    uses
}

/// The crate names in a cell, backticks and the prefix left out.
fn words(cell: &str) -> Vec<String> {
    let words = cell.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
    let short = |word: &str| word.strip_prefix(PREFIX).unwrap_or(word).to_owned();
    words.filter(|word| word.len() > 1).map(short).collect()
}

/// The arrows that there are. What only a crate's tests use (to build a scene from text) is no arrow.
fn edges(metadata: &Value) -> Arrows {
    let packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let name = |value: &Value| value.get("name").and_then(Value::as_str).unwrap_or("").to_owned();
    let short = |name: String| name.strip_prefix(PREFIX).unwrap_or(&name).to_owned();
    let all: Vec<&Value> = packages.collect();
    let members: BTreeSet<String> = all.iter().map(|p| name(p)).collect();
    let uses = |package: &Value| {
        let dependencies = package.get("dependencies").and_then(Value::as_array);
        let is_dev = |d: &&Value| d.get("kind").and_then(Value::as_str) == Some("dev");
        let names = dependencies.into_iter().flatten().filter(|d| !is_dev(d)).map(name);
        names.filter(|n| members.contains(n)).map(short).collect()
    };
    all.iter().map(|package| (short(name(package)), uses(package))).collect()
}

fn forbidden(found: &Arrows, allowed: &Arrows) -> Vec<String> {
    let mut mistakes = Vec::new();
    for (from, uses) in found {
        let Some(may) = allowed.get(from) else {
            mistakes.push(format!("{from}: not in the table of ARCHITECTURE.md"));
            continue;
        };
        let bad = uses.iter().filter(|to| !may.contains(*to) && !may.contains("*"));
        mistakes
            .extend(bad.map(|to| format!("{from} -> {to}: not in the table of ARCHITECTURE.md")));
    }
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Architecture\n\n| floor | crate | owns | may use |\n|-|-|-|-|\n\
        | 1 | source | places | - |\n| 2 | `vocab` | words | source |\n| 3 | report | formats | vocab |\n\
        | 5 | checks-cloud, checks-code | checks | vocab |\n| 6 | engine | pipeline | all above but report |\n\
        | - | xtask | tasks | anything |\n\nEnd.\n";

    fn arrows(pairs: &[(&str, &[&str])]) -> Arrows {
        let own = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        pairs.iter().map(|(from, to)| ((*from).to_owned(), own(to))).collect()
    }

    #[test]
    fn the_table_is_read() {
        let allowed = allowed(PAGE).unwrap_or_default();
        let expected = arrows(&[
            ("source", &[]),
            ("vocab", &["source"]),
            ("report", &["vocab"]),
            ("checks-cloud", &["vocab"]),
            ("checks-code", &["vocab"]),
            ("engine", &["source", "vocab", "checks-cloud", "checks-code"]),
            ("xtask", &["*"]),
        ]);
        assert_eq!(allowed, expected);
        assert!(super::allowed("no table").is_err());
    }

    #[test]
    fn dependencies_are_arrows_unless_only_tests_use_them() {
        let dependency = |name, kind| serde_json::json!({"name": name, "kind": kind});
        let uses = [
            dependency("ringfort-source", Value::Null),
            dependency("ringfort-vocab", "dev".into()),
            dependency("serde", Value::Null),
        ];
        let metadata = serde_json::json!({"packages": [
            {"name": "ringfort-report", "dependencies": uses},
            {"name": "ringfort-source", "dependencies": []},
            {"name": "ringfort-vocab", "dependencies": []},
        ]});
        let expected = arrows(&[("report", &["source"]), ("source", &[]), ("vocab", &[])]);
        assert_eq!(edges(&metadata), expected);
    }

    #[test]
    fn arrows_outside_the_table_are_named() {
        let allowed = allowed(PAGE).unwrap_or_default();
        let found = arrows(&[
            ("report", &["vocab", "source"]),
            ("checks-cloud", &["checks-code"]),
            ("xtask", &["engine"]),
            ("new", &[]),
        ]);
        assert_eq!(
            forbidden(&found, &allowed),
            [
                "checks-cloud -> checks-code: not in the table of ARCHITECTURE.md",
                "new: not in the table of ARCHITECTURE.md",
                "report -> source: not in the table of ARCHITECTURE.md",
            ]
        );
    }

    #[test]
    fn the_house_keeps_to_its_table() {
        assert_eq!(run(&House::here()).err(), None);
    }
}
