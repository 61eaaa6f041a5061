//! What a control governs, and whether all of it was read.

use std::collections::BTreeSet;

use ringfort_controls::{Governed, Thing, governs};
use ringfort_facts::Facts;
use ringfort_vocab::{Control, FileCoverage, FileState};

use crate::judge::Judged;
use crate::registry::registry;

/// What is known of the inventory: which controls have anything to govern, and where reading fell short.
pub(crate) struct Inventory<'a> {
    /// Controls that a check which ran belongs to.
    asked: BTreeSet<&'static str>,
    /// Controls that such a check had something to say about.
    ruled: BTreeSet<&'static str>,
    /// Types of the Terraform resources.
    resources: BTreeSet<&'a str>,
    /// Kinds of the Kubernetes objects.
    objects: BTreeSet<&'a str>,
    files: &'a [FileCoverage],
}

impl<'a> Inventory<'a> {
    /// The inventory of a run.
    pub(crate) fn new(judged: &Judged, facts: &'a Facts, files: &'a [FileCoverage]) -> Self {
        let asked = judged.iter().map(|(check, _)| check.meta.control).collect();
        let ruled = judged.iter().filter(|(_, o)| !o.rulings.is_empty());
        Self {
            asked,
            ruled: ruled.map(|(c, _)| c.meta.control).collect(),
            resources: facts.model.resources.iter().map(|r| &*r.kind).collect(),
            objects: facts.model.kube.objects.iter().map(|o| &*o.kind).collect(),
            files,
        }
    }

    /// What was seen of the things that `control` governs. Silence is "nothing there" only where files of the
    /// kind that would show them were read, and hold none of them.
    pub(crate) fn governed(&self, control: &Control) -> Governed {
        if self.ruled.contains(control.id) {
            return Governed::Seen;
        }
        if !self.asked.contains(control.id) {
            let exists = registry().iter().any(|check| check.meta.control == control.id);
            return Governed::NotAsked(if exists {
                "Its checks were left out of this run"
            } else {
                "No check judges it"
            });
        }
        if let Some(why) = self.not_judged(control) {
            return Governed::NotJudged(why);
        }
        let things = governs(control.id);
        if things.contains(&Thing::Estate) {
            Governed::Unspoken
        } else if things.iter().any(|t| self.holds(*t)) {
            Governed::Seen
        } else {
            Governed::Nothing
        }
    }

    fn holds(&self, thing: Thing) -> bool {
        self.resources.iter().any(|kind| thing.is_resource(kind))
            || self.objects.iter().any(|kind| thing.is_object(kind))
    }

    /// Why none of the files that show `control` best was judged; `None` where some was.
    fn not_judged(&self, control: &Control) -> Option<String> {
        let source = primary(control)?;
        let mut here = self.files.iter().filter(|f| source.formats.contains(&f.format));
        let words = source.words;
        if here.clone().any(|f| f.state != FileState::NotEvaluated) {
            return None;
        }
        let left_out = here.find(|f| !matches!(f.format, "yaml" | "json"));
        Some(match left_out {
            Some(file) => format!("No {words} judged: {} {}", file.file, file.cause),
            None => format!("No {words} among the files given"),
        })
    }

    /// The first file of `control`'s kinds that was not read as a whole, in words.
    pub(crate) fn incomplete(&self, control: &Control) -> Option<String> {
        let gap = |f: &&FileCoverage| f.gap && is_input(f.format, control);
        let mut gaps = self.files.iter().filter(gap);
        let first = gaps.next()?;
        let rest = match gaps.count() {
            0 => String::new(),
            1 => " and 1 more file".to_owned(),
            n => format!(" and {n} more files"),
        };
        Some(format!("{}{rest} could not be read as a whole ({})", first.file, first.cause))
    }
}

/// Kinds of evidence that files give: the kinds, the formats of the ledger, and what to call them.
struct Source {
    kinds: &'static [&'static str],
    formats: &'static [&'static str],
    words: &'static str,
}

const SOURCES: [Source; 9] = [
    Source {
        kinds: &["terraform", "cloudformation"],
        formats: &["terraform", "tfvars", "terraform-plan", "cloudformation"],
        words: "infrastructure code (Terraform, CloudFormation)",
    },
    Source {
        kinds: &[
            "k8s-manifest",
            "kube-apiserver-manifest",
            "kube-controller-manager-manifest",
            "etcd-manifest",
            "encryption-config",
            "kubelet-config",
            "audit-policy",
            "admission-config",
        ],
        formats: &["kubernetes", "k3s", "kustomization", "helm-template", "yaml", "json"],
        words: "Kubernetes manifests",
    },
    Source {
        kinds: &["node-files"],
        formats: &["ansible", "cloud-init", "ignition"],
        words: "files that set up nodes (Ansible, cloud-init, Ignition)",
    },
    Source { kinds: &["dockerfile"], formats: &["dockerfile"], words: "Dockerfile" },
    Source {
        kinds: &["ci-workflow"],
        formats: &["workflow", "dependabot"],
        words: "CI workflow (.github/workflows)",
    },
    Source {
        kinds: &["source:python", "source:*"],
        formats: &["python"],
        words: "source code in a language that is read (Python)",
    },
    Source {
        kinds: &["lockfile"],
        formats: &["requirements", "lock", "pyproject", "package-json"],
        words: "manifest or lock file of packages",
    },
    Source { kinds: &["kubeconfig"], formats: &["kubeconfig"], words: "kubeconfig" },
    Source {
        kinds: &["scan-report"],
        formats: &["sarif", "trivy-report"],
        words: "report of a scanner",
    },
];

/// The first of `control`'s kinds of evidence that files can give.
fn primary(control: &Control) -> Option<&'static Source> {
    let source = |kind: &&str| SOURCES.iter().find(|s| s.kinds.contains(kind));
    control.evidence_kinds.iter().find_map(source)
}

/// Can a file of `format` prove `control`? Source in a language without a reader hides what Python would show.
fn is_input(format: &str, control: &Control) -> bool {
    if let Some(source) = SOURCES.iter().find(|s| s.formats.contains(&format)) {
        return control.evidence_kinds.iter().any(|k| source.kinds.contains(k));
    }
    match format {
        "compose" => control.evidence_kinds.contains(&"compose"),
        "infrastructure" => control.evidence_kinds.contains(&"terraform"),
        "source" => control.evidence_kinds.first() == Some(&"source:python"),
        _ => false,
    }
}
