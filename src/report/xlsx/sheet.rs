//! Sheets of a workbook, cell by cell, as ECMA-376 part 1 § 18 has them.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use jiff::{Timestamp, Unit, civil, tz::TimeZone};
use quick_xml::escape::escape;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::super::Sink;
use super::super::rows::Cell;
use crate::language::Texts;

/// Rows of a sheet (ECMA-376 does not say, every spreadsheet does).
const ROWS: u32 = 1_048_576;
/// Without the 64-bit form of zip, which a stream would have to promise of every entry.
const BYTES: usize = 3 << 30;
/// Characters of a cell.
const CHARACTERS: usize = 32_767;

pub(super) struct Workbook {
    texts: Texts,
    zip: ZipWriter<StreamWriter<Until>>,
    /// Names of the sheets so far.
    sheets: Vec<String>,
    open: Option<Sheet>,
    /// Of the row that is being made.
    xml: String,
}

/// The sheet that is being written.
struct Sheet {
    /// As the first of its parts is called.
    name: String,
    columns: Vec<(&'static str, u16)>,
    n_rows: u32,
    n_bytes: usize,
    /// 1, then one more for every million rows.
    part: u32,
}

impl Workbook {
    pub(super) fn new(out: Box<dyn Sink>, texts: Texts) -> Self {
        Self {
            texts,
            zip: ZipWriter::new_stream(Until::new(out)),
            sheets: Vec::new(),
            open: None,
            xml: String::new(),
        }
    }

    /// With its columns' names, as records have them, and widths.
    pub(super) fn begin_sheet(&mut self, name: &str, columns: Vec<(&'static str, u16)>) -> io::Result<()> {
        self.end_sheet()?;
        self.begin_part(Sheet {
            name: self.texts.sentence("sheet", name).into_owned(),
            columns,
            n_rows: 0,
            n_bytes: 0,
            part: 1,
        })
    }

    fn begin_part(&mut self, mut sheet: Sheet) -> io::Result<()> {
        let number = self.sheets.len() + 1;
        self.begin_entry(&format!("xl/worksheets/sheet{number}.xml"))?;
        self.sheets.push(match sheet.part {
            1 => sheet.name.clone(),
            part => format!("{} {part}", sheet.name),
        });
        let mut xml = format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" \
             topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
        );
        for (n, (_, width)) in (1..).zip(&sheet.columns) {
            write!(
                xml,
                "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>"
            )
            .map_err(io::Error::other)?;
        }
        xml.push_str("</cols><sheetData><row>");
        for (name, _) in &sheet.columns {
            let name = self.texts.sentence("column", name);
            let name = escape(name.as_ref());
            write!(xml, "<c t=\"inlineStr\" s=\"{HEADER}\"><is><t>{name}</t></is></c>").map_err(io::Error::other)?;
        }
        xml.push_str("</row>");
        self.zip.write_all(xml.as_bytes())?;
        (sheet.n_rows, sheet.n_bytes) = (1, xml.len());
        self.open = Some(sheet);
        Ok(())
    }

    pub(super) fn row<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) -> io::Result<()> {
        self.xml.clear();
        self.xml.push_str("<row>");
        cells.for_each(|cell| push_cell(&mut self.xml, &cell));
        self.xml.push_str("</row>");
        let is_full = |sheet: &mut Sheet| sheet.n_rows == ROWS || sheet.n_bytes + self.xml.len() > BYTES;
        if let Some(sheet) = self.open.take_if(is_full) {
            self.end_part(&sheet)?;
            self.begin_part(Sheet {
                part: sheet.part + 1,
                ..sheet
            })?;
        }
        if let Some(sheet) = &mut self.open {
            sheet.n_rows += 1;
            sheet.n_bytes += self.xml.len();
        }
        self.zip.write_all(self.xml.as_bytes())
    }

    fn end_sheet(&mut self) -> io::Result<()> {
        match self.open.take() {
            Some(sheet) => self.end_part(&sheet),
            None => Ok(()),
        }
    }

    fn end_part(&mut self, sheet: &Sheet) -> io::Result<()> {
        let last = column_name(sheet.columns.len());
        let rows = sheet.n_rows;
        write!(
            self.zip,
            "</sheetData><autoFilter ref=\"A1:{last}{rows}\"/></worksheet>"
        )
    }

    fn begin_entry(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        Ok(self.zip.start_file(name, options)?)
    }

