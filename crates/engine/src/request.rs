//! What a run is asked to do.

use std::collections::BTreeSet;

use ringfort_config::{Date, Settings};

use crate::AttackRequest;

/// What is given to charts and root modules, as one gives it to Helm and Terraform.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Helm values files, later ones over earlier ones.
    pub values: Vec<String>,
    /// Helm values in the syntax of `helm --set`.
    pub set: Vec<String>,
    /// Which of the user's own tools render charts and overlays.
    pub render_with: ringfort_ingest::RenderWith,
    /// The version of the cluster that charts are rendered for.
    pub kube_version: Option<String>,
    /// Terraform variable files.
    pub var_files: Vec<String>,
    /// Terraform variables, `NAME=VALUE`.
    pub variables: Vec<String>,
}

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct Request {
    /// The settings, flags merged in.
    pub settings: Settings,
    /// The roots as the user gave them, for the report.
    pub roots: Vec<String>,
    /// Checks, controls or layers to run; empty: all.
    pub only: Vec<String>,
    /// Checks, controls or layers to leave out.
    pub skip: Vec<String>,
    /// What is given to charts and root modules.
    pub given: Given,
    /// The day of the run.
    pub today: Date,
    /// Fingerprints that are known already: their findings count as suppressed.
    pub baseline: BTreeSet<String>,
    /// Only findings in these files are reported; `None`: in all.
    pub changed: Option<BTreeSet<String>>,
    /// Whether to attack as well, and how.
    pub attack: Option<AttackRequest>,
}

impl Request {
    /// A run with `settings` on `today`, without filters.
    pub fn new(settings: Settings, today: Date) -> Self {
        Self {
            settings,
            roots: vec![],
            only: vec![],
            skip: vec![],
            given: Given::default(),
            today,
            baseline: BTreeSet::new(),
            changed: None,
            attack: None,
        }
    }

    /// Is the check with this id and control wanted?
    pub(crate) fn wants(&self, id: &str, control: &str) -> bool {
        let named = |list: &[String]| {
            list.iter().any(|w| w == id || w == control || control.split('/').next() == Some(w))
        };
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}
