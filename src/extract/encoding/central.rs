//! Pages of Central Europe and Turkey, told from the Western ones by the letters of their languages: the detector never
//! guesses them where Western texts are expected.

use encoding_rs::{ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254};

use super::SingleBytes;
use super::old::{WITHIN, is_misplaced};
use crate::extract::codepage::CodePage;

const CENTRAL: [CodePage; 3] = [
    CodePage::Named(WINDOWS_1250),
    CodePage::Named(ISO_8859_2),
    CodePage::Oem(852),
];
const TURKISH: [CodePage; 2] = [CodePage::Named(WINDOWS_1254), CodePage::Oem(857)];
const WESTERN: [CodePage; 3] = [
    CodePage::Named(WINDOWS_1252),
    CodePage::Oem(850),
    CodePage::Named(MACINTOSH),
];

/// Letters of one language beyond ASCII, and the pages it is written in: Polish, Czech, Slovak, Hungarian, Romanian,
/// Croatian and its kin, Turkish.
static LANGUAGES: &[(&str, &[CodePage])] = &[
    ("ąćęłńóśźż", &CENTRAL),
    ("áčďéěíňóřšťúůýž", &CENTRAL),
    ("áäčďéíĺľňóôŕšťúýž", &CENTRAL),
    ("áéíóöőúüű", &CENTRAL),
    ("ăâîşţ", &CENTRAL),
    ("čćđšž", &CENTRAL),
    ("âçğıîöşûüİ", &TURKISH),
];
/// Letters that one Western text may hold: of Belgium and its neighbours, of the Nordic countries and names of here, of
/// Italy, of Iberia, of the Baltic, of Iceland.
static TOGETHER: &[&str] = &[
    "àâæçèéêëîïôœùûüÿáíóúäößñå",
    "æøåäöüéëïáó",
    "àèéìíîòóùú",
    "àáâãçéêíóôõúüñ¿¡",
    "äöõüšžå",
    "áðéíóúýþæöøåä",
];
/// Signs that stand at the border of a word in any page.
const SIGNS: &str = "‚„…‘’“”–—«»‹›°·•€§\u{a0}";

/// So many characters that no Western text holds tell of another page; fewer where many letters are of its language.
const MANY: usize = 3;
const FEW: usize = 2;
const LONG: usize = 6;

/// So many characters are looked at.
const MOST: usize = 1024;

/// What of the characters beyond ASCII, beside letters, are letters of a language.
#[derive(Clone, Copy, Default)]
struct Fit {
    good: usize,
    bad: usize,
}

/// A character beyond ASCII and its neighbours in its word.
type Trio = [u8; 3];

/// The page in which the words of `head` are of a language of Central Europe or Turkish, and in no Western one words.
pub(super) fn page(head: &[u8]) -> Option<CodePage> {
    let trios = trios(head);
    // Nearly all texts are Western, and plainly so.
    let western = WESTERN.map(SingleBytes::new);
    let foreign = of_western(&trios, &western);
    // Letters of other scripts follow each other.
    let is_alone = |[before, _, after]: &&Trio| before.is_ascii() && after.is_ascii();
    if foreign < FEW || trios.iter().filter(is_alone).count() * 4 < trios.len() {
        return None;
    }
    let mut best: Option<(usize, CodePage)> = None;
    for page in CENTRAL.into_iter().chain(TURKISH) {
        let table = SingleBytes::new(page);
        let fits = LANGUAGES.iter().filter(|(_, pages)| pages.contains(&page));
        let Some(fit) = fits
            .map(|(letters, _)| fit(&trios, &table, letters))
            .min_by_key(|fit| fit.bad)
        else {
            continue;
        };
        // What both pages have alike, as the letters of a Czech name, is right in either.
        let differ = |trio: &&Trio| table.0[usize::from(trio[1])] != western[0].0[usize::from(trio[1])];
        let is_many = foreign >= MANY || fit.good >= LONG;
        let is_language = fit.good > 9 * fit.bad && foreign > 3 * fit.bad;
        if is_many
            && is_language
            && trios.iter().filter(differ).count() >= FEW
            && best.is_none_or(|(good, _)| fit.good > good)
        {
            best = Some((fit.good, page));
        }
    }
    best.map(|(_, page)| page)
}

fn trios(head: &[u8]) -> Vec<Trio> {
    let at = |at: Option<usize>| at.and_then(|at| head.get(at)).copied().unwrap_or(b' ');
    let beyond = head.iter().enumerate().filter(|(_, byte)| !byte.is_ascii());
    beyond
        .map(|(n, &byte)| [at(n.checked_sub(1)), byte, at(Some(n + 1))])
        .take(MOST)
        .collect()
}

/// How many characters no Western text holds together, by the page in which they are fewest; it is looked no further where
/// they are too few.
fn of_western(trios: &[Trio], pages: &[SingleBytes]) -> usize {
    let mut fewest = usize::MAX;
    for page in pages {
        for letters in TOGETHER {
            fewest = fewest.min(fit(trios, page, letters).bad);
            if fewest < FEW {
                return fewest;
            }
        }
    }
    fewest
}

