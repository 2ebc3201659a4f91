//! Which pages a book has, and in the order of which it is read (EPUB 3.3, 5): one that is missing is a gap.

use std::collections::{HashMap, HashSet};

use crate::extract::office::alike::from_uri;
use crate::extract::office::package::Package;
use crate::extract::office::relations::{MISSING, resolve};
use crate::extract::office::xml::{Node, Xml};
use crate::extract::{Error, Reason, Sink};

/// Names the document that lists all others.
const CONTAINER: &str = "META-INF/container.xml";
/// What such a document is.
const PACKAGE: &str = "application/oebps-package+xml";
/// What a page is, whatever it is called.
const KINDS: [&str; 2] = ["application/xhtml+xml", "text/html"];

/// A document that lists the files of a book.
#[derive(Default)]
struct Listing {
    /// Name and kind by number.
    files: HashMap<String, (String, String)>,
    /// The numbers of what is read one after the other.
    read: Vec<String>,
}

/// The names of all pages in small letters. Tells what is listed to be read and is not there.
pub(super) fn pages(package: &mut Package<'_>, sink: &mut Sink<'_>) -> Result<HashSet<String>, Error> {
    let mut listings = Vec::new();
    package.walk(CONTAINER, sink, |xml, sink| named(xml, &mut listings, sink))?;
    let mut pages = HashSet::new();
    let mut is_missing = false;
    for name in listings {
        let name = found(package, name);
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut listing = Listing::default();
        is_missing |= !package.walk(&name, sink, |xml, sink| listing.read(xml, folder, sink))?;
        let mut read = listing.read.iter().filter_map(|number| listing.files.get(number));
        is_missing |= read.any(|(name, _)| !package.has(&found(package, name.clone())));
        let of_kind = listing.files.into_values().filter(|(_, kind)| KINDS.contains(&&**kind));
        pages.extend(of_kind.map(|(name, _)| found(package, name)));
    }
    if is_missing {
        sink.gap(Reason::Damaged, MISSING);
    }
    Ok(pages)
}

/// The name that the part has in the package, in small letters.
pub(super) fn found(package: &Package<'_>, mut name: String) -> String {
    package.find(&mut name);
    name.make_ascii_lowercase();
    name
}

