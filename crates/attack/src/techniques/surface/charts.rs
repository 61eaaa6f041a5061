//! Charts that Terraform installs (`helm_release`) and that are not among the files: what their values say of an
//! administration interface. Data: `data/charts.tsv`.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Kind, Node, Span};

/// An interface that a release opens to everybody.
pub(super) struct Open {
    /// Its name: `Grafana`.
    pub(super) console: &'static str,
    /// What it gives: `everything`, `pods`, `data`.
    pub(super) gives: &'static str,
    /// What it does for a visitor.
    pub(super) does: &'static str,
    /// Where the login is switched off; the door, where there is none to switch off.
    pub(super) at: Span,
    /// Where it is let out of the cluster.
    pub(super) door: Span,
}

/// A value: its path with dots, the text and the place.
type Value = (String, String, Span);

/// What `release` opens.
pub(super) fn open(release: &Resource) -> Vec<Open> {
    let text = release.text("chart", "");
    let Some(chart) = text.known().and_then(|c| c.trim_end_matches('/').rsplit('/').next()) else {
        return vec![];
    };
    let values = values(release);
    let rows = include_str!("../../../data/charts.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let cells: Vec<&'static str> = row.split('\t').collect();
        let [name, doors, opens, gives, console, does, _] = *cells.as_slice() else { return None };
        if name != chart {
            return None;
        }
        let door = doors.split(' ').find_map(|path| is_out(&values, path))?;
        let at = if opens.is_empty() { Some(door) } else { any(&values, opens) };
        at.map(|at| Open { console, gives, does, at, door })
    })
    .collect()
}

/// Is the Service a load balancer or node port, or the Ingress there?
fn is_out(values: &[Value], path: &str) -> Option<Span> {
    let out = ["LoadBalancer", "NodePort", "true"];
    values.iter().rev().find(|(p, _, _)| p == path).filter(|v| out.contains(&&*v.1)).map(|v| v.2)
}

/// The place of the first alternative that holds: `PATH=TEXT`, `PATH~PART`, joined by ` & `.
fn any(values: &[Value], alternatives: &str) -> Option<Span> {
    alternatives.split(" | ").find_map(|all| {
        let places: Option<Vec<Span>> = all.split(" & ").map(|part| one(values, part)).collect();
        places?.last().copied()
    })
}

fn one(values: &[Value], part: &str) -> Option<Span> {
    let split = part.find(['=', '~'])?;
    let (path, test) = part.split_at(split);
    let (sign, wanted) = test.split_at(1);
    let is_met = |text: &str| if sign == "=" { text == wanted } else { text.contains(wanted) };
    let mut own = values.iter().rev().filter(|(p, _, _)| p == path);
    let found =
        if sign == "=" { own.next().filter(|v| is_met(&v.1)) } else { own.find(|v| is_met(&v.1)) };
    found.map(|v| v.2)
}

/// The values of a release, later ones over earlier ones.
fn values(release: &Resource) -> Vec<Value> {
    let mut all = vec![];
    if let At::Set(node) = release.at("values") {
        for part in node.one_or_many() {
            match &part.kind {
                Kind::Str(text) => lines(text, part.span, &mut all),
                _ => flatten(String::new(), part, &mut all),
            }
        }
    }
    for key in ["set", "set_list", "set_sensitive"] {
        for setting in release.at(key).list() {
            let Some(name) = setting.at("name").str() else { continue };
            let node = setting.at("value").node();
            for value in node.map_or(&[][..], Node::one_or_many) {
                let text = value.scalar().unwrap_or_default();
                all.push((path(name), text, value.span));
            }
        }
    }
    all
}

/// `server.extraArgs[0]`, `grafana\.ini.server`: without marks.
fn path(name: &str) -> String {
    let name = name.split('[').next().unwrap_or(name);
    name.replace('\\', "")
}

fn flatten(at: String, node: &Node, all: &mut Vec<Value>) {
    let below = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
    for entry in node.entries() {
        flatten(below(&entry.key), &entry.value, all);
    }
    for item in node.items() {
        flatten(at.clone(), item, all);
    }
    if let Some(text) = node.scalar() {
        all.push((at, text, node.span));
    }
}

/// Block mappings and lists of YAML in a text, which is what values are written in.
fn lines(text: &str, at: Span, all: &mut Vec<Value>) {
    let mut open: Vec<(usize, String)> = vec![];
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        let item = bare.strip_prefix("- ");
        open.retain(|(d, _)| *d < depth || (item.is_some() && *d == depth));
        let above: Vec<&str> = open.iter().map(|(_, key)| key.as_str()).collect();
        let above = above.join(".");
        let clean = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
        if let Some(item) = item {
            all.push((above, clean(item), at));
        } else if let Some((key, value)) = bare.split_once(':') {
            let key = clean(key);
            let full = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
            if value.trim().is_empty() {
                open.push((depth, key));
            } else {
                all.push((full, clean(value), at));
            }
        }
    }
}
