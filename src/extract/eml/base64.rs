//! Base64 of a part (RFC 2045, 6.8), as far as it can be decoded, and whether that is all of it.

use std::collections::BTreeMap;

use mail_parser::decoders::base64::base64_decode;

/// Shorter lines than this are told from words by nothing.
const SHORTEST: usize = 32;

/// A line of all kinds of digits that is as long as this is no word.
const SURE: usize = 16;

pub(super) struct Decoded {
    pub bytes: Vec<u8>,
    /// What somebody added behind the encoded lines, or between them.
    pub added: Vec<u8>,
    pub is_damaged: bool,
}

pub(super) fn decode(raw: &[u8]) -> Decoded {
    if is_sound(raw)
        && let Some(bytes) = base64_decode(raw)
    {
        return Decoded {
            bytes,
            added: Vec::new(),
            is_damaged: false,
        };
    }
    let usual = usual_length(raw);
    let (lines, added) = raw.split_at(end_of_lines(raw, usual));
    let is_strange = |byte: &u8| !is_digit(byte) && !byte.is_ascii_whitespace();
    let is_damaged = lines.iter().any(is_strange) || !is_sound(lines);
    let (digits, mut between) = match is_damaged {
        true => aligned(lines, usual),
        false => (lines.to_vec(), Vec::new()),
    };
    between.extend_from_slice(added);
    Decoded {
        // Cut in the middle of three bytes: what is whole of them.
        bytes: base64_decode(&digits).unwrap_or_default(),
        added: between,
        is_damaged,
    }
}

/// Whether nothing is missing and nothing stands in another place.
pub(super) fn is_sound(raw: &[u8]) -> bool {
    is_whole(raw) && (!has_longer_line(raw) || base64_decode(raw).is_some_and(|bytes| is_text(&bytes)))
}

/// Whether one of the lines is longer than most, which are as long as each other: where a piece of some lines stands in
/// another place, the lines at its ends are as long as before together, so that one is longer, or none has changed.
/// Shorter ones are right: line breaks count for nothing (RFC 2045, 6.8), and some programs break each buffer by itself.
fn has_longer_line(raw: &[u8]) -> bool {
    let lines = || {
        raw.split(|&byte| byte == b'\n')
            .map(<[u8]>::trim_ascii)
            .filter(|line| !line.is_empty())
    };
    let n_lines = lines().count();
    let usual = most_common(lines().map(<[u8]>::len)).filter(|&(_, n)| n * 2 > n_lines);
    // Some programs encode a part in several pieces.
    let is_longer = |line: &[u8]| usual.is_some_and(|(usual, _)| line.len() > usual) && !line.ends_with(b"=");
    lines().take(n_lines.saturating_sub(1)).any(is_longer)
}

/// Whether a text was decoded: among digits that are read from a wrong place on, signs come out that no text has.
fn is_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x1b');
    !bytes.iter().any(is_control)
}

/// Whether digits come in fours, the last of them filled up.
fn is_whole(raw: &[u8]) -> bool {
    let ends = |n: usize, n_filled: usize| n % 4 != 1 && (n + n_filled).is_multiple_of(4);
    let (mut n, mut n_filled) = (0, 0);
    for byte in raw {
        match byte {
            b'=' => n_filled += 1,
            byte if byte.is_ascii_whitespace() => {}
            // Some programs encode a part in several pieces.
            _ if n_filled > 0 => {
                if !ends(n, n_filled) {
                    return false;
                }
                (n, n_filled) = (1, 0);
            }
            _ => n += 1,
        }
    }
    ends(n, n_filled)
}

