//! Report writers: a table of statics, one file each. They take records one by one and never a whole run.

use std::io;
use std::path::Path;

use anyhow::Context as _;

use crate::config::Format;
use crate::language::Texts;
use crate::record::Record;

pub mod aggregate;
mod jsonl;
pub mod notice;
mod out;
mod table;

pub use aggregate::Aggregate;
pub(crate) use out::create_private;
pub use out::{Sink, stdout};

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

/// One form of a report.
pub struct Form {
    pub format: Format,
    /// Endings of file names that stand for it.
    pub endings: &'static [&'static str],
    pub open: fn(Box<dyn Sink>, Style) -> Box<dyn Writer>,
}

pub static FORMS: &[&Form] = &[&table::FORM, &jsonl::FORM];

/// A writer of this format on `out`.
pub fn writer(format: Format, out: Box<dyn Sink>, style: Style) -> Box<dyn Writer> {
    let form = FORMS
        .iter()
        .find(|form| form.format == format)
        .expect("every format has a form");
    (form.open)(out, style)
}

/// A new report file, in the form its ending names. For its owner alone, and never through a link or over another file.
pub fn create(path: &Path, texts: Texts) -> anyhow::Result<Box<dyn Writer>> {
    let form = form_of(path)?;
    let out = out::create(path).with_context(|| {
        format!(
            "{}: the report cannot be created; name a file that does not exist yet",
            path.display()
        )
    })?;
    let style = Style {
        texts,
        color: false,
        width: PAGE_WIDTH,
    };
    Ok((form.open)(out, style))
}

fn form_of(path: &Path) -> anyhow::Result<&'static Form> {
    let ending = path
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
        format!(
            "{}: the ending names no form of report; take one of {}",
            path.display(),
            known.join(", ")
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

    #[test]
    fn a_hostile_name_is_shown_by_its_codes() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c é.txt"), "a\\u{1b}[31mb\\u{202e}c é.txt");
    }

    #[test]
    fn a_report_is_private_and_never_written_over_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.jsonl");
        let texts = Texts::new(Lang::En);
        create(&path, texts).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        let err = create(&path, texts).err().unwrap();
        assert!(err.to_string().contains("does not exist yet"), "{err}");
        let err = create(&folder.path().join("report.exe"), texts).err().unwrap();
        assert!(err.to_string().contains(".jsonl"), "{err}");
    }
}
