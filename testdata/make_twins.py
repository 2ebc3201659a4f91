#!/usr/bin/env python3
"""Makes a central storage, local copies of what stands there, and look-alikes that are no copies.

The documents are made by the programs that people use: openpyxl, python-docx, reportlab, and LibreOffice for every
export. `expected.jsonl` says of each local document what it is: its class, the central document it is made of, and the
relations that are right for it. Every name, address and number is invented; national numbers use the serials 950-998.

usage: python3 testdata/make_twins.py [--out testdata/twins] [--seed 5] [--documents 4] [--tables 3] [--long]
       (needs python-docx, openpyxl, reportlab, soffice)
"""
import argparse
import csv
import datetime
import email.message
import email.policy
import io
import json
import pathlib
import random
import shutil
import subprocess
import tempfile
import zipfile

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

FIRST = {
    "nl": "Anouk Joris Lieve Bram Sofie Wout Griet Tom Katrien Pieter Hilde Stijn Marleen Koen Ilse Dries Nele Ruben".split(),
    "fr": "Céline Luc Amélie Thierry Margaux Benoît Élodie Pascal Aurélie Didier Inès Bastien Manon Gilles Léa Rémi".split(),
    "de": "Jürgen Heike Sabine Uwe Anke Dieter Birgit Torsten Grit Ralf Ute Holger Silke Matthias Jana Frank".split(),
    "en": "Emma Oliver Grace Harry Alice George Lucy Edward Hannah Simon Chloe Martin Megan Peter Rachel Owen".split(),
}
LAST = {
    "nl": "Lambrechts Verhaegen Dewulf Claessens Vandamme Goossens Hermans Maes Wuyts Pauwels Smets Cools Aerts Baert".split(),
    "fr": "Dumoulin Lefèvre Marchal Gillet Renard Delcourt Fontaine Lejeune Charlier Bodart Thiry Hubert Collard".split(),
    "de": "Schröder Zimmermann Köhler Vogt Brandt Lindner Böhm Hartmann Seidel Kuhn Winkler Ritter Ziegler Peters".split(),
    "en": "Whitfield Ashworth Harding Pemberton Lockwood Bradshaw Fairfax Holloway Thornton Kingsley Marlowe Sutton".split(),
}
STREETS = "Kerkstraat Molenweg Stationslaan Beukendreef Lindestraat Veldweg Schoolstraat Dorpsplein".split()
PLACES = [("9000", "Gent"), ("2000", "Antwerpen"), ("4000", "Liège"), ("3000", "Leuven"), ("8000", "Brugge"), ("5000", "Namur")]
WORDS = {
    "nl": dict(
        who="de medewerker|de werkgever|de afdeling|de dienst|het team|de cliënt|de leverancier|de directie|de commissie|de aannemer|het bestuur|de verpleegkundige|de leidinggevende|de preventieadviseur|de vakbond|de stagiair".split("|"),
        does="bespreekt|bevestigt|weigert|onderzoekt|vervangt|betaalt|plant|meldt|ontvangt|herziet|controleert|aanvaardt|verplaatst|vraagt|ondertekent|bewaart|bezorgt|annuleert".split("|"),
        what="het verslag|de offerte|de opleiding|het uurrooster|de vergoeding|het dossier|de medicatie|de klacht|het contract|de verbouwing|de begroting|de planning|de evaluatie|het onderhoud|de levering|de keuring|de aanvraag|de vakantieregeling".split("|"),
        how="zonder uitstel|in overleg met de betrokkenen|voor het einde van de maand|na advies van de arts|volgens de afspraken|wegens ziekte|met akkoord van de directie|in de loop van het kwartaal|op eigen verzoek|tijdens de vergadering|na herhaalde aanmaning|bij aangetekende brief|in twee schijven|op kosten van de firma|onder voorbehoud|met terugwerkende kracht".split("|"),
    ),
    "fr": dict(
        who="le collaborateur|l'employeur|le service|l'équipe|le client|le fournisseur|la direction|le comité|l'infirmière|le responsable|le conseil|le syndicat|la stagiaire|le médecin|l'assureur|la commune".split("|"),
        does="examine|confirme|refuse|remplace|paie|prévoit|signale|reçoit|corrige|contrôle|accepte|déplace|demande|signe|conserve|transmet|annule|reporte".split("|"),
        what="le rapport|l'offre|la formation|l'horaire|l'indemnité|le dossier|le traitement|la plainte|le contrat|les travaux|le budget|le planning|l'évaluation|l'entretien|la livraison|la demande|le congé|la facture".split("|"),
        how="sans délai|en accord avec les intéressés|avant la fin du mois|après avis du médecin|selon les accords|pour cause de maladie|avec l'accord de la direction|au cours du trimestre|à sa propre demande|pendant la réunion|après plusieurs rappels|par lettre recommandée|en deux tranches|aux frais de la société|sous réserve|avec effet rétroactif".split("|"),
    ),
    "de": dict(
        who="der Mitarbeiter|der Arbeitgeber|die Abteilung|das Team|der Kunde|der Lieferant|die Leitung|der Ausschuss|die Pflegekraft|der Vorstand|die Gewerkschaft|der Praktikant|der Arzt|die Versicherung|die Gemeinde|der Betriebsrat".split("|"),
        does="prüft|bestätigt|verweigert|ersetzt|bezahlt|plant|meldet|erhält|überarbeitet|kontrolliert|akzeptiert|verschiebt|beantragt|unterschreibt|verwahrt|übermittelt|storniert|begutachtet".split("|"),
        what="den Bericht|das Angebot|die Schulung|den Dienstplan|die Vergütung|die Akte|die Behandlung|die Beschwerde|den Vertrag|den Umbau|das Budget|die Planung|die Beurteilung|die Wartung|die Lieferung|den Antrag|den Urlaub|die Rechnung".split("|"),
        how="unverzüglich|im Einvernehmen mit den Beteiligten|vor Ende des Monats|nach ärztlichem Rat|gemäß den Absprachen|wegen Krankheit|mit Zustimmung der Leitung|im Laufe des Quartals|auf eigenen Wunsch|während der Sitzung|nach mehrfacher Mahnung|per Einschreiben|in zwei Raten|auf Kosten der Firma|unter Vorbehalt|rückwirkend".split("|"),
    ),
    "en": dict(
        who="the employee|the employer|the department|the team|the client|the supplier|the board|the committee|the nurse|the manager|the union|the trainee|the doctor|the insurer|the council|the contractor".split("|"),
        does="reviews|confirms|refuses|replaces|pays for|plans|reports|receives|corrects|inspects|accepts|postpones|requests|signs|keeps|forwards|cancels|assesses".split("|"),
        what="the report|the offer|the training|the roster|the allowance|the file|the treatment|the complaint|the contract|the building works|the budget|the schedule|the appraisal|the maintenance|the delivery|the application|the leave|the invoice".split("|"),
        how="without delay|in agreement with those involved|before the end of the month|on the doctor's advice|as agreed|because of illness|with the approval of the board|in the course of the quarter|at their own request|during the meeting|after several reminders|by registered letter|in two instalments|at the company's expense|subject to approval|with retroactive effect".split("|"),
    ),
}
AND = {"nl": "en", "fr": "et", "de": "und", "en": "and"}
ON = {"nl": "Op", "fr": "Le", "de": "Am", "en": "On"}
KINDS = {
    "contract": {"nl": "Arbeidsovereenkomst", "fr": "Contrat de travail", "de": "Arbeitsvertrag", "en": "Employment contract"},
    "minutes": {"nl": "Verslag van de vergadering", "fr": "Procès-verbal de la réunion", "de": "Sitzungsprotokoll", "en": "Minutes of the meeting"},
    "medical": {"nl": "Medisch verslag", "fr": "Rapport médical", "de": "Ärztlicher Bericht", "en": "Medical report"},
    "letter": {"nl": "Betreft: uw dossier", "fr": "Concerne : votre dossier", "de": "Betreff: Ihre Akte", "en": "Subject: your file"},
    "invoice": {"nl": "Factuur", "fr": "Facture", "de": "Rechnung", "en": "Invoice"},
}
DISCLAIMER = (
    "This message and its annexes are confidential and intended for the addressee alone. If you received it in error, "
    "tell the sender and destroy it. Views expressed here are those of the author and bind nobody else. No guarantee is "
    "given that the transmission is free of errors or viruses, and no liability is accepted for damage caused by it."
)


