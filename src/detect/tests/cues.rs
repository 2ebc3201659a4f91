//! Kinds of documents: in tables as in texts, and what only speaks of wages or of experience.

use super::*;
use crate::text::NameId;

const TABLE: NameId = 0;

/// Rows of cells as Word, Excel and web pages give them.
fn of_cells(rows: &str) -> Text {
    let mut text = Text {
        names: vec![String::new()],
        ..Text::default()
    };
    for (row, line) in (1..).zip(rows.lines()) {
        for (col, cell) in (0..).zip(line.split('|')) {
            let border = if col > 0 { "\t" } else { "\n" };
            text.buf.push_str(if text.buf.is_empty() { "" } else { border });
            text.marks.push(Mark {
                offset: text.buf.len() as u32,
                label: 0,
                unit: Unit::Cell { table: TABLE, row, col },
            });
            text.buf.push_str(cell);
        }
    }
    text
}

#[test]
fn a_form_that_is_a_table_is_about_the_person_in_it() {
    #[track_caller]
    fn check(rows: &str, rule: &str, expected: Option<Confidence>) {
        assert_eq!(confidence(&detect_text(&of_cells(rows)), rule), expected, "{rows}");
    }
    let high = Some(Confidence::High);
    let wages = "Brutoloon|3.412,20\nRSZ|445,97\nNettoloon|2.353,83";
    check(&format!("Werknemer|Jan Peeters\n{wages}"), "payslip", high);
    check(
        "Nom|Sylvie Renard\nSalaire brut|3412,2\nONSS|446\nPrécompte professionnel|712\nSalaire net|2254",
        "payslip",
        high,
    );
    check(
        "Werknemer|Jan Peeters|Functie|lasser\nBrutoloon|3200|RSZ|418\nBedrijfsvoorheffing|512|Nettoloon|2270",
        "payslip",
        high,
    );
    check(
        "Naam|Jan Peeters\nE-mail|jan.peeters@telenet.be\nWerkervaring|lasser 2010-2026\nOpleiding|TSO\nTalenkennis|Nederlands",
        "cv",
        Some(Confidence::Medium),
    );
    check(
        &format!("Werknemer|Jan Peeters\n{wages}\nVacature|lasser"),
        "payslip",
        high,
    );
    check(
        "Vacature|lasser\nWerkervaring|2 jaar\nOpleiding|TSO\nTalenkennis|Nederlands\nContact|Jan Aerts",
        "cv",
        None,
    );
    check(&format!("Sector|bouw\n{wages}"), "payslip", None);
    check("Naam|Jan Peeters\nBrutoloon|zie barema\nRSZ|13,07 %", "payslip", None);
    check("Naam|Jan Peeters\nWerkervaring|lasser\nOpleiding|TSO", "cv", None);
}

