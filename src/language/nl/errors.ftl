# What can go wrong, and what to do then. Paths, keys of files and flags stay as they are.
# The state.
state-locked = een andere scan gebruikt de bewaarde gegevens in { $path }; wacht tot die klaar is, of noem een andere map met --state-dir
state-disk-full = de schijf van de bewaarde gegevens is vol ({ $path }): maak plaats vrij, en ga verder met --resume
state-newer = { $path }: gemaakt door een nieuwere speur (versie { $version } van de gegevens); gebruik die, of een andere --state-dir
state-key-lost = { $path }: de sleutel van dit toestel ontbreekt, of is niet die waarmee deze scans gemaakt zijn: onder een andere sleutel zijn tokens en bevindingen niet met vroegere scans te vergelijken, en kan het logboek niet nagekeken worden. Zet het bestand terug uit een reservekopie; is er geen, begin dan een nieuwe statusmap (--state-dir)
state-bad-key = { $path }: geen sleutel: { $why }
state-damaged = het bestand met de bewaarde gegevens is beschadigd ({ $why }): verplaats het (`speur config show` zegt in welke map het staat), en de volgende scan maakt een nieuw
state-strange = rijen die niet van dit programma zijn
state-emptied = het bestand is leeg, en was dat niet
state-synced = { $path }: de status ligt in een map die met een clouddienst gesynchroniseerd wordt, die dan een kopie van de sleutel zou hebben; noem een andere map met --state-dir
state-file = het bestand met de bewaarde gegevens: { $why }
state-elsewhere = { $why }; noem een andere map voor de bewaarde gegevens met --state-dir
state-none = hier is nog geen scan bewaard; scan eerst, of noem een andere map met --state-dir
sqlite-malformed = de inhoud hangt niet meer samen
sqlite-none = het is geen databank
sqlite-read-only = er kan daar niet geschreven worden
sqlite-busy = een ander programma gebruikt het: wacht tot dat klaar is
sqlite-disk = de schijf meldt een fout
sqlite-other = fout { $code } van SQLite
state-stopped = de gegevens worden niet meer bewaard, door een eerdere fout
key-digits = een sleutel is 64 hexadecimale cijfers
key-zeros = allemaal nullen
key-open = { $path }: andere gebruikers kunnen deze sleutel lezen, en er de waarden achter de tokens van een rapport mee vinden; doe er `chmod 600` op
signing-key-open = { $path }: andere gebruikers kunnen deze sleutel lezen, en er uitzonderingen mee ondertekenen; doe er `chmod 600` op
randomness = de toevalsgetallen van het systeem
folder-link = een koppeling; geef de map zelf als --state-dir
folder-none = geen map
folder-not-plain = geen gewoon bestand; de gegevens worden nooit via een koppeling geopend
folder-open-to-others = andere gebruikers kunnen erin schrijven; voer er `chmod go-w` op uit, of geef een andere --state-dir
io-not-plain = geen gewoon bestand: een FIFO, een apparaat of een socket
file-open-to-others = andere gebruikers kunnen erin schrijven, zodat het van wie dan ook kan zijn; voer er `chmod go-w` op uit
file-of-another = het hoort toe aan een andere gebruiker ({ $uid }), en niet aan de beheerder of aan wie dit uitvoert; voer er `chown` op uit
state-unknown-storage = er staat een soort opslag in die niet bekend is
audit-not-a-line = geen regel van dit logboek
audit-altered = gewijzigd
audit-missing = een regel ervoor ontbreekt, of is ertussen gezet
audit-cut = het einde ontbreekt: er zijn regels afgeknipt
audit-broken = { $place }: { $why }; bewaar het bestand als bewijs; een nieuw logboek begint in een nieuwe statusmap (--state-dir)
audit-whole =
    { $path }: { $n ->
        [one] { $n } regel
       *[other] { $n } regels
    }, { $n ->
        [one] zoals ze geschreven is
       *[other] zoals ze geschreven zijn
    }