def capital(text):
    return text[0].upper() + text[1:]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, things):
        return self.random.choice(things)

    def date(self, first=2019, last=2025):
        return datetime.date(first, 1, 1) + datetime.timedelta(days=self.random.randrange((last - first + 1) * 365))

    def person(self, lang=None):
        lang = lang or self.pick(list(FIRST))
        born = datetime.date(1955, 1, 1) + datetime.timedelta(days=self.random.randrange(45 * 365))
        digits = f"{born:%y%m%d}{self.random.randint(950, 998):03}"
        check = 97 - int(("2" if born.year >= 2000 else "") + digits) % 97
        account = f"{self.random.randrange(10 ** 10):010}"
        account += f"{int(account) % 97 or 97:02}"
        iban = f"BE{98 - int(account + '111400') % 97:02}{account}"
        first, last = self.pick(FIRST[lang]), self.pick(LAST[lang])
        postcode, town = self.pick(PLACES)
        plain = "".join(c for c in f"{first}.{last}".lower() if c.isascii())
        return {
            "last": last,
            "first": first,
            "name": f"{first} {last}",
            "born": f"{born:%d/%m/%Y}",
            "number": f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:]}.{check:02}",
            "iban": f"{iban[:4]} {iban[4:8]} {iban[8:12]} {iban[12:]}",
            "mail": f"{plain}{self.random.randrange(10, 99)}@testbedrijf.be",
            "phone": f"04{self.random.randint(70, 99)} {self.random.randrange(100):02} {self.random.randrange(100):02} {self.random.randrange(100):02}",
            "street": f"{self.pick(STREETS)} {self.random.randint(1, 199)}",
            "postcode": postcode,
            "town": town,
        }

    def sentence(self, lang, people=()):
        words = WORDS[lang]
        part = lambda: f"{self.pick(words['who'])} {self.pick(words['does'])} {self.pick(words['what'])} {self.pick(words['how'])}"
        text = f"{part()} {AND[lang]} {part()}" if self.random.random() < 0.4 else part()
        chance = self.random.random()
        if people and chance < 0.18:
            text = f"{self.pick(people)['name']} {self.pick(words['does'])} {self.pick(words['what'])} {self.pick(words['how'])}"
            return text + "."
        if chance < 0.26:
            date = self.date()
            text = f"{ON[lang]} {date:%d/%m/%Y} {text}"
        elif chance < 0.32:
            text = f"{text} ({self.random.randint(100, 9999)} EUR)"
        return capital(text) + "."

    def paragraph(self, lang, people=(), n=6):
        return " ".join(self.sentence(lang, people) for _ in range(n))


