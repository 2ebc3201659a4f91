#!/usr/bin/env python3
"""Makes the office files under testdata/formats: python-docx, python-pptx, openpyxl, and LibreOffice for the rest.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_office.py   (needs python-docx, python-pptx, openpyxl, soffice)
"""
import datetime
import pathlib
import shutil
import subprocess
import tempfile

import docx
import openpyxl
import pptx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment

OUT = pathlib.Path(__file__).parent / "formats"


def national_number(born, serial):
    digits = f"{born:%y%m%d}{serial:03}"
    check = 97 - int(("2" if born.year >= 2000 else "") + digits) % 97
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:]}.{check:02}"


PEOPLE = [
    ("Peeters", "Anouk", datetime.date(1985, 7, 30), 951),
    ("Lambrechts", "Joris", datetime.date(1971, 1, 9), 962),
    ("Dumoulin", "Céline", datetime.date(2001, 11, 23), 973),
]


def out(kind, name):
    folder = OUT / kind
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder / name)


def convert(source, kind, name):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", folder, source], check=True)
        made = next(pathlib.Path(folder).iterdir())
        shutil.move(str(made), out(kind, name))


def run_with(paragraph, tag, text):
    """A tracked insertion or deletion."""
    change = OxmlElement(f"w:{tag}")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "redactie")
    run = OxmlElement("w:r")
    kind = OxmlElement("w:delText" if tag == "del" else "w:t")
    kind.text = text
    kind.set(qn("xml:space"), "preserve")
    run.append(kind)
    change.append(run)
    paragraph._p.append(change)


def letter():
    document = docx.Document()
    document.core_properties.author = "Personeelsdienst"
    document.core_properties.title = "Aanwerving"
    document.sections[0].header.paragraphs[0].text = "Vertrouwelijk dossier"
    document.sections[0].footer.paragraphs[0].text = "Voetregel van de dienst"
    document.add_heading("Aanwerving", 1)
    last, first, born, serial = PEOPLE[0]
    document.add_paragraph(f"Rijksregisternummer van {first} {last}: {national_number(born, serial)}")
    changed = document.add_paragraph("Zij woont in ")
    run_with(changed, "del", "Gentbrugge ")
    run_with(changed, "ins", "Melle")
    hidden = document.add_paragraph().add_run("verborgen aantekening")
    hidden.font.hidden = True
    document.part.relate_to("mailto:anouk.peeters@voorbeeld.example", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    table = document.add_table(rows=1, cols=3)
    for cell, heading in zip(table.rows[0].cells, ["Naam", "Geboren", "Rijksregisternummer"]):
        cell.text = heading
    for last, first, born, serial in PEOPLE:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"{first} {last}", f"{born:%d/%m/%Y}"
        cells[2].text = national_number(born, serial)
    document.save(out("docx", "aanwerving.docx"))


def workbook():
    book = openpyxl.Workbook()
    book.properties.creator = "Personeelsdienst"
    sheet = book.active
    sheet.title = "Personeel"
    sheet.append(["Naam", "Geboren", "Rijksregisternummer", "Rekening", "Actief"])
    for row, (last, first, born, serial) in enumerate(PEOPLE, 2):
        number = int("".join(c for c in national_number(born, serial) if c.isdigit()))
        sheet.append([f"{first} {last}", born, number, 539007547034.0 + row, serial % 2 == 0])
        sheet.cell(row, 2).number_format = "dd/mm/yyyy"
        sheet.cell(row, 3).number_format = '00"."00"."00"-"000"."00'
    sheet["A2"].comment = Comment("belt zelf terug", "redactie")
    sheet["A2"].hyperlink = "mailto:anouk.peeters@voorbeeld.example"
    sheet.oddHeader.left.text = "Vertrouwelijke lijst"
    hidden = book.create_sheet("Oud")
    hidden.sheet_state = "veryHidden"
    hidden["B3"] = "oude aantekening"
    hidden["B4"] = 0.1 + 0.2
    book.save(out("xlsx", "personeel.xlsx"))


def slides():
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "Onthaal nieuwe collega"
    last, name, born, serial = PEOPLE[1]
    first.placeholders[1].text = f"{name} {last}, rijksregisternummer {national_number(born, serial)}"
    first.notes_slide.notes_text_frame.text = "niet hardop voorlezen"
    second = show.slides.add_slide(show.slide_layouts[5])
    second._element.set("show", "0")
    second.shapes.title.text = "Verborgen dia"
    table = second.shapes.add_table(2, 2, 0, 0, 3000000, 1000000).table
    for at, text in enumerate(["Naam", "Telefoon", f"{name} {last}", "0470 00 00 11"]):
        table.cell(at // 2, at % 2).text = text
    show.save(out("pptx", "onthaal.pptx"))


def main():
    letter()
    workbook()
    slides()
    for kind in ["odt", "docx"]:
        source = OUT / "docx" / "aanwerving.docx"
        convert(str(source), kind, f"libreoffice.{kind}")
    for kind in ["ods", "xls", "xlsx"]:
        convert(str(OUT / "xlsx" / "personeel.xlsx"), kind, f"libreoffice.{kind}")
    for kind in ["odp", "pptx"]:
        convert(str(OUT / "pptx" / "onthaal.pptx"), kind, f"libreoffice.{kind}")

    with tempfile.TemporaryDirectory() as folder:
        last, first, born, serial = PEOPLE[2]
        page = pathlib.Path(folder) / "brief.html"
        page.write_text(
            f"<p>Geachte mevrouw {last},</p><p>Uw nummer {national_number(born, serial)} ontbreekt.</p>",
            encoding="utf-8-sig",
        )
        convert(str(page), "odt", "brief.odt")
        rows = pathlib.Path(folder) / "adressen.csv"
        rows.write_text(
            "Naam,Telefoon,Gemeente\n" + "".join(f"{l},0470 00 00 1{s % 10},Melle\n" for l, _, _, s in PEOPLE),
            encoding="ascii",
        )
        for kind in ["ods", "xls"]:
            convert(str(rows), kind, f"adressen.{kind}")
    convert(str(OUT / "pptx" / "libreoffice.pptx"), "odp", "onthaal.odp")


if __name__ == "__main__":
    main()
