# The report as a page.
html-title = Personenbezogene Daten auf { $name }
html-title-many =
    Personenbezogene Daten auf { $n ->
        [one] { $n } Gerät
       *[other] { $n } Geräten
    }
html-skip = Zu den Dokumenten
html-nav = Teile dieses Berichts
html-nav-summary = Zusammenfassung
html-nav-machines = Geräte
html-nav-overview = Überblick
html-nav-documents = Dokumente
html-nav-coverage = Was gelesen wurde
html-nav-run = Dieser Lauf
html-scanned = Durchsucht am { $moment }
html-verdict-none = Kein Dokument mit personenbezogenen Daten an einem Ort, den die Richtlinie nicht erlaubt, soweit gelesen wurde.
html-verdict-some = { $n ->
    [one] { $n } Dokument enthält
   *[other] { $n } Dokumente enthalten
} personenbezogene Daten an einem Ort, den die Richtlinie nicht erlaubt.
html-missing = Nicht alles steht in diesem Bericht.{ $never ->
    [0] {""}
    [one]{" "}{ $never } Gerät wurde nie durchsucht.
   *[other]{" "}{ $never } Geräte wurden nie durchsucht.
}{ $skipped ->
    [0] {""}
    [one]{" "}{ $skipped } Eingabe wurde ausgelassen.
   *[other]{" "}{ $skipped } Eingaben wurden ausgelassen.
}
html-incomplete =
    Nicht alles konnte gelesen werden: { $n ->
        [one] { $n } Datei kann
       *[other] { $n } Dateien können
    } noch mehr enthalten.
html-complete = Alles wurde gelesen.
html-stopped = Der Lauf wurde vorher beendet: Was noch nicht an der Reihe war, steht nicht in diesem Bericht.
html-you = Für Sie, wenn es Ihre Dateien sind
html-admin = Für die Administration
html-dpo = Für die Datenschutzbeauftragten
html-step-none = Sie müssen jetzt nichts tun.
html-step-move =
    Verschieben Sie { $n ->
        [one] dieses Dokument in die zentrale Ablage. Löschen Sie es nicht
       *[other] diese { $n } Dokumente in die zentrale Ablage, die schlimmsten zuerst. Löschen Sie keines davon
    }, bevor es dort ist.
html-step-delete =
    Löschen Sie { $n ->
        [one] das Dokument, bei dem „{ $step }“ steht
       *[other] die { $n } Dokumente, bei denen „{ $step }“ steht
    }: Die zentrale Ablage hat dasselbe.
html-step-ask =
    Fragen Sie den Datenschutzbeauftragten zu { $n ->
        [one] einem Dokument
       *[other] { $n } Dokumenten
    }.
