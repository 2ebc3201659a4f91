# The report for a terminal.
table-head = Speur { $version } sur { $device }, { $moment }
table-persons = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
table-weak = seulement des indices faibles
table-more-rows = … et encore { $n }, moins graves : -o report.html ou report.jsonl les écrit.
table-more = … et encore { $n }
table-unread = Non lus, ou lus en partie ({ $n }) :
table-coverage = Couverture : { $coverage }.
table-reasons = Raisons : { $reasons }.
table-next = Étape suivante :
table-look-unread = Regardez ce qui n’a pas été lu ; cela peut contenir des données personnelles.
coverage-files = { $files } : { $read } lus, { $partly } en partie, { $unread } non lus, { $empty } sans texte
coverage-unchanged = { $n } inchangés depuis une analyse précédente
coverage-inside = { $n ->
    [one] { $n } document dans des fichiers
   *[other] { $n } documents dans des fichiers
}
