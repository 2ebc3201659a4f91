//! Copies with the same text as a central document, and more besides.

use super::*;

/// A document of that text, and what it holds besides: values of its properties, a picture.
fn with_beside(text: &str, tokens: &[u8], pictures: u64) -> Facts {
    let key = SketchKey::new(&KEY);
    let mut sketcher = Sketcher::default();
    let content = Token::new(&KEY, "bytes", &format!("{text} {tokens:?} {pictures}"));
    let text = Text::of_lines(text);
    sketcher.window(&text, 0..text.buf.len(), &key);
    let tokens = tokens.iter().map(|&byte| Token([byte; 16])).collect();
    sketcher.beside(tokens, pictures, &key);
    Facts {
        content: Some(content),
        size: 9,
        fingerprint: sketcher.finish(&[], &key).map(Box::new),
        ..facts(&[])
    }
}

#[test]
fn a_copy_that_holds_more_than_the_same_text_is_another_version() {
    let text = Dice(21).prose(40);
    #[track_caller]
    fn check(central: &[Facts], copy: &Facts, expected: (Relation, &str)) {
        let shelf = Shelf::of(central);
        let index = shelf.open();
        let found = index.search(&Query {
            content: copy.content,
            fingerprint: copy.fingerprint.as_deref(),
        });
        let found = found.unwrap().unwrap();
        let name = index.name(found.document).unwrap();
        assert_eq!((found.relation, name.of.as_str()), expected);
        assert_eq!(name.stamp, Stamp { size: 7, modified: 8 });
    }
    let [plain, person, persons, picture] = [
        with_beside(&text, &[], 0),
        with_beside(&text, &[1], 0),
        with_beside(&text, &[2, 1], 0),
        with_beside(&text, &[], 5),
    ];
    let of = |facts: &Facts| [facts.clone()];
    let again = |facts: &Facts| Facts {
        content: None,
        ..facts.clone()
    };
    check(&of(&plain), &again(&plain), (Relation::SameText, "0"));
    for more in [&person, &persons, &picture] {
        check(&of(&plain), more, (Relation::Stale, "0"));
        // What only the central document holds is not lost.
        check(&of(more), &plain, (Relation::SameText, "0"));
        check(&of(more), &again(more), (Relation::SameText, "0"));
    }
    check(&of(&person), &persons, (Relation::Stale, "0"));
    check(&of(&persons), &picture, (Relation::Stale, "0"));
    check(
        &[plain.clone(), persons.clone()],
        &again(&persons),
        (Relation::SameText, "1"),
    );
    // The same values, found in another order, each once or more often.
    check(
        &of(&persons),
        &again(&with_beside(&text, &[1, 2, 2], 0)),
        (Relation::SameText, "0"),
    );
    // Byte for byte the same, it is the same.
    check(&of(&persons), &persons, (Relation::Exact, "0"));
}
