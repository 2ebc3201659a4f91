# Tokens of the records in words: a name of a word or two, and where one is needed a sentence.
# Severity of a violation, and the risk of a document.
level-info = info
level-low = laag
level-medium = gemiddeld
level-high = hoog
level-critical = kritiek
confidence-low = laag
confidence-medium = gemiddeld
confidence-high = hoog
# Kinds of places.
storage-central = centrale opslag
storage-local-disk = lokale schijf
storage-removable = verwijderbaar medium
storage-cloud-sync = cloudmap
storage-share = netwerkschijf
storage-mail-store = mailbox
storage-temp = tijdelijke map
storage-trash = prullenbak
# The policy’s judgement: its name, and what it means.
verdict-name-clean = geen probleem
verdict-name-in-place = op zijn plaats
verdict-name-allowed = toegestaan
verdict-name-not-read = niet gelezen
verdict-name-local-copy = lokale kopie
verdict-name-orphan = alleen hier
verdict-clean = Niets hiervan maakt het document persoonlijk.
verdict-in-place = Het document staat in de centrale opslag, waar het hoort.
verdict-allowed = Het beleid staat het hier toe.
verdict-not-read = Het document is niet gelezen: niemand weet wat er nog in staat.
verdict-local-copy = Persoonsgegevens mogen hier niet blijven: het document hoort in de centrale opslag.
verdict-orphan = Persoonsgegevens mogen hier niet blijven, en de centrale opslag heeft dit document niet.
# Articles of the policy.
article-IX = geen kopieën van persoonsgegevens buiten de centrale opslag
article-III = bijzondere categorieën van persoonsgegevens (gezondheid, overtuiging, afkomst en dergelijke)
article-IV = geen doorgifte buiten de Europese Economische Ruimte
article-V = geen gegevens langer bewaren dan de termijn van hun categorie
# Advice: the step in a word or two, and in a sentence.
advice-name-none = niets te doen
advice-name-delete-copy = deze kopie wissen
advice-name-move-to-central = verplaatsen
advice-name-ask-dpo = vraag de DPO
advice-none = U hoeft niets te doen.
advice-delete-copy = Wis deze kopie: de centrale opslag heeft hetzelfde document.
advice-move-to-central = Verplaats het naar de centrale opslag.
advice-ask-dpo = Vraag de functionaris voor gegevensbescherming wat ermee moet gebeuren.
# What a document is to its twin in the central storage.
relation-exact = hetzelfde bestand
relation-same-text = dezelfde tekst
relation-stale = een oudere of nieuwere versie
relation-extract = een deel ervan
# How much of a document was read.
read-all = gelezen
read-partly = deels gelezen
read-none = niet gelezen
read-no-text = zonder tekst
# Why something was not read.
reason-name-encrypted = versleuteld
reason-name-damaged = beschadigd
reason-name-unsupported = onbekend formaat
reason-name-too-large = te groot
reason-name-limit-time = duurde te lang
reason-name-limit-memory = te veel geheugen
reason-name-limit-output = pakt te ver uit
reason-name-limit-depth = te diep genest
reason-name-limit-entries = te veel onderdelen
reason-name-crashed = lezen mislukt
reason-name-locked = in gebruik
reason-name-permission = geen toegang
reason-name-vanished = verdwenen
reason-name-changed = intussen gewijzigd
reason-name-online-only = alleen online
reason-name-special-file = geen bestand
reason-name-io-error = leesfout
reason-name-needs-ocr = afbeelding van tekst
reason-name-excluded = weggelaten
reason-encrypted = Er is een wachtwoord of sleutel nodig: open het en kijk zelf.
reason-damaged = Het is niet volledig, of volgt de regels van zijn formaat niet.
reason-unsupported = Dit formaat wordt nog niet gelezen.
reason-too-large = Het is groter dan de ingestelde grens.
reason-limit-time = Het duurde te lang.
reason-limit-memory = Het vroeg meer geheugen dan een document mag hebben.
reason-limit-output = Uitgepakt is het veel groter dan een document mag zijn.
reason-limit-depth = Het zit in te veel documenten in elkaar.
reason-limit-entries = Het bevat meer onderdelen dan er gelezen worden.
reason-crashed = Bij het lezen stopte het leesproces, twee keer.
reason-locked = Een ander programma hield het bezet: sluit dat programma en scan opnieuw.
reason-permission = Deze gebruiker mag het niet lezen: scan als beheerder of als de eigenaar.
reason-vanished = Het was weg toen het gelezen zou worden.
reason-changed = Het veranderde terwijl het gelezen werd.
reason-online-only = Het staat alleen online, en een scan haalt niets op.
reason-special-file = Het is geen bestand maar een apparaat, pipe of socket.
reason-io-error = Het systeem kon het niet lezen.
reason-needs-ocr = Het is een afbeelding van tekst, en die wordt niet herkend.
reason-excluded = Het beleid of de opdrachtregel laat het weg.
# Points of a finding’s best value.
why-check-digits = De cijfers zijn bewezen: de controlecijfers kloppen, en een datum erin, als die er is, bestaat.
why-shape = Het is geschreven zoals zo’n waarde geschreven wordt.
why-keyword-near = Een woord dat het noemt staat dichtbij op dezelfde regel.
why-keyword-far = Een woord dat het noemt staat binnen 300 tekens.
why-column-heading = De kolomkop, het label of de sleutel erboven of ervoor noemt het.
why-column-values = Bijna alle waarden in de kolom zijn van deze soort.
why-other-identifier = Een ander kenmerk van een persoon staat ernaast of in dezelfde rij.
why-birth-date = De geboortedatum in het nummer staat ook ernaast of in dezelfde rij.
why-negative-keyword = Een woord dat iets anders noemt (een bestelling, een factuur, een ticket) staat dichterbij dan een woord dat het noemt.
why-implausible = De datum erin kan niet, of maakt iemand ouder dan 115 jaar.
why-no-context = Zonder woord, kop of label dat het noemt kan het eender welk getal zijn.
why-technical = Het staat in broncode of in een lockbestand.
why-expiry-date = Een vervaldatum staat ernaast.
why-lost-digits = De kop noemt het, maar een rekenblad heeft de laatste cijfers afgekapt: wat overblijft is nauwelijks nog een waarde.
why-person-near = De woorden gaan over een persoon die daar genoemd, beschreven of aangewezen wordt.
why-person-elsewhere = De woorden zeggen veel over het onderwerp, en het document wijst elders personen aan.
why-distinct-words = Er staan verschillende woorden van zo’n document in.
why-file-name = De naam van het bestand zegt wat het is.
# How much the index of the central storage still says.
twin-not-seen = het origineel werd niet gevonden of is gewijzigd sinds de index gemaakt is
index-age = Index van de centrale opslag gemaakt op { $moment }. Bekijk het origineel voor u een kopie wist.
