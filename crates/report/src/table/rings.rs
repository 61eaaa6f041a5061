//! The picture: four nested frames, one ring for each layer, with what stands in it.

use anstyle::Style;
use ringfort_vocab::{Assessment, Layer};

use super::Page;
use crate::{
    style::{ALARM, BOLD, DIM, GREEN, HOLLOW, Pen, Standing},
    text,
    view::{self, Breach},
};

/// Column where every ring's bar begins, so that bars compare.
const BAR_COLUMN: usize = 10;
/// Standings that have a column of their own beside the bar.
const COUNTED: [Standing; 4] =
    [Standing::Undermined, Standing::Partial, Standing::Missing, Standing::NotAssessed];

/// One ring as it will be drawn.
struct Ring<'a> {
    layer: Layer,
    /// How many controls have each standing, in the order of [`Standing::BAR`].
    counts: [usize; 7],
    breach: Option<Breach<'a>>,
    void: bool,
}

impl<'a> Ring<'a> {
    fn new(assessment: &'a Assessment, layer: Layer) -> Self {
        let standings: Vec<Standing> = view::rows(assessment, layer).map(view::standing).collect();
        let count = |s: Standing| standings.iter().filter(|known| **known == s).count();
        Ring {
            layer,
            counts: Standing::BAR.map(count),
            breach: view::breach(assessment, layer),
            void: view::is_void(assessment, layer),
        }
    }

    fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    fn count(&self, standing: Standing) -> usize {
        let place = Standing::BAR.iter().position(|s| *s == standing);
        place.and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }

    /// Controls that hold: there, or provided elsewhere, and not undermined.
    fn holding(&self) -> usize {
        self.count(Standing::Implemented) + self.count(Standing::Elsewhere)
    }

    /// The word on the frame, and the frame's style.
    fn badge(&self) -> (&'static str, Style) {
        match &self.breach {
            Some(breach) if breach.is_total() => ("BROKEN OPEN", ALARM),
            _ if self.void => ("VOID", HOLLOW),
            Some(_) => ("LEAKS INWARD", ALARM),
            None if self.total() == 0 => ("NOTHING TO GOVERN", DIM),
            None if self.count(Standing::NotAssessed) == self.total() => ("NOT LOOKED AT", DIM),
            None if self.holding() == self.total() => ("HOLDS", GREEN),
            None => ("", DIM),
        }
    }
}

/// Draws the rings, outermost first, and the legend.
pub(super) fn write(page: &mut Page, assessment: &Assessment) {
    let rings = Layer::ALL.map(|layer| Ring::new(assessment, layer));
    let styles = rings.each_ref().map(|ring| ring.badge().1);
    let canvas = Canvas { pen: page.pen, width: page.width.min(110), styles: &styles };
    let most = rings.iter().map(Ring::total).max().unwrap_or(0);
    let scale = Scale { most, cells: canvas.width.saturating_sub(67) };
    let bar_width = rings.iter().map(|r| scale.bar(page.pen, r).1).max().unwrap_or(0);
    page.line("");
    for (depth, ring) in rings.iter().enumerate() {
        page.line(&canvas.top(depth, ring));
        page.line(&canvas.inside(depth, &summary(page.pen, ring, &scale, bar_width)));
        for line in warning(page.pen, ring, canvas.room(depth)) {
            page.line(&canvas.inside(depth, &line));
        }
    }
    for depth in (0..rings.len()).rev() {
        page.line(&canvas.bottom(depth));
    }
    legend(page, &rings);
}

/// A piece of a line: what to write, and how many columns a reader sees of it.
type Piece = (String, usize);

/// How many cells a control takes where there is no room for one each.
struct Scale {
    most: usize,
    cells: usize,
}

impl Scale {
    /// The bar of `ring`: one cell a control, fewer where that is too wide, none lost altogether.
    fn bar(&self, pen: Pen, ring: &Ring<'_>) -> Piece {
        let mut bar = (String::new(), 0);
        for (standing, count) in Standing::BAR.into_iter().zip(ring.counts) {
            let cells = if self.most > self.cells {
                (count * self.cells).div_ceil(self.most)
            } else {
                count
            };
            bar.0 += &pen.paint(standing.style(), &pen.glyph(standing).repeat(cells));
            bar.1 += cells;
        }
        bar
    }
}

/// The bar, how many hold, and the counts of the rest, each in its column.
fn summary(pen: Pen, ring: &Ring<'_>, scale: &Scale, bar_width: usize) -> Piece {
    let (bar, used) = scale.bar(pen, ring);
    let hold = format!("{} of {} hold", ring.holding(), ring.total());
    let hold = format!("{hold:>13}");
    let mut line =
        format!("{bar}{:fill$}  {}", "", pen.paint(BOLD, &hold), fill = bar_width - used);
    let mut columns = bar_width + 2 + hold.len();
    for standing in COUNTED {
        let cell = match ring.count(standing) {
            0 => "    ".to_owned(),
            n => format!("{} {n:>2}", pen.glyph(standing)),
        };
        line.push_str("   ");
        line.push_str(&pen.paint(standing.style(), &cell));
        columns += 7;
    }
    (line, columns)
}

