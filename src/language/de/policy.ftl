# Was sich seit dem letzten Lauf geändert hat, und was beantragt ist.
since = Seit dem Lauf, der am { $date } endete: { $new } neue, { $changed } geänderte, { $gone } verschwundene, { $unchanged } unveränderte Dokumente mit personenbezogenen Daten.
asked = { $n ->
    [one] Für ein Dokument ist eine Ausnahme beantragt
   *[other] Für { $n } Dokumente ist eine Ausnahme beantragt
}: Der DSB entscheidet.
