//! What a program shows under a name, and whoever writes about the program: "het veld \"strafblad\" is te kort", "rename column
//! sexual_orientation". The name of a field is no state of whoever reports it.

use std::ops::Range;

use serde::Deserialize;

use super::meaning::Meanings;
use super::wordlist::{WordPatterns, next_word, words};
use super::works::opens_quotation;
use crate::detect::around::{line_before, line_behind};

/// Bytes of a line before a term, and behind it.
const LINE: usize = 80;
const BEHIND: usize = 60;
/// Words of a name before the term: "Déclarer une maladie".
const NAME_WORDS: usize = 3;

/// The words of `lexicon.toml` for the parts of a program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screens {
    /// What has a name in a program, right before it.
    fields: WordPatterns,
    /// What a field has to choose from: only beside one of those words and one that says that it is not there.
    entries: WordPatterns,
    lacking: WordPatterns,
    /// They say what stands in a field, which is somebody's.
    filled: WordPatterns,
}

impl Meanings {
    /// The term is the name of a field, a column or a button, or of an entry that a list lacks.
    pub(super) fn is_on_screen(&self, buf: &str, span: &Range<usize>) -> bool {
        let (screens, before) = (&self.screens, line_before(buf, span.start, LINE));
        let behind = line_behind(buf, span.end, BEHIND);
        let is_named = named_by(before).is_some_and(|kind| {
            let has = |list: &WordPatterns| list.any_in(before) || list.any_in(behind);
            screens.fields.has(kind) || screens.entries.has(kind) && has(&screens.lacking) && has(&screens.fields)
        });
        // "the criminal_record table"
        let is_in_program =
            || buf[span.clone()].contains('_') && next_word(behind).is_some_and(|next| screens.fields.has(next));
        (is_named || is_in_program()) && !self.is_filled(before, behind)
    }

    /// A value stands behind the name, or it is told who gave it.
    fn is_filled(&self, before: &str, behind: &str) -> bool {
        let value = behind.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '='));
        value.starts_with([':', '=']) || self.screens.filled.any_in(before) || self.screens.filled.any_in(behind)
    }
}

/// The word right before the term, or before the quotation mark that opens the name it stands in.
fn named_by(before: &str) -> Option<&str> {
    let Some(at) = opens_quotation(before) else {
        let kind = words(before).next_back()?;
        return before
            .strip_suffix(' ')
            .filter(|rest| rest.ends_with(kind))
            .map(|_| kind);
    };
    let is_short = words(&before[at..]).nth(NAME_WORDS).is_none();
    let label = before[..at].trim_end();
    let kind = words(label)
        .next_back()
        .filter(|kind| is_short && label.ends_with(kind))?;
    // "l'écran"
    kind.rsplit('\'').next()
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let (plain, span) = marked(text);
        assert_eq!(DETECTOR.book.meanings.is_on_screen(&plain, &span), expected, "{text}");
    }

    #[test]
    fn the_name_of_a_field_is_no_state() {
        check("Jan Maes: het veld \"<strafblad>\" in het pakket is te kort", true);
        check("Ook de kolom <ziekte> is leeg", true);
        check("dans l'écran « <certificat médical> », le bouton", true);
        check("le bouton « Déclarer une <maladie> » ne réagit pas", true);
        check("In der Auswahlliste „<Religionszugehörigkeit>\" fehlt", true);
        check("rename column <sexual_orientation> to so_code", true);
        check("tests for <criminal_record> table fail", true);
        check("the checkbox 'pregnant <employee>' is gone", true);
    }

    #[test]
    fn an_entry_that_a_list_lacks_is_nobodys() {
        check(
            "In der Auswahlliste „Religion\" fehlt der Eintrag „<katholisch>\"",
            true,
        );
        check("In de keuzelijst ontbreekt de optie \"<katholiek>\"", true);
        check("The option \"<catholic>\" is missing in the dropdown", true);
        check("De optie \"<katholiek>\" voor Jan Maes", false);
        check("Im Strafregister fehlt der Eintrag „<Diebstahl>\"", false);
    }

    #[test]
    fn what_stands_in_a_field_is_told_of_somebody() {
        check("Jan kruiste het vakje \"<zwanger>\" aan", false);
        check("In het veld \"ziekte\" staat \"<astma>\"", false);
        check("Het veld \"<ziekte>\": astma", false);
        check("veld <ziekte> = astma", false);
        check("Frau Klein hat das Feld „<schwanger>\" angekreuzt", false);
        check("Jan Maes heeft \"<astma>\"", false);
        check("Op het veld kreeg Jan een <hartaanval>", false);
        check("Het veld is klaar, <ziek>", false);
        check("notes: Jan has <heart_disease> now", false);
    }
}
