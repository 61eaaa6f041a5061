//! SARIF 2.1.0: a result for each way, its hops as a code flow.

use std::collections::BTreeMap;

use ringfort_vocab::attack::{Attack, AttackPath, AttackStep, Certainty, Witness};
use serde_json::{Value, json};

use crate::{Options, json::pretty, sarif};

pub(super) fn render(attack: &Attack, options: &Options<'_>) -> String {
    let names: BTreeMap<&str, &str> =
        attack.goals.iter().map(|g| (g.id.as_str(), g.name.as_str())).collect();
    let rules: Vec<Value> = names
        .iter()
        .map(|(id, name)| {
            json!({ "id": format!("attack/{id}"), "shortDescription": { "text": format!("An attacker reaches {name}") } })
        })
        .collect();
    let results: Vec<Value> =
        attack.paths.iter().filter_map(|path| result(path, &names, options)).collect();
    pretty(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "ringfort", "version": attack.tool_version, "rules": rules } },
            "automationDetails": { "id": format!("ringfort-attack/{}/", attack.environment.name()) },
            "originalUriBaseIds": { sarif::ROOT: {
                "description": { "text": "The top of the repository that was scanned" },
            }},
            "results": results,
        }],
    }))
}

/// A way needs a place to be shown at: its first proof. One without any is left out.
fn result(path: &AttackPath, names: &BTreeMap<&str, &str>, options: &Options<'_>) -> Option<Value> {
    let first = path.steps.iter().find_map(|s| s.evidence.first())?;
    let goal = names.get(path.goal.as_str()).copied().unwrap_or(&path.goal);
    let sure = if path.certainty == Certainty::Certain { "" } else { "possibly " };
    let sentences: Vec<&str> = path.steps.iter().map(|s| s.sentence.as_str()).collect();
    let text = format!("From {}: {sure}{goal}. {}", path.entry, sentences.join(". "));
    let flow: Vec<Value> = path.steps.iter().flat_map(|step| step_places(step, options)).collect();
    Some(json!({
        "ruleId": format!("attack/{}", path.goal),
        "level": if path.certainty == Certainty::Certain { "error" } else { "warning" },
        "message": { "text": text },
        "locations": [sarif::location(&first.location, options)],
        "codeFlows": [{ "threadFlows": [{ "locations": flow }] }],
        "partialFingerprints": { "ringfort/v1": format!("{}>{}#{}", path.entry, path.goal, path.rank) },
    }))
}

fn step_places(step: &AttackStep, options: &Options<'_>) -> Vec<Value> {
    let place = |witness: &Witness| {
        let mut location = sarif::location(&witness.location, options);
        if let Some(fields) = location.as_object_mut() {
            let text = format!("{}: {} ({})", step.technique, step.sentence, witness.note);
            fields.insert("message".into(), json!({ "text": text }));
        }
        json!({ "location": location })
    };
    step.evidence.iter().map(place).collect()
}
