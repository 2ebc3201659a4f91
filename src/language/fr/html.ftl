# The report as a page.
html-title = Données personnelles sur { $name }
html-title-many =
    Données personnelles sur { $n ->
        [one] { $n } machine
       *[other] { $n } machines
    }
html-skip = Aller aux documents
html-nav = Parties de ce rapport
html-nav-summary = Résumé
html-nav-machines = Machines
html-nav-overview = Vue d’ensemble
html-nav-documents = Documents
html-nav-coverage = Ce qui a été lu
html-nav-run = Cette analyse
html-scanned = Analysé le { $moment }
html-verdict-none = Aucun document contenant des données personnelles à un endroit que la politique n’autorise pas, dans ce qui a été lu.
html-verdict-some = { $n ->
    [one] { $n } document contient
   *[other] { $n } documents contiennent
} des données personnelles à un endroit que la politique n’autorise pas.
html-missing = Tout n’est pas dans ce rapport.{ $never ->
    [0] {""}
    [one]{" "}{ $never } machine n’a jamais été analysée.
   *[other]{" "}{ $never } machines n’ont jamais été analysées.
}{ $skipped ->
    [0] {""}
    [one]{" "}{ $skipped } entrée a été laissée de côté.
   *[other]{" "}{ $skipped } entrées ont été laissées de côté.
}
html-incomplete =
    Tout n’a pas pu être lu : { $n ->
        [one] { $n } fichier peut
       *[other] { $n } fichiers peuvent
    } en contenir d’autres.
html-complete = Tout a été lu.
html-stopped = L’analyse s’est arrêtée avant la fin : ce qui n’avait pas encore été vu ne figure pas dans ce rapport.
html-you = Pour vous, si ce sont vos fichiers
html-admin = Pour l’administrateur
html-dpo = Pour le délégué à la protection des données
html-step-none = Vous n’avez rien à faire maintenant.
html-step-move =
    Déplacez { $n ->
        [one] ce document vers le stockage central. Ne le supprimez pas avant qu’il
       *[other] ces { $n } documents vers le stockage central, les plus graves d’abord. N’en supprimez aucun avant qu’il
    } s’y trouve.
html-step-delete =
    Supprimez { $n ->
        [one] le document marqué « { $step } »
       *[other] les { $n } documents marqués « { $step } »
    } : le stockage central a la même chose.
html-step-ask =
    Demandez conseil au délégué à la protection des données pour { $n ->
        [one] un document
       *[other] { $n } documents
    }.
