//! What the layout reading starts from: the signs and rules of one page, in
//! points, from the page's upper left corner. Nothing here knows PDF.

/// One sign on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The character; [`UNREADABLE`] where the font does not tell.
    pub(super) c: char,
    /// Left edge.
    pub(super) x0: f32,
    /// Where the next sign would stand.
    pub(super) x1: f32,
    /// Baseline, counted downwards.
    pub(super) y: f32,
    /// Size of the font.
    pub(super) size: f32,
    /// The font is a bold one.
    pub(super) bold: bool,
}

/// Stands for a sign whose font does not say which character it draws.
pub(super) const UNREADABLE: char = '\u{fffd}';

/// A thin horizontal line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
}

/// Points. Type beyond these sizes is no text of a document, and positions
/// beyond are on no page; both keep the arithmetic of the layout finite.
const SIZES: std::ops::RangeInclusive<f32> = 1.0..=400.0;
const LARGEST_PAGE: f32 = 20_000.0;

/// A page holds fewer signs: a full one in small print has some 10,000.
const MOST_GLYPHS: usize = 60_000;
const MOST_RULES: usize = 4_000;

impl Sheet {
    /// A page of this size; sizes that no page has become those of A4.
    pub(super) fn new(width: f32, height: f32) -> Self {
        let sound = |v: f32, or| {
            if (10.0..=LARGEST_PAGE).contains(&v) {
                v
            } else {
                or
            }
        };
        Self {
            width: sound(width, 595.0),
            height: sound(height, 842.0),
            ..Self::default()
        }
    }

    /// Takes a sign if it stands on the page.
    pub(super) fn push(&mut self, glyph: Glyph) {
        let on_page = (0.0..=self.width).contains(&glyph.x0)
            && (0.0..=self.height).contains(&glyph.y)
            && glyph.x1.is_finite()
            && SIZES.contains(&glyph.size);
        if on_page && self.glyphs.len() < MOST_GLYPHS {
            let widest = glyph.x0 + 4.0 * glyph.size;
            self.glyphs.push(Glyph {
                x1: glyph.x1.clamp(glyph.x0, widest),
                ..glyph
            });
        }
    }

    /// Takes a line if it stands on the page.
    pub(super) fn push_rule(&mut self, rule: Rule) {
        let on_page = rule.x0 >= -1.0
            && rule.x1 <= self.width + 1.0
            && rule.x1 - rule.x0 >= SHORTEST_RULE
            && (0.0..=self.height).contains(&rule.y);
        if on_page && self.rules.len() < MOST_RULES {
            self.rules.push(rule);
        }
    }
}

/// Points. Shorter lines are strokes of drawings.
const SHORTEST_RULE: f32 = 20.0;
