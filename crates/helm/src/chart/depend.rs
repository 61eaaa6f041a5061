//! Dependencies: which subcharts take part, under which name, and what they hand up.
//! Source: Helm's documentation, "Chart Dependencies" (conditions, tags, aliases, import-values).

use std::rc::Rc;

use ringfort_source::{Node, Span};
use ringfort_vocab::NoticeKind;

use super::coalesce::{self, Null};
use super::{Chart, load};
use crate::doubt::Doubt;
use crate::fault::Fault;
use crate::semver::{Version, satisfies};
use crate::value::{Data, Map, Value};
use crate::ways::Ways;
use crate::{Problem, Project};

/// Settles the subcharts of `chart` for the values that are given.
pub(crate) fn resolve<'a>(
    project: &Project<'a>,
    dir: &str,
    chart: &mut Chart<'a>,
    values: &Rc<Map>,
    ways: &Ways,
    problems: &mut Vec<Problem>,
) -> Result<(), Fault> {
    enable(project, dir, chart, (values, ways), "", problems)?;
    import(chart)
}

/// A dependency as its parent names it.
struct Wish<'n> {
    node: &'n Node,
    name: &'n str,
    called: &'n str,
}

impl<'n> Wish<'n> {
    fn of(node: &'n Node) -> Option<Self> {
        let name = node.at("name").str()?;
        Some(Self { node, name, called: node.at("alias").str().unwrap_or(name) })
    }

    /// Is `chart` what is wished for?
    fn fits(&self, chart: &Chart<'_>) -> bool {
        let wanted = self.node.at("version").node().and_then(Node::scalar).unwrap_or_default();
        let version = Version::parse(&chart.version());
        let range = version.and_then(|v| satisfies(&wanted, &v));
        chart.name == self.name && (wanted.is_empty() || range.unwrap_or(true))
    }
}

fn enable<'a>(
    project: &Project<'a>,
    dir: &str,
    chart: &mut Chart<'a>,
    (values, ways): (&Rc<Map>, &Ways),
    path: &str,
    problems: &mut Vec<Problem>,
) -> Result<(), Fault> {
    let wanted = std::mem::take(&mut chart.wanted);
    let wishes: Vec<Wish<'_>> = wanted.iter().filter_map(Wish::of).collect();
    chart.charts = taken(project, dir, chart, &wishes, problems);
    let all = coalesce::copied(values)?;
    coalesce::chart(chart, &all, Null::Deletes)?;
    let mut disabled: Vec<&str> = vec![];
    for wish in &wishes {
        let enabled = is_enabled(wish, &all, path).unwrap_or_else(|| {
            problems.push(undecided(wish));
            ways.fork()
        });
        disabled.extend((!enabled).then_some(wish.called));
    }
    chart.charts.retain(|c| !disabled.contains(&c.name.as_str()));
    for sub in &mut chart.charts {
        let path = format!("{path}{}.", sub.name);
        enable(project, dir, sub, (&all, ways), &path, problems)?;
    }
    chart.wanted = wanted;
    Ok(())
}

/// The subcharts under the names their parent calls them by; those it does not name stay as they are.
fn taken<'a>(
    project: &Project<'a>,
    dir: &str,
    chart: &mut Chart<'a>,
    wishes: &[Wish<'_>],
    problems: &mut Vec<Problem>,
) -> Vec<Chart<'a>> {
    let mut there = std::mem::take(&mut chart.charts);
    let mut out: Vec<Chart<'a>> = vec![];
    for wish in wishes {
        let found = there.iter().position(|c| wish.fits(c)).map(|i| there.swap_remove(i));
        // A chart that is wished for twice, under two names, is loaded twice.
        let again = || again(project, wish, &out);
        let near = |problems: &mut Vec<Problem>| neighbour(project, dir, wish, problems);
        match found.or_else(again).or_else(|| near(problems)) {
            Some(mut sub) => {
                wish.called.clone_into(&mut sub.name);
                out.push(sub);
            }
            None => problems.push(missing(wish)),
        }
    }
    let unnamed = |c: &Chart<'_>| !wishes.iter().any(|w| w.name == c.name);
    out.extend(there.into_iter().filter(unnamed));
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

