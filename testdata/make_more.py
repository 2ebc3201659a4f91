#!/usr/bin/env python3
"""Makes the files under testdata/formats that python-docx and openpyxl cannot write: older office documents by
LibreOffice, mail items, archives, packed streams, books, drawings, cards, calendars, directories, databases.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_more.py   (needs soffice, gzip, bzip2, xz, zstd, tar, sqlite3, and from PyPI
dbf python-docx python-pptx independentsoft.msg py7zr rars vobject vsdx)
"""
import datetime
import pathlib
import shutil
import subprocess
import tempfile

import dbf
import docx
import independentsoft.msg as msg
import pptx
import py7zr
import rars
import vobject
import vsdx
from pptx.util import Inches

from make_office import OUT, PEOPLE, national_number, out

NUMBERS = [national_number(born, serial) for _, _, born, serial in PEOPLE]
NOTE = f"Dossier van {PEOPLE[0][1]} {PEOPLE[0][0]}, rijksregisternummer {NUMBERS[0]}.\n"


def soffice(source, kind, name, filter_="", *options):
    with tempfile.TemporaryDirectory() as folder:
        to = f"{kind}:{filter_}" if filter_ else kind
        subprocess.run(["soffice", "--headless", *options, "--convert-to", to, "--outdir", folder, source], check=True)
        made = next(pathlib.Path(folder).iterdir())
        shutil.move(str(made), out(kind, name))


def letter(folder):
    """A document with a header, a footer, a table, accents and a comment-like note."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Kop: vertrouwelijk voor Ysaline"
    section.footer.paragraphs[0].text = "Voet: personeelsdienst"
    document.core_properties.author = "Redactie Peeters"
    document.core_properties.title = "Brief aan Céline"
    document.add_heading("Brief aan Céline Dumoulin", 1)
    document.add_paragraph(NOTE.strip())
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Naam", "Voornaam", "Rijksregisternummer")):
        cell.text = text
    for (last, first, _, _), number in zip(PEOPLE, NUMBERS):
        for cell, text in zip(table.add_row().cells, (last, first, number)):
            cell.text = text
    document.add_paragraph("Na de tabel: éénentwintig œuvres, 35 €.")
    path = f"{folder}/letter.docx"
    document.save(path)
    return path


def plain(folder):
    document = docx.Document()
    document.add_paragraph("Nota zonder tabel.")
    document.add_paragraph(f"Bel {PEOPLE[1][1]} {PEOPLE[1][0]} ({NUMBERS[1]}).")
    path = f"{folder}/plain.docx"
    document.save(path)
    return path


def lists(folder):
    """Numbers that are no text: lists in lists, of letters and Roman numbers, in a cell, of bullets."""
    first, second = (f"{first} {last}" for last, first, _, _ in PEOPLE[:2])
    path = pathlib.Path(folder) / "lists.html"
    path.write_text(f"""<html><head><meta charset="utf-8"></head><body><ol><li>Dossiers<ol type="a"><li>{first}</li>
