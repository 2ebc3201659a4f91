//! A named value of a card, a calendar or a directory: how it is encoded, and what of it is told.

use mail_parser::decoders::base64::base64_decode;

use super::parameters::{self, Parameters};
use crate::extract::fragment;
use crate::extract::office::ole;
use crate::extract::transfer::quoted_printable;
use crate::extract::{Error, Reason, Sink, codepage};
use crate::text::Unit;

/// Pictures, sounds and keys.
const DATA: [&str; 6] = ["photo", "logo", "sound", "key", "jpegphoto", "usercertificate"];
/// What tells an entry from others is made by a program, and looks like an address.
const IDS: [&str; 2] = ["uid", "related-to"];

/// One that has no name is a text.
#[derive(Default)]
pub(super) struct Field {
    /// In lower case.
    name: String,
    parameters: Parameters,
    written: Written,
    /// As it was written; what was told of a long one is gone.
    value: String,
    /// A part of it was told.
    begun: bool,
}

/// How a value is written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Written {
    #[default]
    Plain,
    QuotedPrintable,
    Base64,
    /// As base64, and of no interest.
    Passed,
}

impl Field {
    /// The field that a line begins; none where there is no name before its colon.
    pub fn of(line: &str) -> Option<Self> {
        let (name, parameters, value) = parameters::split(line)?;
        let name = name.rsplit('.').next()?.to_lowercase();
        if is_structure(&name, value.trim()) {
            return Some(Self::default());
        }
        let encoding = parameters.encoding();
        // "Key: at the neighbours'" is a line of a note.
        let is_data = DATA.contains(&name.as_str()) && !value.trim_start_matches(':').trim().contains(' ');
        // In a directory two colons announce base64.
        let (written, value) = match data_of(value).or_else(|| value.strip_prefix(':')) {
            Some(value) => (Written::Base64, value),
            _ if is_data && matches!(encoding.as_str(), "" | "QUOTED-PRINTABLE") => (Written::Passed, ""),
            None if encoding == "QUOTED-PRINTABLE" => (Written::QuotedPrintable, value),
            None if encoding.is_empty() => (Written::Plain, value),
            None => (Written::Base64, value),
        };
        Some(Self {
            name,
            parameters,
            written,
            value: value.to_owned(),
            begun: false,
        })
    }

    /// In lower case; empty where it has none.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A line without a name.
    pub fn nameless(line: &str) -> Self {
        Self {
            value: line.to_owned(),
            ..Self::default()
        }
    }

    pub fn add(&mut self, text: &str) {
        if self.written != Written::Passed {
            self.value.push_str(text);
        }
    }

    /// A line that has no name itself; false where it cannot be one of this field, which is data.
    pub fn add_line(&mut self, line: &str) -> bool {
        let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        let is_data = matches!(self.written, Written::Base64 | Written::Passed);
        if is_data && !line.bytes().all(is_base64) {
            return false;
        }
        self.add("\n");
        self.add(line);
        true
    }

    /// Whether the value ends in a soft line break of quoted-printable, which is taken off.
    pub fn take_soft_break(&mut self) -> bool {
        let value = self.value.trim_end_matches([' ', '\t']);
        let is_soft = self.written == Written::QuotedPrintable && value.ends_with('=');
        if is_soft {
            self.value.truncate(value.len() - 1);
        }
        is_soft
    }

    /// Tells what there is of a text that goes on for longer; data is held until it can be decoded.
    pub fn tell_if_long(&mut self, longest: usize, sink: &mut Sink<'_>) {
        match self.written {
            Written::Plain | Written::QuotedPrintable if self.value.len() > longest => {
                let end = part_end(&self.value);
                let rest = self.value.split_off(end);
                let part = std::mem::replace(&mut self.value, rest);
                self.piece(&self.text(&part), sink);
                self.begun = true;
            }
            Written::Base64 if self.value.len() as u64 / 4 * 3 > sink.limits().inflated => {
                let most = sink.limits().inflated >> 20;
                sink.gap(Reason::LimitOutput, format!("more than {most} MB inflated"));
                self.written = Written::Passed;
                self.value = String::new();
            }
            _ => {}
        }
    }

