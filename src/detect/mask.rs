//! Masks: what a report may show of a value. Raw values end here.

use serde::Deserialize;

use super::validator::calling_code;

/// A value as found. It borrows from the text and cannot leave it: no `Debug`, no `Display`, no `Serialize`.
#[derive(Clone, Copy)]
pub struct Raw<'t>(&'t str);

/// How a rule's values are masked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mask {
    NationalNumber,
    Iban,
    Email,
    Phone,
    Card,
    /// The initials of a name.
    Initials,
    /// Nothing of the value, only what it is.
    #[default]
    Category,
}

impl<'t> Raw<'t> {
    /// A normalised value.
    pub fn new(value: &'t str) -> Self {
        Self(value)
    }

    /// What may be shown. `category` stands for values of which nothing may be.
    pub fn masked(self, mask: Mask, category: &str) -> String {
        let value = self.0;
        let head = |n: usize| value.get(..n).unwrap_or("");
        let tail = |n: usize| value.len().checked_sub(n).and_then(|at| value.get(at..)).unwrap_or("");
        match mask {
            Mask::NationalNumber => format!("{}.**.**-***.**", head(2)),
            Mask::Iban => format!("{}**…{}", head(2), tail(2)),
            Mask::Email => {
                let first: String = value.chars().take(1).collect();
                let top = value.rsplit('.').next().unwrap_or("");
                format!("{first}***@***.{top}")
            }
            Mask::Phone => format!("{}…{}", calling_code(value), tail(2)),
            Mask::Card => format!("**** {}", tail(4)),
            Mask::Initials => {
                let words = value
                    .split([' ', '-'])
                    .filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
                words
                    .flat_map(char::to_uppercase)
                    .map(|letter| format!("{letter}."))
                    .collect()
            }
            Mask::Category => format!("[{category}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_shows_no_more_than_agreed() {
        #[track_caller]
        fn check(mask: Mask, value: &str, expected: &str) {
            assert_eq!(Raw::new(value).masked(mask, "health"), expected);
        }
        check(Mask::NationalNumber, "85073095180", "85.**.**-***.**");
        check(Mask::Iban, "BE68539007547034", "BE**…34");
        check(Mask::Email, "jan.peeters@bedrijf.be", "j***@***.be");
        check(Mask::Phone, "+32475276312", "+32…12");
        check(Mask::Phone, "+352621123456", "+352…56");
        check(Mask::Phone, "+12127365001", "+1…01");
        check(Mask::Phone, "+79123456789", "+7…89");
        check(Mask::Phone, "+8613812345678", "+86…78");
        check(Mask::Phone, "+27821234567", "+27…67");
        check(Mask::Phone, "+886912345678", "+886…78");
        check(Mask::Card, "4532990000001231", "**** 1231");
        check(Mask::Initials, "jan van den broeck", "J.V.D.B.");
        check(Mask::Initials, "jean-luc d'hondt", "J.L.D.");
        check(Mask::Category, "diabetes", "[health]");
        check(Mask::Iban, "", "**…");
    }
}
