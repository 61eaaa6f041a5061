//! `ringfort reach`.

mod cloud;
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

/// Answers for each cluster that the files describe, and for the cloud.
pub(crate) fn run(args: &ReachArgs) -> Result<Exit, Refusal> {
    let read = asking::files(&args.paths, &args.read)?;
    let cloud = cloud::View::new(&read, args);
    let views = views(&read, args);
    let (views, cloud) = match (views, cloud) {
        (Ok(views), Ok(cloud)) => (views, cloud),
        // What only one of the two knows is asked of that one.
        (Ok(views), Err(_)) if !views.is_empty() => (views, None),
        (Err(_), Ok(Some(cloud))) => (vec![], Some(cloud)),
        (Err(_), Err(line)) if line.contains("did you mean") => return Err(line.into()),
        (Err(line), _) => return Err(line),
        (Ok(_), Err(line)) => return Err(line.into()),
    };
    if views.is_empty() && cloud.is_none() {
        crate::output::say(
            "no workload and no cloud endpoint in these files: nothing to say who reaches whom",
        );
        return Ok(Exit::Nothing);
    }
    let graphs = || views.iter().map(graph::of_cluster).chain(cloud.iter().map(cloud::of_cloud));
    let mut out = String::new();
    match args.format {
        ReachFormat::Json => return json::write(&views, cloud.as_ref()),
        ReachFormat::Dot => out.extend(graphs().map(|graph| graph.dot())),
        ReachFormat::Mermaid => out.extend(graphs().map(|graph| graph.mermaid())),
        ReachFormat::Table => {
            let options = terminal::options(args.read.color);
            let clusters = views.iter().map(|view| match view.pair() {
                Some((from, to)) => explain::explain(view, from, to),
                None => table::table(view, args.verbose, &options),
            });
            let clouds = cloud.iter().map(|view| {
                if view.is_pair() {
                    cloud::explain(view)
                } else {
                    cloud::table(view, args.verbose, &options)
                }
            });
            out = clusters.chain(clouds).collect::<Vec<_>>().join("\n");
        }
    }
    text(&out)
}

/// One view per cluster with workloads. A name that no cluster has is a mistake; one that some have not leaves those
/// out.
fn views<'r>(read: &'r Read, args: &ReachArgs) -> Result<Vec<View<'r>>, Refusal> {
    let clusters = Reach::clusters(&read.facts);
    let mut views = vec![];
    let mut mistake = None;
    for scope in clusters {
        let reach = Reach::derive(&read.facts, scope);
        if reach.endpoints().is_empty() {
            continue;
        }
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
