//! The nearest known word, for answers to unknown ones.

/// The candidate that `word` most likely meant: at most a third of its letters apart (swaps count
/// once, letter case not at all); of equals the first. `None` where nothing is near.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word: Vec<char> = word.trim().to_lowercase().chars().take(MAX_LENGTH).collect();
    let limit = (word.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.to_lowercase().chars().take(MAX_LENGTH).collect();
        if letters.len().abs_diff(word.len()) > limit {
            continue;
        }
        let distance = distance(&word, &letters);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Longer words are compared by their beginning.
const MAX_LENGTH: usize = 80;

/// Edits (insert, delete, replace, swap of neighbours) between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let at = |row: &[usize], i: usize| row.get(i).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = vec![];
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = at(&previous, j) + usize::from(x != y);
            let mut least = replaced.min(at(&previous, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut previous, row);
    }
    at(&previous, b.len())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn answers_what_was_meant() {
        let words = ["container/privileged", "--fail-on", "postgres", "fastapi", "flask"];
        let cases = [
            ("container/priviledged", Some("container/privileged")),
            ("--fial-on", Some("--fail-on")),
            ("Postgress", Some("postgres")),
            ("fastpai", Some("fastapi")),
            ("cobol", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, words), expected, "{word}");
        }
    }
}
