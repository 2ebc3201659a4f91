//! Of whom an illness or a child is told, in short notes: what is said of somebody, and what only sounds like it.

use super::*;

#[track_caller]
fn check_rule(rule: &str, text: &str, expected: bool) {
    assert_eq!(finding(&detect(text), rule).is_some(), expected, "{rule} in {text}");
}

#[track_caller]
fn health(text: &str, expected: bool) {
    check_rule("special.health", text, expected);
}

#[track_caller]
fn minors(text: &str, expected: bool) {
    check_rule("minors", text, expected);
}

#[test]
fn a_list_of_illnesses_is_several_words() {
    for (said, expected) in [
        ("epilepsie\nhernia\ndiabetes\nkanker", true),
        ("epilepsie hernia diabetes kanker hepatitis", true),
        ("epilepsie/hernia/diabetes", true),
        ("asthme\ndiabète\nhépatite", true),
        ("epilepsie", false),
        ("bipolaire stoornis", false),
    ] {
        let neutral = "Neutrale tekst zonder meer. ".repeat(16);
        health(
            &format!("85.07.30-951.80.\n{neutral}\nVaststelling:\n{said}."),
            expected,
        );
    }
}

#[test]
fn an_illness_is_told_of_architects_and_sellers_too() {
    health(
        "Jan Peeters, architect, is al drie maanden thuis met een burn-out.",
        true,
    );
    health("Mme Dubois, architecte, est en arrêt maladie pour dépression.", true);
    health("Els Claes, vertegenwoordigster, zwanger tot mei", true);
    health("Tom Maes, délégué commercial, est en burn-out depuis mars.", true);
    health("Jan Peeters, psychiater, over burn-out", false);
}

#[test]
fn a_matter_of_work_is_no_exercise() {
    health("Casus: mevr. Maes heeft een burn-out. Wat denk je?", true);
    health(
        "Case: Mr Baker has diabetes and works nights. What should you do as his manager?",
        true,
    );
    health(
        "Cas : Marie Piron est enceinte. Quelles mesures prenez-vous pour son poste ?",
        true,
    );
    health(
        "Examen 4 mei: Jan Peeters afwezig wegens depressie. Wat doe je met zijn 8 punten?",
        true,
    );
    health(
        "Casus 2: Jan Peeters heeft een depressie. Welke zorg stel je voor?",
        false,
    );
}

#[test]
fn an_internship_of_somebody_is_no_paper() {
    health("Demande de stage de Marie Piron : autisme", true);
    health("Suspension de stage Marie Piron : grossesse", true);
    health("Verslag van stage van Jan Peeters: autisme", true);
    health(
        "Stageverslag Jan Peeters: burn-out na twee weken, stage stopgezet.",
        true,
    );
    health("Rapport de stage de Marie Piron : l'autisme", false);
}

#[test]
fn whoever_is_thanked_may_be_ill() {
    health("Danke Frau Weber, Ihr Diabetes-Befund ist da.", true);
    health("Bedankt mevr. Maes, zwangerschap genoteerd", true);
    health("Merci Mme Piron, grossesse bien notée", true);
    health("Danke Herr Weber, gute Besserung mit dem Bandscheibenvorfall", true);
    health(
        "Bedankt Jan Peeters voor de organisatie van de actie tegen kanker",
        false,
    );
    health("Merci à Marie Piron pour l'action contre le cancer", false);
}

#[test]
fn whoever_is_to_be_asked_is_not_ill() {
    health("Ter info: Jan Peeters is aanspreekpunt voor burn-out", false);
    health("Ter info: Jan Peeters is onze vertrouwenspersoon bij burn-out", false);
    health("For your info: John Baker is the speaker on cancer", false);
    health("Ter info: Jan Peeters is sinds mei thuis met een burn-out", true);
}

#[test]
fn the_pupil_of_an_eye_is_no_child() {
    let children = |csv: &str| finding(&detect_text(&table(csv)), "minors").is_some();
    assert!(!children("eye;pupil;vision\nL;3 mm;0.8\n"));
    assert!(!children("pupil;reaction\nleft eye;normal\n"));
}

#[test]
fn other_things_are_in_custody() {
    minors("Bank custody agreement, Mr Baker", false);
    minors("custody hearing on remand for Mr Baker", false);
    minors("Mr Baker is in full custody of the keys", false);
    minors("Mr Baker has full custody since May", true);
    minors("M. Dupont demande la garde du chien", false);
    minors("Mme Piron a perdu la garde du projet", false);
    minors("Mme Piron a perdu la garde de son fils", true);
    minors("Pharmacie de garde principale : M. Dupont", false);
}

