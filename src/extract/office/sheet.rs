//! One sheet of an xlsx, cell by cell.

use super::headings::Headings;
use super::literals::{Literals, literals};
use super::number::Show;
use super::raised::Raised;
use super::told;
use super::workbook::{LACKS_TEXT, Strings, Styles, is_raised};
use super::xml::{Node, Tag, Xml};
use crate::extract::{Error, Reason, Sink};
use crate::text::{NameId, Unit};

/// A shared string longer than this costs output wherever a cell repeats it: a small file could ask for terabytes.
pub(super) const FREE: usize = 64;

pub(in crate::extract) struct Sheet<'w> {
    table: NameId,
    strings: &'w Strings,
    styles: &'w Styles,
    since_1904: bool,
    headings: Headings,
    /// 1-based; 0 before the first row.
    row: u32,
    /// 0-based column the next cell without a reference stands in.
    next_col: u32,
    col: u32,
    style: usize,
    kind: Kind,
    value: String,
    /// How high a text stands that the cell itself holds.
    raised: Raised,
    formula: String,
    literals: Literals,
    reading: Reading,
    /// What the text belongs to that is being read and is no cell.
    aside: &'static str,
    shown: String,
    /// A cell names a shared string that is not there.
    lacks_text: bool,
    /// Whether a place is called by the sheet.
    pub has_any: bool,
}

/// What a cell's value is, by its `t`.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    Bool,
    Text,
}

#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Nothing,
    Value,
    Formula,
    /// What is no cell: a header, a list of choices.
    Aside,
}

impl<'w> Sheet<'w> {
    pub fn new(table: NameId, strings: &'w Strings, styles: &'w Styles, since_1904: bool) -> Self {
        Self {
            table,
            strings,
            styles,
            since_1904,
            headings: Headings::default(),
            row: 0,
            next_col: 0,
            col: 0,
            style: 0,
            kind: Kind::Number,
            value: String::new(),
            raised: Raised::default(),
            formula: String::new(),
            literals: Literals::default(),
            reading: Reading::Nothing,
            aside: "",
            shown: String::new(),
            lacks_text: false,
            has_any: false,
        }
    }

    pub fn walk(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let result = self.nodes(xml, sink);
        sink.push_raw("\n");
        self.literals.hand_on(self.table, sink);
        if self.lacks_text {
            sink.gap(Reason::Damaged, LACKS_TEXT);
        }
        result
    }

