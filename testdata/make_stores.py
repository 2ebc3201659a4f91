#!/usr/bin/env python3
"""Makes a mail store and messages as Outlook keeps them, by Aspose.Email 26.10 from PyPI; its evaluation writes its name
into the subjects.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 python3 testdata/make_stores.py
"""
import io
import pathlib
from datetime import datetime

from aspose.email import Attachment, MailMessage
from aspose.email.mapi import (MapiCalendar, MapiContact, MapiConversionOptions, MapiDistributionList,
                               MapiDistributionListMember, MapiDistributionListMemberCollection, MapiMessage, MapiNote,
                               MapiTask, OutlookMessageFormat)
from aspose.email.storage.pst import FileFormatVersion, PersonalStorage, StandardIpmFolder

FORMATS = pathlib.Path(__file__).parent / "formats"
LIST = "naam;rijksregisternummer\r\nYsaline Dumoulin;85.07.30-951.80\r\n"


def mail(subject, text, attach=True):
    message = MailMessage("anouk.peeters@voorbeeldfirma.be", "joris@voorbeeldfirma.be", subject, text)
    if attach:
        message.attachments.append(Attachment(io.BytesIO(LIST.encode()), "lijst van de leden.csv"))
        document = (FORMATS / "docx" / "aanwerving.docx").read_bytes()
        message.attachments.append(Attachment(io.BytesIO(document), "aanwerving.docx"))
    return message


def mapi(message):
    return MapiMessage.from_mail_message(message, MapiConversionOptions.unicode_format)


def rich():
    message = MapiMessage("els@voorbeeldfirma.be", "joris@voorbeeldfirma.be", "Opgemaakt", "", OutlookMessageFormat.UNICODE)
    message.set_body_rtf("{\\rtf1\\ansi\\ansicpg1252 Zo\\'eb belt \\b 0475 12 34 56\\b0\\par}", True)
    return message


def person():
    contact = MapiContact("Ysaline Dumoulin", "ysaline@voorbeeldclub.be", "Voorbeeldclub", "+32 475 11 22 33")
    contact.body = "Allergisch voor noten"
    contact.categories = ["Bestuur", "Zonder gluten"]
    # Outlook keeps midnight at home in world time.
    contact.events.birthday = datetime(2001, 11, 22, 23)
    return contact


def board():
    members = MapiDistributionListMemberCollection()
    members.append(MapiDistributionListMember("Joris Lambrechts", "joris.lambrechts@voorbeeldclub.be"))
    members.append(MapiDistributionListMember("Zoë", "zoe@voorbeeldclub.be"))
    return MapiDistributionList("Bestuur", members)


def store(path):
    path.unlink(missing_ok=True)
    with PersonalStorage.create(str(path), FileFormatVersion.UNICODE) as store:
        inbox = store.create_predefined_folder("Postvak IN", StandardIpmFolder.INBOX)
        inbox.add_message(mapi(mail("Ledenlijst", "In bijlage de lijst. Céline")))
        page = mail("Pagina", "", attach=False)
        page.html_body = "<html><body><p>Bel <b>Mathéo</b> op 0475 65 43 21</p></body></html>"
        inbox.add_message(mapi(page))
        inbox.add_message(rich())
        outer = mapi(mail("Doorgestuurd", "Zie hieronder", attach=False))
        outer.attachments.add("Oorspronkelijk", mapi(mail("Oorspronkelijk", "Het nummer is 71.01.09-962.72", attach=False)))
        inbox.add_sub_folder("Dossiers 2025").add_message(outer)
        contacts = store.create_predefined_folder("Contactpersonen", StandardIpmFolder.CONTACTS)
        contacts.add_mapi_message_item(person())
        contacts.add_mapi_message_item(board())
        calendar = store.create_predefined_folder("Agenda", StandardIpmFolder.APPOINTMENTS)
        calendar.add_mapi_message_item(MapiCalendar("Zaal Zinnia", "Gesprek", "Over het verlof van Anouk Peeters",
                                                    datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 10)))
        tasks = store.create_predefined_folder("Taken", StandardIpmFolder.TASKS)
        tasks.add_mapi_message_item(MapiTask("Opvolgen", "Bel els@voorbeeldfirma.be", datetime(2026, 3, 2), datetime(2026, 3, 9)))
        note = MapiNote()
        note.subject, note.body = "Notitie", "Sleutel ligt bij Tibbe"
        store.create_predefined_folder("Notities", StandardIpmFolder.NOTES).add_mapi_message_item(note)


def archive(path):
    """Folders in folders, texts and attachments longer than a block, and a mail that was deleted."""
    path.unlink(missing_ok=True)
    with PersonalStorage.create(str(path), FileFormatVersion.UNICODE) as store:
        folder = store.root_folder
        for name in ("Archief", "2019", "Klanten"):
            folder = folder.add_sub_folder(name)
        lines = "".join(f"Regel {line} van het dossier.\r\n" for line in range(1, 1500))
        folder.add_message(mapi(mail("Lang", lines + "Slot: 01.11.23-973.16", attach=False)))
        table = mail("Tabel", "Zie bijlage", attach=False)
        rows = "".join(f"lid{row}@voorbeeldclub.be;Lid {row}\r\n" for row in range(1, 1500))
        table.attachments.append(Attachment(io.BytesIO(("e-mail;naam\r\n" + rows).encode()), "leden.csv"))
        folder.add_message(mapi(table))
        store.delete_item(folder.add_message(mapi(mail("Weg", "Gewist: 71.01.09-962.72", attach=False))))


if __name__ == "__main__":
    store(FORMATS / "pst" / "aspose.pst")
    archive(FORMATS / "pst" / "archive.pst")
    mapi(mail("Ledenlijst", "In bijlage de lijst. Céline")).save_as_tnef(str(FORMATS / "tnef" / "aspose.dat"))
    rich().save_as_tnef(str(FORMATS / "tnef" / "rich.dat"))
    person().get_underlying_message().save(str(FORMATS / "msg" / "contact.msg"))
    board().get_underlying_message().save(str(FORMATS / "msg" / "board.msg"))
    board().get_underlying_message().save_as_tnef(str(FORMATS / "tnef" / "board.dat"))
