//! Turns a line from the order of its places into reading order, in plain letters.

use unicode_normalization::UnicodeNormalization as _;

/// Ligatures and presentation forms as plain letters; text written right to left in reading order.
pub(super) fn readable(line: String) -> String {
    if line.is_ascii() {
        return line;
    }
    let is_form = |c: char| matches!(c, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let line = if line.contains(is_form) {
        let mut plain = String::with_capacity(line.len());
        for c in line.chars() {
            if is_form(c) {
                let start = plain.len();
                plain.extend(std::iter::once(c).nfkc());
                // The letters of a right-to-left ligature are turned round with the rest of the line below.
                if is_rtl(c) {
                    let turned: String = plain[start..].chars().rev().collect();
                    plain.replace_range(start.., &turned);
                }
            } else {
                plain.push(c);
            }
        }
        plain
    } else {
        line
    };
    if line.contains(is_rtl) { turn(&line) } else { line }
}

/// Words that a hyphen divides over lines stand whole on the first.
pub(super) fn whole_words(lines: Vec<String>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::with_capacity(lines.len());
    for mut next in lines {
        if let Some(line) = whole.last_mut() {
            rejoin(line, &mut next);
        }
        if !next.is_empty() {
            whole.push(next);
        }
    }
    whole
}

/// Brings the rest of a word that a hyphen divides to its first part.
pub(super) fn rejoin(line: &mut String, next: &mut String) {
    if let Some(hyphen) = dividing_hyphen(line, next) {
        line.truncate(hyphen.start);
        line.push_str(hyphen.kept);
        let end = next.find(char::is_whitespace).unwrap_or(next.len());
        line.push_str(&next[..end]);
        next.replace_range(..end, "");
        next.replace_range(..next.len() - next.trim_start().len(), "");
    }
}

/// Whether a line ends with what may divide a word.
pub(super) fn touches_hyphen(line: &str) -> bool {
    line.ends_with(['-', '\u{ad}', '\u{2010}'])
}

struct Hyphen {
    start: usize,
    /// What stays of it.
    kept: &'static str,
}

/// The hyphen at the end of a line that divides a word or a number: letters or digits touch it on both sides. It was
/// put there by who set the lines only between small letters, and not inside of an address or code.
fn dividing_hyphen(line: &str, next: &str) -> Option<Hyphen> {
    let (mut start, mut hyphen) = line.char_indices().next_back().filter(|_| touches_hyphen(line))?;
    // Browsers write where a word may be divided, and behind it the hyphen that is shown.
    if let Some(word) = line[..start].trim_end().strip_suffix('\u{ad}') {
        (start, hyphen) = (word.trim_end_matches('\u{ad}').len(), '\u{ad}');
    }
    let head = line[..start].rsplit(char::is_whitespace).next()?;
    let tail = next.split(char::is_whitespace).next()?;
    let (last, first) = (head.chars().next_back()?, tail.chars().next()?);
    if !last.is_alphanumeric() || !first.is_alphanumeric() {
        return None;
    }
    let is_address = |part: &str| part.contains(['@', '/', '_']) || part.trim_end_matches('.').contains('.');
    let is_code = |part: &str| is_address(part) || part.contains(|c: char| c.is_ascii_digit());
    let set_apart = last.is_lowercase() && first.is_lowercase() && !is_code(head) && !is_code(tail);
    let kept = if set_apart || hyphen == '\u{ad}' { "" } else { "-" };
    Some(Hyphen { start, kept })
}

pub(super) fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Turns the right-to-left stretches of a line, which stands in the order of its places, into reading order.
fn turn(line: &str) -> String {
    let n_rtl = line.chars().filter(|&c| is_rtl(c)).count();
    let n_ltr = line.chars().filter(|&c| c.is_alphabetic() && !is_rtl(c)).count();
    let base_rtl = n_rtl > n_ltr;
    let mut stretches: Vec<String> = Vec::new();
    let (mut current, mut rtl) = (String::new(), base_rtl);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        // What has no direction of its own follows its neighbours if they agree, else the line.
        let side = match direction(c) {
            Some(side) => side,
            None if chars.peek().and_then(|&next| direction(next)) == Some(rtl) => rtl,
            None => base_rtl,
        };
        if side != rtl && !current.is_empty() {
            stretches.push(in_order(&current, rtl));
            current.clear();
        }
        rtl = side;
        current.push(c);
    }
    stretches.push(in_order(&current, rtl));
    if base_rtl {
        stretches.reverse();
    }
    stretches.concat()
}

/// Whether a character is written right to left; none for signs and spaces.
fn direction(c: char) -> Option<bool> {
    if is_rtl(c) {
        Some(true)
    } else {
        c.is_alphanumeric().then_some(false)
    }
}

fn in_order(stretch: &str, rtl: bool) -> String {
    if rtl {
        stretch.chars().rev().collect()
    } else {
        stretch.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_divided_over_two_lines_are_whole() {
        #[track_caller]
        fn check<const N: usize>(lines: [&str; N], expected: &[&str]) {
            assert_eq!(whole_words(lines.map(str::to_owned).into()), expected);
        }
        check(["een epilep-", "sie sinds 2019"], &["een epilepsie", "sinds 2019"]);
        check(["aan Jean-", "Pierre Claes"], &["aan Jean-Pierre", "Claes"]);
        check(["nummer 85.07.30-", "951.80"], &["nummer 85.07.30-951.80"]);
        check(["850730-", "951-", "80 x"], &["850730-951-80", "x"]);
        check(["naar jan-", "claes@example.be"], &["naar jan-claes@example.be"]);
        check(
            ["zie www.voor-", "beeld.be/x hier"],
            &["zie www.voor-beeld.be/x", "hier"],
        );
        check(["sleutel 469d-", "a21e"], &["sleutel 469d-a21e"]);
        check(["punten -", "een"], &["punten -", "een"]);
        // As Chromium writes what `&shy;` divides.
        for hyphen in ["\u{ad} \u{2010}", "\u{ad}\u{2010}", "\u{ad}-", "\u{ad}"] {
            check(
                [&format!("van An{hyphen}"), "claes@voorbeeld.example nu"],
                &["van Anclaes@voorbeeld.example", "nu"],
            );
            check([&format!("Vanden{hyphen}"), "Broucke"], &["VandenBroucke"]);
        }
        check(["deel \u{2010}", "een"], &["deel \u{2010}", "een"]);
        check(["punten:", "- een"], &["punten:", "- een"]);
    }

    #[test]
    fn right_to_left_text_is_turned_and_numbers_are_not() {
        #[track_caller]
        fn check(line: &str, expected: &str) {
            assert_eq!(readable(line.to_owned()), expected);
        }
        check("123 \u{5d1}\u{5d0}", "\u{5d0}\u{5d1} 123");
        check("abc \u{5d1}\u{5d0} de", "abc \u{5d0}\u{5d1} de");
        check("\u{fe8e}\u{fe8d}", "\u{627}\u{627}");
        check("o\u{fb03}ce", "office");
    }
}
