//! Reading: from found files to texts.

use rayon::prelude::*;
use ringfort_source::{SourceId, SourceMap};
use ringfort_vocab::{FileState, NoticeKind};

use crate::detect::{self, Format};
use crate::{Ledger, Options, World, helm};

/// Files above this size are not read: nothing a person maintains is larger.
const MAX_SIZE: u64 = 32 << 20;

/// A text with its format.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) source: SourceId,
    pub(crate) path: Box<str>,
    pub(crate) format: Format,
}

/// Reads everything that `world` has. What cannot be read is in the ledger, with its cause.
pub(crate) fn read(
    world: &dyn World,
    options: &Options<'_>,
    ledger: &mut Ledger,
) -> (SourceMap, Vec<Input>) {
    let discovery = world.discover();
    for (path, cause) in &discovery.left_out {
        ledger.notice(path, NoticeKind::Unreadable, FileState::NotEvaluated, cause);
    }
    let excluded = |path: &str| options.exclude.is_some_and(|exclude| exclude(path));
    let files: Vec<_> = discovery.files.iter().filter(|f| !excluded(&f.path)).collect();
    let charts: Vec<&str> = files.iter().filter_map(|f| chart_folder(&f.path)).collect();
    let texts: Vec<Result<String, Refusal>> =
        files.par_iter().map(|f| text(world, &f.path, f.size)).collect();
    let (mut sources, mut inputs) = (SourceMap::default(), vec![]);
    for (file, text) in files.iter().zip(texts) {
        let in_chart = charts.iter().any(|c| crate::environment::is_under(&file.path, c));
        let format = detect::by_path(&file.path, in_chart);
        ledger.enter(&file.path, format.name());
        match text {
            Ok(text) => {
                let format = match detect::by_text(&file.path, &text).unwrap_or(format) {
                    Format::Yaml if detect::is_compose(&text) => Format::Compose,
                    format => format,
                };
                ledger.enter(&file.path, format.name());
                let source = sources.add(file.path.as_str(), text);
                inputs.push(Input { source, path: file.path.as_str().into(), format });
            }
            Err(Refusal::Binary) if in_chart && helm::is_packed(&file.path) => {
                helm::unpack(world, &file.path, &mut sources, &mut inputs, ledger);
            }
            Err(Refusal::Binary) => {
                ledger.enter(&file.path, Format::Binary.name());
                ledger.lower(&file.path, FileState::NotEvaluated, "not a text");
            }
            Err(Refusal::Because(kind, cause)) => {
                ledger.notice(&file.path, kind, FileState::NotEvaluated, cause);
            }
        }
    }
    (sources, inputs)
}

fn chart_folder(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    name.eq_ignore_ascii_case("chart.yaml").then_some(folder)
}

enum Refusal {
    Binary,
    Because(NoticeKind, String),
}

fn text(world: &dyn World, path: &str, size: u64) -> Result<String, Refusal> {
    if size > MAX_SIZE {
        let cause = format!(
            "{} MB is over the limit of {} MB: split the file or exclude it",
            size >> 20,
            MAX_SIZE >> 20
        );
        return Err(Refusal::Because(NoticeKind::Limit, cause));
    }
    let bytes = world.read(path).map_err(|e| Refusal::Because(NoticeKind::Unreadable, e))?;
    if detect::is_binary(&bytes) {
        return if has_utf16_mark(&bytes) {
            let cause = "the text is UTF-16: save it as UTF-8 to have it read";
            Err(Refusal::Because(NoticeKind::Unreadable, cause.into()))
        } else {
            Err(Refusal::Binary)
        };
    }
    String::from_utf8(bytes).map_err(|e| {
        let upto = e.utf8_error().valid_up_to();
        let line = 1 + e.as_bytes().iter().take(upto).filter(|b| **b == b'\n').count();
        let cause =
            format!("not UTF-8 at line {line} (byte {upto}): save it as UTF-8 to have it read");
        Refusal::Because(NoticeKind::Unreadable, cause)
    })
}

fn has_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}
