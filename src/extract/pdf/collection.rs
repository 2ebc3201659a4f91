//! The characters behind the glyph numbers of the public East Asian collections (Adobe-Japan1 and its kin).

use std::sync::LazyLock;

use hayro_cmap::{BfString, CMap, CMapName, load_embedded};

/// The glyphs of one collection: their characters by number.
pub(super) struct Collection(CMap);

static COLLECTIONS: [(&[u8], LazyLock<Option<Collection>>); 4] = [
    (b"Japan1", LazyLock::new(|| load(b"Adobe-Japan1-UCS2"))),
    (b"GB1", LazyLock::new(|| load(b"Adobe-GB1-UCS2"))),
    (b"CNS1", LazyLock::new(|| load(b"Adobe-CNS1-UCS2"))),
    (b"Korea1", LazyLock::new(|| load(b"Adobe-Korea1-UCS2"))),
];

fn load(map: &[u8]) -> Option<Collection> {
    let bytes = load_embedded(CMapName::from_bytes(map))?;
    CMap::parse(bytes, load_embedded).map(Collection)
}

/// The collection of this ordering, as a font names it.
pub(super) fn ordered(ordering: &[u8]) -> Option<&'static Collection> {
    let (_, collection) = COLLECTIONS.iter().find(|(known, _)| *known == ordering)?;
    collection.as_ref()
}

impl Collection {
    /// The text of a glyph, written behind `out`.
    pub(super) fn push_text(&self, glyph: u32, out: &mut String) {
        match self.0.lookup_bf_string(glyph) {
            Some(BfString::Char(c)) => out.push(c),
            Some(BfString::String(text)) => out.push_str(&text),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn glyph_numbers_of_the_collections_lead_to_characters() {
        #[track_caller]
        fn check(ordering: &[u8], glyphs: &[u32], expected: &str) {
            let mut text = String::new();
            for &glyph in glyphs {
                ordered(ordering).unwrap().push_text(glyph, &mut text);
            }
            assert_eq!(text, expected);
        }
        // The numbers that the collections' own maps give these characters.
        check(b"Japan1", &[34, 843, 3284], "Aあ日");
        check(b"GB1", &[34, 4559], "A中");
        check(b"Korea1", &[34, 1086], "A가");
        assert!(ordered(b"Identity").is_none());
    }
}
