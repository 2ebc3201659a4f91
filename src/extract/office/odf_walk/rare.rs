//! Elements of OpenDocument whose data stands in attributes, and what stands in the text without being a paragraph.

use super::Walk;
use crate::extract::Sink;
use crate::extract::office::flow::is_data;
use crate::extract::office::told;
use crate::extract::office::xml::Tag;
use crate::text::Unit;

impl Walk {
    pub(super) fn start_rare(&mut self, tag: &Tag<'_>, depth: usize, sink: &mut Sink<'_>) {
        match tag.name() {
            "style" | "text-properties" if tag.prefix() == "style" => self.heights.style(tag),
            "desc" | "title" if matches!(tag.prefix(), "svg" | "table") => self.open.push((depth, String::new())),
            // What the fields of slides show.
            "header-decl" | "footer-decl" | "date-time-decl" => self.open.push((depth, String::new())),
            "condition" if !tag.attribute("value").is_some_and(|value| value.contains('"')) => {}
            "a" => {
                let unit = Unit::Field {
                    part: sink.intern("links"),
                };
                let address = tag.attribute("href").filter(|address| address.contains(':'));
                // And what shows over it.
                let told = [address, tag.attribute("title"), tag.attribute("name")];
                let told = told.into_iter().flatten();
                let told = told.filter(|text| !text.trim().is_empty());
                self.beside.extend(told.map(|text| (unit, 0, text.into_owned())));
            }
            "user-field-decl"
            | "hidden-text"
            | "conditional-text"
            | "bibliography-mark"
            | "alphabetical-index-mark"
            | "alphabetical-index-mark-start"
            | "user-index-mark"
            | "toc-mark"
            | "database-display" => self.fields(tag, sink),
            // Nothing shows what it holds.
            "variable-set" if tag.attribute("display").is_some_and(|display| display == "none") => {
                self.fields(tag, sink)
            }
            // A choice of a list in the text.
            "label" if tag.prefix() == "text" => self.fields(tag, sink),
            "content-control" => self.fields(tag, sink),
            "list-item" if tag.prefix() != "text" => self.fields(tag, sink),
            "param" if tag.prefix() == "field" => self.parameter(tag, sink),
            // A formula, and how its program writes it.
            "math" | "annotation" => self.open.push((depth, String::new())),
            // Most properties tell how a control works.
            "property" if tag.attribute("property-name").as_deref() != Some("HelpText") => {}
            // Choices that stand in cells are read there.
            "content-validation"
                if !tag
                    .attribute("condition")
                    .is_some_and(|condition| condition.contains('"')) => {}
            "bookmark" | "bookmark-start" => {
                let unit = Unit::Field {
                    part: sink.intern("names"),
                };
                // Programs begin the names of theirs with a line.
                let name = tag.attribute("name").filter(|name| !name.starts_with('_'));
                let label = sink.intern("bookmark");
                self.beside.extend(name.map(|name| (unit, label, name.into_owned())));
            }
            _ if tag.prefix() == "form" => self.fields(tag, sink),
            // Macros of a flat document.
            "source-code" => {
                self.parts.push((depth, sink.intern("macros")));
                self.open.push((depth, String::new()));
            }
            _ => {
                told::tag(tag, told::OPEN_DOCUMENT, sink);
            }
        }
    }

    /// What a form or a field holds, also where it shows something else.
    fn fields(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        let unit = Unit::Field {
            part: sink.intern("form"),
        };
        let name = sink.intern(&tag.attribute("name").unwrap_or_default());
        let is_work = tag.name() == "bibliography-mark";
        let mut told: Vec<String> = Vec::new();
        for (key, value) in tag.attributes() {
            let is_told = match key {
                "author" | "editor" | "note" | "annote" => is_work,
                "title" => is_work || tag.prefix() == "form",
                "key1" | "key2" | "column-name" | "database-name" | "table-name" => true,
                "command" | "datasource" | "filter" | "href" | "list-source" => tag.prefix() == "form",
                "current-value" | "string-value" | "string-value-if-true" | "string-value-if-false" | "label" => true,
                "display-text" | "alias" => true,
                "value" => tag.prefix() == "form" || matches!(tag.name(), "label" | "list-item"),
                _ => false,
            };
            // What is set first is mostly set still.
            if is_told && !value.trim().is_empty() && told.iter().all(|before| *before != value) {
                told.push(value.into_owned());
            }
        }
        self.beside.extend(told.into_iter().map(|value| (unit, name, value)));
    }

    /// What a field taken over from Word holds: what it says, its choices and help. Others tell how it works.
    fn parameter(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        const TOLD: [&str; 6] = ["Content", "Help", "Hint", "ListEntry", "Description", "code"];
        let name = tag.attribute("name").unwrap_or_default();
        let name = name.rsplit(['.', '_']).next().unwrap_or_default();
        let Some(value) = tag.attribute("value").filter(|value| !value.trim().is_empty()) else {
            return;
        };
        let unit = Unit::Field {
            part: sink.intern("form"),
        };
        if TOLD.contains(&name) && (name != "code" || is_data(&value)) {
            self.beside.push((unit, 0, value.into_owned()));
        }
    }
}
