//! Pages of DOS and of old Macintoshes, which detectors made for the web do not know: found by where letters stand.

use encoding_rs::{Encoding, MACINTOSH};

use super::SingleBytes;
use crate::extract::codepage::CodePage;

/// Letters that Dutch, French, German and their neighbours write.
const WESTERN: &str = "àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜ";
/// The most usual of them, which decide between pages that both make words.
const USUAL: &str = "éèëêïöüäçàß";
/// Signs that stand within words.
pub(super) const WITHIN: &str = "’‘'´`-–—…·/\u{ad}";
/// Signs that open something, or stand for nothing in a text: none follows a letter.
const OPENING: &str = "‚„ˆ˜";

/// The space that no line breaks at, in both pages of DOS; a rare letter on all others.
const FILLER: u8 = 0xff;
/// Signs before that letter: L'Haÿ, Croÿ, Louÿs.
const BEFORE_RARE: &[u8] = b"aeiouAEIOU";

/// What of the characters beyond ASCII can stand where it stands.
#[derive(Default)]
struct Fit {
    n: usize,
    letters: usize,
    /// Letters beside letters.
    good: usize,
    usual: usize,
    /// Between letters what is none, a capital within a word, a control character.
    bad: usize,
    /// An opening sign behind a letter.
    odd: usize,
}

/// The page of DOS or Macintosh by which the words of `head` are words, when by `guessed` they are none.
pub(super) fn page(head: &[u8], guessed: &'static Encoding) -> Option<CodePage> {
    if is_filled(head) && head.iter().all(|&byte| byte.is_ascii() || byte == FILLER) {
        return Some(CodePage::Oem(850));
    }
    let now = fit(head, CodePage::Named(guessed));
    let is_wrong = match guessed.is_single_byte() {
        true => now.bad > 0 && (now.bad + now.odd) * 3 >= now.n,
        false => are_isolated(head),
    };
    if !is_wrong {
        return None;
    }
    [CodePage::Oem(850), CodePage::Named(MACINTOSH)]
        .map(|page| (page, fit(head, page)))
        .into_iter()
        .filter(|(_, fit)| (fit.bad + fit.odd) * 20 <= fit.n && fit.good > 0 && fit.good * 3 >= fit.letters * 2)
        .max_by_key(|(_, fit)| fit.usual)
        .map(|(page, _)| page)
}

fn fit(head: &[u8], page: CodePage) -> Fit {
    let table = SingleBytes::new(page);
    let at = |at: usize| head.get(at).map_or(' ', |&byte| table.0[usize::from(byte)]);
    let mut fit = Fit::default();
    for (n, _) in head.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        if fills(head, n) {
            continue;
        }
        let (before, c, after) = (n.checked_sub(1).map_or(' ', at), at(n), at(n + 1));
        fit.n += 1;
        fit.letters += usize::from(c.is_alphabetic());
        let is_between = before.is_alphabetic() && after.is_alphabetic();
        // A name begins behind the space that keeps it with its title.
        let parts = c.is_whitespace() && after.is_uppercase();
        if c.is_control() || is_misplaced(before, c, after) || is_between && is_no_letter(c) && !parts {
            fit.bad += 1;
        } else if OPENING.contains(c) && (before.is_alphabetic() || c == 'ˆ') {
            fit.odd += 1;
        } else if WESTERN.contains(c) && (before.is_alphabetic() || after.is_alphabetic() || "àÀ".contains(c)) {
            fit.good += 1;
            fit.usual += usize::from(USUAL.contains(c));
        }
    }
    fit
}

/// Whether a stretch of spaces of DOS is among these bytes: too short to be what a lost part of a disk is read as.
pub(in crate::extract) fn is_filled(bytes: &[u8]) -> bool {
    const LONGEST: usize = 63;
    let mut stretches = bytes.split(|&byte| byte != FILLER).map(<[u8]>::len);
    let mut at = 0;
    stretches.any(|len| {
        let start = at;
        at += len + 1;
        (1..=LONGEST).contains(&len) && fills(bytes, start)
    })
}

/// Whether the byte there is a space of DOS: it stands beside its like, or where the letter would not.
fn fills(bytes: &[u8], at: usize) -> bool {
    let is = |at: Option<usize>, wanted: &[u8]| {
        let byte = at.and_then(|at| bytes.get(at));
        byte.is_some_and(|byte| wanted.contains(byte))
    };
    let before = at.checked_sub(1);
    let has_like = is(before, &[FILLER]) || is(Some(at + 1), &[FILLER]);
    bytes[at] == FILLER && (has_like || !is(before, BEFORE_RARE))
}

/// ISO-8859-15 differs from windows-1252 in the euro sign and in Œ and œ; and it has no letters in 0x80-0x9F.
pub(super) fn is_latin_9(head: &[u8]) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xc0;
    let number = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_whitespace();
    !head.iter().any(|byte| (0x80..0xa0).contains(byte))
        && (0..head.len()).any(|at| {
            let before = at.checked_sub(1).map_or(b' ', |before| head[before]);
            let after = head.get(at + 1).copied().unwrap_or(b' ');
            match head[at] {
                0xa4 => number(before) || number(after),
                0xbc | 0xbd => letter(before) && letter(after),
                _ => false,
            }
        })
}

