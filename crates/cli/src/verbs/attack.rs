//! `ringfort attack`.

use ringfort_config::nearest;
use ringfort_engine::{AttackRequest, Disk, attack, entry, goal, known};
use ringfort_report::{Options, render_attack};
use ringfort_vocab::attack::{Attack, Exposure};

use crate::args::AttackArgs;
use crate::exit::{Exit, Refusal};
use crate::progress::Progress;
use crate::{output, scan, terminal};

/// Attacks what the files describe, and tells which ways are open and what closes them.
pub(crate) fn run(args: &AttackArgs) -> Result<Exit, Refusal> {
    let scan = args.as_scan();
    let request = scan::prepare(&scan)?;
    let jewels: Vec<&str> = request.settings.crown_jewels.keys().map(String::as_str).collect();
    let goals = args.to.iter().chain(&args.why_not).map(|g| goal(g, &jewels));
    let (with, without) = simulated(&args.simulate)?;
    let ask = AttackRequest {
        entries: args.from.iter().map(|e| entry(e)).collect::<Result<_, _>>()?,
        goals: goals.collect::<Result<_, _>>()?,
        with,
        without,
    };
    let why_not = args.why_not.iter().map(|g| goal(g, &jewels)).collect::<Result<Vec<_>, _>>()?;
    let progress = Progress::new(args.quiet);
    let found = attack(&Disk::new(args.paths.iter()), &request, &ask, &|s| progress.stage(s));
    drop(progress);
    let prefix = scan::prefix(&args.paths);
    let Options { color, ascii, width, .. } = terminal::options(args.color);
    let (verbose, path_prefix) = (args.verbose, prefix.as_str());
    let options = Options { color, ascii, width, verbose, path_prefix, ..Options::default() };
    output::write(&render_attack(&found, args.format.into(), &why_not, &options))?;
    Ok(exit(&found, args))
}

/// Open ways end with 1, as findings do; what is only possible does not.
fn exit(found: &Attack, args: &AttackArgs) -> Exit {
    let open = found.matrix.iter().any(|c| c.state == Exposure::Open);
    if open && !args.exit_zero { Exit::Findings } else { Exit::Clean }
}

/// Reads `without=A,B|with=C`: controls by id, or whole layers.
fn simulated(texts: &[String]) -> Result<(Vec<String>, Vec<String>), Refusal> {
    let (mut with, mut without) = (vec![], vec![]);
    for part in texts.iter().flat_map(|t| t.split('|')) {
        let Some((what, list)) = part.split_once('=') else {
            return Err(format!(
                "--simulate: write with=CONTROL,... or without=CONTROL,..., not `{part}`"
            )
            .into());
        };
        let into = match what.trim() {
            "with" => &mut with,
            "without" => &mut without,
            other => {
                return Err(format!("--simulate: `{other}` is neither with nor without").into());
            }
        };
        for id in list.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            into.push(control(id)?);
        }
    }
    Ok((with, without))
}

/// A control by its id, or a layer by its name.
fn control(id: &str) -> Result<String, Refusal> {
    let layers = ["cloud", "cluster", "container", "code"];
    let controls = || known().controls().chain(layers);
    let found = controls().find(|c| c.eq_ignore_ascii_case(id));
    found.map(str::to_owned).ok_or_else(|| {
        let hint =
            nearest(id, controls()).map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
        format!("--simulate: no control or layer `{id}`{hint}").into()
    })
}