/// What voids the layers inside, where something does: the sentence, then the place.
fn warning(pen: Pen, ring: &Ring<'_>, room: usize) -> Vec<Piece> {
    let Some(breach) = &ring.breach else { return vec![] };
    let extent = if breach.is_total() {
        "everything inside is void".to_owned()
    } else {
        let verb = if breach.voided == 1 { "is" } else { "are" };
        format!("{} of the {} controls in place inside {verb} void", breach.voided, breach.inside)
    };
    let cross = pen.glyph(Standing::Missing);
    let reason = breach.by.reason.split(". ").next().unwrap_or("");
    let sentence = format!("{cross} {extent}: {}", text::clause(reason));
    let mut place = format!("  {}", breach.by.control);
    if let Some(location) = &breach.by.location {
        place.push_str(", ");
        place.push_str(&view::place(location));
    }
    let mut lines: Vec<(String, Style)> = vec![];
    for (at, line) in text::wrap(&sentence, room.saturating_sub(2)).into_iter().enumerate() {
        lines.push((if at == 0 { line } else { format!("  {line}") }, ALARM));
    }
    lines.push((text::clip_start(&text::one_line(&place), room).into_owned(), DIM));
    let painted = |(line, style): (String, Style)| (pen.paint(style, &line), text::columns(&line));
    lines.into_iter().map(painted).collect()
}

/// Draws frames. `depth` counts from 0, the outermost ring.
struct Canvas<'a> {
    pen: Pen,
    width: usize,
    styles: &'a [Style; 4],
}

impl Canvas<'_> {
    /// Columns between the bar's column and the innermost frame's right edge at `depth`.
    fn room(&self, depth: usize) -> usize {
        self.width.saturating_sub(BAR_COLUMN + 2 * (depth + 1))
    }

    /// `middle` between the sides of the rings down to `depth` (not included).
    fn between(&self, depth: usize, middle: &str) -> String {
        let down = self.pen.frame().down;
        let (mut left, mut right) = (String::new(), String::new());
        for style in self.styles.iter().take(depth) {
            let side = self.pen.paint(*style, down);
            left = format!("{left}{side} ");
            right = format!(" {side}{right}");
        }
        format!("{left}{middle}{right}")
    }

    fn style(&self, depth: usize) -> Style {
        self.styles.get(depth).copied().unwrap_or(DIM)
    }

    /// The upper edge of a ring with its name and badge.
    fn top(&self, depth: usize, ring: &Ring<'_>) -> String {
        let (pen, frame, style) = (self.pen, self.pen.frame(), self.style(depth));
        let [left, right, ..] = frame.corners;
        let name = ring.layer.name().to_uppercase();
        let badge = match ring.badge().0 {
            "" => String::new(),
            word => format!(" {word} "),
        };
        let used = 4 * depth + 6 + name.len() + badge.len();
        let fill = frame.across.repeat(self.width.saturating_sub(used));
        let edge = |text: String| pen.paint(style, &text);
        let middle = format!(
            "{}{}{}",
            edge(format!("{left}{} ", frame.across)),
            pen.paint(BOLD, &name),
            edge(format!(" {fill}{badge}{}{right}", frame.across)),
        );
        self.between(depth, &middle)
    }

    /// A line of content in a ring.
    fn inside(&self, depth: usize, (content, columns): &Piece) -> String {
        let indent = BAR_COLUMN.saturating_sub(2 * (depth + 1));
        let fill = self.room(depth).saturating_sub(*columns);
        self.between(depth + 1, &format!("{:indent$}{content}{:fill$}", "", ""))
    }

    /// The lower edge of a ring.
    fn bottom(&self, depth: usize) -> String {
        let frame = self.pen.frame();
        let [.., left, right] = frame.corners;
        let line = frame.across.repeat(self.width.saturating_sub(4 * depth + 2));
        let edge = self.pen.paint(self.style(depth), &format!("{left}{line}{right}"));
        self.between(depth, &edge)
    }
}

/// What the glyphs mean, those that occur.
fn legend(page: &mut Page, rings: &[Ring<'_>; 4]) {
    let (mut line, mut used) = (String::new(), 0);
    for standing in Standing::BAR {
        if rings.iter().all(|ring| ring.count(standing) == 0) {
            continue;
        }
        let words = match standing {
            Standing::Undermined => "in place, but undermined",
            other => other.words(),
        };
        let columns = words.len() + 4;
        if used + columns > page.width {
            page.line(&std::mem::take(&mut line));
            used = 0;
        }
        let glyph = page.pen.paint(standing.style(), page.pen.glyph(standing));
        let words = page.pen.paint(DIM, words);
        line = format!("{line}  {glyph} {words}");
        used += columns;
    }
    page.line(&line);
}
