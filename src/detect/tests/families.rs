//! Families of words of the special categories: what somebody is suspected of, where somebody comes from, how somebody
//! practises a religion, unions and parties by their letters, conditions; and the same words where they are about nobody.

use super::*;

#[track_caller]
fn all_found(category: &str, texts: &[&str]) {
    let rule = format!("special.{category}");
    for text in texts {
        assert!(finding(&detect(text), &rule).is_some(), "{category}: {text}");
    }
}

#[track_caller]
fn none_found(texts: &[&str]) {
    for text in texts {
        let detected = detect(text);
        let special = detected
            .findings
            .iter()
            .find(|finding| finding.rule.starts_with("special."));
        assert!(special.is_none(), "{text}");
    }
}

#[test]
fn suspicion_and_theft_are_criminal_data() {
    all_found(
        "criminal",
        &[
            "Jan Peeters wordt vervolgd voor afpersing.",
            "Els Maes pleegde valsheid in geschrifte.",
            "Jan Peeters zat vijf jaar in de gevangenis.",
            "Jan Peeters heeft goederen gestolen.",
            "Paul Dubois a volé du matériel.",
            "Paul Dubois est accusé d'extorsion.",
            "Peter Müller wird der Geldwäsche verdächtigt.",
            "Peter Cooper was questioned about money laundering.",
        ],
    );
    none_found(&[
        "Agendapunt 4 is aangehouden op vraag van Jan Peeters.",
        "Er werd 500 euro uit de kassa gestolen, melding door Jan Peeters.",
        "Jan Peeters pleegde overleg met de leverancier.",
        "Jan Peeters betrapte een winkeldief.",
        "Paul Dubois a volé de Bruxelles à Nice.",
        "Someone stole money from Peter Cooper.",
        "Peter Cooper committed the change.",
    ]);
}

#[test]
fn peoples_and_papers_of_foreigners_tell_an_origin() {
    all_found(
        "ethnicity",
        &[
            "Ali Peeters is een Rohingya.",
            "Ali Peeters kreeg een bijlage 35.",
            "Jan Peeters is staatloos.",
            "Paul Dubois est kabyle.",
            "Peter Müller ist ausreisepflichtig.",
            "Peter Cooper is a Yazidi.",
        ],
    );
    none_found(&[
        "Zie bijlage 26 van het contract met Jan Peeters.",
        "Paul Dubois a signé l'annexe 26 du bail.",
        "De auto van Jan Peeters is zwart.",
        "Peter Cooper says Friday is Black Friday.",
        "Peter Müller bittet um Duldung der Bauarbeiten.",
        "Attestation d'immatriculation du véhicule de Paul Dubois",
    ]);
}

#[test]
fn practice_tells_a_religion() {
    all_found(
        "religion",
        &[
            "Dopelingen van mei: Jan Peeters, Els Maes",
            "Jan Peeters gaat op vrijdag naar de synagoge.",
            "Paul Dubois est luthérien.",
            "Täuflinge: Peter Müller, Anna Schmitz",
            "Peter Cooper is off on Friday because of his faith.",
        ],
    );
    none_found(&[
        "Jan Peeters brengt de bestelling naar de moskee.",
        "De rederij laat het schip dopen door An Peeters.",
        "Peter Cooper visited the museum of Coptic art.",
        "Jan Peeters kopt de bal in doel.",
        "The copter of Peter Cooper landed.",
        "Jan Peeters werkt op pinkstermaandag.",
    ]);
}

#[test]
fn letters_of_unions_and_parties_count_with_a_tie() {
    all_found(
        "union",
        &[
            "Candidats CNE : Mme Claire Dubois, M. Paul Dubois",
            "Jan Peeters is lid van het CNV.",
            "Jan Peeters is niet blij, maar wel gesyndiceerd sinds mei.",
            "Paul Dubois est délégué CGT.",
            "Peter Müller ist Mitglied der EVG.",
            "Peter Cooper joined the RMT.",
        ],
    );
    all_found(
        "politics",
        &[
            "Jan Peeters is lid van de VVD.",
            "Paul Dubois est adhérent à LFI.",
            "Peter Cooper joined the Green Party.",
        ],
    );
    none_found(&[
        "Jan Peeters sloot een gesyndiceerde lening af.",
        "Peter Cooper uses the FNV hash.",
        "Peter Cooper: 20 pcs member plates.",
        "Peter Müller exportiert eine CSV Datei.",
        "Peter Cooper joined the labour market.",
        "Jan Peeters is lid van de raad van bestuur.",
    ]);
}

#[test]
fn conditions_are_known_by_their_everyday_names() {
    all_found(
        "health",
        &[
            "Jan Peeters heeft een kunstknie.",
            "Jan Peeters liep een fractuur van het sleutelbeen op.",
            "Paul Dubois souffre d'obésité.",
            "Paul Dubois souffre de la goutte.",
            "Peter Müller hat einen gebrochenen Arm.",
            "Peter Cooper is off work with anxiety.",
            "Peter Cooper has IBS.",
        ],
    );
    none_found(&[
        "De motor van Jan Peeters stottert.",
        "Paul Dubois goutte le vin.",
        "Peter Cooper has 4 TB of disk.",
        "Peter Cooper signed off with a joke.",
        "Peter Müller hat einen gebrochenen Stuhl.",
        "Jan Peeters: breuk van de arm van de kraan.",
    ]);
}
