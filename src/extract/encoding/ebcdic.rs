//! Texts of mainframes: EBCDIC, code page 500 (that of Belgium and of exchange; others differ in a few signs).

/// What each byte stands for, 64 in a row; control characters as spaces, but for the ends of lines and the tabulator.
const CP500: [&str; 4] = [
    "     \t       \r       \n               \n                          ",
    " \u{a0}âäàáãåçñ[.<(+!&éêëèíîïìß]$*);^-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@'=\"",
    "Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®¢£¥·©§¶¼½¾¬|¯¨´×",
    "{ABCDEFGHI\u{ad}ôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ ",
];
/// The space, which is `@` to everything else.
const SPACE: u8 = 0x40;
/// Fewer bytes tell nothing.
const LEAST: usize = 64;

/// Whether these bytes are such a text: words of its letters and digits between its spaces, none of ASCII's.
pub(super) fn is(head: &[u8]) -> bool {
    let count = |is: fn(&u8) -> bool| head.iter().filter(|&byte| is(byte)).count();
    let n_spaces = count(|&byte| byte == SPACE);
    let n_words = count(
        |byte| matches!(byte, 0x81..=0x89 | 0x91..=0x99 | 0xa2..=0xa9 | 0xc1..=0xc9 | 0xd1..=0xd9 | 0xe2..=0xe9 | 0xf0..=0xf9),
    );
    let n_foreign = count(|byte| matches!(byte, b' ' | b'0'..=b'9' | 0));
    head.len() >= LEAST
        && n_spaces * 30 >= head.len()
        && (n_spaces + n_words) * 5 >= head.len() * 4
        && n_foreign * 50 <= head.len()
}

pub(super) fn decode(bytes: &[u8], text: &mut String) {
    let table: Vec<char> = CP500.iter().flat_map(|row| row.chars()).collect();
    text.extend(bytes.iter().map(|&byte| table[usize::from(byte)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_a_mainframe_is_read() {
        assert_eq!(CP500.iter().map(|row| row.chars().count()).sum::<usize>(), 256);
        let words = "NAAM: Hélène PEETERS 85.07.30-951.80 geboren te Gent op 30 juli 1985, gehuwd met Jan\n";
        let table: Vec<char> = CP500.iter().flat_map(|row| row.chars()).collect();
        let byte = |c: char| match c {
            ' ' => SPACE,
            c => u8::try_from(table.iter().position(|&own| own == c).unwrap()).unwrap(),
        };
        let bytes: Vec<u8> = words.chars().map(byte).collect();
        assert!(is(&bytes));
        let mut text = String::new();
        decode(&bytes, &mut text);
        assert_eq!(text, words);
        assert!(!is(words.as_bytes()));
        assert!(!is("naam@firma.be;".repeat(20).as_bytes()));
        let cyrillic: Vec<u8> = (0..200)
            .map(|n| if n % 7 == 0 { b' ' } else { 0xc0 + n % 64 })
            .collect();
        assert!(!is(&cyrillic));
    }
}
