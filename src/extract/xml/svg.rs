//! Words of a picture (SVG) whose letters stand in elements of their own: made one in the text of the document.

use std::borrow::Cow;

use super::super::pen::{Joint, Pen};

/// A longer tag is none: a place for each letter of a page may stand in it.
const LONGEST_TAG: usize = 64 << 10;

/// The text without the tags that part the letters of a word. The ends of lines among them stand behind the word, so
/// that lines keep their numbers.
pub(super) fn joined<'t>(text: &'t str, pen: &mut Pen) -> Cow<'t, str> {
    let mut told = Told {
        text,
        told: String::new(),
        done: 0,
        n_lines: 0,
    };
    let mut at = 0;
    // Where the tags begin that stand behind the last text, if nothing else is among them.
    let mut gap = None;
    while let Some((begin, tag)) = next_tag(text, at) {
        let run = &text[at..begin];
        if run.trim().is_empty() && (run.contains('\n') || !pen.is_open()) {
            pen.blank();
        } else if !run.is_empty() && pen.is_open() {
            let joint = pen.write(run);
            if let Some(gap) = gap {
                told.join(gap, at, joint);
            }
            gap = Some(begin);
        }
        at = begin + tag.len();
        match name(tag) {
            "text" | "tspan" => {
                follow(tag, pen);
                gap = gap.filter(|_| !is_telling(tag));
            }
            "style" if !tag.starts_with("</") => {
                let end = text[at..].find("</").map_or(text.len(), |len| at + len);
                pen.styles(&text[at..end]);
                at = end;
            }
            _ => {
                pen.part();
                gap = None;
            }
        }
    }
    told.end()
}

fn follow(tag: &str, pen: &mut Pen) {
    match tag.starts_with("</") {
        true => pen.end(),
        false => {
            pen.begin(name(tag) == "text", |wanted| attribute(tag, wanted));
            if tag.ends_with("/>") {
                pen.end();
            }
        }
    }
}

struct Told<'t> {
    text: &'t str,
    told: String,
    done: usize,
    /// Ends of lines that were left out.
    n_lines: usize,
}

impl<'t> Told<'t> {
    fn join(&mut self, begin: usize, end: usize, joint: Joint) {
        let between = match joint {
            Joint::Within => "",
            Joint::Blank if !self.text[begin..end].contains('\n') => " ",
            Joint::Blank | Joint::Apart => {
                self.copy(begin);
                for _ in 0..std::mem::take(&mut self.n_lines) {
                    self.told.push('\n');
                }
                return;
            }
        };
        self.copy(begin);
        self.told.push_str(between);
        self.n_lines += memchr::memchr_iter(b'\n', &self.text.as_bytes()[begin..end]).count();
        self.done = end;
    }

    fn copy(&mut self, end: usize) {
        self.told.push_str(&self.text[self.done..end]);
        self.done = end;
    }

    fn end(mut self) -> Cow<'t, str> {
        if self.done == 0 {
            return self.text.into();
        }
        // Behind the word that they stood in.
        let word = self.text[self.done..]
            .find('<')
            .map_or(self.text.len(), |len| self.done + len);
        self.copy(word);
        (0..self.n_lines).for_each(|_| self.told.push('\n'));
        self.copy(self.text.len());
        self.told.into()
    }
}

/// The next tag, and where it begins.
fn next_tag(text: &str, from: usize) -> Option<(usize, &str)> {
    let begin = from + memchr::memchr(b'<', &text.as_bytes()[from..])?;
    let near = &text.as_bytes()[begin..text.len().min(begin + LONGEST_TAG)];
    let len = memchr::memchr(b'>', near)? + 1;
    Some((begin, &text[begin..begin + len]))
}

fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find([' ', '\n', '\r', '\t', '/', '>']).unwrap_or(name.len())];
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<Cow<'t, str>> {
    let found = memchr::memmem::find_iter(tag.as_bytes(), name).find_map(|at| {
        let behind = tag[at + name.len()..].strip_prefix('=')?;
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let is_begin = tag[..at].ends_with(|c: char| c.is_ascii_whitespace());
        is_begin.then(|| behind[1..].split(quote).next())?
    });
    found.map(Cow::Borrowed)
}

/// Whether a tag says something itself.
fn is_telling(tag: &str) -> bool {
    tag.contains('@')
        || ["label=", "title=", "data-", "href="]
            .iter()
            .any(|name| tag.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(joined(text, &mut Pen::default()), expected);
    }

    #[test]
    fn the_letters_of_a_word_are_together() {
        check(
            "<text y='1'><tspan x='0'>85.</tspan><tspan x='16.7'>07</tspan><tspan x='99'>x</tspan></text>",
            "<text y='1'><tspan x='0'>85.07</tspan><tspan x='99'>x</tspan></text>",
        );
        check(
            "<svg:text x=\"0\">85.07.30</svg:text>\n<svg:text x=\"45\">-951.80</svg:text>\n<text x='0' y='20'>An</text>\n",
            "<svg:text x=\"0\">85.07.30-951.80\n</svg:text>\n<text x='0' y='20'>An</text>\n",
        );
        check(
            "<text>85.07<tspan font-weight='bold'>.30</tspan>-9</text>",
            "<text>85.07.30-9</text>",
        );
        check(
            "<text x='0'>van</text><text x='24'>Gent</text>",
            "<text x='0'>van Gent</text>",
        );
    }

    #[test]
    fn what_stands_apart_or_says_something_stays() {
        for same in [
            "<text x='0' y='0'>12</text><text x='0' y='14'>34</text>",
            "<text><tspan>12</tspan>\n <tspan>34</tspan></text>",
            "<text x='0'>12</text><g><text x='14'>34</text></g>",
            "<text>12<tspan aria-label='An'>34</tspan></text>",
            "<text>12<a href='mailto:an@b.be'>34</a></text>",
            "<title>12</title><desc>34</desc>",
            "<text transform='a'>12</text><text transform='b'>34</text>",
            "<text>12<tspan",
        ] {
            check(same, same);
        }
    }
}
