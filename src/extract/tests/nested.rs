//! Tests of documents inside documents inside documents, in every order.

use std::io::Write as _;

use super::*;

const TEXT: &str = "rijksregisternummer 85.07.30-951.80";

/// Puts a file into a container.
type Wrap = fn(&str, &[u8]) -> Vec<u8>;

/// How a container is called, and how it is made.
const CONTAINERS: [(&str, Wrap); 9] = [
    ("a.zip", zip),
    ("a.7z", sevenz),
    ("a.gz", gz),
    ("a.tar", tar),
    ("a.eml", eml),
    ("a.mbox", mbox),
    ("a.msg", msg),
    ("a.p7m", p7m),
    ("a.dat", tnef),
];

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file(name, ::zip::write::SimpleFileOptions::default())
        .unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

/// One member, not packed (the format's description: 7zFormat.txt of the LZMA SDK).
fn sevenz(name: &str, bytes: &[u8]) -> Vec<u8> {
    let number = |value: usize| [&[0xff][..], &(value as u64).to_le_bytes()].concat();
    let checksum = |bytes: &[u8]| crc32fast::hash(bytes).to_le_bytes();
    let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let header = [
        &[1, 4, 6][..],
        &number(0),
        &number(1),
        &[9],
        &number(bytes.len()),
        &[0, 7, 0x0b],
        &number(1),
        &[0, 1, 1, 0, 0x0c],
        &number(bytes.len()),
        // An empty SubStreamsInfo, which 7-Zip always writes.
        &[0, 8, 0, 0, 5],
        &number(1),
        &[0x11],
        &number(wide.len() + 1),
        &[0],
        &wide,
        &[0, 0],
    ]
    .concat();
    let start = [
        &(bytes.len() as u64).to_le_bytes()[..],
        &(header.len() as u64).to_le_bytes(),
        &checksum(&header),
    ]
    .concat();
    [
        b"7z\xbc\xaf\x27\x1c\0\x04",
        &checksum(&start)[..],
        &start,
        bytes,
        &header,
    ]
    .concat()
}

fn gz(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::GzBuilder::new()
        .filename(name)
        .write(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = ::tar::Builder::new(Vec::new());
    let mut header = ::tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    writer.append_data(&mut header, name, bytes).unwrap();
    writer.into_inner().unwrap()
}

fn eml(name: &str, bytes: &[u8]) -> Vec<u8> {
    let digits = crate::record::base64(bytes);
    let lines = digits.as_bytes().chunks(76).map(String::from_utf8_lossy);
    let encoded = lines.collect::<Vec<_>>().join("\r\n");
    format!(
        "From: an@voorbeeld.be\r\nTo: bo@voorbeeld.be\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=grens\r\n\r\n--grens\r\nContent-Type: text/plain\r\n\r\nhierbij\r\n\
         --grens\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         {encoded}\r\n--grens--\r\n"
    )
    .into_bytes()
}

fn mbox(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut mailbox = b"From an@voorbeeld.be Mon Jun 16 10:00:00 2025\r\n".to_vec();
    mailbox.extend(eml(name, bytes));
    mailbox
}

fn msg(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let attachment = "/__attach_version1.0_#00000000";
    file.create_storage(attachment).unwrap();
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (stream, content) in [
        ("/__properties_version1.0".to_owned(), &[0; 32][..]),
        (format!("{attachment}/__properties_version1.0"), &[0; 8]),
        (format!("{attachment}/__substg1.0_3707001F"), &wide),
        (format!("{attachment}/__substg1.0_37010102"), bytes),
    ] {
        file.create_stream(&stream).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

pub(super) fn p7m(_: &str, bytes: &[u8]) -> Vec<u8> {
    let element = |tag: u8, value: &[u8]| {
        let mut element = vec![tag, 0x84];
        element.extend((value.len() as u32).to_be_bytes());
        element.extend(value);
        element
    };
    let kind = |last: u8| vec![6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, last];
    let content = element(0xa0, &element(0x04, bytes));
    let inner = element(0x30, &[kind(1), content].concat());
    let signed = element(0x30, &[vec![2, 1, 1], vec![0x31, 0], inner].concat());
    element(0x30, &[kind(2), element(0xa0, &signed)].concat())
}

fn tnef(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x78, 0x9f, 0x3e, 0x22, 1, 0];
    let named = [name.as_bytes(), b"\0"].concat();
    for (kind, value) in [
        (0x0006_9002_u32, &[0; 14][..]),
        (0x0001_8010, &named),
        (0x0006_800f, bytes),
    ] {
        packed.push(2);
        packed.extend(kind.to_le_bytes());
        packed.extend((value.len() as u32).to_le_bytes());
        packed.extend(value);
        packed.extend([0, 0]);
    }
    packed
}

#[test]
fn documents_are_found_in_every_order_of_containers() {
    for outer in CONTAINERS {
        for middle in CONTAINERS {
            for inner in CONTAINERS {
                let innermost = inner.1("nota.txt", TEXT.as_bytes());
                let whole = outer.1(middle.0, &middle.1(inner.0, &innermost));
                let documents = documents(outer.0, &whole);
                let order = format!("{} {} {}", outer.0, middle.0, inner.0);
                let found = documents.iter().filter(|document| document.text().contains(TEXT));
                assert_eq!(found.count(), 1, "{order}: {documents:#?}");
                for document in &documents {
                    assert_eq!(document.reasons, [], "{order} {}", document.inner);
                }
            }
        }
    }
}
