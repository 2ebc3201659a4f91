#!/usr/bin/env python3
"""Makes more files under testdata/formats: pictures with metadata, templates and flat files of office programs, what is
encrypted or signed, directories, and what Windows leaves beside documents.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_extra.py   (needs soffice, exiftool, ImageMagick's convert, 7z, zip, openssl, and from PyPI
ldap3 msoffcrypto-tool pillow pillow-heif python-docx python-pptx openpyxl)
"""
import hashlib
import hmac
import os
import pathlib
import struct
import subprocess
import tempfile
import zipfile
from base64 import b64encode
from email.message import EmailMessage

import docx
import ldap3
import msoffcrypto
import openpyxl
import pillow_heif
import pptx
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from PIL import Image

from make_office import OUT, PEOPLE, national_number, out

NUMBERS = [national_number(born, serial) for _, _, born, serial in PEOPLE]
NOTE = f"Dossier van {PEOPLE[0][1]} {PEOPLE[0][0]}, rijksregisternummer {NUMBERS[0]}."


def run(*command, **more):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, **more)


def pictures(folder):
    """A photo and a drawing in five formats, described by exiftool in all the ways there are."""
    small, large = Image.new("RGB", (64, 48), "white"), Image.new("RGB", (320, 240), "navy")
    pillow_heif.register_heif_opener()
    described = (
        "-Exif:Artist=Anouk Peeters", "-Exif:Copyright=(c) Joris Lambrechts", f"-Exif:ImageDescription={NOTE}",
        "-Exif:UserComment=Genomen bij Céline", "-GPSLatitude=51.054321", "-GPSLatitudeRef=N",
        "-GPSLongitude=3.725432", "-GPSLongitudeRef=E", f"-XMP-dc:Title=Kaart van {NUMBERS[1]}",
    )
    for kind in ("jpeg", "png", "tiff", "webp", "heic"):
        for name, picture in (("photo", large), ("small", small)):
            path = out(kind, f"{name}.{kind}")
            picture.save(path, "HEIF" if kind == "heic" else kind.upper())
            more = ("-IPTC:By-line=Céline Dumoulin", "-IPTC:Contact=celine@voorbeeldfirma.be") if kind in ("jpeg", "tiff") else ()
            more += ("-Comment=Voor Ysaline",) if kind in ("jpeg", "png") else ()
            charset = ("-codedcharacterset=utf8",) if more else ()
            run("exiftool", "-q", "-overwrite_original", *described, *charset, *more, path)
    run("convert", large_png(folder, large), "-set", "comment", NOTE, out("gif", "photo.gif"))
    run("convert", large_png(folder, small), "-set", "comment", NOTE, out("gif", "small.gif"))


def large_png(folder, picture):
    picture.save(f"{folder}/one.png")
    return f"{folder}/one.png"


def office(folder):
    letter, book, show = docx.Document(), openpyxl.Workbook(), pptx.Presentation()
    letter.add_paragraph(NOTE)
    letter.save(f"{folder}/letter.docx")
    sheet = book.active
    for row in [("naam", "rijksregisternummer"), *((person[0], number) for person, number in zip(PEOPLE, NUMBERS))]:
        sheet.append(row)
    book.save(f"{folder}/book.xlsx")
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = NOTE
    # The library's own template names who made it.
    show.core_properties.author = show.core_properties.last_modified_by = "Redactie Peeters"
    show.save(f"{folder}/show.pptx")
    for source, family, kinds in (
        ("letter.docx", "docx", {"docm": ":MS Word 2007 XML VBA", "dotx": ":MS Word 2007 XML Template"}),
        ("book.xlsx", "xlsx", {"xlsm": ":Calc MS Excel 2007 VBA XML", "xltx": ":Calc MS Excel 2007 XML Template"}),
        ("letter.docx", "odt", {"ott": "", "fodt": ""}), ("book.xlsx", "ods", {"ots": "", "fods": ""}),
        ("show.pptx", "pptx", {"pptm": ":Impress MS PowerPoint 2007 XML VBA", "potx": ":Impress MS PowerPoint 2007 XML Template"}),
        ("show.pptx", "odp", {"otp": "", "fodp": ""}),
    ):
        for kind, filter_ in kinds.items():
            run("soffice", "--headless", "--convert-to", kind + filter_, "--outdir", folder, f"{folder}/{source}")
            made = pathlib.Path(folder, source).with_suffix(f".{kind}")
            pathlib.Path(out(family, made.name)).write_bytes(made.read_bytes())


