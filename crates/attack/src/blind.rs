//! Why a control that is in place does not stop a technique: data.

/// Technique, control, reason.
pub(crate) fn rows() -> Vec<(&'static str, &'static str, &'static str)> {
    let rows = include_str!("../data/blind.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
    .collect()
}
