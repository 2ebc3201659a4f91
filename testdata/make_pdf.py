#!/usr/bin/env python3
"""Makes the PDF files of formats/pdf with LibreOffice (soffice), reportlab and pdfattach. All people and numbers are invented.

usage: make_pdf.py            (writes beside itself; needs soffice, Ghostscript and poppler's pdfattach in the path, reportlab, Pillow and python-docx)
"""
import json
import pathlib
import subprocess
import tempfile

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

OUT = pathlib.Path(__file__).parent / "formats" / "pdf"


def number(born, serial):
    """A national number with its check digits; serials 950 to 998 are not given to people."""
    digits = f"{born}{serial:03}"
    check = 97 - int(digits) % 97
    return f"{born[:2]}.{born[2:4]}.{born[4:]}-{serial:03}.{check:02}"


def account(first):
    """A Belgian account of ten digits that no bank gave out, with its national and international check digits."""
    basic = f"{first[:10]}{int(first[:10]) % 97 or 97:02}"
    iban = f"BE{98 - int(basic + '111400') % 97:02}{basic}"
    return " ".join(iban[at:at + 4] for at in range(0, 16, 4))


PEOPLE = [("An Aerts", number("850730", 951)), ("Bram Bosmans", number("610112", 962)), ("Chloé Dubois", number("920305", 973))]

WRITER = """<html><head><title>Personeelsfiche</title><meta name="author" content="Dienst Onthaal"></head><body>
<p>Fiche van een personeelslid</p>
<p>Naam: {0}<br>Rijksregisternummer: {1}</p>
<p>De efficiënte afhandeling van het officiële dossier geldt ook voor de wijziging ervan, met accenten als in
Chloé, Noël en señor, en met bedragen in €.</p>
<table border="1"><tr><th>Naam</th><th>Rijksregisternummer</th></tr>{2}</table>
<p><a href="mailto:an.aerts@example.be">Schrijf haar</a></p></body></html>"""


def soffice(source, export, options, target, *more):
    with tempfile.TemporaryDirectory() as work:
        kinds = {key: {"type": "boolean" if isinstance(value, bool) else "string", "value": str(value).lower()
                       if isinstance(value, bool) else value} for key, value in options.items()}
        kind = f"pdf:{export}" + (f":{json.dumps(kinds)}" if kinds else "")
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", kind,
                        "--outdir", work, *more, source], check=True, stdout=subprocess.DEVNULL)
        made = pathlib.Path(work) / (pathlib.Path(source).stem + ".pdf")
        (OUT / target).write_bytes(made.read_bytes())


def libreoffice():
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in PEOPLE)
    with tempfile.TemporaryDirectory() as work:
        page = pathlib.Path(work) / "writer.html"
        page.write_text(WRITER.format(*PEOPLE[0], rows), encoding="utf8")
        document = pathlib.Path(work) / "writer.odt"
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile",
                        "--infilter=HTML (StarWriter)", "--convert-to", "odt:writer8", "--outdir", work, str(page)], check=True, stdout=subprocess.DEVNULL)
        soffice(str(document), "writer_pdf_Export", {}, "writer.pdf")
        soffice(str(document), "writer_pdf_Export", {"IsAddStream": True}, "hybrid.pdf")
        soffice(str(document), "writer_pdf_Export", {"EncryptFile": True, "DocumentOpenPassword": "geheim"}, "locked.pdf")
        sheet = pathlib.Path(work) / "calc.csv"
        sheet.write_text("Naam,Rijksregisternummer,Loon\n" + "".join(
            f"{name},{value},{2000 + at * 150}\n" for at, (name, value) in enumerate(PEOPLE)), encoding="utf8")
        soffice(str(sheet), "calc_pdf_Export", {}, "calc.pdf", "--infilter=CSV:44,34,76")


def narrow():
    """A list of persons on a page too narrow for its columns: the program breaks words and numbers within their cells."""
    import docx
    heads = "nr voornaam naam rijksregisternummer geboortedatum straat postcode gemeente telefoon email rekening loon".split()
    streets = [("Kerkstraat 73", "9300", "Aalst"), ("Chaussée de Wavre 23", "5000", "Namur"), ("Dorpsstraat 134", "1348", "Louvain-la-Neuve")]
    document = docx.Document()
    document.add_paragraph("Lijst van de personeelsleden")
    table = document.add_table(rows=1, cols=len(heads))
    for cell, head in zip(table.rows[0].cells, heads):
        cell.text = head
    for at, ((name, value), (street, code, town)) in enumerate(zip(PEOPLE, streets)):
        first, last = name.split()
        born = value[:8].split(".")
        row = [str(at + 1), first, last, value, f"{born[2]}/{born[1]}/19{born[0]}", street, code, town, f"0470 12 34 5{at}",
               f"{first}.{last}@example.be".lower().replace("é", "e"), account(f"000000012{at}"), f"{2845 + at},50"]
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    with tempfile.TemporaryDirectory() as work:
        path = pathlib.Path(work) / "narrow.docx"
        document.save(path)
        soffice(str(path), "writer_pdf_Export", {}, "narrow.pdf")


