//! A binary workbook in a package, record by record.

use super::{package, seen};

#[test]
fn a_binary_workbook_is_read_cell_by_cell() {
    let wide = |text: &str| -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let len = u32::try_from(units.len()).unwrap().to_le_bytes();
        len.into_iter()
            .chain(units.into_iter().flat_map(u16::to_le_bytes))
            .collect()
    };
    let record = |kind: u16, body: &[u8]| -> Vec<u8> {
        let kind = if kind < 128 {
            vec![kind as u8]
        } else {
            vec![kind as u8 | 0x80, (kind >> 7) as u8]
        };
        [kind, vec![body.len() as u8], body.to_vec()].concat()
    };
    let cell = |kind: u16, col: u32, style: u32, value: &[u8]| {
        record(
            kind,
            &[&col.to_le_bytes()[..], &style.to_le_bytes()[..], value].concat(),
        )
    };
    let workbook = record(156, &[&[0; 8][..], &wide("rId1"), &wide("Leden")].concat());
    let styles = [
        record(
            44,
            &[&200_u16.to_le_bytes()[..], &wide("00\".\"00\".\"00\"-\"000\".\"00")].concat(),
        ),
        record(617, &[0; 4]),
        record(47, &[0, 0, 0, 0]),
        record(47, &[0, 0, 200, 0]),
        record(618, &[]),
    ]
    .concat();
    let strings = record(19, &[&[0][..], &wide("Rijksregisternummer")].concat());
    let sheet = [
        record(0, &[0; 4]),
        cell(7, 2, 0, &0_u32.to_le_bytes()),
        record(0, &1_048_575_u32.to_le_bytes()),
        cell(5, 2, 1, &85_073_095_180_f64.to_le_bytes()),
        cell(6, 16_383, 0, &wide("ver weg")),
    ]
    .concat();
    let relations = br#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.bin"/>
        <Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.bin"/>
        <Relationship Id="rId3" Type="x/styles" Target="styles.bin"/></Relationships>"#;
    let seen = seen(
        &mut package(&[
            ("xl/workbook.bin", &workbook),
            ("xl/_rels/workbook.bin.rels", relations),
            ("xl/styles.bin", &styles),
            ("xl/sharedStrings.bin", &strings),
            ("xl/worksheets/sheet1.bin", &sheet),
        ]),
        "a.xlsb",
    );
    assert_eq!((seen.format, &seen.gaps[..]), ("xlsb", &[][..]));
    assert_eq!(
        seen.pieces,
        [
            "Leden!R1C3 [] Rijksregisternummer",
            "Leden!R1048576C3 [Rijksregisternummer] 85.07.30-951.80",
            "Leden!R1048576C16384 [] ver weg",
        ]
    );
}
