//! The font table: which code page the bytes of each font are in.

use super::CodePage;
use super::words::page_of_charset;

/// More fonts than any document has.
const MOST_FONTS: usize = 4096;

#[derive(Default)]
pub(super) struct Fonts {
    /// By the number of the font. None: the document's own page.
    pages: Vec<(i32, Option<u16>)>,
    pub default: i32,
}

impl Fonts {
    /// A font of the table begins.
    pub fn begin(&mut self, number: i32) {
        if self.pages.len() < MOST_FONTS {
            self.pages.push((number, None));
        }
    }

    pub fn set_charset(&mut self, charset: i32) {
        self.set_page(page_of_charset(charset));
    }

    pub fn set_code_page(&mut self, number: i32) {
        self.set_page(u16::try_from(number).ok());
    }

    fn set_page(&mut self, page: Option<u16>) {
        if let Some(last) = self.pages.last_mut() {
            last.1 = page;
        }
    }

    pub fn page(&self, number: i32, own: CodePage) -> CodePage {
        let known = self.pages.iter().rev().find(|(known, _)| *known == number);
        known.and_then(|(_, page)| *page).map_or(own, CodePage::of)
    }
}
