# What can go wrong, and what to do then. Paths, keys of files and flags stay as they are.
# The state.
state-locked = une autre analyse utilise les données gardées dans { $path } ; attendez qu’elle ait fini, ou nommez un autre dossier avec --state-dir
state-disk-full = le disque des données gardées est plein ({ $path }) : libérez de la place, puis continuez avec --resume
state-newer = { $path } : fait par un speur plus récent (version { $version } des données) ; utilisez celui-là, ou un autre --state-dir
state-key-lost = { $path } : la clé de cet appareil manque, ou n’est pas celle avec laquelle ces analyses ont été faites : sous une autre clé, les jetons et les résultats ne se comparent pas avec les analyses précédentes, et le journal ne peut pas être vérifié. Remettez le fichier depuis une sauvegarde ; s’il n’y en a pas, commencez un nouveau dossier d’état (--state-dir)
state-bad-key = { $path } : pas une clé : { $why }
state-damaged = le fichier des données gardées est endommagé ({ $why }) : déplacez-le (`speur config show` dit dans quel dossier il se trouve), et la prochaine analyse en fera un nouveau
state-strange = des lignes qui ne sont pas de ce programme
state-emptied = le fichier est vide, et ne l’était pas
state-synced = { $path } : l’état se trouve dans un dossier synchronisé avec un service en nuage, qui aurait alors une copie de sa clé ; nommez un autre dossier avec --state-dir
state-file = le fichier des données gardées : { $why }
state-elsewhere = { $why } ; nommez un autre dossier pour les données gardées avec --state-dir
state-none = aucune analyse n’est encore enregistrée ici ; analysez d’abord, ou nommez un autre dossier avec --state-dir
sqlite-malformed = son contenu n’est plus cohérent
sqlite-none = ce n’est pas une base de données
sqlite-read-only = on ne peut pas y écrire
sqlite-busy = un autre programme l’utilise : attendez qu’il ait fini
sqlite-disk = le disque signale une erreur
sqlite-other = erreur { $code } de SQLite
state-stopped = les données ne sont plus gardées, à cause d’une erreur antérieure
key-digits = une clé est faite de 64 chiffres hexadécimaux
key-zeros = rien que des zéros
key-open = { $path } : d’autres utilisateurs peuvent lire cette clé, et retrouver avec elle les valeurs derrière les jetons d’un rapport ; faites `chmod 600` dessus
signing-key-open = { $path } : d’autres utilisateurs peuvent lire cette clé, et signer des exceptions avec elle ; faites `chmod 600` dessus
randomness = les nombres aléatoires du système
folder-link = un lien ; donnez le dossier lui-même comme --state-dir
folder-none = pas un dossier
folder-not-plain = pas un fichier ordinaire ; les données ne sont jamais ouvertes par un lien
folder-open-to-others = d’autres utilisateurs peuvent y écrire ; faites `chmod go-w` dessus, ou donnez un autre --state-dir
io-not-plain = pas un fichier ordinaire : une FIFO, un périphérique ou une socket
file-open-to-others = d’autres utilisateurs peuvent y écrire, de sorte qu’il peut venir de n’importe qui ; appliquez-lui `chmod go-w`
file-of-another = appartient à un autre utilisateur ({ $uid }), et non à l’administrateur ou à celui qui exécute ceci ; appliquez-lui `chown`
state-unknown-storage = il nomme un type de stockage inconnu
audit-not-a-line = pas une ligne de ce journal
audit-altered = modifiée
audit-missing = une ligne avant elle manque, ou a été ajoutée
audit-cut = la fin manque : des lignes ont été coupées
audit-broken = { $place } : { $why } ; gardez le fichier comme preuve ; un nouveau journal commence dans un nouveau dossier d’état (--state-dir)
audit-whole =
    { $path } : { $n ->
        [one] { $n } ligne
       *[other] { $n } lignes
    }, { $n ->
        [one] telle qu’écrite
       *[other] telles qu’écrites
    }