audit-since = { $whole }, sinds { $since }
audit-purged = { $whole }; de { $n ->
    [one] regel ervoor is weggehaald toen zijn termijn om was
   *[other] { $n } regels ervoor zijn weggehaald toen hun termijn om was
}
worker-not-started = een leesproces kon niet starten
pictures-not-started = het proces dat foto’s leest kon niet starten
# An index of the central storage.
index-other-key = { $path }: gemaakt met de sleutel { $made }, maar { $given } was gegeven: geef de sleutel van de organisatie met --key-file
index-not-one = { $path }: { $why }: noem een bestand dat `speur index build` maakte
index-altered = { $path }: { $what } is niet wat er geschreven is: neem een kopie die klopt, of maak hem opnieuw met `speur index build`
index-newer = een index van een andere versie van speur
index-newer-fingerprints = de vingerafdrukken zijn van een andere versie van speur
index-none = geen index van de centrale opslag
index-its-document = een van de documenten
index-its-length = de lengte
index-its-header = het begin
index-its-part = waar een deel eindigt
index-its-block = een van de blokken
index-its-section = een van de secties
index-no-folder = { $path }: de map { $folder } bestaat niet: maak ze eerst
index-stopped = vroeger gestopt; wat gelezen is, is bewaard: ga verder met `speur index update`; { $path } is gebleven zoals het was
index-summary =
    { $n ->
        [one] { $n } document
       *[other] { $n } documenten
    }, waarvan { $text } met tekst, { $unread } niet helemaal gelezen
index-whole = { $path }: heel en ongewijzigd, { $digest }
index-of-other = { $path }: geen index van { $central }: noem het indexbestand zelf
central-silent = de centrale opslag antwoordt niet
index-full = { $path }: de schijf is vol; wat gelezen is, is bewaard: maak plaats vrij, en ga verder met `speur index update`
index-row-digest = vingerafdruk
index-row-built = gemaakt
index-row-key = sleutel
index-row-rules = regels
index-row-root = map
index-row-documents = documenten
index-row-features = kenmerken
index-row-size = grootte
index-row-not-read = niet gelezen
index-built-by = { $built } door speur { $version }
index-with-text = { $documents }, waarvan { $text } met tekst
index-features = { $n } (records en passages)
index-size = { $size }: documenten { $documents }, kenmerken { $features }
# Exceptions.
until-over = --until: { $until } is voorbij: noem vandaag of een latere dag
until-far = --until: { $until } is meer dan { $years } jaar ver: tot dan kijkt niemand nog na of de uitzondering nog een reden heeft
glob-empty = een leeg patroon noemt elk bestand: noem een plaats
glob-everything = `{ $glob }` noemt elk bestand: noem een plaats
glob-every-ending = `{ $glob }` noemt elk bestand met een extensie, en dat is bijna alles: noem een plaats, of één extensie zoals in `*.tmp`
glob-wrong = `{ $glob }` is geen patroon: { $why }
approver-other = --approver: deze sleutel is van `{ $of }`, niet van `{ $given }`
exception-added = { $id }: geldt voor { $by } ({ $what }), tot { $until }, goedgekeurd door { $approver }
exception-no-finding = { $id }: geen scan van deze computer heeft een vondst met deze id; met een tikfout erin geldt de uitzondering voor niets
exception-no-id = `{ $id }` is geen id van een vondst: dat is f_ met 16 cijfers van 0 tot f, zoals `speur report` hem schrijft; schrijf `**/{ $id }` voor een bestand met deze naam
exception-unknown = er is geen uitzondering `{ $id }`; `speur exception list` noemt ze allemaal
exception-over = uitzondering { $id } was al beëindigd
exception-ended = { $id }: beëindigd op { $day } door { $approver }
exception-covered = { $id } laat hetzelfde toe tot { $until }
exceptions-none = geen uitzonderingen en geen vragen
exception-is-ended = beëindigd { $day }
exception-is-until = tot { $day }
exception-is-expired = verlopen { $day }
exception-row = { $id }  { $state }  voor { $by } { $what }  { $approver }: { $reason }
exception-requested = gevraagd { $day }  vondst { $finding }: { $reason }
exception-asked = gevraagd voor { $finding } in { $path }: het volgende rapport vermeldt het, en de DPO beslist
matches-content = inhoud
matches-finding = vondst
matches-path = pad
exception-expired = uitzondering { $id } voor { $by } { $what } liep af op { $day }: ze telt niet meer; voeg een nieuwe toe, of beëindig ze met `speur exception expire`
file-exists = { $path }: noem een bestand dat nog niet bestaat
file-not-made = { $path }: het bestand kan niet gemaakt worden
file-no-folder = { $path }: het bestand kan niet gemaakt worden; maak eerst de map
file-read-only = { $path }: het bestand kan niet gemaakt worden; kies een andere plaats
exceptions-no-file = het beleid noemt geen bestand met uitzonderingen: geef het [exceptions] met `file` en een [[exceptions.approver]]
approver-unknown = { $path }: het beleid noemt niemand met deze sleutel als goedkeurder; de publieke sleutel is { $key }
reason-empty = --reason: zeg waarom dit aanvaard is
reason-long = --reason: hoogstens 1000 tekens
reason-personal = --reason: er staan persoonsgegevens in ({ $rule }), en een reden staat in elk rapport: zeg het zonder
exceptions-unsigned = niet ondertekend: uitzonderingen tellen alleen met de handtekening van een goedkeurder (`speur exception add` ondertekent)
exceptions-stranger = ondertekend door iemand die het beleid niet als goedkeurder noemt
exceptions-altered = gewijzigd na de handtekening: zet het ondertekende bestand terug, of laat de goedkeurder opnieuw ondertekenen
# Commands.
no-tesseract = --ocr: hier is geen bruikbare tesseract, dus foto’s blijven ongelezen (needs-ocr); installeer hem met nld, fra, deu of eng
explain-what = noem een vondst, een regel, of --coverage SCAN
no-mail = er is geen mail opgesteld: het beleid noemt geen [dpo] met een e-mailadres
notice-not-created = { $path }: de melding kan niet gemaakt worden; noem een andere map
no-moment = `{ $text }` is geen moment: schrijf het zoals 2026-11-28T09:30
aware-to-come = { $moment } moet nog komen: niemand kan dan al iets weten
nothing-to-report = er is geen scan voor een rapport: niets van wat genoemd is, is bruikbaar
folder-no-report = { $path }: geen rapport in deze map; rapporten eindigen op { $endings }
not-a-report = { $path }: { $why }; noem een rapport, een map met rapporten, of een bewaarde scan
report-no-run = er is geen scan `{ $run }` in { $folder }; het eerste record van een rapport noemt hem, en de nieuwste is `last`
run-gone = de scan staat niet meer bij de bewaarde gegevens
input-changed = { $path }: het is gewijzigd terwijl het rapport gemaakt werd; begin opnieuw als niets erin schrijft
state-not-open = { $run }: de bewaarde gegevens zijn niet open
run-without-record = een scan begint met zijn record
rules-none = { $path }: geen regelbestanden (*.toml) in deze map
rule-unreadable = { $path }: het regelbestand kan niet gelezen worden
rule-too-large = { $path }: groter dan { $kb } KB
rule-not-utf8 = { $place }: niet in UTF-8
rule-silent = (bezet zijn plaats, meldt niets)
rule-row =
    { $examples ->
        [one] { $examples } voorbeeld
       *[other] { $examples } voorbeelden
    }, { $counterexamples ->
        [one] { $counterexamples } tegenvoorbeeld
       *[other] { $counterexamples } tegenvoorbeelden
    }
