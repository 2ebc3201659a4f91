//! Archives behind the program that unpacks them (7-Zip, WinRAR): a setup, or files sent to somebody without either.

use std::io::{Read as _, SeekFrom};

use super::Input;
use super::bytes::{u16_at, u32_at};

/// What a program may have between its end and the archive: what it asks and says.
const SEARCHED: u64 = 64 << 10;
const SEVEN_ZIP: &[u8] = b"7z\xbc\xaf\x27\x1c";
const RAR: &[u8] = b"Rar!\x1a\x07";

/// Where an archive begins behind a program, and what it is called by itself.
pub(super) fn archive_behind(head: &[u8], input: &mut dyn Input) -> std::io::Result<Option<(u64, &'static str)>> {
    let Some(end) = end_of(head) else {
        return Ok(None);
    };
    input.seek(SeekFrom::Start(end))?;
    let mut behind = Vec::new();
    input.take(SEARCHED).read_to_end(&mut behind)?;
    let found = |magic: &'static [u8], is_whole: fn(&[u8]) -> bool| {
        memchr::memmem::find_iter(&behind, magic).find(|&at| is_whole(&behind[at + magic.len()..]))
    };
    let seven_zip = found(SEVEN_ZIP, is_seven_zip).map(|at| (at, "archive.7z"));
    let found = seven_zip.or_else(|| found(RAR, is_rar).map(|at| (at, "archive.rar")));
    Ok(found.map(|(at, name)| (end + at as u64, name)))
}

/// Where the sections of a Windows program end (PE format, "Section Table").
fn end_of(head: &[u8]) -> Option<u64> {
    const SECTION: usize = 40;
    let at = u32_at(head.strip_prefix(b"MZ").map(|_| head)?, 0x3c)? as usize;
    let header = head.get(at..)?.strip_prefix(b"PE\0\0")?;
    let n_sections = usize::from(u16_at(header, 2)?);
    let sections = header.get(20 + usize::from(u16_at(header, 16)?)..)?;
    let ends = sections.chunks_exact(SECTION).take(n_sections).filter_map(|section| {
        let (len, start) = (u32_at(section, 16)?, u32_at(section, 20)?);
        Some(u64::from(start) + u64::from(len))
    });
    ends.max()
}

/// Behind the signature: a version, the sum of the header and the header (7zFormat.txt).
fn is_seven_zip(behind: &[u8]) -> bool {
    let header = behind.get(6..26);
    header.is_some_and(|header| u32_at(behind, 2) == Some(crc32fast::hash(header)))
}

/// Behind the signature: the version's sign, then the first header with its sum. Programs that know archives hold the
/// signature too.
fn is_rar(behind: &[u8]) -> bool {
    match behind {
        // Before version 5: sum, kind, flags, size.
        [0, header @ ..] => {
            let len = u16_at(header, 5).map_or(0, usize::from);
            let summed = header.get(2..len).filter(|_| header[2] == 0x73);
            summed.is_some_and(|summed| Some(crc32fast::hash(summed) & 0xffff) == u16_at(header, 0).map(u32::from))
        }
        // Sum, then a size of up to three bytes of seven bits.
        [1, 0, header @ ..] => {
            let size = header.get(4..).unwrap_or_default();
            let n = 1 + size.iter().take_while(|&&byte| byte >= 0x80).count();
            let size = size.iter().take(n.min(3)).rev();
            let len = size.fold(0, |len, &byte| len << 7 | usize::from(byte & 0x7f));
            let summed = header.get(4..4 + n + len);
            summed.is_some_and(|summed| u32_at(header, 0) == Some(crc32fast::hash(summed)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::documents;
    use super::*;

    /// A program of one section, and what stands behind it.
    fn program(behind: &[u8]) -> Vec<u8> {
        let mut bytes = b"MZ".to_vec();
        bytes.resize(0x3c, 0);
        bytes.extend([0x40, 0, 0, 0]);
        bytes.extend(b"PE\0\0\x4c\x01\x01\0");
        bytes.resize(0x58, 0);
        let section = bytes.len();
        bytes.resize(section + 40, 0);
        bytes[section + 16..section + 24].copy_from_slice(&[0, 4, 0, 0, 0, 1, 0, 0]);
        // Code that knows archives.
        bytes.resize(0x200, 0x90);
        bytes.extend([SEVEN_ZIP, RAR, b"\x01\0"].concat());
        bytes.resize(0x500, 0x90);
        [&bytes, behind].concat()
    }

    #[test]
    fn archives_behind_a_program_are_read_and_a_signature_alone_is_none() {
        let fixture =
            |path: &str| std::fs::read(format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        for (path, name) in [
            ("7z/deflate.7z", "archive.7z"),
            ("rar/version4.rar", "archive.rar"),
            ("rar/solid.rar", "archive.rar"),
        ] {
            let asked = b";!@Install@!UTF-8!\nTitle=\"x\"\n;!@InstallEnd@!";
            let found = documents("a.exe", &program(&[asked, &fixture(path)[..]].concat()));
            assert_eq!((found[0].format, found[1].inner.as_str()), ("exe", name));
            let n_members = documents(name, &fixture(path)).len();
            assert!(n_members > 1 && found.len() == 1 + n_members, "{path}: {found:?}");
        }
        let signatures = [SEVEN_ZIP, &[0; 40], RAR, &[0; 40], RAR, &[1; 40], RAR, b"\x01\0\0"].concat();
        for behind in [&signatures[..], b"", &RAR[..5]] {
            assert_eq!(documents("a.exe", &program(behind)).len(), 1);
        }
    }
}
