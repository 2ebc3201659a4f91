# What the runs of many machines say together.
merged-machines = { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
} : { $complete ->
    [one] { $complete } entièrement analysée
   *[other] { $complete } entièrement analysées
}, { $partly } en partie, { $stopped ->
    [one] { $stopped } arrêtée trop tôt
   *[other] { $stopped } arrêtées trop tôt
}, { $never } jamais
merged-coverage = { $seen ->
    [one] { $seen } fichier
   *[other] { $seen } fichiers
} : { $read ->
    [one] { $read } lu
   *[other] { $read } lus
}, { $partly } en partie, { $unread ->
    [one] { $unread } non lu
   *[other] { $unread } non lus
}, { $none } sans texte
scanned-never = jamais analysée
scanned-stopped = arrêtée trop tôt
scanned-partly = lue en partie
scanned-complete = entièrement analysée
merged-by-machine = Machine
merged-by-department = Service
merged-by-category = Catégorie
merged-by-rule = Règle
merged-by-article = Article
merged-by-storage = Stockage
merged-by-twin = Équivalent dans le stockage central
merged-by-folder = Dossier
twin-orphan = aucun
twin-not-searched = non recherché
merged-documents = Documents
merged-violations = Manquements
merged-overdue = Gardés trop longtemps
merged-scanned = Analyse
merged-before = { $n ->
    [one] { $n } manquement
   *[other] { $n } manquements
} auparavant
merged-copies = Le même document sur plusieurs machines ({ $n })
merged-group = { $copies ->
    [one] { $copies } copie
   *[other] { $copies } copies
} sur { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
}
merged-keys = Ces analyses ont utilisé { $n } clés : le même document n’est pas reconnu d’une clé à l’autre. Analysez toutes les machines avec le même --key-file.
merged-more = … et { $n } de plus
merged-skipped = Absents de ce rapport ({ $n })
skipped-left-out = { $input } : laissé de côté : { $why }
skipped-damaged = ligne { $line } : { $what }
skipped-duplicate = la même analyse que { $of }
skipped-other-content = la même analyse que { $of }, mais avec un autre contenu : l’une des deux a été reprise, jugée à nouveau ou modifiée
skipped-no-schema = ne dit pas sous quelle forme il a été fait : ce n’est pas un rapport de speur
skipped-other-schema = écrit sous la forme { $schema }, que cette version ne lit pas
skipped-no-key = chiffré : donnez votre clé avec --identity FILE
skipped-other-key = chiffré pour une autre clé que celles de --identity, ou modifié
skipped-not-authentic = chiffré, et modifié ou coupé
damage-no-json = pas du JSON
damage-cut-line = la ligne est coupée
damage-no-record = pas un enregistrement de speur/1 ; il a été modifié, ou écrit par un speur plus récent
damage-no-end = coupé : la fin manque
damage-no-begin = aucune analyse n’a commencé : la première ligne manque
damage-two-begins = une analyse commence avant la fin de la précédente
damage-no-run = pas un rapport : il ne contient aucune analyse
damage-other-documents = la fin parle d’autres documents que ceux qui sont là
damage-contradiction = un document est jugé comme Speur ne le fait jamais : la ligne a été modifiée
damage-other-sums = les comptes de la fin ne concordent pas
# The report in Markdown.
md-run = Speur { $speur }, { $started }, analyse { $run } : { $roots }
md-column-risk = Risque
md-column-document = Document
md-column-found = Trouvé
md-column-people = Personnes
md-column-storage = Stockage
md-column-articles = Articles
md-column-advice = Conseil
md-column-unread = Non lu
md-column-name = Nom
md-none = Aucun manquement dans ce qui a été lu.
md-whole = Tout a été lu.
md-not-whole = Tout n’a pas été lu : le reste peut contenir des données personnelles.
