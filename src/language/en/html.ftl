# The report as a page.
html-title = Personal data on { $name }
html-title-many =
    Personal data on { $n ->
        [one] { $n } machine
       *[other] { $n } machines
    }
html-skip = Go to the documents
html-nav = Parts of this report
html-nav-summary = Summary
html-nav-machines = Machines
html-nav-overview = Overview
html-nav-documents = Documents
html-nav-coverage = What was read
html-nav-run = This scan
html-scanned = Scanned on { $moment }
html-verdict-none = No document with personal data in a place where the policy does not allow it, in what was read.
html-verdict-some = { $n ->
    [one] { $n } document holds
   *[other] { $n } documents hold
} personal data in a place where the policy does not allow it.
html-missing = Not everything is in this report.{ $never ->
    [0] {""}
    [one]{" "}{ $never } machine was never scanned.
   *[other]{" "}{ $never } machines were never scanned.
}{ $skipped ->
    [0] {""}
    [one]{" "}{ $skipped } input was left out.
   *[other]{" "}{ $skipped } inputs were left out.
}
html-incomplete =
    Not everything could be read: { $n ->
        [one] { $n } file
       *[other] { $n } files
    } may hold more.
html-complete = Everything was read.
html-stopped = The scan stopped before its end: what it had not come to is not in this report.
html-you = For you, if these are your files
html-admin = For the administrator
html-dpo = For the data protection officer
html-step-none = You need not do anything now.
html-step-move =
    Move { $n ->
        [one] this document to the central storage. Do not delete it
       *[other] these { $n } documents to the central storage, worst first. Delete none of them
    } before it is there.
html-step-delete =
    Delete { $n ->
        [one] the document that is marked “{ $step }”
       *[other] the { $n } documents that are marked “{ $step }”
    }: the central storage has the same.
html-step-ask =
    Ask the data protection officer about { $n ->
        [one] one document
       *[other] { $n } documents
    }.
html-worst = The worst
html-all-documents = All documents
html-read-share = { $percent } of the documents were read
html-read-share-seen = { $percent } of the documents on the machines in this report were read
html-all-unread = All that was not read
html-people = People concerned, at least
html-special = With special categories of data
html-minors = About children
html-article = Article { $article }: { $what }
html-twins = The same in the central storage
html-by-severity = By severity
html-by-verdict = By verdict
html-by-category = By kind of data
html-by-storage = By storage
html-by-format = By format
html-by-age = By time since the last change
html-by-department = By department
html-by-article = By article
html-by-twin = By twin in the central storage
html-counts-violations = Documents in a place where the policy does not allow them
age-year = less than 1 year
age-two = 1 to 2 years
age-five = 2 to 5 years
age-ten = 5 to 10 years
age-more = more than 10 years
twin-exact = the same file
twin-same-text = the same text
twin-stale = another version
twin-extract = a part of a document there
html-severity = Severity
html-document = Document
html-found = Found
html-persons = People
html-storage = Storage
html-changed = Changed
html-step = Step
html-verdict = Verdict
html-category = Kind of data
html-format = Format
html-size = Size
html-machine = Machine
html-risk = Points of risk, before the policy
html-risk-of = { $score } of 100
html-search = Search by name, folder or data
html-any = all
html-reset = Show all
html-shown = { $shown } of { $total } documents
html-more = Show more
html-no-match = No document matches. Choose less, or show all.
html-no-documents = No document with personal data was found in what was read.
html-left-out = { $n ->
    [one] { $n } document of lower rank is not in this list: the report in JSON Lines has it too.
   *[other] { $n } documents of lower rank are not in this list: the report in JSON Lines has them all.
}
html-back = Back to the list
html-previous = Previous
html-next = Next
html-what-to-do = What to do
html-what-found = What was found
html-times = { $n ->
    [one] { $n } time
   *[other] { $n } times
}, { $distinct } different
html-times-more = { $n } times, more than { $distinct } different
html-confidence = confidence { $level } ({ $score } of 99)
html-where = Where
html-why = Why
html-samples = Samples, masked
html-twin = Twin in the central storage
html-similarity = { $percent } the same
html-no-twin = None was found there.
html-twin-unknown = It was not looked for: no index of the central storage was given.
html-articles = Articles of the policy
html-gaps = Not read in it
html-other-names = Other names of the same file
html-files = Files
html-inside = Documents inside files
html-seen = Seen
html-unread-none = Nothing was left unread.
html-unread-what = A file that was not read may hold personal data. Each one is listed here, by the reason.
html-no-text = Files without text, such as programs and sound, by format
html-bytes = Bytes read
html-unchanged = Unchanged since an earlier scan, so not read again
html-own = Reports that Speur wrote on this device, left out: what they tell of is counted where it lies
html-states = Working files of Speur (databases, keys, logs), whoever keeps them, left out: what they hold is told by the reports that are made of them
html-links = Links to other places, not followed: what they lead to is read where it lies
html-devices = Devices, pipes and sockets, not opened
html-number = Number
html-reason = Reason
html-started = Started
html-finished = Finished
html-not-finished = stopped before its end
html-device = Device
html-places = Places scanned
html-policy = Policy
html-policy-none = none: the built-in one
html-rules = Digest of the rules
html-key = Token key
html-run = Run
html-private = This report shows no values: they are counted, and masked at most. Paths and names of files stand in it as they are, also where a name holds personal data: keep it as private as the files.
html-trend = Trend
html-trend-what = Documents in the wrong place, from scan to scan of the same places under the same rules and policy.
html-date = Date
html-violations = In the wrong place
html-with-data = With findings
html-not-comparable = other places or rules
html-state = Scanned
html-before = Before
html-department = Department
html-no-department = no department known
html-folders = Folders with the worst documents
html-folder = Folder
html-copies = The same document on several machines
html-copies-of = { $copies ->
    [one] { $copies } copy
   *[other] { $copies } copies
} on { $machines ->
    [one] { $machines } machine
   *[other] { $machines } machines
}
html-many-keys = These scans used { $n } token keys. The same document is not recognised from one key to another: scan all machines with the same key file.
html-skipped = Not in this report
html-input = Input
html-made-by = Made by Speur { $version }
# A place in a document, as a person opens it.
place-document = the document
place-sheet = sheet { $value }
place-column = column { $value }
place-label = under { $value }
place-cell = cell { $value }
place-rows = rows { $value }
place-rows-one = row { $value }
place-lines = lines { $value }
place-lines-one = line { $value }
place-pages = pages { $value }
place-pages-one = page { $value }
place-slides = slides { $value }
place-slides-one = slide { $value }
place-paragraphs = paragraphs { $value }
place-paragraphs-one = paragraph { $value }
# Charts.
html-others = others
# What the policy and people decided of a document.
html-decisions = Terms, exceptions and requests
html-overdue = Kept too long: the term ({ $category }) is { $months ->
    [one] { $months } month
   *[other] { $months } months
}. It is of { $dated }, so it should have gone on { $until }. { $reason }
html-accepted = Allowed until { $until } by { $approver }: { $reason }
html-n-overdue = Kept longer than their term
html-n-asked = With a request for an exception
html-index = Central storage
