//! Fields: an instruction, which is never printed, and the result that is.

/// Deepest nesting that is followed; Word's own limit is 20.
const DEEPEST: usize = 64;

/// What is kept of an instruction, in bytes: its name and switches.
const LONGEST_INSTRUCTION: usize = 200;

/// What is kept of a result that is a number, in bytes.
const LONGEST_NUMBER: usize = 12;

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
    kind: Kind,
    number: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    /// Its result is text.
    #[default]
    Text,
    /// A table of contents: the headings once more.
    Contents,
    /// A further call of a note, printed as its number.
    NoteCall,
}

impl Field {
    fn hides(&self) -> bool {
        !self.in_result || self.kind != Kind::Text
    }
}

/// The fields that are open at a place of the text.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    hiding: usize,
    /// Fields nested too deep to be followed.
    beyond: usize,
}

impl Fields {
    /// A field begins with its instruction.
    pub(super) fn begin(&mut self) {
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        self.open.push(Field::default());
        self.hiding += 1;
    }

    /// Words of the instruction.
    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|f| !f.in_result)
            && field.instruction.len() + words.len() <= LONGEST_INSTRUCTION
        {
            field.instruction.push_str(words);
        }
    }

    /// The instruction is over; the result begins.
    pub(super) fn separate(&mut self) {
        if self.beyond > 0 {
            return;
        }
        let Some(field) = self.open.last_mut().filter(|f| !f.in_result) else {
            return;
        };
        field.in_result = true;
        let mut words = field.instruction.split_whitespace();
        let name = words.next().unwrap_or_default().to_ascii_uppercase();
        field.kind = match name.as_str() {
            "TOC" => Kind::Contents,
            "NOTEREF" | "FTNREF" if words.any(|w| w.eq_ignore_ascii_case("\\f")) => Kind::NoteCall,
            _ => Kind::Text,
        };
        if !field.hides() {
            self.hiding -= 1;
        }
    }

    /// The field ends. Gives the number of the note that it called, if it did.
    pub(super) fn end(&mut self) -> Option<u32> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        let field = self.open.pop()?;
        self.hiding -= usize::from(field.hides());
        if self.hiding == 0 && field.kind == Kind::NoteCall {
            return field.number.trim().parse().ok();
        }
        None
    }

    /// True where text is not printed, or is the number of a call. Keeps the
    /// latter.
    pub(super) fn hides(&mut self, text: &str) -> bool {
        if self.hiding == 0 {
            return false;
        }
        if let Some(field) = self.open.last_mut()
            && field.kind == Kind::NoteCall
            && field.number.len() + text.len() <= LONGEST_NUMBER
        {
            field.number.push_str(text);
        }
        true
    }

    /// True when no field is open.
    pub(super) fn are_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// Gives up the fields that are open.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }
}
