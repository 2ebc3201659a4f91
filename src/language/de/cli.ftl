# What commands say. Exit codes, flags and names of files stay as they are.
no-path-given = kein PATH angegeben: { $places } wird durchsucht; System- und Programmordner bleiben außen vor
name-what-exists = { $path }: { $why }; nennen Sie einen Ordner oder eine Datei, die es gibt
name-not-asked = { $path }: { $why }; es wurde noch nichts gelesen: speur noch einmal starten
own-state = { $path }: hier bewahrt Speur seine eigenen Dateien auf: sie werden nie durchsucht
name-what-opens = { $path }: { $why }; als jemand suchen, der sie und die Ordner darüber öffnen darf, oder einen anderen Ort nennen
nothing-to-resume = kein unterbrochener Lauf über diese Orte: ein neuer beginnt
clock-ahead = nach der Uhr dieses Computers war der letzte Lauf vor mehr als einem Jahr, am { $day }. Geht die Uhr falsch, stellen Sie sie richtig: gespeicherte Läufe und das Protokoll bleiben dieses Mal erhalten
runs-purged = { $n ->
    [one] { $n } Lauf
   *[other] { $n } Läufe
}, älter als { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
}, { $n ->
    [one] wurde
   *[other] wurden
} gelöscht
coverage-line = Abdeckung: { $coverage }
walk-died = { $places }: der Prozess, der dort die Dateien auflistet, wurde vom System oder von jemandem beendet: nicht alles dort wurde angesehen
walk-not-started = { $places }: dort wurde nichts angesehen: der Prozess, der die Dateien auflistet ({ $program }), startet nicht: { $cause }. Sorgen Sie dafür, dass das Programm gestartet werden darf und dass Speicher und Zahl der Prozesse nicht erschöpft sind
walk-no-line = das System gab keine Verbindung zu ihm
stopped-early = vorher beendet; was gelesen wurde, ist gesichert: weiter mit --resume
output-synced = { $path }: liegt in einem Ordner, der mit einem Cloud-Dienst synchronisiert wird; der hätte dann eine Kopie des Berichts: einen anderen Ordner nennen oder ihn mit --encrypt-to verschlüsseln
report-not-written = der Bericht konnte nicht geschrieben werden; was gefunden wurde, bleibt erhalten: Platz schaffen oder eine andere Datei nennen, dann `speur report last`
reader-died = { $path }: Der Leseprozess brach ab ({ $status }): crashed
not-a-file = { $path }: keine Datei; nennen Sie die Dateien, die gelesen werden sollen
ending-unknown = { $path }: Diese Endung ist keine Form eines Berichts; nehmen Sie eine von { $endings }
rules-checked = { $rules ->
    [one] { $rules } Regel
   *[other] { $rules } Regeln
}, { $examples } Beispiele und Gegenbeispiele, { $failed } fehlgeschlagen
bench-rule = Regel
bench-cost = ns je KB
bench-candidates = Kandidaten
bench-findings = Funde
no-such-rule = es gibt keine Regel `{ $rule }`; `speur rules list` nennt alle
config-checked = Konfiguration: { $config }
policy-checked = Richtlinie: { $policy }
exceptions-checked = Ausnahmen: { $path }: { $n } gelten
exceptions-absent = Ausnahmen: { $path } gibt es (noch) nicht: nichts wird zugelassen
policy-of = { $policy } von { $organisation }
no-problems = keine Probleme
none = keine
# The bar of a running scan.
progress-line = { $done } von { $files }, { $read } ({ $rate }/s), { $findings ->
    [one] { $findings } Fund
   *[other] { $findings } Funde
}
progress-power = wartet: Der Akku ist fast leer
progress-left = noch { $time }
# speur doctor.
doctor-files = Eigene Dateien
doctor-state = Zustand
doctor-key = Schlüssel
doctor-key-organisation = Organisation
doctor-key-device = dieses Gerät
doctor-runs = Behaltene Läufe
doctor-unknown = nicht bekannt: siehe oben
doctor-force = In Kraft in einem Leseprozess
doctor-pictures = Bilder und eingescannte Seiten
doctor-tesseract = mit --ocr gelesen von tesseract { $version } ({ $languages }), { $program }
doctor-no-tesseract = nicht gelesen (needs-ocr): hier gibt es kein brauchbares tesseract
doctor-limits = Grenzen eines Dokuments
doctor-time = { $cpu } s CPU, { $silent } s ohne Fortschritt, { $total } s insgesamt
doctor-output = { $most } beim Entpacken, { $ratio }:1 nach { $after }
doctor-depth = { $depth } ineinander liegende Dokumente, { $members ->
    [one] { $members } Eintrag
   *[other] { $members } Einträge
}
report-no-index = in keinem Index der zentralen Ablage wurde nachgesehen; deshalb ist nicht bekannt, welche Dokumente dort stehen: den Index mit --central-index angeben
report-judged-already = --policy und --central-index beurteilen nur gespeicherte Läufe (r_..., last): Was in einer Berichtsdatei steht, wurde beurteilt, als sie geschrieben wurde
notice-judged-already = der Meldung sagt --policy, für wen sie ist; was in einer Berichtsdatei steht, wurde beurteilt, als sie geschrieben wurde: --policy und --central-index beurteilen nur gespeicherte Läufe (r_..., last)
passed-link = eine Verknüpfung, nicht verfolgt
passed-pipe = eine Pipe (FIFO), nicht geöffnet
passed-socket = ein Socket, nicht geöffnet
passed-device = ein Gerät, nicht geöffnet
