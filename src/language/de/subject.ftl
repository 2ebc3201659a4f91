# Where one person occurs.
subject-prompt = Kennung (Nationalregisternummer, IBAN, E-Mail, Telefon, oder: Name, Geburtsdatum):
subject-wrong = Zeile { $line }: { $why }
subject-invalid = keine gültige Kennung: Prüfen Sie jede Ziffer und jeden Buchstaben
subject-several = mehr als ein Wert: Schreiben Sie einen pro Zeile
subject-not-utf8 = die Eingabe ist kein Text in UTF-8: in UTF-8 angeben
subject-ambiguous = mehrere Arten sind möglich: Nennen Sie die Art mit --kind
subject-no-birth-date = schreiben Sie Name, Komma und Geburtsdatum, wie: Jan Peeters, 12.03.1985
subject-nothing = keine Kennung wurde angegeben: Tippen Sie eine ein, oder senden Sie sie an die Standardeingabe
identifier-national-number = Nationalregisternummer
identifier-iban = IBAN
identifier-email = E-Mail-Adresse
identifier-phone = Telefonnummer
identifier-person = Name und Geburtsdatum
subject-answer-found = Gefunden: Diese Person kommt in diesen Dokumenten vor.
subject-answer-not-found = Nicht gefunden: Alles wurde geprüft, und was gesucht wurde ({ $kinds }), steht nicht darin.
subject-answer-cannot-say = Nicht zu sagen: Was gesucht wurde ({ $kinds }), wurde nicht gefunden, aber nicht alles konnte geprüft werden.
subject-beside = Ein Dokument kann die Person nur mit anderen Daten nennen: Suchen Sie auch danach ({ $kinds }).
subject-doubts = Nicht zu sagen von { $n }:
subject-why-not-read = nicht gelesen
subject-why-partly-read = nur teilweise gelesen
subject-why-tokens-truncated = enthält mehr solche Werte, als aufbewahrt werden
subject-why-only-counts = der Bericht zählt solche Werte, enthält sie aber nicht alle: Suchen Sie auf diesem Gerät, oder verlangen Sie einen Bericht mit --detail values
subject-why-name-alone = der Name steht darin, aber nicht das Geburtsdatum: Es kann jemand anders sein
subject-why-stopped = die Suche wurde vor dem Ende gestoppt
subject-why-personal = persönliche Ordner wurden nicht gelesen
subject-why-other-key = mit einem anderen Schlüssel durchsucht: Verwenden Sie dieselbe --key-file
subject-runs = { $n ->
    [one] { $n } Lauf durchsucht.
   *[other] { $n } Läufe durchsucht.
}
# The case file.
subject-case = Anfrage einer Person
subject-clock = Eingegangen am { $received }. Die Person muss bis zum { $due } eine Antwort haben. Wird mehr Zeit gebraucht, sagen Sie der Person vor diesem Tag, warum; der letzte Tag ist dann der { $extended } (DSGVO, Artikel 12(3)).
subject-clock-late = Der erste dieser Tage ist vorbei: Hat die Person vorher nicht erfahren, warum, kommt die Antwort zu spät.
subject-clock-over = Beide Tage sind vorbei: Die Antwort kommt zu spät.
subject-sought = Gesucht mit: { $kinds }.
subject-column-document = Dokument
subject-column-copy = Gleiches Dokument
subject-column-by = Gefunden mit
subject-column-categories = Arten von Daten
subject-column-storage = Speicherort
subject-column-twin = In der zentralen Ablage
subject-column-advice = Rat
subject-searched = Was durchsucht wurde
subject-run = { $machine }, Lauf { $run } vom { $started }, { $files ->
    [one] { $files } Datei
   *[other] { $files } Dateien
}: { $roots }
