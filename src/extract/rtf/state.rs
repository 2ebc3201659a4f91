//! Groups and what is open in them: destinations, fonts, paragraphs, text not yet decoded.

mod ended;

use super::fonts::Fonts;
use super::group::Group;
use super::moment::Moment;
use super::object::Object;
use super::words::Destination;
use super::{Action, CodePage};
use crate::extract::office::flow::{Flow, Tables};
use crate::extract::office::revised::Change;
use crate::extract::pictures::Pictures;
use crate::extract::{Error, Reason, Sink};

/// Groups inside groups. Word itself stops far earlier.
const MOST_DEEP: usize = 4096;
/// Streams inside streams: a note in a text box in a note.
const MOST_FLOWS: usize = 16;
/// Bytes that wait to be decoded together.
const WAITING: usize = 4096;

pub(super) struct State {
    groups: Vec<Group>,
    now: Group,
    own_page: CodePage,
    fonts: Fonts,
    /// The body and, inside it, notes and text boxes.
    flows: Vec<Flow>,
    tables: Tables,
    bytes: Vec<u8>,
    high_surrogate: Option<u16>,
    /// Characters still to be passed over behind `\u`.
    skip: u8,
    /// What a field, a code or an object collects.
    collected: String,
    name: String,
    object: Object,
    moment: Moment,
}

impl State {
    pub fn new(sink: &mut Sink<'_>) -> Self {
        let body = sink.intern("body");
        Self {
            groups: Vec::new(),
            now: Group::default(),
            own_page: CodePage::default(),
            fonts: Fonts::default(),
            flows: vec![Flow::new(body)],
            tables: Tables::default(),
            bytes: Vec::new(),
            high_surrogate: None,
            skip: 0,
            collected: String::new(),
            name: String::new(),
            object: Object::default(),
            moment: Moment::default(),
        }
    }

    pub fn depth(&self) -> usize {
        self.groups.len()
    }

    pub fn open(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.decode(sink);
        if self.groups.len() >= MOST_DEEP {
            return Err(Error::new(
                Reason::LimitDepth,
                format!("more than {MOST_DEEP} groups deep"),
            ));
        }
        self.skip = 0;
        if matches!(self.now.destination, Destination::Fields(_)) && !self.collected.is_empty() {
            self.collected.push(' ');
        }
        self.groups.push(self.now);
        (self.now.begins, self.now.starred) = (false, false);
        Ok(())
    }

    pub fn close(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.decode(sink);
        self.skip = 0;
        let Some(outer) = self.groups.pop() else { return Ok(()) };
        let ended = std::mem::replace(&mut self.now, outer);
        if ended.begins {
            self.end(ended.destination, sink)?;
        }
        Ok(())
    }