def in_office(script, *arguments):
    """Runs a script of Python with `desktop`, that of LibreOffice, `P`, a property of it, and `sys.argv`; it leaves `document` open."""
    begin = (
        "import subprocess, sys, time, uno\n"
        "from com.sun.star.beans import PropertyValue as P\n"
        "office = subprocess.Popen(['soffice', '--headless', '--accept=pipe,name=speur;urp;', '--norestore'])\n"
        "resolver = uno.getComponentContext().ServiceManager.createInstance('com.sun.star.bridge.UnoUrlResolver')\n"
        "for _ in range(100):\n"
        "    try:\n"
        "        context = resolver.resolve('uno:pipe,name=speur;urp;StarOffice.ComponentContext'); break\n"
        "    except Exception: time.sleep(0.3)\n"
        "desktop = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)\n"
    )
    end = "document.close(True)\ndesktop.terminate(); office.wait()\n"
    run("/usr/bin/python3", "-c", begin + script + end, *arguments)


DRAWING = """
from com.sun.star.awt import Point, Size
document = desktop.loadComponentFromURL('private:factory/sdraw', '_blank', 0, (P('Hidden', 0, True, 0),))
pages = document.DrawPages
pages.insertNewByIndex(0)
def shape(page, kind, at, text):
    made = document.createInstance('com.sun.star.drawing.' + kind)
    made.Position, made.Size = Point(1000, 2000 * at), Size(9000, 1500)
    page.add(made)
    made.String = text
    return made
chart, plan = pages.getByIndex(0), pages.getByIndex(1)
shape(chart, 'RectangleShape', 1, sys.argv[2])
shape(chart, 'EllipseShape', 2, sys.argv[3]).Description = sys.argv[4]
shape(chart, 'ConnectorShape', 3, sys.argv[5])
shape(plan, 'TextShape', 1, sys.argv[6])
plan.Name = 'Plattegrond'
document.DocumentProperties.Author = 'Redactie Peeters'
for path, name in (('.odg', 'draw8'), ('.otg', 'draw8_template'), ('.fodg', 'OpenDocument Drawing Flat XML')):
    document.storeToURL('file://' + sys.argv[1] + path, (P('FilterName', 0, name, 0),))
"""


def drawings(folder):
    made = f"{folder}/organigram"
    in_office(DRAWING, made, NOTE, f"Hoofd {PEOPLE[0][1]} {PEOPLE[0][0]} {NUMBERS[0]}", f"Foto van {NUMBERS[1]}",
              f"Meldt aan {NUMBERS[2]}", f"Kantoor van {PEOPLE[1][1]} {PEOPLE[1][0]}")
    for kind in ("odg", "otg", "fodg"):
        pathlib.Path(out("odg", f"organigram.{kind}")).write_bytes(pathlib.Path(f"{made}.{kind}").read_bytes())
    for source in (f"{made}.odg", out("odp", "onthaal.odp")):
        for kind in ("emf", "wmf"):
            run("soffice", "--headless", "--convert-to", kind, "--outdir", folder, source)
            name = f"{pathlib.Path(source).stem}.{kind}"
            pathlib.Path(out(kind, name)).write_bytes(pathlib.Path(folder, name).read_bytes())


