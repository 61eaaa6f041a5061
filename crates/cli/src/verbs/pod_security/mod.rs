//! `ringfort pod-security`: which namespace could carry which level of the Pod Security Standards, and what stops
//! the next one.

mod shown;
mod table;

use ringfort_facts::kube::pod_security::outlooks;

use super::{asking, json, text};
use crate::args::{ListFormat, PodSecurityArgs};
use crate::exit::{Exit, Refusal};
use crate::terminal;
use shown::Shown;

/// Answers for each namespace that the files know.
pub(crate) fn run(args: &PodSecurityArgs) -> Result<Exit, Refusal> {
    let read = asking::files(&args.paths, &args.read)?;
    let wanted = |s: &Shown| args.namespace.as_ref().is_none_or(|n| *n == s.namespace);
    let all: Vec<Shown> = outlooks(&read.facts).iter().map(|o| Shown::new(&read, o)).collect();
    if all.is_empty() {
        crate::output::say("no namespace and no workload in these files");
        return Ok(Exit::Nothing);
    }
    let names: Vec<&str> = all.iter().map(|s| &*s.namespace).collect();
    if let Some(name) = args.namespace.as_ref().filter(|n| !names.contains(&n.as_str())) {
        let hint = ringfort_config::did_you_mean(name, names.iter().copied());
        return Err(format!("pod-security: no file names the namespace `{name}`{hint}").into());
    }
    let shown: Vec<&Shown> = all.iter().filter(|s| wanted(s)).collect();
    match args.format {
        ListFormat::Json => json(&shown),
        ListFormat::Table => {
            text(&table::table(&shown, args.verbose, &terminal::options(args.read.color)))
        }
    }
}
