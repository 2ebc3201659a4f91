# speur explain.
explain-in = in { $path }
explain-run = run { $run }
explain-found = { $n ->
    [one] { $n } keer
   *[other] { $n } keer
} gevonden, { $distinct ->
    [one] { $distinct } verschillende waarde
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
explain-no-finding = geen bewaarde run heeft een vondst `{ $id }` ({ $runs ->
    [one] { $runs } run
   *[other] { $runs } runs
} in { $state }, tokensleutel { $key }); de nummers staan in de records van `speur scan --format jsonl` en gelden voor het toestel en de sleutel waarmee ze gemaakt zijn
explain-no-runs = er is geen run bewaard in { $state }
no-such-run = er is geen run `{ $run }` in { $state }; de naam staat in het eerste record van een rapport, en de nieuwste is `last`
explain-run-head = Run { $run } van { $moment }: { $places }
explain-all-read = Alles is gelezen.
explain-links = { $n ->
    [one] Eén koppeling naar een andere plaats werd niet gevolgd: waar ze naar leidt wordt gelezen waar het staat, als daar gezocht werd.
   *[other] { $n } koppelingen naar andere plaatsen werden niet gevolgd: waar ze naar leiden wordt gelezen waar het staat, als daar gezocht werd.
}
explain-special = { $n ->
    [one] Eén apparaat of pijp werd niet geopend: het is geen document.
   *[other] { $n } apparaten en pijpen werden niet geopend: het zijn geen documenten.
}
explain-run-stopped = De run is vroeger gestopt: wat nog niet aan de beurt was, staat hier niet in.
explain-run-complete = De run is volledig.
explain-run-incomplete = De run is niet volledig: wat niet gelezen is, kan persoonsgegevens bevatten.
explain-category = { $rule }: categorie { $category }
explain-silent = De regel neemt wat hij vindt, zodat geen andere het neemt, en meldt niets.
explain-base = Score naar hoe een waarde geschreven is (hoog vanaf { $high }, gemiddeld vanaf { $medium }, laag vanaf { $low })
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
explain-no-index = Er is in geen index van de centrale opslag gekeken; daarom is niet bekend of dit document daar staat: noem de index met --central-index.
