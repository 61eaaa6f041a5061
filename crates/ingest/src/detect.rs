//! What a file is taken for, by its path first and its content where the path leaves it open.

/// A format that files are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// YAML that content decides about: Kubernetes, CloudFormation, or plain.
    Yaml,
    /// JSON that content decides about.
    Json,
    /// A GitHub Actions workflow.
    Workflow,
    /// `kustomization.yaml`.
    Kustomization,
    /// A template of a Helm chart.
    HelmTemplate,
    /// `Chart.yaml` and values files of a chart.
    HelmChart,
    /// Compose.
    Compose,
    /// Dependabot's settings.
    Dependabot,
    /// Terraform and OpenTofu, native syntax.
    Terraform,
    /// Terraform, JSON syntax.
    TerraformJson,
    /// Values of variables.
    TfVars,
    /// A Dockerfile or Containerfile.
    Dockerfile,
    /// Python.
    Python,
    /// pip requirements.
    Requirements,
    /// `poetry.lock`, `uv.lock`, `pdm.lock`, `Pipfile.lock`, `package-lock.json`.
    Lock,
    /// `pyproject.toml` and `Pipfile`.
    Pyproject,
    /// `package.json`.
    Npm,
    /// Ringfort's own settings.
    Settings,
    /// Source in a language that has no reader here; its name.
    Source(&'static str),
    /// Infrastructure code in a language that has no reader here; its name.
    Infrastructure(&'static str),
    /// A text that questions about whole files read (`.dockerignore`, `CODEOWNERS`, `.env`, scripts).
    Text,
    /// Not a text.
    Binary,
}

impl Format {
    /// The name in the coverage ledger.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Yaml => "yaml",
            Format::Json => "json",
            Format::Workflow => "workflow",
            Format::Kustomization => "kustomization",
            Format::HelmTemplate => "helm-template",
            Format::HelmChart => "helm-chart",
            Format::Compose => "compose",
            Format::Dependabot => "dependabot",
            Format::Terraform | Format::TerraformJson => "terraform",
            Format::TfVars => "tfvars",
            Format::Dockerfile => "dockerfile",
            Format::Python => "python",
            Format::Requirements => "requirements",
            Format::Lock => "lock",
            Format::Pyproject => "pyproject",
            Format::Npm => "package-json",
            Format::Settings => "settings",
            Format::Source(_) => "source",
            Format::Infrastructure(_) => "infrastructure",
            Format::Text => "other",
            Format::Binary => "binary",
        }
    }
}

/// The format of the file at `path`; `in_chart` says whether a folder above holds a `Chart.yaml`.
pub(crate) fn by_path(path: &str, in_chart: bool) -> Format {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let lower = name.to_ascii_lowercase();
    if let Some(format) = by_name(&lower) {
        return format;
    }
    let (stem, extension) = lower.rsplit_once('.').unwrap_or((lower.as_str(), ""));
    match extension {
        "yaml" | "yml" => yaml(folder, stem, in_chart),
        "tpl" if in_chart => Format::HelmTemplate,
        "json" if in_chart && has_part(folder, "templates") => Format::HelmTemplate,
        "json" if stem.ends_with(".tf") || stem.ends_with(".tofu") => Format::TerraformJson,
        "json" if stem.ends_with(".tfvars") => Format::TfVars,
        "json" | "sarif" | "ign" => Format::Json,
        "bu" => Format::Yaml,
        "tf" | "tofu" => Format::Terraform,
        "tfvars" => Format::TfVars,
        "bicep" => Format::Infrastructure("Bicep"),
        "dockerfile" | "containerfile" => Format::Dockerfile,
        "py" | "pyi" => Format::Python,
        "txt" | "in" if stem.contains("requirements") || is_requirements_folder(folder) => {
            Format::Requirements
        }
        _ if stem.ends_with(".min") => Format::Text,
        _ => language(extension).map_or(Format::Text, Format::Source),
    }
}

/// The language of services that an extension stands for, among those without a reader here.
fn language(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "js" | "mjs" | "cjs" | "jsx" => "JavaScript",
        "ts" | "mts" | "cts" | "tsx" => "TypeScript",
        "go" => "Go",
        "java" => "Java",
        "kt" | "kts" => "Kotlin",
        "scala" => "Scala",
        "rs" => "Rust",
        "rb" => "Ruby",
        "php" => "PHP",
        "cs" => "C#",
        _ => return None,
    })
}

