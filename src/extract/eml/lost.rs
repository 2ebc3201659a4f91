//! A header that lost its last fields, or its end: the parts of the message still stand below it, and nothing says so.

use super::{base64, stray};

/// A header is looked through so far.
const LONGEST: usize = 64 << 10;

/// The field that says that the message has parts, put back.
pub(super) struct Field {
    pub at: usize,
    pub text: Vec<u8>,
    pub border: Vec<u8>,
}

/// What the header of a message tells of the loss of others.
#[derive(Default)]
struct Header {
    /// Where the first line begins that is no field.
    stray: Option<usize>,
    /// Where the message says that it follows the standard of parts (RFC 2045, 4).
    version: Option<usize>,
    /// The first field of a part, or of a message that is one.
    of_part: Option<usize>,
    has_type: bool,
    /// It holds others, or says something that is not understood here.
    is_divided: bool,
    end: usize,
}

/// Where the header says too little: a field is spoilt or missing, and a border stands below that no field names.
/// `unnamed` looks for one. A text that quotes the source of a message stands below a header that is whole.
pub(super) fn field<'r>(raw: &'r [u8], unnamed: impl Fn(&'r [u8]) -> Option<&'r [u8]>) -> Option<Field> {
    let header = Header::of(raw);
    let is_untyped = header.version.is_some() && !header.has_type;
    if header.is_divided || !is_untyped && header.stray.is_none() {
        return None;
    }
    let body = &raw[header.end..];
    let border = unnamed(body)?;
    let is_ended = memchr::memmem::find(body, &[b"--", border, b"--"].concat()).is_some();
    let first = body.trim_ascii_start().strip_prefix(b"--");
    let is_first = first.is_some_and(|first| first.starts_with(border));
    let is_quoted = header.stray.is_none() && is_quoted(body, border);
    if !(is_ended || is_untyped && is_first) || is_quoted {
        return None;
    }
    let field = [b"Content-Type: multipart/mixed; boundary=\"", border, b"\"\n"].concat();
    let (at, text) = match (header.stray, header.of_part) {
        // The fields below what is spoilt are those of the first part.
        (Some(stray), Some(of_part)) if stray < of_part => (of_part, [&field, &b"\n--"[..], border, b"\n"].concat()),
        (stray, _) => (header.version.or(stray)?, field),
    };
    Some(Field {
        at,
        text,
        border: border.to_vec(),
    })
}

/// Whether these parts stand amid what somebody wrote: behind a line that announces them or several paragraphs, or before
/// more text. A message may say that it follows the standard and be plain text (RFC 2045, 5.2).
fn is_quoted(body: &[u8], border: &[u8]) -> bool {
    let line = [b"--", border].concat();
    let Some(first) = memchr::memmem::find(body, &line) else {
        return false;
    };
    let before = body[..first].trim_ascii();
    let mut lines = before.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let announces = before.ends_with(b":") || lines.any(<[u8]>::is_empty) && !before.is_empty();
    let last = memchr::memmem::rfind(body, &[&line[..], b"--"].concat());
    let behind = last.map_or(&[][..], |last| body[last + line.len() + 2..].trim_ascii());
    !is_of_program(before) && (announces || !behind.is_empty() && !before.is_empty())
}

/// What programs write before the parts, for those that do not know them.
fn is_of_program(before: &[u8]) -> bool {
    let is_named = |name: &[u8]| before.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name));
    is_named(b"MIME") || is_named(b"multi-part") || is_named(b"multipart message")
}

/// Whether encoded lines follow the fields at once: what stood between is missing.
pub(super) fn runs_into_lines(raw: &[u8]) -> bool {
    lines(raw).take_while(|(_, line)| !line.is_empty()).any(|(at, line)| {
        base64::is_data(line) && base64::is_sure(line) && stray::known_field(&raw[at..raw.len().min(LONGEST)]).is_none()
    })
}

impl Header {
    fn of(raw: &[u8]) -> Self {
        let mut header = Self {
            end: raw.len().min(LONGEST),
            ..Self::default()
        };
        for (at, line) in lines(raw).skip_while(|(_, line)| line.is_empty()) {
            if line.is_empty() || line.starts_with(b"--") {
                header.end = at;
                break;
            }
            header.add(at, line);
        }
        header
    }

    fn add(&mut self, at: usize, line: &[u8]) {
        let begins = |name: &[u8]| {
            line.get(..name.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(name))
        };
        match () {
            () if matches!(line[0], b' ' | b'\t') || begins(b"From ") || begins(b">From ") => {}
            () if begins(b"content-type:") => {
                self.has_type = true;
                self.of_part = self.of_part.or(Some(at));
                let kind = line[b"content-type:".len()..].trim_ascii_start();
                self.is_divided |= !kind.get(..5).is_some_and(|kind| kind.eq_ignore_ascii_case(b"text/"));
            }
            () if begins(b"content-") => self.of_part = self.of_part.or(Some(at)),
            () if begins(b"mime-version:") => self.version = self.version.or(Some(at)),
            () if memchr::memchr(b':', line).is_none() => self.stray = self.stray.or(Some(at)),
            () => {}
        }
    }
}