fn named(xml: &mut Xml<'_>, listings: &mut Vec<String>, sink: &mut Sink<'_>) -> Result<(), Error> {
    loop {
        match xml.next(sink)? {
            // A book may be there in other forms too, as a PDF.
            Node::Start(tag)
                if tag.name() == "rootfile" && tag.attribute("media-type").is_none_or(|kind| kind == PACKAGE) =>
            {
                listings.extend(tag.attribute("full-path").map(|path| from_uri(&path)));
            }
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Listing {
    fn read(&mut self, xml: &mut Xml<'_>, folder: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        loop {
            match xml.next(sink)? {
                Node::Start(tag) if tag.name() == "item" => {
                    let attribute = |name| tag.attribute(name).unwrap_or_default().into_owned();
                    let href = attribute("href");
                    let path = href.split(['#', '?']).next().unwrap_or_default();
                    // What stands elsewhere is no part of the book.
                    if !path.is_empty() && !path.contains(':') {
                        let file = (resolve(folder, &from_uri(path)), attribute("media-type"));
                        self.files.insert(attribute("id"), file);
                    }
                }
                Node::Start(tag) if tag.name() == "itemref" => {
                    self.read
                        .extend(tag.attribute("idref").map(|number| number.into_owned()));
                }
                Node::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::Reason;
    use crate::extract::tests::containers::zip_of;
    use crate::extract::tests::{Document, document};

    const CONTAINER: &str = "<container><rootfiles><rootfile full-path=\"OPS/boek.opf\" \
        media-type=\"application/oebps-package+xml\"/>\
        <rootfile full-path=\"boek.pdf\" media-type=\"application/pdf\"/></rootfiles></container>";
    const LISTING: &str = "<package><metadata><title>Reglement</title></metadata><manifest>\
        <item id=\"a\" href=\"deel%20een.xhtml\" media-type=\"application/xhtml+xml\"/>\
        <item id=\"b\" href=\"../los/twee.xml#begin\" media-type=\"application/xhtml+xml\"/>\
        <item id=\"c\" href=\"https://elders.example/c.xhtml\" media-type=\"application/xhtml+xml\"/>\
        <item id=\"d\" href=\"letter.ttf\" media-type=\"font/ttf\"/></manifest>\
        <spine><itemref idref=\"a\"/><itemref idref=\"b\"/><itemref idref=\"c\"/></spine></package>";
    const PAGE: &str = "<html><head><title>Deel</title></head><body><p title=\"a &gt; b\">Dossier van An<br/></p>\
        <!-- <p --><p>85.07.30-951.80 sluit af</p></body></html>";

    fn book(members: &[(&str, &str)]) -> Document {
        let all = [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", CONTAINER),
        ];
        let all: Vec<_> = all
            .iter()
            .chain(members)
            .map(|(name, text)| (*name, text.as_bytes()))
            .collect();
        document("boek.epub", &zip_of(&all))
    }

    #[test]
    fn a_page_is_what_the_book_lists_and_one_that_is_missing_is_a_gap() {
        let [listing, one, two] = [
            ("OPS/boek.opf", LISTING),
            ("OPS/deel een.xhtml", PAGE),
            ("los/twee.xml", PAGE),
        ];
        let whole = book(&[listing, one, two]);
        assert_eq!(whole.text().matches("85.07.30-951.80").count(), 2, "{whole:?}");
        assert_eq!(whole.reasons, []);
        for missing in [[listing, one], [listing, two], [one, two]] {
            assert_eq!(book(&missing).reasons, [Reason::Damaged], "{missing:?}");
        }
    }

    #[test]
    fn a_page_whose_name_is_written_otherwise_than_in_the_list_is_there() {
        for (href, name) in [
            ("priv\u{e9}.xml", "prive\u{301}.xml"),
            ("prive\u{301}.xml", "priv\u{e9}.xml"),
            ("priv%C3%A9.xml", "prive\u{301}.xml"),
            ("deel%20twee.xml", "deel%20twee.xml"),
            ("deel twee.xml", "deel%20twee.xml"),
        ] {
            let listing = LISTING.replace("deel%20een.xhtml", href);
            let name = format!("OPS/{name}");
            let pages = [("OPS/boek.opf", &*listing), (&*name, PAGE), ("los/twee.xml", PAGE)];
            let whole = book(&pages);
            assert_eq!(whole.text().matches("85.07.30-951.80").count(), 2, "{whole:?}");
            assert_eq!(whole.reasons, [], "{href} {name}");
            let other = book(&[pages[0], ("OPS/prive.xml", PAGE), pages[2]]);
            assert_eq!(other.reasons, [Reason::Damaged], "{href}");
        }
    }

    #[test]
    fn a_page_that_is_no_whole_xml_is_damaged_and_its_text_is_told() {
        let of = |page: &str| {
            book(&[
                ("OPS/boek.opf", LISTING),
                ("OPS/deel een.xhtml", page),
                ("los/twee.xml", PAGE),
            ])
        };
        for cut in [
            PAGE.find("30-951").unwrap(),
            PAGE.find("itle=").unwrap(),
            PAGE.find("</body").unwrap(),
        ] {
            let declared = format!("<?xml version=\"1.0\"?>{}", &PAGE[..cut]);
            for page in [&PAGE[..cut], &declared, &format!("{}\n", &PAGE[..cut])] {
                assert_eq!(of(page).reasons, [Reason::Damaged], "{page}");
            }
        }
        let torn = of(&PAGE.replacen("<p>85", "<p 85", 1));
        assert_eq!(torn.reasons, [Reason::Damaged]);
        assert_eq!(torn.text().matches("85.07.30-951.80").count(), 2, "{torn:?}");
        // The quote of a title is lost, and the next one stands far behind.
        for other in [
            "<p title=\"dossier<p class=\"b\">x</p>",
            "<p title=\"dossier>An</p><p>zegt \"ja\" en</p>",
        ] {
            let torn = of(&PAGE.replacen("<p>85", &format!("{other}<p>85"), 1));
            assert_eq!(torn.reasons, [Reason::Damaged], "{other}");
            assert_eq!(torn.text().matches("85.07.30-951.80").count(), 2, "{torn:?}");
        }
        // A sign in a value or in a text is no tag, a declaration holds some, and a picture may be all of a page.
        for page in [
            "<!DOCTYPE html [<!ENTITY a \"b\">]><html><body><p>1 < 2</p></body></html>",
            "<html><body><p title=\"a < b\">Dag</p><img alt='minder dan <5' src='a.png'/></body></html>",
            "<html><body><svg><text>Dag</text></svg></body></html>\n",
            "<html><head><script>if (a<b) { c(\"<p\") }</script></head><body><p>Dag</p></body></html>",
        ] {
            assert_eq!(of(page).reasons, [], "{page}");
        }
    }
}
