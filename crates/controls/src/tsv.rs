//! Tables that are part of the program: tab-separated, one header line, `#` starts a comment line.

/// One line of a table.
pub(crate) struct Row(Vec<&'static str>);

impl Row {
    /// The trimmed text of a column; empty where the line is shorter.
    pub(crate) fn get(&self, column: usize) -> &'static str {
        self.0.get(column).map_or("", |text| text.trim())
    }

    /// The items of a column that holds a list.
    pub(crate) fn list(&self, column: usize, separator: char) -> Vec<&'static str> {
        items(self.get(column), separator)
    }
}

/// The lines of a table without header, comments and blank lines.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    let wanted = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    table.lines().filter(wanted).skip(1).map(|line| Row(line.split('\t').collect()))
}

/// The non-empty trimmed parts of `text`.
pub(crate) fn items(text: &'static str, separator: char) -> Vec<&'static str> {
    text.split(separator).map(str::trim).filter(|item| !item.is_empty()).collect()
}
