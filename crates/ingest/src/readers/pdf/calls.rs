//! Which mark in the text calls which note.

use std::collections::HashSet;

use super::feet::{BodyLine, FoundNote};
use super::marks::{self, Form, Mark};

/// A mark that calls a note.
#[derive(Debug)]
pub(super) struct FoundCall {
    /// Index of the line in the body.
    pub(super) line: usize,
    pub(super) mark: Mark,
    /// Index into the notes.
    pub(super) note: usize,
}

/// A mark, and where it stands.
struct Place {
    line: usize,
    page: usize,
    mark: Mark,
    taken: bool,
}

/// Finds the calls of all notes, puts the notes in the order of their calls,
/// and adds those that are called and have no text.
pub(super) fn find(body: &[BodyLine], notes: &mut Vec<FoundNote>) -> Vec<FoundCall> {
    if notes.is_empty() {
        return Vec::new();
    }
    let mut places: Vec<Place> = places(body);
    let mut calls: Vec<FoundCall> = Vec::new();
    let mut from = 0;
    for (note, found) in notes.iter().enumerate() {
        // Bracketed numbers are calls only where notes print theirs so, and
        // never where a raised one is there.
        let sure = |p: &Place| p.mark.form == Form::Small;
        let likely = |p: &Place| p.mark.form == Form::Brackets && found.form != Form::Plain;
        let at = pick(&places, found, from, sure).or_else(|| pick(&places, found, from, likely));
        let Some(at) = at else {
            continue;
        };
        if let Some(place) = places.get_mut(at) {
            place.taken = true;
            calls.push(FoundCall {
                line: place.line,
                mark: place.mark.clone(),
                note,
            });
            from = from.max(at + 1);
        }
    }
    again(&mut places, notes, &mut calls);
    missing(&places, body, notes, &mut calls);
    order(notes, &mut calls);
    calls
}

fn places(body: &[BodyLine]) -> Vec<Place> {
    let mut places = Vec::new();
    for (line, content) in body.iter().enumerate() {
        for mark in marks::calls(&content.line) {
            places.push(Place {
                line,
                page: content.page,
                mark,
                taken: false,
            });
        }
    }
    places
}

/// Pages back that the call of a note may stand: a long note is pushed to the
/// next page.
const PAGES_BACK: usize = 1;

/// The first free mark with the note's number behind the last call, else before
/// it, on the note's page or the one before.
fn pick(
    places: &[Place],
    note: &FoundNote,
    from: usize,
    form: impl Fn(&Place) -> bool,
) -> Option<usize> {
    let back = if note.is_endnote {
        note.page
    } else {
        PAGES_BACK
    };
    let near = |p: &Place| p.page <= note.page && p.page + back >= note.page;
    let fits = |p: &Place| p.mark.number == note.number && !p.taken && near(p) && form(p);
    let first = places.partition_point(|p| p.page + back < note.page);
    let end = places.partition_point(|p| p.page <= note.page);
    let behind = (from.max(first)..end).find(|at| places.get(*at).is_some_and(&fits));
    behind.or_else(|| {
        (first..from.min(end))
            .rev()
            .find(|at| places.get(*at).is_some_and(&fits))
    })
}

/// A raised number that is left over calls a note of its page again.
fn again(places: &mut [Place], notes: &[FoundNote], calls: &mut Vec<FoundCall>) {
    let called: HashSet<usize> = calls.iter().map(|c| c.note).collect();
    for place in places
        .iter_mut()
        .filter(|p| !p.taken && p.mark.form == Form::Small)
    {
        let first = notes.partition_point(|n| n.page < place.page);
        let on_page = notes
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, n)| n.page == place.page);
        let mut same = on_page.filter(|(_, n)| n.number == place.mark.number);
        if let Some((note, found)) = same.next()
            && called.contains(&note)
            && found.form == Form::Small
        {
            place.taken = true;
            calls.push(FoundCall {
                line: place.line,
                mark: place.mark.clone(),
                note,
            });
        }
    }
}

/// Raised numbers that fill a gap between two notes: their text is nowhere.
fn missing(
    places: &[Place],
    body: &[BodyLine],
    notes: &mut Vec<FoundNote>,
    calls: &mut Vec<FoundCall>,
) {
    let mut added = Vec::new();
    let mut known: HashSet<u32> = notes.iter().filter_map(|n| n.number.counted()).collect();
    for place in places
        .iter()
        .filter(|p| !p.taken && p.mark.form == Form::Small)
    {
        let Some(number) = place.mark.number.counted() else {
            continue;
        };
        let fills = !known.contains(&number) && number > 1 && known.contains(&(number - 1));
        if fills && let Some(line) = body.get(place.line) {
            known.insert(number);
            added.push((place, line));
        }
    }
    for (place, line) in added {
        calls.push(FoundCall {
            line: place.line,
            mark: place.mark.clone(),
            note: notes.len(),
        });
        notes.push(FoundNote {
            number: place.mark.number.clone(),
            page: place.page,
            printed: line.number,
            lines: Vec::new(),
            form: Form::Small,
            is_endnote: false,
        });
    }
}

/// Puts calls in the order of the text, and notes in the order of their calls;
/// a note without a call stays behind the one before it.
fn order(notes: &mut Vec<FoundNote>, calls: &mut [FoundCall]) {
    calls.sort_by_key(|c| (c.line, c.mark.range.start));
    let mut rank: Vec<Option<usize>> = vec![None; notes.len()];
    for (at, call) in calls.iter().enumerate() {
        if let Some(rank) = rank.get_mut(call.note) {
            rank.get_or_insert(at);
        }
    }
    let mut last = 0;
    let mut order: Vec<(usize, usize)> = Vec::with_capacity(notes.len());
    for (note, rank) in rank.into_iter().enumerate() {
        last = rank.unwrap_or(last);
        order.push((last, note));
    }
    order.sort_unstable();
    let mut place = vec![0; notes.len()];
    for (new, (_, old)) in order.iter().enumerate() {
        if let Some(place) = place.get_mut(*old) {
            *place = new;
        }
    }
    for call in calls.iter_mut() {
        call.note = place.get(call.note).copied().unwrap_or(call.note);
    }
    let mut tagged: Vec<(usize, FoundNote)> = place.into_iter().zip(notes.drain(..)).collect();
    tagged.sort_by_key(|(new, _)| *new);
    notes.extend(tagged.into_iter().map(|(_, note)| note));
}
