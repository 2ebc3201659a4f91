//! Tests of databases: what stands in the log beside one is read with it.

use rusqlite::Connection;

use super::*;

/// A database that is open and written through a log, and nothing of it moved to the database by itself.
fn logged(folder: &tempfile::TempDir) -> Connection {
    let database = Connection::open(folder.path().join("a.db")).unwrap();
    database
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA page_size = 4096;
             CREATE TABLE personeel(naam TEXT); INSERT INTO personeel VALUES ('An');
             PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO personeel VALUES ('Bo');",
        )
        .unwrap();
    database
}

fn both(folder: &tempfile::TempDir) -> (Vec<u8>, Vec<u8>) {
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    (bytes("a.db"), bytes("a.db-wal"))
}

fn read_both(database: &[u8], log: Vec<u8>) -> Document {
    let mut notes = Notes::default();
    let mut shared = Shared::new(Limits::default(), [7; 32]);
    shared.log = Some(Box::new(Cursor::new(log)));
    read(&mut Cursor::new(database), "a.db", &mut notes, &mut shared);
    notes.documents.remove(0)
}

#[test]
fn rows_that_stand_in_the_log_are_read_with_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let open = logged(&folder);
    let (database, log) = both(&folder);
    assert_eq!(document("a.db", &database).text(), "An");
    let whole = read_both(&database, log.clone());
    assert_eq!((whole.text().as_str(), whole.read), ("An\nBo", Some(HowRead::All)));
    assert_eq!(whole.labelled()[1], ("naam", "Bo"));
    // It is another document than a database without these rows.
    assert_ne!(whole.content, document("a.db", &database).content);
    assert_eq!(
        read_both(&database, Vec::new()).content,
        document("a.db", &database).content
    );

    // What was moved to the database still stands in the log.
    open.execute_batch("PRAGMA wal_checkpoint(FULL)").unwrap();
    let (database, log) = both(&folder);
    assert!(!log.is_empty());
    assert_eq!(read_both(&database, log).text(), "An\nBo");

    // The log is used again from its beginning; behind it stands what is older.
    open.execute_batch("INSERT INTO personeel VALUES ('Cas'); UPDATE personeel SET naam = 'Els' WHERE naam = 'Cas'")
        .unwrap();
    let (database, log) = both(&folder);
    assert_eq!(read_both(&database, log).text(), "An\nBo\nEls");
}

#[test]
fn only_whole_transactions_of_a_log_count() {
    let folder = tempfile::tempdir().unwrap();
    let open = logged(&folder);
    let (database, log) = both(&folder);
    // Pages are written before their transaction ends where there is no room to keep them.
    open.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN")
        .unwrap();
    for n in 0..500 {
        let long = format!("{n} {}", "x".repeat(1000));
        open.execute("INSERT INTO personeel VALUES (?1)", [long]).unwrap();
    }
    let (_, unended) = both(&folder);
    assert!(unended.len() > log.len() + 100_000);
    assert_eq!(read_both(&database, unended).text(), "An\nBo");

    #[track_caller]
    fn check(database: &[u8], mut log: Vec<u8>, at: usize, reasons: &[Reason]) {
        log[at] ^= 1;
        let document = read_both(database, log);
        assert_eq!((document.text().as_str(), document.reasons.as_slice()), ("An", reasons));
    }
    check(&database, log.clone(), 32 + 8, &[]); // A salt of the first frame.
    check(&database, log.clone(), 32 + 16, &[]); // Its sum.
    check(&database, log.clone(), 32 + 24 + 100, &[]); // Its page.
    check(&database, log.clone(), 16, &[Reason::Damaged]); // The header.
    check(&database, log[..20].to_vec(), 0, &[Reason::Damaged]);
}

#[test]
fn a_log_alone_gives_the_pages_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let open = logged(&folder);
    let (_, log) = both(&folder);
    // The first page is not among those that a new row touches.
    let alone = document("a.db-wal", &log);
    assert_eq!(
        (alone.format, alone.reasons.as_slice()),
        ("sqlite-wal", &[Reason::Damaged][..])
    );
    open.execute_batch("CREATE TABLE klant(naam TEXT); INSERT INTO klant VALUES ('Fien')")
        .unwrap();
    let alone = document("elders", &both(&folder).1);
    assert!(alone.text().contains("Fien"), "{}", alone.text());
    assert_eq!(alone.read, Some(HowRead::Partly));
}

