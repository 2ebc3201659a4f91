#!/usr/bin/env python3
"""Makes the mailboxes under testdata/formats/mbox with Python's own `mailbox` and `email`.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_mail.py
"""
import mailbox
import pathlib
import random
import time
from email import policy
from email.message import EmailMessage

OUT = pathlib.Path(__file__).parent / "formats" / "mbox"


def message(subject, sender, text, encoding="quoted-printable"):
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = sender
    mail["To"] = "Personeelsdienst <personeel@meubelhuis-torfs.be>"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 16 Jun 2025 10:12:00 +0200"
    mail["Message-ID"] = "<1.2@meubelhuis-torfs.be>"
    mail.set_content(text, cte=encoding)
    return mail


def add(box, mail):
    kept = mailbox.mboxMessage(mail)
    kept.set_from("MAILER-DAEMON", time.strptime("2025-06-16 10:12", "%Y-%m-%d %H:%M"))
    box.add(kept)


def write(name, mails):
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / name
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for mail in mails:
        add(box, mail)
    box.flush()
    box.close()


def inbox():
    first = message(
        "Aanwerving café-uitbater",
        "Anouk Peeters <anouk.peeters@meubelhuis-torfs.be>",
        "Dag,\n\nHaar rijksregisternummer is 85.07.30-951.80 en zij begint in september, na haar opleiding in de "
        "hoofdzetel.\n\nFrom now on gaat alles via deze dienst.\n",
    )
    second = message(
        "Contrat de Céline", "Céline Dumoulin <celine.dumoulin@meubelhuis-torfs.be>", "Voir la version HTML.\n", "base64"
    )
    second.add_alternative(
        "<html><body><p>Mon compte : <b>BE68 5390 0754 7034</b></p></body></html>", subtype="html", cte="base64"
    )
    second.add_attachment(
        "naam;rijksregisternummer\nJoris Lambrechts;710109-962-72\n".encode(),
        maintype="text",
        subtype="csv",
        filename="lijst.csv",
    )
    third = message("Antwoord", "joris.lambrechts@meubelhuis-torfs.be", "Bijgevoegd het bericht van Anouk.\n")
    third.add_attachment(first)
    return [first, second, third]


def sent():
    return [message("Verlof", "joris.lambrechts@meubelhuis-torfs.be", "Bereikbaar op 0475/27.63.12.\n", "7bit")]


if __name__ == "__main__":
    random.seed(1)  # Boundaries are drawn from it.
    write("postvak.mbox", inbox())
    write("Verzonden", sent())
