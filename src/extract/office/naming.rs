//! Where the parts of a package stand. Their names are free: its relationships say which part is the document itself, and
//! its content types of which kind that is (ECMA-376-2, 9 and 10). Nearly all programs use the same names, by which the
//! readers know what a part holds; a package with others is read as if it had these.

use std::borrow::Cow;
use std::io::{Read, Seek};

use zip::ZipArchive;

use super::relations::Relation;
use super::tag::{Name, Tag};

/// Longer lists of relationships or content types are not looked at.
const LONGEST: u64 = 256 << 10;
/// Folders of the document's own parts.
const USUAL: [&str; 4] = ["word/", "xl/", "ppt/", "visio/"];
/// What a content type holds, and the folder that its parts stand in.
const KINDS: [(&str, &str); 7] = [
    ("wordprocessingml", "word/"),
    ("ms-word", "word/"),
    ("spreadsheetml", "xl/"),
    ("ms-excel", "xl/"),
    ("presentationml", "ppt/"),
    ("ms-powerpoint", "ppt/"),
    ("visio", "visio/"),
];
const RELATIONS: &str = "_rels/.rels";
const CONTENT_TYPES: &str = "[content_types].xml";
/// What stands beside the document's own folder, which may be that of the whole package.
const BESIDE: [&str; 6] = [
    RELATIONS,
    CONTENT_TYPES,
    "docprops/",
    "customxml/",
    "customui/",
    "_xmlsignatures/",
];

/// The folder that the document's parts stand in, in lower case and with its slash, and the one that is usual for them.
pub(in crate::extract) struct Naming {
    folder: String,
    usual: &'static str,
}

impl Naming {
    /// None for a package with the usual names, and for what is no such package.
    pub fn of<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<Self> {
        let (mut relations, mut types) = (None, None);
        for at in 0..archive.len() {
            let Some(Ok(name)) = archive.name_for_index(at) else {
                continue;
            };
            let name = slashed(&name).to_ascii_lowercase();
            if USUAL.iter().any(|folder| name.starts_with(folder)) {
                return None;
            }
            match &*name {
                RELATIONS => relations = Some(at),
                CONTENT_TYPES => types = Some(at),
                _ => {}
            }
        }
        let (relations, types) = (text(archive, relations?)?, text(archive, types?)?);
        Self::by(&relations, &types)
    }

    fn by(relations: &str, types: &str) -> Option<Self> {
        let related = tags(relations).filter(|tag| tag.name() == "Relationship");
        let main = related
            .map(|tag| Relation::of(&tag, ""))
            .find(Relation::is_main)?
            .target;
        let kind = content_type(types, &main)?;
        let (_, usual) = KINDS.iter().find(|(word, _)| kind.contains(word))?;
        let folder = main.rfind('/').map_or("", |at| &main[..=at]);
        Some(Self {
            folder: folder.to_ascii_lowercase(),
            usual,
        })
    }

    /// The usual name of a part.
    pub fn usual(&self, name: &str) -> String {
        let lower = name.to_ascii_lowercase();
        let is_beside = BESIDE.iter().any(|beside| lower.starts_with(beside));
        match name.get(self.folder.len()..) {
            Some(rest) if !is_beside && lower.starts_with(&self.folder) => format!("{}{rest}", self.usual),
            _ => name.to_owned(),
        }
    }
}

/// The name of an entry as that of a part: some producers write `\` between folders, or begin with a slash.
pub(super) fn slashed(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

fn text<R: Read + Seek>(archive: &mut ZipArchive<R>, at: usize) -> Option<String> {
    let mut held = Vec::new();
    let entry = archive.by_index(at).ok()?;
    entry.take(LONGEST).read_to_end(&mut held).ok()?;
    Some(String::from_utf8_lossy(&held).into_owned())
}

/// What a part is said to be, by its name or else by its extension.
fn content_type(types: &str, part: &str) -> Option<String> {
    let of = |element: &str, key: &str, value: &str| {
        let is_it = |tag: &Tag<'_>| {
            let said = tag.attribute(key);
            tag.name() == element && said.is_some_and(|said| said.trim_start_matches('/').eq_ignore_ascii_case(value))
        };
        let tag = tags(types).find(is_it)?;
        tag.attribute("ContentType").map(Cow::into_owned)
    };
    let (_, extension) = part.rsplit_once('.')?;
    of("Override", "PartName", part).or_else(|| of("Default", "Extension", extension))
}

/// The start tags of a small part.
fn tags(part: &str) -> impl Iterator<Item = Tag<'_>> {
    part.split('<').filter_map(|tag| {
        let inside = &tag[..tag.rfind('>')?];
        Some(Tag::new(inside, Name::of(inside.as_bytes()), false))
    })
}

#[cfg(test)]
mod tests {
    use super::Naming;

    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    fn naming(main: &str, types: &str) -> Option<Naming> {
        let relations = format!(
            "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"a\" Type=\"x/core-properties\" Target=\"docProps/core.xml\"/>\
             <Relationship Target='{main}' Type='http://x/officeDocument' Id='b'></Relationship></Relationships>"
        );
        Naming::by(&relations, types)
    }

    #[test]
    fn the_main_part_tells_the_folder_and_its_content_type_the_kind() {
        #[track_caller]
        fn check(main: &str, types: &str, expected: [&str; 3]) {
            let naming = naming(main, types).unwrap();
            let names = ["Content/header1.xml", "docProps/core.xml", "notes.xml"];
            assert_eq!(names.map(|name| naming.usual(name)), expected, "{main}");
        }
        let named = format!("<Types><Override PartName='/content/document.xml' ContentType='{WORD}'/></Types>");
        let expected = ["word/header1.xml", "docProps/core.xml", "notes.xml"];
        check("content/document.xml", &named, expected);
        check("/content/document.xml", &named, expected);
        let all = format!("<Types><Default ContentType=\"{WORD}\" Extension=\"xml\"/></Types>");
        check(
            "document.xml",
            &all,
            ["word/Content/header1.xml", "docProps/core.xml", "word/notes.xml"],
        );
        let binary = "<Default Extension='bin' ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'/>";
        check(
            "content/book.bin",
            binary,
            ["xl/header1.xml", "docProps/core.xml", "notes.xml"],
        );
    }

    #[test]
    fn what_is_no_document_keeps_its_names() {
        let drawing = "<Types><Default Extension='xml' ContentType='application/vnd.ms-package.3dmanufacturing-3dmodel+xml'/></Types>";
        assert!(naming("3D/model.xml", drawing).is_none());
        assert!(naming("content/document.xml", "<Types/>").is_none());
        assert!(Naming::by("<Relationships/>", "<Types/>").is_none());
    }
}
