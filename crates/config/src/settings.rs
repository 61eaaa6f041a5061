//! What a user settled: the file `ringfort.toml`, merged with the flags.

use std::{collections::BTreeMap, sync::Arc};

use ringfort_source::{Node, SourceId, SourceMap, Span};
use ringfort_vocab::{Declared, Environment, Location, Severity};

use crate::reader::Mistakes;
use crate::{ConfigError, Date, Glob};

/// The name of the settings file.
pub const FILE_NAME: &str = "ringfort.toml";

/// The platforms that an environment may declare.
pub const PLATFORMS: [&str; 5] = ["docker-desktop", "eks", "aks", "gke", "self-managed"];

/// A value with its place in the settings file (see [`Settings::location`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub at: Span,
}

impl<T> Spanned<T> {
    /// `value` at `at`.
    pub const fn new(value: T, at: Span) -> Self {
        Self { value, at }
    }
}

/// One environment: what it runs on and which files describe it. Paths are relative to the scanned root.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// One of [`PLATFORMS`]; `None` if not declared.
    pub platform: Option<Spanned<String>>,
    /// Folders with its Kubernetes manifests (the overlay, not the base).
    pub manifests: Vec<Spanned<String>>,
    /// Folders with its Terraform root modules.
    pub terraform: Vec<Spanned<String>>,
    /// Names of its clusters as Terraform or the provider knows them.
    pub clusters: Vec<Spanned<String>>,
    /// Terraform variable files.
    pub var_files: Vec<Spanned<String>>,
    /// Values of Terraform variables, `NAME=VALUE`.
    pub variables: Vec<Spanned<String>>,
    /// The name of its Terraform workspace.
    pub workspace: Option<Spanned<String>>,
    /// Helm values files.
    pub values: Vec<Spanned<String>>,
}

/// What a crown jewel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JewelKind {
    /// A namespace.
    Namespace,
    /// A Secret, `NAMESPACE/NAME`.
    Secret,
    /// A bucket.
    Bucket,
    /// A database.
    Database,
}

/// Something that the user wants no attacker to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrownJewel {
    /// What it is.
    pub kind: JewelKind,
    /// Which one: its name or address.
    pub target: String,
    /// The entry's place.
    pub at: Span,
}

/// A control that something outside the assessment provides.
#[derive(Clone, Debug)]
pub struct CoveredElsewhere {
    /// Any remark.
    pub note: String,
    /// Where it can be looked up; the id of a control of this assessment inherits that one's status.
    pub reference: String,
    /// Who answers for it.
    pub owner: String,
    /// When it is to be looked at again.
    pub review: Option<Date>,
    /// The entry's place.
    pub at: Span,
}

/// An optional control that is left out by decision.
#[derive(Clone, Debug)]
pub struct Awareness {
    /// Why.
    pub note: String,
    /// Who decided.
    pub owner: String,
    /// When the decision is to be looked at again.
    pub review: Option<Date>,
    /// The entry's place.
    pub at: Span,
}

/// A risk that is accepted for a time: the control stays missing, its findings do not fail the run.
#[derive(Clone, Debug)]
pub struct AcceptedRisk {
    /// Why.
    pub reason: String,
    /// Who accepted it.
    pub owner: String,
    /// The last day it holds.
    pub until: Option<Date>,
    /// The entry's place.
    pub at: Span,
}

/// A suppression in the settings file: findings of a check, by path and resource.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// A check, a control, or a peer's id.
    pub check: Spanned<String>,
    /// Files it covers; all if not written.
    pub path: Option<Glob>,
    /// Resources it covers; all if not written.
    pub resource: Option<Glob>,
    /// Why.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<Date>,
}

