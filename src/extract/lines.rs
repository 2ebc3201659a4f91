//! Cards, calendars and directories as text (vcf, ics, ldif): lines that go on behind a space, a name before a value.

use std::io::Read;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use super::codepage::CodePage;
use super::encoding::TextReader;
use super::{Error, Extract, Format, Head, Sink};
use crate::text::Unit;

pub(super) static VCF: Format = format("vcf", &["vcf", "vcard"], |head| begins(head, "BEGIN:VCARD"));
pub(super) static ICS: Format = format("ics", &["ics", "ical", "ifb", "vcs"], |head| {
    begins(head, "BEGIN:VCALENDAR")
});
pub(super) static LDIF: Format = format("ldif", &["ldif", "ldi"], is_ldif);

const fn format(name: &'static str, extensions: &'static [&'static str], recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions,
        recognise,
        extract: Extract::Stream(extract),
    }
}

fn begins(head: &Head<'_>, first: &str) -> bool {
    let sample = head
        .sample()
        .unwrap_or_default()
        .trim_start_matches(['\u{feff}', '\r', '\n', ' ']);
    sample
        .get(..first.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(first))
}

/// A version, or an entry by its name.
fn is_ldif(head: &Head<'_>) -> bool {
    let sample = head.sample().unwrap_or_default();
    let mut lines = sample
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let first = lines.next().unwrap_or_default();
    let is_entry = |line: &str| line.starts_with("dn: ") || line.starts_with("dn:: ");
    is_entry(first) && first.contains('=') || first.starts_with("version: ") && lines.next().is_some_and(is_entry)
}

/// A line that goes on for longer is told in parts: pictures, keys.
const LONGEST: usize = 256 << 10;

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut lines = Lines::default();
    TextReader::new(input, |_| None).each(|text| lines.feed(text, sink))?;
    lines.end(sink)
}

#[derive(Default)]
struct Lines {
    /// The line so far, with what goes on behind line ends.
    line: String,
    /// A line ended; whether it goes on shows in the next character.
    ended: bool,
    /// The line is too long to be a value of a person.
    is_data: bool,
}

impl Lines {
    fn feed(&mut self, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        for part in text.split_inclusive('\n') {
            if std::mem::take(&mut self.ended) {
                match part.strip_prefix([' ', '\t']) {
                    Some(rest) => self.push(rest),
                    None if self.goes_on() => {
                        self.line.truncate(self.line.len() - 1);
                        self.push(part);
                    }
                    None => {
                        self.end(sink)?;
                        self.push(part);
                    }
                }
            } else {
                self.push(part);
            }
            self.ended = part.ends_with('\n');
        }
        Ok(())
    }

    /// A soft line break of quoted-printable, in cards of version 2.1.
    fn goes_on(&self) -> bool {
        self.line.ends_with('=') && self.line.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
    }

    fn push(&mut self, part: &str) {
        if self.line.len() + part.len() > LONGEST {
            self.is_data = true;
            return;
        }
        self.line.push_str(part.trim_end_matches(['\r', '\n']));
    }

    fn end(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let line = std::mem::take(&mut self.line);
        let is_data = std::mem::take(&mut self.is_data);
        match read(&line).filter(|_| !is_data) {
            Some((label, value)) => {
                let label = sink.intern(&label);
                sink.piece(Unit::Field { part: 0 }, label, &value)
            }
            None => Ok(()),
        }
    }
}

/// Label and value of a line; none for what structures the file, and for pictures, sounds and keys.
fn read(line: &str) -> Option<(String, String)> {
    let colon = outside_quotes(line)?;
    let (head, value) = (&line[..colon], &line[colon + 1..]);
    let mut parameters = head.split(';');
    let name = parameters.next()?.rsplit('.').next()?;
    let parameters: Vec<String> = parameters.map(str::to_ascii_uppercase).collect();
    if [
        "begin",
        "end",
        "version",
        "prodid",
        "photo",
        "logo",
        "sound",
        "key",
        "jpegphoto",
        "usercertificate",
    ]
    .iter()
    .any(|passed| name.eq_ignore_ascii_case(passed))
    {
        return None;
    }
    let is = |wanted: &str| parameters.iter().any(|parameter| parameter.ends_with(wanted));
    let value = match value.strip_prefix(':') {
        // In a directory two colons announce base64.
        Some(value) => decoded(base64_decode(value.trim().as_bytes())?, 65001),
        None if is("QUOTED-PRINTABLE") => {
            let page = if is("UTF-8") { 65001 } else { 1252 };
            decoded(quoted_printable_decode(value.as_bytes())?, page)
        }
        None if is("BASE64") || is("ENCODING=B") => decoded(base64_decode(value.trim().as_bytes())?, 65001),
        None => value.to_owned(),
    };
    // Names stand in parameters too: ATTENDEE;CN="An Peeters":mailto:an@…
    let named = head
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='));
    let named = named.filter(|(key, _)| {
        ["CN", "SENT-BY", "DIR"]
            .iter()
            .any(|wanted| key.eq_ignore_ascii_case(wanted))
    });
    let mut text: String = named.map(|(_, name)| format!("{} ", name.trim_matches('"'))).collect();
    match name.eq_ignore_ascii_case("adr") {
        true => text.push_str(&address(&value)),
        false => text.push_str(unescape(&value).trim()),
    }
    // What tells an entry from others is made by a program, and looks like an address.
    if name.eq_ignore_ascii_case("uid") && text.contains('@') {
        return None;
    }
    let label = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (!text.trim().is_empty()).then_some((label, text))
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

fn decoded(bytes: Vec<u8>, page: u16) -> String {
    CodePage::of(page).decode(&bytes).into_owned()
}

fn outside_quotes(line: &str) -> Option<usize> {
    let mut quoted = false;
    line.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    })
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

    #[test]
    fn a_line_has_a_label_and_a_value() {
        #[track_caller]
        fn check(line: &str, label: &str, value: &str) {
            assert_eq!(read(line), Some((label.to_owned(), value.to_owned())));
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
        check(
            "ATTENDEE;CN=\"An: Peeters\":mailto:an@firma.be",
            "attendee",
            "An: Peeters mailto:an@firma.be",
        );
        check("cn:: R8OpcmFyZA==", "cn", "Gérard");
        check("DESCRIPTION:een\\, twee\\ndrie", "description", "een, twee\ndrie");
        check("ADR:Kerkstraat 1 9000 Gent", "adr", "Kerkstraat 1 9000 Gent");
        check("uid: an", "uid", "an");
        assert_eq!(read("UID:a1b2@google.com"), None);
        assert_eq!(read("BEGIN:VCARD"), None);
        assert_eq!(read("geen veld"), None);
    }
}
