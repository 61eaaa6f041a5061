//! `ringfort report`.

use clap::{Args, ValueEnum};
use ringfort_config::did_you_mean;
use ringfort_controls::{Framework, framework, frameworks};
use ringfort_engine::Disk;
use ringfort_report::{FrameworkFormat, Options, frameworks_table, render_framework};
use ringfort_vocab::Environment;
use ringfort_vocab::framework::{Listed, Report};

use super::{json, text};
use crate::args::{Color, GivenArgs, ScanArgs, environment};
use crate::exit::{Exit, Refusal};
use crate::progress::Progress;
use crate::{output, scan, terminal};

/// `report`.
#[derive(Args, Debug)]
pub(crate) struct ReportArgs {
    /// Files and folders to judge
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<String>,
    /// The framework, by its name (--list shows them)
    #[arg(long, value_name = "NAME", required_unless_present = "list")]
    pub(crate) framework: Option<String>,
    /// List the frameworks
    #[arg(long, conflicts_with = "framework")]
    pub(crate) list: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReportFormat,

    /// Judge this environment: dev or prod [default: prod]
    #[arg(long, value_name = "ENV", value_parser = environment)]
    pub(crate) env: Option<Environment>,
    #[command(flatten)]
    pub(crate) given: GivenArgs,
    /// Leave out paths that match a glob (may be repeated)
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Settings file [default: ringfort.toml in the folder, else in the current one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    /// End with 0 even when a requirement fails
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
    /// No progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Every place instead of the first ones
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

/// The formats of `report`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    #[default]
    Table,
    /// For programs
    Json,
    /// For documents
    Markdown,
}

impl From<ReportFormat> for FrameworkFormat {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Table => Self::Table,
            ReportFormat::Json => Self::Json,
            ReportFormat::Markdown => Self::Markdown,
        }
    }
}

/// States each requirement of a framework with its evidence, or lists the frameworks.
pub(crate) fn run(args: &ReportArgs) -> Result<Exit, Refusal> {
    let Some(name) = args.framework.as_deref().filter(|_| !args.list) else {
        return list(args);
    };
    let framework = named(name)?;
    let request = scan::prepare(&as_scan(args))?;
    let progress = Progress::new(args.quiet);
    let world = Disk::new(args.paths.iter());
    let report = ringfort_engine::report(&world, &request, framework, &|s| progress.stage(s));
    drop(progress);
    let options = Options { verbose: args.verbose, ..terminal::options(args.color) };
    output::write(&render_framework(&report, args.format.into(), &options))?;
    Ok(exit(&report, args))
}

/// Failing requirements end with 1, as findings do.
fn exit(report: &Report, args: &ReportArgs) -> Exit {
    if report.counts.fail > 0 && !args.exit_zero {
        Exit::Findings
    } else if report.files == 0 {
        Exit::Nothing
    } else {
        Exit::Clean
    }
}

fn named(name: &str) -> Result<&'static Framework, Refusal> {
    framework(name).ok_or_else(|| {
        let names: Vec<&str> = frameworks().iter().map(|f| f.id).collect();
        let begun = names.iter().find(|id| id.starts_with(&name.to_lowercase()));
        let hint = begun.map_or_else(
            || did_you_mean(name, names.iter().copied()),
            |id| format!("; did you mean `{id}`?"),
        );
        format!("--framework: no framework `{name}` (one of {}){hint}", names.join(", ")).into()
    })
}

fn list(args: &ReportArgs) -> Result<Exit, Refusal> {
    let listed: Vec<Listed> = frameworks().iter().map(Framework::listed).collect();
    if args.format == ReportFormat::Json {
        return json(&listed);
    }
    let table = frameworks_table(&listed, &terminal::options(args.color));
    text(&format!(
        "{table}\n{} frameworks; `ringfort report --framework NAME` states one\n",
        listed.len()
    ))
}

/// What a scan of the same files would be given.
fn as_scan(args: &ReportArgs) -> ScanArgs {
    ScanArgs {
        paths: args.paths.clone(),
        env: args.env,
        given: args.given.clone(),
        exclude: args.exclude.clone(),
        config: args.config.clone(),
        ..ScanArgs::default()
    }
}