/// What flags say; each set field outranks the file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--env`.
    pub environment: Option<Environment>,
    /// `--fail-on`.
    pub fail_on: Option<Severity>,
    /// `--min-severity`.
    pub min_severity: Option<Severity>,
    /// `--exclude`, added to the file's.
    pub exclude: Vec<String>,
}

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The environment that is judged.
    pub environment: Environment,
    /// Did the user choose it?
    pub environment_declared: bool,
    /// Findings from here on make the run fail.
    pub fail_on: Severity,
    /// Findings below are not reported.
    pub min_severity: Severity,
    /// Files that are not looked at.
    pub exclude: Vec<Glob>,
    /// What is declared of the chosen environment.
    pub profile: Profile,
    /// What is declared of each environment, by its name (`dev`, `prod`).
    pub environments: BTreeMap<&'static str, Profile>,
    /// What checks consult; its platform is the chosen environment's.
    pub declared: Declared,
    /// By control.
    pub covered_elsewhere: BTreeMap<String, CoveredElsewhere>,
    /// By control.
    pub awareness: BTreeMap<String, Awareness>,
    /// By control, check or peer's id.
    pub accepted_risk: BTreeMap<String, AcceptedRisk>,
    /// What no attacker should reach, by the name the user gave it.
    pub crown_jewels: BTreeMap<String, CrownJewel>,
    /// In file order.
    pub ignore: Vec<Ignore>,
    /// `[checks."ID"]` as written, for the check itself.
    pub checks: BTreeMap<String, Node>,
    source: Arc<SourceMap>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            environment: Environment::default(),
            environment_declared: false,
            fail_on: Severity::High,
            min_severity: Severity::Info,
            exclude: Vec::new(),
            profile: Profile::default(),
            environments: BTreeMap::new(),
            declared: Declared::default(),
            covered_elsewhere: BTreeMap::new(),
            awareness: BTreeMap::new(),
            accepted_risk: BTreeMap::new(),
            crown_jewels: BTreeMap::new(),
            ignore: Vec::new(),
            checks: BTreeMap::new(),
            source: Arc::default(),
        }
    }
}

impl Settings {
    /// The settings that `text`, the content of the file `path`, holds; all its mistakes otherwise.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<ConfigError>> {
        let mut source = SourceMap::default();
        let id = source.add(path, text.strip_prefix('\u{feff}').unwrap_or(text));
        let mut settings = Self { source: Arc::new(source), ..Self::default() };
        let mut mistakes = Mistakes::new();
        match ringfort_syntax::toml::parse(id, settings.text(id)) {
            Ok(root) => settings.read(&root, &mut mistakes),
            Err(error) => mistakes.push((error.span, error.message)),
        }
        settings.choose(settings.environment);
        if mistakes.is_empty() { Ok(settings) } else { Err(settings.errors(mistakes)) }
    }

    /// The same with what flags say on top.
    #[must_use]
    pub fn with(mut self, flags: Overrides) -> Self {
        if let Some(environment) = flags.environment {
            self.environment_declared = true;
            self.choose(environment);
        }
        self.fail_on = flags.fail_on.unwrap_or(self.fail_on);
        self.min_severity = flags.min_severity.unwrap_or(self.min_severity);
        self.exclude.extend(flags.exclude.into_iter().map(Glob::new));
        self
    }

    /// The file and line of a place in the settings file.
    pub fn location(&self, at: Span) -> Location {
        let (line, end_line) = self.source.line_range(at);
        let file = self.source.get(at.source).map_or_else(|| FILE_NAME.into(), |f| f.path.clone());
        Location { file, line, end_line }
    }

    /// Is `path` left out by the settings?
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|glob| glob.covers(path))
    }

    /// Mistakes with their file and line, in file order.
    pub(crate) fn errors(&self, mut mistakes: Mistakes) -> Vec<ConfigError> {
        mistakes.sort();
        let error = |(at, message)| {
            let Location { file, line, .. } = self.location(at);
            ConfigError { file, line, message }
        };
        mistakes.into_iter().map(error).collect()
    }

    fn text(&self, id: SourceId) -> &str {
        self.source.get(id).map_or("", |file| &file.text)
    }

    fn choose(&mut self, environment: Environment) {
        self.environment = environment;
        self.profile = self.environments.get(environment.name()).cloned().unwrap_or_default();
        self.declared.platform =
            self.profile.platform.as_ref().map_or_else(String::new, |p| p.value.clone());
    }
}
