# Tokens of the records in words: a name of a word or two, and where one is needed a sentence.
# Severity of a violation, and the risk of a document.
level-info = Info
level-low = niedrig
level-medium = mittel
level-high = hoch
level-critical = kritisch
confidence-low = niedrig
confidence-medium = mittel
confidence-high = hoch
# Kinds of places.
storage-central = zentrale Ablage
storage-local-disk = lokale Festplatte
storage-removable = Wechselmedium
storage-cloud-sync = Cloud-Ordner
storage-share = Netzlaufwerk
storage-mail-store = Postfach
storage-temp = temporärer Ordner
storage-trash = Papierkorb
# The policy's judgement: its name, and what it means.
verdict-name-clean = unbedenklich
verdict-name-in-place = am richtigen Ort
verdict-name-allowed = erlaubt
verdict-name-not-read = nicht gelesen
verdict-name-local-copy = lokale Kopie
verdict-name-orphan = nur hier
verdict-clean = Nichts davon macht das Dokument personenbezogen.
verdict-in-place = Das Dokument liegt in der zentralen Ablage, wo es hingehört.
verdict-allowed = Die Richtlinie erlaubt es hier.
verdict-not-read = Das Dokument wurde nicht gelesen: Niemand weiß, was noch darin steht.
verdict-local-copy = Personenbezogene Daten dürfen hier nicht bleiben: Das Dokument gehört in die zentrale Ablage.
verdict-orphan = Personenbezogene Daten dürfen hier nicht bleiben, und in der zentralen Ablage gibt es dieses Dokument nicht.
# Articles of the policy.
article-IX = keine Kopien personenbezogener Daten außerhalb der zentralen Ablage
article-III = besondere Kategorien personenbezogener Daten (Gesundheit, Überzeugung, Herkunft und Ähnliches)
article-IV = keine Übermittlung aus dem Europäischen Wirtschaftsraum
article-V = keine Daten länger aufbewahren als die Frist ihrer Kategorie
# Advice: the step in a word or two, and in a sentence.
advice-name-none = nichts zu tun
advice-name-delete-copy = diese Kopie löschen
advice-name-move-to-central = verschieben
advice-name-ask-dpo = DSB fragen
advice-none = Sie müssen nichts tun.
advice-delete-copy = Löschen Sie diese Kopie: Die zentrale Ablage hat dasselbe Dokument.
advice-move-to-central = Verschieben Sie es in die zentrale Ablage.
advice-ask-dpo = Fragen Sie den Datenschutzbeauftragten, was damit geschehen soll.
# What a document is to its twin in the central storage.
relation-exact = dieselbe Datei
relation-same-text = derselbe Text
relation-stale = eine ältere oder neuere Fassung
relation-extract = ein Teil davon
# How much of a document was read.
read-all = gelesen
read-partly = teilweise gelesen
read-none = nicht gelesen
read-no-text = ohne Text
# Why something was not read.
reason-name-encrypted = verschlüsselt
reason-name-damaged = beschädigt
reason-name-unsupported = unbekanntes Format
reason-name-too-large = zu groß
reason-name-limit-time = dauerte zu lange
reason-name-limit-memory = zu viel Speicher
reason-name-limit-output = entpackt zu groß
reason-name-limit-depth = zu tief verschachtelt
reason-name-limit-entries = zu viele Einträge
reason-name-crashed = Lesen gescheitert
reason-name-locked = in Benutzung
reason-name-permission = kein Zugriff
reason-name-vanished = verschwunden
reason-name-changed = inzwischen geändert
reason-name-online-only = nur online
reason-name-special-file = keine Datei
reason-name-io-error = Lesefehler
reason-name-needs-ocr = Bild von Text
reason-name-excluded = ausgenommen
reason-encrypted = Es braucht ein Passwort oder einen Schlüssel: Öffnen Sie es und sehen Sie nach.
reason-damaged = Es ist nicht vollständig oder folgt den Regeln seines Formats nicht.
reason-unsupported = Dieses Format wird noch nicht gelesen.
reason-too-large = Es ist größer als die eingestellte Grenze.
reason-limit-time = Es dauerte zu lange.
reason-limit-memory = Es brauchte mehr Speicher, als ein Dokument haben darf.
reason-limit-output = Entpackt ist es viel größer, als ein Dokument sein darf.
reason-limit-depth = Es steckt in zu vielen ineinander liegenden Dokumenten.
reason-limit-entries = Es enthält mehr Einträge, als gelesen werden.
reason-crashed = Beim Lesen brach der Leseprozess ab, zweimal.
reason-locked = Ein anderes Programm hielt es gesperrt: Schließen Sie dieses Programm und suchen Sie noch einmal.
reason-permission = Dieser Benutzer darf es nicht lesen: Suchen Sie als Administrator oder als Besitzer.
reason-vanished = Es war weg, als es gelesen werden sollte.
reason-changed = Es änderte sich während des Lesens.
reason-online-only = Es liegt nur online, und eine Suche lädt nichts herunter.
reason-special-file = Es ist keine Datei, sondern ein Gerät, eine Pipe oder ein Socket.
reason-io-error = Das System konnte es nicht lesen.
reason-needs-ocr = Es ist ein Bild von Text, und das wird nicht erkannt.
reason-excluded = Die Richtlinie oder die Befehlszeile nimmt es aus.
# Points of a finding's best value.
why-check-digits = Die Ziffern sind geprüft: Die Prüfziffern stimmen, und ein Datum darin, falls vorhanden, gibt es.
why-shape = Es ist so geschrieben, wie man einen solchen Wert schreibt.
why-keyword-near = Ein Wort, das es benennt, steht nah dabei in derselben Zeile.
why-keyword-far = Ein Wort, das es benennt, steht im Umkreis von 300 Zeichen.
why-column-heading = Die Spaltenüberschrift, das Feld oder der Schlüssel darüber oder davor benennt es.
why-column-values = Fast alle Werte der Spalte sind von dieser Art.
why-other-identifier = Ein anderes Merkmal einer Person steht daneben oder in derselben Zeile.
why-birth-date = Das Geburtsdatum in der Nummer steht auch daneben oder in derselben Zeile.
why-negative-keyword = Ein Wort, das etwas anderes benennt (eine Bestellung, eine Rechnung, ein Ticket), steht näher als jedes, das es benennt.
why-implausible = Das Datum darin ist unmöglich oder macht eine Person älter als 115 Jahre.
why-no-context = Ohne Wort, Überschrift oder Feld, das es benennt, könnte es irgendeine Zahl sein.
why-technical = Es steht in Quelltext oder einer Lock-Datei.
why-expiry-date = Ein Ablaufdatum steht daneben.
why-lost-digits = Die Überschrift benennt es, aber ein Tabellenprogramm hat die letzten Ziffern abgeschnitten: Der Rest ist kaum noch ein Wert.
why-person-near = Die Wörter handeln von einer Person, die dort genannt, beschrieben oder bestimmt wird.
why-person-elsewhere = Die Wörter sagen viel über das Thema, und das Dokument bestimmt Personen an anderer Stelle.
why-distinct-words = Es enthält mehrere verschiedene Wörter eines solchen Dokuments.
why-file-name = Der Name der Datei sagt, was es ist.
# How much the index of the central storage still says.
twin-not-seen = das Original wurde nicht gefunden oder seit der Erstellung des Index geändert
index-age = Index der zentralen Ablage erstellt am { $moment }. Sehen Sie sich das Original an, bevor Sie eine Kopie löschen.