#[test]
fn a_damaged_name_of_a_column_costs_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let database = Connection::open(&path).unwrap();
    database
        .execute_batch("CREATE TABLE klant(qwertynaam TEXT); INSERT INTO klant VALUES ('Fien')")
        .unwrap();
    drop(database);
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(6).position(|part| part == b"qwerty").unwrap();
    bytes[at + 2] = 0xff;
    let document = document("a.db", &bytes);
    assert!(document.text().contains("Fien"), "{}", document.text());
    assert_eq!(document.read, Some(HowRead::All));
}

fn table(name: &str) -> Document {
    let path = format!("{}/testdata/formats/dbf/{name}", env!("CARGO_MANIFEST_DIR"));
    document(name, &std::fs::read(path).unwrap())
}

#[test]
fn numbers_in_binary_and_long_texts_of_tables_are_read() {
    let rows = table("vfp.dbf");
    assert_eq!(rows.read, Some(HowRead::All));
    let expected = [
        ("NAAM", "Anouk Peeters"),
        ("RIJKSREG", "85073095180"),
        ("VOLGORDE", "0"),
        ("SALDO", "0.5000"),
        ("GEMAAKT", "2024-03-01 09:30:00"),
    ];
    assert_eq!(&rows.labelled()[..5], expected);
    for name in ["vfp.fpt", "foxplus.fpt", "dbase3.dbt"] {
        let texts = table(name);
        assert_eq!((texts.format, texts.read), ("dbf-memo", Some(HowRead::All)), "{name}");
        let expected = [
            ("", "Dossier van Anouk Peeters\nnummer 85.07.30-951.80"),
            ("", "Dossier van Joris Lambrechts\nnummer 71.01.09-962.72"),
            ("", "Dossier van Céline Dumoulin\nnummer 01.11.23-973.16"),
        ];
        assert_eq!(texts.labelled(), expected, "{name}");
    }
}

/// Blocks with their lengths, of one byte or of many, pictures among them, and one that says more than there is.
#[test]
fn long_texts_are_read_by_the_lengths_that_their_blocks_tell() {
    let block = |kind: u32, text: &[u8]| [&kind.to_be_bytes(), &(text.len() as u32).to_be_bytes(), text].concat();
    let file = |len: u16, blocks: &[Vec<u8>]| {
        let mut bytes = vec![0; 512];
        bytes[3] = 9;
        bytes[6..8].copy_from_slice(&len.to_be_bytes());
        for block in blocks {
            bytes.extend(block);
            bytes.resize(512 + (bytes.len() - 512).next_multiple_of(len.into()), 0);
        }
        bytes
    };
    let long = "lang ".repeat(40);
    let blocks = [
        block(1, b"een"),
        block(0, b"\x89PNG beeld"),
        block(1, long.as_bytes()),
        block(1, b"twee"),
    ];
    for len in [1, 8, 33, 64] {
        let texts = document("a.fpt", &file(len, &blocks));
        assert_eq!(texts.text(), format!("een\n{}\ntwee", long.trim()), "blocks of {len}");
    }
    let mut cut = file(64, &[block(1, b"een")]);
    cut[516..520].fill(0xff);
    assert!(document("a.fpt", &cut).text().starts_with("een"));
    assert_eq!(document("a.fpt", b"gewone tekst\n").format, "text");

    // dBase IV counts the eight bytes before a text, the lowest byte of the length first.
    let mut bytes = vec![0; 512];
    (bytes[0], bytes[21]) = (2, 2);
    bytes.extend(b"\xff\xff\x08\0\x0b\0\0\0een\x1a");
    bytes.resize(1024, 0);
    assert_eq!(document("a.dbt", &bytes).text(), "een");
}

#[test]
fn a_log_that_is_torn_or_cut_between_transactions_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let open = logged(&folder);
    for name in ["Cas", "Dirk", "Els"] {
        open.execute("INSERT INTO personeel VALUES (?1)", [name]).unwrap();
    }
    let (database, log) = both(&folder);
    let frame = 24 + 4096;
    assert_eq!(log.len(), 32 + 4 * frame);
    let read = |log: &[u8]| {
        let document = read_both(&database, log.to_vec());
        (document.text(), document.reasons.clone())
    };
    assert_eq!(read(&log), ("An\nBo\nCas\nDirk\nEls".to_owned(), vec![]));
    let mut torn = log.clone();
    torn[32 + 2 * frame + 100] ^= 1;
    assert_eq!(read(&torn), ("An\nBo\nCas".to_owned(), vec![Reason::Damaged]));
    let cut = &log[..32 + 2 * frame + 500];
    assert_eq!(read(cut), ("An\nBo\nCas".to_owned(), vec![Reason::Damaged]));
    // A transaction of many pages, of which the last ones are missing.
    open.execute(
        "INSERT INTO personeel SELECT printf('%0900d', 7) FROM personeel, personeel",
        [],
    )
    .unwrap();
    let long = both(&folder).1;
    assert!(long.len() > log.len() + 2 * frame);
    let within = [&long[..log.len() + frame], &long[..log.len() + 2 * frame]];
    assert!(within.iter().all(|cut| read(cut).1 == [Reason::Damaged]));
    let behind = [&long[..log.len() + frame], &vec![0; frame]].concat();
    assert_eq!(read(&behind).1, []);
    // A whole transaction ends there, and what an earlier use of the log left stands behind.
    assert_eq!(read(&log[..32 + 2 * frame]).1, []);
    let mut older = log.clone();
    older[32 + 2 * frame..].iter_mut().for_each(|byte| *byte ^= 0x55);
    assert_eq!(read(&older), ("An\nBo\nCas".to_owned(), vec![]));
}

