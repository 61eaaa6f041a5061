//! What a control costs to put in place, and what to do: data.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Control, effort, action.
static TABLE: LazyLock<HashMap<&'static str, (u64, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("../data/effort.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (control, effort) = (cells.next()?, cells.next()?.parse().ok()?);
        Some((control, (effort, cells.next().unwrap_or(""))))
    })
    .collect()
});

/// The effort of a control, 1 (a line) to 5 (a project).
pub(crate) fn of(control: &str) -> u64 {
    TABLE.get(control).map_or(3, |(effort, _)| *effort)
}

/// What to do, in a sentence.
pub(crate) fn action(control: &str) -> &'static str {
    TABLE.get(control).map_or("Put the control in place", |(_, action)| action)
}
