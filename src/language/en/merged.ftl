# What the runs of many machines say together.
merged-machines = { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
}: { $complete } wholly scanned, { $partly } partly, { $stopped } stopped early, { $never } never
merged-coverage = { $seen ->
    [one] { $seen } file
   *[other] { $seen } files
}: { $read } read, { $partly } partly, { $unread } not read, { $none } without text
scanned-never = never scanned
scanned-stopped = stopped early
scanned-partly = partly read
scanned-complete = wholly scanned
merged-by-machine = Machine
merged-by-department = Department
merged-by-category = Category
merged-by-rule = Rule
merged-by-article = Article
merged-by-storage = Storage
merged-by-twin = Counterpart in the central storage
merged-by-folder = Folder
twin-orphan = none
twin-not-searched = not searched for
merged-documents = Documents
merged-violations = Violations
merged-overdue = Overdue
merged-scanned = Scanned
merged-before = { $n ->
    [one] { $n } violation
   *[other] { $n } violations
} before
merged-copies = The same document on several machines ({ $n })
merged-group = { $copies ->
    [one] { $copies } copy
   *[other] { $copies } copies
} on { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
}
merged-keys = These runs used { $n } token keys: the same document is not recognised from one key to another. Scan all machines with the same --key-file.
merged-more = … and { $n } more
merged-skipped = Not in this report ({ $n })
skipped-left-out = { $input }: left out: { $why }
skipped-damaged = line { $line }: { $what }
skipped-duplicate = the same run as { $of }
skipped-other-content = the same run as { $of }, but it says something else: one of the two was resumed, judged again or altered
skipped-no-schema = does not say in what form it was made: it is no report of speur
skipped-other-schema = made in the form { $schema }, which this version does not read
skipped-no-key = encrypted: give your key with --identity FILE
skipped-other-key = encrypted to another key than those of --identity, or altered
skipped-not-authentic = encrypted, and altered or cut short
damage-no-json = no JSON
damage-cut-line = the line is cut short
damage-no-record = no record of speur/1; it was altered, or made by a newer speur
damage-no-end = cut short: the end is missing
damage-no-begin = no run was begun: the first line is missing
damage-two-begins = a run begins before the last one ends
damage-no-run = no report: there is no run in it
damage-other-documents = the end tells of other documents than there are
damage-contradiction = a document is judged as Speur never does: the line was altered
damage-other-sums = what the end counts does not add up
# The report in Markdown.
md-run = Speur { $speur }, { $started }, run { $run }: { $roots }
md-column-risk = Risk
md-column-document = Document
md-column-found = Found
md-column-people = People
md-column-storage = Storage
md-column-articles = Articles
md-column-advice = Advice
md-column-unread = Not read
md-column-name = Name
md-none = No violations in what was read.
md-whole = Everything was read.
md-not-whole = Not everything was read: what was not may hold personal data.
