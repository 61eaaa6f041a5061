//! What the verbs share that ask the files a question: reading, and saying what could not be read.

use ringfort_config::Overrides;
use ringfort_engine::{Disk, Read, Request, read};
use ringfort_report::one_line;
use ringfort_source::Span;

use crate::args::ReadArgs;
use crate::exit::Refusal;
use crate::progress::Progress;
use crate::{output, scan, settings};

/// Reads `paths`, and says on standard error what was not looked at.
pub(super) fn files(paths: &[String], args: &ReadArgs) -> Result<Read, Refusal> {
    scan::check_paths(paths)?;
    let overrides =
        Overrides { environment: args.env, exclude: args.exclude.clone(), ..Overrides::default() };
    let settings = settings::load_with(paths, args.config.as_deref(), overrides)?;
    let request = Request { given: args.given.given(), ..Request::new(settings, scan::today()) };
    let progress = Progress::new(false);
    let found = read(&Disk::new(paths), &request, &|stage| progress.stage(stage));
    drop(progress);
    say_gaps(&found);
    Ok(found)
}

/// More gaps than this are counted.
const GAPS: usize = 8;

/// Says what was not looked at.
fn say_gaps(found: &Read) {
    let gaps: Vec<_> = found.notices.iter().filter(|n| n.kind.is_gap()).collect();
    for notice in gaps.iter().take(GAPS) {
        let place = notice.location.as_ref().map(|l| format!("{}:{}: ", l.file, l.line));
        let line = format!("not read: {}{}", place.unwrap_or_default(), notice.message);
        output::say(&one_line(&line));
    }
    if let Some(more @ 1..) = gaps.len().checked_sub(GAPS) {
        output::say(&format!("not read: {more} more; `ringfort scan` lists them"));
    }
}

/// `file:line` of a place.
pub(super) fn place(read: &Read, span: Span) -> String {
    let (line, _) = read.facts.sources.line_range(span);
    format!("{}:{line}", read.facts.path(span))
}
