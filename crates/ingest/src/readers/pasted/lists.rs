//! The notes: where the act ends, and where an annex ends, a run of numbered
//! lines that the text before it calls. Recitals, points and paragraphs are
//! numbered too; nothing calls them.

use std::collections::HashMap;
use std::ops::Range;

use super::align::align;
use super::below::below_their_calls;
use super::calls::{Call, SURE, SUREST, end};
use super::marks::{Label, Style, opening, opens_place};
use super::page;
use super::places::Marks;

/// A note.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) label: Label,
    /// Its lines, the first with its mark.
    pub(super) lines: Range<usize>,
    /// Bytes of the mark.
    pub(super) mark: usize,
    /// Its calls in the order of the text.
    pub(super) calls: Vec<Call>,
    /// It is the first of its list.
    pub(super) opens: bool,
}

/// Lines that a note may have after its first, when another note follows.
const MOST_LINES: usize = 6;
/// Numbers that may be missing between two notes.
const WIDEST_GAP: u16 = 3;

/// Places where a list is tried to begin.
const MOST_STARTS: usize = 8;

/// Finds the notes of a text, list after list.
pub(super) fn find(lines: &[String]) -> Vec<Body> {
    let below = below_their_calls(lines);
    if !below.is_empty() {
        return below;
    }
    let mut out: Vec<Body> = Vec::new();
    let mut marks = Marks::default();
    let mut from = 0;
    for run in runs(lines) {
        if !run.may_be_notes(lines) {
            continue;
        }
        let Some(bodies) = best(&run, lines, from, &mut marks, &out) else {
            continue;
        };
        // Starred notes stand within the text that other notes are called from.
        if bodies.iter().any(|body| body.label.stars == 0) {
            from = bodies.last().map_or(0, |body| body.lines.end);
        }
        marks.take(&bodies);
        out.extend(bodies);
    }
    starred(lines, &mut marks, &mut out);
    out
}

/// Points may stand right before the notes, and both begin with 1: the notes
/// are the end of the run that is called best.
fn best(
    run: &Run,
    lines: &[String],
    from: usize,
    marks: &mut Marks,
    others: &[Body],
) -> Option<Vec<Body>> {
    let mut best: Option<(usize, Vec<Body>)> = None;
    for start in run.starts() {
        let part = Run {
            style: run.style,
            bodies: run.bodies.get(start..).unwrap_or_default().to_vec(),
        };
        // A list is called from the text behind the list before it, but where
        // an annex has notes of its own the list of the act stands behind them.
        for from in [from, 0] {
            let Some((called, bodies)) = part.called(lines, from, marks, others) else {
                continue;
            };
            let missed = bodies.len() - called;
            // What each is worth beside the others: more calls, fewer misses.
            let more = best
                .as_ref()
                .is_none_or(|(most, kept)| called + kept.len() - most > most + missed);
            if more {
                best = Some((called, bodies));
            }
            if missed == 0 || from == 0 {
                break;
            }
        }
        if best
            .as_ref()
            .is_some_and(|(called, kept)| *called == kept.len())
        {
            break;
        }
    }
    best.map(|(_, bodies)| bodies)
}

/// Numbered lines that follow each other.
struct Run {
    style: Style,
    bodies: Vec<Body>,
}

fn runs(lines: &[String]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Option<Run> = None;
    for (at, line) in lines.iter().enumerate() {
        let Some((style, label, mark)) = opening(line) else {
            if page::opens_part(line) {
                runs.extend(open.take());
            }
            continue;
        };
        let body = Body {
            label,
            lines: at..at + 1,
            mark,
            calls: Vec::new(),
            opens: false,
        };
        match &mut open {
            Some(run) if run.goes_on(style, label, at, lines) => run.push(body),
            _ => {
                runs.extend(open.take());
                open = Some(first(style, body));
            }
        }
    }
    runs.extend(open);
    for run in &mut runs {
        run.end(lines);
    }
    runs
}

/// A list may go on with the numbers of another, so that any may be its first.
fn first(style: Style, body: Body) -> Run {
    let body = Body {
        opens: true,
        ..body
    };
    Run {
        style,
        bodies: vec![body],
    }
}

