//! What of somebody is broken or sprained, where a name stands between: "De pols van Lore De Smet is gebroken".

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, is_of_name};
use super::wordlist::{WordPatterns, words};
use crate::detect::around::line_before;

/// Bytes before a term in which the limb and its owner stand, and words of a title and a name.
const REACH: usize = 60;
const OWNER_WORDS: usize = 6;

/// The words of `lexicon.toml` for limbs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limbs {
    words: WordPatterns,
    /// Between a limb and its owner.
    of: WordPatterns,
    /// How a limb is behind them.
    broken: WordPatterns,
}

impl Meanings {
    /// "De pols van Lore De Smet <is gebroken>", no "De arm van de robot is gebroken".
    pub(super) fn is_limb_of_somebody(&self, buf: &str, span: &Range<usize>) -> bool {
        let limbs = &self.limbs;
        let is_broken = words(&buf[span.clone()])
            .next_back()
            .is_some_and(|word| limbs.broken.has(word));
        if !is_broken {
            return false;
        }
        let mut owner = words(line_before(buf, span.start, REACH)).rev();
        let mut n_names = 0;
        for _ in 0..OWNER_WORDS {
            let Some(word) = owner.next() else { break };
            let is_limb = || owner.clone().next().is_some_and(|limb| limbs.words.has(limb));
            if n_names > 0 && limbs.of.has(word) && is_limb() {
                return true;
            }
            if !is_of_name(word) && !self.beings.is_title(word) {
                break;
            }
            n_names += usize::from(word.starts_with(char::is_uppercase));
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_limb_is_of_somebody_who_is_named() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let meanings = &DETECTOR.book.meanings;
            assert_eq!(meanings.is_limb_of_somebody(&plain, &span), expected, "{text}");
        }
        check("De pols van Lore Smet <is gebroken>.", true);
        check("De enkel van mevr. Maes <is verstuikt>", true);
        check("Le poignet de Luc Dubois <est cassé>", true);
        check("Das Bein von Anna Weber <ist gebrochen>", true);
        check("The wrist of Tom Smith <is broken>", true);
        check("De arm van Jan de Smet <is gebroken>", true);
        check("De arm van de robot <is gebroken>", false);
        check("De stoel van Jan Maes <is gebroken>", false);
        check("Het hart van Jan Maes <is gebroken>", false);
        check("De pols van Lore Smet <is ziek>", false);
    }
}
