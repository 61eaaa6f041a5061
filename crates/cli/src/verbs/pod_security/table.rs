//! The answer for people: all namespaces in one table, then what each could do next.

use std::fmt::Write as _;

use ringfort_report::{Options, Table, one_line};

use super::shown::{Blocker, Mode, Next, Policy, Shown};

/// More places than this are counted, for each namespace, unless all are asked for.
const ROWS: usize = 20;

pub(super) fn table(all: &[&Shown], verbose: bool, options: &Options<'_>) -> String {
    let mut table = Table::new(&["namespace", "enforce", "audit", "warn", "carries today"]);
    for shown in all {
        let mode = |name: &str| {
            shown.modes.iter().find(|m| m.mode == name).map_or_else(String::new, level)
        };
        table.row([title(shown), mode("enforce"), mode("audit"), mode("warn"), carries(shown)]);
    }
    let mut out = table.render(options);
    for shown in all {
        out += &details(shown, verbose, options);
    }
    out
}

/// The namespace, with its cluster where there are several.
fn title(shown: &Shown) -> String {
    match &shown.cluster {
        Some(cluster) => format!("{} ({cluster})", shown.namespace),
        None => shown.namespace.clone(),
    }
}

/// `baseline v1.34`, `none`, `not known`.
fn level(mode: &Mode) -> String {
    let cluster = if mode.by == "cluster" { ", by the cluster" } else { "" };
    match (&mode.level, mode.by) {
        (None, _) => "not known".into(),
        (_, "default") => "none".into(),
        (Some(level), _) => match mode.version.as_deref() {
            Some("latest") => format!("{level}{cluster}"),
            Some(version) => format!("{level} {version}{cluster}"),
            None => format!("{level}, version not known{cluster}"),
        },
    }
}

fn carries(shown: &Shown) -> String {
    match (shown.carries, shown.possibly) {
        (None, _) => "not known: no workload in these files".into(),
        (Some(sure), None) => sure.to_owned(),
        (Some(sure), Some(possible)) => format!("{sure}, possibly {possible}"),
    }
}

fn details(shown: &Shown, verbose: bool, options: &Options<'_>) -> String {
    let mut lines: Vec<String> = vec![];
    lines.extend(not_known(&shown.modes));
    for left in &shown.exemptions {
        let name = left.name.as_deref().unwrap_or("(not known)");
        lines.push(format!("exempt: {} {name} ({})", left.kind, left.place));
    }
    lines.extend(shown.policies.iter().filter_map(policy));
    if let Some(offer) = &shown.offer {
        let place = offer.place.as_ref().map(|p| format!(" ({p})")).unwrap_or_default();
        lines.push(format!("free to take: {}{place}", offer.line));
    }
    let blockers = shown.next.as_ref().map(|n| blockers(n, verbose, options)).unwrap_or_default();
    if lines.is_empty() && blockers.is_empty() {
        return String::new();
    }
    let mut out = format!("\nNamespace {}\n", one_line(&title(shown)));
    for line in lines {
        let _ = writeln!(out, "  {}", one_line(&line));
    }
    out + &blockers
}

/// The modes that are not known, those with the same cause in one line.
fn not_known(modes: &[Mode]) -> Vec<String> {
    let causes = modes.iter().filter_map(|m| Some((m.mode, m.cause?, m.place.as_deref()?)));
    let mut lines: Vec<(Vec<&str>, &str, &str)> = vec![];
    for (mode, cause, place) in causes {
        match lines.iter_mut().find(|l| (l.1, l.2) == (cause, place)) {
            Some((names, ..)) => names.push(mode),
            None => lines.push((vec![mode], cause, place)),
        }
    }
    let line = |(names, cause, place): &(Vec<&str>, &str, &str)| {
        format!("not known: {} ({cause}, {place})", names.join(", "))
    };
    lines.iter().map(line).collect()
}

/// What engines do; nothing where no policy is about it.
fn policy(policy: &Policy) -> Option<String> {
    let (what, place) = (policy.what.as_ref()?, policy.place.as_ref()?);
    let level = policy.level;
    Some(match policy.state {
        "refused" => format!("policies refuse what {level} does, `{what}` among them ({place})"),
        "reported" => format!("policies report what breaks {level}, `{what}` among them ({place})"),
        _ => format!("policies may refuse what {level} does: {what} ({place})"),
    })
}

fn blockers(next: &Next, verbose: bool, options: &Options<'_>) -> String {
    let (places, objects) = (next.blockers.len(), next.objects);
    let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let mut out = format!(
        "  {} is stopped by {} in {}:\n\n",
        next.level,
        count(places, "place"),
        count(objects, "workload")
    );
    let limit = if verbose { usize::MAX } else { ROWS };
    let mut table = Table::new(&["workload", "control", "what", "where"]);
    for blocker in next.blockers.iter().take(limit) {
        let Blocker { workload, what, place, .. } = blocker;
        let who = match &blocker.container {
            Some(container) => format!("{workload}, {container}"),
            None => workload.clone(),
        };
        let rule = blocker.rule.unwrap_or("any");
        table.row([who, rule.to_owned(), what.clone(), place.clone()]);
    }
    out += &table.render(options);
    if places > limit {
        let _ = writeln!(out, "and {} more: --verbose", places - limit);
    }
    out
}
