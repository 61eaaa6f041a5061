//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use ringfort_engine::RenderWith;
use ringfort_report::Format;
use ringfort_vocab::{Environment, Severity};

use crate::output::{Target, parse_format};

/// Maps an application's security over Cloud, Cluster, Container and Code, from its files.
#[derive(Debug, Parser)]
#[command(
    name = "ringfort",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or configuration,\n\
                  3 nothing to assess, 4 incomplete coverage under --strict, 101 internal error."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Option<Verb>,
    #[command(flatten)]
    pub(crate) scan: ScanArgs,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Assess files and folders (the default)
    Scan(Box<ScanArgs>),
    /// Tell which attacks still succeed, step by step, and the smallest set of controls that stops them
    Attack(AttackArgs),
    /// Explain a check, a control or a layer
    Explain(ExplainArgs),
    /// Say which layer and control a measure belongs to, and why
    Classify(ClassifyArgs),
    /// The minimum per layer for a stack, outermost first
    Checklist(ChecklistArgs),
    /// List the controls
    Controls(ListArgs),
    /// List the checks
    Checks(ListArgs),
    /// Say who reaches whom over the network, and which policies decide
    Reach(ReachArgs),
    /// Say whether someone may do something in the cluster, and what grants it
    Can(CanArgs),
    /// Say who may do something in the cluster, and what grants it
    WhoCan(WhoCanArgs),
    /// Say which namespace could carry which level of the Pod Security Standards, and what stops the next one
    PodSecurity(PodSecurityArgs),
    /// State the requirements of a framework (CIS, Pod Security Standards, NSA/CISA, OWASP, ...), with evidence
    Report(crate::verbs::report::ReportArgs),
    /// Write checks as policies that refuse the same in the cluster
    Export(ExportArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// What to assess and how to report it.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ScanArgs {
    /// Files and folders to assess
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<String>,

    /// Format on standard output: table, json, sarif, markdown, junit [default: table]
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    pub(crate) format: Option<Format>,
    /// Also write a report to a file (may be repeated); PATH `-` is standard output
    #[arg(long, short, value_name = "FORMAT=PATH", value_parser = Target::parse)]
    pub(crate) output: Vec<Target>,

    /// Fail (exit code 1) on findings from this severity on [default: high]
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(crate) fail_on: Option<Severity>,
    /// Leave findings below this severity out of every report [default: info]
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(crate) min_severity: Option<Severity>,
    /// Judge this environment: dev or prod [default: prod]
    #[arg(long, value_name = "ENV", value_parser = environment)]
    pub(crate) env: Option<Environment>,
    #[command(flatten)]
    pub(crate) given: GivenArgs,
    /// Leave out paths that match a glob (may be repeated)
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Earlier result (JSON): its findings are known and do not fail the run
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<String>,
    /// Only findings in files that differ from this git revision (the map still covers everything)
    #[arg(long, value_name = "REF")]
    pub(crate) since: Option<String>,
    /// Only these checks, controls or layers (may be repeated, or separated by commas)
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// All but these checks, controls or layers (may be repeated, or separated by commas)
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,

    /// Show suppressed findings too
    #[arg(long)]
    pub(crate) show_suppressed: bool,
    /// End with 0 even when there are findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// End with 4 when something could not be looked at
    #[arg(long)]
    pub(crate) strict: bool,
    /// Settings file [default: ringfort.toml in the scanned folder, else in the current one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    /// Threads [default: one per processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
    /// No table and no progress: exit code, --output files and an explicit --format only
    #[arg(long, short, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Everything instead of the top of each list
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

/// A tool that renders in place of Ringfort.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Renderer {
    /// `helm template`
    Helm,
    /// `kustomize build`, or `kubectl kustomize`
    Kustomize,
}

/// What is given to charts and root modules, as one gives it to Helm and Terraform.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct GivenArgs {
    /// Helm values file (may be repeated)
    #[arg(long, value_name = "FILE")]
    pub(crate) values: Vec<String>,
    /// Helm value, as `helm --set` has it (may be repeated)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Version of the cluster: charts are rendered for it, and its Pod Security Standards hold
    #[arg(long, value_name = "VERSION")]
    pub(crate) kube_version: Option<String>,
    /// Let these tools on PATH render charts and overlays: `helm template`, `kustomize build` (or `kubectl kustomize`).
    /// The one exception to running nothing: they are yours, run no scanned code, and are kept from the network
    #[arg(long, value_name = "TOOL", value_delimiter = ',')]
    pub(crate) render_with: Vec<Renderer>,
    /// Terraform variable file (may be repeated)
    #[arg(long, value_name = "FILE")]
    pub(crate) var_file: Vec<String>,
    /// Terraform variable (may be repeated)
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) var: Vec<String>,
}