class Document:
    """A text document: a title, lines that identify, paragraphs."""

    def __init__(self, kind, lang, title, fields, paragraphs):
        self.kind, self.lang, self.title = kind, lang, title
        self.fields, self.paragraphs = fields, paragraphs

    def lines(self):
        return [self.title] + [f"{label}: {value}" for label, value in self.fields] + self.paragraphs

    def docx(self, path):
        document = docx.Document()
        document.add_heading(self.title, 1)
        for label, value in self.fields:
            document.add_paragraph(f"{label}: {value}")
        for text in self.paragraphs:
            document.add_paragraph(text)
        document.save(path)

    def pdf(self, path):
        style = getSampleStyleSheet()
        story = [Paragraph(self.title, style["Heading1"])]
        for text in self.lines()[1:]:
            story += [Paragraph(text.replace("&", "&amp;"), style["BodyText"]), Spacer(1, 6)]
        SimpleDocTemplate(path, pagesize=A4).build(story)

    def with_paragraphs(self, paragraphs):
        return Document(self.kind, self.lang, self.title, self.fields, paragraphs)


ORGANISATION = [("Onderneming", "Testbedrijf nv, BE 0403.199.702"), ("Tel", "09 123 45 67"), ("E-mail", "info@testbedrijf.be")]


def fields_of(maker, kind, people):
    one = people[0]
    when = maker.date(2023, 2025)
    if kind == "invoice":
        rows = [(f"Artikel {maker.random.randint(10000, 99999)}", f"{maker.random.randint(1, 20)} x {maker.random.randint(10, 900)},{maker.random.randrange(100):02}") for _ in range(8)]
        return ORGANISATION + [("Nr", f"{when.year}-{maker.random.randint(10000, 99999)}"), ("Datum", f"{when:%d/%m/%Y}"), ("Klant", one["name"]), ("Adres", f"{one['street']}, {one['postcode']} {one['town']}"), ("IBAN", one["iban"])] + rows
    if kind == "minutes":
        return [("Datum", f"{when:%d/%m/%Y}"), ("Aanwezig", ", ".join(person["name"] for person in people)), ("E-mail", ", ".join(person["mail"] for person in people[:3]))]
    if kind == "letter":
        return ORGANISATION + [("Aan", one["name"]), ("Adres", f"{one['street']}, {one['postcode']} {one['town']}"), ("Datum", f"{when:%d/%m/%Y}"), ("Dossier", f"D{when.year}/{maker.random.randint(10000, 99999)}")]
    if kind == "medical":
        return [("Patiënt", one["name"]), ("Geboortedatum", one["born"]), ("Rijksregisternummer", one["number"]), ("Telefoon", one["phone"]), ("Datum", f"{when:%d/%m/%Y}")]
    return ORGANISATION + [("Naam", one["name"]), ("Rijksregisternummer", one["number"]), ("Geboren", one["born"]), ("Adres", f"{one['street']}, {one['postcode']} {one['town']}"), ("IBAN", one["iban"]), ("E-mail", one["mail"]), ("In dienst", f"{when:%d/%m/%Y}"), ("Loon", f"{maker.random.randint(2100, 5900)},{maker.random.randrange(100):02} EUR")]