def tracked(folder):
    """A letter whose numbers were replaced while changes were tracked, as three programs' formats keep it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    letter = docx.Document()
    letter.core_properties.author = letter.core_properties.last_modified_by = "Redactie Peeters"
    by = 'w:id="1" w:author="Joris" w:date="2024-01-01T00:00:00Z"'
    for runs in ((("t", "Nummer "), ("del", NUMBERS[0]), ("ins", NUMBERS[1])),
                 (("t", NUMBERS[2][:7]), ("del", "9"), ("ins", NUMBERS[2][7]), ("t", NUMBERS[2][8:]))):
        paragraph = letter.add_paragraph()
        for kind, text in runs:
            name = "delText" if kind == "del" else "t"
            piece = f'<w:r {nsdecls("w")}><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'
            paragraph._p.append(parse_xml(piece if kind == "t" else f'<w:{kind} {nsdecls("w")} {by}>{piece}</w:{kind}>'))
    letter.save(out("docx", "tracked.docx"))
    for kind, filter_ in (("doc", ":MS Word 97"), ("rtf", "")):
        run("soffice", "--headless", "--convert-to", kind + filter_, "--outdir", folder, out("docx", "tracked.docx"))
        pathlib.Path(out(kind, f"tracked.{kind}")).write_bytes(pathlib.Path(folder, f"tracked.{kind}").read_bytes())


def methods(folder):
    """A zip whose members are packed in other ways than the usual one."""
    path = pathlib.Path(out("zip", "methods.zip"))
    path.unlink(missing_ok=True)
    for method in ("BZip2", "LZMA", "PPMd", "Deflate64"):
        note = pathlib.Path(folder, f"{method}.txt")
        # Packing must pay: else it is stored.
        note.write_text((NOTE + "\n") * 20)
        run("7z", "a", "-tzip", f"-mm={method}", path, note)


def encrypted(folder):
    note = pathlib.Path(folder, "nota.txt")
    note.write_text(NOTE + "\n")
    for path in (out("7z", "names.7z"), out("zip", "aes.zip"), out("zip", "zipcrypto.zip")):
        pathlib.Path(path).unlink(missing_ok=True)
    # The names too, which stand in the header.
    run("7z", "a", "-pgeheim", "-mhe=on", out("7z", "names.7z"), note)
    run("7z", "a", "-tzip", "-mem=AES256", "-pgeheim", out("zip", "aes.zip"), note)
    run("zip", "-q", "-j", "-P", "geheim", out("zip", "zipcrypto.zip"), note)
    for name in ("letter.docx", "book.xlsx"):
        with open(f"{folder}/{name}", "rb") as plain, open(out("encrypted-office", name), "wb") as locked:
            msoffcrypto.OfficeFile(plain).encrypt("geheim", locked)
    for source, kind, filter_ in (("letter.docx", "odt", "writer8"), ("book.xlsx", "ods", "calc8")):
        in_office("""
document = desktop.loadComponentFromURL('file://' + sys.argv[1], '_blank', 0, (P('Hidden', 0, True, 0),))
document.storeToURL('file://' + sys.argv[2], (P('FilterName', 0, sys.argv[3], 0), P('Password', 0, 'geheim', 0)))
""", f"{folder}/{source}", out(kind, f"locked.{kind}"), filter_)


# What Excel and PowerPoint try themselves before they ask for a password.
EXCEL, POWERPOINT = "VelvetSweatshop", "/01Hannes Ruescher/01"


def opened_without_asking(folder):
    """Encrypted, and read by whoever opens them; beside them an xls that is not."""
    for source, kind, password in (("xlsb/people.xlsb", "xlsb", EXCEL), ("pptx/show.pptm", "pptm", POWERPOINT)):
        with open(OUT / source, "rb") as plain, open(out("encrypted-office", f"agile.{kind}"), "wb") as locked:
            msoffcrypto.OfficeFile(plain).encrypt(password, locked)
    in_office("""
document = desktop.loadComponentFromURL('file://' + sys.argv[1], '_blank', 0, (P('Hidden', 0, True, 0),))
for path, password in ((sys.argv[2], sys.argv[4]), (sys.argv[3], 'geheim')):
    document.storeToURL('file://' + path, (P('FilterName', 0, 'MS Excel 97', 0), P('Password', 0, password, 0)))
# In these a password alone encrypts nothing.
from com.sun.star.beans import NamedValue
data = uno.Any('[]com.sun.star.beans.NamedValue',
    (NamedValue('CryptoType', 'StrongEncryptionDataSpace'), NamedValue('OOXPassword', sys.argv[4])))
uno.invoke(document, 'storeToURL', ('file://' + sys.argv[5],
    (P('FilterName', 0, 'Calc MS Excel 2007 XML', 0), P('EncryptionData', 0, data, 0))))
