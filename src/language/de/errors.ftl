# What can go wrong, and what to do then. Paths, keys of files and flags stay as they are.
# The state.
state-locked = ein anderer Lauf benutzt die gespeicherten Daten in { $path }; warten, bis er fertig ist, oder mit --state-dir einen anderen Ordner nennen
state-disk-full = der Datenträger der gespeicherten Daten ist voll ({ $path }): Platz schaffen, dann mit --resume fortsetzen
state-newer = { $path }: von einem neueren speur angelegt (Datenversion { $version }); dieses benutzen, oder ein anderes --state-dir
state-key-lost = { $path }: der Schlüssel dieses Geräts fehlt oder ist nicht der, mit dem diese Läufe gemacht wurden: unter einem anderen Schlüssel sind Token und Funde nicht mit früheren Läufen vergleichbar, und das Protokoll lässt sich nicht prüfen. Die Datei aus einer Sicherung zurücklegen; gibt es keine, einen neuen Zustandsordner beginnen (--state-dir)
state-bad-key = { $path }: kein Schlüssel: { $why }
state-damaged = die Datei der gespeicherten Daten ist beschädigt ({ $why }): verschieben (`speur config show` sagt, in welchem Ordner sie liegt), der nächste Scan legt eine neue an
state-strange = Zeilen, die nicht von diesem Programm sind
state-emptied = die Datei ist leer und war es nicht
state-synced = { $path }: der Zustand liegt in einem Ordner, der mit einem Cloud-Dienst synchronisiert wird; der hätte dann eine Kopie des Schlüssels: mit --state-dir einen anderen Ordner nennen
state-file = die Datei der gespeicherten Daten: { $why }
state-elsewhere = { $why }; mit --state-dir einen anderen Ordner für die gespeicherten Daten nennen
state-none = hier ist noch kein Lauf gespeichert; zuerst scannen oder mit --state-dir einen anderen Ordner nennen
sqlite-malformed = der Inhalt passt nicht mehr zusammen
sqlite-none = keine Datenbank
sqlite-read-only = dort kann nicht geschrieben werden
sqlite-busy = ein anderes Programm benutzt sie: warten, bis es fertig ist
sqlite-disk = der Datenträger meldet einen Fehler
sqlite-other = Fehler { $code } von SQLite
state-stopped = die Daten werden wegen eines früheren Fehlers nicht mehr gespeichert
key-digits = ein Schlüssel hat 64 Hexziffern
key-zeros = nur Nullen
key-open = { $path }: andere Benutzer können diesen Schlüssel lesen und damit die Werte hinter den Tokens eines Berichts finden; `chmod 600` darauf ausführen
signing-key-open = { $path }: andere Benutzer können diesen Schlüssel lesen und damit Ausnahmen unterschreiben; `chmod 600` darauf ausführen
randomness = die Zufallszahlen des Systems
folder-link = eine Verknüpfung; den Ordner selbst als --state-dir angeben
folder-none = kein Ordner
folder-not-plain = keine normale Datei; die Daten werden nie über eine Verknüpfung geöffnet
folder-open-to-others = andere Nutzer können hineinschreiben; `chmod go-w` darauf anwenden oder ein anderes --state-dir angeben
io-not-plain = keine gewöhnliche Datei: eine FIFO, ein Gerät oder ein Socket
file-open-to-others = andere Benutzer können darin schreiben, sodass es von irgendwem sein kann; `chmod go-w` darauf ausführen
file-of-another = gehört einem anderen Benutzer ({ $uid }) und nicht dem Administrator oder dem, der dies ausführt; `chown` darauf ausführen
state-unknown-storage = darin steht eine unbekannte Art von Ablage
audit-not-a-line = keine Zeile dieses Protokolls
audit-altered = verändert
audit-missing = eine Zeile davor fehlt oder wurde eingefügt
audit-cut = das Ende fehlt: Zeilen wurden abgeschnitten
audit-broken = { $place }: { $why }; die Datei als Beweis behalten; ein neues Protokoll beginnt in einem neuen Zustandsordner (--state-dir)
audit-whole =
    { $path }: { $n ->
        [one] { $n } Zeile
       *[other] { $n } Zeilen
    }, so wie sie geschrieben { $n ->
        [one] wurde
       *[other] wurden
    }
