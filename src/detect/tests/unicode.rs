//! Offsets are exact whatever stands around a value: any character, in any order.

use proptest::prelude::*;

use super::*;

/// Any characters, and those that are folded, normalised or joined in ways of their own: combining marks, ligatures,
/// full-width forms, CJK, emoji with joiners, characters that are assigned to nothing.
fn any_characters() -> impl Strategy<Value = String> {
    let odd = "[a-zé\u{300}-\u{36f}ﬁﬃœæßİıſǅ℀½²\u{fdfa}\u{ff21}-\u{ff2a}漢字ひらが한글😀👨\u{200d}\u{fe0f}\u{e000}\u{10ffff}\u{378}\u{2fe0}\u{ad}\u{a0}\u{202f}\u{2028} \n-]{0,40}";
    prop_oneof![
        odd,
        "\\PC{0,60}",
        prop::collection::vec(any::<char>(), 0..40).prop_map(String::from_iter)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_value_is_found_exactly_where_it_stands(before in any_characters(), between in "[ \u{a0}\t]{1,3}", after in any_characters()) {
        let value = "BE68 5390 9123 8634";
        let mut text = Text::of_lines(&format!("{before}\nRijksregisternummer:{between}85.07.30\u{2011}951.80; {value}\n{after}"));
        // The marker is somewhere else than the other characters put it by chance.
        let at = text.buf.find("Rijksregisternummer:").unwrap();
        text.marks[0].offset = 0;
        let mut session = DETECTOR.session(&settings());
        let whole = 0..text.buf.len();
        let hits = session.hits(&text, &whole);
        let found: Vec<_> = hits.iter().filter(|hit| hit.span().start >= at).map(|hit| &text.buf[hit.span()]).collect();
        prop_assert!(found.starts_with(&["85.07.30-951.80", value]), "{:?}", found);
        let number = hits.iter().find(|hit| hit.span().start >= at).unwrap();
        prop_assert!(number.points.has_context(), "the keyword before it is seen");
    }
}
