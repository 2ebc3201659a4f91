//! The formats that are told by a magic number, by the members of a zip, or by the root streams of a compound file.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use super::super::bytes::u32_at;
use super::super::office::{decrypt, objects};
use super::super::{Extract, Format, Head, salvage, sevenz};
use super::{COMPOUND_FILE, picture};

const fn unread(name: &'static str, recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions: &[],
        recognise,
        extract: Extract::Unsupported,
    }
}

/// Of these the texts are read, wherever they stand.
const fn texts(name: &'static str, recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions: &[],
        recognise,
        extract: Extract::Seek(salvage::texts),
    }
}

const fn no_text(name: &'static str, recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions: &[],
        recognise,
        extract: Extract::NoText,
    }
}

const fn picture(name: &'static str, recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions: &[],
        recognise,
        extract: Extract::Stream(picture::extract),
    }
}

/// Read where no password is asked for.
const fn locked(name: &'static str, recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions: &[],
        recognise,
        extract: Extract::Seek(decrypt::package),
    }
}

const fn encrypted(name: &'static str, recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions: &[],
        recognise,
        extract: Extract::Seek(|_, _| Err(decrypt::key_needed())),
    }
}

fn starts(head: &Head<'_>, magic: &[u8]) -> bool {
    head.bytes.starts_with(magic)
}

fn at(head: &Head<'_>, offset: usize, magic: &[u8]) -> bool {
    head.bytes.get(offset..).is_some_and(|bytes| bytes.starts_with(magic))
}

/// How an encrypted message begins that stands in a text.
pub(in crate::extract) const PGP_MESSAGE: &[u8] = b"-----BEGIN PGP MESSAGE-----";

/// A compound file with this stream or storage at its root.
pub(in crate::extract) fn stream(head: &Head<'_>, name: &str) -> bool {
    starts(head, COMPOUND_FILE) && head.members.iter().any(|member| member.eq_ignore_ascii_case(name))
}

/// What a zip says that it is, in its first member (OpenDocument, EPUB). It should be stored; some programs pack it.
pub(in crate::extract) fn media_type(head: &Head<'_>) -> Option<String> {
    const DEFLATED: u8 = 8;
    const LONGEST: u64 = 100;
    let zip = head.bytes.strip_prefix(b"PK\x03\x04")?;
    let packed = zip.get(26..)?.strip_prefix(b"mimetype")?;
    let extra = usize::from(zip[24]) | usize::from(zip[25]) << 8;
    let packed = packed.get(extra..)?;
    let mut said = Vec::new();
    match zip[4] {
        // A cut one is told as far as it goes.
        DEFLATED => _ = DeflateDecoder::new(packed).take(LONGEST).read_to_end(&mut said),
        _ => _ = packed.take(LONGEST).read_to_end(&mut said),
    }
    Some(String::from_utf8_lossy(&said).into_owned())
}

pub(in crate::extract) fn is_media_type(head: &Head<'_>, name: &str) -> bool {
    media_type(head).is_some_and(|said| said.starts_with(name))
}

fn program(head: &Head<'_>) -> bool {
    let header = u32_at(head.bytes, 0x3c);
    starts(head, b"MZ") && header.is_some_and(|offset| at(head, offset as usize, b"PE\0\0"))
        || starts(head, b"MZ") && memchr::memchr(0, &head.bytes[..head.bytes.len().min(64)]).is_some()
}

/// A message of OpenPGP (RFC 9580): in armour, or its first packet, which no text begins with.
fn is_pgp(head: &Head<'_>) -> bool {
    const KEYS_OF_MESSAGES: [u8; 7] = [0x84, 0x85, 0x86, 0x8c, 0x8d, 0xc1, 0xc3];
    let named = ["gpg", "pgp"].contains(&head.extension);
    let first = head.bytes.first().is_some_and(|first| KEYS_OF_MESSAGES.contains(first));
    head.bytes.trim_ascii_start().starts_with(PGP_MESSAGE) || named && first
}

fn media_box(head: &Head<'_>, brands: &[&[u8]]) -> bool {
    at(head, 4, b"ftyp") && brands.iter().any(|brand| at(head, 8, brand))
}