audit-since = { $whole }, depuis le { $since }
audit-purged = { $whole } ; { $n ->
    [one] la ligne d’avant a été effacée, son délai étant écoulé
   *[other] les { $n } lignes d’avant ont été effacées, leur délai étant écoulé
}
worker-not-started = un processus de lecture n’a pas pu démarrer
pictures-not-started = le processus qui lit les images n’a pas pu démarrer
# An index of the central storage.
index-other-key = { $path } : fait avec la clé { $made }, mais { $given } a été donnée : nommez la clé de l’organisation avec --key-file
index-not-one = { $path } : { $why } : nommez un fichier fait par `speur index build`
index-altered = { $path } : { $what } n’est pas ce qui a été écrit : prenez une copie intacte, ou refaites-le avec `speur index build`
index-newer = un index d’une autre version de speur
index-newer-fingerprints = ses empreintes viennent d’une autre version de speur
index-none = pas un index du stockage central
index-its-document = un de ses documents
index-its-length = sa longueur
index-its-header = son en-tête
index-its-part = la fin d’une de ses parties
index-its-block = un de ses blocs
index-its-section = une de ses sections
index-no-folder = { $path } : le dossier { $folder } n’existe pas : créez-le d’abord
index-stopped = arrêté plus tôt ; ce qui a été lu est gardé : continuez avec `speur index update` ; { $path } est resté tel quel
index-summary =
    { $n ->
        [one] { $n } document
       *[other] { $n } documents
    }, dont { $text } avec du texte, { $unread ->
        [one] { $unread } pas entièrement lu
       *[other] { $unread } pas entièrement lus
    }
index-whole = { $path } : entier et intact, { $digest }
index-of-other = { $path } : pas un index de { $central } : nommez le fichier d’index lui-même
central-silent = le stockage central ne répond pas
index-full = { $path } : le disque est plein ; ce qui a été lu est gardé : libérez de la place, puis continuez avec `speur index update`
index-row-digest = empreinte
index-row-built = fait
index-row-key = clé
index-row-rules = règles
index-row-root = dossier
index-row-documents = documents
index-row-features = traits
index-row-size = taille
index-row-not-read = pas lu
index-built-by = { $built } par speur { $version }
index-with-text = { $documents }, dont { $text } avec du texte
index-features = { $n } (enregistrements et passages)
index-size = { $size } : documents { $documents }, traits { $features }
# Exceptions.
until-over = --until : { $until } est passé : donnez aujourd’hui ou un jour plus tard
until-far = --until : { $until } est dans plus de { $years } ans : d’ici là, personne ne vérifie si l’exception est encore justifiée
glob-empty = un motif vide nomme tous les fichiers : nommez un endroit
glob-everything = `{ $glob }` nomme tous les fichiers : nommez un endroit
glob-every-ending = `{ $glob }` nomme tous les fichiers qui ont une extension, donc presque tous : nommez un endroit, ou une seule extension comme dans `*.tmp`
glob-wrong = `{ $glob }` n’est pas un motif : { $why }
approver-other = --approver : cette clé est celle de `{ $of }`, pas de `{ $given }`
exception-added = { $id } : vaut pour { $by } ({ $what }), jusqu’au { $until }, approuvée par { $approver }
exception-no-finding = { $id } : aucune analyse de cet ordinateur n’a de trouvaille avec cet identifiant ; avec une faute de frappe, l’exception ne s’applique à rien
exception-no-id = `{ $id }` n’est pas l’identifiant d’une trouvaille : c’est f_ suivi de 16 chiffres de 0 à f, comme `speur report` l’écrit ; pour un fichier de ce nom, écrivez `**/{ $id }`
exception-unknown = il n’y a pas d’exception `{ $id }` ; `speur exception list` les nomme toutes
exception-over = l’exception { $id } était déjà terminée
exception-ended = { $id } : terminée le { $day } par { $approver }
exception-covered = { $id } permet la même chose jusqu’au { $until }
exceptions-none = aucune exception et aucune demande
exception-is-ended = terminée { $day }
exception-is-until = jusqu’au { $day }
exception-is-expired = expirée { $day }
exception-row = { $id }  { $state }  pour { $by } { $what }  { $approver } : { $reason }
exception-requested = demandée { $day }  trouvaille { $finding } : { $reason }
exception-asked = demandé pour { $finding } dans { $path } : le prochain rapport le dira, et le DPO décidera
matches-content = contenu
matches-finding = trouvaille
matches-path = chemin
exception-expired = l’exception { $id } pour { $by } { $what } s’est terminée le { $day } : elle ne compte plus ; ajoutez-en une nouvelle, ou terminez-la avec `speur exception expire`
file-exists = { $path } : nommez un fichier qui n’existe pas encore
file-not-made = { $path } : le fichier ne peut pas être créé
file-no-folder = { $path } : le fichier ne peut pas être créé ; créez d’abord son dossier
file-read-only = { $path } : le fichier ne peut pas être créé ; choisissez un autre endroit
exceptions-no-file = la politique ne nomme pas de fichier d’exceptions : donnez-lui [exceptions] avec `file` et un [[exceptions.approver]]
approver-unknown = { $path } : la politique ne nomme personne avec cette clé comme approbateur ; sa clé publique est { $key }
reason-empty = --reason : dites pourquoi c’est accepté
reason-long = --reason : au plus 1000 caractères
reason-personal = --reason : il y a des données personnelles dedans ({ $rule }), et une raison figure dans chaque rapport : dites-le sans
exceptions-unsigned = pas signé : les exceptions ne comptent qu’avec la signature d’un approbateur (`speur exception add` signe)
exceptions-stranger = signé par quelqu’un que la politique ne nomme pas comme approbateur
exceptions-altered = modifié après la signature : remettez le fichier signé, ou faites signer à nouveau
# Commands.
no-tesseract = --ocr : pas de tesseract utilisable ici, les images restent donc non lues (needs-ocr) ; installez-le avec nld, fra, deu ou eng
explain-what = nommez une trouvaille, une règle, ou --coverage ANALYSE
no-mail = pas de projet de mail : la politique ne nomme pas de [dpo] avec une adresse e-mail
notice-not-created = { $path } : l’avis ne peut pas être créé ; nommez un autre dossier
no-moment = `{ $text }` n’est pas un moment : écrivez comme 2026-11-28T09:30
aware-to-come = { $moment } est encore à venir : personne ne sait encore rien
nothing-to-report = il n’y a rien pour un rapport : aucune des entrées n’est utilisable
folder-no-report = { $path } : pas de rapport dans ce dossier ; les rapports finissent par { $endings }
not-a-report = { $path } : { $why } ; nommez un rapport, un dossier de rapports, ou une analyse gardée
report-no-run = il n’y a pas d’analyse `{ $run }` dans { $folder } ; le premier enregistrement d’un rapport la nomme, et la plus récente est `last`
run-gone = l’analyse n’est plus dans les données gardées
input-changed = { $path } : modifié pendant que le rapport se faisait ; recommencez quand rien n’y écrit
state-not-open = { $run } : les données gardées ne sont pas ouvertes
run-without-record = une analyse commence par son enregistrement
rules-none = { $path } : pas de fichiers de règles (*.toml) dans ce dossier
rule-unreadable = { $path } : le fichier de règle ne peut pas être lu
rule-too-large = { $path } : plus grand que { $kb } Ko
rule-not-utf8 = { $place } : pas en UTF-8
rule-silent = (occupe sa place, ne signale rien)
rule-row =
    { $examples ->
        [one] { $examples } exemple
       *[other] { $examples } exemples
    }, { $counterexamples ->
        [one] { $counterexamples } contre-exemple
       *[other] { $counterexamples } contre-exemples
    }