<li>{second}<ol type="I"><li>Contract</li><li>Loonfiche</li></ol></li></ol></li><li>Afspraken</li></ol>
<p>Tussentekst.</p><ol start="8"><li>Achtste punt</li><li>{NUMBERS[0]}</li></ol>
<ul><li>Zonder nummer</li></ul>
<table border="1"><tr><td>Taken</td><td><ol><li>Bellen</li><li>Schrijven</li></ol></td></tr></table></body></html>""")
    return str(path)


def slides(folder, name, with_table):
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Overzicht van de dossiers"
    slide.placeholders[1].text = NOTE.strip()
    slide.notes_slide.notes_text_frame.text = f"Notitie bij {NUMBERS[1]}"
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "Céline"
    box = second.shapes.add_textbox(Inches(1), Inches(2), Inches(5), Inches(1))
    box.text_frame.text = f"Vak met {NUMBERS[2]}"
    if with_table:
        table = second.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(5), Inches(1)).table
        table.cell(0, 0).text, table.cell(0, 1).text = "Naam", "Nummer"
        table.cell(1, 0).text, table.cell(1, 1).text = PEOPLE[0][0], NUMBERS[0]
    path = f"{folder}/{name}.pptx"
    show.save(path)
    return path


def older_office(folder):
    soffice(letter(folder), "doc", "letter.doc")
    soffice(plain(folder), "doc", "plain.doc")
    soffice(lists(folder), "doc", "lists.doc", "MS Word 97", "--infilter=HTML (StarWriter)")
    soffice(f"{folder}/letter.docx", "rtf", "letter.rtf")
    soffice(f"{folder}/plain.docx", "rtf", "plain.rtf")
    soffice(f"{folder}/letter.docx", "epub", "letter.epub")
    soffice(f"{folder}/plain.docx", "epub", "plain.epub")
    soffice(slides(folder, "table", True), "ppt", "table.ppt")
    soffice(slides(folder, "plain", False), "ppt", "plain.ppt")


def tables():
    for name, page in (("people", "cp1252"), ("dos", "cp850")):
        path = out("dbf", f"{name}.dbf")
        pathlib.Path(path).unlink(missing_ok=True)
        table = dbf.Table(path, "naam C(40); rijksreg C(20); geboren D; volgorde N(5,0)", codepage=page)
        with table.open(dbf.READ_WRITE):
            for order, ((last, first, born, _), number) in enumerate(zip(PEOPLE, NUMBERS)):
                table.append((f"{first} {last}", number, born, order))
            # Deleted, and still in the file.
            dbf.delete(table[1])


def items():
    for name, html in (("plain", False), ("html", True)):
        item = msg.Message()
        item.subject = "Dossier Céline"
        item.sender_name, item.sender_email_address = "Anouk Peeters", "anouk.peeters@voorbeeldfirma.be"
        item.display_to = "Joris Lambrechts"
        item.body = NOTE
        if html:
            item.body_html_text = f"<html><body><p>Zie <b>{NUMBERS[1]}</b></p></body></html>"
        to = msg.Recipient()
        to.display_name, to.email_address = "Joris Lambrechts", "joris.lambrechts@voorbeeldfirma.be"
        to.recipient_type = msg.RecipientType.TO
        item.recipients.append(to)
        attached = msg.Attachment()
        attached.file_name = attached.long_file_name = "lijst.csv"
        attached.data = f"naam;rijksregisternummer\nDumoulin;{NUMBERS[2]}\n".encode()
        item.attachments.append(attached)
        item.save(out("msg", f"{name}.msg"))


def packed(folder):
    note = pathlib.Path(folder, "nota.txt")
    note.write_text(NOTE)
    inner = pathlib.Path(folder, "lijst.csv")
    inner.write_text("naam;rijksregisternummer\n" + "".join(f"{p[0]};{n}\n" for p, n in zip(PEOPLE, NUMBERS)))
    run = lambda *command, **more: subprocess.run(command, check=True, cwd=folder, **more)
    for program, kind, options in (("gzip", "gz", []), ("bzip2", "bz2", []), ("xz", "xz", []), ("zstd", "zst", ["-q"])):
        for source in (note, inner):
            with open(out(kind, f"{source.name}.{kind}"), "wb") as to:
                run(program, *options, "-c", source.name, stdout=to)
    run("tar", "-cf", out("tar", "gnu.tar"), note.name, inner.name)
    run("tar", "--format=pax", "-cf", out("tar", "pax.tar"), inner.name, note.name)
    run("tar", "-czf", out("gz", "both.tgz"), note.name, inner.name)
    with py7zr.SevenZipFile(out("7z", "solid.7z"), "w") as archive:
        archive.write(note, "map/nota.txt")
        archive.write(inner, "map/lijst.csv")
    with py7zr.SevenZipFile(out("7z", "deflate.7z"), "w", filters=[{"id": py7zr.FILTER_DEFLATE}]) as archive:
        archive.write(note, "nota.txt")
    with py7zr.SevenZipFile(out("7z", "locked.7z"), "w", password="geheim") as archive:
        archive.write(note, "nota.txt")
    for name, version, solid in (("solid.rar", "rar50", True), ("version4.rar", "rar29", False)):
        archive = rars.RarBuilder(format=version, solid=solid)
        archive.add(note, "map/nota.txt")
        archive.add(inner, "map/lijst.csv")
        archive.write(out("rar", name))


def cards_and_calendars():
    cards = ""
    for (last, first, born, _), number in zip(PEOPLE, NUMBERS):
        card = vobject.vCard()
        card.add("n").value = vobject.vcard.Name(family=last, given=first)
        card.add("fn").value = f"{first} {last}"
        card.add("bday").value = born.isoformat()
        card.add("email").value = f"{first.lower()}.{last.lower()}@voorbeeldfirma.be".replace("é", "e")
        card.add("note").value = f"Rijksregisternummer {number}, een lange regel die door het programma wordt gevouwen over meer dan een lijn."
        cards += card.serialize()
    pathlib.Path(out("vcf", "people.vcf")).write_text(cards)
    pathlib.Path(out("vcf", "one.vcf")).write_text(cards[: cards.index("END:VCARD")] + "END:VCARD\r\n")
    for name, text in (("meeting", NOTE), ("leave", f"Verlof van {PEOPLE[2][1]}, {NUMBERS[2]}")):
        calendar = vobject.iCalendar()
        event = calendar.add("vevent")
        event.add("summary").value = text.strip()
        event.add("dtstart").value = datetime.date(2026, 11, 23)
        attendee = event.add("attendee")
        attendee.value = "mailto:joris.lambrechts@voorbeeldfirma.be"
        attendee.params["CN"] = ["Joris Lambrechts"]
        pathlib.Path(out("ics", f"{name}.ics")).write_text(calendar.serialize())


def databases():
    for name, mode in (("plain", "delete"), ("log", "wal")):
        path = out("sqlite", f"{name}.sqlite")
        pathlib.Path(path).unlink(missing_ok=True)
        rows = "".join(
            f"INSERT INTO personeel VALUES ('{p[0]}', '{n}', {i});" for i, (p, n) in enumerate(zip(PEOPLE, NUMBERS))
        )
        script = f"PRAGMA journal_mode={mode}; CREATE TABLE personeel (naam TEXT, rijksregisternummer TEXT, volgorde INTEGER);"
        script += f"CREATE TABLE bijlagen (bestand BLOB); INSERT INTO bijlagen VALUES (x'00ff'); {rows}"
        subprocess.run(["sqlite3", path, script], check=True, stdout=subprocess.DEVNULL)


def drawings():
    template = pathlib.Path(vsdx.__file__).parent / "media" / "media.vsdx"
    for name, number in (("one", NUMBERS[0]), ("two", NUMBERS[1])):
        with vsdx.VisioFile(str(template)) as drawing:
            drawing.pages[0].child_shapes[0].text = f"Vak van {number}"
            drawing.save_vsdx(out("vsdx", f"{name}.vsdx"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        older_office(made)
        packed(made)
    tables()
    items()
    cards_and_calendars()
    databases()
    drawings()
