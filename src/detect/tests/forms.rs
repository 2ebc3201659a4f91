//! Forms that somebody filled in and forms that nobody did; how illnesses, origins and results are told in letters and notes.

use super::*;

#[track_caller]
fn check(rule: &str, texts: &[&str], expected: bool) {
    for text in texts {
        let found = finding(&detect(text), rule).is_some();
        assert_eq!(found, expected, "{rule} in {text}");
    }
}

#[test]
fn a_form_for_both_parts_of_a_name_has_a_person() {
    check(
        "special.health",
        &[
            "Name, Vorname: Brandt, Heike\nSchwerbehinderung: ja",
            "Naam, voornaam: Claes, An\nHandicap: ja",
            "Nom, prénom : Dubois, Anne\nHandicap : oui",
            "Naam / voornaam: Claes, An\nZiekte: diabetes",
            "Nachname, Vorname: Weber, Anna\nDiagnose: Epilepsie",
        ],
        true,
    );
    let names = |text: &str| finding(&detect(text), "person-name").is_some();
    assert!(names("Name, Vorname: Brandt, Heike\nGeburtsdatum: 19.08.1975"));
}

#[test]
fn a_program_silences_no_note_on_somebody() {
    check(
        "special.health",
        &[
            "Ziekmelding via app\nMedewerker: Jeroen Bakker\nToelichting: longembolie",
            "Verlof via de app\nNaam: Lies Maes\nReden: diabetes",
            "Absence par l'app\nNom : Luc Dubois\nMotif : épilepsie",
            "Krankmeldung per App\nName: Anna Weber\nGrund: Migräne",
        ],
        true,
    );
    check(
        "special.health",
        &[
            "Een app voor diabetes, gemaakt door Jan Peeters",
            "App over depressie. Contact: Jan Peeters",
        ],
        false,
    );
}

#[test]
fn what_a_form_asks_is_told_of_nobody() {
    check(
        "special.health",
        &[
            "Naam: An Claes\nHandicap: ja / nee",
            "Nom : Anne Dubois\nEnceinte : oui / non",
            "Name: Anna Weber\nSchwanger: ja/nein",
            "Name: Tom Smith\nPregnant: yes / no",
            "Naam: An Claes\nZwanger: ......",
        ],
        false,
    );
    check("minors", &["Naam: An Claes\nKinderen ten laste: ..."], false);
    check(
        "special.health",
        &[
            "Naam: An Claes\nHandicap: ja",
            "Naam: An Claes\nDiabetes: ja, type 1",
            "Naam: An Claes\nZwanger: ja / nee: ja",
        ],
        true,
    );
}

#[test]
fn an_advertisement_or_a_manual_is_of_nobody_it_names() {
    check(
        "special.health",
        &[
            "Vous accompagnez des patients atteints d'un cancer. Vous travaillez sous la direction de Mme Carine Dumont.",
            "Je begeleidt mensen met dementie. Je rapporteert aan Leen Soetaert.",
            "L'appareil enregistre la tension artérielle. Service après-vente : M. Philippe Renard",
            "Vul de periode in. Voorbeeld: Jan Maes is arbeidsongeschikt van 1 tot 5 mei.",
            "Jan Maes is arbeidsongeschikt van 1 tot 5 mei. (voorbeeld)",
        ],
        false,
    );
    check(
        "special.health",
        &[
            "Leen Soetaert is arbeidsongeschikt van 1 tot 5 mei. Voorbeeld: geen.",
            "Klantendienst: Jan Maes is arbeidsongeschikt",
        ],
        true,
    );
}

#[test]
fn psychosis_and_cirrhosis_are_no_trousers() {
    check(
        "special.health",
        &[
            "Jan Peeters heeft een psychose.",
            "Anne Dubois souffre d'une cirrhose.",
            "Herr Weber hat eine Psychose.",
        ],
        true,
    );
    check(
        "special.health",
        &["Anna Weber bestellt eine Schwangerschaftshose."],
        false,
    );
}

