//! What is told of nobody, as the line says that it is an example.

use std::ops::Range;

use super::about::sentence;
use super::meaning::{Meanings, behind_last, wrapped_before};
use super::wordlist::words;
use crate::detect::around::line_behind;

/// Bytes before a term on its line.
const REACH: usize = 300;
/// Words before a full stop that may be titles.
const TITLE_WORDS: usize = 1;

impl Meanings {
    /// Whether the line of a term begins as an example, whose first sentence is one: "Voorbeeld: Jan is gehuwd en heeft twee
    /// kinderen ten laste"; or says so at its end.
    pub(super) fn is_example(&self, buf: &str, span: &Range<usize>) -> bool {
        self.is_behind_label_of_example(buf, span) || self.is_exercise(buf, span)
    }

    /// A note in brackets at the end of the line says that it is made up, or the sentence asks what would be: "Imaginez que Luc,
    /// diabétique, demande… Quels documents ? (cas fictif)".
    fn is_exercise(&self, buf: &str, span: &Range<usize>) -> bool {
        let behind = line_behind(buf, span.end, REACH).trim_end_matches([' ', '.', '\r']);
        let inside = behind.strip_suffix(')').and_then(|inside| inside.rsplit_once('('));
        let is_one = |note: &str| !note.contains(' ') && self.is_label_of_example(note) || self.is_invented(note);
        inside.is_some_and(|(_, note)| is_one(note))
            || behind.contains('?') && self.is_imagined(&buf[sentence(buf, span).start..span.start])
    }

    fn is_behind_label_of_example(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = wrapped_before(buf, span.start, REACH);
        let Some((label, _)) = line.split_once(':') else {
            return false;
        };
        let behind_label = span.start - line.len() + label.len() + 1;
        // "Vul de periode in. Voorbeeld: Jan is ziek": the label begins where a sentence ends; no "M. Exemple : ".
        let last = behind_last(label, &['.', '!', '?']);
        let is_behind_sentence = words(&label[..label.len() - last.len()]).nth(TITLE_WORDS).is_some();
        let label = if is_behind_sentence { last.trim_start() } else { label };
        let is_first = || sentence(buf, span).start <= behind_label;
        is_first() && self.is_label_of_example(label) || self.is_exercise_with(label, line_behind(buf, span.end, REACH))
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
        check(
            "Fictief voorbeeld voor de cursus van mei: Jan heeft twee kinderen",
            true,
        );
        check("Case study (invented): Jane has kinderen", true);
        check("Übungsfall: Jan hat kinderen. Welches Formular?", true);
        check("Exercice 4. Imaginez que Luc a deux kinderen. Quel formulaire ?", true);
        check("Stel dat Jan twee kinderen heeft, wat dan?", true);
        check("Luc a deux kinderen à charge (cas fictif).", true);
        check("Jan heeft kinderen. Wat nu? (fictief geval)", true);
        check("Luc a deux kinderen (nom fictif)", false);
        check("Jan heeft kinderen (geen fictief geval)", false);
        check("Niet fictief voor Jan: twee kinderen", false);
        check("Vul de velden in. Voorbeeld: Jan heeft kinderen ten laste", true);
        check("Jan heeft kinderen ten laste. (voorbeeld)", true);
        check("Luc a deux kinderen (voir exemple)", false);
        check("Dat is een voorbeeld. Gezin: Jan heeft kinderen", false);
        check("Stel dat Jan twee kinderen heeft, dan is het zo.", false);
        check("Jan heeft kinderen. Stel dat het zo is?", false);
        check("Luc a deux kinderen (cas fictif à part), il viendra", false);
        check("Oefening: Jan heeft kinderen ten laste. Welk formulier?", true);
        check("Übung 2: Jan hat kinderen. Welches Formular?", true);
        check("Exercice : Jean a deux kinderen. Quel formulaire ?", true);
        check("Exercise: John has kinderen. Which form?", true);
        check("Oefening: Jan heeft kinderen ten laste.", false);
        check("Casus 4: Mia, 45, heeft kinderen", false);
        check(
            "Theorie-examen: \"Jan heeft kinderen. Welke medicatie stel je voor?\"",
            true,
        );
        check(
            "Casus 2: Mevrouw Maes is 80. Zij heeft kinderen. Welke stappen zet je?",
            true,
        );
        check("Casus: Mia heeft kinderen. Wat is de diagnose? (10 punten)", true);
        check("Casus: mevr. Maes heeft kinderen. Wat denk je?", false);
        check("Case: Mr Baker has kinderen. What should you do as his manager?", false);
        check(
            "Cas : Marie Piron a des kinderen. Quelles mesures prenez-vous pour son poste ?",
            false,
        );
        check("Examen 4 mei: Jan heeft kinderen. Wat doe je met zijn 8 punten?", false);
        check("Casus 4: Mia heeft kinderen. Wat is de diagnose? (10 punten)", true);
        check(
            "Cas clinique 3 : Mme Durand a des kinderen. Question : quel traitement proposez-vous ?",
            true,
        );
        check(
            "Case study: Mrs Jones has kinderen. Question 1: which care would you give?",
            true,
        );
        check(
            "Fallstudie: Frau Weber hat kinderen. Welche Pflege empfehlen Sie?",
            true,
        );
        check("Casus Maes: Mia heeft kinderen. Welke stappen zet je?", false);
        check("Casus: Mia heeft kinderen. Kan je haar bellen?", false);
        check("Casus: Mia heeft kinderen. Wie belt haar?", false);
        check("Uitstel examen: Mia heeft kinderen. Welke dag stel je voor?", false);
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
