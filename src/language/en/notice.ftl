# The notice to the data protection officer.
notice-title = Notice of personal data outside the central storage
notice-written = Written
notice-organisation = Organisation
notice-for = For the data protection officer
notice-policy = Policy
notice-summary = In short
notice-nothing = No personal data was found outside the central storage in what was read.
notice-people = { $documents ->
    [one] One document holds
   *[other] { $documents } documents hold
} personal data where it may not be, concerning { $people }.
notice-between = at least { $least ->
    [one] one person
   *[other] { $least } people
} and at most about { $most } (if nobody is in two documents)
notice-at-least = { $n ->
    [0] an unknown number of people
    [one] at least one person
   *[other] at least { $n } people
}
notice-since = The oldest of these files was last changed on { $since }, the newest on { $until }. A copy can keep the date of its original: since when a file stands where it was found, its date alone does not prove.
notice-minors = { $n ->
    [one] One document is
   *[other] { $n } documents are
} about minors.
notice-clock = The 72 hours
notice-clock-runs = They began on { $began } and end on { $ends }.
notice-clock-left = Time left: { $left }.
notice-clock-over = They are over: a later notification needs the reasons for the delay.
notice-clock-law = GDPR art. 33: if this is a personal data breach, the supervisory authority is told within 72 hours after the organisation became aware of it.
notice-clock-of-scan = They are counted from the end of the first scan that found something. If the organisation knew earlier, they end earlier: give that moment with --aware.
notice-clock-given = They are counted from the moment that was given as the one at which the organisation became aware.
notice-kinds = What kinds of data
notice-places = Where
notice-sum = { $name }: { $documents ->
    [one] one document
   *[other] { $documents } documents
}, { $people }
notice-articles = Which articles of the policy
notice-documents = { $n ->
    [one] one document
   *[other] { $n } documents
}
notice-list = The documents, worst first
notice-document = { $level }, { $storage }, { $people }, changed { $modified }, { $n ->
    [one] article
   *[other] articles
} { $articles }; step: { $advice }
notice-found = Found: { $kinds }
notice-samples = Samples, masked: { $values }
notice-overdue = Kept too long: its term ended on { $until } ({ $reason }).
notice-overdue-list = Kept too long in the central storage
notice-more = { $n ->
    [one] And one more, less severe: the report has it.
   *[other] And { $n } more, less severe: the report has them all.
}
notice-limits = What this does not say
notice-unread = { $n ->
    [0] Every file was read.
    [one] One file was not, or not wholly, read: nobody knows what is in it.
   *[other] { $n } files were not, or not wholly, read: nobody knows what is in them.
}
notice-personal = { $n ->
    [one] One file lies in a personal folder: as the policy says, it was counted and not opened.
   *[other] { $n } files lie in personal folders: as the policy says, they were counted and not opened.
}
notice-others-read = Every other file was read.
notice-masked = No value stands in here: values are counted, and shown masked at most. Speur sends nothing by itself.
notice-steps = What to decide
notice-step-judge = Is this a personal data breach: was data lost, changed, or seen by somebody who may not see it?
notice-step-risk = Is there a risk for the people it is about? Then tell the supervisory authority within the 72 hours (art. 33).
notice-step-persons = Is the risk high? Then tell the people themselves too (art. 34).
notice-step-record = In any case write down what happened, its effects and what was done (art. 33(5)).
notice-subject = Personal data outside the central storage: { $documents ->
    [one] one document
   *[other] { $documents } documents
}, { $people }
notice-hello = Good day,
notice-body = A scan found personal data where the policy does not allow it (Article IX). The dossier is attached; this is what it says in short.
notice-asks = What there is to decide stands at the end of the dossier. This draft was not sent: read it, change what you want, and send it yourself.
# Kinds of data.
data-address = addresses
data-bank-account = bank accounts
data-birth-date = birth dates
data-business = enterprise numbers of people
data-contact = e-mail addresses and telephone numbers
data-credential = passwords and keys
data-cv = CVs
data-health-insurance = health insurance numbers
data-identity-document = identity documents
data-location = locations
data-minors = data about minors
data-name = names
data-national-id = national numbers
data-network = network addresses
data-payment-card = payment cards
data-professional = numbers of professionals
data-reference = references
data-salary = salaries
data-student = student numbers
data-vehicle = number plates
data-health = health
data-ethnicity = origin
data-politics = political opinions
data-religion = religion or belief
data-union = trade union membership
data-genetic = genetic data
data-biometric = biometric data
data-sex-life = sex life or orientation
data-criminal = criminal convictions and offences
