# Was sich seit dem letzten Lauf geändert hat, und was beantragt ist.
since = Dokumente mit Funden seit dem Lauf, der am { $date } endete: neu { $new }, geändert { $changed }, verschwunden { $gone }, unverändert { $unchanged }.
overdue-in-place = { $n ->
    [one] Ein Dokument der zentralen Ablage wird länger aufbewahrt als seine Frist
   *[other] { $n } Dokumente der zentralen Ablage werden länger aufbewahrt als ihre Frist
} (Artikel V): Fragen Sie den Datenschutzbeauftragten, was damit geschehen soll.
requested = Eine Ausnahme wurde am { $date } beantragt: { $reason }
asked = { $n ->
    [one] Für ein Dokument ist eine Ausnahme beantragt
   *[other] Für { $n } Dokumente ist eine Ausnahme beantragt
}: Der DSB entscheidet.
allowed = { $n ->
    [one] Ein Dokument mit Funden ist durch die Richtlinie oder eine Ausnahme erlaubt und zählt
   *[other] { $n } Dokumente mit Funden sind durch die Richtlinie oder eine Ausnahme erlaubt und zählen
} nicht als Verstoß.