audit-since = { $whole }, seit { $since }
audit-purged = { $whole }; { $n ->
    [one] die Zeile davor wurde nach ihrer Frist gelöscht
   *[other] die { $n } Zeilen davor wurden nach ihrer Frist gelöscht
}
worker-not-started = ein Leseprozess konnte nicht gestartet werden
pictures-not-started = der Prozess, der Bilder liest, konnte nicht gestartet werden
# An index of the central storage.
index-other-key = { $path }: mit dem Schlüssel { $made } erstellt, angegeben war { $given }: den Schlüssel der Organisation mit --key-file angeben
index-not-one = { $path }: { $why }: eine Datei von `speur index build` angeben
index-altered = { $path }: { $what } ist nicht, was geschrieben wurde: eine unversehrte Kopie nehmen oder mit `speur index build` neu erstellen
index-newer = ein Index einer anderen Version von speur
index-newer-fingerprints = seine Fingerabdrücke sind von einer anderen Version von speur
index-none = kein Index der zentralen Ablage
index-its-document = eines seiner Dokumente
index-its-length = seine Länge
index-its-header = sein Kopf
index-its-part = das Ende eines seiner Teile
index-its-block = einer seiner Blöcke
index-its-section = einer seiner Abschnitte
index-no-folder = { $path }: den Ordner { $folder } gibt es nicht: zuerst anlegen
index-stopped = früher beendet; Gelesenes ist gespeichert: weiter mit `speur index update`; { $path } ist unverändert
index-summary =
    { $n ->
        [one] { $n } Dokument
       *[other] { $n } Dokumente
    }, davon { $text } mit Text, { $unread } nicht ganz gelesen
