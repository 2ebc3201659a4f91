# Ce qui a changé depuis l’analyse précédente, et ce qui est demandé.
since = Depuis l’analyse terminée le { $date } : { $new } nouveaux, { $changed } modifiés, { $gone } disparus, { $unchanged } inchangés (documents avec des données personnelles).
asked = { $n ->
    [one] Une exception est demandée pour un document
   *[other] Une exception est demandée pour { $n } documents
} : le DPO décide.
