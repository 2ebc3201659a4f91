# Where one person occurs.
subject-prompt = Identifiant (numéro national, IBAN, e-mail, téléphone, ou : nom, date de naissance) :
subject-wrong = ligne { $line } : { $why }
subject-invalid = identifiant non valable : vérifiez chaque chiffre et chaque lettre
subject-several = plus d’une valeur : écrivez-en une par ligne
subject-not-utf8 = ce qui est donné n’est pas du texte en UTF-8 : donnez-le en UTF-8
subject-ambiguous = plusieurs types sont possibles : nommez le type avec --kind
subject-no-birth-date = écrivez un nom, une virgule et une date de naissance, comme : Jan Peeters, 12.03.1985
subject-nothing = aucun identifiant n’a été donné : tapez-en un, ou envoyez-le à l’entrée standard
identifier-national-number = numéro national
identifier-iban = IBAN
identifier-email = adresse e-mail
identifier-phone = numéro de téléphone
identifier-person = nom et date de naissance
subject-answer-found = Trouvé : cette personne figure dans ces documents.
subject-answer-not-found = Pas trouvé : tout a été examiné, et ce qui était cherché ({ $kinds }) n’y figure pas.
subject-answer-cannot-say = Impossible à dire : ce qui était cherché ({ $kinds }) n’a pas été trouvé, mais tout n’a pas pu être examiné.
subject-beside = Un document peut ne nommer la personne que par d’autres données : cherchez-les aussi ({ $kinds }).
subject-doubts = Impossible à dire pour { $n } :
subject-why-not-read = non lu
subject-why-partly-read = lu seulement en partie
subject-why-tokens-truncated = contient plus de telles valeurs que ce qui est gardé
subject-why-only-counts = le rapport compte de telles valeurs mais ne les contient pas toutes : cherchez sur cette machine, ou demandez un rapport avec --detail values
subject-why-name-alone = le nom y figure, mais pas la date de naissance : ce peut être quelqu’un d’autre
subject-why-stopped = l’analyse a été arrêtée avant la fin
subject-why-personal = des dossiers personnels n’ont pas été lus
subject-why-other-key = analysé avec une autre clé : utilisez le même --key-file
subject-runs = { $n ->
    [one] { $n } analyse parcourue.
   *[other] { $n } analyses parcourues.
}
# The case file.
subject-case = Demande d’une personne
subject-clock = Reçue le { $received }. La personne doit avoir une réponse le { $due } au plus tard. S’il faut plus de temps, dites-lui pourquoi avant ce jour ; le dernier jour est alors le { $extended } (RGPD, article 12(3)).
subject-clock-late = Le premier de ces jours est passé : si la personne n’a pas su pourquoi avant ce jour, la réponse est en retard.
subject-clock-over = Ces deux jours sont passés : la réponse est en retard.
subject-sought = Recherche par : { $kinds }.
subject-column-document = Document
subject-column-copy = Même document
subject-column-by = Trouvé par
subject-column-categories = Types de données
subject-column-storage = Stockage
subject-column-twin = Dans le stockage central
subject-column-advice = Conseil
subject-searched = Ce qui a été parcouru
subject-run = { $machine }, analyse { $run } du { $started }, { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
} : { $roots }
