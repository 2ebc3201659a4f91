# speur explain.
explain-in = dans { $path }
explain-run = exécution { $run }
explain-found =
    Trouvé { $n } fois, { $distinct ->
        [one] { $distinct } valeur différente
       *[other] { $distinct } valeurs différentes
    } :
explain-found-more = Trouvé { $n } fois, plus de { $distinct } valeurs différentes :
explain-why = Pourquoi : la meilleure valeur obtient { $score } sur 99, confiance { $level } (élevée dès { $high }, moyenne dès { $medium }, faible dès { $low })
explain-document = Le document : { $verdict }. { $sentence }
explain-risk =
    Risque { $score } sur 100 ({ $level }), au moins { $persons ->
        [one] { $persons } personne
       *[other] { $persons } personnes
    }
explain-no-finding = aucune exécution gardée n’a de trouvaille `{ $id }` ({ $runs ->
    [one] { $runs } exécution
   *[other] { $runs } exécutions
} dans { $state }, clé { $key }) ; les numéros se trouvent dans les enregistrements de `speur scan --format jsonl` et valent pour l’appareil et la clé avec lesquels ils ont été faits
explain-no-runs = aucune exécution n’est gardée dans { $state }
no-such-run = il n’y a pas d’exécution `{ $run }` dans { $state } ; son nom est dans le premier enregistrement d’un rapport, et la plus récente est `last`
explain-run-head = Exécution { $run } du { $moment } : { $places }
explain-all-read = Tout a été lu.
explain-links = { $n ->
    [one] Un lien vers un autre endroit n'a pas été suivi : ce à quoi il mène est lu là où il se trouve, si cet endroit a été analysé.
   *[other] { $n } liens vers d'autres endroits n'ont pas été suivis : ce à quoi ils mènent est lu là où il se trouve, si cet endroit a été analysé.
}
explain-special = { $n ->
    [one] Un périphérique ou tube n'a pas été ouvert : ce n'est pas un document.
   *[other] { $n } périphériques et tubes n'ont pas été ouverts : ce ne sont pas des documents.
}
explain-run-stopped = L’exécution a été arrêtée avant la fin : ce qui n’avait pas encore été vu n’est pas ici.
explain-run-complete = L’exécution est complète.
explain-run-incomplete = L’exécution n’est pas complète : ce qui n’a pas été lu peut contenir des données personnelles.
explain-category = { $rule } : catégorie { $category }
explain-silent = Elle prend ce qu’elle trouve, pour qu’aucune autre ne le prenne, et ne signale rien.
explain-base = Score selon l’écriture d’une valeur (élevée dès { $high }, moyenne dès { $medium }, faible dès { $low })
explain-raised = Augmenté par
explain-by-heading = un titre de colonne, un libellé ou une clé qui le désigne
explain-by-column = une colonne dont presque toutes les valeurs sont valables (au lieu d’un titre)
explain-by-word = un mot qui le désigne tout près ; { $far } à moins de 300 caractères
explain-by-identifier = un autre identifiant d’une personne dans la même ligne
explain-lowered = Diminué par
explain-by-negative = un mot tout près qui désigne autre chose
explain-by-implausible = une date ou un âge invraisemblable
explain-risk-points = Points de risque par classe
explain-examples = Trouvé
explain-counterexamples = Non trouvé
explain-no-index = Aucun index du stockage central n’a été consulté : on ne sait donc pas si ce document s’y trouve. Nommez l’index avec --central-index.
