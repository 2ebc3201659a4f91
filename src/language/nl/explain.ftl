# speur explain.
explain-in = in { $path }
explain-run = scan { $run }
explain-found = { $n ->
    [one] { $n } keer
   *[other] { $n } keer
} gevonden, { $distinct ->
    [one] één waarde
   *[other] { $distinct } verschillende waarden
}:
explain-found-more = { $n } keer gevonden, meer dan { $distinct } verschillende waarden:
explain-why = Waarom: de beste waarde haalt { $score } op 99, dat is { $level } (hoog vanaf { $high }, gemiddeld vanaf { $medium }, laag vanaf { $low })
explain-document = Het document: { $verdict }. { $sentence }
explain-risk =
    Risico { $score } op 100 ({ $level }), minstens { $persons ->
        [one] { $persons } persoon
       *[other] { $persons } personen
    }
explain-no-finding = geen bewaarde scan heeft een vondst `{ $id }` ({ $runs ->
    [one] { $runs } scan
   *[other] { $runs } scans
} in { $state }, tokensleutel { $key }); de nummers staan in de records van `speur scan --format jsonl` en gelden voor het toestel en de sleutel waarmee ze gemaakt zijn
explain-no-runs = er is geen scan bewaard in { $state }
no-such-run = er is geen scan `{ $run }` in { $state }; de naam staat in het eerste record van een rapport, en de nieuwste is `last`
explain-run-head = Scan { $run } van { $moment }: { $places }
explain-all-read = Alles is gelezen.
explain-read-so-far = Wat tot daar aan de beurt kwam, is gelezen.
explain-own = { $n ->
    [one] Eén rapport dat Speur op dit toestel schreef, werd weggelaten: waarover het gaat, wordt geteld waar het staat.
   *[other] { $n } rapporten die Speur op dit toestel schreef, werden weggelaten: waarover ze gaan, wordt geteld waar het staat.
}
explain-states = { $n ->
    [one] Eén werkbestand van Speur (databank, sleutel of logboek, van wie ook) werd weggelaten: wat erin staat, melden de rapporten die ervan gemaakt worden.
   *[other] { $n } werkbestanden van Speur (databanken, sleutels en logboeken, van wie ook) werden weggelaten: wat erin staat, melden de rapporten die ervan gemaakt worden.
}
explain-links = { $n ->
    [one] Eén koppeling naar een andere plaats werd niet gevolgd: waar ze naar leidt wordt gelezen waar het staat, als daar gezocht werd.
   *[other] { $n } koppelingen naar andere plaatsen werden niet gevolgd: waar ze naar leiden wordt gelezen waar het staat, als daar gezocht werd.
}
explain-special = { $n ->
    [one] Eén apparaat, pijp of socket werd niet geopend: het is geen document.
   *[other] { $n } apparaten, pijpen of sockets werden niet geopend: het zijn geen documenten.
}
explain-run-stopped = De scan is vroeger gestopt: wat nog niet aan de beurt was, staat hier niet in.
explain-run-complete = De scan is volledig.
explain-run-incomplete = De scan is niet volledig: wat niet gelezen is, kan persoonsgegevens bevatten.
explain-category = { $rule }, soort gegevens: { $category }
explain-silent = De regel neemt wat hij vindt, zodat geen andere het neemt, en meldt niets.
explain-base = Score naar hoe een waarde geschreven is (hoog vanaf { $high }, gemiddeld vanaf { $medium }, laag vanaf { $low })
explain-base-words = Score naar over wie de woorden gaan (hoog vanaf { $high }, gemiddeld vanaf { $medium }, laag vanaf { $low })
explain-raised = Verhoogd door
explain-by-heading = een kolomkop, label of sleutel die het noemt
explain-by-column = een kolom waarin bijna elke waarde geldig is (in plaats van een kop)
explain-by-word = een woord dat het noemt dichtbij; { $far } binnen 300 tekens
explain-by-identifier = een ander kenmerk van een persoon in dezelfde rij
explain-lowered = Verlaagd door
explain-by-negative = een woord dichtbij dat iets anders noemt
explain-by-implausible = een onmogelijke datum of leeftijd
explain-risk-points = Risicopunten per klasse
explain-examples = Gevonden
explain-counterexamples = Niet gevonden
# How a value is written, and the classes of values, as the rules name them.
written-bare = zonder scheidingstekens
written-bare-16 = 16 cijfers zonder scheidingstekens
written-bare-89 = zonder scheidingstekens, van de nieuwere soort
written-belgian = Belgisch
written-belgium = in België
written-by-keyword = naast een woord dat het noemt
written-canonical = met de gewone scheidingstekens
written-checked = met kloppende controlecijfers
written-dashed = met streepjes
written-document = van een identiteitsdocument
written-dotted = met punten
written-elsewhere = elders
written-few = enkele woorden van zo’n document
written-fixed = van een vaste lijn
written-found = zoals het geschreven is
written-framed = met de tekens eromheen
written-full = met straat, postcode en plaats
written-given = met een bekende voornaam, dicht bij een ander kenmerk zoals een e-mailadres
written-glued = met het label er vlak voor
written-grouped = in groepen
written-heading = onder een kop die het noemt
written-ipv4 = IPv4
written-ipv6 = IPv6
written-keyword = achter een woord dat het noemt
written-label = achter een label dat het noemt
written-labelled = met een label dat het noemt
written-listed = met een bekende voornaam en achternaam, dicht bij een ander kenmerk zoals een e-mailadres
written-lost-zero = zonder de nul vooraan
written-mac = van een netwerkkaart (MAC)
written-many = veel woorden van zo’n document
written-mobile = van een mobiele telefoon
written-name = door de naam van het bestand
written-number = als nummer
written-obfuscated = vermomd, zoals “naam at plaats punt be”
written-other = op een andere manier
written-padded = met nullen vooraan die een programma wegnam
written-personal = van een persoon
written-place = met postcode en plaats
written-plain = gewoon
written-reference = als referentie
written-role = van een dienst of functie
written-separated = met scheidingstekens
written-separated-89 = met scheidingstekens, van de nieuwere soort
written-service = van een dienst
written-sign = achter een teken van geboorte
written-spaced = met spaties
written-street = met straat en nummer
written-title = achter een aanspreking
written-unassigned = in een reeks die niet is uitgegeven
written-unchecked = zonder controlecijfers
written-unknown = van wie, is niet bekend
written-unknown-bank = van een bank die niet bekend is
written-unknown-grouped = in groepen, van een bank die niet bekend is
written-unlikely = weinig waarschijnlijk
written-with-expiry = met een vervaldatum ernaast
class-account = rekening
class-address = adres
class-adult = volwassene
class-business = van een bedrijf
class-card = kaart
class-care-provider = zorgverlener
class-company = van een onderneming
class-enterprise = onderneming
class-fixed = vaste lijn
class-found = elke waarde
class-licence = rijbewijs
class-member = lid
class-minor = kind
class-mobile = mobiele telefoon
class-organisation = organisatie
class-part = deel van een naam
class-passport = paspoort
class-person = persoon
class-personal = van een persoon
class-place = plaats
class-plate = nummerplaat
class-private = privé
class-reference = referentie
class-role = dienst of functie
class-service = dienst
class-sole-trader = eenmanszaak
class-special = bijzondere categorie
class-unknown = niet bekend
class-whole = volledige naam
explain-no-index = Er is in geen index van de centrale opslag gekeken; daarom is niet bekend of dit document daar staat: noem de index met --central-index.
