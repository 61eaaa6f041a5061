//! The word that was probably meant.

/// The candidate nearest to `word`, if one is near enough to be meant: at most a third of the longer
/// word differs, letter case aside. A word without `/` is also compared with the last part of ids
/// (`privilegd` finds `container/privileged`). Ties go to the first candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(word.trim());
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let last = candidate.rsplit('/').next().filter(|_| !word.contains('/'));
        let cost = [Some(candidate), last].into_iter().flatten().filter_map(|c| cost(&wanted, c));
        let Some(cost) = cost.min() else { continue };
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `; did you mean NEAREST?` in backticks, or nothing: the end of an error message.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |n| format!("; did you mean `{n}`?"))
}

/// Longer words are compared by their beginning.
const MAX_LENGTH: usize = 80;

fn folded(word: &str) -> Vec<char> {
    word.to_lowercase().chars().take(MAX_LENGTH).collect()
}

/// How many edits lie between the words; `None` where they are too many for a slip.
fn cost(wanted: &[char], candidate: &str) -> Option<usize> {
    let other = folded(candidate);
    let limit = (wanted.len().max(other.len()) / 3).max(1);
    if wanted.len().abs_diff(other.len()) > limit {
        return None;
    }
    Some(distance(wanted, &other)).filter(|cost| *cost <= limit)
}

/// How many letters must be inserted, taken out, replaced or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let first: Vec<usize> = (0..=b.len()).collect();
    let (mut before, mut above) = (first.clone(), first);
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX - 1);
            let plain = at(&above, j) + usize::from(x != y);
            let mut best = plain.min(at(&row, j) + 1).min(at(&above, j + 1) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let known = ["container/privileged", "container/run-as-root", "fail-on", "sarif", "json"];
        let table = [
            ("container/priviledged", Some("container/privileged")),
            ("PRIVILEGD", Some("container/privileged")),
            ("fail_on", Some("fail-on")),
            ("sariff", Some("sarif")),
            ("jsno", Some("json")),
            ("jsn", Some("json")),
            ("kubernetes", None),
            ("", None),
        ];
        for (word, expected) in table {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
        assert_eq!(did_you_mean("jsn", known), "; did you mean `json`?");
    }
}