fn riff(head: &Head<'_>, kind: &[u8]) -> bool {
    starts(head, b"RIFF") && at(head, 8, kind)
}

/// A tag of music: a version, flags, and a size in bytes of seven bits. "ID3" is also a heading.
fn is_id3(bytes: &[u8]) -> bool {
    match bytes.strip_prefix(b"ID3") {
        Some([version, _, flags, size @ ..]) => {
            let size = size.first_chunk::<4>();
            *version < 5 && flags & 0x0f == 0 && size.is_some_and(|size| size.iter().all(u8::is_ascii))
        }
        _ => false,
    }
}

const HEIF: &[&[u8]] = &[b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"];

/// Looked at before the formats that are read: each of these is sure of itself.
#[rustfmt::skip]
pub(in crate::extract) static NAMED: &[Format] = &[
    no_text("empty", |head| head.bytes.is_empty()),
    // Office documents.
    // Without a stream that says how, a server has the key; so it has for mails.
    locked("encrypted-office", |head| stream(head, "EncryptedPackage")),
    encrypted("rpmsg", |head| starts(head, b"\x76\xe8\x04\x60\xc4\x11\xe3\x86")),
    texts("wri", |head| starts(head, b"\x31\xbe\0\0")),
    unread("vsd", |head| stream(head, "VisioDocument")),
    texts("pub", |head| stream(head, "Quill")),
    texts("works", |head| stream(head, "MatOST")),
    unread("thumbs", |head| stream(head, "Catalog") || head.members.iter().any(|name| name.starts_with("256_"))),
    unread("hwp", |head| stream(head, "BodyText") || stream(head, "HwpSummaryInformation")),
    unread("hwpx", |head| is_media_type(head, "application/hwp+zip")),
    texts("onenote", |head| starts(head, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d") || starts(head, b"\xa1\x2f\xff\x43\xd9\xef\x76\x4c")),
    texts("wpd", |head| starts(head, b"\xffWPC")),
    texts("lotus-123", |head| starts(head, b"\0\0\x02\0\x06\x04") || starts(head, b"\0\0\x1a\0")),
    unread("mobi", |head| at(head, 60, b"BOOKMOBI") || at(head, 60, b"TEXtREAd")),
    unread("lit", |head| starts(head, b"ITOLITLS")),
    unread("chm", |head| starts(head, b"ITSF")),
    unread("postscript", |head| starts(head, b"%!PS")),
    unread("djvu", |head| starts(head, b"AT&TFORM")),
    unread("psd", |head| starts(head, b"8BPS")),
    unread("dwg", |head| starts(head, b"AC10") && head.bytes.get(6) == Some(&0)),
    // Mail and messages.
    // Databases.
    // The index of a write-ahead log: numbers of pages, written anew whenever the database is opened.
    no_text("sqlite-shm", |head| starts(head, b"\x18\xe2\x2d\0\0\0\0\0") && head.extension.ends_with("-shm")),
    unread("sqlite-journal", |head| starts(head, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")),
    unread("spss", |head| starts(head, b"$FL2") || starts(head, b"$FL3")),
    unread("stata", |head| starts(head, b"<stata_dta>")),
    unread("sas", |head| starts(head, b"HEADER RECORD*******LIB") || at(head, 12, b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92")),
    // A page's header comes first, in binary; a table may have this word as a heading.
    unread("parquet", |head| starts(head, b"PAR1") && head.bytes[4..].iter().take(64).any(|&byte| byte < 9)),
    unread("evtx", |head| starts(head, b"ElfFile\0")),
    unread("registry", |head| starts(head, b"regf")),
    // Archives.
    unread("lz4", |head| starts(head, b"\x04\x22\x4d\x18")),
    unread("z", |head| starts(head, b"\x1f\x9d")),
    unread("cab", |head| starts(head, b"MSCF\0\0\0\0")),
    unread("cpio", |head| starts(head, b"070701") || starts(head, b"070702") || starts(head, b"070707") || starts(head, b"\xc7\x71")),
    unread("ar", |head| starts(head, b"!<arch>\n")),
    unread("iso", |head| at(head, 0x8001, b"CD001")),
    unread("disk-image", |head| starts(head, b"KDMV") || starts(head, b"QFI\xfb") || starts(head, b"conectix") || starts(head, b"vhdxfile")),
    Format {
        name: "archive-volume",
        extensions: &[],
        recognise: is_volume,
        extract: Extract::Seek(sevenz::volume),
    },
    encrypted("kdbx", |head| starts(head, b"\x03\xd9\xa2\x9a")),
    encrypted("pgp", is_pgp),
    encrypted("age", |head| {
        starts(head, b"age-encryption.org/") || starts(head, b"-----BEGIN AGE ENCRYPTED FILE-----")
    }),
    // As it is, and in base64.
    encrypted("openssl", |head| starts(head, b"Salted__") || starts(head, b"U2FsdGVkX1")),
    encrypted("ansible-vault", |head| starts(head, b"$ANSIBLE_VAULT;")),
    // Pictures.
    picture("png", |head| starts(head, b"\x89PNG\r\n\x1a\n")),
    picture("jpeg", |head| starts(head, b"\xff\xd8\xff")),
    picture("gif", |head| starts(head, b"GIF87a") || starts(head, b"GIF89a")),
    picture("bmp", |head| starts(head, b"BM") && at(head, 6, b"\0\0\0\0")),
    picture("tiff", |head| starts(head, b"II*\0") || starts(head, b"MM\0*")),
    picture("webp", |head| riff(head, b"WEBP")),
    picture("heic", |head| media_box(head, HEIF)),
    // What holds no text.
    no_text("exe", program),
    no_text("elf", |head| starts(head, b"\x7fELF")),
    no_text("class", |head| starts(head, b"\xca\xfe\xba\xbe")),
    no_text("mach-o", |head| [b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"].iter().any(|&magic| starts(head, magic))),
    no_text("wasm", |head| starts(head, b"\0asm")),
    no_text("font", |head| [&b"\0\x01\0\0\0"[..], b"OTTO\0", b"ttcf\0", b"wOFF", b"wOF2"].iter().any(|magic| starts(head, magic))),
    // What macOS keeps of a file beside it, where a disk or an archive has no place for it, and of a folder.
    no_text("apple-double", |head| starts(head, b"\0\x05\x16\x07\0\x02\0\0") || starts(head, b"\0\x05\x16\x07\0\x01\0\0")),
    no_text("ds-store", |head| starts(head, b"\0\0\0\x01Bud1")),
    no_text("icon", |head| starts(head, b"\0\0\x01\0") && head.extension == "ico"),
    no_text("mp3", |head| is_id3(head.bytes) || starts(head, b"\xff\xfb") || starts(head, b"\xff\xf3")),
    no_text("wav", |head| riff(head, b"WAVE")),
    no_text("avi", |head| riff(head, b"AVI ")),
    no_text("flac", |head| starts(head, b"fLaC")),
    no_text("ogg", |head| starts(head, b"OggS\0")),
    no_text("aiff", |head| starts(head, b"FORM") && at(head, 8, b"AIF")),
    no_text("midi", |head| starts(head, b"MThd\0")),
    no_text("mp4", |head| at(head, 4, b"ftyp") || at(head, 4, b"moov") && head.bytes[0] == 0),
    no_text("mkv", |head| starts(head, b"\x1a\x45\xdf\xa3")),
    no_text("flv", |head| starts(head, b"FLV\x01")),
    no_text("mpeg", |head| starts(head, b"\0\0\x01\xba") || starts(head, b"\0\0\x01\xb3")),
    no_text("wmv", |head| starts(head, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11")),
];

/// The second of several files that an archive was cut into, and those behind it: what they begin with is no beginning.
fn is_volume(head: &Head<'_>) -> bool {
    head.extension.contains('.') && !head.extension.ends_with(".001")
}

/// A compound file that nobody knows more of; it may be an object of a document, with a file packed in it.
pub(in crate::extract) static COMPOUND: Format = Format {
    name: "compound-file",
    extensions: &[],
    recognise: |head| starts(head, COMPOUND_FILE),
    extract: Extract::Seek(objects::loose),
};
