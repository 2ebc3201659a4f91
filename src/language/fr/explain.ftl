# speur explain.
explain-in = dans { $path }
explain-run = analyse { $run }
explain-found =
    Trouvé { $n } fois, { $distinct ->
        [one] une seule valeur
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
explain-no-finding = aucune analyse gardée n’a de trouvaille `{ $id }` ({ $runs ->
    [one] { $runs } analyse
   *[other] { $runs } analyses
} dans { $state }, clé { $key }) ; les numéros se trouvent dans les enregistrements de `speur scan --format jsonl` et valent pour l’appareil et la clé avec lesquels ils ont été faits
explain-no-runs = aucune analyse n’est gardée dans { $state }
no-such-run = il n’y a pas d’analyse `{ $run }` dans { $state } ; son nom est dans le premier enregistrement d’un rapport, et la plus récente est `last`
explain-run-head = Analyse { $run } du { $moment } : { $places }
explain-all-read = Tout a été lu.
explain-read-so-far = Ce qui a été vu jusque-là a été lu.
explain-own = { $n ->
    [one] Un rapport que Speur a écrit sur cet appareil a été exclu : ce dont il parle est compté là où il se trouve.
   *[other] { $n } rapports que Speur a écrits sur cet appareil ont été exclus : ce dont ils parlent est compté là où il se trouve.
}
explain-states = { $n ->
    [one] Un fichier de travail de Speur (base de données, clé ou journal, de qui que ce soit) a été exclu : ce qu’il contient est dit par les rapports qui en sont tirés.
   *[other] { $n } fichiers de travail de Speur (bases de données, clés et journaux, de qui que ce soit) ont été exclus : ce qu’ils contiennent est dit par les rapports qui en sont tirés.
}
explain-links = { $n ->
    [one] Un lien vers un autre endroit n’a pas été suivi : ce à quoi il mène est lu là où il se trouve, si cet endroit a été analysé.
   *[other] { $n } liens vers d’autres endroits n’ont pas été suivis : ce à quoi ils mènent est lu là où il se trouve, si cet endroit a été analysé.
}
explain-special = { $n ->
    [one] Un périphérique, tube ou socket n’a pas été ouvert : ce n’est pas un document.
   *[other] { $n } périphériques, tubes ou sockets n’ont pas été ouverts : ce ne sont pas des documents.
}
explain-run-stopped = L’analyse a été arrêtée avant la fin : ce qui n’avait pas encore été vu n’est pas ici.
explain-run-complete = L’analyse est complète.
explain-run-incomplete = L’analyse n’est pas complète : ce qui n’a pas été lu peut contenir des données personnelles.
explain-category = { $rule }, type de données : { $category }
explain-silent = Elle prend ce qu’elle trouve, pour qu’aucune autre ne le prenne, et ne signale rien.
explain-base = Score selon l’écriture d’une valeur (élevée dès { $high }, moyenne dès { $medium }, faible dès { $low })
explain-base-words = Score selon la personne dont parlent les mots (élevée dès { $high }, moyenne dès { $medium }, faible dès { $low })
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
# How a value is written, and the classes of values, as the rules name them.
written-bare = sans séparateurs
written-bare-16 = 16 chiffres sans séparateurs
written-bare-89 = sans séparateurs, de la nouvelle sorte
written-belgian = belge
written-belgium = en Belgique
written-by-keyword = à côté d’un mot qui le désigne
written-canonical = avec les séparateurs habituels
written-checked = avec des chiffres de contrôle corrects
written-dashed = avec des tirets
written-document = d’un document d’identité
written-dotted = avec des points
written-elsewhere = ailleurs
written-few = quelques mots d’un tel document
written-fixed = d’une ligne fixe
written-found = tel qu’il est écrit
written-framed = avec ses signes autour
written-full = avec rue, code postal et localité
written-given = avec un prénom connu, près d’un autre identifiant comme une adresse e-mail
written-glued = avec son libellé juste devant
written-grouped = en groupes
written-heading = sous un titre qui le désigne
written-ipv4 = IPv4
written-ipv6 = IPv6
written-keyword = après un mot qui le désigne
written-label = après un libellé qui le désigne
written-labelled = avec un libellé qui le désigne
written-listed = avec un prénom et un nom connus, près d’un autre identifiant comme une adresse e-mail
written-lost-zero = sans le zéro du début
written-mac = d’une carte réseau (MAC)
written-many = beaucoup de mots d’un tel document
written-mobile = d’un téléphone mobile
written-name = par le nom du fichier
written-number = comme numéro
written-obfuscated = déguisé, comme « nom at lieu point be »
written-other = d’une autre manière
written-padded = avec des zéros du début qu’un programme a enlevés
written-personal = d’une personne
written-place = avec code postal et localité
written-plain = simple
written-reference = comme référence
written-role = d’un service ou d’une fonction
written-separated = avec des séparateurs
written-separated-89 = avec des séparateurs, de la nouvelle sorte
written-service = d’un service
written-sign = après un signe de naissance
written-spaced = avec des espaces
written-street = avec rue et numéro
written-title = après un titre de civilité
written-unassigned = dans une série non attribuée
written-unchecked = sans chiffres de contrôle
written-unknown = de qui, on ne le sait pas
written-unknown-bank = d’une banque inconnue
written-unknown-grouped = en groupes, d’une banque inconnue
written-unlikely = peu probable
written-with-expiry = avec une date d’expiration à côté
class-account = compte
class-address = adresse
class-adult = adulte
class-business = d’une entreprise
class-card = carte
class-care-provider = prestataire de soins
class-company = d’une société
class-enterprise = entreprise
class-fixed = ligne fixe
class-found = chaque valeur
class-licence = permis de conduire
class-member = membre
class-minor = enfant
class-mobile = téléphone mobile
class-organisation = organisation
class-part = partie d’un nom
class-passport = passeport
class-person = personne
class-personal = d’une personne
class-place = lieu
class-plate = plaque
class-private = privé
class-reference = référence
class-role = service ou fonction
class-service = service
class-sole-trader = indépendant
class-special = catégorie particulière
class-unknown = inconnu
class-whole = nom complet
explain-no-index = Aucun index du stockage central n’a été consulté : on ne sait donc pas si ce document s’y trouve. Nommez l’index avec --central-index.
