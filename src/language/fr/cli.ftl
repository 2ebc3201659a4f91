# What commands say. Exit codes, flags and names of files stay as they are.
no-path-given = pas de PATH donné : analyse de { $places } ; les dossiers du système et des programmes sont exclus
name-what-exists = { $path } : { $why } ; nommez un dossier ou un fichier qui existe
name-not-asked = { $path } : { $why } ; rien n’a encore été lu : relancez speur
own-state = { $path } : Speur garde ici ses propres fichiers : ils ne sont jamais analysés
name-what-opens = { $path } : { $why } ; analysez en tant que personne qui peut l’ouvrir, ainsi que les dossiers au-dessus, ou nommez un autre endroit
nothing-to-resume = pas d’analyse arrêtée sur ces lieux : une nouvelle commence
clock-ahead = d’après l’horloge de cet ordinateur, la dernière analyse date de plus d’un an, du { $day }. Si l’horloge est fausse, réglez-la : les analyses gardées et le journal restent cette fois
runs-purged = { $n ->
    [one] { $n } analyse
   *[other] { $n } analyses
} de plus de { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} { $n ->
    [one] a été effacée
   *[other] ont été effacées
}
coverage-line = couverture : { $coverage }
walk-died = { $places } : le processus qui énumère les fichiers à cet endroit a été arrêté par le système ou par quelqu’un : tout n’y a pas été examiné
walk-not-started = { $places } : rien n’y a été examiné : le processus qui énumère les fichiers ({ $program }) ne démarre pas : { $cause }. Veillez à ce que le programme puisse être démarré, et à ce que la mémoire et le nombre de processus ne soient pas épuisés
walk-no-line = le système n’a pas donné de liaison avec lui
stopped-early = arrêt avant la fin ; ce qui a été lu est gardé : continuez avec --resume
output-synced = { $path } : se trouve dans un dossier synchronisé avec un service en nuage, qui aurait alors une copie du rapport ; nommez un dossier qui ne l’est pas, ou chiffrez-le avec --encrypt-to
report-not-written = le rapport n’a pas pu être écrit ; ce qui a été trouvé est gardé : faites de la place ou nommez un autre fichier, puis `speur report last`
reader-died = { $path } : le processus de lecture s’est arrêté ({ $status }) : crashed
not-a-file = { $path } : pas un fichier ; nommez les fichiers à lire
ending-unknown = { $path } : cette extension n’est pas une forme de rapport ; prenez l’une de { $endings }
rules-checked = { $rules ->
    [one] { $rules } règle
   *[other] { $rules } règles
}, { $examples } exemples et contre-exemples, { $failed } en échec
bench-rule = règle
bench-cost = ns par Ko
bench-candidates = candidats
bench-findings = trouvailles
no-such-rule = il n’y a pas de règle `{ $rule }` ; `speur rules list` les nomme toutes
config-checked = configuration : { $config }
policy-checked = politique : { $policy }
exceptions-checked = exceptions : { $path } : { $n } en vigueur
exceptions-absent = exceptions : { $path } n’existe pas (encore) : rien n’est accepté
policy-of = { $policy } de { $organisation }
no-problems = aucun problème
none = aucune
# The bar of a running scan.
progress-line = { $done } sur { $files }, { $read } ({ $rate }/s), { $findings ->
    [one] { $findings } trouvaille
   *[other] { $findings } trouvailles
}
progress-power = en attente : la batterie est presque vide
progress-left = encore { $time }
# speur doctor.
doctor-files = Fichiers propres
doctor-state = état
doctor-key = clé
doctor-key-organisation = organisation
doctor-key-device = cet appareil
doctor-runs = analyses gardées
doctor-unknown = inconnus : voyez ce qui est dit plus haut
doctor-force = En vigueur dans un processus de lecture
doctor-pictures = Images et pages numérisées
doctor-tesseract = lues avec --ocr par tesseract { $version } ({ $languages }), { $program }
doctor-no-tesseract = non lues (needs-ocr) : pas de tesseract utilisable ici
doctor-limits = Limites d’un document
doctor-time = { $cpu } s de CPU, { $silent } s sans progrès, { $total } s en tout
doctor-output = { $most } en décompression, { $ratio }:1 après { $after }
doctor-depth = { $depth } documents imbriqués, { $members ->
    [one] { $members } élément
   *[other] { $members } éléments
}
report-no-index = aucun index du stockage central n’a été consulté : on ne sait donc pas quels documents s’y trouvent ; nommez l’index avec --central-index
report-judged-already = --policy et --central-index ne jugent que les analyses gardées (r_..., last) : ce qui figure dans un fichier de rapport a été jugé quand il a été écrit
notice-judged-already = la notification prend de --policy à qui elle s’adresse ; ce qui figure dans un fichier de rapport a été jugé quand il a été écrit : --policy et --central-index ne jugent que les analyses gardées (r_..., last)
passed-link = un lien, non suivi
passed-pipe = un tube (FIFO), non ouvert
passed-socket = un socket, non ouvert
passed-device = un périphérique, non ouvert
