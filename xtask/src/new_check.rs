//! `cargo xtask new-check LAYER GROUP NAME`: two files with one stem, registered.

use crate::house::{self, House, LAYERS, Outcome, camel_case};
use crate::registry;

/// Scaffolds the check `NAME` (in snake case) and registers it.
pub(crate) fn run(house: &House, layer: &str, group: &str, name: &str) -> Outcome {
    if !LAYERS.contains(&layer) {
        return Err(vec![format!("unknown layer `{layer}` (one of {})", LAYERS.join(", "))]);
    }
    for word in [group, name] {
        if !is_snake_case(word) {
            return Err(vec![format!("`{word}` must be in snake case: `privileged_container`")]);
        }
    }
    let folder = house.checks(layer).join(group);
    let (source, page) = (folder.join(format!("{name}.rs")), folder.join(format!("{name}.md")));
    if source.exists() || page.exists() {
        return Err(vec![format!("{} is there already", house.short(&source))]);
    }
    let mut said = Vec::new();
    for (path, text) in [(&source, rust(layer, name)), (&page, markdown(layer, name))] {
        house::write(path, &text)?;
        said.push(format!("wrote {}", house.short(path)));
    }
    said.extend(registry::write(house)?);
    said.push("next: fill in both files, then `cargo test -p ringfort-engine --test pages`".into());
    Ok(said)
}

fn is_snake_case(word: &str) -> bool {
    let starts = word.starts_with(|c: char| c.is_ascii_lowercase());
    starts && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn rust(layer: &str, name: &str) -> String {
    let (id, kind) = (name.replace('_', "-"), camel_case(name));
    format!(
        r#"//! One line: what this check looks at.

use ringfort_check::model::kube::Workload;
use ringfort_check::{{Check, Meta, Scene, Severity, Verdict}};

/// What must hold.
pub struct {kind};

impl Check for {kind} {{
    const META: Meta = Meta::new(
        "{layer}/{id}",
        "What is wrong when it fires",
        "{layer}/the-control-it-belongs-to",
        Severity::Medium,
    );
    type On = Workload;

    fn run(_on: &Workload, _scene: &Scene<'_>) -> Verdict {{
        Verdict::NotApplicable
    }}
}}
"#
    )
}

fn markdown(layer: &str, name: &str) -> String {
    let id = name.replace('_', "-");
    format!(
        r"# What is wrong when it fires

## What it checks

## Why it matters

## The attack

## How to fix

```yaml
kind: Example # error: [{layer}/{id}]
```

```yaml
kind: Example
```

## Limits
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy;

    #[test]
    fn a_scaffold_has_every_heading() {
        assert_eq!(tidy::missing_headings(&markdown("cluster", "host_pid")), [""; 0]);
        assert!(rust("cluster", "host_pid").contains("pub struct HostPid;"));
    }

    #[test]
    fn names_are_snake_case() {
        for (word, good) in [("host_pid", true), ("HostPid", false), ("../x", false), ("1a", false)]
        {
            assert_eq!(is_snake_case(word), good, "{word}");
        }
    }
}
