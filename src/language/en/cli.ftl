# What commands say. Exit codes, flags and names of files stay as they are.
no-path-given = no PATH given: scanning { $places }; system and program folders are left out
name-what-exists = { $path }: { $why }; name a folder or file that exists
name-not-asked = { $path }: { $why }; nothing was read yet: start speur again
own-state = { $path }: this is where Speur keeps its own files: never scanned
name-what-opens = { $path }: { $why }; scan as somebody who may open it and the folders above it, or name another place
nothing-to-resume = no stopped run over these places: a new one begins
clock-ahead = by the clock of this computer the last scan was more than a year ago, on { $day }. If the clock is wrong, set it right: stored runs and the log are kept this time
runs-purged = { $n ->
    [one] { $n } run
   *[other] { $n } runs
} older than { $days ->
    [one] { $days } day
   *[other] { $days } days
} { $n ->
    [one] was
   *[other] were
} purged
coverage-line = coverage: { $coverage }
walk-died = { $places }: the process that lists the files in it was ended by the system or somebody: not everything there was looked at
walk-not-started = { $places }: nothing there was looked at: the process that lists the files ({ $program }) does not start: { $cause }. See to it that the program may be started, and that memory and the number of processes are not used up
walk-no-line = the system gave it no line to talk over
stopped-early = stopped early; what was read is saved: go on with --resume
output-synced = { $path }: it lies in a folder that is synchronised with a cloud service, which would have a copy of the report; name a folder that is not, or encrypt it with --encrypt-to
report-not-written = the report could not be written; what was found is kept: make room or name another file, then `speur report last`
reader-died = { $path }: the reading process died ({ $status }): crashed
not-a-file = { $path }: not a file; name the files to read
ending-unknown = { $path }: the ending names no form of report; take one of { $endings }
rules-checked = { $rules ->
    [one] { $rules } rule
   *[other] { $rules } rules
}, { $examples } examples and counterexamples, { $failed } failed
bench-rule = rule
bench-cost = ns per kB
bench-candidates = candidates
bench-findings = findings
no-such-rule = there is no rule `{ $rule }`; `speur rules list` names them all
config-checked = configuration: { $config }
policy-checked = policy: { $policy }
exceptions-checked = exceptions: { $path }: { $n } in force
exceptions-absent = exceptions: { $path } does not exist (yet): nothing is accepted
policy-of = { $policy } of { $organisation }
no-problems = no problems
none = none
# The bar of a running scan.
progress-line = { $done } of { $files }, { $read } ({ $rate }/s), { $findings ->
    [one] { $findings } finding
   *[other] { $findings } findings
}
progress-power = waiting: the battery is nearly empty
progress-left = { $time } left
# speur doctor.
doctor-files = Files of its own
doctor-state = state
doctor-key = token key
doctor-key-organisation = organisation
doctor-key-device = this device
doctor-runs = runs kept
doctor-unknown = not known: see what is told above
doctor-force = In force in a worker process
doctor-pictures = Pictures and scanned pages
doctor-tesseract = read with --ocr by tesseract { $version } ({ $languages }), { $program }
doctor-no-tesseract = not read (needs-ocr): there is no usable tesseract here
doctor-limits = Limits of one document
doctor-time = { $cpu } s of CPU, { $silent } s without progress, { $total } s altogether
doctor-output = { $most } out of decompressors, { $ratio }:1 after { $after }
doctor-depth = { $depth } documents inside one another, { $members ->
    [one] { $members } member
   *[other] { $members } members
}
report-no-index = no index of the central storage was looked at, so it is not known which documents stand there: name the index with --central-index
report-judged-already = --policy and --central-index judge stored runs only (r_..., last): what stands in a report file was judged when it was written
notice-judged-already = of --policy the notice takes whom it is for; what stands in a report file was judged when it was written: --policy and --central-index judge stored runs only (r_..., last)
passed-link = a link, not followed
passed-pipe = a pipe (FIFO), not opened
passed-socket = a socket, not opened
passed-device = a device, not opened
