//! Byte offset to line and column.

/// The offsets at which lines begin. Lines and columns count from 1; columns count characters.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`. A line ends after `\n`.
    pub fn new(text: &str) -> Self {
        let after =
            text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1);
        Self { starts: std::iter::once(0).chain(after).collect() }
    }

    /// The line (from 1) that holds byte `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|s| *s <= offset) as u32
    }

    /// The offset at which `line` (from 1) begins; `None` beyond the last line.
    pub fn start(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// How many lines the text has. An empty text has one.
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_fall_into_lines() {
        let index = LineIndex::new("a\nbc\n\nd");
        let table = [(0, 1), (1, 1), (2, 2), (4, 2), (5, 3), (6, 4), (99, 4)];
        for (offset, line) in table {
            assert_eq!(index.line(offset), line, "offset {offset}");
        }
        assert_eq!(index.count(), 4);
    }
}
