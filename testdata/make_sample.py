#!/usr/bin/env python3
"""Makes testdata/sample: the tree that README's first command scans. Run once; the result is committed.

Needs python-docx, openpyxl, python-pptx, reportlab and LibreOffice (soffice). Everybody in it is invented; national
numbers use serials 950-998, which are practically never issued. Expected findings: sample.expected.json.
"""
import datetime
import email.message
import email.policy
import email.utils
import pathlib
import subprocess
import tempfile
import zipfile

import docx
import openpyxl
import pptx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

OUT = pathlib.Path(__file__).parent / "sample"
PEOPLE = [  # first name, name, birth date, serial, street, postcode, town
    ("Liesbet", "Verdonckt", "1985-07-30", 951, "Kerkstraat 12", "3000", "Leuven"),
    ("Joachim", "Delacourt", "1968-11-03", 953, "Rue Haute 8", "1000", "Bruxelles"),
    ("Annelore", "Vanhoutte", "1990-02-14", 956, "Stationsstraat 101", "9000", "Gent"),
    ("Karim", "Belhadj", "1979-05-21", 957, "Dorpsstraat 5", "2800", "Mechelen"),
    ("Nadège", "Fontenoy", "2001-09-07", 958, "Chaussée de Wavre 240", "1300", "Wavre"),
    ("Wout", "Steegmans", "1995-12-01", 959, "Molenstraat 33", "3500", "Hasselt"),
    ("Elke", "Rademaker", "1972-03-19", 960, "Hauptstrasse 7", "4700", "Eupen"),
    ("Thibault", "Grandjean", "1988-08-08", 961, "Avenue Louise 55", "1050", "Ixelles"),
]


def national_number(birth, serial):
    year, month, day = birth.split("-")
    nine = f"{year[2:]}{month}{day}{serial:03d}"
    check = 97 - int(("2" if year >= "2000" else "") + nine) % 97
    return f"{year[2:]}.{month}.{day}-{serial:03d}.{check:02d}"


def iban(n):
    bban = f"{539_000_000_0 + n:010d}"
    bban += f"{(int(bban) % 97) or 97:02d}"
    check = 98 - int(bban + "111400") % 97
    text = f"BE{check:02d}{bban}"
    return " ".join(text[i : i + 4] for i in range(0, 16, 4))


def mobile(n):
    return f"0475 {10 + n:02d} {20 + n:02d} {30 + n:02d}"


def mail_of(first, name):
    return f"{first}.{name}@vlinderhout.be".lower().replace("è", "e")


