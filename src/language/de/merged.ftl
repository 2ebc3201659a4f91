# What the runs of many machines say together.
merged-machines = { $machines ->
    [one] { $machines } Gerät
   *[other] { $machines } Geräte
}: { $complete } ganz durchsucht, { $partly } teilweise, { $stopped } zu früh gestoppt, { $never } nie
merged-coverage = { $seen ->
    [one] { $seen } Datei
   *[other] { $seen } Dateien
}: { $read } gelesen, { $partly } teilweise, { $unread } nicht gelesen, { $none } ohne Text
scanned-never = nie durchsucht
scanned-stopped = zu früh gestoppt
scanned-partly = teilweise gelesen
scanned-complete = ganz durchsucht
merged-by-machine = Gerät
merged-by-department = Abteilung
merged-by-category = Kategorie
merged-by-rule = Regel
merged-by-article = Artikel
merged-by-storage = Speicherort
merged-by-twin = Gegenstück in der zentralen Ablage
merged-by-folder = Ordner
twin-orphan = keines
twin-not-searched = nicht gesucht
merged-documents = Dokumente
merged-violations = Verstöße
merged-overdue = Zu lange aufbewahrt
merged-scanned = Durchsucht
merged-before = früher { $n ->
    [one] { $n } Verstoß
   *[other] { $n } Verstöße
}
merged-copies = Dasselbe Dokument auf mehreren Geräten ({ $n })
merged-group = { $copies ->
    [one] { $copies } Kopie
   *[other] { $copies } Kopien
} auf { $machines ->
    [one] { $machines } Gerät
   *[other] { $machines } Geräten
}
merged-keys = Diese Läufe verwendeten { $n } Schlüssel: Dasselbe Dokument wird von einem Schlüssel zum anderen nicht erkannt. Durchsuchen Sie alle Geräte mit derselben --key-file.
merged-more = … und { $n } weitere
merged-skipped = Nicht in diesem Bericht ({ $n })
skipped-left-out = { $input }: ausgelassen: { $why }
skipped-damaged = Zeile { $line }: { $what }
skipped-duplicate = derselbe Lauf wie { $of }
skipped-other-content = derselbe Lauf wie { $of }, aber mit anderem Inhalt: Einer von beiden wurde fortgesetzt, neu beurteilt oder verändert
skipped-no-schema = sagt nicht, in welcher Form es erstellt ist: Es ist kein Bericht von speur
skipped-other-schema = in der Form { $schema }, die diese Version nicht liest
skipped-no-key = verschlüsselt: Geben Sie Ihren Schlüssel mit --identity FILE an
skipped-other-key = für einen anderen Schlüssel als die von --identity verschlüsselt, oder verändert
skipped-not-authentic = verschlüsselt, und verändert oder abgeschnitten
damage-no-json = kein JSON
damage-cut-line = die Zeile ist abgeschnitten
damage-no-record = kein Datensatz von speur/1; er wurde verändert, oder stammt von einem neueren speur
damage-no-end = abgeschnitten: Das Ende fehlt
damage-no-begin = kein Lauf hat begonnen: Die erste Zeile fehlt
damage-two-begins = ein Lauf beginnt, bevor der vorige endet
damage-no-run = kein Bericht: Es steht kein Lauf darin
damage-other-documents = das Ende nennt andere Dokumente, als da sind
damage-contradiction = ein Dokument ist so beurteilt, wie Speur es nie tut: Die Zeile wurde verändert
damage-other-sums = was das Ende zählt, geht nicht auf
# The report in Markdown.
md-run = Speur { $speur }, { $started }, Lauf { $run }: { $roots }
md-column-risk = Risiko
md-column-document = Dokument
md-column-found = Gefunden
md-column-people = Personen
md-column-storage = Speicherort
md-column-articles = Artikel
md-column-advice = Rat
md-column-unread = Nicht gelesen
md-column-name = Name
md-none = Keine Verstöße in dem, was gelesen wurde.
md-whole = Alles wurde gelesen.
md-not-whole = Nicht alles wurde gelesen: Der Rest kann personenbezogene Daten enthalten.
