//! Tables as RFC 4180 writes them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Args;
use crate::value::Val;

/// Rows of a table whose first row names the columns.
pub(super) fn decode(args: Args<'_>, text: &str) -> Option<Val> {
    let mut rows = rows(text)?.into_iter();
    let head: Vec<Rc<str>> = rows.next()?.into_iter().map(Rc::from).collect();
    let row = |cells: Vec<String>| {
        let entry = |(k, v): (&Rc<str>, String)| (k.clone(), (args.at, args.str(v)));
        let fits = cells.len() == head.len();
        let entries: BTreeMap<_, _> = head.iter().zip(cells).map(entry).collect();
        (fits && entries.len() == head.len()).then(|| Val::map(args.at, entries))
    };
    Some(args.seq(rows.map(row).collect::<Option<_>>()?))
}

/// The cells of each row; `None` where quotes do not pair. Empty lines are passed over.
fn rows(text: &str) -> Option<Vec<Vec<String>>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().filter(|c| *c != '\r').peekable();
    let (mut quoted, mut started) = (false, false);
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            c if quoted => cell.push(c),
            '"' if cell.is_empty() => (quoted, started) = (true, true),
            '"' => return None,
            ',' => {
                row.push(std::mem::take(&mut cell));
                started = true;
            }
            '\n' if !started && cell.is_empty() => {}
            '\n' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                started = false;
            }
            c => cell.push(c),
        }
    }
    if quoted {
        return None;
    }
    if started || !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Some(rows)
}
