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
    "BE68 5390 0754 7034",
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
    " 84.192.12.7 ",
    " 50.846557, 4.351697 ",
    " nummerplaat 1-ABC-123 ",
    " paspoort EN123456 ",
    " BSN: ",
    "111222333",
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
}
