//! Documents that nobody has seen, set in every layout of the PDF dump family:
//! other widths, lengths of page, page numbers, notes numbered anew on each
//! page. The rates are those asked of unseen acts.
//!
//! 1. Notes: number and whole text, and where they are called.
//! 2. Paragraphs: unbroken, and begun where their author began them.

mod typesetter;

use renvoi_document::Document;
use renvoi_ingest::read_bytes;
use typesetter::{Dice, Style, Truth, set, squeeze};

#[derive(Debug, Default)]
struct Score {
    notes: (usize, usize),
    calls: (usize, usize),
    extra: usize,
    intact: (usize, usize),
    starts: (usize, usize),
}

impl Score {
    fn add(&mut self, document: &Document, truth: &Truth) {
        for (at, (number, text, before)) in truth.notes.iter().enumerate() {
            self.notes.1 += 1;
            self.calls.1 += 1;
            let Some(note) = document.footnotes.get(at) else {
                continue;
            };
            let same =
                note.number == *number && note.text.as_deref().map(squeeze) == Some(squeeze(text));
            self.notes.0 += usize::from(same);
            let called = document
                .passages
                .iter()
                .find(|p| Some(&p.id) == note.called_from.as_ref());
            let call = called.and_then(|p| {
                let call = p.calls.iter().find(|c| c.id == note.id)?;
                Some(squeeze(&p.text.chars().take(call.at).collect::<String>()))
            });
            self.calls.0 += usize::from(
                call.is_some_and(|call| before.ends_with(&call) || call.ends_with(before)),
            );
        }
        self.extra += document.footnotes.len().saturating_sub(truth.notes.len());
        let texts: Vec<String> = document.passages.iter().map(|p| squeeze(&p.text)).collect();
        let whole = texts.concat();
        for paragraph in &truth.paragraphs {
            let paragraph = squeeze(paragraph);
            let head: String = paragraph.chars().take(30).collect();
            self.intact.1 += 1;
            self.starts.1 += 1;
            self.intact.0 += usize::from(whole.contains(&paragraph));
            self.starts.0 += usize::from(texts.iter().any(|t| t.starts_with(&head)));
        }
    }
}

fn rate((good, all): (usize, usize)) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let rate = good as f64 / all.max(1) as f64;
    rate
}

fn styles() -> Vec<Style> {
    let mut styles = Vec::new();
    for (width, height) in [(62, 30), (78, 44), (96, 52), (110, 24)] {
        for restart in [false, true] {
            for (cut_runs, spaced, first_page) in [
                (true, false, None),
                (false, false, None),
                (false, false, Some(1)),
                (false, true, Some(7)),
                (false, true, None),
            ] {
                styles.push(Style {
                    cut_runs,
                    spaced,
                    first_page,
                    restart,
                    width,
                    height,
                });
            }
        }
    }
    styles
}

#[test]
fn unseen_layouts_are_read() {
    let mut dice = Dice(20_261_123);
    let mut total = Score::default();
    for style in styles() {
        let mut score = Score::default();
        for _ in 0..4 {
            let (text, truth) = set(&mut dice, style);
            let document = read_bytes("variant.txt", text.as_bytes()).expect("a document");
            score.add(&document, &truth);
            total.add(&document, &truth);
        }
        let good =
            rate(score.notes) >= 0.97 && rate(score.calls) >= 0.97 && rate(score.intact) >= 0.95;
        assert!(good, "{style:?}: {score:?}");
    }
    eprintln!("{total:?}");
    assert!(rate(total.notes) >= 0.99, "{total:?}");
    assert!(rate(total.calls) >= 0.99, "{total:?}");
    assert!(rate(total.intact) >= 0.98, "{total:?}");
    assert!(rate(total.starts) >= 0.95, "{total:?}");
    assert!(total.extra * 200 <= total.notes.1, "{total:?}");
}
