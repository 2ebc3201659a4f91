//! A workbook as another reader sees it.

use std::fs;

use calamine::{Data, Reader as _, Xlsx as Opened, open_workbook};

use crate::language::{Lang, Texts};
use crate::report;
use crate::report::tests::{hostile, write};

#[test]
fn cells_have_types_and_no_formula_comes_from_data() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xlsx");
    write(report::create(&path, Texts::new(Lang::En), &[]).unwrap().0, &hostile());
    let mut book: Opened<_> = open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names(), ["findings"]);
    assert!(book.worksheet_formula("findings").unwrap().is_empty());
    let cells = book.worksheet_range("findings").unwrap();

    let column = |name: &str| {
        let at = cells
            .rows()
            .next()
            .unwrap()
            .iter()
            .position(|cell| *cell == Data::String(name.to_owned()));
        at.unwrap_or_else(|| panic!("{name}"))
    };
    let row: Vec<_> = cells.rows().nth(1).unwrap().to_vec();
    assert_eq!(row[column("path")], Data::String("=cmd|' /C calc'!A0".to_owned()));
    assert_eq!(row[column("count")], Data::Float(3.0));
    let Data::DateTime(modified) = &row[column("changed")] else {
        panic!("{row:?}")
    };
    assert_eq!(modified.as_f64(), 46286.59259259259);
}

#[test]
fn a_workbook_is_in_the_readers_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xlsx");
    write(report::create(&path, Texts::new(Lang::Nl), &[]).unwrap().0, &hostile());
    let mut book: Opened<_> = open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names(), ["vondsten"]);
    let cells = book.worksheet_range("vondsten").unwrap();
    let says = |text: &str| {
        cells
            .used_cells()
            .any(|(_, _, cell)| *cell == Data::String(text.to_owned()))
    };
    for text in ["ernst", "zekerheid", "in de centrale opslag", "lokale kopie"] {
        assert!(says(text), "{text}");
    }
    assert!(!says("local-copy") && !says("severity"));
}

#[test]
fn the_header_stays_and_filters() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xlsx");
    write(report::create(&path, Texts::new(Lang::En), &[]).unwrap().0, &hostile());
    let mut zip = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    let sheet = std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(
        sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:AG15\""),
        "{sheet}"
    );
    assert!(!sheet.contains("<f>"), "{sheet}");
}

/// A disk that is full from the start.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _bytes: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.write(b"").map(drop)
    }
}

impl super::Sink for Full {
    fn finish(mut self: Box<Self>) -> std::io::Result<()> {
        std::io::Write::flush(&mut *self)
    }
}

/// The error is told once; what the library still writes when it is dropped goes nowhere, without a word on stderr.
#[test]
fn a_workbook_that_was_given_up_fails_no_second_time() {
    use std::io::Write as _;
    let mut out = super::sheet::Until::new(Box::new(Full));
    let err = out.write(b"PK").unwrap_err();
    assert_eq!(err.kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(out.write(b"PK").unwrap(), 2);
    out.flush().unwrap();
    assert!(out.finish().is_err(), "and is no whole report");
}
