//! Answers for people.

use std::fmt::Write as _;

use ringfort_report::{Options, Table, one_line};

use super::shown::{Evidence, Grant, Kind, Line, Shown};

/// A question about one subject in words, several subjects or all rights of one in a table.
pub(super) fn table(shown: &Shown, title: &str, options: &Options<'_>) -> String {
    let mut out = String::new();
    if let Some(name) = &shown.cluster {
        let _ = writeln!(out, "Cluster of {}\n", one_line(name));
    }
    for line in &shown.lines {
        match shown.kind {
            Kind::One => out += &words(line, title),
            Kind::Rights => out += &rights(line, options),
            Kind::Everyone => {}
        }
    }
    if shown.kind == Kind::Everyone {
        let _ = writeln!(out, "Who may {title}\n\n{}", subjects(&shown.lines, options).trim_end());
    }
    for line in &shown.lines {
        for unknown in &line.unknown {
            let binding = unknown.binding.as_ref().map(evidence).unwrap_or_default();
            let _ = writeln!(out, "not known for {}: {binding}: {}", line.subject, unknown.cause);
        }
    }
    for note in &shown.notes {
        let _ = writeln!(out, "note: {}", one_line(note));
    }
    out
}

fn words(line: &Line, title: &str) -> String {
    let mut out = format!("{}: {} may {title}\n", line.allowed, one_line(&line.subject));
    if line.allowed == "no" {
        out = format!("no: nothing in these files lets {} {title}\n", one_line(&line.subject));
    }
    if line.allowed == "unknown" {
        out = format!("not known: whether {} may {title}\n", one_line(&line.subject));
    }
    for grant in &line.grants {
        let _ = writeln!(out, "  {}", one_line(&sentence(grant)));
    }
    out
}

/// `RoleBinding/shop/read (rbac.yaml:12) gives Role/shop/reader (rbac.yaml:3) in namespace shop`.
fn sentence(grant: &Grant) -> String {
    let by = grant.binding.as_ref().map_or("every cluster".to_owned(), evidence);
    format!("{by} gives {} {}{}", evidence(&grant.role), place(grant), limit(grant))
}

fn evidence(evidence: &Evidence) -> String {
    match &evidence.place {
        Some(place) => format!("{} ({place})", evidence.object),
        None => format!("{} (built in)", evidence.object),
    }
}

fn place(grant: &Grant) -> String {
    grant.namespace.as_ref().map_or("in the whole cluster".into(), |n| format!("in namespace {n}"))
}

/// What a grant is limited to.
fn limit(grant: &Grant) -> String {
    let names = match (grant.names.is_empty(), grant.by_field_selector) {
        (true, _) => String::new(),
        (false, false) => format!(", only named {}", grant.names.join(", ")),
        (false, true) => format!(", only with a field selector on {}", grant.names.join(", ")),
    };
    if grant.certain { names } else { format!("{names}, perhaps") }
}

fn subjects(lines: &[Line], options: &Options<'_>) -> String {
    let mut table = Table::new(&["subject", "where", "given by"]);
    for line in lines {
        for grant in &line.grants {
            let by = grant.binding.as_ref().map_or("every cluster".to_owned(), evidence);
            let by = format!("{by}: {}", evidence(&grant.role));
            table.row([line.subject.clone(), format!("{}{}", place(grant), limit(grant)), by]);
        }
        if line.grants.is_empty() {
            table.row([line.subject.clone(), "not known".into(), String::new()]);
        }
    }
    table.render(options)
}

fn rights(line: &Line, options: &Options<'_>) -> String {
    let mut table = Table::new(&["verbs", "resources", "where", "given by"]);
    for grant in &line.grants {
        let by = grant.binding.as_ref().map_or("every cluster".to_owned(), evidence);
        table.row([
            grant.verbs.join(" "),
            grant.resources.join(" "),
            format!("{}{}", place(grant), limit(grant)),
            format!("{by}: {}", evidence(&grant.role)),
        ]);
    }
    let subject = one_line(&line.subject);
    if line.grants.is_empty() {
        return format!("{subject} is granted nothing by these files\n\n");
    }
    format!("{subject} may\n\n{}\n", table.render(options))
}
