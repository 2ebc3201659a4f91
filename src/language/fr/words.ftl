# Tokens of the records in words: a name of a word or two, and where one is needed a sentence.
# Severity of a violation, and the risk of a document.
level-info = info
level-low = faible
level-medium = moyen
level-high = élevé
level-critical = critique
confidence-low = faible
confidence-medium = moyenne
confidence-high = élevée
# Kinds of places.
storage-central = stockage central
storage-local-disk = disque local
storage-removable = support amovible
storage-cloud-sync = dossier cloud
storage-share = partage réseau
storage-mail-store = boîte mail
storage-temp = dossier temporaire
storage-trash = corbeille
# The policy’s judgement: its name, and what it means.
verdict-name-clean = sans problème
verdict-name-in-place = à sa place
verdict-name-allowed = autorisé
verdict-name-not-read = non lu
verdict-name-local-copy = copie locale
verdict-name-orphan = seulement ici
verdict-clean = Rien de tout cela ne rend le document personnel.
verdict-in-place = Le document se trouve dans le stockage central, à sa place.
verdict-allowed = La politique l’autorise ici.
verdict-not-read = Le document n’a pas été lu : personne ne sait ce qu’il contient encore.
verdict-local-copy = Des données personnelles ne peuvent pas rester ici : le document a sa place dans le stockage central.
verdict-orphan = Des données personnelles ne peuvent pas rester ici, et le stockage central n’a pas ce document.
# Articles of the policy.
article-IX = pas de copies de données personnelles hors du stockage central
article-III = catégories particulières de données personnelles (santé, convictions, origine, etc.)
article-IV = pas de transfert hors de l’Espace économique européen
article-V = pas de données gardées plus longtemps que le délai de leur catégorie
# Advice: the step in a word or two, and in a sentence.
advice-name-none = rien à faire
advice-name-delete-copy = supprimer cette copie
advice-name-move-to-central = déplacer
advice-name-ask-dpo = demander au DPO
advice-none = Vous n’avez rien à faire.
advice-delete-copy = Supprimez cette copie : le stockage central a le même document.
advice-move-to-central = Déplacez-le vers le stockage central.
advice-ask-dpo = Demandez au délégué à la protection des données ce qu’il faut en faire.
# What a document is to its twin in the central storage.
relation-exact = le même fichier
relation-same-text = le même texte
relation-stale = une version plus ancienne ou plus récente
relation-extract = une partie
# How much of a document was read.
read-all = lu
read-partly = lu en partie
read-none = non lu
read-no-text = sans texte
# Why something was not read.
reason-name-encrypted = chiffré
reason-name-damaged = endommagé
reason-name-unsupported = format inconnu
reason-name-too-large = trop grand
reason-name-limit-time = trop long à lire
reason-name-limit-memory = trop de mémoire
reason-name-limit-output = trop volumineux décompressé
reason-name-limit-depth = imbriqué trop profond
reason-name-limit-entries = trop d’éléments
reason-name-crashed = lecture échouée
reason-name-locked = en cours d’utilisation
reason-name-permission = accès refusé
reason-name-vanished = disparu
reason-name-changed = modifié entre-temps
reason-name-online-only = en ligne seulement
reason-name-special-file = pas un fichier
reason-name-io-error = erreur de lecture
reason-name-needs-ocr = image de texte
reason-name-excluded = exclu
reason-encrypted = Il faut un mot de passe ou une clé : ouvrez-le et regardez.
reason-damaged = Il n’est pas complet, ou ne suit pas les règles de son format.
reason-unsupported = Ce format n’est pas encore lu.
reason-too-large = Il dépasse la limite fixée.
reason-limit-time = La lecture a pris trop de temps.
reason-limit-memory = Il demandait plus de mémoire qu’un document ne peut en avoir.
reason-limit-output = Décompressé, il est bien plus grand qu’un document ne peut l’être.
reason-limit-depth = Il se trouve dans trop de documents imbriqués.
reason-limit-entries = Il contient plus d’éléments qu’on n’en lit.
reason-crashed = Sa lecture a arrêté le processus de lecture, deux fois.
reason-locked = Un autre programme le bloquait : fermez ce programme et relancez l’analyse.
reason-permission = Cet utilisateur ne peut pas le lire : analysez comme administrateur ou comme propriétaire.
reason-vanished = Il avait disparu au moment d’être lu.
reason-changed = Il a changé pendant la lecture.
reason-online-only = Il n’est stocké qu’en ligne, et une analyse ne télécharge rien.
reason-special-file = Ce n’est pas un fichier mais un périphérique, un tube ou un socket.
reason-io-error = Le système n’a pas pu le lire.
reason-needs-ocr = C’est une image de texte, qui n’est pas reconnue.
reason-excluded = La politique ou la ligne de commande l’exclut.
# Points of a finding’s best value.
why-check-digits = Ses chiffres sont prouvés : les chiffres de contrôle sont justes et la date, s’il y en a une, existe.
why-shape = C’est écrit comme une telle valeur s’écrit.
why-keyword-near = Un mot qui le désigne se trouve tout près, sur la même ligne.
why-keyword-far = Un mot qui le désigne se trouve à moins de 300 caractères.
why-column-heading = Le titre de colonne, le libellé ou la clé le désigne.
why-column-values = Presque toutes les valeurs de sa colonne sont de ce genre.
why-other-identifier = Un autre identifiant d’une personne se trouve à côté ou dans la même ligne.
why-birth-date = La date de naissance contenue dans le numéro se trouve aussi à côté ou dans la même ligne.
why-negative-keyword = Un mot qui désigne autre chose (une commande, une facture, un ticket) est plus proche que tout mot qui le désigne.
why-implausible = La date qu’il contient est impossible, ou donne à une personne plus de 115 ans.
why-no-context = Sans mot, titre ou libellé qui le désigne, cela peut être n’importe quel nombre.
why-technical = Il se trouve dans du code source ou un fichier de verrouillage.
why-expiry-date = Une date d’expiration se trouve à côté.
why-lost-digits = Le titre le désigne, mais un tableur a coupé ses derniers chiffres : ce qui reste n’est presque plus une valeur.
why-person-near = Les mots concernent une personne nommée, décrite ou identifiée à cet endroit.
why-person-elsewhere = Les mots en disent long sur le sujet, et le document identifie des personnes ailleurs.
why-distinct-words = Il contient plusieurs mots différents d’un tel document.
why-file-name = Le nom du fichier dit ce que c’est.
# How much the index of the central storage still says.
twin-not-seen = son original n’a pas été trouvé, ou a été modifié, depuis que l’index a été créé
index-age = Index du stockage central créé le { $moment }. Regardez l’original avant de supprimer une copie.