def payroll(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lonen maart"
    sheet.append(["Naam", "Voornaam", "Rijksregisternummer", "IBAN", "E-mail", "GSM", "Brutoloon"])
    for n, (first, name, birth, serial, *_) in enumerate(PEOPLE):
        sheet.append([name, first, national_number(birth, serial), iban(n), mail_of(first, name), mobile(n), 2400 + 135 * n])
    orders = book.create_sheet("Bestellingen")
    orders.append(["Ordernummer", "Artikel", "Aantal"])
    for n in range(60):
        orders.append([26031500000 + 7 * n, f"Stoel type {n % 5}", n % 9 + 1])
    book.save(path)


def hr_note(path):
    first, name, birth, serial, *_ = PEOPLE[2]
    note = docx.Document()
    note.add_heading("Verslag personeelsgesprek", 1)
    note.add_paragraph(f"Mevrouw {first} {name}, rijksregisternummer {national_number(birth, serial)}.")
    note.add_paragraph("Arbeidsongeschikt sinds 2 maart na een burn-out. Het doktersattest werd ontvangen; de arbeidsarts "
                       "stelt een progressieve werkhervatting voor.")
    note.sections[0].footer.paragraphs[0].text = f"Vragen? {mail_of(*PEOPLE[0][:2])}"
    note.save(path)


def meeting(path):
    note = docx.Document()
    note.add_heading("Verslag teamvergadering", 1)
    for line in ("De planning van het tweede kwartaal werd overlopen.", "Het budget voor de verhuis blijft 12.500 euro.",
                 "Bestelling 20261122153 werd bevestigd; mededeling +++010/8068/17183+++."):
        note.add_paragraph(line)
    note.save(path)


def policy_text(path):
    note = docx.Document()
    note.add_heading("Gegevensbeschermingsbeleid", 1)
    note.add_paragraph("De verwerkingsverantwoordelijke verwerkt geen persoonsgegevens waaruit ras of etnische afkomst, politieke "
                       "opvattingen, religieuze overtuigingen of het lidmaatschap van een vakbond blijken, noch genetische of "
                       "biometrische gegevens of gegevens over gezondheid, seksueel gedrag of strafrechtelijke veroordelingen, "
                       "tenzij de betrokkene toestemming gaf of de verordening het toelaat (artikel 9). De betrokkene heeft recht "
                       "van toegang, de verwerker houdt zich aan de bewaartermijn en de functionaris voor gegevensbescherming "
                       "ziet toe. De toezichthoudende autoriteit is de Gegevensbeschermingsautoriteit.")
    note.save(path)


def slides(path):
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Welkom in het team"
    slide.placeholders[1].text = "Onthaal op maandag om 9 uur"
    slide.notes_slide.notes_text_frame.text = f"Bel {PEOPLE[5][0]} {PEOPLE[5][1]} op {mobile(5)} als hij er niet is."
    deck.save(path)


def certificate(path):
    first, name, birth, serial, street, code, town = PEOPLE[1]
    page = canvas.Canvas(str(path), pagesize=A4)
    for n, line in enumerate(["Certificat médical", "", f"Je soussigné certifie que M. {first} {name}",
                              f"(NISS {national_number(birth, serial)}), domicilié {street}, {code} {town},",
                              "est en incapacité de travail du 2 au 16 mars pour cause de hernie discale."]):
        page.drawString(72, 780 - 18 * n, line)
    page.save()


def mail(path):
    first, name, birth, serial, *_ = PEOPLE[4]
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = f"{first} {name} <{mail_of(first, name)}>"
    message["To"] = "Secrétariat <secretariat@vlinderhout.be>"
    message["Subject"] = "Numéro de compte et registre national"
    message["Date"] = email.utils.format_datetime(datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.timezone.utc))
    message["Message-ID"] = "<20260302093000.1@vlinderhout.be>"
    message.set_content(f"Bonjour,\n\nMon numéro national est le {national_number(birth, serial)} et mon salaire peut être "
                        f"versé sur le compte {iban(4)}.\n\nBien à vous,\n{first}\n")
    with tempfile.TemporaryDirectory() as folder:
        sheet = pathlib.Path(folder) / "onkosten.xlsx"
        book = openpyxl.Workbook()
        book.active.append(["Naam", "IBAN", "Bedrag"])
        book.active.append([f"{first} {name}", iban(4), 118.4])
        book.save(sheet)
        message.add_attachment(sheet.read_bytes(), maintype="application", filename="onkosten.xlsx",
                               subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    path.write_bytes(message.as_bytes())


def archive(path):
    rows = ["Naam;Voornaam;Rijksregisternummer;Vakbond"]
    rows += [f"{name};{first};{national_number(birth, serial)};{('ACV', 'ABVV', '')[n % 3]}"
             for n, (first, name, birth, serial, *_) in enumerate(PEOPLE)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(zipfile.ZipInfo("export/leden.csv", (2026, 3, 2, 9, 0, 0)), "\r\n".join(rows) + "\r\n")
        out.writestr(zipfile.ZipInfo("leesmij.txt", (2026, 3, 2, 9, 0, 0)), "Uitvoer van de ledenlijst, versie 3.\r\n")


def by_libreoffice(source, target):
    """The same content saved by LibreOffice itself."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", "--convert-to", target.suffix[1:], "--outdir", folder, str(source)],
                       check=True, capture_output=True)
        target.write_bytes((pathlib.Path(folder) / f"{source.stem}{target.suffix}").read_bytes())


def main():
    for folder in ("Documenten", "Bureaublad", "Downloads", "Mail"):
        (OUT / folder).mkdir(parents=True, exist_ok=True)
    payroll(OUT / "Documenten/lonen 2026-03.xlsx")
    hr_note(OUT / "Documenten/verslag personeelsgesprek.docx")
    meeting(OUT / "Documenten/teamvergadering.docx")
    policy_text(OUT / "Documenten/gegevensbeschermingsbeleid.docx")
    slides(OUT / "Bureaublad/onthaal.pptx")
    certificate(OUT / "Downloads/certificat.pdf")
    mail(OUT / "Mail/compte.eml")
    archive(OUT / "Downloads/ledenlijst.zip")
    by_libreoffice(OUT / "Documenten/verslag personeelsgesprek.docx", OUT / "Bureaublad/kopie verslag.odt")
    by_libreoffice(OUT / "Documenten/lonen 2026-03.xlsx", OUT / "Bureaublad/lonen kopie.ods")
    by_libreoffice(OUT / "Documenten/lonen 2026-03.xlsx", OUT / "Downloads/lonen oud.xls")
    by_libreoffice(OUT / "Documenten/verslag personeelsgesprek.docx", OUT / "Downloads/verslag.rtf")
    by_libreoffice(OUT / "Documenten/teamvergadering.docx", OUT / "Documenten/teamvergadering.pdf")
    contacts = ["Naam;Telefoon;E-mail"] + [f"{f} {n};{mobile(i)};{mail_of(f, n)}" for i, (f, n, *_) in enumerate(PEOPLE)]
    (OUT / "Bureaublad/contacten.csv").write_bytes("\r\n".join(contacts).encode("cp1252") + b"\r\n")
    (OUT / "Documenten/notities.txt").write_text("Te doen: planning nakijken, lokaal 2.14 reserveren.\n", encoding="utf-8")


if __name__ == "__main__":
    main()