#[test]
fn illnesses_are_told_in_all_persons_and_orders() {
    check(
        "special.health",
        &[
            "Mr Grady has emphysema.",
            "Jan Maes heeft longemfyseem.",
            "Lore De Smet heeft haar enkel verstuikt.",
            "Marc Delhez breekt zijn been.",
            "Op de spoed bleek de pols van Lore De Smet gebroken; haar arm is gebroken.",
            "Luc Dubois se casse le bras au ski.",
            "Herr Weber brach sich das Handgelenk.",
            "Tom Smith dislocated his shoulder.",
            "M. Luc Dubois prend une trithérapie depuis 2017.",
            "Mevr. Aelbrecht neemt lithium.",
            "Luc Dubois a une récidive au sein gauche.",
            "Tom Smith fell from his chair, his arm is broken.",
            "Nathalie Leroy sort doucement de sa dépression.",
            "Marc Delhez a revu son oncologue : récidive au foie.",
            "Stijn Pauwels hoort links niets meer.",
        ],
        true,
    );
    check(
        "special.health",
        &[
            "Jan Maes bestelt lithium-ion batterijen.",
            "Jan Maes: de accu met lithium is defect.",
            "Jan Maes koopt lithium voor de boormachine.",
            "Luc Dubois assure une tâche au sein de la direction.",
            "La masse au sein du budget est gérée par Luc Dubois.",
            "Tom Smith: the monitor arm is broken.",
            "Jan Maes: been is gebroken van bureau 12",
            "Jan Maes is vertegenwoordiger voor Stelara.",
            "Jan Maes brak zijn woord.",
            "Luc Dubois casse les prix.",
            "Tom Smith broke his promise.",
            "Jan Maes hoort niets meer van de leverancier.",
        ],
        false,
    );
}

#[test]
fn a_result_of_a_genetic_test_is_genetic() {
    check(
        "special.genetic",
        &[
            "Jan Maes is drager van het Lynch-gen.",
            "Tom Smith has a 15q13.3 deletion.",
            "De heer Jan Maes heeft 43 CAG-herhalingen in het HTT-gen.",
            "Dear Ms Smith, your son Toby has Angelman syndrome.",
            "La paternité de M. Dubois à l'égard de l'enfant est prouvée.",
            "The test excludes Mr Smith: it excludes him as the father.",
            "Die Vaterschaft ist praktisch erwiesen: Herr Weber.",
            "Luc Dubois : syndrome de Noonan confirmé.",
            "Tom Smith got his Ancestry results: haplogroup R1b.",
        ],
        true,
    );
    check(
        "special.genetic",
        &[
            "M. Dubois est en congé de paternité.",
            "Le congé de paternité de M. Dubois est prolongé.",
            "De mutatie voor Jan Maes is verwerkt.",
            "Luc Dubois : mutation vers Namur le 3 mai.",
            "Mr Smith is the father of the project.",
        ],
        false,
    );
}

#[test]
fn conversions_and_peoples_are_told() {
    check(
        "special.religion",
        &[
            "Mr Farhad Karimi had become a Christian two years before.",
            "Thomas Geerts heeft in maart de sjahada uitgesproken.",
            "Luc Dubois est devenu chrétien.",
            "Isaac Feldman goes to shul on Saturdays.",
        ],
        true,
    );
    check(
        "special.religion",
        &[
            "Christian Maes became a manager.",
            "Le concert d'Anne à La Mecque du rock.",
        ],
        false,
    );
    check(
        "special.ethnicity",
        &[
            "Jan Maes behoort tot de Oromo-bevolkingsgroep.",
            "Antragsteller: Herr Rezan Yildiz\nAntwort: Ich bin Kurde.",
            "Stefan Boyle? He's a Traveller.",
        ],
        true,
    );
    check(
        "special.ethnicity",
        &["Tom Smith is a frequent traveller.", "Ann Smith is a time traveller."],
        false,
    );
}

#[test]
fn unions_and_fingers_have_many_names() {
    check(
        "special.union",
        &[
            "Tom Smith is the RMT safety rep.",
            "Luc Dubois est affilié chez les rouges.",
        ],
        true,
    );
    check("special.union", &["Luc Dubois joue chez les rouges."], false);
    check(
        "special.biometric",
        &[
            "Het gezicht van Ellen Dhaene werd ingescand en als sjabloon bewaard.",
            "Bei Herrn Schiller wurde der Abdruck des rechten Zeigefingers eingelernt.",
        ],
        true,
    );
    check(
        "special.biometric",
        &[
            "Jan Maes heeft de brief ingescand en als bijlage bewaard.",
            "De factuur van Jan Maes is ingescand en als template bewaard.",
        ],
        false,
    );
}
