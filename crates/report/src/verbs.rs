//! The tables of the other verbs: `controls`, `checks`, `classify`, `checklist`, `explain`.

use ringfort_vocab::{Control, Layer, Meta, Requirement};

use crate::{
    Options, Table,
    style::{BOLD, DIM, Pen},
    text,
};

/// Controls with their layer and what each environment needs.
pub fn controls_table<'a>(
    controls: impl IntoIterator<Item = &'a Control>,
    options: &Options<'_>,
) -> String {
    let mut table = Table::new(&["control", "name", "dev", "prod"]);
    for control in controls {
        table.row([control.id, control.name, requirement(control.dev), requirement(control.prod)]);
    }
    table.render(options)
}

const fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::NotApplicable => "not applicable",
        Requirement::Optional => "optional",
        Requirement::Recommended => "recommended",
        Requirement::Required => "required",
    }
}

/// Checks with their severity, control and peers' ids; gates carry their control's promise.
pub fn checks_table<'a>(
    checks: impl IntoIterator<Item = &'a Meta>,
    options: &Options<'_>,
) -> String {
    let mut table = Table::new(&["check", "severity", "gate", "title", "also known as"]);
    for meta in checks {
        let gate = if meta.gate { "gate" } else { "" };
        let aliases = names(meta.aliases);
        table.row([meta.id, meta.severity.name(), gate, meta.title, &aliases]);
    }
    table.render(options)
}

/// Peers' ids that a table has room for.
const ALIASES: usize = 3;

/// The peers' ids that a person would type, the first few; the rest is in the JSON.
fn names(aliases: &[&str]) -> String {
    let is_uuid = |id: &&&str| id.len() == 36 && id.matches('-').count() == 4;
    let spoken: Vec<&str> = aliases.iter().filter(|id| !is_uuid(id)).copied().collect();
    let more = match aliases.len() - spoken.len().min(ALIASES) {
        0 => String::new(),
        rest if spoken.is_empty() => format!("{rest} in --format json"),
        rest => format!(" and {rest} more"),
    };
    format!("{}{more}", spoken.iter().take(ALIASES).copied().collect::<Vec<_>>().join(", "))
}

/// The answer to `classify` for one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classified {
    /// The text as given.
    pub text: String,
    /// Its layer; `None` where nothing fits.
    pub layer: Option<Layer>,
    /// The control it is about.
    pub control: Option<String>,
    /// Other layers it touches.
    pub spans: Vec<Layer>,
    /// Why this layer.
    pub why: String,
    /// What happens if it is skipped.
    pub if_skipped: String,
}

/// Each text with its layer, control, reason and consequence, one block each.
pub fn classify_table(answers: &[Classified], options: &Options<'_>) -> String {
    let pen = Pen::new(options);
    let mut out = String::new();
    for answer in answers {
        let layer = answer.layer.map_or("no layer fits", Layer::name);
        out += &entry(pen, options, "", &answer.text);
        out += &entry(pen, options, "layer", layer);
        out += &entry(pen, options, "control", answer.control.as_deref().unwrap_or(""));
        let spans: Vec<&str> = answer.spans.iter().map(|l| l.name()).collect();
        out += &entry(pen, options, "spans", &spans.join(", "));
        out += &entry(pen, options, "why", &answer.why);
        out += &entry(pen, options, "if skipped", &answer.if_skipped);
        out.push('\n');
    }
    out
}

/// A label and a wrapped text; nothing where the text is empty. Without a label, a heading.
fn entry(pen: Pen, options: &Options<'_>, label: &str, body: &str) -> String {
    let mut out = String::new();
    if body.is_empty() {
        return out;
    }
    let indent = if label.is_empty() { 0 } else { 14 };
    for (at, line) in text::wrap(body, options.width().saturating_sub(indent)).iter().enumerate() {
        match (indent, at) {
            (0, _) => text::push_line(&mut out, &pen.paint(BOLD, line)),
            (_, 0) => {
                let label = pen.paint(DIM, &text::pad(label, indent - 2));
                text::push_line(&mut out, &format!("  {label}{line}"));
            }
            _ => text::push_line(&mut out, &format!("{:indent$}{line}", "")),
        }
    }
    out
}

/// One layer's lines of `checklist`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistRow {
    /// The layer.
    pub layer: Layer,
    /// Its biggest risk.
    pub risk: String,
    /// The control against it.
    pub control: String,
    /// The minimum for each environment asked for: its name and what to do.
    pub minimum: Vec<(String, String)>,
}

/// The checklist, outermost first: for each layer the risk, the control and the minimum.
pub fn checklist_table(rows: &[ChecklistRow], options: &Options<'_>) -> String {
    let pen = Pen::new(options);
    let mut out = String::new();
    let mut rows: Vec<&ChecklistRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.layer);
    let mut last = None;
    for row in rows {
        if last != Some(row.layer) {
            out += &entry(pen, options, "", &row.layer.name().to_uppercase());
        }
        last = Some(row.layer);
        out += &entry(pen, options, "risk", &row.risk);
        out += &entry(pen, options, "control", &row.control);
        for (environment, minimum) in &row.minimum {
            out += &entry(pen, options, environment, minimum);
        }
        out.push('\n');
    }
    out
}

/// A page in Markdown as a terminal shows it: headings bold, paragraphs and lists wrapped, code
/// indented as it is.
pub fn explain_text(page: &str, options: &Options<'_>) -> String {
    let pen = Pen::new(options);
    let mut out = String::new();
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in page.lines() {
        let trimmed = line.trim();
        let fence = trimmed.starts_with("```");
        if fence || in_code || trimmed.is_empty() || starts_block(trimmed) {
            flush(&mut out, &mut paragraph, options);
        }
        if fence {
            in_code = !in_code;
        } else if in_code {
            let code = pen.paint(DIM, &text::one_line(line.trim_end()));
            text::push_line(&mut out, &format!("    {code}"));
        } else if trimmed.starts_with('#') {
            let title = text::one_line(trimmed.trim_start_matches('#').trim()).into_owned();
            text::push_line(&mut out, &pen.paint(BOLD, &title));
        } else if trimmed.is_empty() {
            out.push('\n');
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph += trimmed;
        }
    }
    flush(&mut out, &mut paragraph, options);
    out
}

/// Does the line begin a heading or a list item?
fn starts_block(line: &str) -> bool {
    line.starts_with('#') || marker(line) > 0
}

/// Columns of a list item's marker: `- `, `* `, `1. `; 0 where there is none.
fn marker(line: &str) -> usize {
    if line.starts_with("- ") || line.starts_with("* ") {
        return 2;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let dot = line.get(digits..).is_some_and(|rest| rest.starts_with(". "));
    if digits > 0 && dot { digits + 2 } else { 0 }
}

/// Writes the paragraph, a list item with a hanging indent.
fn flush(out: &mut String, paragraph: &mut String, options: &Options<'_>) {
    if paragraph.is_empty() {
        return;
    }
    let indent = marker(paragraph);
    let (head, body) = paragraph.split_at_checked(indent).unwrap_or(("", paragraph));
    for (at, line) in text::wrap(body, options.width().saturating_sub(indent)).iter().enumerate() {
        match at {
            0 => text::push_line(out, &format!("{head}{line}")),
            _ => text::push_line(out, &format!("{:indent$}{line}", "")),
        }
    }
    paragraph.clear();
}
