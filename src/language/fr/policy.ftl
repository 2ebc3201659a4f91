# Ce qui a changé depuis l’analyse précédente, et ce qui est demandé.
since = Documents avec des trouvailles depuis l’analyse terminée le { $date } : nouveaux { $new }, modifiés { $changed }, disparus { $gone }, inchangés { $unchanged }.
overdue-in-place = { $n ->
    [one] Un document du stockage central est gardé au-delà de son délai
   *[other] { $n } documents du stockage central sont gardés au-delà de leur délai
} (article V) : demandez au délégué à la protection des données ce qu’il faut en faire.
requested = Une exception a été demandée le { $date } : { $reason }
asked = { $n ->
    [one] Une exception est demandée pour un document
   *[other] Une exception est demandée pour { $n } documents
} : le DPO décide.
allowed = { $n ->
    [one] Un document avec des trouvailles est autorisé par la politique ou par une exception, et ne compte
   *[other] { $n } documents avec des trouvailles sont autorisés par la politique ou par une exception, et ne comptent
} pas comme manquement.
