//! The answer for people.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ringfort_reach::{Deciding, Decision, Effect, EndpointId, Enforcement, RemarkKind};
use ringfort_report::{Options, Table, one_line};

use super::view::{Row, View};

/// More rows than this are counted, unless all are asked for.
const ROWS: usize = 60;

pub(super) fn table(view: &View<'_>, verbose: bool, options: &Options<'_>) -> String {
    let mut out = String::new();
    if let Some(name) = view.cluster() {
        let _ = writeln!(out, "Cluster of {name}\n");
    }
    out += &enforcement(view);
    let limit = if verbose { usize::MAX - 1 } else { ROWS };
    let rows = view.rows(limit + 1);
    out += &connections(view, &rows, limit, options);
    out += &doors(view, limit, options);
    if verbose {
        out += &classes(view, &rows);
    }
    out += &remarks(view, verbose);
    out += &closing(view, &rows);
    out
}

/// Does anything enforce what follows?
pub(super) fn enforcement(view: &View<'_>) -> String {
    match view.reach.enforced() {
        Enforcement::Enforced(found) => match found.first() {
            Some(p) => {
                format!(
                    "Policies are enforced by {} ({}, {})\n\n",
                    p.name,
                    p.resource,
                    view.place(p.at)
                )
            }
            None => String::new(),
        },
        Enforcement::Ignored(found) => match found.first() {
            Some(p) => format!(
                "Policies have NO effect: {} ignores them ({}, {})\n\n",
                p.name,
                p.resource,
                view.place(p.at)
            ),
            None => String::new(),
        },
        Enforcement::Unknown => {
            "Nothing in these files shows a network plugin that enforces policies: \
             without one all but the proxies of a mesh let everything through\n\n"
                .into()
        }
    }
}

fn connections(view: &View<'_>, rows: &[Row], limit: usize, options: &Options<'_>) -> String {
    if rows.is_empty() {
        return "No connection is allowed\n".into();
    }
    let mut table = Table::new(&["from", "to", "ports", "decided by"]);
    for row in rows.iter().take(limit) {
        let ends = [&row.from, &row.to].map(|end| end.name(&view.reach));
        let [from, to] = ends;
        table.row([from, to, ports(&row.decision), decided(view, &row.decision)]);
    }
    let mut out = table.render(options);
    if rows.len() > limit {
        out += "and more: --verbose, or --from and --to for a part\n";
    }
    out
}

/// What may pass, in a few words.
pub(super) fn ports(decision: &Decision) -> String {
    match (decision.ports.is_empty(), decision.unknown.is_empty()) {
        (true, true) => "denied".into(),
        (_, true) => decision.ports.to_string(),
        (true, false) => format!("not known: {}", decision.unknown),
        (false, false) => format!("{}; not known: {}", decision.ports, decision.unknown),
    }
}

/// The rules that let it through, each by its place; the policies that leave it open where there are none.
fn decided(view: &View<'_>, decision: &Decision) -> String {
    let rules = decision.deciding.iter().filter(|d| match d.effect {
        Effect::Allows => true,
        Effect::Denies | Effect::Passes | Effect::Isolates => !d.certain || decision.is_denied(),
    });
    let name = |d: &Deciding| view.resource(d.policy).rsplit('/').next().unwrap_or("").to_owned();
    let mut places: Vec<String> =
        rules.map(|d| format!("{} {}", name(d), view.place(d.at))).collect();
    places.dedup();
    match (places.is_empty(), decision.notes.first()) {
        (false, _) => places.join(", "),
        (true, Some(note)) => note.to_string(),
        (true, None) => "no policy restricts it".into(),
    }
}

fn doors(view: &View<'_>, limit: usize, options: &Options<'_>) -> String {
    let doors = view.doors(limit + 1);
    if doors.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&["way in", "to", "ports", "opened by"]);
    for (door, decision) in doors.iter().take(limit) {
        let to = view.reach.name(door.to);
        let kind = if door.internal { "internal load balancer" } else { door.kind.name() };
        let by = format!("{} {}", view.resource(door.via), view.place(door.at));
        table.row([kind.to_owned(), to, ports(decision), by]);
    }
    let mut out = format!("\n{}", table.render(options));
    if doors.len() > limit {
        out += "and more: --verbose, or --to for a part\n";
    }
    out
}

/// Who is like whom, for the classes that are shown.
fn classes(view: &View<'_>, rows: &[Row]) -> String {
    let ends = rows.iter().flat_map(|row| [&row.from, &row.to]);
    let many: BTreeSet<&[EndpointId]> =
        ends.map(|end| end.members(&view.reach)).filter(|m| m.len() > 1).collect();
    let mut out = String::new();
    for members in many {
        let names: Vec<String> = members.iter().map(|id| view.reach.name(*id)).collect();
        let _ = writeln!(out, "alike: {}", one_line(&names.join(", ")));
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

/// What has no effect. Rules about pods of other files are counted, unless all is asked for.
fn remarks(view: &View<'_>, verbose: bool) -> String {
    let shown = |kind| verbose || kind != RemarkKind::Elsewhere;
    let (some, rest): (Vec<_>, Vec<_>) =
        view.reach.remarks().iter().partition(|remark| shown(remark.kind));
    let mut out = String::new();
    for remark in some {
        let message = one_line(&remark.message);
        let _ = writeln!(out, "notice: {message} ({})", view.place(remark.at));
    }
    match rest.len() {
        0 => {}
        1 => out += "1 rule is about pods that are not in these files: --verbose\n",
        n => {
            let _ =
                writeln!(out, "{n} rules are about pods that are not in these files: --verbose");
        }
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

fn closing(view: &View<'_>, rows: &[Row]) -> String {
    let endpoints = view.reach.endpoints().len();
    let (sources, destinations) = (view.reach.sources().len(), view.reach.destinations().len());
    let unknown = rows.iter().filter(|row| !row.decision.unknown.is_empty()).count();
    let mut out = format!(
        "\n{endpoints} workloads: as sources policies tell {sources} kinds apart, as destinations {destinations}\n"
    );
    if unknown > 0 {
        let mut causes: Vec<&str> = rows
            .iter()
            .flat_map(|row| row.decision.certainty.causes())
            .map(|cause| &**cause)
            .collect();
        causes.sort_unstable();
        causes.dedup();
        let _ = writeln!(
            out,
            "{unknown} of these connections are not fully known: {}",
            causes.iter().take(4).copied().collect::<Vec<_>>().join("; ")
        );
    }
    out += "Next: `ringfort reach --from NAME --to NAME` says why one connection is allowed or denied\n";
    out
}
