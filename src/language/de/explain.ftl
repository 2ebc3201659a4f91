# speur explain.
explain-in = in { $path }
explain-run = Lauf { $run }
explain-found = { $n } Mal gefunden, { $distinct ->
    [one] { $distinct } verschiedener Wert
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
explain-links = { $n ->
    [one] Eine Verknüpfung zu einem anderen Ort wurde nicht verfolgt: Wohin sie führt, wird dort gelesen, wo es liegt, falls dort gesucht wurde.
   *[other] { $n } Verknüpfungen zu anderen Orten wurden nicht verfolgt: Wohin sie führen, wird dort gelesen, wo es liegt, falls dort gesucht wurde.
}
explain-special = { $n ->
    [one] Ein Gerät oder eine Pipe wurde nicht geöffnet: Es ist kein Dokument.
   *[other] { $n } Geräte und Pipes wurden nicht geöffnet: Es sind keine Dokumente.
}
explain-run-stopped = Der Lauf wurde vorher beendet: Was noch nicht an der Reihe war, steht hier nicht.
explain-run-complete = Der Lauf ist vollständig.
explain-run-incomplete = Der Lauf ist nicht vollständig: Was nicht gelesen wurde, kann personenbezogene Daten enthalten.
explain-category = { $rule }: Kategorie { $category }
explain-silent = Sie nimmt, was sie findet, damit keine andere es nimmt, und meldet nichts.
explain-base = Punkte nach der Schreibweise eines Werts (hoch ab { $high }, mittel ab { $medium }, niedrig ab { $low })
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
explain-no-index = In keinem Index der zentralen Ablage wurde nachgesehen; deshalb ist nicht bekannt, ob dieses Dokument dort steht: den Index mit --central-index angeben.
