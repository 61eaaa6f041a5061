//! Judgements of single flags of the cluster's own processes.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Edit, Failure, Safety, Scene, Span, Value, Verdict};

/// A flag and what it should be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Its name without dashes.
    pub(crate) flag: &'static str,
    /// The end of the message after a comma: what follows from the wrong value.
    pub(crate) harm: &'static str,
    /// The value that a fix writes, and how safe it is to write it; `None` where it differs by cluster.
    pub(crate) fix: Option<(&'static str, Safety)>,
}

impl Rule {
    /// A flag without a fix of its own.
    pub(crate) const fn new(flag: &'static str, harm: &'static str) -> Self {
        Self { flag, harm, fix: None }
    }

    /// The same, mended by writing `value`.
    pub(crate) const fn fixed(self, value: &'static str, safety: Safety) -> Self {
        Self { fix: Some((value, safety)), ..self }
    }
}

/// A boolean flag is `wanted`.
pub(crate) fn is(on: &Component, scene: &Scene<'_>, wanted: bool, rule: Rule) -> Verdict {
    meets(on, scene, rule, |text| boolean(text) == Some(wanted))
}

/// The value of a flag, its default included, is `good`.
pub(crate) fn meets(
    on: &Component,
    scene: &Scene<'_>,
    rule: Rule,
    good: impl Fn(&str) -> bool,
) -> Verdict {
    let value = on.value(rule.flag);
    let shown = value.known().filter(|v| !v.is_empty());
    let note = match shown {
        Some(shown) => format!("{} is {shown}", on.setting(rule.flag)),
        None => format!("{} is not set", on.setting(rule.flag)),
    };
    Verdict::on(&value, |text| good(text), note, || failure(on, scene, &value, rule))
}

/// A flag that is written somehow.
pub(crate) fn given(on: &Component, scene: &Scene<'_>, rule: Rule) -> Verdict {
    meets(on, scene, rule, |text| !text.is_empty())
}

/// Flags that must all be written: the first that is missing is the finding.
pub(crate) fn all_given(
    on: &Component,
    scene: &Scene<'_>,
    flags: &[&'static str],
    harm: &'static str,
) -> Verdict {
    let verdicts = flags.iter().map(|flag| given(on, scene, Rule::new(flag, harm)));
    let mut undecided = None;
    let mut passed = Verdict::NotApplicable;
    for verdict in verdicts {
        match verdict {
            Verdict::Fail(_) => return verdict,
            Verdict::Unknown(_) => undecided = Some(verdict),
            other => passed = other,
        }
    }
    undecided.unwrap_or(passed)
}

/// A flag that must not be written (an empty value counts as not written).
pub(crate) fn absent(on: &Component, scene: &Scene<'_>, rule: Rule) -> Verdict {
    meets(on, scene, rule, str::is_empty)
}

/// A list flag that contains `item`.
pub(crate) fn contains(on: &Component, scene: &Scene<'_>, item: &str, rule: Rule) -> Verdict {
    meets(on, scene, rule, |text| parts(text).any(|p| p == item))
}

/// A list flag that contains none of `items`.
pub(crate) fn lacks(on: &Component, scene: &Scene<'_>, items: &[&str], rule: Rule) -> Verdict {
    meets(on, scene, rule, |text| !parts(text).any(|p| items.contains(&p)))
}

/// An admission plugin that must be switched on: by the flag of today or the ordered list of old
/// releases. The fix adds it, where `safety` says that it needs nothing else.
pub(crate) fn plugin(
    on: &Component,
    scene: &Scene<'_>,
    item: &'static str,
    harm: &'static str,
    safety: Option<Safety>,
) -> Verdict {
    let old = on.flag("admission-control").is_some();
    let flag = if old { "admission-control" } else { "enable-admission-plugins" };
    let verdict = contains(on, scene, item, Rule::new(flag, harm));
    let (Verdict::Fail(mut failures), Some(safety)) = (verdict.clone(), safety) else {
        return verdict;
    };
    let value = on.value(flag);
    let wanted = value.known().filter(|v| !v.is_empty()).map(|v| format!("{v},{item}"));
    if let Some(edit) = edit(on, scene, flag, &value, &wanted.unwrap_or_else(|| item.to_owned())) {
        let what = format!("enable the admission plugin `{item}`");
        failures =
            failures.into_iter().map(|f| f.fix(&*what, vec![edit.clone()], safety)).collect();
    }
    Verdict::Fail(failures)
}

/// The parts of a list flag.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|p| !p.is_empty())
}

/// A boolean as pflag reads it (strconv.ParseBool).
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// A number not below `least`.
pub(crate) fn at_least(text: &str, least: i64) -> bool {
    text.parse::<i64>().is_ok_and(|n| n >= least)
}

/// The failure for a value that does not do, at the value or where the flag would be added.
pub(crate) fn failure(
    on: &Component,
    scene: &Scene<'_>,
    value: &Value<String>,
    rule: Rule,
) -> Failure {
    let (name, setting, harm) = (on.kind.name(), on.setting(rule.flag), rule.harm);
    let message = match value {
        Value::Set(text, _) if text.is_empty() => {
            format!("`{name}` has an empty `{setting}`, {harm}")
        }
        Value::Set(text, _) => format!("`{name}` has `{setting}` set to `{text}`, {harm}"),
        Value::Default(text, _) if !text.is_empty() => {
            format!("`{name}` does not set `{setting}`, whose default is `{text}`, {harm}")
        }
        _ => format!("`{name}` does not set `{setting}`, {harm}"),
    };
    let failure = Failure::new(value.span(), message);
    let Some((wanted, safety)) = rule.fix else { return failure };
    match edit(on, scene, rule.flag, value, wanted) {
        Some(edit) => failure.fix(format!("set `{setting}` to `{wanted}`"), vec![edit], safety),
        None => failure,
    }
}

/// Puts `wanted` in the place of the value, or adds the flag after the last argument.
fn edit(
    on: &Component,
    scene: &Scene<'_>,
    flag: &str,
    value: &Value<String>,
    wanted: &str,
) -> Option<Edit> {
    if let Some(written) = on.flag(flag) {
        return written.exact.then(|| Edit { at: value.span(), text: wanted.to_owned() });
    }
    let last = on.last?;
    let text = format!("{}--{flag}={wanted}", item_prefix(scene, last)?);
    Some(Edit { at: Span { start: last.end, ..last }, text })
}

/// Line break, indentation and dash of the block list that `item` stands in.
fn item_prefix(scene: &Scene<'_>, item: Span) -> Option<String> {
    let text = &scene.facts.sources.get(item.source)?.text;
    let (before, inside) = (text.get(..item.start as usize)?, text.get(item.range())?);
    let line = before.rsplit('\n').next()?;
    let dash = line.strip_suffix("- ")?;
    (dash.trim().is_empty() && !inside.contains('\n')).then(|| format!("\n{dash}- "))
}
