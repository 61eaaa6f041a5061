//! Replacements of text.

use crate::Span;

/// "Put `text` where `at` is." An empty span inserts, an empty text deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub at: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Applies `edits` to the text of their source. Edits that overlap an earlier one, lie outside the
/// text or cut a character are left out; the count of those is returned beside the result.
pub fn apply_edits(text: &str, edits: &[Edit]) -> (String, usize) {
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|e| (e.at.start, e.at.end));
    let (mut out, mut done, mut skipped) = (String::with_capacity(text.len()), 0, 0);
    for edit in order {
        let range = edit.at.range();
        match text.get(done..range.start) {
            Some(before) if text.get(range.clone()).is_some() => {
                out.push_str(before);
                out.push_str(&edit.text);
                done = range.end;
            }
            _ => skipped += 1,
        }
    }
    out.push_str(text.get(done..).unwrap_or(""));
    (out, skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SourceId;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { at: Span::new(SourceId(0), start, end), text: text.into() }
    }

    #[test]
    fn edits_apply_in_order_and_skip_overlaps() {
        let table = [
            (vec![edit(0, 1, "x"), edit(2, 3, "z")], "xbz", 0),
            (vec![edit(1, 3, "-"), edit(2, 3, "+")], "a-", 1),
            (vec![edit(9, 9, "?")], "abc", 1),
            (vec![edit(3, 3, "d")], "abcd", 0),
        ];
        for (edits, result, skipped) in table {
            assert_eq!(apply_edits("abc", &edits), (result.to_owned(), skipped));
        }
    }
}
