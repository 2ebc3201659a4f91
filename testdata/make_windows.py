#!/usr/bin/env python3
"""Makes what Windows and Office leave beside documents, under testdata/formats: shortcuts, recycled files, lock files,
printed pages.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_windows.py   (needs soffice, wine64, x86_64-w64-mingw32-gcc, and from PyPI pylnk3 spire.doc.free aspose-words)
"""
import pathlib
import shutil
import struct
import tempfile
import zipfile

import aspose.words as aw
import pylnk3
from spire.doc import Document, FileFormat

from make_extra import NOTE, NUMBERS, in_office, run
from make_office import OUT, out

HERE = pathlib.Path(__file__).parent


def windows():
    """By their specifications, but for the first shortcut."""
    path = "C:\\Users\\anouk\\Documents\\Dossier Céline.docx"
    wide = path.encode("utf-16-le")
    head = struct.pack("<Q", 81234) + struct.pack("<Q", 133500000000000000)
    pathlib.Path(out("recycled", "$IAB12CD.docx")).write_bytes(struct.pack("<Q", 2) + head + struct.pack("<I", len(path) + 1) + wide + b"\0\0")
    pathlib.Path(out("recycled", "$IOLD.docx")).write_bytes(struct.pack("<Q", 1) + head + wide.ljust(520, b"\0"))
    owner = "Céline Dumoulin"
    for name, room, size in (("~$brief.docx", 53, 162), ("~$lijst.xlsx", 54, 165)):
        narrow = bytes([len(owner)]) + owner.encode("cp1252").ljust(room, b" ")
        lock = narrow + struct.pack("<H", len(owner)) + owner.encode("utf-16-le")
        pathlib.Path(out("office-lock", name)).write_bytes((lock + b" \0" * 60)[:size])
    pylnk3.for_file(path, out("lnk", "dossier.lnk"), description="Dossier van Joris Lambrechts", arguments=NUMBERS[1])
    # With what Windows adds and pylnk3 does not: where the file is on a share.
    share, suffix = b"\\\\SERVER\\personeel\0", "map\\Céline.xlsx\0".encode("cp1252")
    network = struct.pack("<IIIII", 20 + len(share), 2, 20, 0, 0x20000) + share
    info = struct.pack("<IIIIII", 28 + len(network) + len(suffix), 28, 2, 0, 0, 28) + struct.pack("<I", 28 + len(network)) + network + suffix
    head = struct.pack("<I16sII", 76, bytes.fromhex("0114020000000000c000000000000046"), 0x02 | 0x10 | 0x80, 0).ljust(76, b"\0")
    folder_text = "D:\\Personeel"
    texts = struct.pack("<H", len(folder_text)) + folder_text.encode("utf-16-le")
    pathlib.Path(out("lnk", "share.lnk")).write_bytes(head + info + texts + bytes(4))


def by_wine(folder):
    """What wine's own shell saves; it counts the zero at the end of a text."""
    program = f"{folder}/make_lnk.exe"
    run("x86_64-w64-mingw32-gcc", HERE / "make_lnk.c", "-o", program, "-lole32", "-luuid", "-municode")
    run("/usr/lib/wine/wine64", program, "Z:" + str(out("lnk", "wine.lnk")), "C:\\Dossiers\\Loonbrief Čeněk Dvořák.docx", NOTE)


LOCKED = """
import os, shutil
settings = context.ServiceManager.createInstanceWithContext('com.sun.star.configuration.ConfigurationProvider', context)
for node, values in (('Office.Common/Filter/Microsoft/Import', {'CreateMSOLockFiles': True}), ('UserProfile/Data', {'givenname': 'Els', 'sn': 'Voorbeeld'})):
    node = P('nodepath', 0, '/org.openoffice.' + node, 0)
    view = settings.createInstanceWithArguments('com.sun.star.configuration.ConfigurationUpdateAccess', (node,))
    for name, value in values.items():
        view.setPropertyValue(name, value)
    view.commitChanges()
for name in ('adreslijst.docx', 'ledenlijst.xlsx'):
    document = desktop.loadComponentFromURL('file://' + sys.argv[1] + '/' + name, '_blank', 0, (P('Hidden', 0, True, 0),))
    for found in os.listdir(sys.argv[1]):
        if found.startswith('~$'):
            shutil.copy(sys.argv[1] + '/' + found, sys.argv[2])
"""


def by_office(folder):
    """The lock files that LibreOffice lays beside documents of Microsoft Office, for those who open them there."""
    shutil.copy(OUT / "docx/aanwerving.docx", f"{folder}/adreslijst.docx")
    shutil.copy(OUT / "xlsx/personeel.xlsx", f"{folder}/ledenlijst.xlsx")
    in_office(LOCKED, folder, OUT / "office-lock")


def printed():
    """By its specification (ECMA-388): what writes it is the printer of Windows."""
    page = (
        '<FixedPage xmlns="http://schemas.microsoft.com/xps/2005/06" Width="816" Height="1056">'
        '<Glyphs OriginX="96" OriginY="96" UnicodeString="Dossier van Anouk Peeters, "/>'
        f'<Glyphs OriginX="300" OriginY="96" UnicodeString="rijksregisternummer {NUMBERS[0]}."/>'
        '<Glyphs OriginX="96" OriginY="120" UnicodeString="{}{Céline} &amp; Joris"/></FixedPage>'
    )
    with zipfile.ZipFile(out("xps", "one.xps"), "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        package.writestr("FixedDocumentSequence.fdseq", "<FixedDocumentSequence xmlns='http://schemas.microsoft.com/xps/2005/06'/>")
        package.writestr("Documents/1/Pages/1.fpage", page.replace("Joris", "Joris 1"))


def printed_by_spire():
    document = Document()
    document.LoadFromFile(str(OUT / "docx/aanwerving.docx"))
    document.SaveToFile(str(out("xps", "spire.xps")), FileFormat.XPS)
    document.Close()


def printed_by_aspose():
    """Needs a libssl 1.1, and no ICU where DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1."""
    document = aw.Document(str(OUT / "docx/aanwerving.docx"))
    fonts = aw.fonts.FontSettings()
    fonts.set_fonts_folder("/usr/share/fonts/truetype/dejavu", True)
    fonts.substitution_settings.default_font_substitution.default_font_name = "DejaVu Sans"
    document.font_settings = fonts
    document.save(str(out("xps", "aspose.oxps")), aw.saving.XpsSaveOptions(aw.SaveFormat.OPEN_XPS))


if __name__ == "__main__":
    windows()
    printed()
    printed_by_spire()
    printed_by_aspose()
    with tempfile.TemporaryDirectory() as folder:
        by_wine(folder)
        by_office(folder)
