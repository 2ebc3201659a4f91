//! Report writers: a table of statics, one file each. They take records one by one and never a whole run.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::language::Texts;
use crate::record::Record;

pub mod aggregate;
mod csv;
mod html;
mod jsonl;
#[cfg(test)]
mod kept;
pub(crate) mod machines;
mod md;
pub(crate) mod names;
pub mod notice;
mod out;
mod rolled;
mod rows;
pub mod said;
mod sarif;
mod seal;
mod steps;
mod table;
pub mod whole;
mod xlsx;

pub use aggregate::Aggregate;
pub(crate) use html::page_style;
pub use md::escape as markdown;
pub use out::Sink;
pub(crate) use out::create_private;
pub use rolled::Families;
use rolled::Rolled;
pub use seal::{Closed, Identities, Recipient, is_sealed, is_tampering};

/// What a writer is told besides the records.
#[derive(Clone, Copy)]
pub struct Style {
    pub texts: Texts,
    pub color: bool,
    /// Columns of the terminal, or of the page.
    pub width: usize,
}

/// Of a report in a file: nobody knows how wide the page is.
const PAGE_WIDTH: usize = 120;

/// Takes the records of one run, or of the newest run of each of many machines after what they say together. An error
/// of the kind `BrokenPipe` says that nobody reads any more.
pub trait Writer {
    /// Comes first where several inputs are merged, and never otherwise.
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()>;
    fn record(&mut self, record: &Record) -> io::Result<()>;
    /// After the last record; ends with [`Sink::finish`], without which an encrypted report is a truncated one.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Table,
    Jsonl,
    Html,
    Csv,
    Xlsx,
    Sarif,
    Md,
}

impl Format {
    /// Whether a report of one run in this form says how much was read: a list of rows has no place for it.
    pub fn tells_coverage(self) -> bool {
        match self {
            Self::Table | Self::Jsonl | Self::Html | Self::Sarif | Self::Md => true,
            Self::Csv | Self::Xlsx => false,
        }
    }
}

/// One form of a report.
pub struct Form {
    pub format: Format,
    /// Endings of file names that stand for it.
    pub endings: &'static [&'static str],
    pub open: fn(Box<dyn Sink>, Style) -> Box<dyn Writer>,
}

impl Form {
    fn writer(&self, out: Box<dyn Sink>, style: Style) -> Box<dyn Writer> {
        let writer = (self.open)(out, style);
        match self.format {
            // Each record as it is: programs find the advice of a container in its own.
            Format::Jsonl => writer,
            Format::Table | Format::Html | Format::Csv | Format::Xlsx | Format::Sarif | Format::Md => {
                Box::new(Rolled {
                    writer,
                    families: Families::default(),
                })
            }
        }
    }
}

pub static FORMS: &[&Form] = &[
    &table::FORM,
    &jsonl::FORM,
    &html::FORM,
    &csv::FORM,
    &xlsx::FORM,
    &sarif::FORM,
    &md::FORM,
];

/// The report on stdout; encrypted where there are recipients.
pub fn stdout(format: Format, style: Style, recipients: &[Recipient]) -> anyhow::Result<Box<dyn Writer>> {
    let form = FORMS
        .iter()
        .find(|form| form.format == format)
        .expect("every format has a form");
    Ok(form.writer(sealed(out::stdout(), recipients)?, style))
}

/// A new report file, in the form its ending names, and where its draft stands: see [`create_file`].
pub fn create(path: &Path, texts: Texts, recipients: &[Recipient]) -> anyhow::Result<(Box<dyn Writer>, PathBuf)> {
    let form = form_of(path, texts)?;
    let style = Style {
        texts,
        color: false,
        width: PAGE_WIDTH,
    };
    let (out, draft) = create_draft(path, texts, recipients)?;
    Ok((form.writer(out, style), draft))
}

/// A new file, encrypted where there are recipients; for its owner alone, and never through a link or over another
/// file. It has its name when it is finished, and is gone when it is dropped before.
pub fn create_file(path: &Path, texts: Texts, recipients: &[Recipient]) -> anyhow::Result<Box<dyn Sink>> {
    Ok(create_draft(path, texts, recipients)?.0)
}

fn create_draft(path: &Path, texts: Texts, recipients: &[Recipient]) -> anyhow::Result<(Box<dyn Sink>, PathBuf)> {
    if seal::named_so(path) && recipients.is_empty() {
        bail!(texts.with("encrypt-to-nobody", &[("path", path.display().to_string().into())]));
    }
    let (out, draft) = out::create(path).map_err(|err| not_made(path, err, texts))?;
    Ok((sealed(out, recipients)?, draft))
}

/// Why a new file could not be made, and what to do about that.
pub(crate) fn not_made(path: &Path, err: io::Error, texts: Texts) -> anyhow::Error {
    let key = match err.kind() {
        io::ErrorKind::AlreadyExists => "file-exists",
        io::ErrorKind::NotFound => "file-no-folder",
        io::ErrorKind::ReadOnlyFilesystem => "file-read-only",
        _ => "file-not-made",
    };
    let told = texts.with(key, &[("path", path.display().to_string().into())]);
    anyhow::Error::from(err).context(told)
}

fn sealed(out: Box<dyn Sink>, recipients: &[Recipient]) -> io::Result<Box<dyn Sink>> {
    if recipients.is_empty() {
        Ok(out)
    } else {
        seal::seal(out, recipients)
    }
}

/// `report.jsonl` of `report.jsonl.age`.
pub fn plain_name(path: &Path) -> PathBuf {
    match seal::named_so(path) {
        true => path.with_extension(""),
        false => path.to_owned(),
    }
}