impl GivenArgs {
    /// The same for the engine.
    pub(crate) fn given(&self) -> ringfort_engine::Given {
        ringfort_engine::Given {
            values: self.values.clone(),
            set: self.set.clone(),
            render_with: RenderWith {
                helm: self.render_with.contains(&Renderer::Helm),
                kustomize: self.render_with.contains(&Renderer::Kustomize),
            },
            kube_version: self.kube_version.clone(),
            var_files: self.var_file.clone(),
            variables: self.var.clone(),
        }
    }
}

/// `attack`.
#[derive(Args, Debug)]
pub(crate) struct AttackArgs {
    /// Files and folders to attack
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<String>,

    /// Where attackers start, by id (A0 the Internet, A7 a breached pod, ...) [default: A0,A7]
    #[arg(long, value_name = "ENTRY", value_delimiter = ',')]
    pub(crate) from: Vec<String>,
    /// What they are after, by id (G1 cluster-admin, ...) or by the name of a crown jewel [default: all]
    #[arg(long, value_name = "GOAL", value_delimiter = ',')]
    pub(crate) to: Vec<String>,
    /// Pour the water again: without=CONTROL,... or with=CONTROL,... (also whole layers; `|` between the two)
    #[arg(long, value_name = "WHAT")]
    pub(crate) simulate: Vec<String>,
    /// Why a goal is closed: the controls that hold it
    #[arg(long, value_name = "GOAL", value_delimiter = ',')]
    pub(crate) why_not: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AttackFormat,

    /// Judge this environment: dev or prod [default: prod]
    #[arg(long, value_name = "ENV", value_parser = environment)]
    pub(crate) env: Option<Environment>,
    #[command(flatten)]
    pub(crate) given: GivenArgs,
    /// Leave out paths that match a glob (may be repeated)
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Settings file [default: ringfort.toml in the scanned folder, else in the current one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    /// End with 0 even when a way is open
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
    /// No progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Every way, alternates included
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

impl AttackArgs {
    /// What a scan of the same files would be given.
    pub(crate) fn as_scan(&self) -> ScanArgs {
        ScanArgs {
            paths: self.paths.clone(),
            env: self.env,
            given: self.given.clone(),
            exclude: self.exclude.clone(),
            config: self.config.clone(),
            ..ScanArgs::default()
        }
    }
}

/// The formats of `attack`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum AttackFormat {
    /// For people
    #[default]
    Table,
    /// For programs
    Json,
    /// For code scanning, each way as a code flow
    Sarif,
    /// For pull-request comments
    Markdown,
    /// A graph for Mermaid
    Mermaid,
    /// A graph for Graphviz
    Dot,
}

impl From<AttackFormat> for ringfort_report::AttackFormat {
    fn from(format: AttackFormat) -> Self {
        match format {
            AttackFormat::Table => Self::Table,
            AttackFormat::Json => Self::Json,
            AttackFormat::Sarif => Self::Sarif,
            AttackFormat::Markdown => Self::Markdown,
            AttackFormat::Mermaid => Self::Mermaid,
            AttackFormat::Dot => Self::Dot,
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The formats of the small verbs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    #[default]
    Table,
    /// For programs
    Json,
}

/// The formats of `checklist`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChecklistFormat {
    /// For people
    #[default]
    Table,
    /// For programs
    Json,
    /// For documents
    Markdown,
}

/// `explain`.
#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// A check, a control, a layer, or another tool's id of a check
    #[arg(value_name = "ID")]
    pub(crate) subject: String,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
}

/// `classify`.
#[derive(Args, Debug)]
pub(crate) struct ClassifyArgs {
    /// Measures in plain words; `-` or none reads them from standard input, one a line
    #[arg(value_name = "TEXT")]
    pub(crate) texts: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
}

/// `checklist`.
#[derive(Args, Debug)]
pub(crate) struct ChecklistArgs {
    /// What the application is made of, separated by commas: fastapi,sqlite,dapr
    #[arg(long, value_name = "LIST", value_delimiter = ',', required = true)]
    pub(crate) stack: Vec<String>,
    /// Environments
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = environment, default_value = "dev,prod")]
    pub(crate) env: Vec<Environment>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ChecklistFormat,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
}

/// `controls` and `checks`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
}

/// What to read, for the verbs that ask the files a question.
#[derive(Args, Debug)]
pub(crate) struct ReadArgs {
    /// Read for this environment: dev or prod [default: prod]
    #[arg(long, value_name = "ENV", value_parser = environment)]
    pub(crate) env: Option<Environment>,
    #[command(flatten)]
    pub(crate) given: GivenArgs,
    /// Leave out paths that match a glob (may be repeated)
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Settings file [default: ringfort.toml in the folder that is read, else in the current one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
}

/// The formats of `reach`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReachFormat {
    /// For people
    #[default]
    Table,
    /// For programs
    Json,
    /// A graph for Graphviz
    Dot,
    /// A graph for Markdown
    Mermaid,
}