html-worst = Les plus graves
html-all-documents = Tous les documents
html-read-share = { $percent } des documents ont été lus
html-read-share-seen = { $percent } des documents des machines de ce rapport ont été lus
html-all-unread = Tout ce qui n’a pas été lu
html-people = Personnes concernées, au moins
html-special = Avec des catégories particulières de données
html-minors = Au sujet d’enfants
html-article = Article { $article } : { $what }
html-twins = Identique dans le stockage central
html-by-severity = Par gravité
html-by-verdict = Par verdict
html-by-category = Par type de données
html-by-storage = Par lieu de stockage
html-by-format = Par format
html-by-age = Par temps depuis la dernière modification
html-by-department = Par service
html-by-article = Par article
html-by-twin = Par équivalent dans le stockage central
html-counts-violations = Documents à un endroit que la politique n’autorise pas
age-year = moins d’un an
age-two = 1 à 2 ans
age-five = 2 à 5 ans
age-ten = 5 à 10 ans
age-more = plus de 10 ans
twin-exact = le même fichier
twin-same-text = le même texte
twin-stale = une autre version
twin-extract = une partie d’un document là-bas
html-severity = Gravité
html-document = Document
html-found = Trouvé
html-persons = Personnes
html-storage = Stockage
html-changed = Modifié
html-step = Étape
html-verdict = Verdict
html-category = Type de données
html-format = Format
html-size = Taille
html-machine = Machine
html-risk = Points de risque, avant la politique
html-risk-of = { $score } sur 100
html-search = Chercher par nom, dossier ou données
html-any = tous
html-reset = Tout afficher
html-shown = { $shown } documents sur { $total }
html-more = Afficher plus
html-no-match = Aucun document ne correspond. Choisissez moins de critères ou affichez tout.
html-no-documents = Aucun document avec des données personnelles n’a été trouvé dans ce qui a été lu.
html-left-out = { $n ->
    [one] { $n } document de rang inférieur ne figure pas dans cette liste : le rapport en JSON Lines le contient aussi.
   *[other] { $n } documents de rang inférieur ne figurent pas dans cette liste : le rapport en JSON Lines les contient tous.
}
html-back = Retour à la liste
html-previous = Précédent
html-next = Suivant
html-what-to-do = Que faire
html-what-found = Ce qui a été trouvé
html-times = { $n } fois, { $distinct ->
    [one] une seule valeur
   *[other] { $distinct } valeurs différentes
}
html-times-more = { $n } fois, plus de { $distinct } valeurs différentes
html-confidence = certitude { $level } ({ $score } sur 99)
html-where = Où
html-why = Pourquoi
html-samples = Exemples, masqués
html-twin = Équivalent dans le stockage central
html-similarity = { $percent } identique
html-no-twin = Aucun n’y a été trouvé.
html-twin-unknown = Il n’a pas été recherché : aucun index du stockage central n’a été donné.
html-articles = Articles de la politique
html-gaps = Non lu à l’intérieur
html-other-names = Autres noms du même fichier
html-files = Fichiers
html-inside = Documents dans des fichiers
html-seen = Vus
html-unread-none = Rien n’est resté non lu.
html-unread-what = Un fichier non lu peut contenir des données personnelles. Chacun figure ici, par raison.
html-no-text = Fichiers sans texte, comme des programmes et du son, par format
html-bytes = Octets lus
html-unchanged = Inchangés depuis une analyse précédente, donc pas relus
html-own = Rapports que Speur a écrits sur cet appareil, exclus : ce dont ils parlent est compté là où il se trouve
html-states = Fichiers de travail de Speur (bases de données, clés, journaux), de qui que ce soit, exclus : ce qu’ils contiennent est dit par les rapports qui en sont tirés
html-links = Liens vers d’autres endroits, non suivis : ce à quoi ils mènent est lu là où il se trouve
html-devices = Périphériques, tubes et sockets, non ouverts
html-number = Nombre
html-reason = Raison
html-started = Début
html-finished = Fin
html-not-finished = arrêtée avant la fin
html-device = Appareil
html-places = Lieux analysés
html-policy = Politique
html-policy-none = aucune : celle du programme
html-rules = Empreinte des règles
html-key = Clé des jetons
html-run = Analyse
html-private = Ce rapport ne montre aucune valeur : elles sont comptées, et tout au plus masquées. Les chemins et les noms des fichiers y figurent tels quels, même si un nom contient des données personnelles : gardez-le aussi confidentiel que les fichiers.
html-trend = Évolution
html-trend-what = Documents au mauvais endroit, d’une analyse à l’autre des mêmes lieux avec les mêmes règles et la même politique.
html-date = Date
html-violations = Au mauvais endroit
html-with-data = Avec des trouvailles
html-not-comparable = autres lieux ou règles
html-state = Analyse
html-before = Avant
html-department = Service
html-no-department = aucun service connu
html-folders = Dossiers avec les documents les plus graves
html-folder = Dossier
html-copies = Le même document sur plusieurs machines
html-copies-of = { $copies ->
    [one] { $copies } copie
   *[other] { $copies } copies
} sur { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
}
html-many-keys = Ces analyses ont utilisé { $n } clés. Le même document n’est pas reconnu d’une clé à l’autre : analysez toutes les machines avec le même fichier de clé.
html-skipped = Pas dans ce rapport
html-input = Entrée
html-made-by = Fait par Speur { $version }
# A place in a document, as a person opens it.
place-document = le document
place-sheet = feuille { $value }
place-column = colonne { $value }
place-label = sous { $value }
place-cell = cellule { $value }
place-rows = lignes { $value }
place-rows-one = ligne { $value }
place-lines = lignes { $value }
place-lines-one = ligne { $value }
place-pages = pages { $value }
place-pages-one = page { $value }
place-slides = diapositives { $value }
place-slides-one = diapositive { $value }
place-paragraphs = paragraphes { $value }
place-paragraphs-one = paragraphe { $value }
# Charts.
html-others = autres
# What the policy and people decided of a document.
html-decisions = Délais, exceptions et demandes
html-overdue = Gardé trop longtemps : le délai ({ $category }) est de { $months ->
    [one] { $months } mois
   *[other] { $months } mois
}. Il date du { $dated } et devait disparaître le { $until }. { $reason }
html-accepted = Autorisé jusqu’au { $until } par { $approver } : { $reason }
html-n-overdue = Gardés au-delà du délai
html-n-asked = Avec une demande d’exception
html-index = Stockage central
