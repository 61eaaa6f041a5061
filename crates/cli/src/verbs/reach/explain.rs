//! Why one connection is allowed or denied.

use std::fmt::Write as _;

use ringfort_facts::kube::Direction;
use ringfort_reach::{Decision, Place};

use super::ends::End;
use super::table;
use super::view::View;

pub(super) fn explain(view: &View<'_>, from: &End, to: &End) -> String {
    let mut out = String::new();
    if let Some(name) = view.cluster() {
        let _ = writeln!(out, "Cluster of {name}\n");
    }
    out += &table::enforcement(view);
    let (Some(a), Some(b)) = (from.place(&view.reach, to), to.place(&view.reach, from)) else {
        return out;
    };
    let [x, y] = [from, to].map(|end| end.name(&view.reach));
    let _ = writeln!(out, "{x} -> {y}");
    let networks = shared(view, a, b);
    if networks.len() < 2 {
        return out + &on_one(view, &view.reach.between(a, b), (a, &x), (b, &y));
    }
    for (network, decision) in networks {
        let _ = writeln!(out, "\nOn {network}");
        out += &on_one(view, &decision, (a, &x), (b, &y));
    }
    out
}

/// What is said of two endpoints on each network that they share, by its name.
fn shared<'v>(view: &'v View<'_>, a: Place, b: Place) -> Vec<(&'v str, Decision)> {
    let (Place::Endpoint(from), Place::Endpoint(to)) = (a, b) else { return vec![] };
    let others = view.reach.networks_of(to);
    let both = view.reach.networks_of(from).into_iter().filter(|n| others.contains(n));
    let named = both.filter_map(|id| Some((id, view.reach.networks().get(id.0 as usize)?)));
    named.map(|(id, network)| (&*network.name, view.reach.allowed_on(id, from, to))).collect()
}

fn on_one(
    view: &View<'_>,
    decision: &Decision,
    (a, x): (Place, &str),
    (b, y): (Place, &str),
) -> String {
    let mut out = answer(decision);
    let sides = [
        (Direction::Egress, a, format!("out of {x}")),
        (Direction::Ingress, b, format!("into {y}")),
    ];
    for (direction, place, title) in sides {
        if let Place::Endpoint(_) = place {
            out += &side(view, decision, direction, &title);
        }
    }
    for note in &decision.notes {
        let _ = writeln!(out, "note: {note}");
    }
    out
}

fn answer(decision: &Decision) -> String {
    let mut out = String::new();
    if decision.is_denied() {
        return "  denied\n".into();
    }
    if !decision.ports.is_empty() {
        let _ = writeln!(out, "  allowed: {}", decision.ports);
    }
    if !decision.unknown.is_empty() {
        let causes = decision.certainty.causes().join("; ");
        let _ = writeln!(out, "  not known: {} ({causes})", decision.unknown);
    }
    let denied = decision.ports.or(&decision.unknown).complement();
    if !denied.is_empty() {
        let _ = writeln!(out, "  denied: {denied}");
    }
    out
}

/// The steps of one direction, in the order in which policies are asked.
fn side(view: &View<'_>, decision: &Decision, direction: Direction, title: &str) -> String {
    let mut out = format!("\n{title}:\n");
    let steps: Vec<_> = decision.deciding.iter().filter(|d| d.direction == direction).collect();
    if steps.is_empty() {
        out += "  no policy governs it: open\n";
    }
    for step in steps {
        let perhaps = if step.certain { "" } else { "perhaps " };
        let _ = writeln!(
            out,
            "  {perhaps}{} {}: {} ({})",
            step.effect.name(),
            step.ports,
            view.resource(step.policy),
            view.place(step.at)
        );
    }
    out
}
