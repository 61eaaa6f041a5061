//! The checklist for a stack: per layer the biggest risk, its control, and the minimum per
//! environment, outermost layer first (`data/checklist.tsv`).

use ringfort_vocab::{Control, ControlId, Environment, Layer, Requirement};
use serde::Serialize;

use ringfort_vocab::nearest;

use crate::{catalogue::catalogue, tsv};

/// The words of a stack that the checklist knows, each with its other spellings.
const STACK: [(&str, &[&str]); 14] = [
    ("fastapi", &["fast-api"]),
    ("flask", &[]),
    ("django", &["drf"]),
    ("sqlite", &["sqlite3", "aiosqlite"]),
    ("postgres", &["postgresql", "psql", "rds"]),
    ("redis", &["valkey", "elasticache"]),
    ("dapr", &[]),
    ("docker-desktop", &["dockerdesktop", "docker"]),
    ("eks", &["aws"]),
    ("aks", &["azure"]),
    ("gke", &["gcp", "google"]),
    ("kubernetes", &["k8s", "kind", "minikube"]),
    ("terraform", &["opentofu", "tofu"]),
    ("github-actions", &["github", "gha"]),
];

/// The clouds that run a control plane.
const MANAGED: [&str; 3] = ["eks", "aks", "gke"];

/// A checklist.
#[derive(Clone, Debug, Serialize)]
pub struct Checklist {
    /// Its rows, outermost layer first, within a layer the biggest risk first.
    pub rows: Vec<ChecklistRow>,
    /// Words of the stack that it does not know. They changed nothing.
    pub unknown: Vec<UnknownWord>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistRow {
    /// The layer.
    pub layer: Layer,
    /// The risk that the control answers.
    pub biggest_risk: &'static str,
    /// The control.
    pub control: ControlId,
    /// Its name.
    pub name: &'static str,
    /// The minimum in development; `None` where development was not asked for.
    pub dev_minimum: Option<String>,
    /// The minimum in production; `None` where production was not asked for.
    pub prod_minimum: Option<String>,
    /// Why the control belongs to this layer.
    pub why: &'static str,
}

/// A word of the stack that is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// What it may have meant.
    pub nearest: Option<&'static str>,
}

/// The words that [`checklist()`] knows.
pub fn stack_words() -> impl Iterator<Item = &'static str> {
    STACK.into_iter().map(|(word, _)| word)
}

/// The checklist for a stack and environments. An empty `envs` means both.
pub fn checklist(stack: &[String], envs: &[Environment]) -> Checklist {
    let (mut known, mut unknown) = (vec![], vec![]);
    for word in stack {
        match canonical(word) {
            Some(word) => known.push(word),
            None => unknown.push(UnknownWord { word: word.clone(), nearest: suggestion(word) }),
        }
    }
    let mut rows: Vec<ChecklistRow> = vec![];
    for line in tsv::rows(include_str!("../data/checklist.tsv")) {
        let fits = applies(&line.list(1, ','), &known);
        if fits && !rows.iter().any(|row| row.control == line.get(0)) {
            rows.extend(catalogue().control(line.get(0)).map(|control| row(control, &line, envs)));
        }
    }
    rows.sort_by_key(|row| row.layer);
    Checklist { rows, unknown }
}

fn suggestion(word: &str) -> Option<&'static str> {
    let spellings = STACK.iter().flat_map(|(word, others)| others.iter().copied().chain([*word]));
    nearest(word, spellings).and_then(canonical)
}

fn canonical(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase().replace([' ', '_'], "-");
    let known = |(name, others): &&(&str, &[&str])| *name == word || others.contains(&&*word);
    STACK.iter().find(known).map(|(name, _)| *name)
}

/// Does a line that wants one of these words fit the stack? A stack that names no provider is
/// answered for AWS, as the catalogue's first steps are.
fn applies(wanted: &[&str], stack: &[&str]) -> bool {
    let provider = stack.iter().any(|word| MANAGED.contains(word));
    let asked = |word: &&str| stack.contains(word) || (*word == "eks" && !provider);
    wanted.is_empty() || wanted.iter().any(asked)
}

