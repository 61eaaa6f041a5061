//! The attack in every format. A report sees an [`Attack`] and nothing else.

mod graph;
mod groups;
mod markdown;
mod sarif;
mod summary;
mod table;

use ringfort_vocab::attack::Attack;

use crate::{Options, json::pretty};

pub(crate) use summary::section;

/// The formats of the attack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AttackFormat {
    /// For people at a terminal.
    #[default]
    Table,
    /// For programs.
    Json,
    /// SARIF 2.1.0, a result with a code flow for each way.
    Sarif,
    /// For pull-request comments.
    Markdown,
    /// A graph for Mermaid.
    Mermaid,
    /// A graph for Graphviz.
    Dot,
}

/// The bytes of `attack` in `format`, UTF-8, ending in a newline. `why_not`: only why these goals are closed.
pub fn render_attack(
    attack: &Attack,
    format: AttackFormat,
    why_not: &[String],
    options: &Options<'_>,
) -> Vec<u8> {
    let text = match format {
        AttackFormat::Table if !why_not.is_empty() => table::why_not(attack, why_not, options),
        AttackFormat::Table => table::render(attack, options),
        AttackFormat::Json => pretty(&serde_json::json!(attack)),
        AttackFormat::Sarif => sarif::render(attack, options),
        AttackFormat::Markdown => markdown::render(attack),
        AttackFormat::Mermaid => graph::mermaid(attack),
        AttackFormat::Dot => graph::dot(attack),
    };
    text.into_bytes()
}
