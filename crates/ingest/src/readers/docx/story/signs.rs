//! The walk's smaller steps: text, signs, properties and calls.

use std::borrow::Cow;

use crate::error::ReadError;

use super::{
    BothNumbers, Call, Element, Kind, LONGEST_CUSTOM_MARK, Run, Tag, Target, Walker, symbols,
};
use crate::readers::docx::xml::is_true;

impl Walker<'_> {
    pub(super) fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        match self.parent() {
            Tag::Text => {
                let text = if self.preserve {
                    text
                } else {
                    trim_lines(text)
                };
                self.print(text);
            }
            Tag::Instruction => self.fields.instruct(text),
            _ => {}
        }
    }

    /// Text that the paragraph prints, unless something hides it.
    fn print(&mut self, text: &str) {
        self.seen += text.len();
        if self.run.hidden || self.fields.hides(text) {
            return;
        }
        let text = match self.run.custom.take() {
            Some(call) => self.custom_mark(call, text),
            None => Cow::Borrowed(text),
        };
        let emphasis = self.run.emphasis;
        self.paragraph().push(&text, emphasis);
    }

    /// The mark of a note that its author chose ends with the word.
    fn custom_mark<'t>(&mut self, call: usize, text: &'t str) -> Cow<'t, str> {
        let mark = text.split_whitespace().next().unwrap_or_default();
        let Some(call) = self.out.calls.get_mut(call) else {
            return Cow::Borrowed(text);
        };
        if mark.is_empty() || mark.len() > LONGEST_CUSTOM_MARK {
            return Cow::Borrowed(text);
        }
        call.custom = Some(mark.to_owned());
        Cow::Owned(text.replacen(mark, "", 1))
    }

    /// A sign in the text, or an event there.
    pub(super) fn mark(&mut self, element: &Element) -> Result<(), ReadError> {
        match element.name() {
            "tab" | "ptab" => self.print("\t"),
            // A line or page that ends within a paragraph is a space to text.
            "br" | "cr" => self.print(" "),
            "noBreakHyphen" => self.print("\u{2011}"),
            "den" => self.print("/"),
            "sym" => {
                let font = element.attribute("font").unwrap_or_default();
                let code = element.attribute("char").unwrap_or_default();
                if let Some(c) = symbols::character(&font, &code) {
                    self.print(c.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.begin(),
                Some("separate") => self.fields.separate(),
                Some("end") => self.end_field()?,
                _ => {}
            },
            "footnoteReference" => self.reference(Kind::Foot, element)?,
            "endnoteReference" => self.reference(Kind::End, element)?,
            "footnoteRef" | "endnoteRef" => self.paragraph().text.own_number(),
            "altChunk" | "subDoc" => self.out.embedded += 1,
            _ => {}
        }
        Ok(())
    }

    fn reference(&mut self, kind: Kind, element: &Element) -> Result<(), ReadError> {
        self.seen += 1;
        let Some(id) = element.number("id") else {
            return Ok(());
        };
        let custom = element.attribute("customMarkFollows");
        let custom = custom.is_some_and(|value| is_true(&value));
        self.call(Target::Id(kind, id), custom)
    }

    /// The end of a field, which may have been a call.
    pub(super) fn end_field(&mut self) -> Result<(), ReadError> {
        match self.fields.end() {
            Some(number) => self.call(Target::Printed(number), false),
            None => Ok(()),
        }
    }

    fn call(&mut self, target: Target, custom: bool) -> Result<(), ReadError> {
        if self.run.hidden || self.fields.hides("") {
            return Ok(());
        }
        let at = self.out.calls.len();
        self.out.calls.push(Call {
            target,
            section: self.out.sections.len(),
            custom: None,
        });
        self.paragraph().text.call(at);
        if custom {
            self.run.custom = Some(at);
        }
        self.check()
    }

    /// A property of what `parent` stands for.
    pub(super) fn property(&mut self, parent: Tag, element: &Element) {
        let name = element.name();
        match parent {
            Tag::ParagraphProperties | Tag::MarkProperties | Tag::NumberProperties => {
                self.paragraph_property(parent, element);
            }
            Tag::RunProperties => self.run_property(element),
            Tag::RowProperties => {
                if let Some(table) = self.tables.last_mut()
                    && (name == "del" || name == "hidden" && element.is_on())
                {
                    table.row_dropped = true;
                }
            }
            Tag::CellProperties => {
                // The cell is a text of its own; its table lies under it.
                if let Some(table) = self.tables.last_mut().filter(|_| name == "cellDel") {
                    table.cell_dropped = true;
                }
            }
            Tag::FootnoteProperties => self.section.foot.property(name, element),
            Tag::EndnoteProperties => self.section.end.property(name, element),
            _ => {
                let contents = || element.value().is_some_and(|v| v == "Table of Contents");
                if let Some(control) = self.controls.last_mut() {
                    // What stands in an empty control invites to fill it.
                    control.dropped |= match name {
                        "showingPlcHdr" => element.is_on(),
                        _ => contents(),
                    };
                }
            }
        }
    }

    fn paragraph_property(&mut self, parent: Tag, element: &Element) {
        let styles = &self.context.styles;
        let name = element.name();
        let level = || element.number("val").and_then(|n| u8::try_from(n).ok());
        let paragraph = self.paragraph();
        match (parent, name) {
            (Tag::ParagraphProperties, "pStyle") => {
                let id = element.value().unwrap_or_default();
                paragraph.style = styles.get(Some(&id));
                paragraph.style_id = Some(id.into_owned());
            }
            (Tag::ParagraphProperties, "outlineLvl") => paragraph.outline = level(),
            (Tag::ParagraphProperties, "jc") => {
                paragraph.centred = Some(element.value().is_some_and(|v| v == "center"));
            }
            (Tag::ParagraphProperties, "framePr") => {
                let cap = element.attribute("dropCap");
                paragraph.drop_cap = cap.is_some_and(|value| value != "none");
                paragraph.runs_in |= paragraph.drop_cap;
            }
            (Tag::NumberProperties, "numId") => paragraph.list = element.number("val"),
            (Tag::NumberProperties, "ilvl") => paragraph.list_level = level(),
            (Tag::MarkProperties, "del" | "moveFrom") => paragraph.mark_deleted = true,
            (Tag::MarkProperties, "vanish" | "specVanish") if element.is_on() => {
                paragraph.runs_in = true;
            }
            _ => {}
        }
    }

    fn run_property(&mut self, element: &Element) {
        match element.name() {
            "vanish" => self.run.hidden = element.is_on(),
            "b" | "i" | "caps" | "smallCaps" => {
                let on = element.is_on();
                self.run.emphasis = on || self.run.emphasis && element.name() != "b";
            }
            "u" => self.run.emphasis |= element.is_on(),
            "rStyle" => {
                let id = element.value().unwrap_or_default();
                let style = self.context.styles.get(Some(&id));
                let run = self.run;
                self.run = Run {
                    hidden: style.hidden.unwrap_or(run.hidden),
                    emphasis: style.emphasis.unwrap_or(run.emphasis),
                    ..run
                };
            }
            _ => {}
        }
    }

    pub(super) fn end_section_properties(&mut self) {
        // In a paragraph's properties the section goes on to its end.
        if let Some(paragraph) = &mut self.flow().open {
            paragraph.ends_section = true;
        } else {
            let section: BothNumbers = std::mem::take(&mut self.section);
            self.out.sections.push(section);
        }
    }
}

/// Line ends around text that does not ask to keep its white space are the
/// layout of the XML.
fn trim_lines(text: &str) -> &str {
    let trimmed = text.trim_start();
    let lead = &text[..text.len() - trimmed.len()];
    let text = if lead.contains('\n') { trimmed } else { text };
    let trimmed = text.trim_end();
    let tail = &text[trimmed.len()..];
    if tail.contains('\n') { trimmed } else { text }
}