/// `reach`.
#[derive(Args, Debug)]
pub(crate) struct ReachArgs {
    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<String>,
    /// Only connections from here: NAME, NAMESPACE/NAME, KIND/NAMESPACE/NAME, an address or range, `internet`,
    /// `node`, `controller` (of an Ingress); in a cloud the address of a resource. With --to: why, in detail
    #[arg(long, value_name = "WHO")]
    pub(crate) from: Option<String>,
    /// Only connections to here
    #[arg(long, value_name = "WHO")]
    pub(crate) to: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReachFormat,
    /// Every row instead of the first ones
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `can`.
#[derive(Args, Debug)]
pub(crate) struct CanArgs {
    /// SUBJECT VERB RESOURCE, then files and folders to read [default: .]; with --list SUBJECT alone. A subject is
    /// `sa/NAMESPACE/NAME`, `user/NAME`, `group/NAME`, or a workload: `deployment/NAMESPACE/NAME`. A resource is
    /// `pods`, `deployments.apps/scale`, or a path: `/metrics`. In a cloud: `PRINCIPAL ACTION [RESOURCE]`, as in
    /// `aws_iam_role.app s3:GetObject aws_s3_bucket.logs`
    #[arg(value_name = "SUBJECT VERB RESOURCE [PATH]", required_unless_present = "list")]
    pub(crate) words: Vec<String>,
    /// List everything that the subject may do; without a subject or for `all`, a table per ServiceAccount
    #[arg(long)]
    pub(crate) list: bool,
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `who-can`.
#[derive(Args, Debug)]
pub(crate) struct WhoCanArgs {
    /// What they may do: get, list, create, impersonate, ...; in a cloud an action: `s3:GetObject`
    pub(crate) verb: String,
    /// To what: `pods`, `deployments.apps/scale`, or a path: `/metrics`; in a cloud an address or the provider's name,
    /// `*` for any
    pub(crate) resource: String,
    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<String>,
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// What a question about permissions is limited to.
#[derive(Args, Debug)]
pub(crate) struct AskArgs {
    /// In this namespace [default: in any]
    #[arg(long, short, value_name = "NAMESPACE")]
    pub(crate) namespace: Option<String>,
    /// On the object of this name [default: on any]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// `pod-security`.
#[derive(Args, Debug)]
pub(crate) struct PodSecurityArgs {
    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<String>,
    /// Only this namespace
    #[arg(long, short, value_name = "NAMESPACE")]
    pub(crate) namespace: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
    /// Every place instead of the first ones
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `export`.
#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    #[command(subcommand)]
    pub(crate) what: Export,
}

/// What is exported.
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// ValidatingAdmissionPolicies of Kubernetes, with bindings that deny
    Vap(VapArgs),
}

/// `export vap`.
#[derive(Args, Debug)]
pub(crate) struct VapArgs {
    /// Checks, controls or other tools' ids of checks [default: every check that can be a policy]
    #[arg(value_name = "CHECK")]
    pub(crate) checks: Vec<String>,
    /// Write one file a check into this folder instead of standard output
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<String>,
}

/// `completions`.
#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

fn severity(text: &str) -> Result<Severity, String> {
    ringfort_config::parse_severity(text)
}

pub(crate) fn environment(text: &str) -> Result<Environment, String> {
    ringfort_config::parse_environment(text)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn scan_is_the_default_verb() {
        let paths = |words: &[&str]| {
            Cli::try_parse_from(words).ok().map(|cli| match cli.verb {
                None => cli.scan.paths,
                Some(Verb::Scan(args)) => args.paths,
                Some(_) => vec![],
            })
        };
        let table: [(&[&str], &[&str]); 4] = [
            (&["ringfort"], &["."]),
            (&["ringfort", "a", "b", "--strict"], &["a", "b"]),
            (&["ringfort", "scan", "a"], &["a"]),
            (&["ringfort", "--format", "json"], &["."]),
        ];
        for (words, expected) in table {
            let expected: Vec<String> = expected.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(paths(words), Some(expected), "{words:?}");
        }
    }

    #[test]
    fn mistakes_name_the_nearest_word() {
        let table: [(&[&str], &str); 5] = [
            (&["ringfort", "--fail-onn", "high"], "--fail-on"),
            (&["ringfort", "--fail-on", "hihg"], "`high`?"),
            (&["ringfort", "--format", "sarf"], "`sarif`?"),
            (&["ringfort", "--env", "prd"], "`prod`?"),
            (&["ringfort", "--color", "alwys"], "always"),
        ];
        for (words, part) in table {
            let said = Cli::try_parse_from(words).err().map(|e| e.to_string()).unwrap_or_default();
            assert!(said.contains(part), "{words:?}: {said}");
        }
    }
}