    fn entry(&mut self, name: &str, xml: &str) -> io::Result<()> {
        self.begin_entry(name)?;
        write!(self.zip, "{HEAD}{xml}")
    }

    /// The parts that name the sheets come last: a reader finds them through the list at the end of the zip.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end_sheet()?;
        let sheets = std::mem::take(&mut self.sheets);
        let each = |part: &dyn Fn(usize, &str) -> String| -> String {
            (1..).zip(&sheets).map(|(n, name)| part(n, name)).collect()
        };
        let types = each(&|n, _| {
            format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>")
        });
        let listed = each(&|n, name| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"));
        let related = each(&|n, _| {
            format!("<Relationship Id=\"rId{n}\" Type=\"{RELATED}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
        });
        self.entry(
            "xl/workbook.xml",
            &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATED}\"><sheets>{listed}</sheets></workbook>"),
        )?;
        self.entry(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{RELATIONS}\">{related}<Relationship Id=\"styles\" Type=\"{RELATED}/styles\" \
                 Target=\"styles.xml\"/></Relationships>"
            ),
        )?;
        self.entry("xl/styles.xml", STYLES)?;
        self.entry(
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{RELATED}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        )?;
        self.entry(
            "[Content_Types].xml",
            &format!(
                "<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" ContentType=\"{RELS}\"/><Override \
                 PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/><Override \
                 PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/>{types}</Types>"
            ),
        )?;
        self.zip.finish()?.into_inner().finish()
    }
}

/// Takes what is written until that fails, and then takes everything for nothing: a zip that is given up writes its end,
/// and the library would tell on stderr that it could not.
pub(super) struct Until(Option<Box<dyn Sink>>);

impl Until {
    pub(super) fn new(out: Box<dyn Sink>) -> Self {
        Self(Some(out))
    }

    fn tried<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if result
            .as_ref()
            .is_err_and(|err| err.kind() != io::ErrorKind::Interrupted)
        {
            self.0 = None;
        }
        result
    }

    pub(super) fn finish(self) -> io::Result<()> {
        let given_up = || io::Error::from(io::ErrorKind::BrokenPipe);
        self.0.ok_or_else(given_up)?.finish()
    }
}

impl io::Write for Until {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(out) = &mut self.0 else { return Ok(bytes.len()) };
        let written = out.write(bytes);
        self.tried(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let Some(out) = &mut self.0 else { return Ok(()) };
        let flushed = out.flush();
        self.tried(flushed)
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const RELS: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// Numbers of the cell formats in `STYLES`.
const HEADER: u8 = 1;
const MOMENT: u8 = 2;

const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";

/// Texts are inline strings: whatever they begin with, no program takes them for a formula.
fn push_cell(xml: &mut String, cell: &Cell<'_>) {
    let pushed = match cell {
        Cell::Empty => {
            xml.push_str("<c/>");
            Ok(())
        }
        Cell::Number(number) => write!(xml, "<c><v>{number}</v></c>"),
        Cell::Moment(moment) => match serial(moment) {
            Some(days) => write!(xml, "<c s=\"{MOMENT}\"><v>{days}</v></c>"),
            None => {
                push_text(xml, moment);
                Ok(())
            }
        },
        Cell::Text(text) => {
            push_text(xml, text);
            Ok(())
        }
    };
    pushed.expect("a string takes what is written to it");
}

fn push_text(xml: &mut String, text: &str) {
    let end = text.char_indices().nth(CHARACTERS).map_or(text.len(), |(at, _)| at);
    xml.push_str("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    // What XML has no sign for never came this far, except two that no reader takes.
    let fits = text[..end].replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    xml.push_str(&escape(&fits));
    xml.push_str("</t></is></c>");
}

/// Days since the last day of 1899, as spreadsheets count since Lotus took 1900 for a leap year.
fn serial(moment: &str) -> Option<f64> {
    let moment: Timestamp = moment.parse().ok()?;
    let since = civil::date(1899, 12, 30).to_zoned(TimeZone::UTC).ok()?.timestamp();
    let seconds = moment.since(since).ok()?.total(Unit::Second).ok()?;
    (seconds >= 0.0).then_some(seconds / 86_400.0)
}

/// The name of the `n`th column, from 1.
fn column_name(mut n: usize) -> String {
    let mut name = Vec::new();
    while n > 0 {
        name.push(char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or_default()));
        n = (n - 1) / 26;
    }
    name.iter().rev().collect()
}
