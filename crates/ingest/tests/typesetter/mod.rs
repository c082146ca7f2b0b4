//! Sets made-up documents as pages and prints them as the PDF dumps are, with
//! the truth beside them: other widths, lengths of page, numberings.

use std::fmt::Write;

/// What is known of a set document.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    /// Paragraphs, each with the calls in it: number and squeezed text before.
    pub(crate) paragraphs: Vec<String>,
    /// By order: printed number, text, and the letters before the call.
    pub(crate) notes: Vec<(u32, String, String)>,
}

/// How the pages are printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Every line ends with a space, calls cut their line, a rule stands above
    /// the notes: as the first seed. Else lines that were wrapped end with one.
    pub(crate) cut_runs: bool,
    /// An empty line after each line of text.
    pub(crate) spaced: bool,
    /// Pages print their number, starting here.
    pub(crate) first_page: Option<u32>,
    /// Notes are numbered anew on each page.
    pub(crate) restart: bool,
    /// Characters in a line of text; notes hold a tenth more.
    pub(crate) width: usize,
    /// Lines on a page.
    pub(crate) height: usize,
}

/// A small generator of numbers, so that every run sets the same documents.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n
    }
}

const WORDS: &[&str] = &[
    "la",
    "sécurité",
    "des",
    "réseaux",
    "et",
    "systèmes",
    "d’information",
    "dans",
    "l’Union",
    "européenne",
    "exige",
    "une",
    "coopération",
    "étroite",
    "entre",
    "les",
    "États",
    "membres",
    "Commission",
    "qui",
    "coordonne",
    "l’action",
    "au",
    "niveau",
    "du",
    "marché",
    "intérieur",
    "par",
    "exemple",
    "pour",
    "protéger",
    "infrastructures",
    "critiques",
    "contre",
    "menaces",
    "hybrides",
    "2020",
    "Europol",
    "afin",
    "de",
    "garantir",
    "un",
    "niveau",
    "élevé",
    "commun",
];

fn sentence(dice: &mut Dice, words: usize) -> Vec<String> {
    let mut sentence: Vec<String> = (0..words)
        .map(|_| WORDS[dice.below(WORDS.len())].to_owned())
        .collect();
    let first = &mut sentence[0];
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        "Cette".clone_into(first);
    }
    let head: String = first.chars().take(1).flat_map(char::to_uppercase).collect();
    *first = head + &first.chars().skip(1).collect::<String>();
    sentence.last_mut().expect("a word").push('.');
    sentence
}

/// A word, and the note it calls.
type Word = (String, Option<usize>);

/// The source of a document: paragraphs of words, and the notes.
fn compose(dice: &mut Dice) -> (Vec<Vec<Word>>, Vec<String>) {
    let mut notes = Vec::new();
    let mut paragraphs = Vec::new();
    for _ in 0..20 + dice.below(30) {
        let mut paragraph: Vec<Word> = Vec::new();
        for _ in 0..=dice.below(5) {
            let words = 6 + dice.below(25);
            for word in sentence(dice, words) {
                let calls =
                    dice.below(28) == 0 && word.chars().all(char::is_alphabetic) && word.len() > 4;
                let note = calls.then(|| {
                    let words = 4 + dice.below(40);
                    notes.push(format!(
                        "Voir {}",
                        sentence(dice, words).join(" ").to_lowercase()
                    ));
                    notes.len() - 1
                });
                paragraph.push((word, note));
            }
        }
        paragraphs.push(paragraph);
    }
    (paragraphs, notes)
}

/// A set line: the words with their calls, and whether its paragraph goes on.
struct Line {
    words: Vec<Word>,
    wrapped: bool,
}

fn wrap(words: &[Word], width: usize) -> Vec<Line> {
    let mut lines = vec![Line {
        words: Vec::new(),
        wrapped: false,
    }];
    let mut used = 0;
    for word in words {
        let length = word.0.chars().count() + word.1.map_or(0, |_| 2);
        let line = lines.last_mut().expect("a line");
        if used > 0 && used + 1 + length > width {
            line.wrapped = true;
            lines.push(Line {
                words: Vec::new(),
                wrapped: false,
            });
            used = 0;
        }
        used += usize::from(used > 0) + length;
        lines.last_mut().expect("a line").words.push(word.clone());
    }
    lines
}

pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Sets one document.
pub(crate) fn set(dice: &mut Dice, style: Style) -> (String, Truth) {
    let (paragraphs, notes) = compose(dice);
    let mut truth = Truth::default();
    let mut lines = Vec::new();
    for paragraph in &paragraphs {
        let plain: Vec<&str> = paragraph.iter().map(|(w, _)| w.as_str()).collect();
        truth.paragraphs.push(plain.join(" "));
        for (at, (_, note)) in paragraph.iter().enumerate() {
            if let Some(note) = note {
                let before = squeeze(&plain[..=at].join(""));
                truth.notes.push((0, notes[*note].clone(), before));
            }
        }
        lines.extend(wrap(paragraph, style.width));
    }
    let mut out = String::new();
    let mut page = Vec::new();
    let mut room = style.height;
    let mut numbers = Numbers {
        truth: &mut truth,
        style,
        next: 1,
        first_of_page: 0,
        page: 0,
    };
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let feet: usize = line
            .words
            .iter()
            .filter_map(|(_, note)| *note)
            .map(|note| note_lines(&notes[note], style.width).len())
            .sum();
        room = room.saturating_sub(1 + feet);
        page.push(line);
        if room == 0 || lines.peek().is_none() {
            numbers.print(&mut out, std::mem::take(&mut page), &notes);
            room = style.height;
        }
    }
    (out, truth)
}

fn note_lines(note: &str, width: usize) -> Vec<String> {
    let words: Vec<Word> = note.split(' ').map(|w| (w.to_owned(), None)).collect();
    wrap(&words, width + width / 10)
        .into_iter()
        .map(|line| {
            let words: Vec<String> = line.words.into_iter().map(|(w, _)| w).collect();
            words.join(" ") + if line.wrapped { " " } else { "" }
        })
        .collect()
}

struct Numbers<'t> {
    truth: &'t mut Truth,
    style: Style,
    next: u32,
    first_of_page: usize,
    page: u32,
}

impl Numbers<'_> {
    fn print(&mut self, out: &mut String, page: Vec<Line>, notes: &[String]) {
        if self.style.restart {
            self.next = 1;
        }
        let gap = if self.style.spaced || self.style.cut_runs {
            "\n\n"
        } else {
            "\n"
        };
        if self.page > 0 && self.style.cut_runs {
            out.push(' ');
        }
        let mut feet = Vec::new();
        for line in &page {
            self.line(out, line, &mut feet);
            out.push_str(gap);
            if !line.wrapped && gap == "\n" {
                out.push('\n');
            }
        }
        if self.style.cut_runs && !feet.is_empty() {
            let _ = writeln!(out, "{}", " ".repeat(59));
        } else if !feet.is_empty() && gap == "\n" && !out.ends_with("\n\n") {
            out.push('\n');
        }
        for (number, note) in feet {
            self.foot(out, number, &notes[note]);
        }
        if let Some(first) = self.style.first_page {
            let _ = write!(out, "\n{}\n", first + self.page);
        }
        if !self.style.cut_runs {
            out.push_str("\n\n\n");
        }
        self.page += 1;
    }

    fn line(&mut self, out: &mut String, line: &Line, feet: &mut Vec<(u32, usize)>) {
        let cut = self.style.cut_runs;
        let mut glue = "";
        for (word, note) in &line.words {
            let _ = write!(out, "{glue}{word}");
            glue = " ";
            if let Some(note) = note {
                let number = self.next;
                self.next += 1;
                self.truth.notes[self.first_of_page].0 = number;
                self.first_of_page += 1;
                feet.push((number, *note));
                let _ = if cut {
                    write!(out, "\n{number}\n\n")
                } else {
                    write!(out, "{number}")
                };
            }
        }
        // The space after the last word is part of the page in one style, and
        // the sign of a wrapped line in the other.
        if cut || line.wrapped {
            out.push(' ');
        }
    }

    fn foot(&self, out: &mut String, number: u32, note: &str) {
        let lines = note_lines(note, self.style.width);
        for (at, line) in lines.iter().enumerate() {
            let line = line.trim_end();
            let space = if self.style.cut_runs || at + 1 < lines.len() {
                " "
            } else {
                ""
            };
            let number = if at == 0 {
                format!("{number} ")
            } else {
                String::new()
            };
            let gap = if self.style.cut_runs && at + 1 < lines.len() {
                "\n\n"
            } else {
                "\n"
            };
            let _ = write!(out, "{number}{line}{space}{gap}");
        }
        if self.style.spaced {
            out.push('\n');
        }
    }
}
