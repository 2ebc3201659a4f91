# What can go wrong, and what to do then. Paths, keys of files and flags stay as they are.
# The state.
state-locked = another run is using the state in { $path }; wait until it is done, or name another folder with --state-dir
state-disk-full = no room left on the disk of the state ({ $path }): free some space, then continue with --resume
state-newer = { $path }: made by a newer speur (state version { $version }); use that one, or another --state-dir
state-key-lost = { $path }: the key of this device is missing, or is not the one that these runs were made with: under another key tokens and findings do not compare with earlier runs, and the log cannot be verified. Put the file back from a backup; where there is none, begin a new state folder (--state-dir)
state-bad-key = { $path }: not a key: { $why }
state-damaged = the state file is damaged ({ $why }): move it away (`speur config show` tells in which folder it is) and the next scan makes a new one
state-strange = rows that are not those of this program
state-emptied = the file is empty, and was not
state-synced = { $path }: the state lies in a folder that is synchronised with a cloud service, which would have a copy of its key; name another folder with --state-dir
state-file = the state file: { $why }
state-elsewhere = { $why }; name another folder for the state with --state-dir
state-none = no run is stored here yet; scan first, or name another folder with --state-dir
sqlite-malformed = its content does not hold together
sqlite-none = it is no database
sqlite-read-only = it cannot be written there
sqlite-busy = another program is using it: wait until that is done
sqlite-disk = the disk reports an error
sqlite-other = error { $code } of SQLite
state-stopped = the state is no longer written, because of an earlier error
key-digits = a key is 64 hex digits
key-zeros = all zeros
key-open = { $path }: other users can read this key, and with it find the values behind the tokens of a report; run `chmod 600` on it
signing-key-open = { $path }: other users can read this key, and sign exceptions with it; run `chmod 600` on it
randomness = the system's randomness
folder-link = a link; give the folder itself as --state-dir
folder-none = not a folder
folder-not-plain = not a plain file; the state is never opened through a link
folder-open-to-others = other users can write in it; run `chmod go-w` on it, or give another --state-dir
io-not-plain = not a plain file: a FIFO, a device or a socket
file-open-to-others = other users can write to it, so that it may be anybody's; run `chmod go-w` on it
file-of-another = it belongs to another user ({ $uid }), and not to the administrator or to the one who runs this; run `chown` on it
state-unknown-storage = it names a kind of storage that is not known
audit-not-a-line = not a line of this log
audit-altered = altered
audit-missing = a line before it is missing, or was put in
audit-cut = the end is missing: lines were cut off
audit-broken = { $place }: { $why }; keep the file as evidence; a new log begins in a new state folder (--state-dir)
audit-whole =
    { $path }: { $n ->
        [one] { $n } line
       *[other] { $n } lines
    }, { $n ->
        [one] as it was written
       *[other] all as they were written
    }
audit-since = { $whole }, since { $since }
audit-purged = { $whole }; the { $n ->
    [one] line
   *[other] { $n } lines
} before went when their term was over
worker-not-started = a reading process could not be started
pictures-not-started = the process that reads pictures could not be started
# An index of the central storage.
index-other-key = { $path }: made with the key { $made }, but { $given } was given: name the organisation's key with --key-file
index-not-one = { $path }: { $why }: name a file that `speur index build` made
index-altered = { $path }: { $what } is not what was written: take a copy that verifies, or build it again with `speur index build`
index-newer = an index of another version of speur
index-newer-fingerprints = its fingerprints are of another version of speur
index-none = not an index of the central storage
index-its-document = one of its documents
index-its-length = its length
index-its-header = its header
index-its-part = where one of its parts ends
index-its-block = one of its blocks
index-its-section = one of its sections
index-no-folder = { $path }: the folder { $folder } is not there: make it first
index-stopped = stopped early; what was read is saved: go on with `speur index update`; { $path } is as it was
index-summary =
    { $n ->
        [one] { $n } document
       *[other] { $n } documents
    }, { $text } of them with text, { $unread } not wholly read
