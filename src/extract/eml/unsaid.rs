//! Base64 of a part whose header does not say so: the field is lost, spoilt or misspelt.

use super::base64::{self, Decoded};
use super::begins;
use super::part::Content;
use super::uuencode::File;
use crate::extract::office::ole;

/// So much of what was encoded tells whether it is a text.
const SAMPLE: usize = 512;
/// So many lines may stand before those that are encoded.
const MOST_BEFORE: usize = 4;
/// A shorter one is chance.
const SHORTEST: usize = 12;

/// What was encoded, where a part holds encoded lines, and a text or a document comes out of them; none where it is what
/// it says.
pub(super) fn decoded(raw: &[u8]) -> Option<Decoded> {
    let (before, raw) = raw.split_at(first_encoded(raw)?);
    let lines = || raw.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let filled = || lines().filter(|line| !line.is_empty());
    let n_encoded = filled().filter(|line| base64::is_data(line)).count();
    if n_encoded * 4 < filled().count() * 3 {
        return None;
    }
    let mut decoded = base64::decode(raw);
    decoded.added = [before, &decoded.added].concat();
    (ole::is_document(&decoded.bytes) || is_text(&decoded.bytes)).then_some(decoded)
}

/// Where the encoded lines begin: a field that is spoilt may stand before them.
fn first_encoded(raw: &[u8]) -> Option<usize> {
    let mut at = 0;
    for line in raw.split_inclusive(|&byte| byte == b'\n').take(MOST_BEFORE + 1) {
        let text = line.trim_ascii();
        if base64::is_data(text) && base64::is_sure(text) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// What a body turns out to be, where it is no text: a document, or a mail.
pub(super) fn file(name: Option<String>, content: &Content<'_>) -> Option<File> {
    let is_mail = begins(&content.bytes);
    let is_file = content.is_unsaid && (is_mail || ole::is_document(&content.bytes));
    is_file.then(|| File {
        name: name.unwrap_or_else(|| if is_mail { "part.eml" } else { "part.bin" }.to_owned()),
        bytes: content.bytes.to_vec(),
        is_whole: content.damage.is_none(),
    })
}

/// Bytes of chance are no text: among so many, control characters and some that are no UTF-8.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.starts_with(b"\xff\xfe") || sample.starts_with(b"\xfe\xff") {
        return true;
    }
    let is_strange = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let is_utf8 = std::str::from_utf8(sample)
        .err()
        .is_none_or(|err| err.error_len().is_none());
    let n_ascii = sample.iter().filter(|byte| byte.is_ascii()).count();
    sample.len() >= SHORTEST && !sample.iter().any(is_strange) && (is_utf8 || n_ascii * 4 >= sample.len() * 3)
}

#[cfg(test)]
mod tests {
    use super::super::super::Reason;
    use super::super::super::tests::documents;
    use super::*;

    const LINES: &str = "Umlqa3NyZWdpc3Rlcm51bW1lciA4NS4wNy4zMC05NTEuODAgdmFuIENhcmxhIE1lcnRlbnMgdWl0\nIEdlbnQsIGRpZSBvcCAzIG1laSBiZWdpbnQu\n";
    const TEXT: &str = "Rijksregisternummer 85.07.30-951.80 van Carla Mertens uit Gent, die op 3 mei begint.";

    fn mail(fields: &str, body: &str) -> Vec<u8> {
        let head = "From: hr@firma.be\nTo: info@firma.be\nSubject: Dossier\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n";
        format!("{head}--x\n{fields}\n\n{body}\n--x--\n").into_bytes()
    }

    #[test]
    fn a_part_is_decoded_though_its_header_does_not_say_that_it_is_encoded() {
        for field in [
            "",
            "\nContent-Transfer-En\"oding: base64",
            "\nContent-Transfer-Encoding: basf64",
            "\nContent-Transfer-Encoding: (as always) base64 (all of it)",
        ] {
            for kind in ["text/plain; charset=utf-8", "text/plain; charset=utf-16", "text/html"] {
                let all = documents("a.eml", &mail(&format!("Content-Type: {kind}{field}"), LINES));
                assert!(all[0].text().contains(TEXT), "{kind}{field}: {}", all[0].text());
                assert_eq!(all[0].reasons, [], "{kind}{field}");
            }
            let file = format!("Content-Type: application/octet-stream; name=nota.txt{field}");
            let all = documents("a.eml", &mail(&file, LINES));
            assert!(all[1].text().contains(TEXT), "{field}");
        }
        // Some of it is written over.
        let spoilt = [LINES, &LINES.replacen("dmFu", "!!!!", 1), LINES, LINES].concat();
        let all = documents("a.eml", &mail("Content-Type: text/plain", &spoilt));
        assert!(all[0].text().matches("Carla Mertens").count() == 4);
        assert_eq!(all[0].reasons, [Reason::Damaged]);
    }

    #[test]
    fn a_mail_that_was_encoded_is_read_as_one() {
        let inner = "RnJvbTogYUBiLmV4YW1wbGUKU3ViamVjdDogYmlubmVuc3RlCkNvbnRlbnQtVHlwZTogdGV4dC9o\ndG1sCgo8cD5SaWprczxiPnJlZ2lzdGVyPC9iPjwvcD4K\n";
        let all = documents("a.eml", &mail("", inner));
        assert!(all[1].text().contains("Rijksregister"), "{}", all[1].text());
    }

    #[test]
    fn words_and_keys_are_no_encoded_text() {
        for body in [
            "Hallo\nJan\n",
            "Vertegenwoordigingen2B\n",
            "q9Xb2LzP0aVt7Rk3Yw8Ju5Hs\n",
            "8e3f0a9c5bD1E7428e3f0a9c5bD1E742\nZie sleutel hierboven.\nMet vriendelijke groeten\n",
        ] {
            assert!(decoded(body.as_bytes()).is_none(), "{body}");
            let all = documents("a.eml", &mail("Content-Type: text/plain", body));
            assert!(all[0].text().contains(body.trim_end()), "{body}");
        }
    }

    #[test]
    fn text_of_one_byte_a_letter_that_says_it_has_two_is_read() {
        let body = "Rijksregisternummer 85.07.30-951.80\n";
        let all = documents("a.eml", &mail("Content-Type: text/plain; charset=utf-16", body));
        assert!(all[0].text().contains(body.trim_end()));
    }
}
