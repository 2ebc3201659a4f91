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

/// A record of a BIFF stream.
fn biff(kind: u16, body: &[u8]) -> Vec<u8> {
    let len = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes(), &len.to_le_bytes(), body].concat()
}

/// A string of BIFF8 behind its length, and a cell's row, column and style.
fn text(text: &str) -> Vec<u8> {
    let len = u16::try_from(text.len()).unwrap();
    [&len.to_le_bytes(), &[0][..], text.as_bytes()].concat()
}

fn at(row: u16, col: u16, style: u16, value: &[u8]) -> Vec<u8> {
    [&row.to_le_bytes(), &col.to_le_bytes(), &style.to_le_bytes(), value].concat()
}

#[test]
fn far_cells_of_a_very_hidden_sheet_and_their_notes_are_read() {
    let globals = |sheet: usize| {
        let sheet = u32::try_from(sheet).unwrap().to_le_bytes();
        [
            biff(0x809, b"\0\x06\x05\0\0\0\0\0\0\0\0\0\0\0\0\0"),
            biff(
                0x41e,
                &[&164_u16.to_le_bytes()[..], &text("00\".\"00\".\"00\"-\"000\".\"00")].concat(),
            ),
            biff(0xe0, &[0; 20]),
            biff(0xe0, &[&[0, 0, 164, 0][..], &[0; 16]].concat()),
            biff(0x85, &[&sheet[..], b"\x02\0\x09\0Verborgen"].concat()),
            biff(
                0xfc,
                &[&[1, 0, 0, 0, 1, 0, 0, 0][..], &text("Rijksregisternummer")].concat(),
            ),
            biff(0x0a, b""),
        ]
        .concat()
    };
    let sheet = [
        biff(0x809, b"\0\x06\x10\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        biff(0xfd, &at(0, 2, 0, &[0; 4])),
        biff(0x203, &at(65_535, 2, 1, &85_073_095_180_f64.to_le_bytes())),
        biff(0x5d, b"\x15\0\x12\0\x19\0\x07\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        biff(0x1b6, b"\0\0\0\0\0\0\0\0\0\0\x06\0\0\0\0\0\0\0"),
        biff(0x3c, b"\0gebeld"),
        biff(0x1c, &[&[0, 0, 2, 0, 0, 0, 7, 0][..], &text("An")].concat()),
        biff(0x0a, b""),
    ]
    .concat();
    let stream = [globals(globals(0).len()), sheet].concat();
    let seen = seen(&mut std::io::Cursor::new(stream), "a.xls");
    assert_eq!((seen.format, &seen.gaps[..]), ("xls", &[][..]));
    assert_eq!(
        seen.pieces,
        [
            "Verborgen!R1C3 [] Rijksregisternummer",
            "Verborgen!R65536C3 [Rijksregisternummer] 85.07.30-951.80",
            "Verborgen!R1C3 [comment] An: gebeld",
        ]
    );
}

#[test]
fn workbooks_before_excel_97_are_read_in_their_code_page() {
    #[track_caller]
    fn check(stream: &[Vec<u8>], expected: &[&str]) {
        let seen = seen(&mut std::io::Cursor::new(stream.concat()), "a.xls");
        assert_eq!((seen.format, &seen.gaps[..]), ("xls", &[][..]));
        assert_eq!(seen.pieces, expected);
    }
    let macintosh = [
        biff(0x809, b"\0\x05\x10\0\0\0\0\0"),
        biff(0x42, &0x8000_u16.to_le_bytes()),
        biff(0x204, &at(0, 0, 0, b"\x04\0caf\x8e")),
        biff(0x0a, b""),
    ];
    check(&macintosh, &["sheet 1!R1C1 [] café"]);
    let excel_2 = [
        biff(0x09, b"\x02\0\x10\0"),
        biff(0x04, b"\0\0\0\0\0\0\0\x05Leden"),
        biff(0x02, b"\x01\0\0\0\0\0\0\x2a\0"),
        biff(0x0a, b""),
    ];
    check(&excel_2, &["sheet 1!R1C1 [] Leden", "sheet 1!R2C1 [Leden] 42"]);
}

#[test]
fn what_stands_beside_the_cells_of_an_older_workbook_is_told() {
    const BEGIN: [&[u8; 16]; 3] = [
        b"\0\x06\x05\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"\0\x06\x10\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"\0\x06\x20\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ];
    let [workbook, sheet, chart] = BEGIN.map(|begin| biff(0x809, begin));
    let wide: Vec<u8> = "Bel Joris\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cells = [
        sheet.clone(),
        biff(0x204, &at(0, 0, 1, &text("Peeters"))),
        biff(0x203, &at(1, 0, 1, &(-7_f64).to_le_bytes())),
        // A chart in a sheet has no name of its own.
        [chart.clone(), biff(0x0a, b"")].concat(),
        biff(
            0x1b1,
            b"\x02\0\x0a\0\0\0\x80\xff\x3f\0\x17\x07\0Dumoulin"[..20].as_ref(),
        ),
        biff(0x800, &[b"\0\x08\x02\0\x02\0\x01\0\x01\0", &wide[..]].concat()),
        biff(0x0a, b""),
    ]
    .concat();
    let globals = |places: [usize; 3]| {
        let name = |(place, name): (usize, &str)| {
            let place = u32::try_from(place).unwrap().to_le_bytes();
            biff(
                0x85,
                &[&place[..], &[0, 0, name.len() as u8, 0], name.as_bytes()].concat(),
            )
        };
        let code = text("0;\"tekort \"0;0;\"mevrouw \"@");
        let names = places
            .into_iter()
            .zip(["Leden", "Leeg", "Grafiek"])
            .flat_map(name)
            .collect();
        [
            workbook.clone(),
            biff(0x41e, &[&164_u16.to_le_bytes()[..], &code].concat()),
            biff(0xe0, &[0; 20]),
            biff(0xe0, &[&[0, 0, 164, 0][..], &[0; 16]].concat()),
            names,
            biff(0x0a, b""),
        ]
        .concat()
    };
    let begin = globals([0; 3]).len();
    let empty = begin + cells.len();
    let other = empty + sheet.len() + 4;
    let stream = [
        globals([begin, empty, other]),
        cells,
        sheet,
        biff(0x0a, b""),
        chart,
        biff(0x0a, b""),
    ];
    let seen = seen(&mut std::io::Cursor::new(stream.concat()), "a.xls");
    assert_eq!((seen.format, &seen.gaps[..]), ("xls", &[][..]));
    assert_eq!(
        seen.pieces,
        [
            "Leden!R1C1 [] mevrouw Peeters",
            "Leden!R2C1 [mevrouw Peeters] tekort 7",
            "conditional format [] Dumouli",
            "Leden!R3C2 [hyperlink] Bel Joris",
            "names [sheet] Leeg",
            "names [sheet] Grafiek",
        ]
    );
}