def document(maker, kind, lang, n_paragraphs, template=None):
    """`template` are the fixed paragraphs that documents of this kind share."""
    people = [maker.person(lang) for _ in range(8 if kind == "minutes" else 1)]
    own = 0.25 if kind in ("contract", "invoice") else 1.0
    if template is None or own == 1.0:
        paragraphs = [maker.paragraph(lang, people) for _ in range(n_paragraphs)]
    else:
        paragraphs = list(template)
        paragraphs.insert(1, maker.paragraph(lang, people, 2))
    return Document(kind, lang, f"{KINDS[kind][lang]} {people[0]['name'] if kind == 'contract' else ''}".strip(), fields_of(maker, kind, people), paragraphs)


COLUMNS = {
    "personnel": [("Naam", "last"), ("Voornaam", "first"), ("Rijksregisternummer", "number"), ("IBAN", "iban"), ("E-mail", "mail"), ("Functie", "job"), ("In dienst", "since"), ("Loon", "wage")],
    "clients": [("Klantnummer", "id"), ("Nom", "name"), ("Adresse", "street"), ("Code postal", "postcode"), ("Commune", "town"), ("Téléphone", "phone"), ("E-mail", "mail")],
    "patients": [("Patiënt", "name"), ("Geboortedatum", "born"), ("Rijksregisternummer", "number"), ("Telefoon", "phone"), ("Arts", "doctor"), ("Opname", "since")],
    "pupils": [("Familienname", "last"), ("Vorname", "first"), ("Geburtsdatum", "born"), ("Klasse", "group"), ("Telefon", "phone"), ("E-Mail", "mail")],
    "invoices": [("Factuurnummer", "id"), ("Datum", "since"), ("Klant", "name"), ("IBAN", "iban"), ("Bedrag", "wage")],
}
JOBS = "verpleegkundige boekhouder chauffeur bediende arbeider kok poetshulp technicus jurist planner".split()