impl Run {
    fn goes_on(&self, style: Style, label: Label, at: usize, lines: &[String]) -> bool {
        let near = self
            .bodies
            .last()
            .is_some_and(|last| at - last.lines.start <= MOST_LINES + 1);
        // Starred notes stand in the text that quotes an act: only what follows
        // at once belongs to them.
        let next = self
            .bodies
            .last()
            .is_some_and(|last| at == last.lines.start + 1);
        let fits = style == self.style || label.stars > 0;
        if !fits || !near || (label.stars > 0 && !next) {
            return false;
        }
        // At the foot of a page, what follows a place of publication is text again.
        let foot = self.bodies.last().is_some_and(|last| {
            let after = lines.get(last.lines.start..=last.lines.start + 1);
            let more = matches!(after, Some([above, line]) if goes_on(above, line));
            style == Style::Round && names_place(lines, last) && !more
        });
        let near = self
            .bodies
            .last()
            .is_some_and(|last| at <= last.lines.start + 2 && label.digits > 1);
        if foot && !next && !near {
            return false;
        }
        // Stars alone stand between numbers, and both may start anew.
        let before = self
            .bodies
            .iter()
            .rev()
            .take(16)
            .find(|body| (body.label.stars > 0) == (label.stars > 0));
        match before {
            None => true,
            Some(before) if label == Label::LOST => before.label == Label::LOST,
            Some(_) if label.digits == 0 => true,
            Some(before) => {
                let step = label.digits.checked_sub(before.label.digits);
                label.digits == 1 || step.is_some_and(|step| (1..=WIDEST_GAP).contains(&step))
            }
        }
    }

    /// Where the notes may begin: at the head, and where numbers start anew.
    fn starts(&self) -> Vec<usize> {
        let anew = self.bodies.iter().enumerate().skip(1);
        let anew = anew.filter(|(_, body)| body.label == Label::plain(1));
        std::iter::once(0)
            .chain(anew.map(|(at, _)| at))
            .take(MOST_STARTS)
            .collect()
    }

    fn push(&mut self, body: Body) {
        if let Some(last) = self.bodies.last_mut() {
            last.lines.end = body.lines.start;
        }
        self.bodies.push(body);
    }

    /// The last note may run over lines too, when they cannot be anything else.
    fn end(&mut self, lines: &[String]) {
        let Some(last) = self.bodies.last_mut() else {
            return;
        };
        while last.lines.len() <= MOST_LINES
            && let Some([above, line]) = lines.get(last.lines.end - 1..=last.lines.end)
            && goes_on(above, line)
        {
            last.lines.end += 1;
        }
    }

    fn may_be_notes(&self, lines: &[String]) -> bool {
        let (Some(first), Some(last)) = (self.bodies.first(), self.bodies.last()) else {
            return false;
        };
        // Notes at the foot of a page stand between recitals too.
        let mut bodies = self.bodies.iter();
        if bodies.all(|body| names_place(lines, body)) {
            return true;
        }
        let before = lines
            .get(first.lines.start.saturating_sub(2)..first.lines.start)
            .unwrap_or_default();
        let after = lines.get(last.lines.end);
        let recitals = before
            .iter()
            .any(|line| line.to_lowercase().contains("considérant"))
            || after.is_some_and(|line| page::enacts(line));
        if recitals {
            return false;
        }
        if first.label.stars > 0 {
            return true;
        }
        // Points end in a semicolon or introduce others; notes are sentences.
        let open = self.bodies.iter().filter(|body| {
            let end = lines.get(body.lines.end.saturating_sub(1));
            end.is_some_and(|line| line.ends_with([';', ',', ':']) && !line.ends_with("»;"))
        });
        open.count() * 4 <= self.bodies.len()
            && (self.cites(lines) || after.is_none_or(|line| page::opens_part(line)))
    }

    /// Most of the lines cite.
    fn cites(&self, lines: &[String]) -> bool {
        let citing = self.bodies.iter().filter(|body| {
            lines
                .get(body.lines.start)
                .is_some_and(|line| page::cites(line))
        });
        citing.count() * 10 >= self.bodies.len() * 6
    }

    /// The notes with their calls and how many have one, if the text from `from`
    /// on calls them.
    fn called(
        &self,
        lines: &[String],
        from: usize,
        marks: &mut Marks,
        others: &[Body],
    ) -> Option<(usize, Vec<Body>)> {
        let to = self.bodies.first()?.lines.start;
        let labels: Vec<Label> = self.bodies.iter().map(|body| body.label).collect();
        let styles = match self.style {
            Style::Bare => [Style::Bare, Style::Round],
            style => [style, Style::Bare],
        };
        let mut best: Option<Pairing> = None;
        for style in styles {
            let calls = marks.between(lines, from, to, style, others);
            let keys: Vec<(Label, u32)> =
                calls.iter().map(|call| (call.label, call.weight)).collect();
            for labels in std::iter::once(labels.clone()).chain(in_order(&labels)) {
                let pairs = align(&keys, &labels);
                let called = pairs.iter().flatten().count();
                if best.as_ref().is_none_or(|best| called > best.called) {
                    let calls = calls.clone();
                    best = Some(Pairing {
                        called,
                        labels,
                        pairs,
                        calls,
                    });
                }
            }
            // Bare numbers are everywhere: they are looked at when there are no
            // others.
            if best
                .as_ref()
                .is_some_and(|best| best.called * 2 > labels.len())
            {
                break;
            }
        }
        let best = best?;
        if best.called * 2 < labels.len() || best.called == 0 {
            return None;
        }
        let mut bodies = self.bodies.clone();
        for (body, label) in bodies.iter_mut().zip(&best.labels) {
            body.label = *label;
        }
        let called = best.called;
        give(&mut bodies, &best.pairs, best.calls, lines);
        Some((called, bodies))
    }
}