html-worst = Die schlimmsten
html-all-documents = Alle Dokumente
html-read-share = { $percent } der Dokumente wurden gelesen
html-read-share-seen = { $percent } der Dokumente auf den Geräten in diesem Bericht wurden gelesen
html-all-unread = Alles, was nicht gelesen wurde
html-people = Betroffene Personen, mindestens
html-special = Mit besonderen Datenkategorien
html-minors = Über Kinder
html-article = Artikel { $article }: { $what }
html-twins = Gleich in der zentralen Ablage
html-by-severity = Nach Schwere
html-by-verdict = Nach Urteil
html-by-category = Nach Art der Daten
html-by-storage = Nach Speicherort
html-by-format = Nach Format
html-by-age = Nach Zeit seit der letzten Änderung
html-by-department = Nach Abteilung
html-by-article = Nach Artikel
html-by-twin = Nach Gegenstück in der zentralen Ablage
html-counts-violations = Dokumente an einem Ort, den die Richtlinie nicht erlaubt
age-year = weniger als 1 Jahr
age-two = 1 bis 2 Jahre
age-five = 2 bis 5 Jahre
age-ten = 5 bis 10 Jahre
age-more = mehr als 10 Jahre
twin-exact = dieselbe Datei
twin-same-text = derselbe Text
twin-stale = eine andere Fassung
twin-extract = Teil eines Dokuments dort
html-severity = Schwere
html-document = Dokument
html-found = Gefunden
html-persons = Personen
html-storage = Speicherort
html-changed = Geändert
html-step = Schritt
html-verdict = Urteil
html-category = Art der Daten
html-format = Format
html-size = Größe
html-machine = Gerät
html-risk = Risikopunkte, vor der Richtlinie
html-risk-of = { $score } von 100
html-search = Suche nach Name, Ordner oder Daten
html-any = alle
html-reset = Alle zeigen
html-shown = { $shown } von { $total } Dokumenten
html-more = Mehr zeigen
html-no-match = Kein Dokument passt. Wählen Sie weniger, oder zeigen Sie alle.
html-no-documents = In dem, was gelesen wurde, ist kein Dokument mit personenbezogenen Daten.
html-left-out = { $n ->
    [one] { $n } Dokument von niedrigerem Rang steht nicht in dieser Liste: Der Bericht in JSON Lines enthält es auch.
   *[other] { $n } Dokumente von niedrigerem Rang stehen nicht in dieser Liste: Der Bericht in JSON Lines enthält alle.
}
html-back = Zurück zur Liste
html-previous = Vorheriges
html-next = Nächstes
html-what-to-do = Was zu tun ist
html-what-found = Was gefunden wurde
html-times = { $n } Mal, { $distinct ->
    [one] ein einziger Wert
   *[other] { $distinct } verschiedene Werte
}
html-times-more = { $n } Mal, mehr als { $distinct } verschiedene Werte
html-confidence = Sicherheit { $level } ({ $score } von 99)
html-where = Wo
html-why = Warum
html-samples = Beispiele, verdeckt
html-twin = Gegenstück in der zentralen Ablage
html-similarity = { $percent } gleich
html-no-twin = Dort wurde keines gefunden.
html-twin-unknown = Es wurde nicht gesucht: Ein Verzeichnis der zentralen Ablage war nicht angegeben.
html-articles = Artikel der Richtlinie
html-gaps = Darin nicht gelesen
html-other-names = Andere Namen derselben Datei
html-files = Dateien
html-inside = Dokumente in Dateien
html-seen = Gesehen
html-unread-none = Nichts blieb ungelesen.
html-unread-what = Eine nicht gelesene Datei kann personenbezogene Daten enthalten. Jede steht hier, nach Grund.
html-no-text = Dateien ohne Text, etwa Programme und Ton, nach Format
html-bytes = Gelesene Bytes
html-unchanged = Seit einem früheren Lauf unverändert, also nicht neu gelesen
html-own = Berichte, die Speur auf diesem Gerät geschrieben hat, ausgelassen: Wovon sie handeln, wird dort gezählt, wo es liegt
html-states = Arbeitsdateien von Speur (Datenbanken, Schlüssel, Protokolle), von wem auch immer, ausgelassen: Was darin steht, sagen die Berichte, die daraus gemacht werden
html-links = Verknüpfungen zu anderen Orten, nicht verfolgt: Wohin sie führen, wird dort gelesen, wo es liegt
html-devices = Geräte, Pipes und Sockets, nicht geöffnet
html-number = Anzahl
html-reason = Grund
html-started = Beginn
html-finished = Ende
html-not-finished = vorher beendet
html-device = Gerät
html-places = Durchsuchte Orte
html-policy = Richtlinie
html-policy-none = keine: die eingebaute
html-rules = Prüfsumme der Regeln
html-key = Token-Schlüssel
html-run = Lauf
html-private = Dieser Bericht zeigt keine Werte: Sie sind gezählt und höchstens maskiert. Pfade und Namen von Dateien stehen darin, wie sie sind, auch wo ein Name personenbezogene Daten enthält: Behandeln Sie ihn so vertraulich wie die Dateien.
html-trend = Verlauf
html-trend-what = Dokumente am falschen Ort, von Lauf zu Lauf über dieselben Orte mit denselben Regeln und derselben Richtlinie.
html-date = Datum
html-violations = Am falschen Ort
html-with-data = Mit Funden
html-not-comparable = andere Orte oder Regeln
html-state = Durchsucht
html-before = Vorher
html-department = Abteilung
html-no-department = keine Abteilung bekannt
html-folders = Ordner mit den schlimmsten Dokumenten
html-folder = Ordner
html-copies = Dasselbe Dokument auf mehreren Geräten
html-copies-of = { $copies ->
    [one] { $copies } Kopie
   *[other] { $copies } Kopien
} auf { $machines ->
    [one] { $machines } Gerät
   *[other] { $machines } Geräten
}
html-many-keys = Diese Läufe verwendeten { $n } Schlüssel. Dasselbe Dokument wird von Schlüssel zu Schlüssel nicht erkannt: Durchsuchen Sie alle Geräte mit derselben Schlüsseldatei.
html-skipped = Nicht in diesem Bericht
html-input = Eingabe
html-made-by = Erstellt mit Speur { $version }
# A place in a document, as a person opens it.
place-document = das Dokument
place-sheet = Blatt { $value }
place-column = Spalte { $value }
place-label = unter { $value }
place-cell = Zelle { $value }
place-rows = Zeilen { $value }
place-rows-one = Zeile { $value }
place-lines = Textzeilen { $value }
place-lines-one = Textzeile { $value }
place-pages = Seiten { $value }
place-pages-one = Seite { $value }
place-slides = Folien { $value }
place-slides-one = Folie { $value }
place-paragraphs = Absätze { $value }
place-paragraphs-one = Absatz { $value }
# Charts.
html-others = andere
# What the policy and people decided of a document.
html-decisions = Fristen, Ausnahmen und Anfragen
html-overdue = Zu lange aufbewahrt: Die Frist ({ $category }) beträgt { $months ->
    [one] { $months } Monat
   *[other] { $months } Monate
}. Es ist vom { $dated } und sollte am { $until } weg sein. { $reason }
html-accepted = Erlaubt bis { $until } durch { $approver }: { $reason }
html-n-overdue = Länger als die Frist aufbewahrt
html-n-asked = Mit einem Antrag auf Ausnahme
html-index = Zentrale Ablage