/// Extensions of files that are no Dockerfile, whatever stands before.
fn is_other(extension: &str) -> bool {
    const OTHER: &[&str] =
        &["py", "sh", "md", "rst", "txt", "json", "yaml", "yml", "toml", "html", "tf", "lock"];
    OTHER.contains(&extension) || language(extension).is_some()
}

fn by_name(lower: &str) -> Option<Format> {
    // `Dockerfile.prod` and `Dockerfile-prod` are, `dockerfile.rs` and `dockerfile.md` are about them.
    let dockerfile = |name: &str| {
        let suffix = lower.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
        let variant = lower.strip_prefix(name).and_then(|rest| rest.strip_prefix(['-', '_']));
        lower == name
            || suffix.is_some_and(|suffix| !is_other(suffix))
            || variant.is_some_and(|rest| !rest.contains('.'))
    };
    match lower {
        "ringfort.toml" => Some(Format::Settings),
        "kustomization.yaml" | "kustomization.yml" | "kustomization" => Some(Format::Kustomization),
        "chart.yaml" | "chart.yml" => Some(Format::HelmChart),
        "poetry.lock"
        | "uv.lock"
        | "pdm.lock"
        | "pipfile.lock"
        | "package-lock.json"
        | "npm-shrinkwrap.json" => Some(Format::Lock),
        "pyproject.toml" | "pipfile" => Some(Format::Pyproject),
        "package.json" => Some(Format::Npm),
        "terragrunt.hcl" | "root.hcl" => Some(Format::Terraform),
        "terragrunt.stack.hcl" => Some(Format::Infrastructure("Terragrunt stacks")),
        "pulumi.yaml" | "pulumi.yml" => Some(Format::Infrastructure("Pulumi")),
        "dockerfile.dockerignore" => Some(Format::Text),
        _ if lower.ends_with(".dockerignore") => Some(Format::Text),
        _ if dockerfile("dockerfile") || dockerfile("containerfile") => Some(Format::Dockerfile),
        _ => None,
    }
}

fn yaml(folder: &str, stem: &str, in_chart: bool) -> Format {
    let under = |part: &str| folder == part || folder.ends_with(&format!("/{part}"));
    if under(".github/workflows") {
        Format::Workflow
    } else if under(".github") && stem == "dependabot" {
        Format::Dependabot
    } else if in_chart && has_part(folder, "templates") {
        Format::HelmTemplate
    } else if in_chart && stem.starts_with("values") {
        Format::HelmChart
    } else if stem.starts_with("docker-compose")
        || stem == "compose"
        || stem.starts_with("compose.")
    {
        Format::Compose
    } else {
        Format::Yaml
    }
}

/// Is one of the folders on the way called `name`?
fn has_part(folder: &str, name: &str) -> bool {
    folder.split('/').any(|part| part == name)
}

fn is_requirements_folder(folder: &str) -> bool {
    folder.rsplit('/').next() == Some("requirements")
}

/// The format of a file whose name leaves it open and whose text does not: `vpc.template`, as CloudFormation's
/// templates are called too, or `admin.conf`, as kubeadm calls a kubeconfig.
pub(crate) fn by_text(path: &str, text: &str) -> Option<Format> {
    if is_kubeconfig(path, text) || crate::node_setup::is_cloud_init(text) {
        return Some(Format::Yaml);
    }
    let is_template = path.rsplit_once('.').is_some_and(|(_, end)| end == "template");
    if !is_template || !text.contains("AWS::") || !text.contains("Resources") {
        return None;
    }
    Some(if text.trim_start().starts_with('{') { Format::Json } else { Format::Yaml })
}