/// The form that the ending of a report's name stands for.
pub fn format_of(path: &Path, texts: Texts) -> Option<Format> {
    form_of(path, texts).ok().map(|form| form.format)
}

fn form_of(path: &Path, texts: Texts) -> anyhow::Result<&'static Form> {
    let ending = plain_name(path)
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let form = FORMS.iter().find(|form| form.endings.contains(&ending.as_str()));
    form.copied().with_context(|| {
        let known: Vec<_> = FORMS
            .iter()
            .flat_map(|form| form.endings)
            .map(|ending| format!(".{ending}"))
            .collect();
        texts.with(
            "ending-unknown",
            &[
                ("path", path.display().to_string().into()),
                ("endings", known.join(", ").into()),
            ],
        )
    })
}

/// Text of a scanned system as a terminal may show it: control characters, escapes and characters that change the
/// direction of writing are shown by their code.
pub fn visible(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            shown.extend(c.escape_unicode())
        } else {
            shown.push(c)
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    /// One run of a machine whose file names are made to break reports.
    pub(super) fn hostile() -> Vec<Record> {
        let lines = include_str!("../testdata/records/hostile.jsonl").lines();
        lines.map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub(super) fn write(mut writer: Box<dyn Writer>, records: &[Record]) {
        records.iter().for_each(|record| writer.record(record).unwrap());
        writer.finish().unwrap();
    }

    #[test]
    fn a_hostile_name_is_shown_by_its_codes() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c é.txt"), "a\\u{1b}[31mb\\u{202e}c é.txt");
    }

    #[test]
    fn a_report_is_private_and_never_written_over_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.jsonl");
        let texts = Texts::new(Lang::En);
        let (writer, draft) = create(&path, texts, &[]).unwrap();
        assert!(draft.exists() && !path.exists());
        drop(writer);
        assert!(!draft.exists() && !path.exists(), "a report without an end is none");
        create(&path, texts, &[]).unwrap().0.finish().unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        let err = create(&path, texts, &[]).err().unwrap();
        assert!(err.to_string().contains("does not exist yet"), "{err}");
        let err = create(&folder.path().join("none/report.csv"), texts, &[])
            .err()
            .unwrap();
        assert!(err.to_string().contains("make its folder first"), "{err}");
        let err = create(&folder.path().join("report.exe"), texts, &[]).err().unwrap();
        assert!(err.to_string().contains(".jsonl"), "{err}");
    }

    #[test]
    fn a_name_that_is_no_text_keeps_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let mut records = hostile();
        let document = records.iter_mut().find_map(|record| match record {
            Record::Document(document) => Some(document),
            _ => None,
        });
        document.unwrap().path = crate::record::PathText {
            path: "/r\u{fffd}sum.txt".to_owned(),
            path_bytes: Some(crate::record::base64(b"/r\xe9sum.txt")),
        };
        for (name, expected) in [("a.csv", r"/r\xE9sum.txt"), ("a.sarif", "file:///r%E9sum.txt")] {
            let path = folder.path().join(name);
            write(create(&path, Texts::new(Lang::En), &[]).unwrap().0, &records);
            assert!(std::fs::read_to_string(path).unwrap().contains(expected), "{name}");
        }
    }

    #[test]
    fn what_is_said_of_a_file_that_cannot_be_made_fits_the_error() {
        #[track_caller]
        fn check(kind: io::ErrorKind, expected: &str) {
            let err = not_made(Path::new("a.csv"), kind.into(), Texts::new(Lang::En));
            assert_eq!(crate::language::error(&err), expected);
        }
        let none = "a.csv: the file cannot be made";
        check(
            io::ErrorKind::PermissionDenied,
            &format!("{none}: you have no permission for this"),
        );
        check(
            io::ErrorKind::ReadOnlyFilesystem,
            &format!("{none}; choose another place: the disk can only be read"),
        );
        check(
            io::ErrorKind::AlreadyExists,
            "a.csv: name a file that does not exist yet: it exists already",
        );
        check(
            io::ErrorKind::NotFound,
            &format!("{none}; make its folder first: there is no such file or folder"),
        );
    }

    /// Nobody reads any more.
    struct Gone;

    impl io::Write for Gone {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Sink for Gone {
        fn finish(self: Box<Self>) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_told_as_one_by_every_form() {
        for form in FORMS {
            let style = Style {
                texts: Texts::new(Lang::En),
                color: false,
                width: 80,
            };
            let mut writer = form.writer(Box::new(Gone), style);
            let written = hostile().iter().try_for_each(|record| writer.record(record));
            let err = written.and_then(|()| writer.finish()).unwrap_err();
            assert_eq!(err.kind(), io::ErrorKind::BrokenPipe, "{:?}: {err}", form.format);
        }
    }

    /// Reports that are text, against golden files; `UPDATE_EXPECT=1` writes them anew.
    #[test]
    fn every_form_says_what_it_said_before() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/records");
        let made = tempfile::tempdir().unwrap();
        for input in ["run", "hostile"] {
            let lines = std::fs::read_to_string(folder.join(format!("{input}.jsonl"))).unwrap();
            let records: Vec<Record> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            for ending in ["csv", "md", "sarif"] {
                let path = made.path().join(format!("{input}.{ending}"));
                write(create(&path, Texts::new(Lang::En), &[]).unwrap().0, &records);
                let written = std::fs::read_to_string(&path).unwrap();
                let golden = folder.join(format!("{input}.{ending}"));
                if std::env::var_os("UPDATE_EXPECT").is_some() {
                    std::fs::write(&golden, &written).unwrap();
                }
                assert_eq!(
                    written,
                    std::fs::read_to_string(&golden).unwrap(),
                    "{}",
                    golden.display()
                );
            }
        }
    }
}