def attachment():
    with tempfile.TemporaryDirectory() as work:
        attached = pathlib.Path(work) / "fiche.pdf"
        attached.write_bytes((OUT / "rotated.pdf").read_bytes())
        subprocess.run(["pdfattach", str(OUT / "columns.pdf"), str(attached), str(OUT / "attachment.pdf")], check=True)


def page(name, **options):
    sheet = canvas.Canvas(str(OUT / name), pagesize=A4, invariant=1, **options)
    sheet.setFont("Helvetica", 11)
    return sheet


def form():
    sheet = page("form.pdf")
    sheet.drawString(50, 780, "Aanvraag")
    for at, (label, value) in enumerate([("naam", PEOPLE[1][0]), ("rijksregisternummer", PEOPLE[1][1])]):
        sheet.drawString(50, 740 - 40 * at, label)
        sheet.acroForm.textfield(name=label, value=value, x=200, y=730 - 40 * at, width=200, height=24)
    sheet.acroForm.checkbox(name="akkoord", checked=True, x=200, y=640)
    sheet.linkURL("mailto:bram.bosmans@example.be?subject=Aanvraag", (50, 600, 150, 620))
    sheet.bookmarkPage("begin")
    sheet.addOutlineEntry("Aanvraag van Bram Bosmans", "begin")
    sheet.save()


def glyphs():
    """Every glyph by itself: close together, letter-spaced, out of order, and twice for bold."""
    sheet = page("glyphs.pdf")
    across = 50
    for char in "BE68 5390 0754 7034":
        sheet.drawString(across, 780, char)
        across += sheet.stringWidth(char, "Helvetica", 11)
    for at, char in enumerate(PEOPLE[0][1]):
        sheet.drawString(50 + 9 * at, 750, char)
    for at, char in reversed(list(enumerate("achteraf"))):
        sheet.drawString(50 + 6.2 * at, 720, char)
    sheet.drawString(50, 690, "vet")
    sheet.drawString(50.3, 690, "vet")
    text = sheet.beginText(50, 660)
    text.setCharSpace(3)
    text.textOut("gespatieerd woord")
    sheet.drawText(text)
    sheet.save()


def rotated():
    sheet = page("rotated.pdf")
    for angle, line in [(0, "rechtop"), (90, "omhoog " + PEOPLE[2][1]), (180, "op zijn kop"), (30, "schuin " + PEOPLE[2][0])]:
        sheet.saveState()
        sheet.translate(300, 400)
        sheet.rotate(angle)
        sheet.drawString(20, 20, line)
        sheet.restoreState()
    sheet.save()


def columns():
    sheet = page("columns.pdf")
    left = ["Linkerkolom begint", "met het dossier van", PEOPLE[0][0] + ",", PEOPLE[0][1]]
    right = ["rechterkolom gaat", "over een ander:", PEOPLE[1][0] + ",", PEOPLE[1][1]]
    for at, line in enumerate(left):
        sheet.drawString(50, 780 - 14 * at, line)
    for at, line in enumerate(right):
        sheet.drawString(320, 780 - 14 * at, line)
    # A form as printed: the labels first, the values later, between them.
    sheet.drawString(50, 600, "Naam:")
    sheet.drawString(250, 600, "Geboren:")
    sheet.drawString(50, 586, "Opmerking")
    sheet.drawString(100, 600, PEOPLE[2][0])
    sheet.save()


def pictures():
    from PIL import Image
    sheet = page("picture.pdf")
    sheet.drawImage(ImageReader(Image.new("L", (300, 300), 128)), 50, 300, 400, 400)
    sheet.showPage()
    sheet.save()
    sheet = page("restricted.pdf", encrypt=StandardEncryption("", ownerPassword="eigenaar", canCopy=0, strength=128))
    sheet.drawString(50, 780, "Beperkt document van " + PEOPLE[0][0])
    sheet.showPage()
    sheet.drawImage(ImageReader(Image.new("L", (300, 300), 128)), 50, 300, 400, 400)
    sheet.save()


def drawn():
    """A letter as a print shop gets it: its letters are outlines, and only the number of the page is text."""
    lines = [f"Dossier van {name}, rijksregisternummer {value}" for name, value in PEOPLE[:2]]
    outlines = "".join(f"50 {780 - 14 * at} moveto ({line}) false charpath fill\n" for at, line in enumerate(lines))
    program = f"/Helvetica findfont 11 scalefont setfont\n{outlines}280 40 moveto (Pagina 1 van 1) show showpage\n"
    subprocess.run(["gs", "-q", "-sDEVICE=pdfwrite", "-o", OUT / "drawn.pdf", "-"], input=program.encode(), check=True)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    libreoffice()
    narrow()
    form()
    glyphs()
    rotated()
    columns()
    pictures()
    drawn()
    attachment()
