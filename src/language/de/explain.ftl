# speur explain.
explain-in = in { $path }
explain-run = Lauf { $run }
explain-found = { $n } Mal gefunden, { $distinct ->
    [one] ein einziger Wert
   *[other] { $distinct } verschiedene Werte
}:
explain-found-more = { $n } Mal gefunden, mehr als { $distinct } verschiedene Werte:
explain-why = Warum: Der beste Wert erreicht { $score } von 99, das ist { $level } (hoch ab { $high }, mittel ab { $medium }, niedrig ab { $low })
explain-document = Das Dokument: { $verdict }. { $sentence }
explain-risk =
    Risiko { $score } von 100 ({ $level }), mindestens { $persons ->
        [one] { $persons } Person
       *[other] { $persons } Personen
    }
explain-no-finding = kein behaltener Lauf hat einen Fund `{ $id }` ({ $runs ->
    [one] { $runs } Lauf
   *[other] { $runs } Läufe
} in { $state }, Schlüssel { $key }); die Nummern stehen in den Datensätzen von `speur scan --format jsonl` und gelten für das Gerät und den Schlüssel, mit denen sie entstanden
explain-no-runs = in { $state } ist kein Lauf gespeichert
no-such-run = es gibt keinen Lauf `{ $run }` in { $state }; der Name steht im ersten Datensatz eines Berichts, und der neueste ist `last`
explain-run-head = Lauf { $run } vom { $moment }: { $places }
explain-all-read = Alles wurde gelesen.
explain-read-so-far = Was bis dahin an der Reihe war, wurde gelesen.
explain-own = { $n ->
    [one] Ein Bericht, den Speur auf diesem Gerät geschrieben hat, wurde ausgelassen: Wovon er handelt, wird dort gezählt, wo es liegt.
   *[other] { $n } Berichte, die Speur auf diesem Gerät geschrieben hat, wurden ausgelassen: Wovon sie handeln, wird dort gezählt, wo es liegt.
}
explain-states = { $n ->
    [one] Eine Arbeitsdatei von Speur (Datenbank, Schlüssel oder Protokoll, von wem auch immer) wurde ausgelassen: Was darin steht, sagen die Berichte, die daraus gemacht werden.
   *[other] { $n } Arbeitsdateien von Speur (Datenbanken, Schlüssel und Protokolle, von wem auch immer) wurden ausgelassen: Was darin steht, sagen die Berichte, die daraus gemacht werden.
}
explain-links = { $n ->
    [one] Eine Verknüpfung zu einem anderen Ort wurde nicht verfolgt: Wohin sie führt, wird dort gelesen, wo es liegt, falls dort gesucht wurde.
   *[other] { $n } Verknüpfungen zu anderen Orten wurden nicht verfolgt: Wohin sie führen, wird dort gelesen, wo es liegt, falls dort gesucht wurde.
}
explain-special = { $n ->
    [one] Ein Gerät, eine Pipe oder ein Socket wurde nicht geöffnet: Es ist kein Dokument.
   *[other] { $n } Geräte, Pipes oder Sockets wurden nicht geöffnet: Es sind keine Dokumente.
}
explain-run-stopped = Der Lauf wurde vorher beendet: Was noch nicht an der Reihe war, steht hier nicht.
explain-run-complete = Der Lauf ist vollständig.
explain-run-incomplete = Der Lauf ist nicht vollständig: Was nicht gelesen wurde, kann personenbezogene Daten enthalten.
explain-category = { $rule }, Art der Daten: { $category }
explain-silent = Sie nimmt, was sie findet, damit keine andere es nimmt, und meldet nichts.
explain-base = Punkte nach der Schreibweise eines Werts (hoch ab { $high }, mittel ab { $medium }, niedrig ab { $low })
explain-base-words = Punkte danach, von wem die Wörter handeln (hoch ab { $high }, mittel ab { $medium }, niedrig ab { $low })
explain-raised = Erhöht durch
explain-by-heading = eine Spaltenüberschrift, ein Feld oder ein Schlüssel, der es benennt
explain-by-column = eine Spalte, in der fast jeder Wert gültig ist (statt einer Überschrift)
explain-by-word = ein Wort, das es benennt, nah dabei; { $far } im Umkreis von 300 Zeichen
explain-by-identifier = ein anderes Merkmal einer Person in derselben Zeile
explain-lowered = Gesenkt durch
explain-by-negative = ein Wort nah dabei, das etwas anderes benennt
explain-by-implausible = ein unwahrscheinliches Datum oder Alter
explain-risk-points = Risikopunkte nach Klasse
explain-examples = Gefunden
explain-counterexamples = Nicht gefunden
# How a value is written, and the classes of values, as the rules name them.
written-bare = ohne Trennzeichen
written-bare-16 = 16 Ziffern ohne Trennzeichen
written-bare-89 = ohne Trennzeichen, von der neueren Art
written-belgian = belgisch
written-belgium = in Belgien
written-by-keyword = neben einem Wort, das es benennt
written-canonical = mit den üblichen Trennzeichen
written-checked = mit stimmenden Prüfziffern
written-dashed = mit Bindestrichen
written-document = eines Ausweises
written-dotted = mit Punkten
written-elsewhere = anderswo
written-few = einige Wörter eines solchen Dokuments
written-fixed = eines Festnetzanschlusses
written-found = so wie es geschrieben ist
written-framed = mit seinen Zeichen darum
written-full = mit Straße, Postleitzahl und Ort
written-given = mit einem bekannten Vornamen, nahe bei einem anderen Merkmal wie einer E-Mail-Adresse
written-glued = mit seiner Bezeichnung direkt davor
written-grouped = in Gruppen
written-heading = unter einer Überschrift, die es benennt
written-ipv4 = IPv4
written-ipv6 = IPv6
written-keyword = hinter einem Wort, das es benennt
written-label = hinter einer Bezeichnung, die es benennt
written-labelled = mit einer Bezeichnung, die es benennt
written-listed = mit einem bekannten Vor- und Nachnamen, nahe bei einem anderen Merkmal wie einer E-Mail-Adresse
written-lost-zero = ohne die Null am Anfang
written-mac = einer Netzwerkkarte (MAC)
written-many = viele Wörter eines solchen Dokuments
written-mobile = eines Mobiltelefons
written-name = durch den Namen der Datei
written-number = als Nummer
written-obfuscated = verschleiert, wie „name at ort punkt be“
written-other = auf andere Weise
written-padded = mit Nullen am Anfang, die ein Programm entfernt hat
written-personal = einer Person
written-place = mit Postleitzahl und Ort
written-plain = einfach
written-reference = als Referenz
written-role = einer Stelle oder Funktion
written-separated = mit Trennzeichen
written-separated-89 = mit Trennzeichen, von der neueren Art
written-service = eines Dienstes
written-sign = hinter einem Zeichen der Geburt
written-spaced = mit Leerzeichen
written-street = mit Straße und Hausnummer
written-title = hinter einer Anrede
written-unassigned = in einem nicht vergebenen Bereich
written-unchecked = ohne Prüfziffern
written-unknown = von wem, ist nicht bekannt
written-unknown-bank = einer unbekannten Bank
written-unknown-grouped = in Gruppen, einer unbekannten Bank
written-unlikely = wenig wahrscheinlich
written-with-expiry = mit einem Ablaufdatum daneben
class-account = Konto
class-address = Adresse
class-adult = Erwachsene
class-business = eines Unternehmens
class-card = Karte
class-care-provider = Leistungserbringer
class-company = einer Firma
class-enterprise = Unternehmen
class-fixed = Festnetz
class-found = jeder Wert
class-licence = Führerschein
class-member = Mitglied
class-minor = Kind
class-mobile = Mobiltelefon
class-organisation = Organisation
class-part = Teil eines Namens
class-passport = Pass
class-person = Person
class-personal = einer Person
class-place = Ort
class-plate = Kennzeichen
class-private = privat
class-reference = Referenz
class-role = Stelle oder Funktion
class-service = Dienst
class-sole-trader = Einzelunternehmen
class-special = besondere Kategorie
class-unknown = unbekannt
class-whole = ganzer Name
explain-no-index = In keinem Index der zentralen Ablage wurde nachgesehen; deshalb ist nicht bekannt, ob dieses Dokument dort steht: den Index mit --central-index angeben.