fn is_digit(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn lines(raw: &[u8]) -> impl DoubleEndedIterator<Item = (usize, &[u8])> {
    let mut end = 0;
    let lines: Vec<_> = raw
        .split_inclusive(|&byte| byte == b'\n')
        .map(|line| {
            end += line.len();
            (end, line.trim_ascii())
        })
        .collect();
    lines.into_iter()
}

pub(super) fn is_data(line: &[u8]) -> bool {
    !line.is_empty() && line.iter().all(is_digit)
}

/// How long most lines of digits are; 0 where there are not several.
fn usual_length(raw: &[u8]) -> usize {
    let long = lines(raw).filter(|(_, line)| line.len() >= SHORTEST && is_data(line));
    let most = most_common(long.map(|(_, line)| line.len()));
    most.filter(|&(_, n)| n > 1).map_or(0, |(length, _)| length)
}

/// The length that comes most often, and how often.
fn most_common(lengths: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    let mut counted = BTreeMap::<usize, usize>::new();
    for length in lengths {
        *counted.entry(length).or_default() += 1;
    }
    counted.into_iter().max_by_key(|&(_, n)| n)
}

/// Where the encoded lines end. What follows was added later; what stands before a line of the usual length was not.
fn end_of_lines(raw: &[u8], usual: usize) -> usize {
    let sure = lines(raw).rfind(|(_, line)| is_data(line) && (usual > 0 && line.len() == usual || is_sure(line)));
    let sure = sure.map_or(0, |(end, _)| end);
    let (mut ends, mut is_over) = (0, false);
    for (end, line) in lines(raw) {
        let is_text = is_strange(line) || line.contains(&b' ') || is_over && is_word(line);
        if end > sure && is_text {
            break;
        }
        // The last line is filled up or shorter, or an empty one follows it: else a word would be a line that was cut.
        is_over = line.is_empty() || line.ends_with(b"=") || line.len() < usual;
        ends = end;
    }
    ends
}

/// Whether a line of letters is written as words are: a name under a letter.
fn is_word(line: &[u8]) -> bool {
    let (first, rest) = line.split_first().map_or((&b'0', line), |(first, rest)| (first, rest));
    first.is_ascii_alphabetic() && rest.iter().all(u8::is_ascii_lowercase)
}

/// Whether a line is encoded, since no word is written like that.
pub(super) fn is_sure(line: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| line.iter().any(is);
    let has_all = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    line.len() >= SURE && line.len().is_multiple_of(4) && has_all
}

/// Whether more than a few signs of a line are no digits.
fn is_strange(line: &[u8]) -> bool {
    line.iter().filter(|byte| !is_digit(byte)).count() * 8 > line.len()
}

/// The digits of damaged lines, and words that stand between them; so that what is right behind a wrong place is decoded as it was: a sign that is none
/// counts as one, unless the line has all of its digits without it.
fn aligned(raw: &[u8], usual: usize) -> (Vec<u8>, Vec<u8>) {
    let (mut digits, mut between) = (Vec::with_capacity(raw.len()), Vec::new());
    let is_aligned = usual > 0 && usual.is_multiple_of(4);
    let last = lines(raw).rfind(|(_, line)| !line.is_empty()).map(|(end, _)| end);
    for (end, line) in lines(raw) {
        if line.len() != usual && line.contains(&b' ') && is_strange(line) {
            between.extend_from_slice(line);
            between.push(b'\n');
            continue;
        }
        let begins = digits.len();
        digits.extend(line.iter().filter(|byte| is_digit(byte)));
        let n = digits.len() - begins;
        if n < line.len() && n != usual && (line.len() == usual || !n.is_multiple_of(4)) {
            digits.truncate(begins);
            digits.extend(line.iter().map(|byte| if is_digit(byte) { *byte } else { b'A' }));
        }
        let odd = (digits.len() - begins) % 4;
        if is_aligned && odd > 0 && Some(end) != last {
            digits.extend(std::iter::repeat_n(b'A', 4 - odd));
        }
    }
    (digits, between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, bytes: &str, is_damaged: bool, added: &str) {
        let decoded = decode(raw.as_bytes());
        assert_eq!(String::from_utf8_lossy(&decoded.bytes), bytes, "{raw}");
        assert_eq!(decoded.is_damaged, is_damaged, "{raw}");
        assert_eq!(String::from_utf8_lossy(&decoded.added).trim(), added, "{raw}");
    }

    #[test]
    fn base64_is_read_as_far_as_there_are_lines_of_it() {
        check("RGFnIEpvcmlz\r\nLA==\r\n", "Dag Joris,", false, "");
        check(
            "RGFnIEpvcmlz\r\nLA==\r\n____________\r\nLijst van de school\r\n",
            "Dag Joris,",
            false,
            "____________\r\nLijst van de school",
        );
        check(
            "RGFnIEpvcmlzIGVuIEFub3VrLCB0b3QgbW9yZ2Vu!LiA=\n",
            "Dag Joris en Anouk, tot morgen. ",
            true,
            "",
        );
        check("", "", false, "");
    }

    #[test]
    fn digits_that_are_not_whole_are_damaged() {
        check("RGFnI", "Dag", true, "");
        check("RGFnIE", "Dag ", true, "");
        check("RGFnIEo", "Dag J", true, "");
        check("RGFnIEo=", "Dag J", false, "");
        // One is missing before the end.
        check("RGFIEo=", "DaH\u{12}", true, "");
        // Two pieces, and an end that is marked.
        check("RGFnIEo=\nRGFnIEo=\n", "Dag JDag J", false, "");
        check("RGFn====", "Dag", false, "");
    }

    /// Lines of 36 digits, for 27 letters each.
    const LINES: [(&str, &str); 3] = [
        ("RWVuIGVlcnN0ZSByZWdlbCB2YW4gYnJpZWYg", "Een eerste regel van brief "),
        ("ZW4gZWVuIHR3ZWVkZSB2YW4gZGUgYnJpZWYg", "en een tweede van de brief "),
        ("ZW4gZWVuIGRlcmRlIHZhbiBkZSBicmllZi4=", "en een derde van de brief."),
    ];

    #[test]
    fn what_stands_behind_a_wrong_place_is_decoded_as_it_was() {
        let [(first, one), (second, two), (third, three)] = LINES;
        let check = |middle: &str, expected: &str| {
            check(
                &format!("{first}\r\n{middle}\r\n{second}\r\n{third}\r\n"),
                expected,
                true,
                "",
            );
        };
        // Written over, cut out, and put in.
        let zeros = "\0".repeat(27);
        check(&"?".repeat(36), &format!("{one}{zeros}{two}{three}"));
        check("ZW4g!WVu", &format!("{one}en \u{1}en{two}{three}"));
        check("ZW4gZWVuI", &format!("{one}en een \0\0{two}{three}"));
        check("ZW4g!!!!ZWVu", &format!("{one}en een{two}{three}"));
        // Words behind the last line are added, and long ones too.
        let footer = "Afmelden\r\nhttps://firma.be/lijst";
        let raw = format!("{first}\r\n{second}\r\n{third}\r\n-- \r\n{footer}\r\n");
        let decoded = decode(raw.as_bytes());
        assert!(!decoded.is_damaged && decoded.added.ends_with(b"lijst\r\n"));
        assert_eq!(decoded.bytes, format!("{one}{two}{three}").as_bytes());
    }

    #[test]
    fn words_between_short_lines_are_told_and_what_follows_is_decoded() {
        check(
            "enFuMDEgZWVuIHRla3N0\n!!! een ruis ###\nenFuMDMgdHdlZWRlIHRla3N0\n",
            "zqn01 een tekstzqn03 tweede tekst",
            true,
            "!!! een ruis ###",
        );
        // One word, under what is filled up, and behind an empty line.
        check(
            "enFuMDEgZWVuIHRla3N0Lg==\nGroeten\nJoke\n",
            "zqn01 een tekst.",
            false,
            "Groeten\nJoke",
        );
        check("enFuMDEgZWVuIHRla3N0\n\nBeste\n", "zqn01 een tekst", false, "Beste");
        // The last line is cut.
        check("enFuMDEgZWVuIHRla3N0\nenFuM\n", "zqn01 een tekstzqn", true, "");
        // Words behind the lines, the last of them long.
        let raw = "enFuMDEgZWVuIHRla3N0\n-- \nMet vriendelijke groeten\nVertegenwoordigingen\n";
        check(raw, "zqn01 een tekst", false, raw[21..].trim());
    }

    #[test]
    fn pieces_that_stand_in_each_other_s_place_are_damage() {
        let [one, two, three] = LINES.map(|(line, _)| line);
        // The first five digits of a line and a line further on.
        let moved = [one, two, &one[5..], &format!("{}{two}", &one[..5]), two, three].join("\n");
        assert!(is_whole(moved.as_bytes()) && !is_sound(moved.as_bytes()));
        assert!(decode(moved.as_bytes()).is_damaged);
    }

    #[test]
    fn lines_of_uneven_length_are_sound() {
        let lines = LINES.map(|(line, _)| line);
        let [one, two, three] = lines;
        let text = LINES.map(|(_, text)| text);
        // Once, with each buffer, or joined by somebody: broken anywhere, it is the same text.
        let digits = lines.concat();
        for breaks in [
            &[30][..],
            &[10, 46, 82],
            &[36, 46, 82],
            &[36, 41],
            &[34, 36, 70, 72],
            &[36, 72, 77],
        ] {
            let mut raw = String::new();
            let mut from = 0;
            for &at in breaks {
                raw.push_str(&digits[from..at]);
                raw.push_str("\r\n ");
                from = at;
            }
            raw.push_str(&digits[from..]);
            check(&raw, &text.concat(), false, "");
        }
        let twice = [one, two, &one[..5], &format!("{}{two}", &one[5..]), three].join("\n");
        let expected = [text[0], text[1], text[0], text[1], text[2]].concat();
        check(&twice, &expected, false, "");
        // Bytes that are no text, where none of the lines is longer.
        let bytes = "UEsDBBQAAAAIADdrfl2tUqWRlQEAAMoGAAAT";
        for sound in [
            [bytes, bytes, &bytes[..10], bytes, &bytes[10..], bytes].join("\n"),
            [one, two, &one[..8], two, three].join("\n"),
            [one, two, three, &one[..7], "="].concat(),
            [one, two, three, "RGFnIEo="].join("\n"),
            [one, &two[..6], &two[..10], &two[..30], &two[..34]].join("\n"),
        ] {
            assert!(is_sound(sound.as_bytes()), "{sound}");
        }
        let longer = [
            bytes,
            bytes,
            &bytes[..10],
            bytes,
            &format!("{}{bytes}", &bytes[10..]),
            bytes,
        ]
        .join("\n");
        assert!(is_whole(longer.as_bytes()) && !is_sound(longer.as_bytes()));
    }
}