#[test]
fn the_person_of_an_offer_is_the_one_to_write_to() {
    for text in [
        "Offre d'emploi\nExpérience professionnelle : 2 ans\nFormation : bachelier\nConnaissances linguistiques : NL\n\
         Candidature à envoyer à Mme Renard, s.renard@fonderie-lambert.be",
        "We are hiring!\nWork experience: 2 years\nEducation: bachelor\nLanguage skills: Dutch\nWrite to Ann Brown",
        "Stellenanzeige: Schweißer\nBerufserfahrung: 2 Jahre\nAusbildung, Sprachkenntnisse\nBewerbung an Frau Renard",
        "  Vacature lasser\nWerkervaring: 2 jaar\nOpleiding: TSO\nTalenkennis: NL\nContact: Jan Aerts",
        "Opleidingsplan: opleidingen, talenkennis en werkervaring van de medewerkers, contact Bart Dox",
    ] {
        assert_eq!(confidence(&detect(text), "cv"), None, "{text}");
    }
    let letter = "Betreft: uw vacature voor lasser\nCurriculum vitae van Jan Peeters\nWerkervaring: lasser\nOpleiding: TSO\n\
                  Talenkennis: NL";
    assert_eq!(confidence(&detect(letter), "cv"), Some(Confidence::High));
    for text in [
        "Wij zoeken nog een lasser en kregen dit.\nEls Peeters\nWerkervaring\nlasser\nOpleiding\nTSO\nTalenkennis\nNederlands",
        "Vacature lasser: kandidaat 3\n\nEls Peeters\nWerkervaring\nlasser\nOpleiding\nTSO\nTalenkennis\nNL",
        "Els Peeters\nKerkstraat 3\nWerkervaring\nlasser\nOpleiding\nTSO\nTalenkennis\nNederlands",
        "Poste vacant : voici une candidate.\nMarie Denis\nExpérience professionnelle\nsoudeuse\nFormation\nCESS\nLoisirs\npêche",
        "Wir suchen noch einen Schweißer, siehe unten.\nHans Weber\nBerufserfahrung\nSchweißer\nSprachkenntnisse\nNL\nLebenslauf",
        "We are looking for a welder, see below.\nTom Baker\nWork experience\nwelder\nEducation\nBA\nLanguage skills\nDutch",
    ] {
        assert_eq!(confidence(&detect(text), "cv"), Some(Confidence::Medium), "{text}");
    }
    for text in [
        "Wij zoeken nog een lasser.\nMet vriendelijke groeten\nEls Peeters\nWerkervaring: 2 jaar\nOpleiding: TSO\nTalenkennis: NL",
        "Wij zoeken nog een lasser.\nVoor meer info kan je terecht bij\nEls Peeters\nWerkervaring: 2 jaar\nOpleiding: TSO\nTalenkennis: NL",
        "Wij zoeken nog een lasser voor ons bedrijf.\nEls Peeters wacht op u.\nWerkervaring: 2 jaar\nOpleiding: TSO\nTalenkennis: NL",
    ] {
        assert_eq!(confidence(&detect(text), "cv"), None, "{text}");
    }
    // A note that says whose life it is adds a word.
    let below = "Werkervaring\nlasser\nOpleiding\nTSO\nTalenkennis\nNederlands";
    let note = "Geachte,\nIk solliciteer voor de functie van lasser. Mijn cv staat hieronder.\nEls Peeters\n\n";
    assert_eq!(
        confidence(&detect(&format!("{note}{below}")), "cv"),
        Some(Confidence::High)
    );
    assert_eq!(
        confidence(&detect(&format!("Els Peeters\n{below}")), "cv"),
        Some(Confidence::Medium)
    );
    let two = "Mevr. Testa vroeg: wie leest mijn cv na? Zij volgt een opleiding.";
    assert_eq!(confidence(&detect(two), "cv"), None);
    let offer = "Wij bieden een brutoloon van 3.200 euro, maaltijdcheques en een eindejaarspremie. Contact: Jan Aerts";
    assert_eq!(confidence(&detect(offer), "payslip"), None);
}

#[test]
fn words_of_wages_without_an_amount_are_no_payslip() {
    for text in [
        "Wij bieden: aantrekkelijk brutoloon, maaltijdcheques, eindejaarspremie. Solliciteer bij Jan Aerts.",
        "Beste Jan, de loonbrieven en de Dimona-aangiftes worden vanaf januari 2027 door SD Worx verwerkt. Groeten An Cools",
        "Verslag OR van 12.03.2026: indexering van de barema's en de eindejaarspremie. Aanwezig: Jan Aerts, An Cools.",
    ] {
        assert_eq!(confidence(&detect(text), "payslip"), None, "{text}");
    }
    let text = "Beste Jan Aerts, je brutoloon wordt 3.412,20, de bedrijfsvoorheffing 712,10 en het nettoloon 2.253,13.";
    assert_eq!(confidence(&detect(text), "payslip"), Some(Confidence::High));
}

#[test]
fn a_table_of_names_with_gross_and_net_is_of_wages() {
    let of = |csv: &str| confidence(&detect_text(&table(csv)), "payslip");
    let rows = "Jan Peeters;3214,55;2192,23\nEls Maes;2950,10;2044,10\nTom Jacobs;3100;2101\n";
    for headings in [
        "naam;bruto;netto",
        "nom;brut;net",
        "Name;Brutto;Netto",
        "name;gross;net",
    ] {
        assert_eq!(of(&format!("{headings}\n{rows}")), Some(Confidence::High), "{headings}");
    }
    for headings in [
        "klant;bruto;netto",
        "naam;bruto kg;netto",
        "artikel;bruto;netto",
        "code;gross;net",
        "naam;bruto;btw",
    ] {
        assert_eq!(of(&format!("{headings}\n{rows}")), None, "{headings}");
    }
    assert_eq!(
        of("naam;bruto;netto\nschroef;3214,55;2192,23\nmoer;2950,10;2044,10\n"),
        None
    );
    assert_eq!(
        confidence(&detect("Jan Peeters woog bruto 3200 en netto 2100"), "payslip"),
        None
    );
}

