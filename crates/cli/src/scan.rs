//! `ringfort scan`.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use ringfort_config::{Date, Settings, nearest};
use ringfort_engine::{AttackRequest, Disk, Request, assess, known};
use ringfort_report::{Format, Options, render};
use ringfort_vocab::{Assessment, Meta, Notice, NoticeKind};
use serde_json::Value;

use crate::args::ScanArgs;
use crate::exit::{Exit, Policy, Refusal, judge};
use crate::progress::Progress;
use crate::{output, selection, settings, since, terminal};

/// The words that a first argument may be mistaken for.
const VERBS: [&str; 12] = [
    "scan",
    "attack",
    "reach",
    "can",
    "who-can",
    "explain",
    "classify",
    "checklist",
    "controls",
    "checks",
    "report",
    "completions",
];

/// Assesses, reports, and judges how to end.
pub(crate) fn run(args: &ScanArgs) -> Result<Exit, Refusal> {
    let mut request = prepare(args)?;
    let for_people = matches!(args.format, None | Some(Format::Table)) && !args.quiet;
    request.attack = for_people.then(AttackRequest::default);
    let progress = Progress::new(args.quiet);
    let world = Disk::new(args.paths.iter());
    let mut assessment = assess(&world, &request, &|stage| progress.stage(stage));
    drop(progress);
    assessment.notices.extend(without_effect(&request.settings));
    assessment.notices.sort();
    report(args, &assessment, &request)?;
    let policy = Policy {
        fail_on: request.settings.fail_on,
        strict: args.strict,
        exit_zero: args.exit_zero,
    };
    Ok(judge(&assessment, policy, |fingerprint| request.baseline.contains(fingerprint)))
}

/// What a run over `args` is asked to do, once everything that `args` names is there.
pub(crate) fn prepare(args: &ScanArgs) -> Result<Request, Refusal> {
    check_paths(&args.paths)?;
    let request = request(args)?;
    set_jobs(args.jobs)?;
    Ok(request)
}

pub(crate) fn check_paths(paths: &[String]) -> Result<(), Refusal> {
    let missing = paths.iter().filter(|path| !Path::new(path).exists());
    let line = |path: &String| match nearest(path, VERBS) {
        Some(verb) if paths.first() == Some(path) => {
            format!("no file or folder `{path}`; did you mean the command `{verb}`?")
        }
        _ => format!("no file or folder `{path}`"),
    };
    let lines: Vec<String> = missing.map(line).collect();
    if lines.is_empty() { Ok(()) } else { Err(Refusal { lines }) }
}

fn request(args: &ScanArgs) -> Result<Request, Refusal> {
    let settings = settings::load(args)?;
    let baseline = args.baseline.as_deref().map(baseline).transpose()?;
    let since = |reference: &String| since::changed(&args.paths, reference);
    Ok(Request {
        changed: args.since.as_ref().map(since).transpose()?,
        roots: args.paths.clone(),
        only: selection::resolve("--only", &args.only, known())?,
        skip: selection::resolve("--skip", &args.skip, known())?,
        given: args.given.given(),
        baseline: baseline.unwrap_or_default(),
        ..Request::new(settings, today())
    })
}

/// The day of the run: `SOURCE_DATE_EPOCH` (for results that can be reproduced), else the clock.
pub(crate) fn today() -> Date {
    let given = env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    Date::from_unix(given.unwrap_or_else(clock))
}

fn set_jobs(jobs: Option<u16>) -> Result<(), Refusal> {
    let Some(jobs) = jobs else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs));
    pool.build_global().map_err(|error| format!("--jobs: {error}").into())
}

/// The fingerprints of an earlier JSON result.
fn baseline(path: &str) -> Result<BTreeSet<String>, Refusal> {
    let text = fs::read(path).map_err(|error| format!("--baseline: {path}: {error}"))?;
    let result: Value = serde_json::from_slice(&text)
        .map_err(|error| format!("--baseline: {path}: not JSON: {error}"))?;
    let Some(findings) = result.get("findings").and_then(Value::as_array) else {
        let hint = "write one with `ringfort scan --output json=FILE`";
        return Err(format!("--baseline: {path}: no result of ringfort; {hint}").into());
    };
    let fingerprint = |finding: &Value| finding.get("fingerprint")?.as_str().map(str::to_owned);
    Ok(findings.iter().filter_map(fingerprint).collect())
}

/// What was asked for and changes nothing.
fn without_effect(settings: &Settings) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut say = |message: &str, location| {
        let message = message.to_owned();
        notices.push(Notice { kind: NoticeKind::Settings, message, location });
    };
    for (id, options) in &settings.checks {
        let place = Some(settings.location(options.span));
        say(&format!("[checks.\"{id}\"] has no effect: this check has no options"), place);
    }
    notices
}

/// Writes all reports that were asked for.
fn report(args: &ScanArgs, assessment: &Assessment, request: &Request) -> Result<(), Refusal> {
    let page = |id: &str| ringfort_engine::check(id).map(|check| check.page);
    let meta = |id: &str| -> Option<&Meta> { ringfort_engine::check(id).map(|check| check.meta) };
    let prefix = prefix(&args.paths);
    let with = |base: Options<'static>| Options {
        min_severity: request.settings.min_severity,
        show_suppressed: args.show_suppressed,
        verbose: args.verbose,
        path_prefix: &prefix,
        page: Some(&page),
        meta: Some(&meta),
        ..base
    };
    if args.format.is_some() || !args.quiet {
        let format = args.format.unwrap_or(Format::Table);
        let options = with(terminal::options(args.color));
        output::write(&render(assessment, format, &options))?;
    }
    for target in &args.output {
        let options = with(terminal::file_options());
        target.write(&render(assessment, target.format, &options))?;
    }
    Ok(())
}

/// The scanned folder as seen from the top of its repository (the nearest folder above with `.git`); empty
/// where they are the same, where there is none, or where several roots are scanned.
pub(crate) fn prefix(paths: &[String]) -> String {
    let [only] = paths else { return String::new() };
    let Ok(root) = Path::new(only).canonicalize() else { return String::new() };
    let root = if root.is_file() { root.parent().map(Path::to_path_buf) } else { Some(root) };
    let Some(root) = root else { return String::new() };
    let top = root.ancestors().find(|folder| folder.join(".git").exists());
    let below = top.and_then(|top| root.strip_prefix(top).ok());
    below.map_or_else(String::new, |path| path.to_string_lossy().replace('\\', "/"))
}