    /// The end of the field.
    pub fn tell(self, sink: &mut Sink<'_>) -> Result<(), Error> {
        // In a directory a space stands before a value, and a `uid` is what somebody logs in with.
        let is_id = IDS.contains(&self.name.as_str()) && self.value.contains('@') && !self.value.starts_with(' ');
        match self.written {
            Written::Passed => return Ok(()),
            Written::Plain if is_id => return Ok(()),
            Written::Base64 => {
                if let Some(bytes) = base64_decode(self.value.as_bytes()) {
                    return self.tell_bytes(&bytes, sink);
                }
                if self.is_data() {
                    return Ok(());
                }
            }
            Written::Plain | Written::QuotedPrintable => {}
        }
        self.piece(&self.text(&self.value), sink);
        Ok(())
    }

    /// A value, or a part of one, as it is told; before the first part what its parameters say.
    fn text(&self, value: &str) -> String {
        let value = self.decoded(value);
        let value = match self.name.as_str() {
            "" => value,
            "adr" => address(&value),
            _ => unescape(&value).trim().to_owned(),
        };
        if self.begun {
            value
        } else {
            self.told_parameters() + &value
        }
    }

    fn told_parameters(&self) -> String {
        unescape(&self.parameters.told())
    }

    /// A file that is attached, a document, or a text whose letters were not plain. Others are pictures and keys.
    fn tell_bytes(&self, mut bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
        if self.name == "attach" || ole::is_document(bytes) {
            let name = self.parameters.value(&["FILENAME", "X-FILENAME"]);
            return sink.member(name.unwrap_or("attach"), &mut bytes);
        }
        if self.is_data() {
            return Ok(());
        }
        let is_data = bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=31));
        if is_data && std::str::from_utf8(bytes).is_err() {
            return Ok(());
        }
        self.piece(&(self.told_parameters() + codepage::named(bytes, None).trim()), sink);
        Ok(())
    }

    /// Whether this is mostly a picture, a sound or a key.
    fn is_data(&self) -> bool {
        DATA.contains(&self.name.as_str())
    }

    fn piece(&self, text: &str, sink: &mut Sink<'_>) {
        if text.trim().is_empty() {
            return;
        }
        let label = sink.intern(&self.name);
        let text = fragment::shown(text, fragment::Written::Value);
        sink.piece(Unit::Field { part: 0 }, label, text.trim());
    }

    /// The value as a text.
    fn decoded(&self, value: &str) -> String {
        match self.written {
            Written::QuotedPrintable => {
                let bytes = quoted_printable(value.as_bytes());
                codepage::named(&bytes, self.parameters.value(&["CHARSET"]))
            }
            _ => value.to_owned(),
        }
    }
}

/// The digits of an address that holds its data (RFC 2397): `data:application/pdf;base64,…`. In a card its signs may
/// stand behind backslashes.
fn data_of(value: &str) -> Option<&str> {
    const SCHEME: &str = "data:";
    const MARK: &str = "base64";
    let value = value.trim_start();
    let scheme = value.get(..SCHEME.len())?;
    let (kind, digits) = value[SCHEME.len()..].split_once(',')?;
    let is_base64 = kind.trim_end_matches('\\').to_ascii_lowercase().ends_with(MARK);
    (scheme.eq_ignore_ascii_case(SCHEME) && is_base64).then_some(digits)
}

/// What structures the file. A line of a note may begin with such a word too.
fn is_structure(name: &str, value: &str) -> bool {
    match name {
        "begin" | "end" => value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        "version" => value.len() <= 4,
        "prodid" => true,
        _ => false,
    }
}

/// Where a long text is cut: between words, else not between an escape and what it stands for.
fn part_end(value: &str) -> usize {
    match value.rfind([' ', '\n']) {
        Some(at) if at > 0 => at,
        _ => {
            let near = value.floor_char_boundary(value.len().saturating_sub(8));
            value[near..].find(['\\', '=']).map_or(value.len(), |at| near + at)
        }
    }
}

