//! Texts.

use std::rc::Rc;

use regex::Regex;

use super::{Args, MAX_TEXT};
use crate::value::{K, Val};

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let map = |f: &dyn Fn(&str) -> String| args.text(0).map(|t| args.str(f(&t)));
    let two = |f: &dyn Fn(&str, &str) -> Val| Some(f(&args.text(0)?, &args.text(1)?));
    let value = match name {
        "lower" => map(&str::to_lowercase),
        "upper" => map(&str::to_uppercase),
        "title" => map(&title),
        "trimspace" => map(&|s| s.trim().into()),
        "chomp" => map(&|s| s.trim_end_matches(['\n', '\r']).into()),
        "strrev" => map(&|s| s.chars().rev().collect()),
        "trimprefix" => two(&|s, p| args.str(s.strip_prefix(p).unwrap_or(s))),
        "trimsuffix" => two(&|s, p| args.str(s.strip_suffix(p).unwrap_or(s))),
        "trim" => two(&|s, set| args.str(s.trim_matches(|c| set.contains(c)))),
        "startswith" => two(&|s, p| args.bool(s.starts_with(p))),
        "endswith" => two(&|s, p| args.bool(s.ends_with(p))),
        "strcontains" => two(&|s, p| args.bool(s.contains(p))),
        "split" => two(&|mark, s| split(args, mark, s)),
        "join" => join(args),
        "replace" => replace(args),
        "substr" => substr(args),
        "indent" => indent(args),
        "regex" => regex(args),
        "regexall" => regex_all(args),
        "basename" => map(&base_name),
        "dirname" => map(&dir_name),
        "pathexpand" => args.text(0).map(|t| {
            if t.starts_with('~') {
                return Val::unknown(args.at, "the home folder is known when it runs only");
            }
            args.str(t)
        }),
        _ => return None,
    };
    Some(value.unwrap_or_else(|| args.wrong(name)))
}

fn base_name(path: &str) -> String {
    match path.trim_end_matches('/').rsplit('/').next() {
        Some(name) if !name.is_empty() => name.into(),
        _ if path.is_empty() => ".".into(),
        _ => "/".into(),
    }
}

fn dir_name(path: &str) -> String {
    match path.rsplit_once('/') {
        None => ".".into(),
        Some((dir, _)) if dir.trim_end_matches('/').is_empty() => "/".into(),
        Some((dir, _)) => dir.trim_end_matches('/').into(),
    }
}

fn title(text: &str) -> String {
    let mut start = true;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = !(c.is_alphanumeric() || c == '_' || c == '\'');
    }
    out
}

fn split(args: Args<'_>, mark: &str, text: &str) -> Val {
    if mark.is_empty() {
        return args.strs(text.chars().map(String::from));
    }
    args.strs(text.split(mark))
}

fn join(args: Args<'_>) -> Option<Val> {
    let mark = args.text(0)?;
    let mut parts: Vec<Rc<str>> = Vec::new();
    for i in 1..args.all.len() {
        parts.extend(args.texts(i)?);
    }
    let length: usize = parts.iter().map(|p| p.len() + mark.len()).sum();
    if length > MAX_TEXT {
        return Some(too_long(args));
    }
    Some(args.str(parts.join(&*mark)))
}

fn too_long(args: Args<'_>) -> Val {
    Val::limit(args.at, format!("the text is longer than {MAX_TEXT} bytes"))
}

fn replace(args: Args<'_>) -> Option<Val> {
    let (text, what, with) = (args.text(0)?, args.text(1)?, args.text(2)?);
    let hits = text.len() / what.len().max(1) + 1;
    if hits.saturating_mul(with.len()) > 4 * MAX_TEXT {
        return Some(too_long(args));
    }
    if what.len() > 2 && what.starts_with('/') && what.ends_with('/') {
        let pattern = compile(what.get(1..what.len() - 1)?)?;
        return Some(args.str(pattern.replace_all(&text, &*groups(&with)).into_owned()));
    }
    Some(args.str(text.replace(&*what, &with)))
}

/// `$1x` names group `1x` in one dialect and `1` in the other.
fn groups(with: &str) -> String {
    let mut out = String::new();
    let mut rest = with;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match after.get(..digits) {
            Some(number) if digits > 0 => {
                out.push_str("${");
                out.push_str(number);
                out.push('}');
            }
            _ => out.push('$'),
        }
        rest = after.get(digits..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

fn substr(args: Args<'_>) -> Option<Val> {
    let text = args.text(0)?;
    let chars: Vec<char> = text.chars().collect();
    let count = i64::try_from(chars.len()).ok()?;
    let (offset, length) = (args.int(1)?, args.int(2)?);
    let start = if offset < 0 { count + offset } else { offset };
    let end = if length < 0 { count } else { start.saturating_add(length).min(count) };
    let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
    Some(args.str(chars.get(start.min(end)..end)?.iter().collect::<String>()))
}

fn indent(args: Args<'_>) -> Option<Val> {
    let (spaces, text) = (usize::try_from(args.int(0)?).ok()?, args.text(1)?);
    let lines = text.matches('\n').count();
    if spaces > 1_000 || lines.saturating_mul(spaces) > MAX_TEXT {
        return Some(too_long(args));
    }
    Some(args.str(text.replace('\n', &format!("\n{}", " ".repeat(spaces)))))
}

fn compile(pattern: &str) -> Option<Regex> {
    regex::RegexBuilder::new(pattern).size_limit(1 << 20).build().ok()
}

/// What a match gives: its groups by name or number, or the whole where there are none.
fn captured(args: Args<'_>, pattern: &Regex, found: &regex::Captures<'_>) -> Val {
    let text = |m: Option<regex::Match<'_>>| match m {
        Some(m) => args.str(m.as_str()),
        None => Val::new(args.at, K::Null),
    };
    if pattern.captures_len() == 1 {
        return text(found.get(0));
    }
    let named: Vec<&str> = pattern.capture_names().flatten().collect();
    if named.is_empty() {
        return args.seq(found.iter().skip(1).map(text).collect());
    }
    let entry = |n: &&str| (Rc::from(*n), (args.at, text(found.name(n))));
    Val::map(args.at, named.iter().map(entry).collect())
}

fn regex(args: Args<'_>) -> Option<Val> {
    let pattern = compile(&args.text(0)?)?;
    let text = args.text(1)?;
    Some(match pattern.captures(&text) {
        Some(found) => captured(args, &pattern, &found),
        None => Val::error(args.at, "the pattern does not match"),
    })
}

fn regex_all(args: Args<'_>) -> Option<Val> {
    let pattern = compile(&args.text(0)?)?;
    let text = args.text(1)?;
    let all = pattern.captures_iter(&text).take(100_000);
    Some(args.seq(all.map(|found| captured(args, &pattern, &found)).collect()))
}
