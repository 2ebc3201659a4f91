//! Whether a page that is a file of its own was cut.

/// Elements that a page has to end, as it need not end a paragraph, a cell, its body or itself.
#[rustfmt::skip]
const ENDED: [&str; 32] = [
    "a", "article", "b", "blockquote", "button", "center", "div", "dl", "em", "fieldset", "font", "footer", "form",
    "h1", "h2", "h3", "h4", "header", "i", "main", "nav", "ol", "pre", "section", "select", "small", "span", "strong",
    "table", "textarea", "u", "ul",
];

#[derive(Default)]
pub(super) struct Page {
    /// It began with a tag of its own, and has not ended: a fragment may end anywhere.
    is_page: bool,
    /// Each element has to end in it.
    pub is_xml: bool,
    /// It ends inside a tag, a comment or a script.
    pub is_torn: bool,
    /// What was read last is the end of a line: a program that is done mostly writes one.
    ends_line: bool,
    /// How many of each of these are open.
    open: [u32; ENDED.len()],
}

impl Page {
    /// What the file goes on with.
    pub(super) fn feed(&mut self, text: &str) {
        if !text.is_empty() {
            self.ends_line = text.ends_with(['\n', '\r']);
        }
    }

    pub(super) fn tag(&mut self, name: &str, closing: bool) {
        match name {
            "?xml" => self.is_xml = true,
            "html" => (self.is_page, self.open) = (!closing, [0; ENDED.len()]),
            "body" if closing => *self = Self::default(),
            _ => {
                let Some(at) = ENDED.iter().position(|ended| *ended == name) else {
                    return;
                };
                self.open[at] = match closing {
                    true => self.open[at].saturating_sub(1),
                    // The next link ends the one before it.
                    false if name == "a" => 1,
                    false => self.open[at].saturating_add(1),
                };
            }
        }
    }

    pub(super) fn is_cut(&self) -> bool {
        let is_open = self.is_xml || !self.ends_line && self.open.iter().any(|n| *n > 0);
        self.is_torn || self.is_page && is_open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cut(tags: &[&str], last: &str) -> bool {
        let mut page = Page::default();
        for tag in tags {
            page.tag(tag.trim_start_matches('/'), tag.starts_with('/'));
        }
        page.feed(last);
        page.feed("");
        page.is_cut()
    }

    #[test]
    fn only_an_element_that_has_to_end_tells_a_cut() {
        for open in ["div", "table", "b", "a", "span"] {
            assert!(is_cut(&["html", "body", open], "tek"), "{open}");
            assert!(!is_cut(&["html", "body", open], "tekst\n"), "{open}");
            assert!(!is_cut(&[open], "tekst"), "{open}");
            let closed = format!("/{open}");
            assert!(!is_cut(&["html", "body", open, &closed, &closed], "tekst"), "{open}");
            assert!(!is_cut(&["html", "body", open, "/body"], ""), "{open}");
            assert!(!is_cut(&["html", "body", open, "/html"], ""), "{open}");
        }
        assert!(!is_cut(&["html", "body", "p", "li", "tr", "td"], "tekst"));
        assert!(!is_cut(&["html", "body", "a", "a", "/a"], "tekst"));
        assert!(is_cut(&["html", "body", "div", "div", "/div", "/b"], "tekst"));
    }

    #[test]
    fn a_page_of_xml_has_to_end() {
        assert!(is_cut(&["?xml", "html", "body", "p"], "tekst\n"));
        assert!(!is_cut(&["?xml", "html", "body", "/body", "/html"], "\n"));
        assert!(!is_cut(&["?xml:namespace", "html", "body", "p"], "tekst\n"));
    }
}
