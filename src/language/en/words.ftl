# Tokens of the records in words: a name of a word or two, and where one is needed a sentence.
# Severity of a violation, and the risk of a document.
level-info = info
level-low = low
level-medium = medium
level-high = high
level-critical = critical
confidence-low = low
confidence-medium = medium
confidence-high = high
# Kinds of places.
storage-central = central storage
storage-local-disk = local disk
storage-removable = removable medium
storage-cloud-sync = cloud folder
storage-share = network share
storage-mail-store = mailbox
storage-temp = temporary folder
storage-trash = recycle bin
# The policy's judgement: its name, and what it means.
verdict-name-clean = no concern
verdict-name-in-place = in its place
verdict-name-allowed = allowed
verdict-name-not-read = not read
verdict-name-local-copy = local copy
verdict-name-orphan = only here
verdict-clean = Nothing of it makes the document personal.
verdict-in-place = The document stands in the central storage, where it belongs.
verdict-allowed = The policy allows it here.
verdict-not-read = The document was not read: nobody knows what else is in it.
verdict-local-copy = Personal data may not be kept here: the document belongs in the central storage.
verdict-orphan = Personal data may not be kept here, and the central storage has no such document.
# Articles of the policy.
article-IX = no copies of personal data outside the central storage
article-III = special categories of personal data (health, beliefs, origin and the like)
article-IV = no transfer out of the European Economic Area
article-V = no data kept longer than the term of its category
# Advice: the step in a word or two, and in a sentence.
advice-name-none = nothing to do
advice-name-delete-copy = delete this copy
advice-name-move-to-central = move it
advice-name-ask-dpo = ask the DPO
advice-none = Nothing needs to be done.
advice-delete-copy = Delete this copy: the central storage has the same.
advice-move-to-central = Move it to the central storage.
advice-ask-dpo = Ask the data protection officer what to do with it.
# What a document is to its twin in the central storage.
relation-exact = the same file
relation-same-text = the same text
relation-stale = an older or newer version
relation-extract = a part of it
# How much of a document was read.
read-all = read
read-partly = partly read
read-none = not read
read-no-text = without text
# Why something was not read.
reason-name-encrypted = encrypted
reason-name-damaged = damaged
reason-name-unsupported = unknown format
reason-name-too-large = too large
reason-name-limit-time = took too long
reason-name-limit-memory = too much memory
reason-name-limit-output = unpacks too far
reason-name-limit-depth = nested too deep
reason-name-limit-entries = too many members
reason-name-crashed = reading failed
reason-name-locked = in use
reason-name-permission = no permission
reason-name-vanished = gone
reason-name-changed = changed meanwhile
reason-name-online-only = online only
reason-name-special-file = not a file
reason-name-io-error = reading error
reason-name-needs-ocr = picture of text
reason-name-excluded = left out
reason-encrypted = It needs a password or key: open it and look.
reason-damaged = It is not whole, or breaks the rules of its format.
reason-unsupported = This format is not read yet.
reason-too-large = It is larger than the limit that was set.
reason-limit-time = It took too long.
reason-limit-memory = It needed more memory than a document may have.
reason-limit-output = It unpacks to far more than a document may.
reason-limit-depth = It stands inside too many documents.
reason-limit-entries = It holds more members than are read.
reason-crashed = Reading it ended the reading process, twice.
reason-locked = Another program had it locked: close that program and scan again.
reason-permission = This user may not read it: scan as an administrator, or as its owner.
reason-vanished = It was gone when it was about to be read.
reason-changed = It changed while it was read.
reason-online-only = It is stored online only, and a scan downloads nothing.
reason-special-file = It is no file but a device, pipe or socket.
reason-io-error = The system could not read it.
reason-needs-ocr = It is a picture of text, which is not recognised.
reason-excluded = The policy or the command line leaves it out.
# Points of a finding's best value.
why-check-digits = Its digits are proven: the check digits fit, and a date in it, if it has one, exists.
why-shape = It is written as such a value is written.
why-keyword-near = A word that names it stands close by on the same line.
why-keyword-far = A word that names it stands within 300 characters.
why-column-heading = The column heading, form label or key over or before it names it.
why-column-values = Nearly all values of its column are of this kind.
why-other-identifier = Another identifier of a person stands beside it or in its row.
why-birth-date = The birth date in the number also stands beside it or in its row.
why-negative-keyword = A word that names something else (an order, an invoice, a ticket) stands closer than any that names it.
why-implausible = The date in it is impossible, or it makes a person older than 115 years.
why-no-context = Without a word, heading or label that names it, it could be any number.
why-technical = It stands in source code or a lock file.
why-expiry-date = An expiry date stands beside it.
why-lost-digits = The heading names it, but a spreadsheet cut its last digits off: what is left is hardly a value any more.
why-person-near = The words are about a person who is named, described or identified right there.
why-person-elsewhere = The words say much of the subject, and the document identifies persons elsewhere.
why-distinct-words = Several different words of such a document stand in it.
why-file-name = The file's name says what it is.
# How much the index of the central storage still says.
twin-not-seen = its original was not found, or was changed, since the index was built
index-age = Index of the central storage built on { $moment }. Look at the original before you delete a copy.
