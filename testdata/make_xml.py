#!/usr/bin/env python3
"""Makes formats/wordml and formats/spreadsheetml/people.xml: documents that are one file of XML, saved by LibreOffice as Word
and Excel 2003 do, and a docx in its flat form (Flat OPC: each part of the package is an element).

Every name and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_xml.py   (needs soffice, and from PyPI python-docx)
"""
import base64
import csv
import pathlib
import subprocess
import tempfile
import zipfile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP

from make_office import PEOPLE, national_number, out

NUMBERS = [national_number(born, serial) for _, _, born, serial in PEOPLE]
NAMES = [f"{person[1]} {person[0]}" for person in PEOPLE]


def letter(path):
    """A number cut into two runs, a table, a header and footer, a comment, a deletion."""
    letter = docx.Document()
    letter.core_properties.author, letter.core_properties.title = "Redactie Peeters", f"Dossier {NAMES[1]}"
    section = letter.sections[0]
    section.header.paragraphs[0].text = f"Behandeld door {NAMES[2]}"
    section.footer.paragraphs[0].text = "Tel. 0470 12 34 56"
    number = letter.add_paragraph(f"Rijksregisternummer van {NAMES[0]}: ")
    number.add_run(NUMBERS[0][:6])
    number.add_run(NUMBERS[0][6:]).bold = True
    letter.part.relate_to("mailto:anouk.peeters@voorbeeldfirma.be", RELATIONSHIP.HYPERLINK, is_external=True)
    told = letter.add_paragraph("Bespreken op de volgende vergadering.")
    letter.add_comment(told.runs, text=f"Bellen naar {NAMES[1]}", author=NAMES[2])
    table = letter.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "naam", "rijksregisternummer"
    for name, number in zip(NAMES, NUMBERS):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, number
    letter.save(path)


def convert(folder, source, filter_, target):
    subprocess.run(["soffice", "--headless", "--convert-to", f"xml:{filter_}", "--outdir", folder, source],
                   check=True, stdout=subprocess.DEVNULL)
    pathlib.Path(target).write_bytes(pathlib.Path(source).with_suffix(".xml").read_bytes())


def flat(package, target):
    parts = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
             '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">']
    with zipfile.ZipFile(package) as parts_of:
        # What only says how the letter looks is most of it.
        looks = ("theme", "styles", "stylesWithEffects", "fontTable", "numbering", "thumbnail", "[Content_Types]")
        for name in (name for name in parts_of.namelist() if pathlib.Path(name).stem.rstrip("0123456789") not in looks):
            content = parts_of.read(name)
            if name.endswith((".xml", ".rels")):
                text = content.decode().split("?>", 1)[-1].strip()
                parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>')
            else:
                text = base64.b64encode(content).decode()
                parts.append(f'<pkg:part pkg:name="/{name}"><pkg:binaryData>{text}</pkg:binaryData></pkg:part>')
    pathlib.Path(target).write_text("".join(parts) + "</pkg:package>\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        source = f"{folder}/letter.docx"
        letter(source)
        convert(folder, source, "MS Word 2003 XML", out("wordml", "letter.xml"))
        flat(source, out("wordml", "flat.xml"))
        with open(f"{folder}/people.csv", "w", newline="", encoding="cp1252") as table:
            rows = csv.writer(table)
            rows.writerow(("naam", "rijksregisternummer", "bedrag"))
            rows.writerows((name, number, "12.5") for name, number in zip(NAMES, NUMBERS))
        convert(folder, f"{folder}/people.csv", "MS Excel 2003 XML", out("spreadsheetml", "people.xml"))


if __name__ == "__main__":
    main()
