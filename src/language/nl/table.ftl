# The report for a terminal.
table-head = Speur { $version } op { $device }, { $moment }
table-persons = { $n ->
    [one] { $n } persoon
   *[other] { $n } personen
}
table-overdue = langer bewaard dan de termijn (artikel V)
table-weak = alleen zwakke tekens
other-names = andere namen van hetzelfde bestand: { $names }
other-names-delete = hetzelfde bestand blijft onder zijn andere namen: { $names }
table-more-rows = … en nog { $n }, minder ernstig: -o report.html of report.jsonl schrijft ze.
table-more = … en nog { $n }
table-unread = Niet, of niet volledig, gelezen ({ $n }):
table-coverage = Dekking: { $coverage }.
table-reasons = Redenen: { $reasons }.
table-next = Volgende stap:
table-go-on = Laat de scan verder lopen waar hij stopte, met --resume: niet alles is al bekeken.
table-look-unread = Bekijk wat niet gelezen is; het kan persoonsgegevens bevatten.
table-nothing-read = Geen enkel bestand is gelezen: kijk de opgegeven plaatsen na, en wat weggelaten wordt (--exclude en het beleid).
table-personal-only = Er lagen alleen bestanden in persoonlijke mappen: zoals het beleid zegt, worden die geteld en niet geopend. Noem een andere plaats voor wat wel gelezen moet worden.
places-more = en op nog meer plaatsen
lacks-inside = { $n ->
    [one] Eén document in een bestand is niet, of niet helemaal, gelezen.
   *[other] { $n } documenten in bestanden zijn niet, of niet helemaal, gelezen.
}
coverage-files = { $files }: { $read } gelezen, { $partly } deels, { $unread } niet gelezen, { $empty } zonder tekst
coverage-unchanged = { $n } ongewijzigd sinds een vorige scan
coverage-inside = { $n ->
    [one] { $n } document in bestanden
   *[other] { $n } documenten in bestanden
}
coverage-personal = { $n ->
    [one] { $n } bestand in persoonlijke mappen, geteld en niet geopend
   *[other] { $n } bestanden in persoonlijke mappen, geteld en niet geopend
}
coverage-own = { $n ->
    [one] { $n } rapport van Speur zelf weggelaten
   *[other] { $n } rapporten van Speur zelf weggelaten
}
coverage-states = { $n ->
    [one] { $n } werkbestand van Speur weggelaten
   *[other] { $n } werkbestanden van Speur weggelaten
}
coverage-links = { $n ->
    [one] { $n } koppeling niet gevolgd
   *[other] { $n } koppelingen niet gevolgd
}
coverage-special = { $n ->
    [one] { $n } apparaat, pijp of socket niet geopend
   *[other] { $n } apparaten, pijpen of sockets niet geopend
}
n-info = { $n } info
n-low = { $n } laag
n-medium = { $n } gemiddeld
n-high = { $n } hoog
n-critical = { $n } kritiek