#[test]
fn a_database_whose_pages_lead_nowhere_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let open = Connection::open(&path).unwrap();
    open.execute_batch("PRAGMA page_size = 1024; CREATE TABLE leden(naam TEXT NOT NULL CHECK (length(naam) > 3))")
        .unwrap();
    for n in 0..200 {
        let name = format!("lid {n} {}", "x".repeat(50));
        open.execute("INSERT INTO leden VALUES (?1)", [name]).unwrap();
    }
    open.execute_batch("DELETE FROM leden WHERE rowid > 150; PRAGMA ignore_check_constraints = 1; UPDATE leden SET naam = 'An' WHERE rowid = 7")
        .unwrap();
    drop(open);
    let whole = std::fs::read(&path).unwrap();
    // A value that its column does not allow is no damage.
    assert_eq!(document("a.db", &whole).reasons, []);
    let spoilt = |at: usize, bytes: &[u8]| {
        let mut spoilt = whole.clone();
        spoilt[at..at + bytes.len()].copy_from_slice(bytes);
        let document = document("a.db", &spoilt);
        assert_eq!(document.reasons, [Reason::Damaged], "{at}");
        assert!(document.text().contains("lid 3 "), "{at}");
    };
    // Where the free pages begin, and the number of pages that the table's first one leads to.
    spoilt(32, &[0, 0, 0x77, 0]);
    assert_eq!(whole[1024], 5);
    spoilt(1024 + 3, &[0, 1]);
}

/// A bit of the first record of the first page stands for each page; it tells those that are free.
#[test]
fn a_page_of_an_access_database_that_is_lost_is_told() {
    const PAGE: usize = 4096;
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/formats");
    for path in ["mdb/leden.mdb", "accdb/leden.accdb"] {
        let whole = std::fs::read(root.join(path)).unwrap();
        assert_eq!(document(path, &whole).reasons, [], "{path}");
        for page in 1..whole.len() / PAGE {
            let mut lost = whole.clone();
            lost[page * PAGE..(page + 1) * PAGE].fill(0);
            let read = document(path, &lost);
            assert_ne!(read.read, Some(HowRead::All), "{path}: {page}");
            // Of an index nobody reads anything; here the list of free pages has it.
            if matches!(whole[page * PAGE], 3 | 4) {
                let list = PAGE + usize::from(u16::from_le_bytes([lost[PAGE + 14], lost[PAGE + 15]]) & 0x1fff);
                assert_eq!(lost[list], 0, "it stands in the record itself");
                lost[list + 5 + page / 8] |= 1 << (page % 8);
                assert_eq!(document(path, &lost).reasons, [], "{path}: {page}");
            }
        }
    }
}

/// Whatever sector is lost; each row has a number.
#[test]
fn rows_of_an_access_database_in_a_lost_sector_are_told() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/formats");
    let whole = std::fs::read(root.join("mdb/leden.mdb")).unwrap();
    let mut expected = document("a.mdb", &whole).pieces;
    expected.retain(|(label, _)| label == "Id");
    for at in (0..whole.len()).step_by(512) {
        let mut torn = whole.clone();
        torn[at..at + 512].fill(0);
        let read = document("a.mdb", &torn);
        let lost = expected.iter().find(|piece| !read.pieces.contains(piece));
        assert!(lost.is_none() || !read.reasons.is_empty(), "{at}: {lost:?}");
    }
}