/// An address as it is written on a letter. Its parts (RFC 6350, 6.3.1): post box, more of the street, street, place,
/// region, postal code, country.
fn address(value: &str) -> String {
    // An escaped semicolon is none between parts.
    let value = value.replace("\\;", ",");
    let parts: Vec<String> = value.split(';').map(|part| unescape(part).trim().to_owned()).collect();
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    let place = format!("{} {}", part(5), part(3));
    let lines = [part(2), part(1), part(0), place.trim(), part(4), part(6)];
    let mut lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.extend(parts.iter().skip(7).map(String::as_str));
    lines.join(", ")
}

/// `\n`, `\,` and `\;`; the parts of a name or an address stand between semicolons.
fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut escaped = false;
    for c in value.chars() {
        match (std::mem::take(&mut escaped), c) {
            (true, 'n' | 'N') => text.push('\n'),
            (true, c) => text.push(c),
            (false, '\\') => escaped = true,
            (false, ';') => text.push(' '),
            (false, c) => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Option<(String, String)> {
        let field = Field::of(line)?;
        let bytes = (field.written == Written::Base64)
            .then(|| base64_decode(field.value.as_bytes()))
            .flatten();
        let text = bytes.map_or_else(|| field.text(&field.value), |bytes| codepage::named(&bytes, None));
        Some((field.name, text))
    }

    #[test]
    fn a_line_has_a_name_and_a_value() {
        #[track_caller]
        fn check(line: &str, name: &str, value: &str) {
            assert_eq!(told(line), Some((name.to_owned(), value.to_owned())));
        }
        check("TEL;TYPE=CELL:+32 470 12 34 56", "tel", "+32 470 12 34 56");
        check("item1.EMAIL;TYPE=INTERNET:an@firma.be", "email", "an@firma.be");
        check(
            "ADR;TYPE=HOME:;;Kerkstraat 1;Gent;;9000;",
            "adr",
            "Kerkstraat 1, 9000 Gent",
        );
        check(
            "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:G=C3=A9rard",
            "note",
            "Gérard",
        );
        check("NOTE;QUOTED-PRINTABLE:G=E9rard", "note", "Gérard");
        check("NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-2:Jir=EDk", "note", "Jirík");
        // What cannot be decoded is told as it stands.
        check(
            "NOTE;ENCODING=QUOTED-PRINTABLE:=zz 85.07.30-951.80",
            "note",
            "=zz 85.07.30-951.80",
        );
        check("NOTE;ENCODING=B:85.07.30-951.80", "note", "85.07.30-951.80");
        check("cn:: R8OpcmFyZA==", "cn", "Gérard");
        check("DESCRIPTION:een\\, twee\\ndrie", "description", "een, twee\ndrie");
        check("ADR:Kerkstraat 1 9000 Gent", "adr", "Kerkstraat 1 9000 Gent");
        check("uid: an", "uid", "an");
        check("key: bij de buren", "key", "bij de buren");
        check("begin: 14u, bij An", "begin", "14u, bij An");
    }

    #[test]
    fn parameters_hold_names_and_addresses() {
        #[track_caller]
        fn check(line: &str, value: &str) {
            assert_eq!(told(line).unwrap().1, value);
        }
        check(
            "ATTENDEE;CN=\"An: Peeters; arts\":mailto:an@firma.be",
            "An: Peeters  arts mailto:an@firma.be",
        );
        check("ATTENDEE;EMAIL=\"an@firma.be\":/principal/", "an@firma.be /principal/");
        check("ATTENDEE;DELEGATED-TO=\"mailto:bo@firma.be\":x", "mailto:bo@firma.be x");
        check(
            "ADR;LABEL=\"Kerkstraat 1\\n9000 Gent\":;;;;;;",
            "Kerkstraat 1\n9000 Gent ",
        );
    }

    #[test]
    fn a_text_before_a_colon_is_no_name() {
        for line in [
            "geen veld",
            "85.07.30-951.80: An",
            "12:30",
            "an@firma.be: tel",
            "Nummer 85.07.30-951.80, rekening: BE68539007547034",
            "Jan; tel: 0470 12 34 56",
        ] {
            assert_eq!(told(line), None, "{line}");
        }
    }
}
