//! What stands around the number of a payment card: words of payment, or a card that a shop gives its customers.

use serde::Deserialize;

use super::doubt::begins_with_one;
use super::names::folded;
use super::split::alphanumeric;

/// The words of `doubt-words.toml` around numbers of cards.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cards {
    /// Beginnings of words of payment.
    payment: Vec<String>,
    /// Beginnings of words for a card.
    cards: Vec<String>,
    /// What nobody pays with: a card for customers, members or readers.
    of_customers: Vec<String>,
}

impl Cards {
    pub fn is_of_payment(&self, word: &str) -> bool {
        begins_with_one(word, &self.payment)
    }

    /// Whether the heading over a number, or what stands right before or behind it, says that nobody pays with it.
    pub fn is_of_customer(&self, heading: Option<&str>, (before, behind): (&str, &str)) -> bool {
        heading.is_some_and(|heading| self.labelled(heading).is_some_and(|other| !self.names_payment(&other)))
            || self.labelled(before).is_some()
            || self.is_said(behind) && !self.names_payment(before)
    }

    fn names_payment(&self, text: &str) -> bool {
        alphanumeric(text).any(|word| self.is_of_payment(word))
    }

    /// What stands before the word for such a card, if hardly a word stands behind it, no other field, and no other card:
    /// "klantenkaart nr. ".
    fn labelled(&self, text: &str) -> Option<String> {
        let text = folded(text);
        let is_other = |c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '|' | '\t' | '\n');
        let is_label = |rest: &str| {
            let mut words = alphanumeric(rest);
            let is_of_card = |word: &str| self.is_of_payment(word) || begins_with_one(word, &self.cards);
            !rest.contains(is_other) && !words.next().is_some_and(is_of_card) && words.next().is_none()
        };
        let at = self.of_customers.iter().find_map(|card| {
            let at = text.rfind(card.as_str())?;
            is_label(&text[at + card.len()..]).then_some(at)
        })?;
        Some(text[..at].to_owned())
    }

    /// " (klantenkaart)", and not the label of the next number.
    fn is_said(&self, behind: &str) -> bool {
        let text = folded(behind.trim_start_matches([' ', '(', '-', '\u{2013}']));
        !text.contains(|c: char| c.is_ascii_digit()) && self.of_customers.iter().any(|card| text.starts_with(card))
    }
}

#[cfg(test)]
mod tests {
    use super::Cards;
    use crate::detect::doubt::WORDS;

    fn cards() -> &'static Cards {
        &WORDS.card
    }

    #[test]
    fn a_card_for_customers_is_told_right_beside_its_number() {
        for (before, behind) in [
            ("Kaartnummer klantenkaart ", " - 120 punten"),
            ("klantenkaartnr. ", ""),
            ("N\u{b0} de carte client : ", ""),
            ("carte de fid\u{e9}lit\u{e9} ", ""),
            ("Kundenkarte Nr. ", ""),
            ("loyalty card number ", ""),
            ("kaartnummer ", " (spaarkaart)"),
            ("", " - Treuekarte"),
        ] {
            assert!(cards().is_of_customer(None, (before, behind)), "{before}#{behind}");
        }
        for (before, behind) in [
            ("kaartnummer ", ""),
            ("klantenkaart 12, ", ""),
            ("klantenkaart, ", ""),
            ("klantenkaart met visa ", ""),
            ("De klant verloor zijn klantenkaart. Kaartnummer: ", ""),
            ("Klantenkaart: nee | Kaartnummer: ", ""),
            ("Carte de fid\u{e9}lit\u{e9} : non\tCarte : ", ""),
            ("Client sans carte client. Carte ", ""),
            ("Kundenkarte vergessen. Kartennummer ", ""),
            ("Kreditkarte Nr. ", " (Bonuskarte inklusive)"),
            ("visa ", " (klantenkaart)"),
            ("", " klantenkaart 4417"),
            ("carte de cr\u{e9}dit du client ", ""),
            ("credit card of the customer ", ""),
        ] {
            assert!(!cards().is_of_customer(None, (before, behind)), "{before}#{behind}");
        }
        assert!(cards().is_of_customer(Some("Klantenkaart nr"), ("", "")));
        assert!(!cards().is_of_customer(Some("Kredietkaart klant"), ("", "")));
        assert!(!cards().is_of_customer(Some("Debit/loyalty card"), ("", "")));
    }
}
