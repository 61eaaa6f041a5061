//! Frameworks as data over checks: which requirement asks for what, and which checks decide it.
//!
//! A framework is one table (`data/frameworks/`): number, layer, how it can be evaluated, the checks that decide it,
//! and a title in words of our own. Checks that name a requirement in their metadata belong to it as well: they can
//! fail it, but only those in the table can pass it.

mod fold;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ringfort_vocab::Layer;
use ringfort_vocab::framework::{Listed, Means};

use crate::tsv;

pub use fold::{FrameworkInput, requirements};

/// One framework in one edition.
#[derive(Debug)]
pub struct Framework {
    /// The name that users write: `cis-k8s-1.12`.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Its edition.
    pub version: &'static str,
    /// What the metadata of checks puts before a requirement's number: `CIS-K8s-`.
    pub prefix: &'static str,
    /// Requirements that are left out because their numbers were not confirmed; empty where none is.
    pub not_confirmed: &'static str,
    /// Numbers that checks carry in their metadata and that this edition does not have.
    pub foreign: Vec<&'static str>,
    /// The requirements, in the framework's order.
    pub clauses: Vec<Clause>,
}

/// One requirement as the table has it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its number.
    pub id: &'static str,
    /// Its layer.
    pub layer: Layer,
    /// What it takes to evaluate it.
    pub means: Means,
    /// The same as an instruction.
    pub how: &'static str,
    /// The checks that decide it: all of these groups must have decided for it to pass, each by one check at least.
    pub decides: Vec<Vec<&'static str>>,
    /// Checks that may fail it, and are not enough for a pass.
    pub supports: Vec<&'static str>,
    /// Checks that name the requirement, but follow another edition's numbers or ask for something else.
    pub excluded: Vec<&'static str>,
    /// Which rulings of these checks belong to it; `None`: all.
    pub only: Option<Only>,
    /// What it asks for.
    pub title: &'static str,
}

/// What a row is limited to, by a word in any letter case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Subjects whose name holds the word.
    Subject(&'static str),
    /// Rulings whose sentence holds the word: where a subject speaks of several files of a node.
    Sentence(&'static str),
}

impl Framework {
    /// What `--list` shows of it.
    pub fn listed(&self) -> Listed {
        let from_files = self.clauses.iter().filter(|c| c.means == Means::Files).count();
        Listed {
            id: self.id,
            name: self.name,
            version: self.version,
            requirements: self.clauses.len(),
            from_files,
            not_confirmed: self.not_confirmed,
        }
    }

    /// The name by which the metadata of checks refers to a requirement.
    pub fn tag(&self, clause: &Clause) -> String {
        format!("{}{}", self.prefix, clause.id)
    }
}

/// Name, name for people, edition, prefix, table.
type Edition = (&'static str, &'static str, &'static str, &'static str, &'static str);

macro_rules! table {
    ($file:literal) => {
        include_str!(concat!("../../data/frameworks/", $file, ".tsv"))
    };
}

const EDITIONS: [Edition; 13] = [
    ("cis-k8s-1.12", "CIS Kubernetes Benchmark", "1.12", "CIS-K8s-", table!("cis-k8s-1.12")),
    ("cis-eks-1.8", "CIS Amazon EKS Benchmark", "1.8", "CIS-EKS-", table!("cis-eks-1.8")),
    ("cis-aks-1.8", "CIS Azure AKS Benchmark", "1.8", "CIS-AKS-", table!("cis-aks-1.8")),
    ("cis-gke-1.9", "CIS Google GKE Benchmark", "1.9", "CIS-GKE-", table!("cis-gke-1.9")),
    ("cis-docker-1.6", "CIS Docker Benchmark", "1.6", "CIS-Docker-", table!("cis-docker-1.6")),
    ("cis-aws-7.0", "CIS AWS Foundations Benchmark", "7.0.0", "CIS-AWS-", table!("cis-aws-7.0")),
    (
        "cis-azure-6.0",
        "CIS Microsoft Azure Foundations Benchmark",
        "6.0.0",
        "CIS-Azure-",
        table!("cis-azure-6.0"),
    ),
    (
        "cis-gcp-5.0",
        "CIS Google Cloud Foundation Benchmark",
        "5.0.0",
        "CIS-GCP-",
        table!("cis-gcp-5.0"),
    ),
    ("pss", "Kubernetes Pod Security Standards", "1.34", "PSS-", table!("pss")),
    ("nsa-cisa-1.2", "NSA/CISA Kubernetes Hardening Guide", "1.2", "NSA-", table!("nsa-cisa-1.2")),
    (
        "owasp-k8s-2022",
        "OWASP Kubernetes Top 10",
        "2022",
        "OWASP-K8s-2022-",
        table!("owasp-k8s-2022"),
    ),
    (
        "owasp-k8s-2025",
        "OWASP Kubernetes Top 10",
        "2025",
        "OWASP-K8s-2025-",
        table!("owasp-k8s-2025"),
    ),
    ("mitre-containers", "MITRE ATT&CK for Containers", "18", "MITRE-", table!("mitre-containers")),
];

/// All frameworks.
pub fn frameworks() -> &'static [Framework] {
    static ALL: OnceLock<Vec<Framework>> = OnceLock::new();
    ALL.get_or_init(|| EDITIONS.into_iter().map(read).collect())
}

/// The framework of a name, in any letter case.
pub fn framework(id: &str) -> Option<&'static Framework> {
    frameworks().iter().find(|f| f.id.eq_ignore_ascii_case(id))
}