#[test]
fn idioms_tell_of_no_illness() {
    health("Het joeg Tom Claes de stuipen op het lijf", false);
    health("Tom Claes heeft stuipen gehad", true);
    health("Mevr. Maes, de hond heeft gebraakt.", false);
    health("Mevr. Maes heeft gebraakt.", true);
    health("Jan Peeters: \"Ik word er misselijk en moe van, die file\"", false);
    health("M. Dupont vomit sa haine sur le projet", false);
    health("M. Dupont vomit depuis hier", true);
    health("Der Briefkasten von Frau Lentz wurde erbrochen", false);
    health("Frau Lentz hat erbrochen", true);
    health("The broker Mr Baker had a seizure notice from customs", false);
    health("AVC Charleroi - Mme Piron, présidente", false);
    health("Club AVC Namur : M. Dupont marque deux buts.", false);
    health("Format AVC, M. Dupont filme", false);
    health("M. Dupont, président, a fait un AVC en mai", true);
}

#[test]
fn a_title_or_a_role_names_whoever_no_list_knows() {
    for (text, expected) in [
        ("Meneer Quimbo Zarvelt heeft epilepsie.", true),
        ("Mijnheer Zarvelt lijdt aan diabetes.", true),
        ("Fräulein Quimbo Zarvelt hat Epilepsie.", true),
        ("Miss Quimbo Zarvelt has epilepsy.", true),
        ("Hr. Zarvelt hat Epilepsie.", true),
        ("We miss Brussels. Epilepsy is treated there.", false),
        ("Ask HR Brussels. Epilepsy is treated there.", false),
        ("De bewoner Quimbo Zarvelt heeft epilepsie.", true),
        ("L'élève Quimbo Zarvelt est épileptique.", true),
        ("Pupil Quimbo Zarvelt has epilepsy.", true),
        ("Patient : Quimbo Zarvelt\nDiagnostic : épilepsie\n", true),
        ("Quimbo Zarvelt, geboren op 12/03/1980, epilepsie", true),
        ("Client Portal Team has epilepsy.", false),
        ("Epilepsie Liga Vlaanderen heeft een brochure over epilepsie.", false),
        ("Van den Broeck heeft epilepsie.", true),
        ("Vertrekkers hebben epilepsie.", false),
    ] {
        health(text, expected);
    }
    for (text, expected) in [
        ("Meneer Zarvelt is asielzoeker.", true),
        ("Quimbo Zarvelt is asielzoeker.", true),
        ("Verdachte Quimbo Zarvelt is asielzoeker.", true),
        ("Fedasil Zarvelt is een centrum voor asielzoekers.", false),
    ] {
        check_rule("special.ethnicity", text, expected);
    }
    check_rule("special.politics", "Meneer Thijs stemt al jaren Vlaams Belang.", true);
    check_rule("special.religion", "Quimbo Zarvelt is moslim.", true);
    check_rule("special.religion", "Emmaüs Zarvelt is katholiek.", false);
    check_rule("special.criminal", "Ahold Zarvelt werd veroordeeld voor fraude.", false);
    check_rule(
        "special.criminal",
        "Beklaagde Quimbo Zarvelt werd veroordeeld voor fraude.",
        true,
    );
}

#[test]
fn a_short_note_says_who_is_ill() {
    for (text, expected) in [
        ("Els Peeters ziek", true),
        ("Karim: ziek tot vrijdag", true),
        ("Ziek: Karim, Els, Mo", true),
        ("Zieken:\n- Els Peeters\n- Karim Claes\n", true),
        ("Els Peeters is sinds maandag ziek.", true),
        ("ik ben sinds maandag ziek", true),
        ("De printer is sinds maandag ziek.", false),
        ("Bij mij werd kanker vastgesteld.", true),
        ("kevin heeft zich ziek gemeld", true),
        ("els peeters heeft epilepsie", true),
        ("@els ligt in het ziekenhuis met een longontsteking", true),
        ("onze joris heeft een hersentumor", true),
        ("Na zijn hartinfarct werkt R. Claes halftijds.", true),
        ("Ziekteattest Peeters R.", true),
        (
            "Chef aan HR: Karim Yilmaz is flauwgevallen. Blijkbaar epilepsie-aanval.",
            true,
        ),
        ("Vragen aan HR: Karim Yilmaz helpt bij epilepsie.", false),
        ("Epilepsie: vragen aan r. peeters", false),
        ("Boek: Peeters R., Epilepsie bij kinderen", false),
    ] {
        health(text, expected);
    }
}