/// How the words fit a language in a page.
fn fit(trios: &[Trio], page: &SingleBytes, letters: &str) -> Fit {
    let mut fit = Fit::default();
    for trio in trios {
        let [before, c, after] = trio.map(|byte| page.0[usize::from(byte)]);
        let is_letter = letters.contains(c) || c.to_lowercase().next().is_some_and(|low| letters.contains(low));
        let is_between = before.is_alphabetic() && after.is_alphabetic();
        if is_letter && !is_misplaced(before, c, after) && !is_estranged(before, c, after) {
            fit.good += 1;
        } else if is_letter_of_some(c)
            || c.is_control()
            || is_between && !WITHIN.contains(c) && !c.is_whitespace()
            || after.is_alphabetic() && !SIGNS.contains(c)
        {
            fit.bad += 1;
        }
    }
    fit
}

/// Whether a letter of the West stands where none of its languages has it. There ï divides two vowels (naïef, Loïc): on
/// the page of DOS it is what Hungarian has its ő at. And ç stands before a vowel: on that of a Macintosh it is what
/// Turkish has its ı at on its own of DOS.
fn is_estranged(before: char, c: char, after: char) -> bool {
    let is_consonant = |c: char| c.is_ascii_alphabetic() && !"aeiouyAEIOUY".contains(c);
    c == 'ï' && is_consonant(before) || c == 'ç' && is_consonant(after)
}

/// Unicode counts some signs among the letters.
fn is_letter_of_some(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'ˆ' | '˜')
}

#[cfg(test)]
mod tests {
    use super::super::{Charset, charset};
    use super::*;

    fn encoded(text: &str, page: CodePage) -> Vec<u8> {
        let table = SingleBytes::new(page);
        let byte = |c: char| match c.is_ascii() {
            true => Some(c as u8),
            false => (128..=255).find(|&byte| table.0[usize::from(byte)] == c),
        };
        text.chars().map(|c| byte(c).unwrap_or(b'?')).collect()
    }

    #[track_caller]
    fn check(text: &str, page: CodePage) {
        let found = charset(&encoded(text, page), None).unwrap().0;
        let is_page = match page {
            CodePage::Named(encoding) => [Charset::Fixed(encoding), Charset::Utf8Or(page)].contains(&found),
            CodePage::Oem(_) => found == Charset::Utf8Or(page),
        };
        assert!(is_page, "{found:?} of {page:?}: {text}");
    }

    #[test]
    fn languages_of_central_europe_and_turkish_are_known_by_their_letters() {
        for text in [
            "Pani Małgorzata Wiśniewska z Białegostoku złożyła wniosek o urlop; jej mąż Paweł też.",
            "Pan Jiří Němec z Plzně žádá o příspěvek na dítě, bydlí v ulici Ke Zvěřinci.",
        ] {
            for page in CENTRAL {
                check(text, page);
            }
        }
        let hungarian = "Kőszegi Győző főmérnök úr Győrből írt levelet, felesége Erzsébet időközben elköltözött.";
        check(hungarian, CENTRAL[0]);
        check(hungarian, CENTRAL[2]);
        let names = "Név;Város\r\nErdős Gergő;Győr\r\nSzűcs Árpád;Kecskemét\r\nTemesvári Ödön;Fertőd\r\n";
        check(names, CENTRAL[2]);
        let list = "Naam;Plaats\r\nYıldırım Çağlar;Iğdır\r\nŞahin Gökçe;Muş\r\n";
        for page in TURKISH {
            check(list, page);
        }
    }

    #[test]
    fn letters_of_another_script_are_of_no_language_here() {
        for (text, encoding) in [
            ("тут Анна, там пуст", encoding_rs::WINDOWS_1251),
            ("Γιάννης Παπαδόπουλος από την Αθήνα", encoding_rs::WINDOWS_1253),
        ] {
            assert_eq!(page(&encoding.encode(text).0), None, "{text}");
        }
    }

    #[test]
    fn western_texts_stay_western() {
        for text in [
            "Renée Lefèvre is één keer naar café «L'Été» geweest; het cliëntnummer is privé, zie § 3 à 5 m³.",
            "Søren Jørgensen en Åse Bjørk kregen één brief vóór de privéles, zegt Zoë.",
            "João Simões Conceição en André Núñez, cliënten van Günther Groß",
            "Þórður Guðmundsson frá Ísafirði, Sigríður Ýr",
            "Mõisa Tõnu, Jõgi Ülle",
            "perché città già però così più",
            "¿Dónde está la niña? ¡Mañana, señor!",
            "L’été… “tout” – l’œuvre de Mme\u{a0}Ünal",
            "500 m³, 20 m², 30 °C, 1° lid, nº 5, £5",
        ] {
            check(text, CodePage::default());
        }
        let dutch = "één cliënt, coördinatie, crèche, reünie, Hélène, façade, à la carte, naïef";
        let divided = "naïef, geïnd, Loïc, Anaïs, maïs, Aïcha, Moïse, coïncidentie, façade, reçu, één café, Jörg";
        check(dutch, CodePage::Oem(850));
        check(divided, CodePage::Oem(850));
        check(dutch, CodePage::Named(MACINTOSH));
    }
}