fn read((id, name, version, prefix, table): Edition) -> Framework {
    let ways: BTreeMap<&str, (Means, &'static str)> = ways().collect();
    let clauses = tsv::rows(table).filter_map(|row| clause(&row, &ways)).collect();
    let not_confirmed = match headed(table, "requirements not confirmed:") {
        "none" => "",
        some => some,
    };
    let foreign = tsv::items(headed(table, "numbers of other editions that checks carry:"), ' ');
    Framework { id, name, version, prefix, not_confirmed, foreign, clauses }
}

/// What stands behind a word in the table's comments; empty where it is not there.
fn headed(table: &'static str, word: &str) -> &'static str {
    let mut comments = table.lines().filter_map(|line| line.strip_prefix("# "));
    comments.find_map(|line| line.strip_prefix(word)).map_or("", str::trim)
}

/// The ways to evaluate something, by the word that tables use.
fn ways() -> impl Iterator<Item = (&'static str, (Means, &'static str))> {
    let rows = tsv::rows(include_str!("../../data/frameworks/ways.tsv"));
    rows.filter_map(|row| {
        let means = Means::ALL.into_iter().find(|m| m.name() == row.get(1))?;
        Some((row.get(0), (means, row.get(2))))
    })
}

fn clause(row: &tsv::Row, ways: &BTreeMap<&str, (Means, &'static str)>) -> Option<Clause> {
    let (means, how) = *ways.get(row.get(2))?;
    let words = row.list(3, ' ');
    let marked = |mark: char| words.iter().filter_map(move |w| w.strip_prefix(mark));
    let decides = words.iter().filter(|w| !w.starts_with(['!', '+', '@', '~']));
    Some(Clause {
        id: row.get(0),
        layer: Layer::parse(row.get(1))?,
        means,
        how,
        decides: decides.map(|w| tsv::items(w, '|')).collect(),
        supports: marked('+').collect(),
        excluded: marked('!').collect(),
        only: marked('@').map(Only::Subject).chain(marked('~').map(Only::Sentence)).next(),
        title: row.get(4),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_is_read_and_says_what_it_must() {
        for (edition, framework) in EDITIONS.into_iter().zip(frameworks()) {
            let rows: Vec<tsv::Row> = tsv::rows(edition.4).collect();
            let ids: BTreeSet<&str> = framework.clauses.iter().map(|c| c.id).collect();
            for row in &rows {
                assert!(ids.contains(row.get(0)), "{}: {} is not read", framework.id, row.get(0));
            }
            assert_eq!(ids.len(), rows.len(), "{}: a number stands twice", framework.id);
            assert!(edition.4.contains("# requirements not confirmed:"), "{}", framework.id);
            for clause in &framework.clauses {
                let place = format!("{} {}", framework.id, clause.id);
                assert!(!clause.title.is_empty() && !clause.title.ends_with('.'), "{place}");
                assert!(clause.title.chars().count() <= 110, "{place}: {}", clause.title);
                let from_files = clause.means == Means::Files;
                assert_eq!(from_files, !clause.decides.is_empty(), "{place}: who decides?");
            }
        }
    }

    #[test]
    fn frameworks_are_found_by_name() {
        assert_eq!(framework("CIS-K8s-1.12").map(|f| f.version), Some("1.12"));
        assert!(framework("cis-k8s").is_none());
    }
}