priority = la priorité n’a pas pu être baissée
mounts = les systèmes de fichiers n’ont pas pu être listés
signals = les signaux ne peuvent pas être reçus
value-not-a-day = `{ $text }` n’est pas un jour : écrivez comme 2026-11-28
received-to-come = { $day } : ce jour n’est pas encore venu
case-ending = { $path } : un dossier s’écrit en .json, .md ou .html
no-stored-run = aucune analyse n’est gardée dans { $folder } : analysez d’abord, ou nommez un rapport ou --scan CHEMIN
subject-not-a-report = l’argument { $n } n’est ni un rapport, ni un dossier de rapports, ni une analyse gardée. Ne donnez jamais un identifiant dans la commande, où d’autres utilisateurs peuvent le lire : il est demandé, ou lu sur l’entrée standard
# Configuration.
file-too-long = plus long que 1 Mio : pas un de nos fichiers
file-not-utf8 = pas du texte UTF-8 : enregistrez-le en UTF-8
value-not-unicode = pas de l’Unicode valide
value-one = il faut une seule valeur ici, pas une liste
value-text = il faut du texte ici, pas true ou false
value-flag = il faut true ou false ici
value-empty-path = un chemin vide
value-one-path = il faut un seul chemin ici, entre guillemets
value-other-home = { $path } : seul `~/` suivi d’un chemin est connu, pour votre propre dossier personnel ; écrivez un chemin complet, ou `./~nom` pour un nom qui commence ainsi
value-paths = il faut une liste de chemins ici
value-globs = il faut une liste de motifs ici
value-jobs = `{ $text }` n’est pas un nombre de 1 à 1024
value-not-a-size = `{ $text }` n’est pas une taille : écrivez un nombre et K, M, G ou T, comme 100M
value-not-a-duration = `{ $text }` n’est pas une durée : écrivez des nombres avec d, h, m ou s, comme 2h ou 1h30m
config-no-state = aucun dossier pour garder les données n’est connu ici : donnez-en un
config-opposites = `{ $one }` et `{ $other }` s’excluent : n’en mettez qu’un
config-lock-list = `lock` est une liste de clés
config-lock-machine = seul le fichier de l’ordinateur peut bloquer des clés : enlevez cette ligne
config-value-kind = `{ $key }` a une valeur d’un type qu’aucune clé n’a
config-line-locked = `{ $key }` est bloqué par { $by } : cette ligne ne fait rien
config-locked = bloqué par { $by } : enlevez-le
config-unknown = `{ $name }` n’est pas une clé ; les clés sont { $known }
value-not-a-recipient = `{ $name }` n’est pas une clé age : elle commence par age1, et `age-keygen -y FICHIER` la montre
identity-not-keys = pas un fichier de clés
identity-line = la ligne { $number } n’est pas une clé (AGE-SECRET-KEY-1...)
identity-empty = il n’y a pas de clé dedans ; `age-keygen -o FICHIER` en crée une
device-nameless = appareil { $n } : donnez son nom ou son id
device-twice = appareil { $n } : il est déjà dans la liste
csv-lengths = la première ligne compte { $expected } colonnes, celle-ci { $has }
csv-row = ligne illisible : donnez un tableau avec les colonnes `name`, `id` et `department`
policy-no-category = aucune règle n’a la catégorie `{ $category }` ; `speur rules list` les nomme, et les particulières sont nommées sans `special.`
policy-missing = le champ `{ $needed }` manque : écrivez { $how }
toml-unknown = champ inconnu `{ $key }`, il faut un de { $known }
toml-variant = valeur inconnue `{ $key }`, il faut une de { $known }
toml-missing = le champ `{ $key }` manque : ajoutez-le ici (`{ $key } = ...`)
toml-natural = il faut ici un nombre entier, ni inférieur à 0 ni trop grand
toml-integer = il faut ici un nombre entier, pas trop grand
toml-type = il y a ici { $found }, mais il faut { $expected }
toml-kind-integer = un nombre
toml-kind-string = un texte
toml-kind-boolean = une valeur oui/non (true ou false)
toml-kind-floating-point = un nombre décimal
toml-kind-sequence = une liste
toml-kind-map = une table
toml-wanted-a-string = un texte
toml-wanted-a-boolean = true ou false
toml-wanted-a-sequence = une liste
toml-wanted-a-map = une table
toml-says-duplicate-key = cette clé figure deux fois
toml-says-key-with-no-value = cette clé n’a pas de valeur
toml-says-unclosed-table = cette table n’est pas fermée
toml-says-unclosed-array = cette liste n’est pas fermée
toml-says-unclosed-array-table = cette table n’est pas fermée
toml-says-unclosed-inline-table = cette table n’est pas fermée
toml-says-missing-value = il manque une valeur ici
toml-says-missing-value-for-key = cette clé n’a pas de valeur
toml-says-string-values-must-be-quoted = un texte se met entre guillemets
toml-says-missing-comma-between-array-elements = il faut une virgule entre deux valeurs d’une liste
toml-says-wanted-string-or-table = il faut ici un des mots prévus, comme texte entre guillemets
toml-syntax-quotes = un texte entre guillemets n’a pas de fin : il faut le même guillemet au début et à la fin, sur une seule ligne
toml-syntax-backslash = `\` entre guillemets doubles commence un signe spécial : écrivez-le deux fois, ou mettez le texte entre apostrophes
toml-syntax-rest = il reste quelque chose sur cette ligne : une clé et une valeur par ligne, et dans un texte aucun guillemet de la même sorte
toml-syntax-name = il faut ici une clé : lettres sans accents, chiffres, `-` et `_`, puis `=` ; ou un titre entre `[` et `]`
toml-syntax-sign = il y a ici un `=` ou une virgule de trop
toml-syntax-pairs = entre `{ "{" }` et `{ "}" }` il faut des clés avec `=` et une valeur, séparées par des virgules
toml-syntax-boolean = écrivez `true` ou `false`, en minuscules et sans guillemets
toml-syntax-number = ce nombre est illisible : des chiffres seulement, sans zéro devant, et pas trop grand
toml-syntax-date = cette date ou cette heure est illisible : écrivez une date comme 2026-03-31
toml-syntax-twice = cette clé a déjà une valeur : elle ne peut pas être aussi un titre ni contenir d’autres clés
toml-syntax-character = il y a ici un signe qui ne peut pas être affiché, comme un caractère de commande : supprimez-le
toml-syntax-depth = trop de parenthèses les unes dans les autres
toml-expected = { $says } : il faut { $expected }
policy-reason = il faut une raison : dites { $of }
policy-dpo-mail = `email` du dpo n’est pas une adresse e-mail
policy-elsewhere = `{ $key }` ne compte que dans la politique de l’ordinateur lui-même : ici, cela ne fait rien
policy-reason-personal = cette raison contient des données personnelles, et elle figure dans chaque rapport : écrivez-la sans
policy-reason-transfer = sur quelle base ce transfert est permis
policy-country = `{ $to }` n’est pas un pays : écrivez deux majuscules, comme "US"
policy-provider = `{ $name }` n’est pas un client de synchronisation connu ; sont connus { $known }
policy-raise-nothing = cette ligne ne change rien : dites `to` un niveau, ou `by` combien de niveaux
policy-reason-raise = il faut une raison : dites pourquoi c’est plus ou moins grave
policy-days = `{ $name }` doit être de 1 à 3650
policy-reason-place = pourquoi cet endroit est laissé de côté
policy-glob-home = `{ $glob }` : une politique est pour tous et ne connaît pas de dossier personnel ; écrivez les dossiers de tous, comme `/home/*/Musique`
policy-central-twice = deux dossiers centraux s’appellent `{ $name }` : donnez à chacun son nom
policy-central-path-twice = deux dossiers centraux sont à { $path } : retirez-en un
policy-path = `{ $path }` n’est pas un chemin complet : commencez à la racine ou au lecteur
policy-reason-term = quelle loi ou décision fixe ce délai
policy-term = le délai doit être de 1 mois à 100 ans : donnez `years`, `months`, ou les deux
policy-term-nothing = pas de catégorie : nommez celles de ce délai
policy-term-twice = `{ $name }` a déjà un délai : gardez un des deux
policy-no-approver = personne ne peut approuver : nommez un [[exceptions.approver]]
policy-not-a-key = pas une clé publique : écrivez `ed25519:` et 64 chiffres hexadécimaux, comme l’affiche `speur exception keygen`
encrypt-to-nobody = { $path } : un nom de rapport chiffré, mais personne pour qui le chiffrer : donnez --encrypt-to CLÉ_AGE
choice-wrong = `{ $text }` n’est pas un de { $names }
report-writing = en écrivant le rapport : { $why }
xlsx-at-terminal = --format xlsx : un classeur ne peut pas être affiché dans un terminal : écrivez-le dans un fichier avec -o FICHIER.xlsx
origin-default = par défaut
# What the system says.
io-not-found = ce fichier ou dossier n’existe pas
io-permission = vous n’avez pas la permission
io-exists = cela existe déjà
io-full = le disque est plein
io-read-only = ce disque est en lecture seule
io-folder = c’est un dossier
# The rules, and what protects a reading process.
rule-example-wrong = dans `{ $text }` elle trouve { $found }, pas { $finds }
rule-counterexample-wrong = dans `{ $text }` ({ $why }) elle trouve { $found }
force-address-space = mémoire
force-memory = mémoire
force-core-dumps = mémoire écrite sur disque après un plantage
force-dies-with-parent = s’arrête avec l’analyse
force-not-traceable = fermé aux autres programmes
force-no-new-privileges = pas plus de droits qu’il n’en a
force-landlock = pas d’accès aux fichiers (landlock)
force-seccomp = seulement des appels système sûrs (seccomp)
force-job-object = limites de Windows (job object)
is-on = activé
is-off = désactivé
is-unlimited = illimité
signing-key-missing = une exception est signée : nommez la clé privée de l’approbateur avec --signing-key
index-is-folder = { $path } : un dossier : nommez un fichier dedans avec -o
index-roots-one-name = deux dossiers s’appellent `{ $name }` ({ $one } et { $other }), et les rapports ne les distingueraient pas : donnez à chacun un nom avec `[[central]]` dans la politique
index-not-written = l’index ne peut pas être écrit dans { $folder } : nommez un autre fichier avec -o
policy-own-unread = aucune règle ne lit `{ $value }` comme une valeur de `{ $family }`, donc cela ne fait rien : vérifiez chaque chiffre et chaque lettre
policy-several = il peut y en avoir plusieurs : écrivez `[[{ $key }]]`, avec deux crochets
policy-quotes = { $message } : mettez-le entre guillemets
index-in-the-way = { $path } : ce fichier existe déjà et n’est pas un index du stockage central : nommez un autre fichier avec -o
index-update-other = { $path } : cet index est celui de { $has }, et non de { $asked } : nommez les mêmes dossiers, nommez un autre fichier avec -o, ou refaites cet index avec `speur index build`
