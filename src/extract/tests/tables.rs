//! Tests of several tables on one sheet, and of tables whose headings stand at the beginnings of their rows.

use super::containers::zip_of;
use super::*;

/// A sheet as csv, tsv, page, workbook and document. Rows are numbered: an empty one holds no cell.
fn written(rows: &str) -> Vec<(&'static str, Vec<u8>)> {
    let table = |row: &str, cell: &dyn Fn(&str) -> String| -> String {
        rows.lines()
            .map(|line| {
                let cells: String = line.split(';').map(cell).collect();
                format!("<{row}>{cells}</{row}>")
            })
            .collect()
    };
    let page = table("tr", &|text| format!("<td>{text}</td>"));
    let sheet = table("row", &|text| match text {
        "" => "<c/>".to_owned(),
        _ => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    });
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Blad\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let links =
        "<Relationships><Relationship Id=\"r1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let types = ("[Content_Types].xml", &b"<Types/>"[..]);
    let workbook = zip_of(&[
        types,
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let word = table("w:tr", &|text| {
        format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    });
    let word = format!("<w:document xmlns:w=\"w\"><w:body><w:tbl>{word}</w:tbl></w:body></w:document>");
    vec![
        ("a.csv", rows.as_bytes().to_vec()),
        ("a.tsv", rows.replace(';', "\t").into_bytes()),
        ("a.html", format!("<html><body><table>{page}</table>").into_bytes()),
        ("a.xlsx", workbook),
        ("a.docx", zip_of(&[types, ("word/document.xml", word.as_bytes())])),
    ]
}

/// Cells and the labels that they are to have; none for a label of "".
#[track_caller]
fn check(rows: &str, expected: &[(&str, &str)]) {
    for (name, bytes) in written(rows) {
        let document = document(name, &bytes);
        let labelled = document.labelled();
        for cell in expected {
            assert!(labelled.contains(cell), "{name}: {cell:?} in {labelled:?}");
        }
    }
}

#[test]
fn a_table_below_another_one_has_its_own_headings() {
    let expected = [
        ("Artikel", "moer"),
        ("Stuks", "7"),
        ("", "Werknemer"),
        ("", "Rijbewijs"),
        ("Werknemer", "Bo Claes"),
        ("Rijbewijs", "8347102714"),
        ("Rijbewijs", "7334829673"),
    ];
    check(
        "Artikel;Stuks\nmoer;7\nbout;9\n\nWerknemer;Rijbewijs\nAn Maes;8347102714\nBo Claes;7334829673\n",
        &expected,
    );
    check(
        "Artikel;Stuks\nmoer;7\nWerknemer;Rijbewijs\nAn Maes;8347102714\nBo Claes;7334829673",
        &expected,
    );
    // A title stands above it, it begins elsewhere, and another one follows.
    check(
        "Artikel;Stuks;Prijs\nmoer;7;2\nPloeg zuid\n;Naam;Geboortedatum;Allergie\n;An Maes;12/03/1975;noten\n\n\
         Klant;Factuur\nX nv;20/1\n",
        &[
            ("Naam", "An Maes"),
            ("Geboortedatum", "12/03/1975"),
            ("Factuur", "20/1"),
        ],
    );
}

/// Also where the csv has no usual number of columns, and the titles have no others.
#[test]
fn tables_below_each_other_need_not_be_as_wide() {
    let table = "Lokaal;Uur\nA1;9\nA2;10\nA3;11\n\nPersoneel\nNaam;Geboortedatum;Rekening;Telefoon\n\
                 An Maes;12/03/1975;x1;1\nBo Claes;25/06/1981;x2;2\nCas Daems;01/09/1990;x3;3\nDre Els;02/09/1990;x4;4\n";
    let expected = [
        ("Lokaal", "A2"),
        ("Uur", "11"),
        ("Geboortedatum", "25/06/1981"),
        ("Telefoon", "4"),
    ];
    check(table, &expected);
    check(&format!("Overzicht\n{table}"), &expected[2..]);
}

#[test]
fn rows_of_words_and_repeated_headings_begin_no_table() {
    check(
        "Naam;Functie;Nr\nAn;kok;1\n\nBo;lid;type\nCas;kok;3\n",
        &[("Naam", "Bo"), ("Naam", "Cas"), ("Nr", "3")],
    );
    check(
        "Naam;Nr\nAn;1\n\nNaam;Nr\nBo;2\n\nNaam;Nr\nCas;3\n",
        &[("Naam", "Bo"), ("Nr", "2"), ("Nr", "3")],
    );
    check(
        "nl;fr;nr\nprijs;prix;1\nnaam;nom;adres\ndatum;date;2\n",
        &[("nl", "datum"), ("fr", "date"), ("nr", "2")],
    );
}

#[test]
fn rows_may_begin_with_their_headings() {
    check(
        "Naam;An Maes;Bo Claes\nGeboortedatum;12/03/1975;25/06/1981\nWachtwoord;Tulp482!;Roos771!\nGemeente;Gent;Aalst\n",
        &[
            ("", "Naam"),
            ("Naam", "Bo Claes"),
            ("Geboortedatum", "12/03/1975"),
            ("Geboortedatum", "25/06/1981"),
            ("Wachtwoord", "Roos771!"),
            ("Gemeente", "Aalst"),
        ],
    );
    // Words of a column are no headings of their rows.
    check(
        "Type;Merk;Bouwjaar\nklant;Volvo;2001\nlid;Opel;2003\nlid;Fiat;2004\n",
        &[("Merk", "Opel"), ("Bouwjaar", "2003")],
    );
}

/// A heading over the first column stands over words that are headings elsewhere.
#[test]
fn rows_of_a_list_do_not_begin_with_their_headings() {
    for table in [
        "Kind;Jarig;Papa\nKind 1;01/03/2019;An Maes\nKind 2;02/03/2019;Bo Claes\n",
        "Klant;Jarig;Papa\nKlant Cas Baert;01/03/2019;An Maes\nLid Els Daems;02/03/2019;Bo Claes\n",
        "Service;Jarig;Papa\nService RH;01/03/2019;rh\nService Paie;02/03/2019;paie\n",
        "Functie;Jarig;Papa\narts;01/03/2019;An Maes\nchauffeur;02/03/2019;Bo Claes\n",
        "Functie;Jarig;Papa\narts;01/03/2019;07/03/2009\nchauffeur;02/03/2019;05/03/2009\n",
    ] {
        check(table, &[("Jarig", "01/03/2019"), ("Jarig", "02/03/2019")]);
    }
    // A form with a column of remarks.
    check(
        "Naam;An Maes;verplicht\nLeeftijd;41;in jaren\nDiagnose;jicht;-\n",
        &[("An Maes", "jicht")],
    );
}

#[test]
fn headings_that_differ_little_are_the_same_again() {
    let table = "Naam;Geboren;GSM\nAn;1;2\nBo;3;4\nNaam;Geboren;Gsm\nCas;5;6\nNaam;geboren;Gsm nr\nDre;7;8\n";
    for (name, bytes) in written(table) {
        let document = document(name, &bytes);
        let tables: std::collections::HashSet<_> = document.places.iter().map(|place| place.sheet.clone()).collect();
        assert!(
            tables.len() < 2 && document.labelled().contains(&("GSM", "8")),
            "{name}"
        );
    }
}

/// Rows that are not complete, quotes and line ends inside them, wherever the text is cut.
#[test]
fn the_rows_of_a_long_text_are_counted_as_written() {
    let many: String = (0..9000).map(|n| format!("\"moer\n{n}\";\"a;b\";{n}\n")).collect();
    let rows =
        format!("Artikel;Soort;Stuks\n{many}\nNaam;INSZ;Nota\n\"Maes, An\";85.07.30-951.80;\"zij \"\"zegt\"\"\nja\"\n");
    let document = document("a.csv", rows.as_bytes());
    let labelled = document.labelled();
    let at = labelled
        .iter()
        .position(|cell| *cell == ("INSZ", "85.07.30-951.80"))
        .unwrap();
    assert_eq!(document.places[at].cell.as_deref(), Some("B9004"));
    assert_eq!(
        labelled[at - 1..],
        [("Naam", "Maes, An"), labelled[at], ("Nota", "zij \"zegt\" ja")]
    );
    assert!(labelled.contains(&("Soort", "a;b")) && labelled.contains(&("Artikel", "moer\n8999")));
}