fn row(control: &Control, line: &tsv::Row, envs: &[Environment]) -> ChecklistRow {
    let minimum = |environment, requirement, own| {
        let asked = envs.is_empty() || envs.contains(&environment);
        asked.then(|| minimum(control.id, environment, requirement, own))
    };
    ChecklistRow {
        layer: control.layer,
        biggest_risk: line.get(2),
        control: control.id,
        name: control.name,
        dev_minimum: minimum(Environment::Dev, control.dev, line.get(3)),
        prod_minimum: minimum(Environment::Prod, control.prod, line.get(4)),
        why: control.why_this_layer,
    }
}

fn minimum(control: &str, env: Environment, requirement: Requirement, own: &str) -> String {
    let action = if own.is_empty() { catalogue().action(control, env) } else { own };
    match requirement {
        Requirement::NotApplicable => format!("Not needed on a workstation; {}", lower(action)),
        Requirement::Optional => format!("Optional: {}", lower(action)),
        Requirement::Recommended => format!("Recommended: {}", lower(action)),
        Requirement::Required => action.to_owned(),
    }
}

fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stack(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn the_lessons_stack_is_answered_outermost_first() {
        let words = stack(&["fastapi", "sqlite", "dapr", "docker-desktop", "eks"]);
        let got = checklist(&words, &[Environment::Dev, Environment::Prod]);
        assert!(got.unknown.is_empty());
        let mut layers: Vec<_> = got.rows.iter().map(|row| row.layer).collect();
        assert!(layers.is_sorted());
        layers.dedup();
        assert_eq!(layers, Layer::ALL);
        let find = |id: &str| got.rows.iter().find(|row| row.control == id);
        for id in [
            "cloud/workstation-protection",
            "cloud/private-control-plane-endpoint",
            "cluster/anonymous-auth-disabled",
            "cluster/dapr-component-scoping",
            "container/non-root-execution",
            "code/input-validation",
            "code/parameterized-queries",
        ] {
            let row = find(id).unwrap_or_else(|| panic!("{id}"));
            assert!(row.dev_minimum.as_ref().is_some_and(|m| !m.is_empty()), "{id}");
            assert!(row.prod_minimum.as_ref().is_some_and(|m| !m.is_empty()), "{id}");
        }
        let disk = find("cloud/volume-encryption-at-rest").expect("SQLite needs a volume");
        assert!(disk.dev_minimum.as_ref().is_some_and(|m| m.contains("does not encrypt")));
    }

    #[test]
    fn it_knows_the_stack() {
        let plain = checklist(&stack(&["flask", "postgres", "gke"]), &[Environment::Prod]);
        assert!(
            plain.rows.iter().all(|row| !row.control.contains("dapr") && row.dev_minimum.is_none())
        );
        let metadata = plain.rows.iter().find(|r| r.control == "cloud/metadata-service-protection");
        assert!(metadata.and_then(|r| r.prod_minimum.as_ref()).is_some_and(|m| m.contains("GKE")));
        let mut controls: Vec<_> = plain.rows.iter().map(|row| row.control).collect();
        controls.sort_unstable();
        controls.dedup();
        assert_eq!(controls.len(), plain.rows.len(), "one row per control");
    }

    #[test]
    fn unknown_words_are_reported_with_the_nearest() {
        let got = checklist(&stack(&["fastpai", "cobol", "PostgreSQL"]), &[]);
        let unknown: Vec<_> = got.unknown.iter().map(|u| (u.word.as_str(), u.nearest)).collect();
        assert_eq!(unknown, [("fastpai", Some("fastapi")), ("cobol", None)]);
    }

    #[test]
    fn every_line_names_a_control_and_known_words() {
        for line in tsv::rows(include_str!("../data/checklist.tsv")) {
            assert!(catalogue().control(line.get(0)).is_some(), "{}", line.get(0));
            assert!(!line.get(2).is_empty(), "{}", line.get(0));
            assert!(line.list(1, ',').iter().all(|word| canonical(word) == Some(*word)));
        }
    }
}