index-whole = { $path }: vollständig und unverändert, { $digest }
index-of-other = { $path }: kein Index von { $central }: die Indexdatei selbst angeben
central-silent = die zentrale Ablage antwortet nicht
index-full = { $path }: der Datenträger ist voll; Gelesenes ist gespeichert: Platz schaffen, dann weiter mit `speur index update`
index-row-digest = Prüfsumme
index-row-built = erstellt
index-row-key = Schlüssel
index-row-rules = Regeln
index-row-root = Ordner
index-row-documents = Dokumente
index-row-features = Merkmale
index-row-size = Größe
index-row-not-read = nicht gelesen
index-built-by = { $built } von speur { $version }
index-with-text = { $documents }, davon { $text } mit Text
index-features = { $n } (Datensätze und Passagen)
index-size = { $size }: Dokumente { $documents }, Merkmale { $features }
# Exceptions.
until-over = --until: { $until } ist vorbei: heute oder einen späteren Tag angeben
until-far = --until: { $until } ist mehr als { $years } Jahre entfernt: bis dahin sieht niemand mehr nach, ob die Ausnahme noch begründet ist
glob-empty = ein leeres Muster nennt jede Datei: einen Ort angeben
glob-everything = `{ $glob }` nennt jede Datei: einen Ort angeben
glob-every-ending = `{ $glob }` nennt jede Datei mit einer Endung, also fast alle: einen Ort angeben, oder eine einzelne Endung wie in `*.tmp`
glob-wrong = `{ $glob }` ist kein Muster: { $why }
approver-other = --approver: dieser Schlüssel gehört `{ $of }`, nicht `{ $given }`
exception-added = { $id }: gilt für { $by } ({ $what }), bis { $until }, genehmigt von { $approver }
exception-no-finding = { $id }: kein Scan dieses Rechners hat einen Fund mit dieser ID; mit einem Tippfehler gilt die Ausnahme für nichts
exception-no-id = `{ $id }` ist keine ID eines Fundes: das ist f_ mit 16 Ziffern von 0 bis f, wie `speur report` sie schreibt; für eine Datei dieses Namens `**/{ $id }` schreiben
exception-unknown = es gibt keine Ausnahme `{ $id }`; `speur exception list` nennt alle
exception-over = Ausnahme { $id } war schon beendet
exception-ended = { $id }: beendet am { $day } von { $approver }
exception-covered = { $id } erlaubt dasselbe bis zum { $until }
exceptions-none = keine Ausnahmen und keine Anträge
exception-is-ended = beendet { $day }
exception-is-until = bis { $day }
exception-is-expired = abgelaufen { $day }
exception-row = { $id }  { $state }  für { $by } { $what }  { $approver }: { $reason }
exception-requested = beantragt { $day }  Fund { $finding }: { $reason }
exception-asked = beantragt für { $finding } in { $path }: der nächste Bericht nennt es, und der DSB entscheidet
matches-content = Inhalt
matches-finding = Fund
matches-path = Pfad
exception-expired = Ausnahme { $id } für { $by } { $what } lief am { $day } ab: sie gilt nicht mehr; eine neue anlegen oder mit `speur exception expire` beenden
file-exists = { $path }: eine Datei angeben, die es noch nicht gibt
file-not-made = { $path }: die Datei kann nicht angelegt werden
file-no-folder = { $path }: die Datei kann nicht angelegt werden; legen Sie zuerst ihren Ordner an
file-read-only = { $path }: die Datei kann nicht angelegt werden; wählen Sie einen anderen Ort
exceptions-no-file = die Richtlinie nennt keine Datei mit Ausnahmen: [exceptions] mit `file` und [[exceptions.approver]] ergänzen
approver-unknown = { $path }: die Richtlinie nennt niemanden mit diesem Schlüssel als befugt; der öffentliche Schlüssel ist { $key }
reason-empty = --reason: sagen, warum das zugelassen ist
reason-long = --reason: höchstens 1000 Zeichen
reason-personal = --reason: darin stehen personenbezogene Daten ({ $rule }), und ein Grund steht in jedem Bericht: ohne sie schreiben
exceptions-unsigned = nicht signiert: Ausnahmen zählen nur mit der Signatur einer befugten Person (`speur exception add` signiert)
exceptions-stranger = von jemandem signiert, den die Richtlinie nicht als befugt nennt
exceptions-altered = nach der Signatur verändert: die signierte Datei zurücklegen oder neu signieren lassen
# Commands.
no-tesseract = --ocr: hier gibt es kein nutzbares tesseract, Bilder bleiben ungelesen (needs-ocr); es mit nld, fra, deu oder eng installieren
explain-what = einen Fund, eine Regel oder --coverage LAUF angeben
no-mail = keine Mail entworfen: die Richtlinie nennt keinen [dpo] mit E-Mail-Adresse
notice-not-created = { $path }: die Meldung kann nicht angelegt werden; einen anderen Ordner angeben
no-moment = `{ $text }` ist kein Zeitpunkt: so schreiben: 2026-11-28T09:30
aware-to-come = { $moment } liegt noch in der Zukunft: Noch weiß niemand etwas
nothing-to-report = es gibt keinen Lauf für einen Bericht: keine der Eingaben ist brauchbar
folder-no-report = { $path }: kein Bericht in diesem Ordner; Berichte enden auf { $endings }
not-a-report = { $path }: { $why }; einen Bericht, einen Ordner mit Berichten oder einen gespeicherten Lauf angeben
report-no-run = es gibt keinen Lauf `{ $run }` in { $folder }; der erste Datensatz eines Berichts nennt ihn, und der neueste ist `last`
run-gone = der Lauf ist nicht mehr in den gespeicherten Daten
input-changed = { $path }: während des Berichts verändert; neu beginnen, wenn nichts hineinschreibt
state-not-open = { $run }: die gespeicherten Daten sind nicht offen
run-without-record = ein Lauf beginnt mit seinem Datensatz
rules-none = { $path }: keine Regeldateien (*.toml) in diesem Ordner
rule-unreadable = { $path }: die Regeldatei kann nicht gelesen werden
rule-too-large = { $path }: größer als { $kb } KB
rule-not-utf8 = { $place }: nicht in UTF-8
rule-silent = (belegt seine Stelle, meldet nichts)
rule-row =
    { $examples ->
        [one] { $examples } Beispiel
       *[other] { $examples } Beispiele
    }, { $counterexamples ->
        [one] { $counterexamples } Gegenbeispiel
       *[other] { $counterexamples } Gegenbeispiele
    }
