//! `ringfort reach`.

mod ends;
mod explain;
mod graph;
mod json;
mod table;
mod view;

use ringfort_engine::Read;
use ringfort_reach::Reach;

use super::{asking, text};
use crate::args::{ReachArgs, ReachFormat};
use crate::exit::{Exit, Refusal};
use crate::terminal;
use ends::End;
use view::View;

/// Answers for each cluster that the files describe.
pub(crate) fn run(args: &ReachArgs) -> Result<Exit, Refusal> {
    let read = asking::files(&args.paths, &args.read)?;
    let views = views(&read, args)?;
    if views.iter().all(|view| view.reach.endpoints().is_empty()) {
        crate::output::say("no workload in these files: nothing to say who reaches whom");
        return Ok(Exit::Nothing);
    }
    let mut out = String::new();
    match args.format {
        ReachFormat::Json => return json::write(&views),
        ReachFormat::Dot => views.iter().for_each(|view| out += &graph::dot(view)),
        ReachFormat::Mermaid => views.iter().for_each(|view| out += &graph::mermaid(view)),
        ReachFormat::Table => {
            let options = terminal::options(args.read.color);
            let parts = views.iter().map(|view| match view.pair() {
                Some((from, to)) => explain::explain(view, from, to),
                None => table::table(view, args.verbose, &options),
            });
            out = parts.collect::<Vec<_>>().join("\n");
        }
    }
    text(&out)
}

/// One view per cluster. A name that no cluster has is a mistake; one that some have not leaves those out.
fn views<'r>(read: &'r Read, args: &ReachArgs) -> Result<Vec<View<'r>>, Refusal> {
    let clusters = Reach::clusters(&read.facts);
    let mut views = vec![];
    let mut mistake = None;
    for scope in clusters {
        let reach = Reach::derive(&read.facts, scope);
        let ends = |word: &Option<String>, flag: &str| -> Result<Option<Vec<End>>, String> {
            word.as_deref().map(|w| ends::resolve(&reach, flag, w)).transpose()
        };
        match (ends(&args.from, "--from"), ends(&args.to, "--to")) {
            (Ok(from), Ok(to)) => views.push(View { read, scope, from, to, reach }),
            (Err(line), _) | (_, Err(line)) => mistake = Some(line),
        }
    }
    match mistake {
        Some(line) if views.is_empty() => Err(line.into()),
        _ => Ok(views),
    }
}
