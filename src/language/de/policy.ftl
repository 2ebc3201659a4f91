# Was sich seit dem letzten Lauf geändert hat, und was beantragt ist.
since = Dokumente mit Funden seit der Suche, die am { $date } endete: neu { $new }, geändert { $changed }, verschwunden { $gone }, unverändert { $unchanged }.
asked = { $n ->
    [one] Für ein Dokument ist eine Ausnahme beantragt
   *[other] Für { $n } Dokumente ist eine Ausnahme beantragt
}: Der DSB entscheidet.
