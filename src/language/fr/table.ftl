# The report for a terminal.
table-head = Speur { $version } sur { $device }, { $moment }
table-persons = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
table-overdue = gardé au-delà du délai (article V)
table-weak = seulement des indices faibles
other-names = autres noms du même fichier : { $names }
other-names-delete = le même fichier reste sous ses autres noms : { $names }
table-more-rows = … et encore { $n }, moins graves : -o report.html ou report.jsonl les écrit.
table-more = … et encore { $n }
table-unread = Non lus, ou lus en partie ({ $n }) :
table-coverage = Couverture : { $coverage }.
table-reasons = Raisons : { $reasons }.
table-next = Étape suivante :
table-go-on = Laissez l’analyse continuer là où elle s’est arrêtée, avec --resume : tout n’a pas encore été vu.
table-look-unread = Regardez ce qui n’a pas été lu ; cela peut contenir des données personnelles.
table-nothing-read = Aucun fichier n’a été lu : vérifiez les lieux nommés, et ce qui est exclu (--exclude et la politique).
table-personal-only = Il n’y avait que des fichiers dans des dossiers personnels : comme le dit la politique, ils sont comptés et non ouverts. Nommez un autre endroit pour ce qui doit être lu.
places-more = et à d’autres endroits
lacks-inside = { $n ->
    [one] Un document dans un fichier n’a pas été lu, ou pas en entier.
   *[other] { $n } documents dans des fichiers n’ont pas été lus, ou pas en entier.
}
coverage-files =
    { $files } : { $read ->
        [one] { $read } lu
       *[other] { $read } lus
    }, { $partly } en partie, { $unread ->
        [one] { $unread } non lu
       *[other] { $unread } non lus
    }, { $empty } sans texte
coverage-unchanged =
    { $n ->
        [one] { $n } inchangé
       *[other] { $n } inchangés
    } depuis une analyse précédente
coverage-inside = { $n ->
    [one] { $n } document dans des fichiers
   *[other] { $n } documents dans des fichiers
}
coverage-personal = { $n ->
    [one] { $n } fichier dans des dossiers personnels, compté et non ouvert
   *[other] { $n } fichiers dans des dossiers personnels, comptés et non ouverts
}
coverage-own = { $n ->
    [one] { $n } rapport de Speur lui-même exclu
   *[other] { $n } rapports de Speur lui-même exclus
}
coverage-states = { $n ->
    [one] { $n } fichier de travail de Speur exclu
   *[other] { $n } fichiers de travail de Speur exclus
}
coverage-links = { $n ->
    [one] { $n } lien non suivi
   *[other] { $n } liens non suivis
}
coverage-special = { $n ->
    [one] { $n } périphérique, tube ou socket non ouvert
   *[other] { $n } périphériques, tubes ou sockets non ouverts
}
n-info = { $n } info
n-low = { $n ->
    [one] { $n } faible
   *[other] { $n } faibles
}
n-medium = { $n ->
    [one] { $n } moyen
   *[other] { $n } moyens
}
n-high = { $n ->
    [one] { $n } élevé
   *[other] { $n } élevés
}
n-critical = { $n ->
    [one] { $n } critique
   *[other] { $n } critiques
}
