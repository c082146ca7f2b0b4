//! From PDF to sheets: the only file that knows the library.

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, TransformExt, interpret_page,
};

use super::sheet::{Glyph, Rule, Sheet, UNREADABLE};
use crate::error::ReadError;

/// An open file.
pub(super) struct Source {
    pdf: Pdf,
}

impl Source {
    /// Opens a file; the empty password is tried on encrypted ones, which is
    /// how those are kept that anyone may read.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, ReadError> {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => damaged(
                "it is encrypted and opens with a password only: save a copy without password",
            ),
            LoadPdfError::Decryption(_) => {
                damaged("its encryption is not one that Renvoi reads: save a copy without it")
            }
            LoadPdfError::Invalid => damaged(
                "no page tree was found in it: open it in a viewer and print it to a new PDF",
            ),
        })?;
        Ok(Self { pdf })
    }

    /// How many pages it has.
    pub(super) fn len(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Reads pages one after the other and hands them on.
    pub(super) fn sheets(
        &self,
        mut each: impl FnMut(Sheet) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let cache = InterpreterCache::new();
        let settings = InterpreterSettings {
            // Comments and form fields are not the document's text.
            render_content: RenderContent::PAGE,
            ..InterpreterSettings::default()
        };
        for page in self.pdf.pages().iter() {
            each(self.sheet(page, &cache, settings.clone()))?;
        }
        Ok(())
    }

    fn sheet<'a>(
        &'a self,
        page: &Page<'a>,
        cache: &InterpreterCache<'a>,
        settings: InterpreterSettings,
    ) -> Sheet {
        let (width, height) = page.render_dimensions();
        let mut pen = Pen {
            sheet: Sheet::new(width, height),
        };
        let transform = page.initial_transform(true).to_kurbo();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform, bounds, cache, self.pdf.xref(), settings);
        interpret_page(page, &mut context, &mut pen);
        pen.sheet
    }

    /// The title that the file gives itself.
    pub(super) fn title(&self) -> Option<String> {
        self.pdf.metadata().title.as_deref().map(text_string)
    }

    /// The language that the file gives itself: `fr-FR`.
    pub(super) fn language(&self) -> Option<String> {
        let xref = self.pdf.xref();
        let catalog = xref.get::<Dict<'_>>(xref.root_id())?;
        catalog
            .get::<PdfString<'_>>(b"Lang".as_slice())
            .map(|lang| text_string(lang.as_bytes()))
    }
}

fn damaged(problem: &str) -> ReadError {
    ReadError::Damaged {
        format: "PDF".to_owned(),
        problem: problem.to_owned(),
    }
}

/// A text string of PDF (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 behind their
/// marks, else `PDFDocEncoding`, which is Latin-1 but for a few signs.
fn text_string(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        let units: Vec<u16> = rest
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect();
        return String::from_utf16_lossy(&units);
    }
    let rest = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match std::str::from_utf8(rest) {
        Ok(text) => text.to_owned(),
        Err(_) => rest.iter().map(|b| doc_encoding(*b)).collect(),
    }
}

fn doc_encoding(byte: u8) -> char {
    match byte {
        0x84 => '—',
        0x85 => '–',
        0x8d => '“',
        0x8e => '”',
        0x8f => '‘',
        0x90 => '’',
        0x96 => 'Œ',
        0x9c => 'œ',
        0xa0 => '€',
        other => char::from(other),
    }
}

/// Writes down what the page draws.
struct Pen {
    sheet: Sheet,
}

impl Pen {
    fn glyph(&mut self, glyph: &PdfGlyph<'_>, transform: Affine, bold: bool) {
        let [across, drop, lean, up, x, y] = transform.as_coeffs();
        // Upright text only: what runs along the margin is no part of the text.
        // Slanted type leans, but its baseline is level.
        let level = across > 0.0 && drop.abs() < 0.05 * across;
        let upright = up > 0.0 && lean.abs() < up;
        if !(level && upright) {
            return;
        }
        let advance = match glyph {
            PdfGlyph::Outline(outline) => outline.advance_width(),
            PdfGlyph::Type3(drawn) => drawn.advance_width(),
        };
        let (x, y) = (short(x), short(y));
        let width = advance.unwrap_or(500.0).max(0.0) * short(across);
        let base = Glyph {
            c: UNREADABLE,
            x0: x,
            x1: x + width,
            y,
            size: 1000.0 * short(up),
            bold,
        };
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => self.chars(&[c], base),
            Some(BfString::String(s)) => self.chars(&s.chars().collect::<Vec<_>>(), base),
            None => self.sheet.push(base),
        }
    }

    /// A sign that stands for several characters gives each its share.
    fn chars(&mut self, chars: &[char], base: Glyph) {
        let chars: Vec<char> = chars.iter().flat_map(|c| parts(*c)).collect();
        let count = u16::try_from(chars.len()).unwrap_or(u16::MAX);
        let share = (base.x1 - base.x0) / f32::from(count.max(1));
        let mut x0 = base.x0;
        for c in chars.into_iter().take(usize::from(count)) {
            let x1 = x0 + share;
            self.sheet.push(Glyph { c, x0, x1, ..base });
            x0 = x1;
        }
    }

    fn line(&mut self, bounds: Rect) {
        if bounds.height() <= THICKEST_RULE {
            self.sheet.push_rule(Rule {
                x0: short(bounds.x0),
                x1: short(bounds.x1),
                y: short(f64::midpoint(bounds.y0, bounds.y1)),
            });
        }
    }
}

/// Points.
const THICKEST_RULE: f64 = 2.5;

#[expect(
    clippy::cast_possible_truncation,
    reason = "a page is far below 2^24 points"
)]
fn short(v: f64) -> f32 {
    v as f32
}

/// The letters of a ligature; other characters stand for themselves.
fn parts(c: char) -> impl Iterator<Item = char> {
    use unicode_normalization::UnicodeNormalization;
    let ligature = matches!(c, '\u{fb00}'..='\u{fb06}');
    let letters = ligature.then(|| std::iter::once(c).nfkc());
    let itself = (!ligature).then_some(c);
    letters.into_iter().flatten().chain(itself)
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        // A rule has few segments; drawings with many are not measured.
        if path.elements().len() <= 8 {
            self.line((props.transform * path.clone()).bounding_box());
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, _: &DrawMode) {
        self.line(props.transform.transform_rect_bbox(*rect));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let bold = run.glyphs().first().is_some_and(|g| is_bold(g));
        for glyph in run.glyphs() {
            // Fonts count upwards and the page downwards.
            let upright = Affine::FLIP_Y;
            self.glyph(glyph, props.transform * glyph.transform() * upright, bold);
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Fonts say their weight in numbers or in their names.
fn is_bold(glyph: &PdfGlyph<'_>) -> bool {
    let PdfGlyph::Outline(outline) = glyph else {
        return false;
    };
    let Some(font) = outline.font_data() else {
        return false;
    };
    let named = |name: &str| {
        ["Bold", "Black", "Heavy", "bold"]
            .iter()
            .any(|weight| name.contains(weight))
    };
    font.weight.is_some_and(|weight| weight >= 600)
        || font.postscript_name.as_deref().is_some_and(named)
}