/// Whether a line says behind its mark where something was published and nothing before it, which no recital does.
fn names_place(lines: &[String], body: &Body) -> bool {
    let words = lines
        .get(body.lines.start)
        .and_then(|line| line.get(body.mark..));
    words.is_some_and(opens_place)
}

struct Pairing {
    called: usize,
    labels: Vec<Label>,
    pairs: Vec<Option<usize>>,
    calls: Vec<Call>,
}

/// Some consolidated texts number their notes `(1)`, `(1)`, `(1)`, or not at
/// all, while the calls count: the labels as the calls have them.
fn in_order(labels: &[Label]) -> Option<Vec<Label>> {
    let mut plain = labels.iter().filter(|label| label.stars == 0);
    let first = plain.next()?;
    if first.digits > 1 || !plain.all(|label| label == first) {
        return None;
    }
    let mut count = 0_u16;
    let numbered = labels.iter().map(|label| {
        if label.stars > 0 {
            return *label;
        }
        count = count.saturating_add(1);
        Label::plain(count)
    });
    Some(numbered.collect())
}

/// Gives each note its call, and the marks that repeat a call to the last note
/// of their label before them.
fn give(bodies: &mut [Body], pairs: &[Option<usize>], calls: Vec<Call>, lines: &[String]) {
    let mut owner: Vec<Option<usize>> = vec![None; calls.len()];
    for (note, call) in pairs.iter().enumerate() {
        if let Some(slot) = call.and_then(|call| owner.get_mut(call)) {
            *slot = Some(note);
        }
    }
    let mut last: HashMap<Label, usize> = HashMap::new();
    for (call, owner) in calls.into_iter().zip(owner) {
        let note = match owner {
            Some(note) => {
                last.insert(call.label, note);
                Some(note)
            }
            None if repeats(&call, lines) => last.get(&call.label).copied(),
            None => None,
        };
        if let Some(body) = note.and_then(|note| bodies.get_mut(note)) {
            body.calls.push(call);
        }
    }
}

/// Can a mark that the pairing left over be another call of a note? A number
/// without brackets must be as certain as it can be, and one in round brackets
/// must stand where a clause ends: `au sens du point 3 (2) et (3)` has numbers of
/// provisions.
fn repeats(call: &Call, lines: &[String]) -> bool {
    let after = lines.get(call.line).and_then(|l| l.get(call.range.end..));
    let ends = after.is_none_or(|rest| {
        let next = rest.trim_start().chars().next();
        next.is_none_or(|c| ",;.:»)\t".contains(c))
    });
    // "la directive 70/1/CEE (3) et le règlement 71/3/CEE (3)"
    let before = lines.get(call.line).and_then(|l| l.get(..call.range.start));
    let word = before.and_then(|text| end(text).rsplit(' ').next());
    let numbered = word.is_some_and(|word| word.contains('/'));
    match call.style {
        Style::Bare => call.weight >= SUREST,
        Style::Round => call.weight >= SURE && (ends || numbered),
        Style::Square => call.weight >= SURE,
    }
}

/// A line that goes on with the note above it.
fn goes_on(above: &str, line: &str) -> bool {
    if opening(line).is_some() || page::opens_part(line) {
        return false;
    }
    let broken = above.ends_with(|c: char| c.is_alphanumeric() || c == ',');
    ["JO ", "Position ", "Décision "]
        .iter()
        .any(|words| line.starts_with(words))
        || (broken && line.starts_with(char::is_lowercase))
}

/// The starred marks that no list took. They can be nothing but calls: of the
/// last note of their label, or of one whose text is not there.
fn starred(lines: &[String], marks: &mut Marks, bodies: &mut Vec<Body>) {
    let mut last: HashMap<Label, usize> = HashMap::new();
    let mut notes = bodies
        .iter()
        .enumerate()
        .filter_map(|(at, body)| Some((body.calls.first()?.line, body.label, at)))
        .filter(|(_, label, _)| label.stars > 0)
        .collect::<Vec<_>>();
    notes.sort_unstable();
    let mut notes = notes.into_iter().peekable();
    for call in marks.between(lines, 0, lines.len(), Style::Round, bodies) {
        while let Some((_, label, at)) = notes.next_if(|(line, ..)| *line <= call.line) {
            last.insert(label, at);
        }
        if call.label.stars == 0 {
            continue;
        }
        match last.get(&call.label).and_then(|at| bodies.get_mut(*at)) {
            Some(body) => body.calls.push(call),
            // A star alone may be a sign of something else.
            None if call.label.digits > 0 => {
                last.insert(call.label, bodies.len());
                let lines = call.line..call.line;
                bodies.push(Body {
                    label: call.label,
                    lines,
                    mark: 0,
                    calls: vec![call],
                    opens: true,
                });
            }
            None => {}
        }
    }
}