#[test]
fn records_that_the_header_of_a_table_does_not_count_are_read_and_told() {
    let mut bytes = vec![3, 126, 1, 1, 1, 0, 0, 0, 65, 0, 5, 0];
    bytes.resize(32, 0);
    bytes.extend(b"NAAM\0\0\0\0\0\0\0C\0\0\0\0\x04\0");
    bytes.resize(64, 0);
    bytes.extend(b"\x0d");
    let mut counted = |n: u8, records: &[u8]| {
        bytes[4] = n;
        let table = document("a.dbf", &[&bytes, records].concat());
        (table.text(), table.reasons.clone())
    };
    assert_eq!(counted(3, b" An  *Bo  \0\0\0\0\0\x1a").1, [Reason::Damaged]);
    assert_eq!(counted(3, b" An  *Bo       \x1a"), ("An\nBo".to_owned(), vec![]));
    assert_eq!(counted(2, b"\0An  \0    \x1a"), ("An".to_owned(), vec![]));
    let mut read = |records: &[u8]| counted(1, records);
    assert_eq!(read(b" An  \x1a"), ("An".to_owned(), vec![]));
    let more = read(b" An   Bo  *Cas \x1a Els ");
    assert_eq!(more, ("An\nBo\nCas".to_owned(), vec![Reason::Damaged]));
    // The end is marked before what an earlier use left, the file is filled up, or a record is cut.
    for rest in [&b"\x1a Els \x1a"[..], b"          ", &[0; 40], b" E", b"rommel"] {
        assert_eq!(read(&[b" An  ", rest].concat()), ("An".to_owned(), vec![]));
    }
}

#[test]
fn a_database_whose_first_bytes_are_spoilt_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let open = logged(&folder);
    open.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let (whole, _) = both(&folder);
    let check = |at: Range<usize>, format: &str, reasons: &[Reason], text: &str| {
        let mut spoilt = whole.clone();
        spoilt[at].fill(0);
        let found = document("a.db", &spoilt);
        assert_eq!((found.format, &*found.reasons, &*found.text()), (format, reasons, text));
    };
    check(0..0, "sqlite", &[], "An\nBo");
    check(0..4, "sqlite", &[Reason::Damaged], "An\nBo");
    check(6..10, "sqlite", &[Reason::Damaged], "An\nBo");
    check(0..12, "unknown", &[Reason::Unsupported], "");
    // A byte more: pages stand at other places than the database says.
    let longer = document("a.db", &[&whole[..], &[0]].concat());
    assert_eq!((&*longer.reasons, &*longer.text()), (&[Reason::Damaged][..], "An\nBo"));
}

#[test]
fn zeros_in_a_value_are_told_and_those_that_fill_it_up_are_not() {
    let text = "Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80";
    let read = |value: &dyn rusqlite::ToSql| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let database = Connection::open(&path).unwrap();
        database.execute_batch("CREATE TABLE brief(inhoud)").unwrap();
        database.execute("INSERT INTO brief VALUES (?1)", [value]).unwrap();
        drop(database);
        document("a.db", &std::fs::read(path).unwrap())
    };
    let torn = format!("{text}{}{text}", "\0".repeat(512));
    let filled = format!("{text}{}", "\0".repeat(512));
    let blobs = [torn.as_bytes().to_vec(), text.as_bytes().to_vec()];
    let (of_text, of_blob) = (read(&torn), read(&blobs[0]));
    // The end of a text that is longer than any field that is filled up.
    let long = format!("{}{}", "lang verslag ".repeat(400), "\0".repeat(100));
    for cut in [read(&long), read(&long.as_bytes())] {
        assert_eq!(cut.reasons, [Reason::Damaged]);
        assert!(cut.text().contains("lang verslag"), "{cut:?}");
    }
    for torn in [of_text, of_blob] {
        assert_eq!(torn.reasons, [Reason::Damaged]);
        assert_eq!(torn.text().matches("85.07.30-951.80").count(), 2, "{torn:?}");
    }
    for whole in [read(&filled), read(&text), read(&blobs[1])] {
        assert_eq!(whole.reasons, []);
        assert!(whole.text().contains("85.07.30-951.80"), "{whole:?}");
    }
}

#[test]
fn texts_of_views_and_lists_in_fields_are_read() {
    let mut list = Vec::new();
    let entry = ("dossier".to_owned(), ::plist::Value::from("Wout Claes"));
    let value = ::plist::Value::Dictionary([entry].into_iter().collect());
    value.to_writer_binary(&mut list).unwrap();
    let mut database = Connection::open_in_memory().unwrap();
    database
        .execute_batch("CREATE TABLE t(lijst); CREATE VIEW v AS SELECT lijst, 'klas van juf Mia' FROM t;")
        .unwrap();
    database.execute("INSERT INTO t VALUES (?1)", [&list]).unwrap();
    let read = document("a.db", &database.serialize("main").unwrap());
    assert!(read.text().contains("Wout Claes"), "{read:?}");
    assert!(read.labelled().contains(&("v", "klas van juf Mia")), "{read:?}");
    assert_eq!(read.read, Some(HowRead::All));
}
