//! The control words that matter for the text, and what each does.

use super::moment::Part;
use crate::extract::office::revised::Change;

/// Where a group's text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    Text,
    /// Holds nothing for a reader: styles, what is said twice.
    Skip,
    /// Styles, lists, colours: nothing of it is told, and no paragraph stands in it.
    Table,
    Fonts,
    /// A stream of paragraphs of its own.
    Part(&'static str),
    /// A named value: a property, a form field, a reviser.
    Field(&'static str),
    /// The same where each group inside holds one value.
    Fields(&'static str),
    /// An entry of an index or of the contents, which stands there alone until they are made.
    Entry,
    /// Name and value of a property that the author made up.
    PropertyName,
    PropertyValue,
    /// Name and value of a shape's property.
    ShapeName,
    ShapeValue,
    /// A field's instruction, which holds addresses.
    Code,
    /// An embedded object or a picture, in hexadecimal digits.
    Object,
    Picture,
    /// When the document was made, saved or printed: numbers alone.
    Moment,
}

/// What a control word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Go(Destination),
    Put(&'static str),
    Paragraph,
    Cell,
    NestedCell,
    Row,
    NestedRow,
    InTable,
    ParagraphDefaults,
    Font,
    DefaultFont,
    PlainCharacters,
    Tracked(Change),
    /// Above or below the line, or on it.
    Raised(bool),
    FontCharset,
    FontCodePage,
    AnsiCodePage,
    Page(u16),
    UnicodeSkip,
    Unicode,
    /// Year, month or day of a moment.
    Moment(Part),
    Binary,
    HtmlRtf,
    /// The group holds the same twice: for programs that know no Unicode, and in a group of its own for those that do.
    AnsiVersion,
    UnicodeVersion,
}

static WORDS: &[(&str, Action)] = &[
    ("annotation", Action::Go(Destination::Part("comments"))),
    ("ansi", Action::Page(1252)),
    ("ansicpg", Action::AnsiCodePage),
    ("atnauthor", Action::Go(Destination::Field("comment author"))),
    ("author", Action::Go(Destination::Field("author"))),
    ("bin", Action::Binary),
    ("bkmkend", Action::Go(Destination::Skip)),
    ("bkmkstart", Action::Go(Destination::Skip)),
    ("blipuid", Action::Go(Destination::Skip)),
    ("bullet", Action::Put("•")),
    ("category", Action::Go(Destination::Field("category"))),
    ("cell", Action::Cell),
    ("colortbl", Action::Go(Destination::Table)),
    ("comment", Action::Go(Destination::Field("comment"))),
    ("company", Action::Go(Destination::Field("company"))),
    ("cpg", Action::FontCodePage),
    ("creatim", Action::Go(Destination::Moment)),
    ("deff", Action::DefaultFont),
    ("deleted", Action::Tracked(Change::Deleted)),
    ("do", Action::Go(Destination::Text)),
    ("doccomm", Action::Go(Destination::Field("comments"))),
    ("docvar", Action::Go(Destination::Fields("document variable"))),
    ("dptxbxtext", Action::Go(Destination::Part("text box"))),
    ("dy", Action::Moment(Part::Day)),
    ("emdash", Action::Put("—")),
    ("emspace", Action::Put(" ")),
    ("endash", Action::Put("–")),
    ("enspace", Action::Put(" ")),
    ("f", Action::Font),
    ("falt", Action::Go(Destination::Skip)),
    ("fcharset", Action::FontCharset),
    ("ffdeftext", Action::Go(Destination::Field("form field"))),
    ("ffhelptext", Action::Go(Destination::Field("form field"))),
    ("ffl", Action::Go(Destination::Field("form field"))),
    ("ffname", Action::Go(Destination::Field("form field"))),
    ("ffstattext", Action::Go(Destination::Field("form field"))),
    ("fldinst", Action::Go(Destination::Code)),
    ("fldrslt", Action::Go(Destination::Text)),
    ("fontemb", Action::Go(Destination::Skip)),
    ("fonttbl", Action::Go(Destination::Fonts)),
    ("footer", Action::Go(Destination::Part("footer"))),
    ("footerf", Action::Go(Destination::Part("footer"))),
    ("footerl", Action::Go(Destination::Part("footer"))),
    ("footerr", Action::Go(Destination::Part("footer"))),
    ("footnote", Action::Go(Destination::Part("footnotes"))),
    ("formfield", Action::Go(Destination::Text)),
    ("header", Action::Go(Destination::Part("header"))),
    ("headerf", Action::Go(Destination::Part("header"))),
    ("headerl", Action::Go(Destination::Part("header"))),
    ("headerr", Action::Go(Destination::Part("header"))),
    ("hl", Action::Go(Destination::ShapeValue)),
    ("hlfr", Action::Put(" ")),
    ("hlinkbase", Action::Go(Destination::Field("hyperlink base"))),
    ("hlloc", Action::Put(" ")),
    ("hlsrc", Action::Put(" ")),
    ("htmlrtf", Action::HtmlRtf),
    ("intbl", Action::InTable),
    ("keywords", Action::Go(Destination::Field("keywords"))),
    ("ldblquote", Action::Put("\u{201c}")),
    ("line", Action::Put("\n")),
    ("listoverridetable", Action::Go(Destination::Table)),
    ("listtable", Action::Go(Destination::Table)),
    ("lquote", Action::Put("\u{2018}")),
    ("mac", Action::Page(10000)),
    ("mailmerge", Action::Go(Destination::Fields("mail merge"))),
    ("manager", Action::Go(Destination::Field("manager"))),
    ("mden", Action::Put(" ")),
    ("me", Action::Put(" ")),
    ("mlim", Action::Put(" ")),
    ("mmconnectstr", Action::Go(Destination::Field("mail merge"))),
    ("mmconnectstrdata", Action::Go(Destination::Field("mail merge"))),
    ("mmdatasource", Action::Go(Destination::Field("mail merge"))),
    ("mmheadersource", Action::Go(Destination::Field("mail merge"))),
    ("mmmailsubject", Action::Go(Destination::Field("mail merge"))),
    ("mmquery", Action::Go(Destination::Field("mail merge"))),
    ("mo", Action::Moment(Part::Month)),
    ("moMath", Action::Go(Destination::Text)),
    ("moMathPara", Action::Go(Destination::Text)),
    ("msub", Action::Put(" ")),
    ("msup", Action::Put(" ")),
    ("nestcell", Action::NestedCell),
    ("nestrow", Action::NestedRow),
    ("nonesttables", Action::Go(Destination::Skip)),
    ("nonshppict", Action::Go(Destination::Skip)),
    ("nosupersub", Action::Raised(false)),
    ("objdata", Action::Go(Destination::Object)),
    ("operator", Action::Go(Destination::Field("last modified by"))),
    ("page", Action::Paragraph),
    ("panose", Action::Go(Destination::Skip)),
    ("par", Action::Paragraph),
    ("pard", Action::ParagraphDefaults),
    ("pc", Action::Page(437)),
    ("pca", Action::Page(850)),
    ("picprop", Action::Go(Destination::Text)),
    ("pict", Action::Go(Destination::Picture)),
    ("plain", Action::PlainCharacters),
    ("propname", Action::Go(Destination::PropertyName)),
    ("protusertbl", Action::Go(Destination::Fields("permitted users"))),
    ("qmspace", Action::Put(" ")),
    ("rdblquote", Action::Put("\u{201d}")),
    ("revised", Action::Tracked(Change::Inserted)),
    ("revtbl", Action::Go(Destination::Field("revision author"))),
    ("revtim", Action::Go(Destination::Moment)),
    ("row", Action::Row),
    ("rquote", Action::Put("\u{2019}")),
    ("rxe", Action::Go(Destination::Skip)),
    ("sect", Action::Paragraph),
    ("shpinst", Action::Go(Destination::Text)),
    ("shppict", Action::Go(Destination::Text)),
    ("shprslt", Action::Go(Destination::Skip)),
    ("shptxt", Action::Go(Destination::Part("text box"))),
    ("sn", Action::Go(Destination::ShapeName)),
    ("staticval", Action::Go(Destination::PropertyValue)),
    ("stylesheet", Action::Go(Destination::Table)),
    ("sub", Action::Raised(true)),
    ("subject", Action::Go(Destination::Field("subject"))),
    ("super", Action::Raised(true)),
    ("sv", Action::Go(Destination::ShapeValue)),
    ("tab", Action::Put(" ")),
    ("tc", Action::Go(Destination::Entry)),
    ("tcn", Action::Go(Destination::Entry)),
    ("title", Action::Go(Destination::Field("title"))),
    ("txe", Action::Put(" ")),
    ("u", Action::Unicode),
    ("uc", Action::UnicodeSkip),
    ("ud", Action::UnicodeVersion),
    ("upr", Action::AnsiVersion),
    ("userprops", Action::Go(Destination::Text)),
    ("xe", Action::Go(Destination::Entry)),
    ("yr", Action::Moment(Part::Year)),
    ("yxe", Action::Go(Destination::Skip)),
    ("zwj", Action::Put("\u{200d}")),
    ("zwnj", Action::Put("\u{200c}")),
];

/// What the word does, if it matters.
pub(super) fn action(word: &[u8]) -> Option<Action> {
    let at = WORDS.binary_search_by_key(&word, |(name, _)| name.as_bytes());
    at.ok().map(|at| WORDS[at].1).or_else(|| {
        // How a part of a formula is drawn: `mfPr`, `mctrlPr`.
        let is_look = word.starts_with(b"m") && word.ends_with(b"Pr");
        is_look.then_some(Action::Go(Destination::Skip))
    })
}

/// Code page of a font's character set; none for the document's own.
pub(in crate::extract) fn page_of_charset(charset: i32) -> Option<u16> {
    Some(match charset {
        77 => 10000,
        78 | 128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_for_the_search() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(action(b"par"), Some(Action::Paragraph));
        assert_eq!(action(b"parx"), None);
    }
}
