# Where one person occurs.
subject-prompt = Gegeven (rijksregisternummer, IBAN, e-mail, telefoon, of: naam, geboortedatum):
subject-wrong = regel { $line }: { $why }
subject-invalid = geen geldig gegeven: kijk elk cijfer en elke letter na
subject-several = meer dan één waarde: schrijf er één per regel
subject-not-utf8 = wat gegeven is, is geen tekst in UTF-8: geef het in UTF-8
subject-ambiguous = het kan van verschillende soorten zijn: noem de soort met --kind
subject-no-birth-date = schrijf een naam, een komma en een geboortedatum, zoals: Jan Peeters, 12.03.1985
subject-nothing = er werd niets opgegeven: typ een gegeven, of stuur het naar de standaardinvoer
identifier-national-number = rijksregisternummer
identifier-iban = IBAN
identifier-email = e-mailadres
identifier-phone = telefoonnummer
identifier-person = naam en geboortedatum
subject-answer-found = Gevonden: deze persoon komt voor in deze documenten.
subject-answer-not-found = Niet gevonden: alles werd bekeken, en wat gezocht werd ({ $kinds }) staat er niet in.
subject-answer-cannot-say = Niet te zeggen: wat gezocht werd ({ $kinds }) werd niet gevonden, maar niet alles kon bekeken worden.
subject-beside = Een document kan de persoon alleen met andere gegevens noemen: zoek die ook ({ $kinds }).
subject-doubts = Niet te zeggen van { $n }:
subject-why-not-read = niet gelezen
subject-why-partly-read = maar gedeeltelijk gelezen
subject-why-tokens-truncated = bevat meer zulke waarden dan bewaard worden
subject-why-only-counts = het rapport telt zulke waarden maar bevat ze niet allemaal: zoek op die machine, of vraag een rapport met --detail values
subject-why-name-alone = de naam staat erin, maar niet de geboortedatum: het kan iemand anders zijn
subject-why-stopped = de scan werd voor het einde gestopt
subject-why-personal = persoonlijke mappen werden niet gelezen
subject-why-other-key = gescand met een andere sleutel: gebruik dezelfde --key-file
subject-runs = { $n ->
    [one] { $n } scan doorzocht.
   *[other] { $n } scans doorzocht.
}
# The case file.
subject-case = Verzoek van een persoon
subject-clock = Ontvangen op { $received }. De persoon moet uiterlijk op { $due } een antwoord hebben. Is er meer tijd nodig, zeg dan voor die dag aan de persoon waarom; de laatste dag is dan { $extended } (AVG, artikel 12(3)).
subject-clock-late = De eerste van deze dagen is voorbij: kreeg de persoon daarvoor niet te horen waarom, dan komt het antwoord te laat.
subject-clock-over = Beide dagen zijn voorbij: het antwoord komt te laat.
subject-sought = Gezocht met: { $kinds }.
subject-column-document = Document
subject-column-copy = Zelfde document
subject-column-by = Gevonden met
subject-column-categories = Soorten gegevens
subject-column-storage = Opslag
subject-column-twin = In de centrale opslag
subject-column-advice = Advies
subject-searched = Wat doorzocht werd
subject-run = { $machine }, scan { $run } van { $started }, { $files ->
    [one] { $files } bestand
   *[other] { $files } bestanden
}: { $roots }
