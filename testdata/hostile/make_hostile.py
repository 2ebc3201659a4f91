#!/usr/bin/env python3
"""Writes documents that mean harm into a folder: `make_hostile.py FOLDER`. Standard library only; always the same bytes.

Each holds a planted line that can be read before (or beside) what does harm; tests/hostile.rs says what must become of
each. Nothing here is ever unpacked while it is made, so this takes seconds and some tens of megabytes.
"""

import bz2
import io
import lzma
import pathlib
import sqlite3
import struct
import sys
import tempfile
import zlib

import pdf
from bomb import GB, MB, central, deflate, end_of_directory, gzip, local, zip_of, zlib_stream, zstd

FORMATS = pathlib.Path(__file__).resolve().parent.parent / "formats"
PLANT = "Rijksregisternummer van Jan Voorbeeld: 85.07.30-951.80"
PLANT_BYTES = PLANT.encode() + b"\n"
LETTER = ("brief.txt", 0, PLANT_BYTES, len(PLANT_BYTES))

FILES = {}


def file(name):
    """The function below makes the file of this name."""

    def named(make):
        FILES[name] = make
        return make

    return named


# Archives.


@file("nested.zip")
def nested():
    """As 42.zip: sixteen archives of sixteen archives, and so on; at the bottom a million times 4 GiB of nothing."""
    packed = deflate(b"", bytes(8), 4 * GB)
    inner = zip_of([("0.dll", 8, packed, 4 * GB)])
    for _ in range(5):
        small = zlib.compressobj(9, zlib.DEFLATED, -15)
        small = small.compress(inner) + small.flush()
        inner = zip_of([(f"lib {n}.zip", 8, small, len(inner), zlib.crc32(inner)) for n in range(16)])
    return zip_of([LETTER, ("lib.zip", 0, inner, len(inner))])


@file("overlap.zip")
def overlap():
    """5,000 names for the same 100 MB."""
    packed, size = deflate(b"", bytes(8), 100 * MB), 100 * MB
    body = local(b"brief.txt", 0, len(PLANT_BYTES), len(PLANT_BYTES), zlib.crc32(PLANT_BYTES)) + PLANT_BYTES
    directory = central(b"brief.txt", 0, len(PLANT_BYTES), len(PLANT_BYTES), 0, zlib.crc32(PLANT_BYTES))
    at = len(body)
    body += local(b"0", 8, len(packed), size) + packed
    for n in range(5_000):
        directory += central(b"%d" % n, 8, len(packed), size, at)
    return body + directory + end_of_directory(5_001, len(directory), len(body))