/// Accents stand one by one; of a script of many bytes a character, they follow each other.
fn are_isolated(head: &[u8]) -> bool {
    let is_ascii = |at: Option<usize>| at.and_then(|at| head.get(at)).is_none_or(u8::is_ascii);
    let beyond = head.iter().enumerate().filter(|(_, byte)| !byte.is_ascii());
    let (n, n_isolated) = beyond.fold((0, 0), |(n, isolated), (at, _)| {
        let is_isolated = is_ascii(at.checked_sub(1)) && is_ascii(Some(at + 1));
        (n + 1, isolated + usize::from(is_isolated))
    });
    n_isolated * 5 >= n * 4
}

fn is_no_letter(c: char) -> bool {
    // The accents that stand alone are letters to Unicode.
    (!c.is_alphabetic() || OPENING.contains(c)) && !WITHIN.contains(c)
}

/// A capital within a word, a small letter within capitals.
pub(super) fn is_misplaced(before: char, c: char, after: char) -> bool {
    c.is_uppercase()
        && (before.is_lowercase() && !after.is_uppercase() || before.is_alphabetic() && after.is_lowercase())
        || c.is_lowercase() && before.is_uppercase() && after.is_uppercase()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{MACINTOSH, WINDOWS_1252};

    use super::super::{Charset, charset};
    use super::*;

    fn page_of(bytes: &[u8]) -> Charset {
        charset(bytes, None).unwrap().0
    }

    /// The text in a page that is looked up byte by byte.
    fn encoded(text: &str, page: CodePage) -> Vec<u8> {
        let table = SingleBytes::new(page);
        let byte = |c: char| u8::try_from(table.0.iter().position(|&own| own == c).unwrap()).unwrap();
        text.chars().map(byte).collect()
    }

    #[test]
    fn old_pages_are_known_by_their_words() {
        let texts = [
            "Geachte heer Björn Lemaître,\r\nUw dochter Hélène is ziek geweest; de coördinatie van de crèche belt u.\r\n",
            "Madame Renée Lefèvre a été opérée à Liège. Le père de l'élève a été prévenu.\n",
            "Frau Müller hat die Prüfung für Schüler über die Straße nicht bestanden.\n",
        ];
        let list = "Naam;Gemeente\nBjörn;Gent\nZoë;Luik\n";
        let dos = CodePage::Oem(850);
        assert_eq!(page_of(&encoded(list, dos)), Charset::Utf8Or(dos));
        for text in texts {
            for page in [CodePage::Oem(850), CodePage::Named(MACINTOSH), CodePage::default()] {
                assert_eq!(page_of(&encoded(text, page)), Charset::Utf8Or(page), "{text}");
            }
        }
    }

    #[test]
    fn spaces_of_dos_fill_its_texts() {
        let dos = CodePage::Oem(850);
        let filled = |text: &str| encoded(&text.replace('_', "\u{a0}"), dos);
        let gap = "_".repeat(64);
        for text in [
            format!("Geachte mevrouw Renée Günther,{gap}{gap}uw cliënt Andréa kreeg één brief.\r\n"),
            "________Lid:_Zoë_Krämer\r\n________Straße:_Hôtelweg_5\r\n".to_owned(),
            format!("Naam{gap}____An Peeters\r\nGemeente___Gent\r\n"),
        ] {
            assert_eq!(page_of(&filled(&text)), Charset::Utf8Or(dos), "{text}");
        }
        for text in [
            "Mme\u{a0}Delvaux et Mlle\u{a0}Noiret, Dr\u{a0}Petit",
            "Pierre Louÿs et le prince de Croÿ",
            "L'Haÿ-les-Roses, à l'été",
        ] {
            let (bytes, ..) = WINDOWS_1252.encode(text);
            assert_eq!(page_of(&bytes), Charset::Utf8Or(CodePage::default()), "{text}");
        }
    }

    #[test]
    fn signs_of_windows_are_no_letters_of_dos() {
        for text in [
            "L’été à Liège… “tout va bien” – l’élève est arrivé",
            "„Zo gaat dat‚ zei hij” – en dat was het…",
            "5 € – café™",
        ] {
            let (bytes, ..) = WINDOWS_1252.encode(text);
            assert_eq!(page_of(&bytes), Charset::Utf8Or(CodePage::default()), "{text}");
        }
        let czech = "Tomáš Žižka a Jiří Dvořák z Příbrami, šťastný nový rok, žádost o dítě";
        let (bytes, ..) = encoding_rs::WINDOWS_1250.encode(czech);
        assert_eq!(page_of(&bytes), Charset::Fixed(encoding_rs::WINDOWS_1250));
    }
}
