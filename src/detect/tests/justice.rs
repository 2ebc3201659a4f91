//! What is told of somebody's sentence, prison, mandate or partner: in clauses, in the past, by whoever writes or to whoever reads;
//! and what sounds like it and tells nothing.

use super::*;

#[track_caller]
fn check(rule: &str, told: &[&str], other: &[&str]) {
    for (texts, expected) in [(told, true), (other, false)] {
        for text in texts {
            assert_eq!(finding(&detect(text), rule).is_some(), expected, "{rule} in {text}");
        }
    }
}

#[test]
fn prison_and_release_are_told_in_many_ways() {
    check(
        "special.criminal",
        &[
            "Bram Wouters komt op 12 juni vrij uit de gevangenis.",
            "Bram Wouters heeft drie jaar gezeten voor inbraak.",
            "Bram Wouters zat in den bak in Mechelen.",
            "Luc Petit sortira de prison en juin.",
            "Jonas Weber kam im Mai aus der Haft.",
            "Shane Duffy came out of prison in June.",
            "Shane Duffy is held on remand.",
            "Shane Duffy was charged with fraud.",
        ],
        &[
            "De vogel komt vrij uit de kooi, ziet Jan Maes.",
            "Jan Maes heeft drie jaar gezeten voor het bestuur.",
            "Shane Duffy did time recording for the team.",
            "Dear Shane Duffy, you were charged with a fee of 12 euro.",
            "The decision was remanded to the committee chaired by Shane Duffy.",
            "De stemming was aangehouden op verzoek van Jan Maes.",
            "Jan Maes heeft de fraude bekend gemaakt aan de directie.",
            "Jonas Weber: Alte Lappen weg in den Müll.",
            "De sleutel van Jan Maes zit in de bak.",
            "Luc Petit a visité la prison avec ses élèves.",
            "Jonas Weber besucht das Gefängnis mit der Klasse.",
            "Shane Duffy wrote a play about prison.",
            "The prison library thanks Shane Duffy.",
        ],
    );
}

#[test]
fn confessions_arrests_and_licences_are_told_in_many_ways() {
    check(
        "special.criminal",
        &[
            "Piet Claes heeft de inbraak bekend.",
            "M. Luc Petit avait tout nié, puis il a reconnu les faits.",
            "Jonas Weber hat den Einbruch gestanden.",
            "Shane Duffy confessed to the burglary.",
            "Shane Duffy, who had been arrested in May, is back.",
            "Shane Duffy was fined for driving while disqualified.",
            "Enzo Marchetti a été placé en IPPJ par le juge.",
            "Luc Petit est connu pour recel.",
        ],
        &[
            "Jan Maes heeft het adres bekend gemaakt.",
            "Er is geen fraude bekend bij Jan Maes.",
            "M. Luc Petit a reconnu la maison.",
            "Jonas Weber hat lange in der Schlange gestanden.",
            "Shane Duffy admitted the error in the invoice.",
            "Shane Duffy was fined for late return of library books.",
            "Luc Petit a placé son argent en banque.",
            "M. Luc Petit est connu pour ses vins.",
        ],
    );
}

#[test]
fn mandates_and_members_are_told_in_many_ways() {
    check(
        "special.politics",
        &[
            "Benoît Servais est troisième sur la liste du MR à Huy.",
            "Sinds mei zetel ik voor Groen in de gemeenteraad. Kaat Verbiest",
            "Colin Marsh is standing for Labour in May.",
            "Neil Farrow is a paid-up Labour man.",
            "Mijn zoon Pieter De Rycke, die lid is van Jong N-VA, zoekt een job.",
            "Gernot Pfaff war Mitglied der SED.",
            "M. Jean Petit était trésorier de l'UDPS.",
        ],
        &[
            "Benoît Servais est deuxième sur la liste d'attente.",
            "Jan Maes zetelt voor de ouderraad.",
            "Jan Maes komt op voor groen in de stad.",
            "Colin Marsh is standing for the photo.",
            "Colin Marsh is standing for labour ward shift.",
            "Jan Maes was bij rood licht doorgereden.",
            "Luc Petit a rejoint Défi 21.",
            "Neil Farrow is a paid-up member of the gym.",
            "Gernot Pfaff war Mitglied der Feuerwehr.",
            "M. Jean Petit était trésorier de l'école.",
        ],
    );
}

#[test]
fn orientation_and_transition_are_told_in_many_ways() {
    check(
        "special.sex-life",
        &[
            "Robbe Adams valt op jongens.",
            "Je savais pas que Quentin Petit était gay.",
            "Sarah Price began her transition from male last year.",
            "Tom Baker is awaiting top surgery.",
            "M. Paul Petit et son mari ont payé.",
            "M. Paul Petit se plaint. Il vit en couple avec un homme.",
            "Collega's van Karim Maes vernamen dat hij met een man samenwoont.",
        ],
        &[
            "De keuze viel op vrouwen, zegt Jan Maes.",
            "Het logo valt op, vindt Robbe Adams.",
            "Sarah Price completed her transition to team lead.",
            "Since their transition to Azure, Sarah Price is happy.",
            "Tom Baker is BI analyst.",
            "Jan Maes: transitie gestart naar SAP.",
            "Jonas Weber hat seine Transition begonnen in die neue Abteilung.",
            "De keuze van Robbe Adams valt op mannen met ervaring.",
            "Mme Dubois remercie sa femme de ménage.",
            "Geachte heer, Lore Maes is getrouwd met een man uit Gent.",
            "Mme Anne Dubois et son mari ont payé.",
            "M. Paul Dubois et sa femme ont payé.",
            "Anne Dubois et son mari ont payé.",
            "Jan Maes werkt samen met een man uit Gent.",
        ],
    );
}

#[test]
fn a_message_answers_of_whom_the_last_one_named() {
    check(
        "special.health",
        &["[11:02] Dee: how is Stefan doing?\n[11:03] Marge: he's epileptic"],
        &[
            "[11:02] Dee: is Stefan in today?\n[11:03] Marge: no idea\n[11:04] Dee: who is epileptic?",
            "[11:02] Dee: how are Stefan and Lucy doing?\n[11:03] Marge: he's epileptic",
            "[11:02] Dee: what is with Stefan's dog?\n[11:03] Marge: he's epileptic",
        ],
    );
}

#[test]
fn a_letter_tells_its_reader() {
    check(
        "special.criminal",
        &[
            "Geachte heer Maertens,\n\nU blijft voorlopig aangehouden.\n\nMr. Karel Smet",
            "Geachte heer Maertens,\n\nWij vernamen dat u werd veroordeeld in mei.\n\nP. Smet",
            "Dear Mr Baker,\n\nWe learned that you were convicted in May.\n\nP. Smith",
        ],
        &[
            "Geachte heer Maertens,\n\nWij bouwen een gevangenis in Haren.\n\nP. Smet",
            "Geachte heer,\n\nWij organiseren een lezing over drugshandel.\n\nP. Smet",
            "Geachte heer Maertens,\n\nDe fraudedetectie werkt opnieuw.\n\nP. Smet",
        ],
    );
}

#[test]
fn what_somebody_does_for_a_party_is_no_talk() {
    check(
        "special.politics",
        &[
            "Benoît Servais est sur la liste du MR et a pris congé pour faire campagne.",
            "Pieter De Rycke, die lid is van Jong N-VA, deelt folders uit.",
        ],
        &[
            "Infocampagne van de stad. Folders bij Jan Maes.",
            "Jan Maes verspreidt folders voor de campagne van de winkel.",
            "Benoît Servais fait campagne pour la sécurité routière.",
        ],
    );
}
