# The report as a page.
html-title = Persoonsgegevens op { $name }
html-title-many =
    Persoonsgegevens op { $n ->
        [one] { $n } machine
       *[other] { $n } machines
    }
html-skip = Naar de documenten
html-nav = Delen van dit rapport
html-nav-summary = Samenvatting
html-nav-machines = Machines
html-nav-overview = Overzicht
html-nav-documents = Documenten
html-nav-coverage = Wat gelezen is
html-nav-run = Deze scan
html-scanned = Gescand op { $moment }
html-verdict-none = Geen document met persoonsgegevens op een plaats waar het beleid dat niet toestaat, in wat gelezen is.
html-verdict-some = { $n ->
    [one] { $n } document bevat
   *[other] { $n } documenten bevatten
} persoonsgegevens op een plaats waar het beleid dat niet toestaat.
html-missing = Niet alles staat in dit rapport.{ $never ->
    [0] {""}
    [one]{" "}{ $never } machine is nooit gescand.
   *[other]{" "}{ $never } machines zijn nooit gescand.
}{ $skipped ->
    [0] {""}
    [one]{" "}{ $skipped } invoer is weggelaten.
   *[other]{" "}{ $skipped } stukken invoer zijn weggelaten.
}
html-incomplete =
    Niet alles kon gelezen worden: { $n ->
        [one] { $n } bestand kan
       *[other] { $n } bestanden kunnen
    } nog meer bevatten.
html-complete = Alles is gelezen.
html-stopped = De scan is vroeger gestopt: wat nog niet aan de beurt was, staat niet in dit rapport.
html-you = Voor u, als dit uw bestanden zijn
html-admin = Voor de beheerder
html-dpo = Voor de functionaris voor gegevensbescherming
html-step-none = U hoeft nu niets te doen.
html-step-move =
    Verplaats { $n ->
        [one] dit document naar de centrale opslag. Wis het niet
       *[other] deze { $n } documenten naar de centrale opslag, de ergste eerst. Wis er geen enkel van
    } voor het daar staat.
html-step-delete =
    Wis { $n ->
        [one] het document waar “{ $step }” bij staat
       *[other] de { $n } documenten waar “{ $step }” bij staat
    }: de centrale opslag heeft hetzelfde.
html-step-ask =
    Vraag de functionaris voor gegevensbescherming raad over { $n ->
        [one] één document
       *[other] { $n } documenten
    }.
