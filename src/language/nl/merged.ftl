# What the runs of many machines say together.
merged-machines = { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
}: { $complete } helemaal gescand, { $partly } gedeeltelijk, { $stopped } te vroeg gestopt, { $never } nooit
merged-coverage = { $seen ->
    [one] { $seen } bestand
   *[other] { $seen } bestanden
}: { $read } gelezen, { $partly } deels, { $unread } niet gelezen, { $none } zonder tekst
scanned-never = nooit gescand
scanned-stopped = te vroeg gestopt
scanned-partly = gedeeltelijk gelezen
scanned-complete = helemaal gescand
merged-by-machine = Machine
merged-by-department = Dienst
merged-by-category = Categorie
merged-by-rule = Regel
merged-by-article = Artikel
merged-by-storage = Opslag
merged-by-twin = Tegenhanger in de centrale opslag
merged-by-folder = Map
twin-orphan = geen
twin-not-searched = niet gezocht
merged-documents = Documenten
merged-violations = Overtredingen
merged-overdue = Te lang bewaard
merged-scanned = Gescand
merged-before = vroeger { $n ->
    [one] { $n } overtreding
   *[other] { $n } overtredingen
}
merged-copies = Hetzelfde document op verschillende machines ({ $n })
merged-group = { $copies ->
    [one] { $copies } kopie
   *[other] { $copies } kopieën
} op { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
}
merged-keys = Deze scans gebruikten { $n } sleutels: hetzelfde document wordt niet herkend van de ene sleutel naar de andere. Scan alle machines met dezelfde --key-file.
merged-more = … en nog { $n }
merged-skipped = Niet in dit rapport ({ $n })
skipped-left-out = { $input }: weggelaten: { $why }
skipped-damaged = regel { $line }: { $what }
skipped-duplicate = dezelfde scan als { $of }
skipped-other-content = dezelfde scan als { $of }, maar er staat iets anders in: een van beide werd hervat, opnieuw beoordeeld of gewijzigd
skipped-no-schema = zegt niet in welke vorm het gemaakt is: het is geen rapport van speur
skipped-other-schema = gemaakt in de vorm { $schema }, die deze versie niet leest
skipped-no-key = versleuteld: geef uw sleutel met --identity FILE
skipped-other-key = versleuteld voor een andere sleutel dan die van --identity, of gewijzigd
skipped-not-authentic = versleuteld, en gewijzigd of afgebroken
damage-no-json = geen JSON
damage-cut-line = de regel is afgebroken
damage-no-record = geen record van speur/1; het werd gewijzigd, of gemaakt door een nieuwere speur
damage-no-end = afgebroken: het einde ontbreekt
damage-no-begin = er is geen scan begonnen: de eerste regel ontbreekt
damage-two-begins = een scan begint voor de vorige eindigt
damage-no-run = geen rapport: er staat geen scan in
damage-other-documents = het einde spreekt van andere documenten dan er zijn
damage-contradiction = een document is beoordeeld zoals Speur nooit doet: de regel werd gewijzigd
damage-other-sums = wat het einde telt, klopt niet
# The report in Markdown.
md-run = Speur { $speur }, { $started }, scan { $run }: { $roots }
md-column-risk = Risico
md-column-document = Document
md-column-found = Gevonden
md-column-people = Personen
md-column-storage = Opslag
md-column-articles = Artikels
md-column-advice = Advies
md-column-unread = Niet gelezen
md-column-name = Naam
md-none = Geen overtredingen in wat gelezen werd.
md-whole = Alles werd gelezen.
md-not-whole = Niet alles werd gelezen: wat niet gelezen werd, kan persoonsgegevens bevatten.
