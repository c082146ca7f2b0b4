//! Who cites an instrument, and what they cite beside it, as a drawing: on the left those who cite, on the right what is
//! cited with it, joined to it by lines as thick as their counts.

use renvoi_query::CitedBy;

use crate::pages::names::{Name, instrument_address};

/// Documents and instruments that are drawn on each side.
const MOST: usize = 9;

/// Letters of a name; more would run over the middle.
const LONGEST: usize = 38;

const STEP: usize = 26;
const WIDTH: usize = 860;

/// The drawing, in its own units.
pub(crate) struct Graph {
    pub(crate) name: String,
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) middle: usize,
    pub(crate) citing: Vec<End>,
    pub(crate) beside: Vec<End>,
}

/// One end of a line.
pub(crate) struct End {
    pub(crate) label: String,
    /// The whole name, for those who point at it.
    pub(crate) title: String,
    pub(crate) address: String,
    pub(crate) count: u64,
    pub(crate) y: usize,
    /// The line from the middle to the end.
    pub(crate) line: String,
    pub(crate) thickness: u64,
}

impl Graph {
    pub(crate) fn new(name: &Name, cited: &CitedBy, document: impl Fn(&str) -> String) -> Self {
        let citing = cited.by_document.iter().filter(|of| !of.own).take(MOST);
        let citing: Vec<_> = citing
            .map(|of| {
                let count = u64::try_from(of.formal + of.inferred).unwrap_or(u64::MAX);
                (
                    Name::of(&of.document).line(),
                    document(of.document.id.as_str()),
                    count,
                )
            })
            .collect();
        let beside = cited.beside.iter().take(MOST);
        let beside: Vec<_> = beside
            .map(|of| {
                let name = Name::of_key(of.key.as_str()).line();
                (name, instrument_address(of.key.as_str()), of.count)
            })
            .collect();
        let rows = citing.len().max(beside.len()).max(1);
        let height = rows * STEP + 20;
        let middle = height / 2;
        let (left, right) = (WIDTH * 37 / 100, WIDTH * 63 / 100);
        let (from, to) = (WIDTH * 44 / 100, WIDTH * 56 / 100);
        Self {
            name: cut(name.short.as_deref().unwrap_or(&name.number), 14),
            width: WIDTH,
            height,
            middle,
            citing: ends(citing, height, (from, middle), left),
            beside: ends(beside, height, (to, middle), right),
        }
    }

    /// Where the names of a side end or begin.
    pub(crate) fn left(&self) -> usize {
        self.width * 36 / 100
    }

    pub(crate) fn right(&self) -> usize {
        self.width * 64 / 100
    }

    pub(crate) fn center(&self) -> usize {
        self.width / 2
    }
}

/// The ends of one side, evenly over the height.
fn ends(
    names: Vec<(String, String, u64)>,
    height: usize,
    (from_x, from_y): (usize, usize),
    to_x: usize,
) -> Vec<End> {
    let most = names
        .iter()
        .map(|(.., count)| *count)
        .max()
        .unwrap_or(1)
        .max(1);
    let count = names.len();
    let top = (height - count * STEP) / 2 + STEP / 2;
    let ends = names.into_iter().enumerate();
    ends.map(|(at, (name, address, count))| {
        let y = top + at * STEP;
        let bend = usize::midpoint(from_x, to_x);
        End {
            label: cut(&name, LONGEST),
            title: name,
            address,
            count,
            y,
            line: format!("M{from_x} {from_y}C{bend} {from_y} {bend} {y} {to_x} {y}"),
            thickness: (count * 12 / most).max(1),
        }
    })
    .collect()
}

/// A name that has room.
fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let head: String = name.chars().take(most - 1).collect();
    format!("{}…", head.trim_end())
}
