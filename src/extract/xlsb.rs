//! Binary workbooks in a package (xlsb), cell by cell.

use std::io::{Read, Seek};

use calamine::{Reader as _, Xlsb, XlsbError};

use super::office::binary::{Cells, about};
use super::office::package::Package;
use super::{Error, Extract, Format, Head, Input, Reason, Sink};

pub(super) static FORMAT: Format = Format {
    name: "xlsb",
    extensions: &["xlsb"],
    recognise: is_xlsb,
    extract: Extract::Seek(extract),
};

fn is_xlsb(head: &Head<'_>) -> bool {
    head.members
        .iter()
        .any(|name| name.trim_start_matches('/').eq_ignore_ascii_case("xl/workbook.bin"))
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    // The library inflates by itself: what the parts say of their sizes is charged beforehand.
    Package::open(input)?.charge_declared("xl/", sink)?;
    input.rewind()?;
    let mut workbook: Xlsb<_> = Xlsb::new(&mut *input).map_err(error)?;
    let since_1904 = workbook.has_1904_epoch();
    for name in workbook.sheet_names() {
        if let Err(err) = read_sheet(&mut workbook, &name, since_1904, sink) {
            sink.gap(err.reason, err.detail);
        }
    }
    if let Ok(properties) = workbook.workbook_properties() {
        about(&properties, workbook.defined_names(), sink)?;
    }
    drop(workbook);
    input.rewind()?;
    Package::open(input)?.members(sink)
}

fn read_sheet<R: Read + Seek>(
    workbook: &mut Xlsb<R>,
    name: &str,
    since_1904: bool,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let mut cells = Cells::new(name, since_1904, sink);
    let mut reader = workbook.worksheet_cells_reader(name).map_err(error)?;
    let mut n = 0u32;
    while let Some(cell) = reader.next_cell().map_err(error)? {
        let (row, col) = cell.get_position();
        cells.push(row, col, cell.get_value(), sink)?;
        n = n.wrapping_add(1);
        if n.is_multiple_of(4096) {
            sink.tick();
        }
    }
    Ok(())
}

fn error(err: XlsbError) -> Error {
    match err {
        XlsbError::Password => Error::new(Reason::Encrypted, "protected by a password"),
        XlsbError::Io(err) if err.raw_os_error().is_some() => Error::new(Reason::IoError, err.kind().to_string()),
        _ => Error::damaged("damaged binary workbook"),
    }
}
