# La notification au délégué à la protection des données.
notice-title = Notification de données personnelles hors du stockage central
notice-written = Rédigée
notice-organisation = Organisation
notice-for = Pour le délégué à la protection des données
notice-policy = Politique
notice-summary = En bref
notice-nothing = Aucune donnée personnelle n’a été trouvée hors du stockage central dans ce qui a été lu.
notice-people = { $documents ->
    [one] Un document contient
   *[other] { $documents } documents contiennent
} des données personnelles là où elles ne peuvent pas être, sur { $people }.
notice-between = { $least ->
    [one] au moins une personne
   *[other] au moins { $least } personnes
} et au plus environ { $most } (si personne n’est dans deux documents)
notice-at-least = { $n ->
    [0] un nombre inconnu de personnes
    [one] au moins une personne
   *[other] au moins { $n } personnes
}
notice-since = Le plus ancien de ces fichiers a été modifié pour la dernière fois le { $since }, le plus récent le { $until }. Une copie peut garder la date de son original : cette date ne prouve pas à elle seule depuis quand un fichier se trouve là.
notice-minors = { $n ->
    [one] Un document concerne
   *[other] { $n } documents concernent
} des mineurs.
notice-clock = Les 72 heures
notice-clock-runs = Elles ont commencé le { $began } et finissent le { $ends }.
notice-clock-left = Temps restant : { $left }.
notice-clock-over = Elles sont écoulées : une notification plus tardive doit dire pourquoi.
notice-clock-law = RGPD art. 33 : s’il s’agit d’une violation de données à caractère personnel, elle est notifiée à l’autorité de contrôle dans les 72 heures après que l’organisation en a pris connaissance.
notice-clock-of-scan = Elles sont comptées depuis la fin de la première analyse qui a trouvé quelque chose. Si l’organisation le savait plus tôt, elles finissent plus tôt : donnez ce moment avec --aware.
notice-clock-given = Elles sont comptées depuis le moment qui a été donné comme celui où l’organisation en a pris connaissance.
notice-kinds = Quelles sortes de données
notice-places = Où
notice-sum = { $name } : { $documents ->
    [one] un document
   *[other] { $documents } documents
}, { $people }
notice-articles = Quels articles de la politique
notice-documents = { $n ->
    [one] un document
   *[other] { $n } documents
}
notice-list = Les documents, les plus graves d’abord
notice-document = { $level }, { $storage }, { $people }, modifié le { $modified }, { $n ->
    [one] article
   *[other] articles
} { $articles } ; étape : { $advice }
notice-found = Trouvé : { $kinds }
notice-samples = Exemples, masqués : { $values }
notice-overdue = Gardé trop longtemps : le délai a pris fin le { $until } ({ $reason }).
notice-overdue-list = Gardés trop longtemps dans le stockage central
notice-more = { $n ->
    [one] Et encore un moins grave : le rapport le contient aussi.
   *[other] Et encore { $n } moins graves : le rapport les contient tous.
}
notice-limits = Ce que ceci ne dit pas
notice-unread = { $n ->
    [0] Chaque fichier a été lu.
    [one] Un fichier n’a pas été lu, ou pas en entier : personne ne sait ce qu’il contient.
   *[other] { $n } fichiers n’ont pas été lus, ou pas en entier : personne ne sait ce qu’ils contiennent.
}
notice-personal = { $n ->
    [one] Un fichier se trouve dans un dossier personnel : comme le dit la politique, il a été compté et n’a pas été ouvert.
   *[other] { $n } fichiers se trouvent dans des dossiers personnels : comme le dit la politique, ils ont été comptés et n’ont pas été ouverts.
}
notice-others-read = Chaque autre fichier a été lu.
notice-masked = Aucune valeur ne figure ici : elles sont comptées, et au plus montrées masquées. Speur n’envoie rien de lui-même.
notice-steps = Ce qu’il faut décider
notice-step-judge = Est-ce une violation : des données ont-elles été perdues, modifiées, ou vues par quelqu’un qui ne le peut pas ?
notice-step-risk = Y a-t-il un risque pour les personnes concernées ? Alors notifiez l’autorité de contrôle dans les 72 heures (art. 33).
notice-step-persons = Le risque est-il élevé ? Alors informez aussi les personnes elles-mêmes (art. 34).
notice-step-record = Dans tous les cas, consignez les faits, leurs effets et les mesures prises (art. 33, § 5).
notice-subject = Données personnelles hors du stockage central : { $documents ->
    [one] un document
   *[other] { $documents } documents
}, { $people }
notice-hello = Bonjour,
notice-body = Une analyse a trouvé des données personnelles là où la politique ne les permet pas (article IX). Le dossier est joint ; en voici l’essentiel.
notice-asks = Ce qu’il faut décider se trouve à la fin du dossier. Ce projet n’a pas été envoyé : relisez-le, changez ce que vous voulez, et envoyez-le vous-même.
# Sortes de données.
data-address = adresses
data-bank-account = comptes bancaires
data-birth-date = dates de naissance
data-business = numéros d’entreprise de personnes
data-contact = adresses e-mail et numéros de téléphone
data-credential = mots de passe et clés
data-cv = CV
data-health-insurance = numéros d’assurance maladie
data-identity-document = documents d’identité
data-location = localisations
data-minors = données de mineurs
data-name = noms
data-national-id = numéros nationaux
data-network = adresses réseau
data-payment-card = cartes de paiement
data-professional = numéros de professionnels
data-reference = références
data-salary = salaires
data-student = numéros d’étudiant
data-vehicle = plaques d’immatriculation
data-health = santé
data-ethnicity = origine
data-politics = opinions politiques
data-religion = religion ou convictions
data-union = appartenance syndicale
data-genetic = données génétiques
data-biometric = données biométriques
data-sex-life = vie ou orientation sexuelle
data-criminal = condamnations pénales et infractions
