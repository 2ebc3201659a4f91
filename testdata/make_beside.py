#!/usr/bin/env python3
"""Makes files under testdata/formats whose data stands beside the cells of sheets: names, filters, scenarios, commands,
macros; tables with numbers in binary and with their long texts in a file of their own.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_beside.py   (needs soffice, and from PyPI dbf openpyxl python-docx python-pptx xlsxwriter xlwt)
"""
import datetime
import pathlib
import subprocess
import tempfile

import dbf
import openpyxl
import xlsxwriter
import xlwt
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.scenario import InputCells, Scenario, ScenarioList

from make_office import OUT, PEOPLE, national_number, out

NUMBERS = [national_number(born, serial) for _, _, born, serial in PEOPLE]
DIGITS = [int("".join(c for c in number if c.isdigit())) for number in NUMBERS]
NAMES = [f"{first} {last}" for last, first, _, _ in PEOPLE]


def beside():
    """What openpyxl writes beside cells; it keeps no results of formulas."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Leden"
    sheet.append(["Naam", "Nummer"])
    sheet.append([NAMES[0], f'="{NUMBERS[0]}"'])
    sheet["A3"] = "zie site"
    sheet["A3"].hyperlink = Hyperlink(ref="A3", target="https://voorbeeld.example", tooltip=f"Dossier van {NAMES[1]}")
    sheet.auto_filter.ref = "A1:B3"
    sheet.auto_filter.add_filter_column(0, [NAMES[2]])
    sheet.conditional_formatting.add("A1", FormulaRule(formula=[f'$B1="{NUMBERS[1]}"']))
    cells = [InputCells(r="B2", val=NUMBERS[2])]
    scenario = Scenario(name="Wat als", user=NAMES[1], comment="belt zelf terug", inputCells=cells)
    sheet.scenarios = ScenarioList(scenario=[scenario])
    book.defined_names["bedrag"] = DefinedName("bedrag", attr_text="Leden!$A$1", comment=f"nagevraagd bij {NAMES[0]}")
    book.save(out("xlsx", "beside.xlsx"))


def escaped():
    """Controls that XML has no place for, as xlsxwriter writes them."""
    book = xlsxwriter.Workbook(out("xlsx", "escaped.xlsx"))
    sheet = book.add_worksheet("Brieven")
    sheet.write(0, 0, "Rijksregisternummer")
    sheet.write(1, 0, f"{NUMBERS[0]}\r{NUMBERS[1]}\x07")
    sheet.write(2, 0, "_x000D_")
    sheet.insert_textbox(3, 3, NAMES[2])
    sheet.insert_button("B9", {"caption": f"Bel {NAMES[0]}"})
    book.close()


def formulas():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Leden")
    sheet.write(0, 0, xlwt.Formula('HYPERLINK("mailto:anouk.peeters@voorbeeldfirma.be";"schrijf")'))
    book.save(out("xls", "formulas.xls"))


def tables():
    """A table of each program, its numbers in binary and its long texts in a file of their own."""
    kinds = (
        ("vfp", "naam C(40); rijksreg B; volgorde I; saldo Y; gemaakt T; nota M", "vfp"),
        ("dbase3", "naam C(40); nota M", "db3"),
        ("foxplus", "naam C(40); nota M", "fp"),
    )
    for name, fields, kind in kinds:
        path = out("dbf", f"{name}.dbf")
        for old in pathlib.Path(path).parent.glob(f"{name}.*"):
            old.unlink()
        table = dbf.Table(path, fields, codepage="cp850", dbf_type=kind)
        with table.open(dbf.READ_WRITE):
            for n in range(3):
                note = f"Dossier van {NAMES[n]}\r\nnummer {NUMBERS[n]}"
                row = (float(DIGITS[n]), n, n + 0.5, datetime.datetime(2024, 3, 1, 9, 30)) if kind == "vfp" else ()
                table.append((NAMES[n], *row, note))
        # Only now is the last text written.
        table.open(dbf.READ_ONLY)
        table.close()



FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:number-style style:name="N1" number:language="en" number:country="US"><number:number number:decimal-places="0"
 number:min-decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>
</office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="Leden"><table:table-row><table:table-cell><text:p>Rijksregisternummer</text:p></table:table-cell>
</table:table-row><table:table-row><table:table-cell table:style-name="ce1" office:value-type="float" office:value="{number}"/>
</table:table-row></table:table>
<table:table table:name="Wat als"><table:scenario table:is-active="false" table:scenario-ranges="Leden.A1:Leden.A2"
 table:comment="nagevraagd bij {name}"/><table:table-row><table:table-cell/></table:table-row></table:table>
<table:named-expressions><table:named-expression table:name="lid" table:base-cell-address="$Leden.$A$1"
 table:expression="of:=&quot;{other}&quot;"/></table:named-expressions>
<table:database-ranges><table:database-range table:name="Selectie" table:target-range-address="Leden.A1:Leden.A2">
<table:filter><table:filter-condition table:field-number="0" table:value="{last}" table:operator="="/></table:filter>
</table:database-range></table:database-ranges>
</office:spreadsheet></office:body></office:document>"""


def open_documents():
    """LibreOffice writes numbers with separators of thousands as it shows them, and what stands beside its sheets."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "thousands.fods"
        source.write_text(FLAT.format(number=DIGITS[0], name=NAMES[1], other=NUMBERS[1], last=NUMBERS[2]))
        for kind in ("ods", "xls", "xlsx"):
            command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(OUT / kind), str(source)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def raised():
    """Marks of notes beside a number, in a cell."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "raised.xlsx"
        with xlsxwriter.Workbook(source) as book:
            up, down = (book.add_format({"font_script": script}) for script in (1, 2))
            sheet = book.add_worksheet("Leden")
            sheet.write_rich_string("A1", "nummer " + NUMBERS[0], up, "1", " van CO", down, "2", " m", up, "2")
            sheet.write_rich_string("A2", up, "3", NUMBERS[1][:5], book.add_format({"bold": True}), NUMBERS[1][5:])
        command = ["soffice", "--headless", "--convert-to", "xls", "--outdir", str(OUT / "xls"), str(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    raised()
    beside()
    escaped()
    formulas()
    tables()
    open_documents()
