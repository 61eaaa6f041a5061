//! What a caller chooses about a report.

use ringfort_vocab::{Meta, Severity};

/// The output formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Table,
    /// The versioned contract for programs (`schemas/ringfort-assessment.schema.json`).
    Json,
    /// SARIF 2.1.0 for code scanning.
    Sarif,
    /// For pull-request comments.
    Markdown,
    /// `JUnit` XML for continuous integration servers.
    Junit,
}

impl Format {
    /// All formats, the default first.
    pub const ALL: [Format; 5] =
        [Format::Table, Format::Json, Format::Sarif, Format::Markdown, Format::Junit];

    /// The name as flags write it.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Markdown => "markdown",
            Format::Junit => "junit",
        }
    }

    /// The format of a name as flags write it.
    pub fn parse(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// Finds what belongs to an id, where there is something.
pub type Lookup<'a, T> = &'a dyn Fn(&str) -> Option<&'a T>;

/// How a report is to look, and which findings it shows.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Write terminal colours?
    pub color: bool,
    /// Draw with ASCII characters only?
    pub ascii: bool,
    /// Columns of the terminal; output for people keeps to it, within 72 to 120.
    pub width: usize,
    /// Findings below this severity are left out.
    pub min_severity: Severity,
    /// Show findings that a suppression covers?
    pub show_suppressed: bool,
    /// Show everything instead of the top of each list?
    pub verbose: bool,
    /// The folder of the scanned root as seen from the top of the repository (`services/api`), for
    /// formats whose readers resolve paths there (SARIF). Empty where they are the same.
    pub path_prefix: &'a str,
    /// The page of a check (Markdown), by its id.
    pub page: Option<Lookup<'a, str>>,
    /// The metadata of a check, by its id.
    pub meta: Option<Lookup<'a, Meta>>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            color: false,
            ascii: false,
            width: 100,
            min_severity: Severity::Info,
            show_suppressed: false,
            verbose: false,
            path_prefix: "",
            page: None,
            meta: None,
        }
    }
}

impl<'a> Options<'a> {
    /// The columns to keep to.
    pub(crate) fn width(&self) -> usize {
        self.width.clamp(72, 120)
    }

    /// The page of `check`, if the caller has one.
    pub(crate) fn page_of(&self, check: &str) -> Option<&'a str> {
        self.page.and_then(|lookup| lookup(check))
    }

    /// The metadata of `check`, if the caller has it.
    pub(crate) fn meta_of(&self, check: &str) -> Option<&'a Meta> {
        self.meta.and_then(|lookup| lookup(check))
    }
}