index-whole = { $path }: whole and unaltered, { $digest }
index-of-other = { $path }: not an index of { $central }: name the index file itself
central-silent = the central storage does not answer
index-full = { $path }: no room left on its disk; what was read is saved: free some space, then go on with `speur index update`
index-row-digest = digest
index-row-built = built
index-row-key = key
index-row-rules = rules
index-row-root = root
index-row-documents = documents
index-row-features = features
index-row-size = size
index-row-not-read = not read
index-built-by = { $built } by speur { $version }
index-with-text = { $documents }, { $text } of them with text
index-features = { $n } (records and passages)
index-size = { $size }: documents { $documents }, features { $features }
# Exceptions.
until-over = --until: { $until } is over: name today or a later day
until-far = --until: { $until } is more than { $years } years away: until then nobody looks again whether there is still a reason for the exception
glob-empty = an empty glob would name every file: name a place
glob-everything = `{ $glob }` names every file: name a place
glob-every-ending = `{ $glob }` names every file with an ending, which is nearly all of them: name a place, or one ending as in `*.tmp`
glob-wrong = `{ $glob }` is not a glob: { $why }
approver-other = --approver: this key is the key of `{ $of }`, not of `{ $given }`
exception-added = { $id }: matches by { $by } ({ $what }), until { $until }, approved by { $approver }
exception-no-finding = { $id }: no run of this machine has a finding with this id; with a typing mistake the exception matches nothing
exception-no-id = `{ $id }` is no id of a finding: that is f_ and 16 digits from 0 to f, as `speur report` writes it; for a file of this name write `**/{ $id }`
exception-unknown = there is no exception `{ $id }`; `speur exception list` names them all
exception-over = exception { $id } was ended already
exception-ended = { $id }: ended on { $day } by { $approver }
exception-covered = { $id } allows the same until { $until }
exceptions-none = no exceptions and no requests
exception-is-ended = ended { $day }
exception-is-until = until { $day }
exception-is-expired = expired { $day }
exception-row = { $id }  { $state }  by { $by } { $what }  { $approver }: { $reason }
exception-requested = requested { $day }  finding { $finding }: { $reason }
exception-asked = asked for { $finding } in { $path }: the next report tells it, and the DPO decides
matches-content = content
matches-finding = finding
matches-path = path
exception-expired = exception { $id } for the { $by } { $what } ended on { $day }: it counts no more; add a new one, or end it with `speur exception expire`
file-exists = { $path }: name a file that does not exist yet
file-not-made = { $path }: the file cannot be made
file-no-folder = { $path }: the file cannot be made; make its folder first
file-read-only = { $path }: the file cannot be made; choose another place
exceptions-no-file = the policy names no file of exceptions: give it [exceptions] with `file` and an [[exceptions.approver]]
approver-unknown = { $path }: the policy names nobody with this key as approver; its public key is { $key }
reason-empty = --reason: say why this is accepted
reason-long = --reason: at most 1000 characters
reason-personal = --reason: there is personal data in it ({ $rule }), and a reason stands in every report: say it without
exceptions-unsigned = not signed: exceptions only count with the signature of an approver (`speur exception add` signs)
exceptions-stranger = signed by somebody whom the policy does not name as approver
exceptions-altered = altered after it was signed: put the signed file back, or have the approver sign again
# Commands.
no-tesseract = --ocr: no usable tesseract here, so pictures stay unread (needs-ocr); install it with nld, fra, deu or eng
explain-what = name a finding, a rule, or --coverage RUN
no-mail = no mail was drafted: the policy names no [dpo] with an e-mail address
notice-not-created = { $path }: the notice cannot be created; name another folder
no-moment = `{ $text }` is no moment: write it like 2026-11-28T09:30
aware-to-come = { $moment } is still to come: nobody is aware of anything yet
nothing-to-report = there is no run to report: none of the inputs can be used
folder-no-report = { $path }: no report in this folder; reports end in { $endings }
not-a-report = { $path }: { $why }; name a report, a folder of reports, or a stored run
report-no-run = there is no run `{ $run }` in { $folder }; it is named in the first record of a report, and the newest one is `last`
run-gone = the run is not in the state any more
input-changed = { $path }: it was changed while the report was made; start again when nothing writes to it
state-not-open = { $run }: the state is not open
run-without-record = a run begins with its record
rules-none = { $path }: no rule files (*.toml) in this folder
rule-unreadable = { $path }: the rule file cannot be read
rule-too-large = { $path }: larger than { $kb } KB
rule-not-utf8 = { $place }: not in UTF-8
rule-silent = (claims its span, reports nothing)
rule-row =
    { $examples ->
        [one] { $examples } example
       *[other] { $examples } examples
    }, { $counterexamples ->
        [one] { $counterexamples } counterexample
       *[other] { $counterexamples } counterexamples
    }
