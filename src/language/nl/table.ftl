# The report for a terminal.
table-head = Speur { $version } op { $device }, { $moment }
table-persons = { $n ->
    [one] { $n } persoon
   *[other] { $n } personen
}
table-weak = alleen zwakke tekens
table-more-rows = … en nog { $n }, minder ernstig: -o report.html of report.jsonl schrijft ze.
table-more = … en nog { $n }
table-unread = Niet, of niet volledig, gelezen ({ $n }):
table-coverage = Dekking: { $coverage }.
table-reasons = Redenen: { $reasons }.
table-next = Volgende stap:
table-look-unread = Bekijk wat niet gelezen is; het kan persoonsgegevens bevatten.
coverage-files = { $files }: { $read } gelezen, { $partly } deels, { $unread } niet gelezen, { $empty } zonder tekst
coverage-unchanged = { $n } ongewijzigd sinds een vorige scan
coverage-inside = { $n ->
    [one] { $n } document in bestanden
   *[other] { $n } documenten in bestanden
}