html-worst = De ergste
html-all-documents = Alle documenten
html-read-share = { $percent } van de documenten is gelezen
html-read-share-seen = { $percent } van de documenten op de machines in dit rapport is gelezen
html-all-unread = Alles wat niet gelezen is
html-people = Betrokken personen, minstens
html-special = Met bijzondere categorieën van gegevens
html-minors = Over kinderen
html-article = Artikel { $article }: { $what }
html-twins = Hetzelfde in de centrale opslag
html-by-severity = Naar ernst
html-by-verdict = Naar oordeel
html-by-category = Naar soort gegevens
html-by-storage = Naar opslagplaats
html-by-format = Naar formaat
html-by-age = Naar tijd sinds de laatste wijziging
html-by-department = Naar dienst
html-by-article = Naar artikel
html-by-twin = Naar tegenhanger in de centrale opslag
html-counts-violations = Documenten op een plaats waar het beleid dat niet toestaat
age-year = minder dan 1 jaar
age-two = 1 tot 2 jaar
age-five = 2 tot 5 jaar
age-ten = 5 tot 10 jaar
age-more = meer dan 10 jaar
twin-exact = hetzelfde bestand
twin-same-text = dezelfde tekst
twin-stale = een andere versie
twin-extract = een deel van een document daar
html-severity = Ernst
html-document = Document
html-found = Gevonden
html-persons = Personen
html-storage = Opslagplaats
html-changed = Gewijzigd
html-step = Stap
html-verdict = Oordeel
html-category = Soort gegevens
html-format = Formaat
html-size = Grootte
html-machine = Machine
html-risk = Risicopunten, voor het beleid
html-risk-of = { $score } op 100
html-search = Zoek op naam, map of gegevens
html-any = alle
html-reset = Alles tonen
html-shown = { $shown } van { $total } documenten
html-more = Meer tonen
html-no-match = Geen enkel document past. Kies minder, of toon alles.
html-no-documents = Er is geen document met persoonsgegevens gevonden in wat gelezen is.
html-left-out = { $n ->
    [one] { $n } document van lagere rang staat niet in deze lijst: het rapport in JSON Lines bevat het ook.
   *[other] { $n } documenten van lagere rang staan niet in deze lijst: het rapport in JSON Lines bevat ze allemaal.
}
html-back = Terug naar de lijst
html-previous = Vorige
html-next = Volgende
html-what-to-do = Wat te doen
html-what-found = Wat er gevonden is
html-times = { $n ->
    [one] { $n } keer
   *[other] { $n } keer
}, { $distinct } verschillende
html-times-more = { $n } keer, meer dan { $distinct } verschillende
html-confidence = zekerheid { $level } ({ $score } op 99)
html-where = Waar
html-why = Waarom
html-samples = Voorbeelden, gemaskeerd
html-twin = Tegenhanger in de centrale opslag
html-similarity = { $percent } gelijk
html-no-twin = Daar is er geen gevonden.
html-twin-unknown = Er is niet naar gezocht: er was geen index van de centrale opslag.
html-articles = Artikels van het beleid
html-gaps = Niet gelezen hierin
html-other-names = Andere namen van hetzelfde bestand
html-files = Bestanden
html-inside = Documenten in bestanden
html-seen = Gezien
html-unread-none = Niets is ongelezen gebleven.
html-unread-what = Een bestand dat niet gelezen is, kan persoonsgegevens bevatten. Elk staat hier, per reden.
html-no-text = Bestanden zonder tekst, zoals programma’s en geluid, per formaat
html-bytes = Bytes gelezen
html-unchanged = Ongewijzigd sinds een vorige scan, dus niet opnieuw gelezen
html-own = Rapporten die Speur op dit toestel schreef, weggelaten: waarover ze gaan, wordt geteld waar het staat
html-states = Werkbestanden van Speur (databanken, sleutels, logboeken), van wie ook, weggelaten: wat erin staat, melden de rapporten die ervan gemaakt worden
html-links = Koppelingen naar andere plaatsen, niet gevolgd: waar ze naar leiden wordt gelezen waar het staat
html-devices = Apparaten, pijpen en sockets, niet geopend
html-number = Aantal
html-reason = Reden
html-started = Begonnen
html-finished = Afgelopen
html-not-finished = vroeger gestopt
html-device = Toestel
html-places = Gescande plaatsen
html-policy = Beleid
html-policy-none = geen: het ingebouwde
html-rules = Vingerafdruk van de regels
html-key = Tokensleutel
html-run = Scan
html-private = Dit rapport toont geen waarden: ze zijn geteld, en hoogstens gemaskeerd. Paden en namen van bestanden staan er zoals ze zijn, ook waar een naam persoonsgegevens bevat: hou het even vertrouwelijk als de bestanden.
html-trend = Verloop
html-trend-what = Documenten op de verkeerde plaats, van scan tot scan van dezelfde plaatsen met dezelfde regels en hetzelfde beleid.
html-date = Datum
html-violations = Op de verkeerde plaats
html-with-data = Met vondsten
html-not-comparable = andere plaatsen of regels
html-state = Gescand
html-before = Vorige keer
html-department = Afdeling
html-no-department = geen dienst bekend
html-folders = Mappen met de ergste documenten
html-folder = Map
html-copies = Hetzelfde document op verschillende machines
html-copies-of = { $copies ->
    [one] { $copies } kopie
   *[other] { $copies } kopieën
} op { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
}
html-many-keys = Deze scans gebruikten { $n } tokensleutels. Hetzelfde document wordt niet herkend van de ene sleutel op de andere: scan alle machines met hetzelfde sleutelbestand.
html-skipped = Niet in dit rapport
html-input = Invoer
html-made-by = Gemaakt door Speur { $version }
# A place in a document, as a person opens it.
place-document = het document
place-sheet = blad { $value }
place-column = kolom { $value }
place-label = onder { $value }
place-cell = cel { $value }
place-rows = rijen { $value }
place-rows-one = rij { $value }
place-lines = regels { $value }
place-lines-one = regel { $value }
place-pages = pagina’s { $value }
place-pages-one = pagina { $value }
place-slides = dia’s { $value }
place-slides-one = dia { $value }
place-paragraphs = alinea’s { $value }
place-paragraphs-one = alinea { $value }
# Charts.
html-others = andere
# What the policy and people decided of a document.
html-decisions = Termijnen, uitzonderingen en vragen
html-overdue = Te lang bewaard: de termijn ({ $category }) is { $months ->
    [one] { $months } maand
   *[other] { $months } maanden
}. Het is van { $dated } en moest weg op { $until }. { $reason }
html-accepted = Toegestaan tot { $until } door { $approver }: { $reason }
html-n-overdue = Langer bewaard dan de termijn
html-n-asked = Met een vraag om een uitzondering
html-index = Centrale opslag
