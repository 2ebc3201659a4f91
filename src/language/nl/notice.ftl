# De melding aan de functionaris voor gegevensbescherming.
notice-title = Melding van persoonsgegevens buiten de centrale opslag
notice-written = Opgemaakt
notice-organisation = Organisatie
notice-for = Voor de functionaris voor gegevensbescherming
notice-policy = Beleid
notice-summary = In het kort
notice-nothing = In wat gelezen is, zijn geen persoonsgegevens buiten de centrale opslag gevonden.
notice-people = { $documents ->
    [one] Eén document bevat
   *[other] { $documents } documenten bevatten
} persoonsgegevens waar die niet mogen staan: over { $people }.
notice-between = minstens { $least ->
    [one] één persoon
   *[other] { $least } personen
} en hoogstens ongeveer { $most } (als niemand in twee documenten staat)
notice-at-least = { $n ->
    [0] een onbekend aantal personen
    [one] minstens één persoon
   *[other] minstens { $n } personen
}
notice-since = Het oudste van deze bestanden is het laatst gewijzigd op { $since }, het nieuwste op { $until }. Een kopie kan de datum van haar origineel houden: sinds wanneer een bestand op zijn vindplaats staat, bewijst die datum alleen niet.
notice-minors = { $n ->
    [one] Eén document gaat
   *[other] { $n } documenten gaan
} over minderjarigen.
notice-clock = De 72 uur
notice-clock-runs = Ze begonnen op { $began } en eindigen op { $ends }.
notice-clock-left = Resterende tijd: { $left }.
notice-clock-over = Ze zijn voorbij: een latere melding moet zeggen waarom ze later komt.
notice-clock-law = AVG art. 33: als dit een inbreuk in verband met persoonsgegevens is, wordt ze binnen 72 uur nadat de organisatie er kennis van kreeg aan de toezichthouder gemeld.
notice-clock-of-scan = Ze tellen vanaf het einde van de eerste scan die iets vond. Wist de organisatie het eerder, dan eindigen ze eerder: geef dat moment op met --aware.
notice-clock-given = Ze tellen vanaf het moment dat is opgegeven als dat waarop de organisatie er kennis van kreeg.
notice-kinds = Welke soorten gegevens
notice-places = Waar
notice-sum = { $name }: { $documents ->
    [one] één document
   *[other] { $documents } documenten
}, { $people }
notice-articles = Welke artikelen van het beleid
notice-documents = { $n ->
    [one] één document
   *[other] { $n } documenten
}
notice-list = De documenten, de ergste eerst
notice-document = { $level }, { $storage }, { $people }, gewijzigd { $modified }, { $n ->
    [one] artikel
   *[other] artikelen
} { $articles }; stap: { $advice }
notice-found = Gevonden: { $kinds }
notice-samples = Voorbeelden, gemaskeerd: { $values }
notice-overdue = Te lang bewaard: de termijn eindigde op { $until } ({ $reason }).
notice-overdue-list = Te lang bewaard in de centrale opslag
notice-more = { $n ->
    [one] En nog één minder ernstig document: het rapport heeft het ook.
   *[other] En nog { $n } minder ernstige: het rapport heeft ze allemaal.
}
notice-limits = Wat hier niet in staat
notice-unread = { $n ->
    [0] Elk bestand is gelezen.
    [one] Eén bestand is niet, of niet helemaal, gelezen: niemand weet wat erin staat.
   *[other] { $n } bestanden zijn niet, of niet helemaal, gelezen: niemand weet wat erin staat.
}
notice-personal = { $n ->
    [one] Eén bestand staat in een persoonlijke map: zoals het beleid zegt, is het geteld en niet geopend.
   *[other] { $n } bestanden staan in persoonlijke mappen: zoals het beleid zegt, zijn ze geteld en niet geopend.
}
notice-others-read = Elk ander bestand is gelezen.
notice-masked = Hier staat geen enkele waarde in: waarden zijn geteld, en hoogstens gemaskeerd getoond. Speur verstuurt zelf niets.
notice-steps = Wat te beslissen
notice-step-judge = Is dit een inbreuk: zijn gegevens verloren, gewijzigd, of gezien door iemand die ze niet mag zien?
notice-step-risk = Is er een risico voor de betrokkenen? Meld het dan binnen de 72 uur aan de toezichthouder (art. 33).
notice-step-persons = Is het risico hoog? Licht dan ook de betrokkenen zelf in (art. 34).
notice-step-record = Schrijf in elk geval op wat er gebeurde, de gevolgen en wat er gedaan is (art. 33, lid 5).
notice-subject = Persoonsgegevens buiten de centrale opslag: { $documents ->
    [one] één document
   *[other] { $documents } documenten
}, { $people }
notice-hello = Goedendag,
notice-body = Een scan vond persoonsgegevens waar het beleid ze niet toestaat (artikel IX). Het dossier zit als bijlage bij deze mail; dit is het in het kort.
notice-asks = Wat er te beslissen valt, staat aan het einde van het dossier. Dit ontwerp is niet verstuurd: lees het, pas aan wat u wilt, en verstuur het zelf.
# Soorten gegevens.
data-address = adressen
data-bank-account = bankrekeningen
data-birth-date = geboortedatums
data-business = ondernemingsnummers van personen
data-contact = e-mailadressen en telefoonnummers
data-credential = wachtwoorden en sleutels
data-cv = cv’s
data-health-insurance = nummers van de ziekteverzekering
data-identity-document = identiteitsdocumenten
data-location = locaties
data-minors = gegevens over minderjarigen
data-name = namen
data-national-id = nationale nummers
data-network = netwerkadressen
data-payment-card = betaalkaarten
data-professional = nummers van beroepsbeoefenaars
data-reference = referenties
data-salary = lonen
data-student = studentennummers
data-vehicle = nummerplaten
data-health = gezondheid
data-ethnicity = afkomst
data-politics = politieke opvattingen
data-religion = godsdienst of levensovertuiging
data-union = lidmaatschap van een vakbond
data-genetic = genetische gegevens
data-biometric = biometrische gegevens
data-sex-life = seksueel leven of gerichtheid
data-criminal = strafrechtelijke veroordelingen en feiten
