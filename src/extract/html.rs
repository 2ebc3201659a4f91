//! HTML: block by block as a browser would show it, tables as cells, and what a browser hides: comments, titles, links.

mod frame;
mod page;
mod style;
mod table;
mod tag;
mod walk;

use std::io::Read;

use super::codepage::CodePage;
use super::encoding::TextReader;
use super::{Error, Extract, Format, Reason, Sink};
pub(super) use frame::unescaped;
use walk::Walk;

pub(super) static FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm", "xhtml"],
    recognise: |head| {
        head.sample()
            .is_some_and(|text| is_html(text.trim_start(), FORMAT.extensions.contains(&head.extension)))
    },
    extract: Extract::Stream(file),
};

/// By its first tags; a fragment needs the extension, or markup from its first character on.
fn is_html(text: &str, named: bool) -> bool {
    let begins = |text: &str, tag: &str| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| begins(text, tag))
    {
        return true;
    }
    if !text.starts_with('<') {
        return named && text.contains("</");
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("<?xml") || lower.starts_with("<!--") {
        return lower.contains("<html") || lower.contains("<!doctype html");
    }
    let tags = [
        "<meta ", "<title", "<table", "<div", "<p>", "<p ", "<h1", "<span", "<br", "<style", "<script", "<center",
    ];
    named && lower.contains("</") || tags.iter().any(|tag| lower.starts_with(tag))
}

/// A page that is a file of its own: it may be cut, as a piece of a page that a program holds is not.
fn file(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    told(Walk::new(sink), input, sink)
}

/// A page of a book: it is XML, whether it says so or not (EPUB 3.3, 6.1).
pub(super) fn page_of_book(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut walk = Walk::new(sink);
    walk.is_strict = true;
    walk.page.is_xml = true;
    told(walk, input, sink)
}

fn told(mut walk: Walk, input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let done = walked(&mut walk, input, sink)?;
    if walk.page.is_cut() {
        sink.gap(Reason::Damaged, "it ends inside an element");
    }
    done
}

/// A page, in whatever encoding it says.
pub(super) fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    walked(&mut Walk::new(sink), input, sink)?
}

fn walked(walk: &mut Walk, input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<Result<(), Error>, Error> {
    let done = TextReader::new(input, declared).each(|text| walk.feed(text, sink));
    walk.end(sink)?;
    Ok(done)
}

/// The HTML body of a mail.
pub(super) fn body(text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut walk = Walk::new(sink);
    walk.feed(text, sink)?;
    walk.end(sink)
}

/// The encoding that the page names: `<meta charset=…>`, `<meta … content="text/html; charset=…">`,
/// `<?xml encoding=…?>`.
fn declared(head: &[u8]) -> Option<CodePage> {
    let head = head[..head.len().min(4096)].to_ascii_lowercase();
    let value = [&b"charset="[..], b"encoding="].iter().find_map(|name| {
        let at = memchr::memmem::find(&head, name)?;
        Some(&head[at + name.len()..])
    })?;
    let quoted = matches!(value.first(), Some(b'"' | b'\''));
    let value = &value[usize::from(quoted)..];
    let len = value
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))
        .unwrap_or(value.len());
    CodePage::for_label(&value[..len])
}

#[cfg(test)]
mod tests {
    use super::super::tests::documents;
    use super::*;

    #[track_caller]
    fn check(page: &str, is_damaged: bool, texts: &[&str]) {
        let documents = documents("a.html", page.as_bytes());
        let reasons: &[Reason] = if is_damaged { &[Reason::Damaged] } else { &[] };
        assert_eq!(documents[0].reasons, reasons, "{page}");
        for text in texts {
            assert!(documents[0].text().contains(text), "{page}: {documents:?}");
        }
    }

    #[test]
    fn what_a_cell_of_excel_holds_and_shows_otherwise_is_read() {
        let page = "<table><tr><td x:str=\"Jan Maes\">J.</td><td x:num=\"85073095180\">8,5E+10</td>\
            <td x:num=\"38718\">1/1/2006</td><td x:num>12</td><td x:str>tekst</td></tr></table>";
        check(
            page,
            false,
            &["Jan Maes", "85073095180", "8,5E+10", "1/1/2006", "tekst"],
        );
        assert!(!documents("a.html", page.as_bytes())[0].text().contains("38718"));
    }

    #[test]
    fn a_link_that_leads_nowhere_parts_no_number() {
        let text = |page: &str| documents("a.html", page.as_bytes())[0].text();
        assert!(text("<p>nr <a href='#'>721105</a>96289</p>").contains("nr 72110596289"));
        assert!(text("<p>nr 721105962<a href=\"#\" class=x>89</a> x</p>").contains("nr 72110596289 x"));
        assert!(text("<p>nr 72110596289<a href='#n1'>1</a></p>").contains("72110596289 1"));
    }

