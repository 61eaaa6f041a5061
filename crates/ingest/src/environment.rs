//! Which files belong to which environment.

use ringfort_vocab::Environment;

/// Paths that the settings give to environments: folders or files, relative to the scanned root.
#[derive(Clone, Debug, Default)]
pub struct Environments {
    /// Paths of the environment that is judged.
    pub selected: Vec<String>,
    /// Paths that belong to other environments only.
    pub others: Vec<String>,
}

/// What ingest is asked to do.
#[derive(Default)]
pub struct Options<'a> {
    /// The environment that is judged.
    pub environment: Environment,
    /// Declared folders, `manifests` and `terraform` alike.
    pub environments: Environments,
    /// Terraform variable files given by flag.
    pub var_files: Vec<String>,
    /// Values of Terraform variables given by settings or flag, as `NAME=VALUE`; the last of a name wins.
    pub variables: Vec<String>,
    /// The name of the Terraform workspace, if it is told.
    pub workspace: Option<String>,
    /// What is given to Helm charts.
    pub helm: crate::Helm,
    /// Which of the user's own tools render in place of Ringfort itself.
    pub render_with: crate::RenderWith,
    /// Does the user leave this path out?
    pub exclude: Option<&'a (dyn Fn(&str) -> bool + Sync)>,
}

/// Names that folders of an environment go by.
const DEV: [&str; 6] = ["dev", "development", "local", "docker-desktop", "minikube", "kind"];
const PROD: [&str; 4] = ["prod", "production", "prd", "live"];
const BETWEEN: [&str; 7] = ["staging", "stage", "test", "testing", "qa", "uat", "preprod"];

/// What is known of a path's environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Belongs {
    /// To the one that is judged: declared.
    Declared,
    /// To the one that is judged: by its name.
    ByName,
    /// To another.
    Other,
    /// Nothing is known.
    Open,
}

impl Options<'_> {
    /// Do the settings give `path` to other environments only?
    pub(crate) fn is_declared_elsewhere(&self, path: &str) -> bool {
        let under = |list: &[String]| list.iter().any(|p| is_under(path, p));
        under(&self.environments.others) && !under(&self.environments.selected)
    }

    /// The names of the judged environment, and those of the opposite one.
    pub(crate) fn names(&self) -> (&'static [&'static str], &'static [&'static str]) {
        match self.environment {
            Environment::Dev => (&DEV, &PROD),
            Environment::Prod => (&PROD, &DEV),
        }
    }

    /// Which environment `path` belongs to: by declaration, else by the names of its folders.
    pub(crate) fn belongs(&self, path: &str) -> Belongs {
        let under = |list: &[String]| list.iter().any(|p| is_under(path, p));
        if under(&self.environments.selected) {
            return Belongs::Declared;
        }
        if under(&self.environments.others) {
            return Belongs::Other;
        }
        let (own, other) = self.names();
        let folders = path.split(['/', '-', '_']);
        let named = |names: &[&str]| folders.clone().any(|part| names.contains(&part));
        match (named(own), named(other) || named(&BETWEEN)) {
            (true, _) => Belongs::ByName,
            (false, true) => Belongs::Other,
            (false, false) => Belongs::Open,
        }
    }
}

/// Does `path` lie at or below `folder`?
pub(crate) fn is_under(path: &str, folder: &str) -> bool {
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    folder.is_empty()
        || folder == "."
        || path == folder
        || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_belong_by_declaration_then_by_name() {
        let environments =
            Environments { selected: vec!["k8s/live".into()], others: vec!["k8s/lab/".into()] };
        let options = Options { environments, ..Options::default() };
        let table = [
            ("k8s/live", Belongs::Declared),
            ("k8s/lab/a.yaml", Belongs::Other),
            ("k8s/overlays/prod", Belongs::ByName),
            ("k8s/overlays/dev", Belongs::Other),
            ("k8s/overlays/staging", Belongs::Other),
            ("k8s/base", Belongs::Open),
            ("devices/x", Belongs::Open),
        ];
        for (path, expected) in table {
            assert_eq!(options.belongs(path), expected, "{path}");
        }
    }
}