    /// Ends what is open when the document does.
    pub fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        while !self.groups.is_empty() {
            self.close(sink)?;
        }
        self.decode(sink);
        while let Some(mut flow) = self.flows.pop() {
            flow.finish(sink);
        }
        std::mem::take(&mut self.object.pictures).finish(sink.n_text, sink);
        Ok(())
    }

    pub fn unknown_word(&mut self) {
        if self.now.starred {
            self.now.destination = Destination::Skip;
            self.now.starred = false;
        }
    }

    pub fn act(&mut self, action: Action, number: Option<i32>, sink: &mut Sink<'_>) {
        self.now.starred = false;
        let on = number != Some(0);
        let number = number.unwrap_or(0);
        match action {
            Action::Go(destination) => {
                self.go(destination, sink);
            }
            Action::Put(text) => {
                self.put(text, sink);
            }
            Action::Unicode => {
                self.unicode(number, sink);
            }
            Action::Paragraph | Action::Cell | Action::NestedCell | Action::Row | Action::NestedRow => {
                self.border(action, sink);
            }
            Action::InTable => self.now.in_table = on,
            Action::ParagraphDefaults => self.paragraph_defaults(),
            Action::UnicodeSkip => self.now.unicode_skip = u8::try_from(number).unwrap_or(1),
            Action::HtmlRtf => {
                self.decode(sink);
                self.now.html_rtf = on;
            }
            Action::AnsiVersion => {
                self.now.unicode_version = Some(self.now.destination);
                self.now.destination = Destination::Skip;
            }
            Action::UnicodeVersion => {
                if let Some(destination) = self.now.unicode_version.take() {
                    self.now.destination = destination;
                }
            }
            Action::DefaultFont => self.fonts.default = number,
            Action::FontCharset => self.fonts.set_charset(number),
            Action::FontCodePage => self.fonts.set_code_page(number),
            Action::Font if self.now.destination == Destination::Fonts => self.fonts.begin(number),
            Action::Font => {
                self.set_page(self.fonts.page(number, self.own_page), sink);
            }
            Action::Tracked(change) => {
                self.decode(sink);
                self.now.change = if on { change } else { Change::None };
            }
            Action::Raised(is_raised) => {
                self.decode(sink);
                self.now.is_raised = is_raised && on;
            }
            Action::PlainCharacters => {
                self.plain_characters(sink);
            }
            Action::AnsiCodePage => self.own(u16::try_from(number).unwrap_or(1252)),
            Action::Page(page) => self.own(page),
            Action::Moment(part) => self.moment.set(part, number),
            Action::Binary => {}
        }
    }

    fn paragraph_defaults(&mut self) {
        self.now.in_table = false;
        // No table of fonts or styles holds a paragraph: its end was lost, and this is the body.
        if matches!(self.now.destination, Destination::Table | Destination::Fonts) {
            self.now.destination = Destination::Text;
        }
    }

    fn plain_characters(&mut self, sink: &mut Sink<'_>) {
        self.decode(sink);
        self.now.change = Change::None;
        self.now.is_raised = false;
        self.set_page(self.fonts.page(self.fonts.default, self.own_page), sink);
    }

    fn own(&mut self, page: u16) {
        self.own_page = CodePage::of(page);
        self.now.page = self.own_page;
    }

    fn set_page(&mut self, page: CodePage, sink: &mut Sink<'_>) {
        self.decode(sink);
        self.now.page = page;
    }

    fn go(&mut self, destination: Destination, sink: &mut Sink<'_>) {
        self.decode(sink);
        if matches!(self.now.destination, Destination::Skip | Destination::Table) {
            return;
        }
        self.now.destination = destination;
        self.now.begins = true;
        match destination {
            Destination::Part(part) if self.flows.len() < MOST_FLOWS => {
                let part = sink.intern(part);
                self.flows.push(Flow::new(part));
                self.now.in_table = false;
            }
            Destination::Part(_) => self.now.begins = false,
            Destination::Object | Destination::Picture => self.object.begin(),
            Destination::Field(_) | Destination::Fields(_) | Destination::Code | Destination::Entry => {
                self.collected.clear();
            }
            Destination::PropertyName | Destination::ShapeName => self.name.clear(),
            Destination::PropertyValue | Destination::ShapeValue => self.collected.clear(),
            Destination::Text | Destination::Skip | Destination::Table | Destination::Fonts | Destination::Moment => {}
        }
    }

    pub fn byte(&mut self, byte: u8, sink: &mut Sink<'_>) {
        match self.now.destination {
            Destination::Skip | Destination::Table | Destination::Fonts | Destination::Moment => return,
            Destination::Object => {
                self.object.digit(byte, sink.limits().inflated);
                return;
            }
            Destination::Picture => {
                self.object.digit(byte, Pictures::most(sink));
                return;
            }
            _ => {}
        }
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.bytes.push(byte);
        if self.bytes.len() >= WAITING && byte.is_ascii() {
            self.decode(sink);
        }
    }

    pub fn hex(&mut self, byte: u8, sink: &mut Sink<'_>) {
        if !matches!(self.now.destination, Destination::Object | Destination::Picture) {
            self.byte(byte, sink);
        }
    }

    pub fn sign(&mut self, sign: u8, sink: &mut Sink<'_>) {
        match sign {
            b'*' => {
                self.now.starred = true;
            }
            b'~' => {
                self.put("\u{a0}", sink);
            }
            b'_' => {
                self.put("-", sink);
            }
            b'\r' | b'\n' => {
                self.border(Action::Paragraph, sink);
            }
            b'\t' => {
                self.put(" ", sink);
            }
            b'\\' | b'{' | b'}' => {
                self.byte(sign, sink);
            }
            // An optional hyphen, an index mark.
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32, sink: &mut Sink<'_>) {
        // Written as a signed number of 16 bits.
        let unit = (number & 0xffff) as u16;
        self.skip = 0;
        let text = match (self.high_surrogate.take(), unit) {
            (_, 0xd800..0xdc00) => {
                self.decode(sink);
                self.high_surrogate = Some(unit);
                None
            }
            (Some(high), 0xdc00..0xe000) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            // Symbol fonts: their signs are no text.
            (_, 0xf000..0xf100) => Some(' '),
            (_, unit) => char::from_u32(u32::from(unit)),
        };
        if let Some(text) = text {
            self.put(text.encode_utf8(&mut [0; 4]), sink);
        }
        self.skip = self.now.unicode_skip;
    }

    /// Text that needs no decoding.
    fn put(&mut self, text: &str, sink: &mut Sink<'_>) {
        let is_of_digits = matches!(self.now.destination, Destination::Object | Destination::Picture);
        if self.skip > 0 && !is_of_digits {
            self.skip -= 1;
            return;
        }
        self.decode(sink);
        self.text(text, sink);
    }

    fn decode(&mut self, sink: &mut Sink<'_>) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let page = self.now.page;
        self.text(&page.decode(&bytes), sink);
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn text(&mut self, text: &str, sink: &mut Sink<'_>) {
        match self.now.destination {
            _ if self.now.html_rtf => {}
            Destination::Text | Destination::Part(_) => {
                if let Some(flow) = self.flows.last_mut() {
                    flow.change = self.now.change;
                    flow.raised.set(self.now.is_raised);
                    flow.push(text, sink);
                }
            }
            Destination::PropertyName | Destination::ShapeName => {
                self.name.push_str(text);
            }
            Destination::Field(_)
            | Destination::Fields(_)
            | Destination::PropertyValue
            | Destination::ShapeValue
            | Destination::Code
            | Destination::Entry => {
                self.collected.push_str(text);
            }
            Destination::Skip
            | Destination::Table
            | Destination::Fonts
            | Destination::Object
            | Destination::Picture
            | Destination::Moment => {}
        }
    }

    /// A paragraph, cell or row ends.
    fn border(&mut self, border: Action, sink: &mut Sink<'_>) {
        self.decode(sink);
        if self.now.html_rtf || !matches!(self.now.destination, Destination::Text | Destination::Part(_)) {
            return;
        }
        let in_table = self.now.in_table;
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        match border {
            // A table inside a cell: its cells are words of that cell.
            Action::NestedCell => {
                flow.push(" ", sink);
            }
            Action::NestedRow => {
                flow.push("\n", sink);
            }
            Action::Cell => {
                flow.in_table(&mut self.tables, sink);
                flow.end_cell();
            }
            Action::Row => {
                flow.end_row(sink);
            }
            _ if in_table => {
                flow.push("\n", sink);
            }
            _ => {
                flow.end_paragraph(sink);
            }
        }
    }
}
