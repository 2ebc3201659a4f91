//! Texts in base64 amid the lines of a body: somebody quoted the source of another mail, or its attachment. Documents are
//! known by how they begin ([`crate::extract::embedded`]); of a text only what comes out tells that it is one.

use super::base64;
use super::unsaid;
use super::uuencode::File;
use crate::extract::office::ole;

/// Fewer digits are a key or chance.
const SHORTEST: usize = 40;

/// The texts that lines of the body were encoded from; each line may be quoted.
pub(super) fn texts(body: &[u8]) -> Vec<File> {
    let (mut files, mut run) = (Vec::new(), Run::default());
    for line in body.split(|&byte| byte == b'\n') {
        let (quote, line) = bare(line);
        if !run.takes(quote, line) {
            files.extend(std::mem::take(&mut run).text());
            if !run.takes(quote, line) {
                continue;
            }
        }
        run.digits.extend_from_slice(line);
        run.is_ended = line.len() < run.width || line.ends_with(b"=");
        run.width = line.len();
    }
    files.extend(run.text());
    for (n, file) in (1..).zip(&mut files) {
        file.name = format!("quoted-{n}");
    }
    files
}

/// How deep a line is quoted, and what it says.
fn bare(line: &[u8]) -> (usize, &[u8]) {
    let is_mark = |byte: &u8| matches!(byte, b'>' | b' ' | b'\t');
    let len = line.iter().take_while(|byte| is_mark(byte)).count();
    let depth = memchr::memchr_iter(b'>', &line[..len]).count();
    (depth, line[len..].trim_ascii())
}

/// Lines of digits that follow each other, all as long but the last.
#[derive(Default)]
struct Run {
    quote: usize,
    width: usize,
    digits: Vec<u8>,
    is_ended: bool,
}

impl Run {
    fn takes(&mut self, quote: usize, line: &[u8]) -> bool {
        if self.digits.is_empty() {
            self.quote = quote;
            return base64::is_sure(line) && base64::is_data(line);
        }
        let goes_on = quote == self.quote && !self.is_ended && line.len() <= self.width;
        goes_on && base64::is_data(line) && line.len().is_multiple_of(4)
    }

    fn text(self) -> Option<File> {
        if self.digits.len() < SHORTEST || !base64::is_sound(&self.digits) {
            return None;
        }
        let bytes = base64::decode(&self.digits).bytes;
        (!ole::is_document(&bytes) && unsaid::is_text(&bytes)).then(|| File {
            name: String::new(),
            bytes,
            is_whole: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::documents;
    use crate::record::base64;

    const TEXT: &str =
        "Rijksregisternummer 85.07.30-951.80 van Carla Mertens uit Gent, die op 3 mei begint bij école Zoë.";

    fn mail(quote: &str, bytes: &[u8]) -> Vec<u8> {
        let digits = base64(bytes);
        let lines = digits.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line));
        let lines: String = lines.map(|line| format!("{quote}{line}\r\n")).collect();
        let head = "From: an@school.example\r\nTo: bo@school.example\r\nSubject: Re: lijst\r\n\r\n";
        format!("{head}Dag Bo, dit stond er:\r\n\r\n> Encoding: base64\r\n>\r\n{lines}> Tot dan\r\n\r\nAn\r\n")
            .into_bytes()
    }

    #[test]
    fn a_text_in_base64_that_an_answer_quotes_is_read() {
        for quote in ["> ", ">", ">> ", "> > ", " ", ""] {
            for text in [TEXT.to_owned(), format!("{TEXT}\r\n").repeat(9)] {
                let all = documents("a.eml", &mail(quote, text.as_bytes()));
                let n_read: usize = all.iter().map(|one| one.text().matches("Carla Mertens").count()).sum();
                assert_eq!(n_read, text.matches("Carla Mertens").count(), "{quote:?}");
                assert!(all[0].text().contains("Tot dan") && all[0].reasons.is_empty());
            }
        }
    }

    #[test]
    fn a_document_that_an_answer_quotes_is_read_once() {
        let letter = format!("{{\\rtf1\\ansi {} }}", TEXT.replace(['é', 'ë'], "e").repeat(4));
        for quote in ["> ", ">>", ""] {
            let all = documents("a.eml", &mail(quote, letter.as_bytes()));
            assert_eq!(
                all.iter().map(|one| one.format).collect::<Vec<_>>(),
                ["eml", "rtf"],
                "{quote}"
            );
            assert!(all[1].text().contains("85.07.30-951.80"));
        }
    }

    #[test]
    fn keys_and_words_that_are_quoted_are_no_texts() {
        let key: Vec<u8> = (0..300_u32)
            .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0])
            .collect();
        for bytes in [&key[..], &key[..40], b"korte tekst"] {
            assert_eq!(documents("a.eml", &mail("> ", bytes)).len(), 1);
        }
    }
}