fn again<'a>(project: &Project<'a>, wish: &Wish<'_>, taken: &[Chart<'a>]) -> Option<Chart<'a>> {
    let twin = taken.iter().find(|c| c.text("name") == wish.name)?;
    let folder = project.folder_of(twin.meta.span.source)?;
    load(project, &folder, 1, &mut vec![])
}

/// A chart elsewhere in the project, named by `repository: file://...`.
fn neighbour<'a>(
    project: &Project<'a>,
    dir: &str,
    wish: &Wish<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Chart<'a>> {
    let path = wish.node.at("repository").str()?.strip_prefix("file://")?;
    load(project, &crate::path::join(dir, path), 1, problems)
}

fn missing(wish: &Wish<'_>) -> Problem {
    let message = format!(
        "the dependency `{}` is not in `charts/`, so its objects are not judged: run `helm dependency update` and scan again",
        wish.name
    );
    let span: Span = wish.node.at("name").span();
    Problem::new(NoticeKind::NotRendered, span, message)
}

fn undecided(wish: &Wish<'_>) -> Problem {
    let message = format!(
        "whether the dependency `{}` is installed is not known ({}), so its objects are not evaluated: {}",
        wish.called,
        Doubt::Given.cause(),
        Doubt::Given.next()
    );
    Problem::new(NoticeKind::NotRendered, wish.node.at("name").span(), message)
}

/// Tags first; the first condition that is set decides over them. `None` where what decides is not known.
fn is_enabled(wish: &Wish<'_>, values: &Rc<Map>, path: &str) -> Option<bool> {
    let flag = |path: &str| match coalesce::at(values, path)?.data {
        Data::Bool(b) => Some(Some(b)),
        Data::Unknown(_) => Some(None),
        _ => None,
    };
    let conditions = wish.node.at("condition").str().unwrap_or("");
    let mut conditions = conditions.split(',').map(str::trim).filter(|c| !c.is_empty());
    if let Some(decided) = conditions.find_map(|c| flag(&format!("{path}{c}"))) {
        return decided;
    }
    let tags = wish.node.at("tags").list().iter().filter_map(Node::as_str);
    let set: Vec<Option<bool>> = tags.filter_map(|t| flag(&format!("tags.{t}"))).collect();
    if !set.contains(&Some(true)) && set.contains(&None) {
        return None;
    }
    Some(set.is_empty() || set.contains(&Some(true)))
}

/// Puts what subcharts export below the values of their parent.
fn import(chart: &mut Chart<'_>) -> Result<(), Fault> {
    for sub in &mut chart.charts {
        import(sub)?;
    }
    let lists = chart.wanted.iter().filter_map(Wish::of);
    let wishes: Vec<(String, Vec<Node>)> = lists
        .map(|w| (w.called.to_owned(), w.node.at("import-values").list().to_vec()))
        .filter(|(_, list)| !list.is_empty())
        .collect();
    if wishes.is_empty() {
        return Ok(());
    }
    let values = coalesce::copied(&chart.values)?;
    coalesce::chart(chart, &values, Null::Stays)?;
    let imported: Rc<Map> = Rc::default();
    for (name, list) in &wishes {
        for item in list {
            take_in(&imported, &values, name, item)?;
        }
    }
    coalesce::tables(&values, &imported)?;
    chart.values = values;
    Ok(())
}

/// One entry of `import-values`: a name below `exports`, or a pair of paths.
fn take_in(into: &Rc<Map>, values: &Rc<Map>, name: &str, item: &Node) -> Result<(), Fault> {
    let (child, parent) = match item.as_str() {
        Some(export) => (format!("exports.{export}"), ""),
        None => {
            let child = item.at("child").str().unwrap_or("");
            (child.to_owned(), item.at("parent").str().unwrap_or(""))
        }
    };
    let Some(Value { data: Data::Map(table), .. }) =
        coalesce::at(values, &format!("{name}.{child}"))
    else {
        return Ok(());
    };
    let mut target = into.clone();
    for key in parent.split('.').filter(|k| !k.is_empty()) {
        target = coalesce::child(&target, key);
    }
    coalesce::tables(&target, &table)
}
