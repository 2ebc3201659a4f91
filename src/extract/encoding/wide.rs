//! UTF-16 without a mark at its beginning, of a text whose letters are mostly no Latin ones: only its spaces, digits and
//! line ends show as zeros.

/// Fewer characters tell nothing.
const SHORTEST: usize = 12;

/// Scripts by their letters; those of a text are of one of them, and Latin ones.
const SCRIPTS: [std::ops::RangeInclusive<char>; 6] = [
    '\u{100}'..='\u{24f}',
    '\u{370}'..='\u{3ff}',
    '\u{400}'..='\u{52f}',
    '\u{530}'..='\u{58f}',
    '\u{590}'..='\u{5ff}',
    '\u{600}'..='\u{6ff}',
];

/// Whether what was decoded is a text: words of one script, and spaces or lines between them. Numbers of two bytes that
/// happen to be letters are of many, and have no spaces.
pub(super) fn is_text(text: &str) -> bool {
    let (mut n, mut n_spaces, mut n_letters) = (0, 0, 0);
    let mut of_script = [0; SCRIPTS.len()];
    for c in text.chars() {
        let script = SCRIPTS.iter().position(|script| script.contains(&c));
        match script {
            Some(script) => of_script[script] += 1,
            None if !is_of_any(c) => return false,
            None => {}
        }
        n += 1;
        n_letters += usize::from(c.is_alphanumeric());
        n_spaces += usize::from(c.is_ascii_whitespace());
    }
    let n_scripts = of_script.iter().filter(|&&n| n > 0).count();
    n >= SHORTEST && n_scripts <= 1 && n_spaces * 20 >= n && n_spaces * 3 <= n && n_letters * 2 >= n
}

/// A Latin letter, a digit, or a sign that any text has.
fn is_of_any(c: char) -> bool {
    matches!(c, ' '..='~' | '\t' | '\n' | '\r' | '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{2044}' | '€' | '№')
}

#[cfg(test)]
mod tests {
    use super::super::{Charset, charset, is_text};
    use encoding_rs::{UTF_16BE, UTF_16LE};

    #[test]
    fn short_texts_of_other_scripts_are_known_without_a_mark() {
        for text in [
            "Анна Петрова, Гент\r\nИван Сидоров, Льеж\r\n",
            "Γιάννης Παπαδόπουλος\nΑθήνα 12\n",
            "שלום עולם, יוסף כהן",
            "محمد علي، الرباط 2024",
            "Łódź; Świętochłowice; żółć ąęśćż",
        ] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(charset(&little, None), Some((Charset::Fixed(UTF_16LE), 0)), "{text}");
            assert_eq!(charset(&big, None), Some((Charset::Fixed(UTF_16BE), 0)), "{text}");
        }
    }

    #[test]
    fn numbers_and_mixed_letters_are_no_text() {
        let numbers = |count: u16, step: u16| -> Vec<u8> {
            (0..count)
                .flat_map(|n| (n.wrapping_mul(step) % 0x500 + 0x20).to_le_bytes())
                .collect()
        };
        for bytes in [
            numbers(400, 7),
            numbers(60, 131),
            "Аβא Бγב Вδג Гεד".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "Анна".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ] {
            assert!(
                !is_text(&bytes) || !matches!(charset(&bytes, None), Some((Charset::Fixed(_), _))),
                "{bytes:?}"
            );
        }
    }
}