""", f"{folder}/book.xlsx", out("encrypted-office", "rc4.xls"), out("encrypted-office", "locked.xls"), EXCEL, out("encrypted-office", "standard.xlsx"))
    for digest, bits in (("SHA1", 128), ("SHA256", 192), ("SHA384", 256)):
        agile(f"{folder}/book.xlsx", out("encrypted-office", f"{digest.lower()}.xlsx"), digest, bits)


def agile(source, path, name, bits, spins=1000):
    """By its specification ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15): the hashes and lengths that msoffcrypto-tool does not write."""
    digest = lambda *parts: hashlib.new(name, b"".join(parts)).digest()
    fit = lambda data, size: data[:size].ljust(size, b"\x36")
    full = lambda data: data + bytes(-len(data) % 16)

    def cbc(key, begin, data):
        encryptor = Cipher(algorithms.AES(key), modes.CBC(fit(begin, 16))).encryptor()
        return encryptor.update(full(data)) + encryptor.finalize()

    def integrity(block, data):
        return b64encode(cbc(key, digest(data_salt, bytes.fromhex(block)), data)).decode()

    def under_password(block, data):
        return b64encode(cbc(fit(digest(spun, bytes.fromhex(block)), bits // 8), password_salt, data)).decode()

    data_salt, password_salt, verifier, key = os.urandom(16), os.urandom(16), os.urandom(16), os.urandom(bits // 8)
    spun = digest(password_salt, EXCEL.encode("utf-16-le"))
    for spin in range(spins):
        spun = digest(struct.pack("<I", spin), spun)
    plain = pathlib.Path(source).read_bytes()
    package = struct.pack("<Q", len(plain)) + b"".join(
        cbc(key, digest(data_salt, struct.pack("<I", at // 4096)), plain[at:at + 4096]) for at in range(0, len(plain), 4096))
    integrity_key = os.urandom(len(digest()))
    sealed = hmac.digest(integrity_key, package, name)
    how = f'saltSize="16" blockSize="16" keyBits="{bits}" hashSize="{len(digest())}" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="{name}"'
    office = "http://schemas.microsoft.com/office/2006"
    info = struct.pack("<HHI", 4, 4, 0x40) + (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns="{office}/encryption" xmlns:p="{office}/keyEncryptor/password">'
        f'<keyData {how} saltValue="{b64encode(data_salt).decode()}"/>'
        f'<dataIntegrity encryptedHmacKey="{integrity("5fb2ad010cb9e1f6", integrity_key)}" encryptedHmacValue="{integrity("a0677f02b22c8433", sealed)}"/>'
        f'<keyEncryptors><keyEncryptor uri="{office}/keyEncryptor/password">'
        f'<p:encryptedKey spinCount="{spins}" {how} saltValue="{b64encode(password_salt).decode()}"'
        f' encryptedVerifierHashInput="{under_password("fea7d2763b4b9e79", verifier)}"'
        f' encryptedVerifierHashValue="{under_password("d7aa0f6d3061344e", digest(verifier))}"'
        f' encryptedKeyValue="{under_password("146e0be7abacd0d6", key)}"/></keyEncryptor></keyEncryptors></encryption>').encode()
    with open(path, "wb") as file:
        ECMA376Encrypted(package, info).write_to(file)


def signed(folder):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "anouk.peeters@voorbeeldfirma.be", "joris@voorbeeldfirma.be", "Dossier"
    message.set_content(NOTE)
    message.add_attachment(f"naam;rijksregisternummer\nDumoulin;{NUMBERS[2]}\n", subtype="csv", filename="lijst.csv")
    mail = pathlib.Path(folder, "mail.eml")
    mail.write_bytes(bytes(message))
    key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
        "-subj", "/CN=Anouk Peeters/emailAddress=anouk.peeters@voorbeeldfirma.be", "-days", "1", stderr=subprocess.DEVNULL)
    sign = ("openssl", "cms", "-sign", "-nodetach", "-binary", "-in", mail, "-signer", certificate, "-inkey", key)
    run(*sign, "-outform", "DER", "-out", out("p7m", "smime.p7m"))
    run(*sign, "-outform", "DER", "-stream", "-out", out("p7m", "streamed.p7m"))
    run("openssl", "cms", "-encrypt", "-in", mail, "-outform", "DER", "-out", out("p7m", "locked.p7m"), certificate)
    # As a mail program sends it: the signed message is an attachment in base64.
    run("openssl", "cms", "-sign", "-nodetach", "-in", mail, "-signer", certificate, "-inkey", key,
        "-from", "anouk.peeters@voorbeeldfirma.be", "-subject", "Getekend", "-out", out("eml", "opaque.eml"))
    body = bytes(message).replace(b"\r\n", b"\n")
    pathlib.Path(out("eml", "apple.emlx")).write_bytes(
        b"%d\n" % len(body) + body + b'<?xml version="1.0"?>\n<plist version="1.0"><dict><key>flags</key></dict></plist>\n')


def directory():
    server = ldap3.Server("none")
    for name, people in (("people", PEOPLE), ("one", PEOPLE[:1])):
        link = ldap3.Connection(server, client_strategy=ldap3.MOCK_SYNC)
        link.bind()
        for (last, first, _, _), number in zip(people, NUMBERS):
            link.strategy.add_entry(f"cn={first} {last},o=voorbeeld", {
                "objectClass": "person", "sn": last, "givenName": first, "employeeNumber": number,
                "mail": f"{last.lower()}@voorbeeldfirma.be", "description": NOTE + " Een lange regel die wordt gevouwen. " * 3})
        link.search("o=voorbeeld", "(objectClass=person)", attributes=ldap3.ALL_ATTRIBUTES)
        pathlib.Path(out("ldif", f"{name}.ldif")).write_text(link.response_to_ldif())


def tnef_property(number, kind, value):
    if isinstance(value, int):
        return struct.pack("<HHI", kind, number, value)
    return struct.pack("<HHII", kind, number, 1, len(value)) + value + bytes(-len(value) % 4)


def tnef(folder):
    """By its specification: only Outlook and Exchange write it."""
    def attribute(level, kind, value):
        return struct.pack("<BII", level, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    rtf = f"{{\\rtf1\\ansi {NOTE}}}".encode()
    packed = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    wide = lambda text: (text + "\0").encode("utf-16-le")
    for name, with_body in (("winmail.dat", True), ("rtf.dat", False)):
        values = [tnef_property(0x0C1A, 0x1F, wide("Anouk Peeters")), tnef_property(0x1009, 0x102, packed), tnef_property(0x0017, 3, 1)]
        data = b"\x78\x9f\x3e\x22" + struct.pack("<H", 1) + attribute(1, 0x69007, struct.pack("<II", 1252, 0))
        data += attribute(1, 0x18004, "Dossier Céline\0".encode("cp1252"))
        data += attribute(1, 0x2800C, (NOTE + "\0").encode()) if with_body else b""
        data += attribute(1, 0x69003, struct.pack("<I", len(values)) + b"".join(values))
        data += attribute(2, 0x69002, bytes(14)) + attribute(2, 0x18010, b"LIJST~1.CSV\0")
        data += attribute(2, 0x6800F, f"naam;rijksregisternummer\nDumoulin;{NUMBERS[2]}\n".encode())
        values = [tnef_property(0x3707, 0x1F, wide("lijst.csv"))]
        data += attribute(2, 0x69005, struct.pack("<I", 1) + b"".join(values))
        pathlib.Path(out("tnef", name)).write_bytes(data)


def book():
    """A chapter that ends with a table: the properties of the book come right behind it."""
    from ebooklib import epub
    rows = [("Naam", "E-mail"), ("Anouk Peeters", "anouk.peeters@telenet.be"), ("Joris Lambrechts", "joris.lambrechts@skynet.be")]
    book = epub.EpubBook()
    book.set_identifier("lijst")
    book.set_title("Lijst")
    chapter = epub.EpubHtml(title="Lijst", file_name="lijst.xhtml")
    chapter.content = f"<p>{NOTE}</p><table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) + "</table>"
    book.add_item(chapter)
    book.spine = [chapter]
    book.add_item(epub.EpubNcx())
    epub.write_epub(out("epub", "table.epub"), book)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        pictures(folder)
        office(folder)
        drawings(folder)
        tracked(folder)
        methods(folder)
        encrypted(folder)
        opened_without_asking(folder)
        signed(folder)
        directory()
        tnef(folder)
    book()