def table(maker, kind, n):
    rows = []
    for _ in range(n):
        row = maker.person()
        row |= {
            "id": f"K{maker.random.randint(100000, 999999)}",
            "job": maker.pick(JOBS),
            "since": f"{maker.date(2000, 2025):%d/%m/%Y}",
            "wage": f"{maker.random.randint(1900, 5900)},{maker.random.randrange(100):02}",
            "doctor": f"Dr. {maker.pick(LAST['fr'])}",
            "group": f"{maker.random.randint(1, 6)}{maker.pick('ABC')}",
        }
        rows.append([row[key] for _, key in COLUMNS[kind]])
    return [[label for label, _ in COLUMNS[kind]]] + rows


def xlsx(rows, path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Blad1")
    for at in range(len(rows[0])):
        # As wide as what it holds: what a column cuts off is not in a pdf either.
        width = max(len(str(row[at])) for row in rows if at < len(row))
        sheet.column_dimensions[openpyxl.utils.get_column_letter(at + 1)].width = 1.3 * width + 2
    for row in rows:
        sheet.append(row)
    book.save(path)


def csv_text(rows, sep=";"):
    out = io.StringIO()
    csv.writer(out, delimiter=sep).writerows(rows)
    return out.getvalue()


def mail(maker, body, attachment=None, html=None):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    sender, to = maker.person(), maker.person()
    message["From"], message["To"] = f"{sender['name']} <{sender['mail']}>", f"{to['name']} <{to['mail']}>"
    message["Subject"], message["Date"] = "Ter info", "Tue, 03 Nov 2026 09:12:00 +0100"
    message.set_content(f"Dag {to['first']},\n\nzie hieronder.\n\n{body}\n\nMet vriendelijke groeten,\n{sender['name']}\n{sender['phone']}\n\n{DISCLAIMER}\n")
    if html:
        message.add_alternative(html, subtype="html")
    if attachment:
        message.add_attachment(attachment.read_bytes(), maintype="application", subtype="octet-stream", filename=attachment.name)
    return message.as_bytes()


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)


