//! Finding and reading the settings file.

use std::fs;
use std::path::{Path, PathBuf};

use ringfort_config::{ConfigError, FILE_NAME, Overrides, Settings};

use crate::args::ScanArgs;
use crate::exit::Refusal;

/// A settings file is text a person writes; a bigger one is a mistake.
const MAX_BYTES: u64 = 4 << 20;

/// The settings for `args`: the file, if there is one, checked against the ids that exist, and the flags.
pub(crate) fn load(args: &ScanArgs) -> Result<Settings, Refusal> {
    let overrides = Overrides {
        environment: args.env,
        fail_on: args.fail_on,
        min_severity: args.min_severity,
        exclude: args.exclude.clone(),
    };
    load_with(&args.paths, args.config.as_deref(), overrides)
}

/// The settings for `paths`: the file that is `chosen` or found, and what the flags say.
pub(crate) fn load_with(
    paths: &[String],
    chosen: Option<&str>,
    overrides: Overrides,
) -> Result<Settings, Refusal> {
    let settings = match locate(paths, chosen)? {
        Some(path) => read(&path)?,
        None => Settings::default(),
    };
    Ok(settings.with(overrides))
}

/// `--config`, else the file of a scanned folder, else that of the current one. Two different ones need a
/// choice.
fn locate(paths: &[String], chosen: Option<&str>) -> Result<Option<PathBuf>, Refusal> {
    if let Some(path) = chosen {
        return Ok(Some(PathBuf::from(path)));
    }
    let folders = paths.iter().map(Path::new).filter(|path| path.is_dir());
    let mut found: Vec<PathBuf> =
        folders.map(|folder| folder.join(FILE_NAME)).filter(|path| path.is_file()).collect();
    found.dedup_by_key(|path| path.canonicalize().unwrap_or_else(|_| path.clone()));
    if let [first, second, ..] = found.as_slice() {
        let (first, second) = (first.display(), second.display());
        return Err(format!("{first} and {second} both apply: choose one with --config").into());
    }
    let here = PathBuf::from(FILE_NAME);
    Ok(found.pop().or_else(|| here.is_file().then_some(here)))
}

fn read(path: &Path) -> Result<Settings, Refusal> {
    let shown = path.display();
    let size = fs::metadata(path).map_err(|error| format!("{shown}: {error}"))?.len();
    if size > MAX_BYTES {
        return Err(format!("{shown}: {size} bytes are too many for a settings file").into());
    }
    let text = fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
    let name = path.file_name().map_or_else(|| FILE_NAME.into(), |name| name.to_string_lossy());
    let settings = Settings::parse(&name, &text).map_err(|errors| refusal(path, errors))?;
    match settings.validate(ringfort_engine::known()) {
        errors if errors.is_empty() => Ok(settings),
        errors => Err(refusal(path, errors)),
    }
}

/// Reports name the settings file as the scanned folder does; a person at a terminal opens it by its path.
fn refusal(path: &Path, errors: Vec<ConfigError>) -> Refusal {
    let shown = path.display().to_string();
    let line =
        |error: ConfigError| ConfigError { file: shown.as_str().into(), ..error }.to_string();
    Refusal { lines: errors.into_iter().map(line).collect() }
}