priority = die Priorität konnte nicht gesenkt werden
mounts = die eingehängten Dateisysteme konnten nicht aufgelistet werden
signals = Signale können nicht behandelt werden
value-not-a-day = `{ $text }` ist kein Tag: so schreiben: 2026-11-28
received-to-come = { $day }: dieser Tag kommt erst noch
case-ending = { $path }: eine Akte wird als .json, .md oder .html geschrieben
no-stored-run = in { $folder } ist kein Lauf gespeichert: zuerst scannen, oder einen Bericht oder --scan PFAD angeben
subject-not-a-report = Argument { $n } ist kein Bericht, kein Ordner mit Berichten und kein gespeicherter Lauf. Eine Angabe zur Person gehört nie in den Aufruf, wo andere Nutzer sie lesen können: sie wird abgefragt oder von der Standardeingabe gelesen
# Configuration.
file-too-long = länger als 1 MiB: keine Datei von uns
file-not-utf8 = kein UTF-8-Text: als UTF-8 speichern
value-not-unicode = kein gültiges Unicode
value-one = hier gehört ein Wert hin, keine Liste
value-text = hier gehört Text hin, nicht true oder false
value-flag = hier gehört true oder false hin
value-empty-path = ein leerer Pfad
value-one-path = hier gehört ein Pfad hin, in Anführungszeichen
value-other-home = { $path }: nur `~/` mit einem Pfad dahinter ist bekannt, für den eigenen Benutzerordner; schreiben Sie einen vollständigen Pfad, oder `./~name` für einen Namen, der so beginnt
value-paths = hier gehört eine Liste von Pfaden hin
value-globs = hier gehört eine Liste von Mustern hin
value-jobs = `{ $text }` ist keine Zahl von 1 bis 1024
value-not-a-size = `{ $text }` ist keine Größe: eine Zahl und K, M, G oder T schreiben, etwa 100M
value-not-a-duration = `{ $text }` ist keine Dauer: Zahlen mit d, h, m oder s schreiben, etwa 2h oder 1h30m
config-no-state = hier ist kein Ordner für die Daten bekannt: einen angeben
config-opposites = `{ $one }` und `{ $other }` schließen einander aus: Setzen Sie nur eines
config-lock-list = `lock` ist eine Liste von Schlüsseln
config-lock-machine = nur die Datei des Computers selbst darf Schlüssel sperren: diese Zeile entfernen
config-value-kind = `{ $key }` hat einen Wert einer Art, die kein Schlüssel hat
config-line-locked = `{ $key }` ist durch { $by } gesperrt: diese Zeile bewirkt nichts
config-locked = durch { $by } gesperrt: weglassen
config-unknown = `{ $name }` ist kein Schlüssel; die Schlüssel sind { $known }
value-not-a-recipient = `{ $name }` ist kein age-Empfänger: er beginnt mit age1, und `age-keygen -y DATEI` zeigt ihn
identity-not-keys = keine Datei mit Schlüsseln
identity-line = Zeile { $number } ist kein Schlüssel (AGE-SECRET-KEY-1...)
identity-empty = darin ist kein Schlüssel; `age-keygen -o DATEI` erzeugt einen
device-nameless = Gerät { $n }: Name oder ID angeben
device-twice = Gerät { $n }: steht schon in der Liste
csv-lengths = die erste Zeile hat { $expected } Spalten, diese { $has }
csv-row = keine lesbare Zeile: eine Tabelle mit den Spalten `name`, `id` und `department` angeben
policy-no-category = keine Regel hat die Kategorie `{ $category }`; `speur rules list` nennt sie, die besonderen ohne `special.`
policy-missing = Feld `{ $needed }` fehlt: { $how } schreiben
toml-unknown = unbekanntes Feld `{ $key }`, möglich sind { $known }
toml-variant = unbekannter Wert `{ $key }`, möglich sind { $known }
toml-missing = Feld `{ $key }` fehlt: hier ergänzen (`{ $key } = ...`)
toml-natural = hier gehört eine ganze Zahl hin, nicht unter 0 und nicht zu groß
toml-integer = hier gehört eine ganze Zahl hin, die nicht zu groß ist
toml-type = hier steht { $found }, es muss aber { $expected } sein
toml-kind-integer = eine Zahl
toml-kind-string = ein Text
toml-kind-boolean = ein Ja/Nein-Wert (true oder false)
toml-kind-floating-point = eine Kommazahl
toml-kind-sequence = eine Liste
toml-kind-map = eine Tabelle
toml-wanted-a-string = ein Text
toml-wanted-a-boolean = true oder false
toml-wanted-a-sequence = eine Liste
toml-wanted-a-map = eine Tabelle
toml-says-duplicate-key = dieser Schlüssel steht zweimal da
toml-says-key-with-no-value = dieser Schlüssel hat keinen Wert
toml-says-unclosed-table = diese Tabelle wird nicht geschlossen
toml-says-unclosed-array = diese Liste wird nicht geschlossen
toml-says-unclosed-array-table = diese Tabelle wird nicht geschlossen
toml-says-unclosed-inline-table = diese Tabelle wird nicht geschlossen
toml-says-missing-value = hier fehlt ein Wert
toml-says-missing-value-for-key = dieser Schlüssel hat keinen Wert
toml-says-string-values-must-be-quoted = ein Text steht in Anführungszeichen
toml-says-missing-comma-between-array-elements = zwischen zwei Werten einer Liste steht ein Komma
toml-says-wanted-string-or-table = hier gehört eines der festen Wörter hin, als Text in Anführungszeichen
toml-syntax-quotes = ein Text in Anführungszeichen hat kein Ende: am Anfang und am Ende steht dasselbe Anführungszeichen, in einer Zeile
toml-syntax-backslash = `\` in doppelten Anführungszeichen beginnt ein besonderes Zeichen: zweimal schreiben, oder den Text in einfache Anführungszeichen setzen
toml-syntax-rest = in dieser Zeile bleibt etwas übrig: ein Schlüssel mit einem Wert je Zeile, und in einem Text kein Anführungszeichen derselben Art
toml-syntax-name = hier gehört ein Schlüssel hin: Buchstaben ohne Akzente und Umlaute, Ziffern, `-` und `_`, dann `=`; oder eine Überschrift in `[` und `]`
toml-syntax-sign = hier steht ein `=` oder ein Komma zu viel
toml-syntax-pairs = zwischen `{ "{" }` und `{ "}" }` gehören Schlüssel mit `=` und einem Wert, mit einem Komma zwischen zwei davon
toml-syntax-boolean = `true` oder `false` schreiben, in Kleinbuchstaben und ohne Anführungszeichen
toml-syntax-number = diese Zahl ist nicht lesbar: nur Ziffern, ohne Null am Anfang, und nicht zu groß
toml-syntax-date = dieses Datum oder diese Zeit ist nicht lesbar: ein Datum als 2026-03-31 schreiben
toml-syntax-twice = dieser Schlüssel hat schon einen Wert: er kann nicht auch eine Überschrift sein oder Schlüssel unter sich haben
toml-syntax-character = hier steht ein Zeichen, das nicht gezeigt werden kann, etwa ein Steuerzeichen: entfernen
toml-syntax-depth = zu viele Klammern ineinander
toml-expected = { $says }: hier gehört { $expected } hin
policy-reason = ein Grund ist nötig: sagen, { $of }
policy-dpo-mail = `email` des dpo ist keine E-Mail-Adresse
policy-elsewhere = `{ $key }` zählt nur in der eigenen Richtlinie des Computers: hier bewirkt es nichts
policy-reason-personal = in diesem Grund stehen personenbezogene Daten, und er steht in jedem Bericht: ohne sie schreiben
policy-reason-transfer = auf welcher Grundlage diese Übermittlung erlaubt ist
policy-country = `{ $to }` ist kein Land: zwei Großbuchstaben schreiben, etwa "US"
policy-provider = `{ $name }` ist kein bekannter Sync-Client; bekannt sind { $known }
policy-raise-nothing = diese Zeile ändert nichts: `to` mit einer Stufe oder `by` mit der Zahl der Stufen angeben
policy-reason-raise = ein Grund ist nötig: sagen, warum das mehr oder weniger schwer wiegt
policy-days = `{ $name }` muss von 1 bis 3650 sein
policy-reason-place = warum dieser Ort ausgelassen wird
policy-glob-home = `{ $glob }`: eine Richtlinie gilt für alle und kennt keinen Benutzerordner; schreiben Sie die Ordner von allen, wie `/home/*/Musik`
policy-central-twice = zwei zentrale Ordner heißen `{ $name }`: jedem einen eigenen Namen geben
policy-central-path-twice = zwei zentrale Ordner liegen unter { $path }: einen weglassen
policy-path = `{ $path }` ist kein vollständiger Pfad: beim Stammordner oder Laufwerk beginnen
policy-reason-term = welches Gesetz oder welcher Beschluss diese Frist setzt
policy-term = die Frist muss von 1 Monat bis 100 Jahre sein: `years`, `months` oder beides angeben
policy-term-nothing = keine Kategorie: die nennen, für die diese Frist gilt
policy-term-twice = `{ $name }` hat schon eine Frist: eine von beiden behalten
policy-no-approver = niemand darf genehmigen: [[exceptions.approver]] angeben
policy-not-a-key = kein öffentlicher Schlüssel: `ed25519:` und 64 Hexziffern schreiben, wie `speur exception keygen` sie ausgibt
encrypt-to-nobody = { $path }: ein Name für einen verschlüsselten Bericht, aber niemand, für den verschlüsselt wird: --encrypt-to AGE_SCHLÜSSEL angeben
choice-wrong = `{ $text }` ist keines von { $names }
report-writing = beim Schreiben des Berichts: { $why }
xlsx-at-terminal = --format xlsx: eine Arbeitsmappe kann nicht im Terminal gezeigt werden: mit -o DATEI.xlsx in eine Datei schreiben
origin-default = Standard
# What the system says.
io-not-found = diese Datei oder diesen Ordner gibt es nicht
io-permission = dafür fehlt die Berechtigung
io-exists = es gibt es schon
io-full = der Datenträger ist voll
io-read-only = von diesem Datenträger kann nur gelesen werden
io-folder = es ist ein Ordner
# The rules, and what protects a reading process.
rule-example-wrong = in `{ $text }` findet sie { $found }, nicht { $finds }
rule-counterexample-wrong = in `{ $text }` ({ $why }) findet sie { $found }
force-address-space = Arbeitsspeicher
force-memory = Arbeitsspeicher
force-core-dumps = Speicherabbild nach Absturz
force-dies-with-parent = endet mit dem Scan
force-not-traceable = für andere Programme verschlossen
force-no-new-privileges = keine weiteren Rechte
force-landlock = kein Zugriff auf Dateien (landlock)
force-seccomp = nur harmlose Systemaufrufe (seccomp)
force-job-object = Grenzen von Windows (Job-Objekt)
is-on = an
is-off = aus
is-unlimited = unbegrenzt
signing-key-missing = eine Ausnahme wird signiert: den privaten Schlüssel der befugten Person mit --signing-key angeben
index-is-folder = { $path }: ein Ordner: eine Datei darin mit -o angeben
index-roots-one-name = zwei Ordner heißen `{ $name }` ({ $one } und { $other }), und Berichte könnten sie nicht unterscheiden: jedem mit `[[central]]` in der Richtlinie einen eigenen Namen geben
index-not-written = der Index kann in { $folder } nicht geschrieben werden: eine andere Datei mit -o angeben
policy-own-unread = keine Regel liest `{ $value }` als Wert von `{ $family }`, also bewirkt es nichts: jede Ziffer und jeden Buchstaben prüfen
policy-several = davon kann es mehrere geben: `[[{ $key }]]` mit zwei Klammern schreiben
policy-quotes = { $message }: in Anführungszeichen setzen
index-in-the-way = { $path }: diese Datei gibt es schon, und sie ist kein Index der zentralen Ablage: eine andere Datei mit -o angeben
index-update-other = { $path }: dieser Index ist von { $has }, nicht von { $asked }: dieselben Ordner angeben, eine andere Datei mit -o angeben oder diesen Index mit `speur index build` neu erstellen