def soffice(sources, kind, folder):
    """All at once: starting the program costs more than a conversion."""
    if sources:
        home = folder.parent / "soffice-home"
        command = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run(command + [str(source) for source in sources], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Tree:
    def __init__(self, out):
        self.out, self.expected = out, []
        shutil.rmtree(out, ignore_errors=True)
        for name in ("central", "local"):
            (out / name).mkdir(parents=True)

    def central(self, name):
        path = self.out / "central" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def local(self, made, name, of, relations=(), inner=()):
        """`made` is the class of the copy; `of` the central documents that are right, or None for a look-alike."""
        path = self.out / "local" / made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.expected.append({"path": f"{made}/{name}", "inner": list(inner), "of": [of] if isinstance(of, str) else of, "relations": list(relations)})
        return path

    def finish(self):
        rows = sorted(self.expected, key=lambda row: (row["path"], row["inner"]))
        (self.out / "expected.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


ANY = ("exact", "same-text", "stale", "extract")
SAME = ("exact", "same-text")
PART = ("extract", "stale", "same-text")


def wrapped(tree, maker, source, of):
    """What every file can be put into."""
    name = source.name
    shutil.copy(source, tree.local("exact", name, of, ["exact"]))
    shutil.copy(source, tree.local("renamed", f"copie {source.stem} (2){source.suffix}", of, ["exact"]))
    zipped(tree.local("zipped", f"{source.stem}.zip", of, ["exact"], [name]), [(name, source.read_bytes())])
    inner = io.BytesIO()
    zipped(inner, [(name, source.read_bytes())])
    zipped(tree.local("zip in zip", f"{source.stem}.zip", of, ["exact"], ["binnen.zip", name]), [("binnen.zip", inner.getvalue())])
    path = tree.local("mailed", f"{source.stem}.eml", of, ["exact"], [name])
    path.write_bytes(mail(maker, "In bijlage.", source))


def table_copies(tree, maker, rows, source, of, other):
    head, body = rows[0], rows[1:]
    n = len(body)
    name, stem = source.name, source.stem
    wrapped(tree, maker, source, of)
    kept = sorted(maker.random.sample(range(n), max(5, int(n * maker.random.uniform(0.15, 0.7)))) if n > 5 else range(n))
    xlsx([head] + [body[at] for at in kept], tree.local("rows removed", name, of, PART))
    if n >= 40:
        start = maker.random.randrange(n - 20)
        xlsx([head] + body[start : start + 20], tree.local("20 records", name, of, PART))
    columns = sorted(maker.random.sample(range(len(head)), max(2, len(head) - maker.random.randint(1, 3))))
    xlsx([[row[at] for at in columns] for row in rows], tree.local("columns removed", name, of, PART))
    shuffled = body[:]
    maker.random.shuffle(shuffled)
    xlsx([head] + shuffled, tree.local("rows reordered", name, of, SAME))
    order = list(range(len(head)))
    maker.random.shuffle(order)
    xlsx([[row[at] for at in order] for row in [head] + shuffled], tree.local("columns reordered", name, of, SAME))
    edited = [row[:] for row in body]
    for at in maker.random.sample(range(n), max(1, n // 8)):
        edited[at][maker.random.randrange(1, len(head))] = maker.pick(["verhuisd", f"{maker.date():%d/%m/%Y}", "onbekend"])
    fresh = table(maker, next(kind for kind, of_kind in COLUMNS.items() if [label for label, _ in of_kind] == head), max(1, n // 20))[1:]
    xlsx([head] + edited + fresh, tree.local("edited", name, of, ("stale", "same-text")))
    tree.local("exported csv", f"{stem}.csv", of, SAME).write_text(csv_text(rows), encoding="utf-8")
    if n >= 10:
        pasted = body[: min(n, 40)]
        path = tree.local("pasted in a mail", f"{stem}.eml", of, PART)
        path.write_bytes(mail(maker, csv_text([head] + pasted, "\t")))
    if other:
        xlsx(rows + other[0], tree.local("merged from two", name, [of, other[1]], PART))


def document_copies(tree, maker, text, source, of, other):
    name, stem = source.name, source.stem
    wrapped(tree, maker, source, of)
    edited = []
    for paragraph in text.paragraphs:
        sentences = paragraph.split(". ")
        if maker.random.random() < 0.3:
            sentences[maker.random.randrange(len(sentences))] = maker.sentence(text.lang).rstrip(".")
        edited.append(". ".join(sentences))
    text.with_paragraphs(edited + [maker.paragraph(text.lang, n=2)]).docx(tree.local("edited", name, of, ("stale", "same-text")))
    words = 0
    part = []
    for paragraph in text.paragraphs:
        if words >= 500:
            break
        part.append(paragraph)
        words += len(paragraph.split())
    if words >= 500:
        path = tree.local("pasted in a mail", f"{stem}.eml", of, PART)
        path.write_bytes(mail(maker, "\n\n".join(part)))
        if len(text.paragraphs) > 2 * len(part):
            text.with_paragraphs(part).docx(tree.local("500 words", name, of, PART))
    path = tree.local("exported txt", f"{stem}.txt", of, SAME)
    path.write_text("\n".join(text.lines()), encoding="utf-8")
    if other:
        second = other[0]
        merged = Document(text.kind, text.lang, text.title, text.fields + second.fields, text.paragraphs + second.paragraphs)
        merged.docx(tree.local("merged from two", name, [of, other[1]], PART))


def look_alikes(tree, maker, text, templates):
    """The same form, template and boilerplate for somebody else."""
    stem = f"{text.kind}-{text.lang}-{maker.random.randrange(10 ** 6)}"
    other = document(maker, text.kind, text.lang, len(text.paragraphs), templates.get((text.kind, text.lang)))
    other.docx(tree.local("other person", f"{stem}.docx", None))
    if text.kind == "invoice":
        later = fields_of(maker, "invoice", [maker.person()])
        same = dict(text.fields)
        later = [(label, same[label] if label in ("Klant", "Adres", "IBAN") else value) for label, value in later]
        Document("invoice", text.lang, text.title, later, text.paragraphs).docx(tree.local("next invoice", f"{stem}.docx", None))
    if text.kind == "minutes":
        fields = [(label, f"{maker.date():%d/%m/%Y}" if label == "Datum" else value) for label, value in text.fields]
        again = [maker.paragraph(text.lang) for _ in text.paragraphs]
        Document("minutes", text.lang, text.title, fields, again).docx(tree.local("next meeting", f"{stem}.docx", None))
    path = tree.local("same disclaimer", f"{stem}.eml", None)
    path.write_bytes(mail(maker, maker.paragraph(text.lang, [maker.person(text.lang)])))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--out", default=str(pathlib.Path(__file__).parent / "twins"))
    arguments.add_argument("--seed", type=int, default=5)
    arguments.add_argument("--documents", type=int, default=4, help="central text documents")
    arguments.add_argument("--tables", type=int, default=3, help="central tables")
    arguments.add_argument("--long", action="store_true", help="documents of 50 pages and tables of 50,000 rows too")
    arguments = arguments.parse_args()
    maker = Maker(arguments.seed)
    tree = Tree(pathlib.Path(arguments.out))
    langs, kinds, lists = list(WORDS), list(KINDS), list(COLUMNS)
    templates = {(kind, lang): [maker.paragraph(lang) for _ in range(6)] for kind in kinds for lang in langs}
    texts = []
    for n in range(arguments.documents):
        kind, lang = kinds[n % len(kinds)], langs[(n + n // len(kinds)) % len(langs)]
        pages = 60 if arguments.long and n % 6 == 1 else maker.pick([4, 8, 20])
        text = document(maker, kind, lang, pages, templates[kind, lang])
        of = f"{kind}/{n:03} {kind} {lang}.docx"
        text.docx(tree.central(of))
        texts.append((text, of))
    tables = []
    for n in range(arguments.tables):
        kind = lists[n % len(lists)]
        size = maker.pick([5, 12, 60, 300])
        if arguments.long:
            size = maker.pick([5, 25, 120, 600, 2500, 50000 if n % 8 == 3 else 8000])
        rows = table(maker, kind, size)
        of = f"{kind}/{n:03} {kind}.xlsx"
        xlsx(rows, tree.central(of))
        tables.append((rows, of, kind))
    for n, (text, of) in enumerate(texts):
        other = texts[n - 1] if n % 2 else None
        document_copies(tree, maker, text, tree.central(of), of, other)
        look_alikes(tree, maker, text, templates)
    for n, (rows, of, kind) in enumerate(tables):
        other = tables[n - 1] if n % 2 else None
        table_copies(tree, maker, rows, tree.central(of), of, other)
        if len(rows) > 6:
            xlsx(table(maker, kind, len(rows) - 1), tree.local("other list", f"{n:03} {kind}.xlsx", None))
    pdfs(tree, maker, texts)
    exports(tree, texts, tables)
    tree.finish()


def pdfs(tree, maker, texts):
    """Central documents that are pdf themselves."""
    for n, (text, _) in enumerate(texts[::4]):
        own = document(maker, text.kind, text.lang, 6)
        of = f"pdf/{n:03} {own.kind}.pdf"
        own.pdf(str(tree.central(of)))
        wrapped(tree, maker, tree.central(of), of)
        own.docx(tree.local("typed over", f"{n:03} {own.kind}.docx", of, SAME))


def exports(tree, texts, tables):
    central = tree.out / "central"
    with tempfile.TemporaryDirectory() as folder:
        for kind, sources in [
            ("pdf", texts), ("odt", texts), ("doc", texts), ("html", texts), ("rtf", texts),
            ("pdf", [row for row in tables if len(row[0]) <= 3000]), ("ods", tables), ("xls", tables), ("html", tables),
        ]:
            made = pathlib.Path(folder) / kind
            made.mkdir(exist_ok=True)
            names = [of for _, of, *_ in sources]
            soffice([central / of for of in names], kind, made)
            for of in names:
                out = made / f"{pathlib.Path(of).stem}.{kind}"
                if out.exists():
                    shutil.copy(out, tree.local(f"exported {kind}", out.name, of, SAME))


if __name__ == "__main__":
    main()
