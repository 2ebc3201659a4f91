//! Any text, as the first byte says: detection and the fingerprint, of lines, cells, fields and elements.
#![no_main]

use std::ops::Range;
use std::sync::LazyLock;

use speur::central::{ABOUT, SketchKey, Sketcher};
use speur::detect::{Detector, Session, Settings};
use speur::extract::{End, Reader};
use speur::text::Text;
use speur_fuzz::KEY;
use speur_fuzz::libfuzzer_sys::fuzz_target;

const EXTENSIONS: [&str; 7] = ["txt", "csv", "json", "html", "eml", "xml", "ldif"];

static DETECTOR: LazyLock<Detector> = LazyLock::new(|| Detector::embedded().expect("the built-in rules are right"));
static SKETCH_KEY: LazyLock<SketchKey> = LazyLock::new(|| SketchKey::new(&KEY));

fuzz_target!(|data: &[u8]| {
    if let Some((kind, text)) = data.split_first() {
        let extension = EXTENSIONS[usize::from(*kind) % EXTENSIONS.len()];
        speur_fuzz::read(text, extension, &mut Detecting::default());
    }
});

/// The documents that are open, the innermost last.
#[derive(Default)]
struct Detecting(Vec<(Session<'static>, Sketcher)>);

impl Reader for Detecting {
    fn begin(&mut self, inner: &[String], format: &'static str) {
        let settings = Settings::new(KEY, speur_fuzz::today());
        let mut session = DETECTOR.session(&settings);
        session.about(inner.last().map_or("x", String::as_str), format);
        self.0.push((session, Sketcher::default()));
    }

    fn window(&mut self, text: &Text, fresh: Range<usize>) {
        let (session, sketcher) = self.0.last_mut().expect("a window is of a document");
        sketcher.window(text, fresh.clone(), &SKETCH_KEY);
        session.window(text, fresh);
    }

    fn end(&mut self, _end: End) {
        let (session, sketcher) = self.0.pop().expect("a document ends once");
        let facts = session.facts();
        assert!(facts.findings.iter().all(|finding| finding.count >= finding.distinct));
        sketcher.finish(&session.identifiers(ABOUT), &SKETCH_KEY);
    }
}