/// The lines, with where they begin, as far as a header is looked through.
fn lines(raw: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let lines = raw[..raw.len().min(LONGEST)].split_inclusive(|&byte| byte == b'\n');
    lines.scan(0, |at, line| {
        let begin = *at;
        *at += line.len();
        Some((begin, line.trim_ascii_end()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{Document, documents};
    use crate::extract::Reason;
    use crate::record::base64;

    const HEAD: &str = "From: An <an@school.example>\nTo: bo@school.example\nSubject: Verslag\n";
    const NUMBER: &str = "85.07.30-951.80";

    fn lines() -> String {
        let letter = format!(
            "{{\\rtf1\\ansi Rijksregisternummer {NUMBER} van Bo. {}}}",
            "En verder. ".repeat(20)
        );
        let digits = base64(letter.as_bytes());
        let lines = digits.as_bytes().chunks(76);
        lines
            .map(|line| String::from_utf8_lossy(line).into_owned() + "\n")
            .collect()
    }

    fn parts() -> String {
        format!(
            "--grens-7\nContent-Type: text/plain\n\nIn de bijlage.\n--grens-7\nContent-Type: application/rtf; name=brief.rtf\n\
             Content-Transfer-Encoding: base64\n\n{}--grens-7--\n",
            lines()
        )
    }

    /// Whether the letter was read, and what is told of the mail.
    #[track_caller]
    fn check(mail: &str, is_read: bool, reasons: &[Reason]) -> Vec<Document> {
        let all = documents("a.eml", mail.as_bytes());
        assert_eq!(all[0].format, "eml");
        assert_eq!(all[0].reasons, reasons, "{mail}");
        assert_eq!(
            all.iter().any(|document| document.text().contains(NUMBER)),
            is_read,
            "{mail}"
        );
        all
    }

    #[test]
    fn parts_are_found_though_the_header_lost_the_field_that_says_so() {
        let damaged = &[Reason::Damaged];
        for lost in [
            "MIME-Version: 1.0\n\n",
            "MIME-Version: 1.0\nConten\n",
            "MIME-Version: 1.0\nX-Mailer: a\n\nVooraf.\n",
            "MIM7bit\n\nVooraf.\n",
        ] {
            let all = check(&format!("{HEAD}{lost}{}", parts()), true, damaged);
            assert_eq!(all[1].inner, "brief.rtf", "{lost}");
            assert!(all[0].text().contains("In de bijlage."), "{lost}");
        }
        // What is lost reaches into the first part.
        let rest = parts();
        let lost = format!("{HEAD}MIM\n{}", &rest[rest.find("Content").unwrap()..]);
        assert_eq!(check(&lost, true, damaged)[1].inner, "brief.rtf");
    }

    #[test]
    fn encoded_lines_behind_the_fields_at_once_tell_a_loss() {
        let damaged = &[Reason::Damaged];
        for lost in ["", "Cont8Nm0b4\n"] {
            check(
                &format!("{HEAD}{lost}{}\n--grens-7--\n", &lines()[77..]),
                false,
                damaged,
            );
        }
        // A signature whose lines somebody unfolded.
        let unfolded = format!("Received: x\nDKIM-Signature: v=1; b=\n{}{HEAD}\nDag\n", &lines()[..77]);
        check(&unfolded, false, &[]);
    }

    #[test]
    fn parts_that_end_and_never_began_are_damaged() {
        let field = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=grens-7\n\n";
        let body = parts().replace("--grens-7\n", "");
        check(&format!("{HEAD}{field}{body}"), true, &[Reason::Damaged]);
        for empty in ["", "This is a multi-part message in MIME format.\n"] {
            check(&format!("{HEAD}{field}{empty}--grens-7--\n"), false, &[]);
        }
    }

    #[test]
    fn a_text_that_quotes_a_mail_is_whole_and_what_it_holds_is_read() {
        for field in [
            "",
            "MIME-Version: 1.0\nContent-Type: text/plain\n",
            "Content-Type: text/plain\n",
        ] {
            check(
                &format!("{HEAD}{field}\nDe bron van die mail:\n\n{}", parts()),
                true,
                &[],
            );
        }
        let of_no_type = format!("{HEAD}MIME-Version: 1.0\n\n");
        let hello = "Dag Bo,\n\nKijk eens hoe dat eruitziet.\n\n";
        for (before, behind) in [
            (hello, ""),
            ("De bron:\n", ""),
            ("Zo ziet het eruit.\n", "\nGroeten, An\n"),
        ] {
            check(&format!("{of_no_type}{before}{}{behind}", parts()), true, &[]);
        }
        for (before, behind) in [
            ("This message is in MIME format.\n\nSee below:\n", ""),
            ("", "\nList info\n"),
        ] {
            check(
                &format!("{of_no_type}{before}{}{behind}", parts()),
                true,
                &[Reason::Damaged],
            );
        }
        let text = "Zo schrijft men dat:\n--grens\nContent-Type: text/plain\n\ntekst\n--grens--\n";
        check(
            &format!("{HEAD}MIME-Version: 1.0\nContent-Type: text/plain\n\n{text}"),
            false,
            &[],
        );
    }

    #[test]
    fn a_header_that_is_cut_within_a_name_is_damaged() {
        for cut in ["MIM", "Content-Typ", "X"] {
            check(&format!("{HEAD}{cut}"), false, &[Reason::Damaged]);
        }
    }
}