@file("entries.zip")
def entries():
    """More members than anyone looks at, said in the 64-bit record."""
    n = 150_000
    body = local(b"brief.txt", 0, len(PLANT_BYTES), len(PLANT_BYTES), zlib.crc32(PLANT_BYTES)) + PLANT_BYTES
    directory = central(b"brief.txt", 0, len(PLANT_BYTES), len(PLANT_BYTES), 0, zlib.crc32(PLANT_BYTES)) * n
    at = len(body)
    end = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, n, n, len(directory), at)
    locator = struct.pack("<IIQI", 0x07064B50, 0, at + len(directory), 1)
    return body + directory + end + locator + end_of_directory(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


@file("stream.gz")
def stream_gz():
    return gzip(PLANT_BYTES, b"koffie, ", 8 * GB)


@file("archive.tar.gz")
def tar_gz():
    """A letter, then a file that is said to be 4 GiB long and is."""

    def header(name, size):
        block = bytearray(512)
        block[0 : len(name)] = name
        block[100:136] = b"0000644\x000000000\x000000000\x00%011o\x00" % size
        block[136:148], block[156:157], block[257:265] = b"00000000000\0", b"0", b"ustar\x0000"
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\0 " % sum(block)
        return bytes(block)

    letter = header(b"brief.txt", len(PLANT_BYTES)) + PLANT_BYTES.ljust(512, b"\0")
    return gzip(letter + header(b"leeg.bin", 4 * GB), bytes(8), 4 * GB)


@file("stream.bz2")
def stream_bz2():
    return bz2.compress(PLANT_BYTES) + bz2.compress(b" " * (45 * MB)) * 100


@file("stream.xz")
def stream_xz():
    return lzma.compress(PLANT_BYTES) + lzma.compress(b" " * (32 * MB), preset=0) * 130


@file("stream.zst")
def stream_zst():
    return zstd(PLANT_BYTES, 4 * GB)


@file("archive.7z")
def sevenz():
    """A letter, and 4 GiB packed as LZMA2: chunks that begin anew can be repeated."""
    dictionary = 1 << 20
    raw = lambda data: lzma.compress(
        data, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": dictionary}]
    )[:-1]
    n = 4 * GB // (32 * MB)
    packed = raw(PLANT_BYTES) + raw(bytes(32 * MB)) * n + b"\0"
    number = lambda value: b"\xff" + struct.pack("<Q", value)
    sizes = [len(PLANT_BYTES), n * 32 * MB]
    names = "".join(name + "\0" for name in ["brief.txt", "leeg.bin"]).encode("utf-16-le")
    header = b"\x01\x04" + b"\x06" + number(0) + number(1) + b"\x09" + number(len(packed)) + b"\0"
    header += b"\x07\x0b" + number(1) + b"\0" + b"\x01\x21\x21\x01" + bytes([16])
    header += b"\x0c" + number(sum(sizes)) + b"\0"
    header += b"\x08\x0d" + number(2) + b"\x09" + number(sizes[0]) + b"\0\0"
    header += b"\x05" + number(2) + b"\x11" + number(len(names) + 1) + b"\0" + names + b"\0\0"
    start = struct.pack("<QQI", len(packed), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", zlib.crc32(start)) + start + packed + header


# PDF.

FILES["flate.pdf"] = lambda: pdf.flate(PLANT)
FILES["flate-twice.pdf"] = lambda: pdf.flate(PLANT, filters=b"[/FlateDecode /FlateDecode]", double=True)
FILES["flate-shared.pdf"] = lambda: pdf.flate(PLANT, pages=200)
FILES["arrays.pdf"] = lambda: pdf.arrays(PLANT)
FILES["loops.pdf"] = lambda: pdf.loops(PLANT)
FILES["predictors.pdf"] = lambda: pdf.predictors(PLANT)


# Office documents.

W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def stored(name, data):
    return (name, 0, data, len(data))


def docx(part):
    """`part`: how the main part is packed, (method, bytes, size)."""
    return zip_of([stored("[Content_Types].xml", TYPES), ("word/document.xml", *part)])


def paragraph(text=PLANT):
    return b"<w:p><w:r><w:t>" + text.encode() + b"</w:t></w:r></w:p>"


def xlsx(sheet, strings=None):
    workbook = b"<workbook %s %s><sheets><sheet name='Blad1' sheetId='1' r:id='rId1'/></sheets></workbook>" % (S, R)
    target = b'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    relations = b'<Relationships><Relationship %s Target="worksheets/sheet1.xml"/></Relationships>' % target
    parts = [
        stored("[Content_Types].xml", TYPES),
        stored("xl/workbook.xml", workbook),
        stored("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", *sheet),
    ]
    return zip_of(parts + ([stored("xl/sharedStrings.xml", strings)] if strings else []))


def whole(data):
    return (0, data, len(data))


def inline(cell, text=PLANT):
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (cell, text.encode())


@file("inflates.docx")
def inflates_docx():
    before = b"<w:document %s><w:body>" % W + paragraph()
    unit = b"<w:p><w:r><w:t>de koffie is op</w:t></w:r></w:p>"
    return docx((8, deflate(before, unit, 4 * GB), 4 * GB))


@file("long-text.docx")
def long_text_docx():
    """One text of 4 GiB, which must not be held."""
    before = b"<w:document %s><w:body>" % W + paragraph() + b"<w:p><w:r><w:t>"
    return docx((8, deflate(before, b"koffie, ", 4 * GB), 4 * GB))


@file("laughs.docx")
def laughs_docx():
    return docx(whole(LAUGHS % (b"w:document %s" % W, b"<w:body>" + paragraph() + paragraph("&l9;") + b"</w:body>", b"w:document")))


@file("attributes.docx")
def attributes_docx():
    many = b" ".join(b'a%d="x"' % n for n in range(300_000))
    body = b"<w:document %s><w:body>" % W + paragraph() + b"<w:p " + many + b"/>" + paragraph("einde")
    return docx(whole(body + b"</w:body></w:document>"))


@file("deep.docx")
def deep_docx():
    deep = b"<w:p><w:r>" * 200_000
    return docx(whole(b"<w:document %s><w:body>" % W + paragraph() + deep))


@file("far.xlsx")
def far_xlsx():
    rows = b'<row r="1">' + inline(b"A1") + b'</row><row r="1048576">' + inline(b"XFD1048576", "ver weg") + b"</row>"
    return xlsx(whole(b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (S, rows)))


@file("count.xlsx")
def count_xlsx():
    strings = b'<sst %s count="4294967295" uniqueCount="4294967295"><si><t>%s</t></si></sst>' % (S, PLANT.encode())
    sheet = b'<worksheet %s><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>' % S
    return xlsx(whole(sheet), strings)


@file("inline.xlsx")
def inline_xlsx():
    before = b'<worksheet %s><sheetData><row r="1">' % S + inline(b"A1")
    before += b'<c r="B1" t="inlineStr"><is><t>'
    return xlsx((8, deflate(before, b"koffie, ", 2 * GB), 2 * GB))


@file("repeated.ods")
def repeated_ods():
    """Every cell there is, said in one line."""
    ns = b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    ns += b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    ns += b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    row = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"'
    row += b' office:value-type="string"><text:p>' + PLANT.encode() + b"</text:p></table:table-cell></table:table-row>"
    body = b"<office:document-content %s><office:body><office:spreadsheet><table:table>%s</table:table>" % (ns, row)
    body += b"</office:spreadsheet></office:body></office:document-content>"
    return zip_of([stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), stored("content.xml", body)])


@file("matryoshka.docx")
def matryoshka_docx():
    """Documents inside documents, deeper than anyone looks."""
    inner = docx(whole(b"<w:document %s><w:body>" % W + paragraph() + b"</w:body></w:document>"))
    for _ in range(30):
        main = b"<w:document %s><w:body>" % W + paragraph() + b"</w:body></w:document>"
        inner = zip_of(
            [
                stored("[Content_Types].xml", TYPES),
                stored("word/document.xml", main),
                stored("word/embeddings/binnen.docx", inner),
            ]
        )
    return inner


# Compound files.


def sectors_in_a_circle(path, stream):
    """A file of a real program whose stream's chain of sectors leads back to its start, and says to be long."""
    data = bytearray(path.read_bytes())
    word = lambda at: struct.unpack_from("<I", data, at)[0]
    table = [word(76 + 4 * n) for n in range(109) if word(76 + 4 * n) < 0xFFFFFFFA]
    entry = lambda sector: 512 * (table[sector // 128] + 1) + 4 * (sector % 128)
    name = stream.encode("utf-16-le") + b"\0\0"
    sector = word(48)
    while sector < 0xFFFFFFFA:
        for at in range(512 * (sector + 1), 512 * (sector + 2), 128):
            if data[at : at + len(name)] == name:
                start = word(at + 116)
                last = start
                while word(entry(last)) < 0xFFFFFFFA:
                    last = word(entry(last))
                struct.pack_into("<I", data, entry(last), start)
                struct.pack_into("<I", data, at + 120, 0x7FFFFFFF)
                return bytes(data)
        sector = word(entry(sector))
    raise ValueError(f"no {stream} in {path}")


FILES["circle.xls"] = lambda: sectors_in_a_circle(FORMATS / "xls" / "libreoffice.xls", "Workbook")
FILES["circle.doc"] = lambda: sectors_in_a_circle(FORMATS / "doc" / "letter.doc", "WordDocument")


@file("table.doc")
def table_doc():
    """A table of sectors that is its own first sector, over and over."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 0x7FFFFF, 1, 0, 4096, 0, 1, 0, 0x7FFFFF) + struct.pack("<I", 0) * 109
    return header + struct.pack("<I", 0) * 128 + PLANT.encode("utf-16-le") + bytes(2048)


# Text with a structure.

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lach">'
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><%s>%s</%s>"
)

FILES["laughs.xml"] = lambda: LAUGHS % (b"x", b"<a>" + PLANT_BYTES + b"</a>&l9;", b"x")
FILES["attributes.xml"] = lambda: (
    b"<x><a>" + PLANT_BYTES + b"</a><b " + b" ".join(b'a%d="x"' % n for n in range(300_000)) + b"/></x>"
)
FILES["deep.xml"] = lambda: b"<x><a>" + PLANT_BYTES + b"</a>" + b"<d>" * 400_000
FILES["deep.html"] = lambda: b"<html><body><p>" + PLANT_BYTES + b"</p>" + b"<div><table><tr><td>" * 50_000
FILES["attributes.html"] = lambda: (
    b"<html><p>" + PLANT_BYTES + b"</p><p " + b" ".join(b'a%d="x"' % n for n in range(300_000)) + b">einde</p></html>"
)
FILES["deep.json"] = lambda: b'[{"tekst": "' + PLANT.encode() + b'"},' + b'{"a":[' * 200_000
FILES["deep.rtf"] = lambda: b"{\\rtf1\\ansi " + PLANT.encode() + b"\\par " + b"{\\b " * 2_000_000
FILES["binary.rtf"] = lambda: b"{\\rtf1\\ansi " + PLANT.encode() + b"\\par {\\pict\\bin4294967295 " + b"\0" * 1000 + b"}}"
FILES["columns.csv"] = lambda: b"naam;nummer\n" + PLANT_BYTES.replace(b": ", b";") + b"a;" * 1_000_000
FILES["line.txt"] = lambda: PLANT.encode() + b" koffie" * 1_500_000


# Mail.

HEAD = b"From: jan@voorbeeld.be\nTo: an@voorbeeld.be\nSubject: verslag\nMIME-Version: 1.0\n"


@file("nested-parts.eml")
def nested_parts():
    parts = [HEAD + b"Content-Type: multipart/mixed; boundary=b0\n\n--b0\nContent-Type: text/plain\n\n" + PLANT_BYTES]
    for n in range(100_000):
        parts.append(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1))
    return b"".join(parts)


@file("many-parts.eml")
def many_parts():
    text = b"--b\nContent-Type: text/plain\n\n"
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + text + PLANT_BYTES + (text + b"x\n") * 100_000 + b"--b--\n"


@file("nested-mails.eml")
def nested_mails():
    letter = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + PLANT_BYTES
    return letter + b"--b\nContent-Type: message/rfc822\n\nSubject: x\nContent-Type: message/rfc822\n\n" * 50_000


FILES["endless.mbox"] = lambda: (
    b"From jan@voorbeeld.be Mon Jun 16 10:00:00 2025\n" + HEAD + b"\n" + PLANT_BYTES + b"From" * 2_000_000
)


# Databases.


@file("schema.sqlite")
def schema_sqlite():
    """Tables with thousands of columns, views of views, and a schema that was written by hand."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "x.sqlite"
        base = sqlite3.connect(path)
        base.execute("create table personen (tekst text)")
        base.execute("insert into personen values (?)", (PLANT,))
        for n in range(40):
            base.execute(f"create table breed{n} ({', '.join(f'k{col} text' for col in range(1_900))})")
        base.execute("create view v0 as select 1 as a")
        for n in range(1, 40):
            base.execute(f"create view v{n} as select a.a from v{n - 1} a, v{n - 1} b")
        base.execute("create view eindeloos as with recursive r(x) as (select 1 union all select x + 1 from r) select x from r")
        base.execute("pragma writable_schema = on")
        base.execute("insert into sqlite_master values ('table', 'vreemd', 'vreemd', 2147483647, 'create table vreemd (a')")
        base.commit()
        base.close()
        return path.read_bytes()


# One file that is two, and files that begin late.


def letter_zip(text):
    data = text.encode() + b"\n"
    return zip_of([("brief.txt", 0, data, len(data))])


OTHER = "Rijksregisternummer van An Voorbeeld: 85.07.30-952.79"

FILES["pdf-and-zip.pdf"] = lambda: pdf.begun(PLANT, b"3 0 R", 1).end() + letter_zip(OTHER)
FILES["picture-and-zip.gif"] = lambda: b"GIF89a\x01\0\x01\0\0\0\0;" + letter_zip(PLANT)
FILES["program-and-zip.exe"] = lambda: b"MZ" + bytes(200) + letter_zip(PLANT)
FILES["late.pdf"] = lambda: b"%" + b"x" * 999 + b"\n" + pdf.begun(PLANT, b"3 0 R", 1).end()
FILES["late.zip"] = lambda: b"#!/bin/sh\nexit 0\n" + letter_zip(PLANT)


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_hostile.py FOLDER")
    main(sys.argv[1])