/// Is a YAML text a Compose file, whatever it is called (`stack.yml`)? It has services with an image or a build, and
/// no top-level element beside those of the Compose specification.
pub(crate) fn is_compose(text: &str) -> bool {
    const ELEMENTS: &[&str] =
        &["name", "version", "services", "networks", "volumes", "configs", "secrets", "include"];
    let lines = || text.lines().filter(|l| !l.trim_start().starts_with('#'));
    let top = lines().filter(|l| l.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let mut keys = top.map(|l| l.split(':').next().unwrap_or(l));
    let runs = |l: &str| {
        let key = l.trim_start();
        l.len() > key.len() && (key.starts_with("image:") || key.starts_with("build:"))
    };
    lines().any(|l| l.trim_end() == "services:")
        && lines().any(runs)
        && keys.all(|key| ELEMENTS.contains(&key) || key.starts_with("x-"))
}

/// Is it a kubeconfig under one of the names that tools give it, none of which ends as YAML does?
fn is_kubeconfig(path: &str, text: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let named = name == "config" || name.ends_with(".conf") || name.ends_with("kubeconfig");
    named && ["kind: Config", "users:", "clusters:"].iter().all(|line| text.contains(line))
}

/// Is this text at all: no NUL among the first bytes?
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().take(8192).any(|b| *b == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_formats() {
        let table = [
            ("Dockerfile", false, Format::Dockerfile),
            ("build/api.Dockerfile", false, Format::Dockerfile),
            ("Dockerfile.prod", false, Format::Dockerfile),
            ("src/dockerfile.rs", false, Format::Source("Rust")),
            ("dockerfile.md", false, Format::Text),
            ("Dockerfile.dockerignore", false, Format::Text),
            (".github/workflows/ci.yaml", false, Format::Workflow),
            ("sub/.github/workflows/ci.yml", false, Format::Workflow),
            ("k8s/base/kustomization.yaml", false, Format::Kustomization),
            ("chart/templates/deployment.yaml", true, Format::HelmTemplate),
            ("chart/templates/dashboard.json", true, Format::HelmTemplate),
            ("templates/deployment.yaml", false, Format::Yaml),
            ("main.tf", false, Format::Terraform),
            ("main.tf.json", false, Format::TerraformJson),
            ("prod.auto.tfvars", false, Format::TfVars),
            ("requirements-dev.txt", false, Format::Requirements),
            ("requirements/base.in", false, Format::Requirements),
            ("notes.txt", false, Format::Text),
            ("uv.lock", false, Format::Lock),
            ("cmd/server.go", false, Format::Source("Go")),
            ("infra/main.bicep", false, Format::Infrastructure("Bicep")),
            ("live/prod/terragrunt.hcl", false, Format::Terraform),
            ("live/terragrunt.stack.hcl", false, Format::Infrastructure("Terragrunt stacks")),
            ("web/app.tsx", false, Format::Source("TypeScript")),
            ("static/jquery.min.js", false, Format::Text),
            ("docker-compose.prod.yml", false, Format::Compose),
            ("Dockerfile-dev", false, Format::Dockerfile),
            ("dockerfile-lint.md", false, Format::Text),
        ];
        for (path, in_chart, format) in table {
            assert_eq!(by_path(path, in_chart), format, "{path}");
        }
    }

    #[test]
    fn texts_tell_compose_files() {
        let table = [
            ("services:\n  web:\n    image: nginx\n", true),
            ("x-base: &b {}\nversion: '3'\nservices:\n  web:\n    build: .\nvolumes: {}\n", true),
            ("services:\n  App\\Service: {autowire: true}\n", false),
            ("image: ruby\nservices:\n  - postgres\nbuild:\n  script: make\n", false),
            ("apiVersion: v1\nservices:\n  web:\n    image: nginx\n", false),
        ];
        for (text, expected) in table {
            assert_eq!(is_compose(text), expected, "{text}");
        }
    }

    #[test]
    fn texts_tell_templates() {
        let table = [
            (
                "vpc.template",
                "{\"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\"}}}",
                Some(Format::Json),
            ),
            ("vpc.template", "Resources:\n  A: {Type: 'AWS::EC2::VPC'}\n", Some(Format::Yaml)),
            ("nginx.conf.template", "server {}\n", None),
            ("admin.conf", "kind: Config\nclusters: []\nusers: []\n", Some(Format::Yaml)),
            ("nginx.conf", "server {}\n", None),
            ("user-data", "#cloud-config\nruncmd: []\n", Some(Format::Yaml)),
            ("notes.txt", "Resources AWS::EC2::VPC", None),
        ];
        for (path, text, format) in table {
            assert_eq!(by_text(path, text), format, "{path}");
        }
    }
}
