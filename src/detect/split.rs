//! The words of a text, by what counts as a part of one.

/// Words of letters and digits.
pub fn alphanumeric(text: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Words of letters only.
pub fn alphabetic(text: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// The words between borders, with single spaces.
pub fn spaced(text: &str, is_border: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_border).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// `national_number` and `nationalNumber` as words.
pub fn identifier(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut after_lower = false;
    for c in name.chars() {
        if after_lower && c.is_uppercase() {
            words.push(' ');
        }
        after_lower = c.is_lowercase();
        words.push(if c == '_' { ' ' } else { c });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_what_is_asked_for() {
        let text = "l'été 2024, B12-x_y";
        assert!(alphanumeric(text).eq(["l", "été", "2024", "B12", "x", "y"]));
        assert!(alphabetic(text).eq(["l", "été", "B", "x", "y"]));
        assert_eq!(identifier("nationalNumber_ofÉlève"), "national Number of Élève");
    }
}
