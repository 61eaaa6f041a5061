//! A plain table for terminals: a head, rows, columns as wide as they need and the last ones
//! wrapped to what is left.

use crate::{
    Options,
    style::{BOLD, DIM, Pen},
    text,
};

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows; a short row ends in empty cells.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with `head` and no rows.
    pub fn new(head: &[&str]) -> Self {
        Table { head: head.iter().map(|&h| h.to_owned()).collect(), rows: vec![] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The table within the options' width, with a line under the head and no trailing spaces.
    pub fn render(&self, options: &Options<'_>) -> String {
        let pen = Pen::new(options);
        let widths = self.widths(options.width());
        let head: Vec<String> = self.head.iter().map(|h| h.to_uppercase()).collect();
        let mut out = line(&head, &widths, |cell| pen.paint(BOLD, cell));
        let rule: usize = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
        text::push_line(&mut out, &pen.paint(DIM, &pen.either("─", "-").repeat(rule)));
        for row in &self.rows {
            out += &line(row, &widths, str::to_owned);
        }
        out
    }

    /// Widths that fit: what the cells need, and where that is too much the widest columns give,
    /// each down to its longest word if it can.
    fn widths(&self, total: usize) -> Vec<usize> {
        let cells = |at: usize| {
            let column = self.rows.iter().filter_map(move |row| row.get(at));
            column.chain(self.head.get(at)).map(|cell| text::columns(&text::one_line(cell)))
        };
        let mut widths: Vec<usize> =
            (0..self.head.len()).map(|at| cells(at).max().unwrap_or(0)).collect();
        let room = total.saturating_sub(2 * widths.len().saturating_sub(1));
        let words: Vec<usize> = (0..self.head.len()).map(|at| self.longest_word(at)).collect();
        shrink(&mut widths, room, &words);
        shrink(&mut widths, room, &vec![LEAST; words.len()]);
        widths
    }

    /// Columns of the longest word in a column.
    fn longest_word(&self, at: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(at)).chain(self.head.get(at));
        let words = cells.flat_map(|cell| cell.split_whitespace());
        words.map(text::columns).max().unwrap_or(0).max(LEAST)
    }
}

/// No column gives below this.
const LEAST: usize = 8;

/// Takes from the widest column that is above its floor until all fit into `room`, or all are down.
fn shrink(widths: &mut [usize], room: usize, floors: &[usize]) {
    while widths.iter().sum::<usize>() > room {
        let above = widths.iter_mut().zip(floors).filter(|(width, floor)| **width > **floor);
        let Some((widest, _)) = above.max_by_key(|(width, _)| **width) else { break };
        *widest -= 1;
    }
}

/// One row, over as many lines as its longest cell takes.
fn line(row: &[String], widths: &[usize], paint: impl Fn(&str) -> String) -> String {
    let cells: Vec<Vec<String>> = widths
        .iter()
        .enumerate()
        .map(|(at, width)| text::wrap(row.get(at).map_or("", String::as_str), *width))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for at in 0..height {
        let mut line = String::new();
        let mut pending = 0;
        for (cell, width) in cells.iter().zip(widths) {
            let part = cell.get(at).map_or("", String::as_str);
            if !part.is_empty() {
                line += &" ".repeat(pending);
                line += &paint(part);
                pending = 0;
            }
            pending += width.saturating_sub(text::columns(part)) + 2;
        }
        text::push_line(&mut out, &line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_only_where_nothing_else_gives() {
        let mut table = Table::new(&["id", "text"]);
        table.row(["cloud/private-control-plane-endpoint", "one two three four five six seven"]);
        let lines = |width: usize| table.render(&Options { width, ..Options::default() });
        assert!(lines(80).contains("cloud/private-control-plane-endpoint  "), "{}", lines(80));
        let most = |text: &str| text.lines().map(text::columns).max();
        assert!(most(&lines(72)) <= Some(72), "{}", lines(72));
    }
}