priority = the priority could not be lowered
mounts = the mounted file systems could not be listed
signals = signals cannot be handled
value-not-a-day = `{ $text }` is not a day: write it like 2026-11-28
received-to-come = { $day }: this day is yet to come
case-ending = { $path }: a case is written as .json, .md or .html
no-stored-run = no run is stored in { $folder }: scan first, or name a report or --scan PATH
subject-not-a-report = argument { $n } is no report, no folder with reports and no stored run. An identifier is never given on the command line, where other users can read it: it is asked for, or read from the standard input
# Configuration.
file-too-long = longer than 1 MiB: not a file of ours
file-not-utf8 = not UTF-8 text: save it as UTF-8
value-not-unicode = not valid Unicode
value-one = one value is wanted here, not a list
value-text = text is wanted here, not true or false
value-flag = true or false is wanted here
value-empty-path = an empty path
value-one-path = one path is wanted here, in quotes
value-other-home = { $path }: only `~/` with a path behind it is known, for your own home; write a full path, or `./~name` for a name that begins so
value-paths = a list of paths is wanted here
value-globs = a list of globs is wanted here
value-jobs = `{ $text }` is not a number from 1 to 1024
value-not-a-size = `{ $text }` is not a size: write a number and K, M, G or T, like 100M
value-not-a-duration = `{ $text }` is not a duration: write numbers with d, h, m or s, like 2h or 1h30m
config-no-state = no folder to keep the state in is known here: give one
config-opposites = `{ $one }` and `{ $other }` exclude each other: set one of them
config-lock-list = `lock` is a list of keys
config-lock-machine = only the machine's own file may lock keys: remove this line
config-value-kind = `{ $key }` has a value of a kind that no key has
config-line-locked = `{ $key }` is locked by { $by }: this line does nothing
config-locked = locked by { $by }: leave it out
config-unknown = `{ $name }` is not a key; the keys are { $known }
value-not-a-recipient = `{ $name }` is not an age recipient: it begins with age1, and `age-keygen -y FILE` tells it
identity-not-keys = not a file of keys
identity-line = line { $number } is no key (AGE-SECRET-KEY-1...)
identity-empty = there is no key in it; `age-keygen -o FILE` makes one
device-nameless = device { $n }: give its name or its id
device-twice = device { $n }: it is in the list already
csv-lengths = the first line has { $expected } columns, and this one { $has }
csv-row = no readable row: give a table with the columns `name`, `id` and `department`
policy-no-category = no rule has the category `{ $category }`; `speur rules list` names them, and the special ones are named without `special.`
policy-missing = missing field `{ $needed }`: write { $how }
toml-unknown = unknown field `{ $key }`, expected one of { $known }
toml-variant = unknown value `{ $key }`, expected one of { $known }
toml-missing = missing field `{ $key }`: add it here (`{ $key } = ...`)
toml-natural = a whole number that is not below 0 and not too large belongs here
toml-integer = a whole number that is not too large belongs here
toml-type = invalid type: { $found }, expected { $expected }
toml-kind-integer = integer
toml-kind-string = string
toml-kind-boolean = boolean
toml-kind-floating-point = floating point
toml-kind-sequence = sequence
toml-kind-map = map
toml-wanted-a-string = a string
toml-wanted-a-boolean = a boolean
toml-wanted-a-sequence = a sequence
toml-wanted-a-map = a map
toml-says-duplicate-key = duplicate key
toml-says-key-with-no-value = key with no value
toml-says-unclosed-table = unclosed table
toml-says-unclosed-array = unclosed array
toml-says-unclosed-array-table = unclosed array table
toml-says-unclosed-inline-table = unclosed inline table
toml-says-missing-value = missing value
toml-says-missing-value-for-key = missing value for key
toml-says-string-values-must-be-quoted = string values must be quoted
toml-says-missing-comma-between-array-elements = missing comma between array elements
toml-says-wanted-string-or-table = wanted string or table
toml-syntax-quotes = a text in quotes has no end: the same quote must stand at its beginning and at its end, on one line
toml-syntax-backslash = `\` in double quotes begins a special sign: write it twice, or put the text in single quotes
toml-syntax-rest = something is left over on this line: one key with one value on a line, and no quote of the same kind inside a text in quotes
toml-syntax-name = a key is needed here: letters without accents, digits, `-` and `_`, then `=`; or a heading in `[` and `]`
toml-syntax-sign = there is a `=` or a comma too many here
toml-syntax-pairs = between `{ "{" }` and `{ "}" }` belong keys with `=` and a value, with a comma between two of them
toml-syntax-boolean = write `true` or `false`, in small letters and without quotes
toml-syntax-number = this number cannot be read: digits only, without a zero in front, and not too large
toml-syntax-date = this date or time cannot be read: write a date as 2026-03-31
toml-syntax-twice = this key has a value already: it cannot be a heading, or have keys below it, as well
toml-syntax-character = there is a sign here that cannot be shown, such as a control character: remove it
toml-syntax-depth = too many brackets inside each other
toml-expected = { $says }, expected { $expected }
policy-reason = a reason is needed: say { $of }
policy-dpo-mail = `email` of the dpo is no e-mail address
policy-elsewhere = `{ $key }` counts only in the machine's own policy: here it does nothing
policy-reason-personal = there is personal data in this reason, and it stands in every report: say it without
policy-reason-transfer = on which ground this transfer is allowed
policy-country = `{ $to }` is no country: write two capitals, like "US"
policy-provider = `{ $name }` is no sync client that is known; known are { $known }
policy-raise-nothing = this row changes nothing: say `to` a level, or `by` how many levels
policy-reason-raise = a reason is needed: say why this is more or less severe
policy-days = `{ $name }` must be from 1 to 3650
policy-reason-place = why this place is left out
policy-glob-home = `{ $glob }`: a policy is for everybody and knows no home; write the folders of all, like `/home/*/Music`
policy-central-twice = two central roots are called `{ $name }`: give each its own name
policy-central-path-twice = two central roots lie at { $path }: leave one out
policy-path = `{ $path }` is not a full path: begin at the root or drive
policy-reason-term = which law or decision sets this term
policy-term = the term must be from 1 month to 100 years: give `years`, `months`, or both
policy-term-nothing = no category: name those that this term is for
policy-term-twice = `{ $name }` has a term already: keep one of the two
policy-no-approver = nobody may approve: name an [[exceptions.approver]]
policy-not-a-key = not a public key: write `ed25519:` and 64 hex digits, as `speur exception keygen` prints
encrypt-to-nobody = { $path }: a name for an encrypted report, but nobody to encrypt it to: give --encrypt-to AGE_RECIPIENT
choice-wrong = `{ $text }` is not one of { $names }
report-writing = writing the report: { $why }
xlsx-at-terminal = --format xlsx: a workbook cannot be shown in a terminal: write it to a file with -o FILE.xlsx
origin-default = default
# What the system says.
io-not-found = there is no such file or folder
io-permission = you have no permission for this
io-exists = it exists already
io-full = the disk is full
io-read-only = the disk can only be read
io-folder = it is a folder
# The rules, and what protects a reading process.
rule-example-wrong = in `{ $text }` it finds { $found }, not { $finds }
rule-counterexample-wrong = in `{ $text }` ({ $why }) it finds { $found }
force-address-space = memory
force-memory = memory
force-core-dumps = memory written to disk after a crash
force-dies-with-parent = ends with the scan
force-not-traceable = closed to other programs
force-no-new-privileges = no more rights than it has
force-landlock = no access to files (landlock)
force-seccomp = only harmless system calls (seccomp)
force-job-object = limits of Windows (job object)
is-on = on
is-off = off
is-unlimited = unlimited
signing-key-missing = an exception is signed: name the approver's private key with --signing-key
index-is-folder = { $path }: a folder: name a file in it with -o
index-roots-one-name = two folders are called `{ $name }` ({ $one } and { $other }), and reports could not tell them apart: give each a name of its own with `[[central]]` in the policy
index-not-written = the index cannot be written in { $folder }: name another file with -o
policy-own-unread = no rule reads `{ $value }` as a value of `{ $family }`, so that it does nothing: check every digit and letter
policy-several = there may be several of these: write `[[{ $key }]]`, with two brackets
policy-quotes = { $message }: put it in quotes
index-in-the-way = { $path }: it exists already and is no index of the central storage: name another file with -o
index-update-other = { $path }: this index is of { $has }, not of { $asked }: name the same folders, name another file with -o, or make this index anew with `speur index build`