priority = de prioriteit kon niet lager
mounts = de aangekoppelde bestandssystemen konden niet opgelijst worden
signals = signalen kunnen niet opgevangen worden
value-not-a-day = `{ $text }` is geen dag: schrijf het zoals 2026-11-28
received-to-come = { $day }: deze dag moet nog komen
case-ending = { $path }: een dossier wordt geschreven als .json, .md of .html
no-stored-run = er is geen scan bewaard in { $folder }: scan eerst, of noem een rapport of --scan PAD
subject-not-a-report = argument { $n } is geen rapport, geen map met rapporten en geen bewaarde scan. Zet een nummer of naam van een persoon nooit in de opdracht, waar andere gebruikers het kunnen lezen: er wordt naar gevraagd, of het komt van de standaardinvoer
# Configuration.
file-too-long = langer dan 1 MiB: geen bestand van ons
file-not-utf8 = geen UTF-8-tekst: bewaar het als UTF-8
value-not-unicode = geen geldige Unicode
value-one = hier hoort één waarde, geen lijst
value-text = hier hoort tekst, niet true of false
value-flag = hier hoort true of false
value-empty-path = een leeg pad
value-one-path = hier hoort één pad, tussen aanhalingstekens
value-other-home = { $path }: alleen `~/` met een pad erachter is bekend, voor uw eigen thuismap; schrijf een volledig pad, of `./~naam` voor een naam die zo begint
value-paths = hier hoort een lijst van paden
value-globs = hier hoort een lijst van patronen
value-jobs = `{ $text }` is geen getal van 1 tot 1024
value-not-a-size = `{ $text }` is geen grootte: schrijf een getal en K, M, G of T, zoals 100M
value-not-a-duration = `{ $text }` is geen duur: schrijf getallen met d, h, m of s, zoals 2h of 1h30m
config-no-state = er is hier geen map bekend om gegevens te bewaren: geef er een
config-opposites = `{ $one }` en `{ $other }` sluiten elkaar uit: zet er één van
config-lock-list = `lock` is een lijst van sleutels
config-lock-machine = alleen het bestand van de computer zelf mag sleutels vastzetten: haal deze regel weg
config-value-kind = `{ $key }` heeft een soort waarde die geen enkele sleutel heeft
config-line-locked = `{ $key }` is vastgezet door { $by }: deze regel doet niets
config-locked = vastgezet door { $by }: laat het weg
config-unknown = `{ $name }` is geen sleutel; de sleutels zijn { $known }
value-not-a-recipient = `{ $name }` is geen age-sleutel: die begint met age1, en `age-keygen -y BESTAND` toont hem
identity-not-keys = geen bestand met sleutels
identity-line = regel { $number } is geen sleutel (AGE-SECRET-KEY-1...)
identity-empty = er staat geen sleutel in; `age-keygen -o BESTAND` maakt er een
device-nameless = toestel { $n }: geef de naam of de id
device-twice = toestel { $n }: het staat al in de lijst
csv-lengths = de eerste regel heeft { $expected } kolommen, deze { $has }
csv-row = geen leesbare rij: geef een tabel met de kolommen `name`, `id` en `department`
policy-no-category = geen regel heeft de categorie `{ $category }`; `speur rules list` noemt ze, en de bijzondere staan er zonder `special.`
policy-missing = veld `{ $needed }` ontbreekt: schrijf { $how }
toml-unknown = onbekend veld `{ $key }`, hier hoort een van { $known }
toml-variant = onbekende waarde `{ $key }`, hier hoort een van { $known }
toml-missing = veld `{ $key }` ontbreekt: voeg het hier toe (`{ $key } = ...`)
toml-natural = hier hoort een geheel getal dat niet onder 0 en niet te groot is
toml-integer = hier hoort een geheel getal dat niet te groot is
toml-type = hier staat { $found }, maar er hoort { $expected }
toml-kind-integer = een getal
toml-kind-string = een tekst
toml-kind-boolean = een ja/nee-waarde (true of false)
toml-kind-floating-point = een kommagetal
toml-kind-sequence = een lijst
toml-kind-map = een tabel
toml-wanted-a-string = een tekst
toml-wanted-a-boolean = true of false
toml-wanted-a-sequence = een lijst
toml-wanted-a-map = een tabel
toml-says-duplicate-key = deze sleutel staat er twee keer
toml-says-key-with-no-value = deze sleutel heeft geen waarde
toml-says-unclosed-table = deze tabel wordt niet gesloten
toml-says-unclosed-array = deze lijst wordt niet gesloten
toml-says-unclosed-array-table = deze tabel wordt niet gesloten
toml-says-unclosed-inline-table = deze tabel wordt niet gesloten
toml-says-missing-value = hier ontbreekt een waarde
toml-says-missing-value-for-key = deze sleutel heeft geen waarde
toml-says-string-values-must-be-quoted = een tekst staat tussen aanhalingstekens
toml-says-missing-comma-between-array-elements = tussen twee waarden van een lijst hoort een komma
toml-says-wanted-string-or-table = hier hoort een van de vaste woorden, als tekst tussen aanhalingstekens
toml-syntax-quotes = een tekst tussen aanhalingstekens houdt niet op: aan begin en einde hoort hetzelfde aanhalingsteken, op één regel
toml-syntax-backslash = `\` tussen dubbele aanhalingstekens begint een bijzonder teken: schrijf het twee keer, of zet de tekst tussen enkele aanhalingstekens
toml-syntax-rest = op deze regel blijft iets over: één sleutel met één waarde per regel, en in een tekst geen aanhalingsteken van dezelfde soort
toml-syntax-name = hier hoort een sleutel: letters zonder accenten, cijfers, `-` en `_`, en dan `=`; of een kop tussen `[` en `]`
toml-syntax-sign = hier staat een `=` of een komma te veel
toml-syntax-pairs = tussen `{ "{" }` en `{ "}" }` horen sleutels met `=` en een waarde, met een komma tussen twee ervan
toml-syntax-boolean = schrijf `true` of `false`, in kleine letters en zonder aanhalingstekens
toml-syntax-number = dit getal is niet te lezen: alleen cijfers, zonder nul vooraan, en niet te groot
toml-syntax-date = deze datum of tijd is niet te lezen: schrijf een datum als 2026-03-31
toml-syntax-twice = deze sleutel heeft al een waarde: hij kan niet ook een kop zijn of sleutels onder zich hebben
toml-syntax-character = hier staat een teken dat niet getoond kan worden, zoals een stuurteken: verwijder het
toml-syntax-depth = te veel haakjes in elkaar
toml-expected = { $says }: hier hoort { $expected }
policy-reason = er is een reden nodig: zeg { $of }
policy-dpo-mail = `email` van de dpo is geen e-mailadres
policy-elsewhere = `{ $key }` telt alleen in het eigen beleid van de computer: hier doet het niets
policy-reason-personal = er staan persoonsgegevens in deze reden, en ze staat in elk rapport: schrijf ze zonder
policy-reason-transfer = op welke grond deze doorgifte mag
policy-country = `{ $to }` is geen land: schrijf twee hoofdletters, zoals "US"
policy-provider = `{ $name }` is geen bekende synchronisatieclient; bekend zijn { $known }
policy-raise-nothing = deze rij verandert niets: zeg `to` een niveau, of `by` hoeveel niveaus
policy-reason-raise = er is een reden nodig: zeg waarom dit erger of minder erg is
policy-days = `{ $name }` moet van 1 tot 3650 zijn
policy-reason-place = waarom deze plaats wordt weggelaten
policy-glob-home = `{ $glob }`: een beleid is voor iedereen en kent geen thuismap; schrijf de mappen van allen, zoals `/home/*/Muziek`
policy-central-twice = twee centrale mappen heten `{ $name }`: geef elk een eigen naam
policy-central-path-twice = twee centrale mappen liggen op { $path }: laat er een weg
policy-path = `{ $path }` is geen volledig pad: begin bij de hoofdmap of het station
policy-reason-term = welke wet of beslissing deze termijn bepaalt
policy-term = de termijn moet van 1 maand tot 100 jaar zijn: geef `years`, `months`, of beide
policy-term-nothing = geen categorie: noem die waarvoor deze termijn geldt
policy-term-twice = `{ $name }` heeft al een termijn: hou een van de twee
policy-no-approver = niemand mag goedkeuren: noem een [[exceptions.approver]]
policy-not-a-key = geen publieke sleutel: schrijf `ed25519:` en 64 hexadecimale cijfers, zoals `speur exception keygen` toont
encrypt-to-nobody = { $path }: een naam voor een versleuteld rapport, maar niemand om het voor te versleutelen: geef --encrypt-to AGE_SLEUTEL
choice-wrong = `{ $text }` is niet een van { $names }
report-writing = bij het schrijven van het rapport: { $why }
xlsx-at-terminal = --format xlsx: een werkmap kan niet in een terminal getoond worden: schrijf ze naar een bestand met -o BESTAND.xlsx
origin-default = standaard
# What the system says.
io-not-found = dit bestand of deze map bestaat niet
io-permission = u hebt hier geen toestemming voor
io-exists = het bestaat al
io-full = de schijf is vol
io-read-only = van deze schijf kan alleen gelezen worden
io-folder = het is een map
# The rules, and what protects a reading process.
rule-example-wrong = in `{ $text }` vindt ze { $found }, niet { $finds }
rule-counterexample-wrong = in `{ $text }` ({ $why }) vindt ze { $found }
force-address-space = geheugen
force-memory = geheugen
force-core-dumps = geheugen op schijf na een crash
force-dies-with-parent = stopt samen met de scan
force-not-traceable = gesloten voor andere programma’s
force-no-new-privileges = niet meer rechten dan het heeft
force-landlock = geen toegang tot bestanden (landlock)
force-seccomp = alleen veilige systeemoproepen (seccomp)
force-job-object = grenzen van Windows (job object)
is-on = aan
is-off = uit
is-unlimited = onbeperkt
signing-key-missing = een uitzondering wordt ondertekend: noem de geheime sleutel van de goedkeurder met --signing-key
index-is-folder = { $path }: een map: noem een bestand erin met -o
index-roots-one-name = twee mappen heten `{ $name }` ({ $one } en { $other }), en rapporten zouden ze niet uit elkaar houden: geef elk een eigen naam met `[[central]]` in het beleid
index-not-written = de index kan niet geschreven worden in { $folder }: noem een ander bestand met -o
policy-own-unread = geen regel leest `{ $value }` als een waarde van `{ $family }`, dus doet het niets: controleer elk cijfer en elke letter
policy-several = hiervan kunnen er meer zijn: schrijf `[[{ $key }]]`, met twee haken
policy-quotes = { $message }: zet het tussen aanhalingstekens
index-in-the-way = { $path }: dit bestand bestaat al en is geen index van de centrale opslag: noem een ander bestand met -o
index-update-other = { $path }: deze index is van { $has }, niet van { $asked }: noem dezelfde mappen, noem een ander bestand met -o, of maak deze index opnieuw met `speur index build`