#[test]
fn headings_of_wages_are_cut_short_and_a_surname_may_stand_alone() {
    let of = |csv: &str| confidence(&detect_text(&table(csv)), "payslip");
    for csv in [
        "Nom;Prénom;Sal. brut;Préc. prof.;Sal. net\nDurand;Marie;2740;470;1912\n",
        "Naam;Loon bruto;Loon netto\nDaems Griet;3210;2130\n",
        "Nom;Brut mensuel;Net à payer\nMarie Piron;3210;2130\n",
        "Name;Gehalt brutto;Gehalt netto\nJana Heinen;3210;2130\n",
        "Name;Gross sal.;Net sal.\nAnn Baker;3210;2130\n",
        "Nom;Brut;ONSS;Précompte;Net\nLambert;2740;358;470;1912\nPiron;2840;359;471;1913\n",
        "Naam;Bruto;RSZ;Netto\nPeeters;2740;358;1912\n",
    ] {
        assert!(of(csv).is_some(), "{csv}");
    }
    for csv in [
        "Nom;Brut;ONSS;Précompte;Net\nQuai 3;2740;358;470;1912\n",
        "Nom;Brut;Tare;Net\nLambert;2740;358;2382\n",
        "Client;Net à payer;TVA\nLambert;2740;470\n",
        "Prénom;Brut;ONSS;Net\nQuai;2740;358;1912\n",
        "Naam;Dividend bruto;Voorheffing;Netto\nPeeters;2740;822;1918\n",
        "Naam;Bruto m2;Netto;Voorheffing\nClaes;120;98;822\n",
        "Nom;Dividende brut;Précompte;Net\nLambert;2740;822;1918\n",
    ] {
        assert_eq!(of(csv), None, "{csv}");
    }
}

#[test]
fn plain_headings_below_a_name_are_of_a_life() {
    for text in [
        "Jean Pirard, 0475 27 63 12\nExpériences\n2010-2015 soudeur\nÉtudes\nCESS soudure\nLangues\nFrançais, anglais",
        "Jan Peeters\nErvaring: lasser bij Volvo 2010-2015\nStudies: TSO lassen\nTalen: NL, FR",
        "Hans Schmitz\nBeruflicher Werdegang\n2010-2015 Schweißer\nSchulbildung\nAbitur\nSprachen: Deutsch",
        "John Pierce\nEmployment history\n2010-2015 welder\nQualifications\nA levels\nLanguages: English, Dutch",
    ] {
        assert_eq!(confidence(&detect(text), "cv"), Some(Confidence::Medium), "{text}");
    }
    for text in [
        "Lasser (m/v)\nErvaring: 2 jaar\nStudies: TSO\nTalen: NL, FR\nContact: Jan Peeters",
        "Vacature lasser, Jan Peeters\nErvaring: 2 jaar\nStudies: TSO\nTalen: NL, FR",
        "Jan Peeters geeft talen, en heeft ervaring met studies.",
        "Jan Peeters\nTalen: NL\nStudies: TSO",
        "Cursus\nStudies\nTalen\nErvaring",
    ] {
        assert_eq!(confidence(&detect(text), "cv"), None, "{text}");
    }
}

/// Where each person has a column, the rows begin with their headings and the person stands in another row.
#[test]
fn what_a_row_tells_is_about_the_persons_of_its_columns() {
    #[track_caller]
    fn check(rows: &str, rule: &str, expected: bool) {
        let mut text = of_cells(rows);
        let firsts = rows.lines().filter_map(|line| line.split('|').next());
        text.names.extend(firsts.map(str::to_owned));
        for mark in &mut text.marks {
            if let Unit::Cell { row, col: 1.., .. } = mark.unit {
                mark.label = row;
            }
        }
        let found = confidence(&detect_text(&text), rule).is_some();
        assert_eq!(found, expected, "{rows}");
    }
    let persons = "Naam|Els Baert|Tom Daems|Jan Moens\nGeboortedatum|12/03/1975|25/06/1981|01/09/1990";
    check(
        &format!("{persons}\nDiagnose|jicht|epilepsie|diabetes"),
        "special.health",
        true,
    );
    check(&format!("{persons}\nVakbond|ABVV|ACLVB|ACV"), "special.union", true);
    check(&format!("{persons}\nPloeg|zuid|noord|oost"), "special.union", false);
    check(
        "Model|X1|X2|X3\nDiagnose|jicht|epilepsie|diabetes\nStuks|3|4|5",
        "special.health",
        false,
    );
}