    #[test]
    fn a_name_and_its_reading_are_apart() {
        let text = |page: &str| documents("a.html", page.as_bytes())[0].text();
        for ruby in [
            "<ruby>Peeters<rt>pittersu</rt></ruby>",
            "<ruby>Pee<rp>(</rp><rt>pitter</rt><rp>)</rp>ters<rp>(</rp><rt>su</rt><rp>)</rp></ruby>",
            "<ruby>Pee<rt>pitter<rb>ters<rt>su</ruby>",
        ] {
            let text = text(&format!("<p>van An {ruby}in Gent</p>"));
            assert!(text.contains("van An Peeters pittersu in Gent"), "{text}");
        }
        assert!(text("<p>Peeters<rt>x</p>").contains("Peetersx"));
        assert!(text("<ruby>Peeters</ruby>en").contains("Peetersen"));
    }

    #[test]
    fn a_style_that_does_not_end_is_told_and_what_follows_is_read() {
        let texts = ["Dossier een", "Dossier twee"];
        let page = |style: &str| format!("<html><head>{style}<p>Dossier een</p><p>Dossier twee</p></body></html>");
        check(&page("<style>p{color:red}"), true, &texts);
        check(&page("<style>p{color:red}</head><body>"), true, &texts);
        check(
            &page("<style>p{color:red}</head><body><style>a{}</style>"),
            true,
            &texts,
        );
        check("<div><style>p{color:red}<p>Dossier</p></div>", true, &["Dossier"]);
        // The end of it stands in another place.
        check(&page("<style>p{color:red}<p>Dossier</p></style>"), true, &texts);
        let style = format!(
            "<style>/* as in <body> */ a{{background:url('data:x,<svg></svg>')}}{}</style>",
            "p{}\n".repeat(99_999)
        );
        check(&page(&style), false, &texts);
        for string in ["\"<body>\"", "'</p>'", "\"it's \\\" </p>\""] {
            check(&page(&format!("<style>a{{content:{string}}}</style>")), false, &texts);
        }
    }

    #[test]
    fn a_style_is_looked_through_once() {
        let begun = std::time::Instant::now();
        let told = "<html><body><p>Dossier</p>";
        let remark = "<p ><body>".repeat(50_000);
        check(
            &format!("{told}<style>/* {remark} */ p{{}}</style></body></html>"),
            false,
            &["Dossier"],
        );
        for open in ["<style>/*", "<style>'"] {
            let many = open.repeat(50_000);
            check(&format!("{told}{many}"), true, &["Dossier"]);
            check(
                &format!("{told}{many}*/'<body><p>slot</p></body></html>"),
                true,
                &["Dossier", "slot"],
            );
        }
        assert!(begun.elapsed().as_secs() < 60);
    }

    #[test]
    fn rules_that_are_read_as_text_are_apart_from_what_stands_around() {
        let text = |page: &str| documents("a.html", page.as_bytes())[0].text();
        for page in [
            "<body>Anouk<style>p{}",
            "<body>Anouk<style>p{}<style>a{}</style>Peeters",
        ] {
            let text = text(page);
            assert!(!text.contains("Anoukp") && !text.contains("}P"), "{text}");
        }
        // What a style that ends stands within is one word, as it is to a browser.
        assert!(text("<body>Pee<style>p{content:'</p>'}</style>ters</body>").contains("Peeters"));
    }

    #[test]
    fn a_page_that_is_cut_is_told() {
        let page = "<html><body><p>Dossier</p><p>slot</p></body></html>";
        for cut in [
            &page[..page.find("></body>").unwrap()],
            "<p>Dossier</p><a href=\"x",
            "<html><body><p>Dossier</p><div><p>slo",
            "<html><body><p>Dossier</p><table><tr><td>slo",
            "<html><body><p>Dossier <b>slo",
            "<p>Dossier</p><!-- slo",
            "<p>Dossier</p><script>let slo",
            "<?xml version=\"1.0\"?>\n<html><body><p>Dossier</p>\n",
        ] {
            check(cut, true, &["Dossier"]);
        }
        for whole in [
            page,
            &page[..page.find("</html>").unwrap()],
            // A page need not end these.
            &page[..page.find("slot").unwrap()],
            "<html><head><title>x</title><body>Dossier\n",
            "<html><body><p>Dossier<p>twee<li>drie",
            "<html><body><p>Dossier</p><div>slot\n",
            "<html><body><p>Dossier</p><!-- slot --><script>let slot</script>",
            "<p>Dossier</p><p>een fragment",
            "<div><b>Dossier",
            "<body><p>Dossier</p>",
            "<html><p>Dossier</p>",
            "<p>Dossier</p> 1 < 2",
        ] {
            check(whole, false, &["Dossier"]);
        }
    }

    #[test]
    fn a_tag_whose_quote_is_missing_is_told() {
        let page = "<html><body><a href=\"x>tekst</a><p>Dossier</p><p class=\"b\">slot</p></body></html>";
        check(page, true, &["Dossier", "slot"]);
    }
}
