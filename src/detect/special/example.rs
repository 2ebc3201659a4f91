//! What is told of nobody, as the line says that it is an example.

use std::ops::Range;

use super::about::sentence;
use super::meaning::{Meanings, wrapped_before};
use crate::detect::around::line_behind;

/// Bytes before a term on its line.
const REACH: usize = 300;

impl Meanings {
    /// Whether the line of a term begins as an example, whose first sentence is one: "Voorbeeld: Jan is gehuwd en heeft twee
    /// kinderen ten laste".
    pub(super) fn is_example(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = wrapped_before(buf, span.start, REACH);
        let Some((label, _)) = line.split_once(':') else {
            return false;
        };
        let behind_label = span.start - line.len() + label.len() + 1;
        let is_exercise = || self.is_label_of_exercise(label) && line_behind(buf, span.end, REACH).contains('?');
        sentence(buf, span).start <= behind_label && (self.is_label_of_example(label) || is_exercise())
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::DETECTOR;

    #[test]
    fn a_line_may_say_that_it_is_an_example() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let at = text.find("kinderen").unwrap();
            let is_example = DETECTOR.book.meanings.is_example(text, &(at..at + 8));
            assert_eq!(is_example, expected, "{text}");
        }
        check("Voorbeeld: Jan heeft twee kinderen ten laste", true);
        check("Exemple 2 : twee kinderen", true);
        check("Rekenvoorbeeld 2: twee kinderen", true);
        check("Exemple de message : twee kinderen", true);
        check("Voorbeeld van een bericht: twee kinderen", true);
        check("Template: two kinderen", true);
        check("Casus 4 (fictief): Mia, 45, heeft kinderen", true);
        check("Cas fictif : kinderen", true);
        check("Oefening: Jan heeft kinderen ten laste. Welk formulier?", true);
        check("Übung 2: Jan hat kinderen. Welches Formular?", true);
        check("Exercice : Jean a deux kinderen. Quel formulaire ?", true);
        check("Exercise: John has kinderen. Which form?", true);
        check("Oefening: Jan heeft kinderen ten laste.", false);
        check("Casus 4: Mia, 45, heeft kinderen", false);
        check("Vraag: Jan heeft kinderen. Welk formulier?", false);
        check("Vorlage: zwei kinderen", true);
        check("Mme Exemple : kinderen", false);
        check("Voorbeeld: niemand.\nJan heeft twee kinderen ten laste", false);
        check("Voorbeeld: factuur 12. Jan heeft twee kinderen ten laste", false);
        check("Bijvoorbeeld: Jan heeft twee kinderen ten laste", false);
        check("Een goed voorbeeld van hoe het kan: kinderen", false);
        check("Jan is een voorbeeld en heeft kinderen", false);
    }
}
