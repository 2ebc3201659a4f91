# Die Meldung an den Datenschutzbeauftragten.
notice-title = Meldung personenbezogener Daten außerhalb der zentralen Ablage
notice-written = Erstellt
notice-organisation = Organisation
notice-for = Für den Datenschutzbeauftragten
notice-policy = Richtlinie
notice-summary = Kurz gefasst
notice-nothing = In dem, was gelesen wurde, fanden sich keine personenbezogenen Daten außerhalb der zentralen Ablage.
notice-people = { $documents ->
    [one] Ein Dokument enthält
   *[other] { $documents } Dokumente enthalten
} personenbezogene Daten, wo sie nicht sein dürfen: über { $people }.
notice-between = mindestens { $least ->
    [one] eine Person
   *[other] { $least } Personen
} und höchstens etwa { $most } (wenn niemand in zwei Dokumenten steht)
notice-at-least = { $n ->
    [0] eine unbekannte Zahl von Personen
    [one] mindestens eine Person
   *[other] mindestens { $n } Personen
}
notice-since = Die älteste dieser Dateien wurde zuletzt am { $since } geändert, die neueste am { $until }. Eine Kopie kann das Datum ihres Originals behalten: Seit wann eine Datei am Fundort liegt, beweist dieses Datum allein nicht.
notice-minors = { $n ->
    [one] Ein Dokument betrifft
   *[other] { $n } Dokumente betreffen
} Minderjährige.
notice-clock = Die 72 Stunden
notice-clock-runs = Sie begannen am { $began } und enden am { $ends }.
notice-clock-left = Verbleibende Zeit: { $left }.
notice-clock-over = Sie sind vorbei: Eine spätere Meldung muss die Gründe der Verzögerung nennen.
notice-clock-law = DSGVO Art. 33: Ist dies eine Verletzung des Schutzes personenbezogener Daten, wird sie der Aufsichtsbehörde binnen 72 Stunden gemeldet, nachdem sie der Organisation bekannt wurde.
notice-clock-of-scan = Sie zählen ab dem Ende des ersten Laufs, der etwas fand. Wusste die Organisation es früher, enden sie früher: Geben Sie diesen Zeitpunkt mit --aware an.
notice-clock-given = Sie zählen ab dem Zeitpunkt, der als Kenntnisnahme der Organisation angegeben wurde.
notice-kinds = Welche Arten von Daten
notice-places = Wo
notice-sum = { $name }: { $documents ->
    [one] ein Dokument
   *[other] { $documents } Dokumente
}, { $people }
notice-articles = Welche Artikel der Richtlinie
notice-documents = { $n ->
    [one] ein Dokument
   *[other] { $n } Dokumente
}
notice-list = Die Dokumente, die schwersten zuerst
notice-document = { $level }, { $storage }, { $people }, geändert { $modified }, { $n ->
    [one] Artikel
   *[other] Artikel
} { $articles }; Schritt: { $advice }
notice-found = Gefunden: { $kinds }
notice-samples = Beispiele, maskiert: { $values }
notice-overdue = Zu lange aufbewahrt: Die Frist endete am { $until } ({ $reason }).
notice-overdue-list = Zu lange aufbewahrt in der zentralen Ablage
notice-more = { $n ->
    [one] Und ein weiteres, weniger schweres: Der Bericht hat es auch.
   *[other] Und { $n } weitere, weniger schwere: Der Bericht hat sie alle.
}
notice-limits = Was hier nicht steht
notice-unread = { $n ->
    [0] Jede Datei wurde gelesen.
    [one] Eine Datei wurde nicht oder nicht ganz gelesen: Niemand weiß, was darin steht.
   *[other] { $n } Dateien wurden nicht oder nicht ganz gelesen: Niemand weiß, was darin steht.
}
notice-personal = { $n ->
    [one] Eine Datei liegt in einem persönlichen Ordner: Wie die Richtlinie es sagt, wurde sie gezählt und nicht geöffnet.
   *[other] { $n } Dateien liegen in persönlichen Ordnern: Wie die Richtlinie es sagt, wurden sie gezählt und nicht geöffnet.
}
notice-others-read = Jede andere Datei wurde gelesen.
notice-masked = Hier steht kein Wert: Werte sind gezählt und höchstens maskiert gezeigt. Speur verschickt selbst nichts.
notice-steps = Was zu entscheiden ist
notice-step-judge = Ist dies eine Verletzung: Wurden Daten verloren, geändert oder von jemandem gesehen, der sie nicht sehen darf?
notice-step-risk = Besteht ein Risiko für die Betroffenen? Dann melden Sie es binnen 72 Stunden der Aufsichtsbehörde (Art. 33).
notice-step-persons = Ist das Risiko hoch? Dann benachrichtigen Sie auch die Betroffenen selbst (Art. 34).
notice-step-record = Halten Sie in jedem Fall fest, was geschah, welche Folgen es hat und was getan wurde (Art. 33 Abs. 5).
notice-subject = Personenbezogene Daten außerhalb der zentralen Ablage: { $documents ->
    [one] ein Dokument
   *[other] { $documents } Dokumente
}, { $people }
notice-hello = Guten Tag,
notice-body = Ein Lauf fand personenbezogene Daten, wo die Richtlinie sie nicht erlaubt (Artikel IX). Das Dossier liegt bei; hier das Wichtigste.
notice-asks = Was zu entscheiden ist, steht am Ende des Dossiers. Dieser Entwurf wurde nicht verschickt: Lesen Sie ihn, ändern Sie, was Sie wollen, und verschicken Sie ihn selbst.
# Arten von Daten.
data-address = Anschriften
data-bank-account = Bankkonten
data-birth-date = Geburtsdaten
data-business = Unternehmensnummern von Personen
data-contact = E-Mail-Adressen und Telefonnummern
data-credential = Passwörter und Schlüssel
data-cv = Lebensläufe
data-health-insurance = Krankenversicherungsnummern
data-identity-document = Ausweise
data-location = Standorte
data-minors = Daten über Minderjährige
data-name = Namen
data-national-id = nationale Kennnummern
data-network = Netzwerkadressen
data-payment-card = Zahlungskarten
data-professional = Nummern von Berufsträgern
data-reference = Referenzen
data-salary = Löhne
data-student = Matrikelnummern
data-vehicle = Kennzeichen
data-health = Gesundheit
data-ethnicity = Herkunft
data-politics = politische Meinungen
data-religion = Religion oder Weltanschauung
data-union = Gewerkschaftszugehörigkeit
data-genetic = genetische Daten
data-biometric = biometrische Daten
data-sex-life = Sexualleben oder Orientierung
data-criminal = strafrechtliche Verurteilungen und Straftaten