    fn nodes(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        loop {
            match xml.next(sink)? {
                Node::Start(tag) => match tag.name().as_bytes() {
                    b"c" => {
                        self.start_cell(&tag);
                        if let Some(value) = xml.only_text(b"<v>", b"</v></c>") {
                            self.value.push_str(value);
                            self.end_cell(sink)?;
                        }
                    }
                    b"v" if !self.value.is_empty() => {
                        self.value.push(' ');
                        self.reading = Reading::Value;
                    }
                    b"v" | b"t" => self.reading = Reading::Value,
                    // A formula of an extension: the rule of a condition, or inside a list of choices.
                    b"f" if tag.prefix() == "xm" => {
                        if self.reading == Reading::Nothing {
                            self.begin_aside(CONDITION);
                        }
                    }
                    b"f" => self.reading = Reading::Formula,
                    b"row" => self.start_row(&tag),
                    b"is" => {}
                    b"r" => self.raised.set(false),
                    b"vertAlign" => self.raised.set(is_raised(&tag)),
                    b"rPh" => xml.skip(sink)?,
                    b"dataValidation" => validation(&tag, sink),
                    _ => match aside(tag.name()) {
                        Some(part) => self.begin_aside(part),
                        None => told::tag(&tag, told::SHEET, sink),
                    },
                },
                Node::Text(text) => self.text(&text),
                Node::End(name) => match name.as_bytes() {
                    b"c" => self.end_cell(sink)?,
                    b"f" if self.reading == Reading::Aside => self.end_aside(sink),
                    b"v" | b"t" | b"f" => self.reading = Reading::Nothing,
                    b"row" => {
                        self.headings.end_row((self.table, self.row), sink);
                        self.literals.end_row(self.table, sink);
                    }
                    b"is" | b"r" => {}
                    _ if self.reading == Reading::Aside && aside(name).is_some() => self.end_aside(sink),
                    _ => {}
                },
                Node::Eof => return Ok(()),
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.reading {
            Reading::Nothing => {}
            Reading::Value | Reading::Aside => {
                let between = self.raised.between(&self.value, text);
                self.value.push_str(between);
                self.value.push_str(text);
            }
            Reading::Formula => self.formula.push_str(text),
        }
    }

    fn start_row(&mut self, tag: &Tag<'_>) {
        self.row = tag.number("r").unwrap_or(self.row.saturating_add(1));
        self.next_col = 0;
    }

    fn start_cell(&mut self, tag: &Tag<'_>) {
        self.col = self.next_col;
        self.style = 0;
        self.kind = Kind::Number;
        self.value.clear();
        self.raised = Raised::default();
        self.formula.clear();
        for (name, value) in tag.tokens() {
            match name {
                "r" => {
                    if let Some(col) = column(value) {
                        self.col = col;
                    }
                }
                "s" => self.style = value.parse().unwrap_or(0),
                "t" => {
                    self.kind = match value {
                        "s" => Kind::Shared,
                        "b" => Kind::Bool,
                        "n" => Kind::Number,
                        _ => Kind::Text,
                    }
                }
                _ => {}
            }
        }
        self.next_col = self.col.saturating_add(1);
    }

    fn end_cell(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        // What it says stands in it alone where its result was not kept: programs that do not calculate write it so.
        let is_unknown = || self.value.is_empty() && self.kind == Kind::Number && self.formula.contains('"');
        let with_formula = !self.formula.is_empty() && (is_unknown() || has_address(&self.formula));
        let text = match self.kind {
            Kind::Shared => {
                let at = self.value.trim().parse().ok();
                self.lacks_text |= at.is_some_and(|at| self.strings.lacks(at));
                at.and_then(|at| self.strings.get(at))
            }
            Kind::Number => match self.styles.show(self.style) {
                Show::Plain if self.value.bytes().all(|byte| byte.is_ascii_digit()) => Some(&*self.value),
                show => {
                    self.shown.clear();
                    show.write(self.value.trim(), self.since_1904, &mut self.shown);
                    Some(&*self.shown)
                }
            },
            Kind::Bool => Some(if self.value.trim() == "0" { "FALSE" } else { "TRUE" }),
            Kind::Text => Some(&*self.value),
        };
        let text = text.filter(|_| !self.value.is_empty()).unwrap_or_default();
        let around = match (self.kind, self.styles.show(self.style)) {
            (Kind::Shared | Kind::Text, show @ Show::Sections(_)) => show.around(text),
            _ => text.into(),
        };
        let text = &*around;
        if !self.formula.is_empty() && !with_formula {
            self.literals.formula((self.row, self.col), &self.formula, text);
        }
        if text.is_empty() && !with_formula {
            return Ok(());
        }
        if self.kind == Kind::Shared && text.len() > FREE {
            sink.charge(0, text.len() as u64)?;
        }
        self.has_any = true;
        self.headings.cell(self.col, text);
        let label = self.headings.label(self.col);
        sink.cell(self.headings.table(self.table), self.row, self.col, label, text);
        if with_formula {
            sink.push(if text.is_empty() { "" } else { " " });
            sink.push(&self.formula);
        }
        Ok(())
    }

    fn begin_aside(&mut self, part: &'static str) {
        self.value.clear();
        (self.reading, self.aside) = (Reading::Aside, part);
    }

    fn end_aside(&mut self, sink: &mut Sink<'_>) {
        self.reading = Reading::Nothing;
        let text = match self.aside {
            VALIDATION => choices(&self.value),
            CONDITION if !self.value.contains('"') => return,
            CONDITION => std::mem::take(&mut self.value),
            _ => without_codes(&self.value),
        };
        if text.trim().is_empty() {
            return;
        }
        let part = sink.intern(self.aside);
        sink.push_raw("\n");
        sink.piece(Unit::Paragraph { part, n: 1 }, 0, text.trim());
    }
}

/// An address may stand in a formula alone: `HYPERLINK("mailto:…"; "write")`.
pub(in crate::extract) fn has_address(formula: &str) -> bool {
    formula.contains('@') || formula.contains("://")
}

/// What may be put into cells, and what is shown when they are chosen or hold something else.
pub(in crate::extract) const VALIDATION: &str = "data validation";

/// What a cell must hold to be shown otherwise.
pub(in crate::extract) const CONDITION: &str = "conditional format";

/// The choices that a rule itself names, each on a line of its own: one text with commas, or the texts of a formula.
/// Those that stand in cells are read there.
pub(in crate::extract) fn choices(rule: &str) -> String {
    let texts: Vec<String> = literals(rule).collect();
    match &*texts {
        [list] if rule.trim().trim_start_matches('=').starts_with('"') => list.replace(',', "\n"),
        texts => texts.join("\n"),
    }
}

fn validation(tag: &Tag<'_>, sink: &mut Sink<'_>) {
    let part = sink.intern(VALIDATION);
    for (name, text) in tag.attributes() {
        if matches!(name, "promptTitle" | "prompt" | "errorTitle" | "error") && !text.trim().is_empty() {
            sink.push_raw("\n");
            sink.piece(Unit::Paragraph { part, n: 1 }, 0, text.trim());
        }
    }
}

/// The part that the text of an element belongs to, where that is no cell.
fn aside(name: &str) -> Option<&'static str> {
    match name {
        "oddHeader" | "evenHeader" | "firstHeader" => Some("header"),
        "oddFooter" | "evenFooter" | "firstFooter" => Some("footer"),
        "formula1" => Some(VALIDATION),
        "formula" => Some(CONDITION),
        _ => None,
    }
}

/// The 0-based column of a cell reference: `AB12` is 27.
pub(in crate::extract) fn column(reference: &str) -> Option<u32> {
    let mut col = 0u32;
    for letter in reference.bytes().take_while(u8::is_ascii_alphabetic).take(3) {
        col = col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    col.checked_sub(1)
}

/// A header without its codes: `&L`, `&P`, `&12`, `&"Arial,Bold"`, `&K0070C0`; `&&` is an ampersand.
pub(in crate::extract) fn without_codes(header: &str) -> String {
    let mut text = String::new();
    let mut rest = header.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '&' {
            text.push(c);
            continue;
        }
        match rest.next() {
            Some('&') => text.push('&'),
            Some('L' | 'C' | 'R') => text.push(' '),
            Some('"') => rest.by_ref().take_while(|&c| c != '"').for_each(drop),
            Some('K') => rest.by_ref().take(6).for_each(drop),
            Some(c) if c.is_ascii_digit() => while rest.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    text
}
