# The report for a terminal.
table-head = Speur { $version } auf { $device }, { $moment }
table-persons = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
table-overdue = länger aufbewahrt als die Frist (Artikel V)
table-weak = nur schwache Hinweise
other-names = andere Namen derselben Datei: { $names }
other-names-delete = dieselbe Datei bleibt unter ihren anderen Namen: { $names }
table-more-rows = … und { $n } weitere, weniger schwere: -o report.html oder report.jsonl schreibt sie.
table-more = … und { $n } weitere
table-unread = Nicht oder nicht ganz gelesen ({ $n }):
table-coverage = Abdeckung: { $coverage }.
table-reasons = Gründe: { $reasons }.
table-next = Nächster Schritt:
table-go-on = Lassen Sie den Lauf dort weitergehen, wo er endete, mit --resume: Noch nicht alles wurde angesehen.
table-look-unread = Sehen Sie nach, was nicht gelesen wurde; es kann personenbezogene Daten enthalten.
table-nothing-read = Keine Datei wurde gelesen: Prüfen Sie die genannten Orte, und was ausgelassen wird (--exclude und die Richtlinie).
table-personal-only = Es lagen nur Dateien in persönlichen Ordnern: Wie die Richtlinie es sagt, werden sie gezählt und nicht geöffnet. Für das, was gelesen werden soll, einen anderen Ort nennen.
places-more = und an weiteren Stellen
lacks-inside = { $n ->
    [one] Ein Dokument in einer Datei wurde nicht oder nicht ganz gelesen.
   *[other] { $n } Dokumente in Dateien wurden nicht oder nicht ganz gelesen.
}
coverage-files = { $files }: { $read } gelesen, { $partly } teilweise, { $unread } nicht gelesen, { $empty } ohne Text
coverage-unchanged = { $n } unverändert seit einem früheren Lauf
coverage-inside = { $n ->
    [one] { $n } Dokument in Dateien
   *[other] { $n } Dokumente in Dateien
}
coverage-personal = { $n ->
    [one] { $n } Datei in persönlichen Ordnern, gezählt und nicht geöffnet
   *[other] { $n } Dateien in persönlichen Ordnern, gezählt und nicht geöffnet
}
coverage-own = { $n ->
    [one] { $n } Bericht von Speur selbst ausgelassen
   *[other] { $n } Berichte von Speur selbst ausgelassen
}
coverage-states = { $n ->
    [one] { $n } Arbeitsdatei von Speur ausgelassen
   *[other] { $n } Arbeitsdateien von Speur ausgelassen
}
coverage-links = { $n ->
    [one] { $n } Verknüpfung nicht verfolgt
   *[other] { $n } Verknüpfungen nicht verfolgt
}
coverage-special = { $n ->
    [one] { $n } Gerät, Pipe oder Socket nicht geöffnet
   *[other] { $n } Geräte, Pipes oder Sockets nicht geöffnet
}
n-info = { $n } Info
n-low = { $n } niedrig
n-medium = { $n } mittel
n-high = { $n } hoch
n-critical = { $n } kritisch
