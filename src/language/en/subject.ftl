# Where one person occurs.
subject-prompt = Identifier (national number, IBAN, e-mail, phone, or: name, birth date):
subject-wrong = line { $line }: { $why }
subject-invalid = not a valid identifier: check every digit and letter
subject-several = more than one value: write one a line
subject-not-utf8 = what was given is not UTF-8 text: give it in UTF-8
subject-ambiguous = it can be of several kinds: name the kind with --kind
subject-no-birth-date = write a name, a comma and a birth date, like: Jan Peeters, 12.03.1985
subject-nothing = no identifier was given: type one, or send it to the standard input
identifier-national-number = national number
identifier-iban = IBAN
identifier-email = e-mail address
identifier-phone = phone number
identifier-person = name and birth date
subject-answer-found = Found: this person occurs in these documents.
subject-answer-not-found = Not found: everything was looked at, and what was looked for ({ $kinds }) is not in it.
subject-answer-cannot-say = Cannot say: what was looked for ({ $kinds }) was not found, but not everything could be looked at.
subject-beside = A document may name the person by other data only: look for these too ({ $kinds }).
subject-doubts = Cannot say of { $n }:
subject-why-not-read = not read
subject-why-partly-read = only partly read
subject-why-tokens-truncated = holds more such values than are kept
subject-why-only-counts = the report counts such values but does not hold them all: search on that machine, or ask it for a report with --detail values
subject-why-name-alone = the name is in it, but not the birth date: it may be somebody else
subject-why-stopped = the scan was stopped before its end
subject-why-personal = personal folders were left out
subject-why-other-key = scanned with another token key: use the same --key-file
subject-runs = { $n ->
    [one] { $n } run searched.
   *[other] { $n } runs searched.
}
# The case file.
subject-case = Request of a person
subject-clock = Received on { $received }. The person must have an answer by { $due }. Where more time is needed, tell the person why before that day; the last day is then { $extended } (GDPR, article 12(3)).
subject-clock-late = The first of these days is past: unless the person was told why before it, the answer is late.
subject-clock-over = Both days are past: the answer is late.
subject-sought = Sought by: { $kinds }.
subject-column-document = Document
subject-column-copy = Same document
subject-column-by = Found by
subject-column-categories = Kinds of data
subject-column-storage = Storage
subject-column-twin = In the central storage
subject-column-advice = Advice
subject-searched = What was searched
subject-run = { $machine }, run { $run } of { $started }, { $files ->
    [one] { $files } file
   *[other] { $files } files
}: { $roots }
