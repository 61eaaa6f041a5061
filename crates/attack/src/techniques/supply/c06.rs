//! C06: a credential in a file of the repository.

use ringfort_facts::secrets::{Certainty, scan};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C06",
    title: "Secret in the repository",
    layer: Layer::Code,
    attack: &["T1552.001"],
    sentence: "The repository holds {detail}: the attacker {gain}",
    page: include_str!("c06.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for text in facts.model.texts.iter().filter(|t| is_configuration(&t.path)) {
        let Some(file) = facts.sources.get(text.source).filter(|f| f.text.len() < LONGEST) else {
            continue;
        };
        for hit in scan(&file.text).into_iter().filter(|h| h.certainty == Certainty::Certain) {
            let at = Span::of(text.source, hit.range.clone());
            let target = support::place(facts, at);
            let head = if hit.kind.starts_with("aws-") {
                Position::Cloud(format!("whoever the AWS key in {} belongs to", text.path).into())
            } else {
                Position::Credential(format!("{} in {}", hit.title, text.path).into())
            };
            g.step(head)
                .from(Position::Repository)
                .proof(at, "the credential")
                .unless(Control::missing_for("code/no-hardcoded-secrets", target, at))
                .detail(format!("the {} in {}", hit.title, text.path))
                .add();
        }
    }
}

/// Longer files are data, not configuration.
const LONGEST: usize = 64 << 10;

/// Files that people write settings into.
fn is_configuration(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(".env")
        || [
            ".yaml",
            ".yml",
            ".tfvars",
            ".tf",
            ".json",
            ".toml",
            ".ini",
            ".conf",
            ".cfg",
            ".properties",
        ]
        .iter()
        .any(|end| name.ends_with(end))
}
