#!/usr/bin/env python3
"""Makes testdata/formats/pptx/objects.pptx: files inserted as objects, which python-pptx writes as they are.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_objects.py   (needs from PyPI openpyxl python-pptx)
"""
import io

import openpyxl
import pptx
from pptx.enum.shapes import PROG_ID
from pptx.util import Inches

from make_office import PEOPLE, national_number, out

NUMBERS = [national_number(born, serial) for _, _, born, serial in PEOPLE]


def objects():
    show = pptx.Presentation()
    shapes = show.slides.add_slide(show.slide_layouts[6]).shapes
    text = "Bij dit dossier horen een nota en een lijst; wie ze wil lezen, opent de twee voorwerpen op deze dia."
    shapes.add_textbox(Inches(1), Inches(4), Inches(8), Inches(1)).text_frame.text = text
    note = io.BytesIO(f"Nota: rijksregisternummer {NUMBERS[0]}\n".encode())
    shapes.add_ole_object(note, "Package", Inches(1), Inches(1))
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Nummer"])
    book.active.append([NUMBERS[1]])
    book.save(held)
    held.seek(0)
    shapes.add_ole_object(held, PROG_ID.XLSX, Inches(4), Inches(1))
    show.save(out("pptx", "objects.pptx"))


objects()
