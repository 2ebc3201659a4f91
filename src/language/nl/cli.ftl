# What commands say. Exit codes, flags and names of files stay as they are.
no-path-given = geen PATH opgegeven: { $places } wordt gescand; systeem- en programmamappen worden weggelaten
name-what-exists = { $path }: { $why }; noem een map of bestand dat bestaat
name-not-asked = { $path }: { $why }; er is nog niets gelezen: start speur opnieuw
own-state = { $path }: hier bewaart Speur zijn eigen bestanden: die worden nooit gescand
name-what-opens = { $path }: { $why }; scan als iemand die het en de mappen erboven mag openen, of noem een andere plaats
nothing-to-resume = geen gestopte scan over deze plaatsen: een nieuwe begint
clock-ahead = volgens de klok van deze computer was de vorige scan meer dan een jaar geleden, op { $day }. Zet die klok juist als ze fout loopt: de bewaarde scans en het logboek blijven deze keer staan
runs-purged = { $n ->
    [one] { $n } scan
   *[other] { $n } scans
} ouder dan { $days ->
    [one] { $days } dag
   *[other] { $days } dagen
} { $n ->
    [one] is
   *[other] zijn
} gewist
coverage-line = dekking: { $coverage }
walk-died = { $places }: het proces dat de bestanden daar opsomt, werd door het systeem of iemand beëindigd: niet alles daar is bekeken
walk-not-started = { $places }: daar is niets bekeken: het proces dat de bestanden opsomt ({ $program }) start niet: { $cause }. Zorg dat het programma gestart mag worden, en dat het geheugen en het aantal processen niet op zijn
walk-no-line = het systeem gaf geen verbinding ermee
stopped-early = vroeger gestopt; wat gelezen is, is bewaard: ga verder met --resume
output-synced = { $path }: het ligt in een map die met een clouddienst gesynchroniseerd wordt, die dan een kopie van het rapport zou hebben; noem een map waarvoor dat niet geldt, of versleutel het met --encrypt-to
report-not-written = het rapport kon niet geschreven worden; wat gevonden is, blijft bewaard: maak plaats of noem een ander bestand, en dan `speur report last`
reader-died = { $path }: het leesproces is gestopt ({ $status }): crashed
not-a-file = { $path }: geen bestand; noem de bestanden die gelezen moeten worden
ending-unknown = { $path }: deze extensie is geen vorm van rapport; neem een van { $endings }
rules-checked = { $rules ->
    [one] { $rules } regel
   *[other] { $rules } regels
}, { $examples } voorbeelden en tegenvoorbeelden, { $failed } mislukt
bench-rule = regel
bench-cost = ns per kB
bench-candidates = kandidaten
bench-findings = vondsten
no-such-rule = er is geen regel `{ $rule }`; `speur rules list` noemt ze allemaal
config-checked = configuratie: { $config }
policy-checked = beleid: { $policy }
exceptions-checked = uitzonderingen: { $path }: { $n } van kracht
exceptions-absent = uitzonderingen: { $path } bestaat (nog) niet: er wordt niets aanvaard
policy-of = { $policy } van { $organisation }
no-problems = geen problemen
none = geen
# The bar of a running scan.
progress-line = { $done } van { $files }, { $read } ({ $rate }/s), { $findings ->
    [one] { $findings } vondst
   *[other] { $findings } vondsten
}
progress-power = wacht: de batterij is bijna leeg
progress-left = nog { $time }
# speur doctor.
doctor-files = Eigen bestanden
doctor-state = toestand
doctor-key = tokensleutel
doctor-key-organisation = organisatie
doctor-key-device = dit toestel
doctor-runs = bewaarde scans
doctor-unknown = niet bekend: zie wat hierboven staat
doctor-force = Van kracht in een leesproces
doctor-pictures = Beelden en gescande bladzijden
doctor-tesseract = met --ocr gelezen door tesseract { $version } ({ $languages }), { $program }
doctor-no-tesseract = niet gelezen (needs-ocr): er is hier geen bruikbare tesseract
doctor-limits = Grenzen van één document
doctor-time = { $cpu } s CPU, { $silent } s zonder vooruitgang, { $total } s in totaal
doctor-output = { $most } uit het uitpakken, { $ratio }:1 na { $after }
doctor-depth = { $depth } documenten in elkaar, { $members ->
    [one] { $members } onderdeel
   *[other] { $members } onderdelen
}
report-no-index = er is in geen index van de centrale opslag gekeken; daarom is niet bekend welke documenten daar staan: noem de index met --central-index
report-judged-already = --policy en --central-index beoordelen alleen bewaarde scans (r_..., last): wat in een rapportbestand staat, werd beoordeeld toen het geschreven werd
notice-judged-already = uit --policy haalt de melding voor wie ze is; wat in een rapportbestand staat, werd beoordeeld toen het geschreven werd: --policy en --central-index beoordelen alleen bewaarde scans (r_..., last)
passed-link = een koppeling, niet gevolgd
passed-pipe = een pijp (FIFO), niet geopend
passed-socket = een socket, niet geopend
passed-device = een apparaat, niet geopend
