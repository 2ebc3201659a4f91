//! Findings do not depend on where a text was cut into windows.

use proptest::prelude::*;

use super::*;

/// Bits of documents, long lines and short ones, sure values and doubtful ones.
const BITS: &[&str] = &[
    "85.07.30-951.80",
    "68110395176",
    "681103 951 76",
    "951.\n76 68.11.03-951.\n76",
    " Rijksregisternummer: ",
    "bestelling ",
    "BE68 5390 9123 8634",
    "be68-5390-0754-7034",
    "+++010/8068/17183+++",
    "jan.peeters@bedrijf.be",
    "info@bedrijf.be,",
    "0475/27.63.12",
    "+32 (0)2 555 12 12",
    "4532 9900 0000 1231",
    "0456.789.034",
    " Mevr. Testa is arbeidsongeschikt. ",
    " diabetes ",
    " Jan Peeters ",
    " strafblad, vakbondslid, etnische afkomst, geloofsovertuiging ",
    " geboren op 03/11/1968 ",
    " Kerkstraat 12, 2000 Antwerpen",
    " 38, rue du Moulin à\nB-5000 Namur ",
    "Naam: Testa Fictief",
    " née à Liège le 1er mars 1970 ",
    " BTW BE 0456.789.034, www.firma.be ",
    "wachtwoord: Zomer2024! ",
    " loonfiche, brutoloon ",
    " jan (at) firma.be ",
    " 84.192.12.7 ",
    " 50.846557, 4.351697 ",
    " nummerplaat 1-ABC-123 ",
    " paspoort EN123456 ",
    " BSN: ",
    "111222345",
    " Steuer-ID ",
    "36574261809",
    "AB 12 34 56 C",
    "\nP<BELSPECIMEN<<TESTA<FICTIEF<<<<<<<<<<<<<<<<\nEN123456<8BEL6811037F310815868110395275<<<12\n",
    "\n",
    "\n\n",
    "; ",
    " de klant heeft een vraag over de levering van het toestel ",
    " été à l'hôpital « français » ",
    "12 34 56 78 90 12 34 56 78 90 12 34 56 78 90 12 34 56 78 90 ",
];

fn whole_and_cut(text: &Text, step: usize) -> (Detected, Detected) {
    let mut cut = DETECTOR.session(&settings());
    in_windows(&mut cut, text, step);
    (detect_text(text), cut.facts())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_cut_of_lines_gives_the_same_facts(
        bits in prop::collection::vec(0..BITS.len(), 1..300),
        step in 500_usize..6000,
    ) {
        let text: String = bits.iter().map(|&bit| BITS[bit]).collect();
        let (whole, cut) = whole_and_cut(&Text::of_lines(&text), step);
        prop_assert_eq!(whole, cut);
    }

    #[test]
    fn any_cut_of_a_table_gives_the_same_facts(
        rows in prop::collection::vec((0..BITS.len(), 0..BITS.len(), 0..3_usize), 1..120),
        step in 500_usize..6000,
    ) {
        let cell = |bit: usize| BITS[bit].replace(['\n', ';'], " ");
        let row = |&(a, b, empty): &(usize, usize, usize)| match empty {
            0 => format!("{};;{}\n", cell(a), cell(b)),
            _ => format!("{};85073095180;\"{}\"\n", cell(a), cell(b)),
        };
        let text: String = rows.iter().map(row).collect();
        let (whole, cut) = whole_and_cut(&table(&format!("naam;code;opmerking\n{text}")), step);
        prop_assert_eq!(whole, cut);
    }

    #[test]
    fn any_cut_of_a_mixed_document_gives_the_same_facts(
        structure in 1..5_usize,
        parts in prop::collection::vec((0..3_usize, prop::collection::vec((0..BITS.len(), 0..BITS.len()), 1..40)), 1..5),
        step in 500_usize..6000,
    ) {
        let mut text = Text { names: vec![String::new(), "Blad1".to_owned(), "rijksregisternummer".to_owned()], ..Text::default() };
        text.headings = ["naam", "rrn", "", ""].map(str::to_owned).to_vec();
        // A document has one structure at most, and other text around it.
        for (kind, bits) in &parts {
            add_part(&mut text, [LINES, structure, PARAGRAPHS][*kind], bits);
        }
        let (whole, cut) = whole_and_cut(&text, step);
        prop_assert_eq!(whole, cut);
    }
}

const LINES: usize = 0;
const PARAGRAPHS: usize = 5;

/// Appends text of one kind of unit.
fn add_part(text: &mut Text, unit: usize, bits: &[(usize, usize)]) {
    let plain = |bit: usize| BITS[bit].replace(['\n', '\t', '"', ';', '<', '&'], " ");
    let mark = |text: &mut Text, label: u32, unit: Unit| {
        let offset = u32::try_from(text.buf.len()).unwrap();
        text.marks.push(Mark { offset, label, unit });
    };
    match unit {
        LINES => mark(text, 0, Unit::Lines { first: 1 }),
        1 => mark(
            text,
            0,
            Unit::Delimited {
                sep: b';',
                row: 1,
                col: 0,
            },
        ),
        2 => mark(text, 0, Unit::Json { first: 1 }),
        3 => mark(text, 0, Unit::Xml { first: 1 }),
        _ => {}
    }
    for (n, &(a, b)) in (1_u32..).zip(bits) {
        let (left, right) = (plain(a), plain(b));
        match unit {
            LINES => text.buf.push_str(BITS[a]),
            1 => text
                .buf
                .push_str(&format!("{left};85;07;30;951;80;8.50731E+10;\"{right}\"\n")),
            2 => text.buf.push_str(&format!(
                "{{\"naam\": \"{left}\", \"nr\": 8507309518{}, \"nota\": [\"{right}\"]}},\n",
                n % 10
            )),
            3 => text.buf.push_str(&format!(
                "<r nr=\"8507309518{}\"><naam>{left}</naam><nota>{right}</nota></r>\n",
                n % 10
            )),
            4 => {
                for (col, cell) in [(0, left), (1, "850730".to_owned()), (2, "95180".to_owned()), (3, right)] {
                    let label = if col == 1 { 2 } else { 0 };
                    mark(text, label, Unit::Cell { table: 1, row: n, col });
                    text.buf.push_str(&cell);
                    text.buf.push(if col == 3 { '\n' } else { '\t' });
                }
            }
            _ => {
                mark(text, 0, Unit::Paragraph { part: 1, n });
                text.buf.push_str(&left);
                text.buf.push('\n');
            }
        }
    }
    text.buf.push('\n');
}
