//! Documents far larger than the memory that their reading may take: one line, and one sheet of many rows.
//!
//! `LINE_MB=4096 ROWS=1000000 cargo test --release --features test-hooks --test large -- --nocapture` takes the sizes
//! that are promised and says what they took; without the variables they are small.
#![cfg(all(target_os = "linux", feature = "test-hooks"))]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::process::Stdio;
use std::time::Duration;

use common::{Bench, Records, process, values};
use zip::write::SimpleFileOptions;

/// The most memory that the processes of a scan held, in MB.
#[derive(Debug, Default)]
struct Peaks {
    main: u64,
    worker: u64,
}

/// A scan of the tree, and the memory of its processes, looked at while it runs.
fn measured(bench: &Bench) -> (Records, Peaks) {
    let mut command = bench.scan_command(&["--all", "--jobs", "1"]);
    let child = command
        .env("TEST_SPEUR_CPU_SECONDS", "3600")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let main = child.id();
    let watch = std::thread::spawn(move || {
        let mut peaks = Peaks::default();
        while process::lives(main) {
            peaks.main = peaks.main.max(process::peak_mb(main).unwrap_or(0));
            let workers = process::workers(main).into_iter().filter_map(process::peak_mb);
            peaks.worker = workers.fold(peaks.worker, u64::max);
            std::thread::sleep(Duration::from_millis(10));
        }
        peaks
    });
    let output = child.wait_with_output().unwrap();
    let peaks = watch.join().unwrap();
    assert_eq!(output.status.code(), Some(0));
    (common::records(std::str::from_utf8(&output.stdout).unwrap()), peaks)
}

fn size(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).map_or(otherwise, |size| size.parse().unwrap())
}

#[track_caller]
fn check_numbers(records: &Records, name: &str, expected: usize) {
    let document = records.document(name);
    assert_eq!(document["read"], "all", "{document:#}");
    let findings = document["findings"].as_array().unwrap();
    let numbers = findings.iter().find(|finding| finding["rule"] == "be.national-number");
    assert_eq!(numbers.unwrap()["count"], expected, "{document:#}");
}

/// A number every 65,521 bytes stands at another place of each window, and over the border of some.
#[test]
fn a_line_without_end_takes_the_memory_of_a_window() {
    const EVERY: usize = 65_521;
    let bench = Bench::new();
    let n_numbers = (size("LINE_MB", 12) << 20) / EVERY;
    let mut file = BufWriter::new(File::create(bench.tree.join("lijn.txt")).unwrap());
    for n in 0..n_numbers {
        let number = format!("rijksregisternummer {} ", values::national_number(n % 14_000));
        let filler = EVERY - number.len();
        file.write_all(number.as_bytes()).unwrap();
        file.write_all(&b"koffie en thee ".repeat(filler / 15 + 1)[..filler - 1])
            .unwrap();
        file.write_all(b" ").unwrap();
    }
    file.flush().unwrap();
    let (records, peaks) = measured(&bench);
    println!("{n_numbers} numbers: {peaks:?}");
    check_numbers(&records, "lijn.txt", n_numbers);
    assert!(peaks.worker > 0 && peaks.worker <= 100, "{peaks:?}");
    assert!(peaks.main <= 200, "{peaks:?}");
}

const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// What a program with the checks of a debug build takes more, in MB: `speur rules check` peaks at 31 of the release, at 62 of
/// the debug build, whose code is larger.
const DEBUG: u64 = if cfg!(debug_assertions) { 24 } else { 0 };
/// Shared strings of the sheet: each is used by many rows.
const NAMES: usize = 20_000;

/// A sheet of so many rows: a running number, a shared string, a national number.
fn sheet(bench: &Bench, name: &str, n_rows: usize) {
    let mut zip = zip::ZipWriter::new(BufWriter::new(File::create(bench.tree.join(name)).unwrap()));
    let mut part = |name: &str, write: &mut dyn FnMut(&mut dyn std::io::Write)| {
        zip.start_file(name, SimpleFileOptions::default().compression_level(Some(1)))
            .unwrap();
        write(&mut zip);
    };
    part("[Content_Types].xml", &mut |out| {
        out.write_all(CONTENT_TYPES.as_bytes()).unwrap()
    });
    part("xl/workbook.xml", &mut |out| {
        write!(out, "<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'><sheets>").unwrap();
        write!(out, "<sheet name='Blad1' sheetId='1' r:id='rId1'/></sheets></workbook>").unwrap();
    });
    part("xl/_rels/workbook.xml.rels", &mut |out| {
        write!(
            out,
            "<Relationships><Relationship Id='rId1' Type='{RELATIONS}/worksheet'"
        )
        .unwrap();
        write!(out, " Target='worksheets/sheet1.xml'/></Relationships>").unwrap();
    });
    part("xl/sharedStrings.xml", &mut |out| {
        write!(out, "<sst xmlns='{MAIN}'><si><t>Rijksregisternummer</t></si>").unwrap();
        for n in 1..NAMES {
            write!(out, "<si><t>Medewerker {n}</t></si>").unwrap();
        }
        write!(out, "</sst>").unwrap();
    });
    part("xl/worksheets/sheet1.xml", &mut |out| {
        write!(
            out,
            "<worksheet xmlns='{MAIN}'><sheetData><row r='1'><c r='C1' t='s'><v>0</v></c></row>"
        )
        .unwrap();
        for n in 0..n_rows {
            let (row, name, number) = (n + 2, 1 + n % (NAMES - 1), values::national_number(n % 14_000));
            write!(
                out,
                "<row r='{row}'><c r='A{row}'><v>{n}</v></c><c r='B{row}' t='s'><v>{name}</v></c>"
            )
            .unwrap();
            write!(out, "<c r='C{row}' t='inlineStr'><is><t>{number}</t></is></c></row>").unwrap();
        }
        write!(out, "</sheetData></worksheet>").unwrap();
    });
    zip.finish().unwrap();
}

#[test]
fn a_sheet_takes_the_memory_of_its_shared_strings() {
    // An eighth of them has every number already: what is kept of distinct ones is the same.
    let n_rows = size("ROWS", 120_000);
    let of = |n_rows: usize| {
        let bench = Bench::new();
        sheet(&bench, "blad.xlsx", n_rows);
        let (records, peaks) = measured(&bench);
        check_numbers(&records, "blad.xlsx", n_rows);
        peaks
    };
    let (few, many) = (of(n_rows / 8), of(n_rows));
    println!("{n_rows} rows: {few:?}, then {many:?}");
    assert!(many.worker <= 64 + DEBUG && many.main <= 200, "{many:?}");
    // Held, the rows would take at least what is written of each.
    let held = (n_rows * 7 / 8 * 130) >> 20;
    assert!(
        few.worker > 0 && many.worker.saturating_sub(few.worker) <= held as u64 / 2,
        "{few:?}, then {many:?} of {held}"
    );
}
