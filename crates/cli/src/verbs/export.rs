//! `ringfort export`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ringfort_engine::{AdmissionPolicy, admission_policies, known};

use super::text;
use crate::args::{Export, ExportArgs, VapArgs};
use crate::exit::{Exit, Refusal};
use crate::output;

/// Exports what was asked for.
pub(crate) fn run(args: &ExportArgs) -> Result<Exit, Refusal> {
    match &args.what {
        Export::Vap(args) => vap(args),
    }
}

fn vap(args: &VapArgs) -> Result<Exit, Refusal> {
    let policies = wanted(&args.checks)?;
    match &args.out {
        None => {
            let manifests: Vec<String> = policies.iter().map(AdmissionPolicy::manifest).collect();
            text(&manifests.join("---\n"))
        }
        Some(folder) => write(&policies, Path::new(folder)),
    }
}

/// The policies of the checks that `words` stand for; all of them where there is no word.
fn wanted(words: &[String]) -> Result<Vec<AdmissionPolicy>, Refusal> {
    let mut policies = admission_policies();
    if words.is_empty() {
        return Ok(policies);
    }
    let mut ids = BTreeSet::new();
    let mut lines = vec![];
    for word in words {
        let checks = known().checks_of(word);
        let found: Vec<_> =
            policies.iter().map(AdmissionPolicy::id).filter(|id| checks.contains(id)).collect();
        if found.is_empty() {
            lines.push(refusal(word, checks.is_empty(), &policies));
        }
        ids.extend(found);
    }
    if !lines.is_empty() {
        return Err(Refusal { lines });
    }
    policies.retain(|p| ids.contains(p.id()));
    Ok(policies)
}

fn refusal(word: &str, is_unknown: bool, policies: &[AdmissionPolicy]) -> String {
    let ids: Vec<&str> = policies.iter().map(AdmissionPolicy::id).collect();
    let ids = ids.join(", ");
    if is_unknown {
        let near = known().nearest(word).map(|near| format!("; did you mean `{near}`?"));
        let near = near.unwrap_or_default();
        return format!(
            "export vap: unknown check or control `{word}`{near}; policies exist for {ids}"
        );
    }
    format!(
        "export vap: `{word}` has no policy, as it is not decided by one pod alone; policies exist for {ids}"
    )
}

fn write(policies: &[AdmissionPolicy], folder: &Path) -> Result<Exit, Refusal> {
    let failed = |error| format!("--out: {}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    for policy in policies {
        let path = folder.join(format!("{}.yaml", policy.name()));
        fs::write(path, policy.manifest()).map_err(failed)?;
    }
    output::say(&format!("{} policies written to {}", policies.len(), folder.display()));
    Ok(Exit::Clean)
}
