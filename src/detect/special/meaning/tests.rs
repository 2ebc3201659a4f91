use crate::detect::tests::{DETECTOR, marked};

#[test]
fn members_are_persons_under_a_heading_only() {
    #[track_caller]
    fn check(text: &str, term: &str, expected: bool) {
        let start = text.find(term).unwrap();
        let span = start..start + term.len();
        assert_eq!(
            DETECTOR.book.meanings.is_of_all_members(text, &span),
            expected,
            "{text}"
        );
    }
    check("Membres du MR de Huy :", "Membres du MR", false);
    check("Liste des membres du PS\nJean Petit\n", "membres du PS", false);
    check("Les membres du PS ont voté contre.\n", "membres du PS", true);
    check("Gisteren: Mitglieder der CSP stimmten zu", "Mitglieder der CSP", true);
    check("membre du PS", "membre du PS", false);
    check("Joe met union members in Detroit", "union members", true);
    check("Union members: Jan Peeters", "Union members", false);
    check(
        "The union members John Bay and Lucy Cone stayed",
        "union members",
        false,
    );
}

#[test]
fn a_program_that_something_came_by_is_no_subject() {
    #[track_caller]
    fn check(text: &str, expected: bool) {
        let (plain, span) = marked(text);
        assert_eq!(
            DETECTOR.book.meanings.is_topic(&plain, &span, false),
            expected,
            "{text}"
        );
    }
    check("Ziekmelding via app\nNaam: Jan Maes\nToelichting: <longembolie>", false);
    check("Gemeld via de app: <longembolie>", false);
    check("Absence par l'app\nNom : Luc\nMotif : <asthme>", false);
    check("App voor <diabetes>", true);
    check("De app over <depressie> is klaar", true);
    check("De app is traag.\nJan Maes heeft <kanker>.", false);
    check("Workshop zaterdag\n<Autisme>, met Jan Maes", true);
    check("Workshop zaterdag\nReden afwezigheid: <longembolie>", false);
    check("Workshop zaterdag\nTitel: <autisme>", true);
    check("She likes the course. She waits for her <biopsy>.", false);
    check("She gives a course. She speaks about <cancer>.", true);
    check("Reden: workshop <autisme>", true);
}

#[test]
fn a_list_of_states_goes_on_behind_a_group() {
    #[track_caller]
    fn check(text: &str, expected: bool) {
        let (plain, span) = marked(text);
        assert_eq!(DETECTOR.book.meanings.is_of_group(&plain, &span), expected, "{text}");
    }
    check(
        "Nous suivons les patients hypertendus, diabétiques et <asthmatiques>.",
        true,
    );
    check("Jan Maes werkt met jongeren, heeft <dyslexie>", false);
    check("Jan Maes werkt met jongeren, Els Vos heeft <dyslexie>", false);
    check("Les patients attendent, Luc Petit, <asthmatique>, aussi", false);
}

#[test]
fn a_ward_has_an_extension() {
    #[track_caller]
    fn check(text: &str, expected: bool) {
        let (plain, span) = marked(text);
        let is_unit = DETECTOR.book.meanings.is_unit_with_number(&plain, &span);
        assert_eq!(is_unit, expected, "{text}");
    }
    check("Gent\n<Oncologie> dagziekenhuis: Mia Van Gorp, 2240\n", true);
    check("<Psychiatrie>: Peter Nys 44 71", true);
    check("<Psychiatrie>: Peter Nys, 214", false);
    check("<Psychiatrie>: Peter Nys opgenomen 2240", false);
    check("Opname <psychiatrie>: Peter Nys, 2240", false);
}
