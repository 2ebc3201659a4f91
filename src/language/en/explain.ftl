# speur explain.
explain-in = in { $path }
explain-run = run { $run }
explain-found =
    Found { $n ->
        [one] { $n } time
       *[other] { $n } times
    }, { $distinct ->
        [one] one value
       *[other] { $distinct } different values
    }:
explain-found-more = Found { $n } times, more than { $distinct } different values:
explain-why = Why: its best value scores { $score } of 99, which is { $level } (high from { $high }, medium from { $medium }, low from { $low })
explain-document = The document: { $verdict }. { $sentence }
explain-risk =
    Risk { $score } of 100 ({ $level }), { $persons ->
        [one] { $persons } person
       *[other] { $persons } persons
    } at least
explain-no-finding = no stored run has a finding `{ $id }` ({ $runs ->
    [one] { $runs } run
   *[other] { $runs } runs
} in { $state }, token key { $key }); ids stand in the records of `speur scan --format jsonl` and hold for the device and key they were made with
explain-no-runs = no run is stored in { $state }
no-such-run = there is no run `{ $run }` in { $state }; it is named in the first record of a report, and the newest one is `last`
explain-run-head = Run { $run } of { $moment }: { $places }
explain-all-read = Everything was read.
explain-read-so-far = What it had come to was read.
explain-own = { $n ->
    [one] One report that Speur wrote on this device was left out: what it tells of is counted where it lies.
   *[other] { $n } reports that Speur wrote on this device were left out: what they tell of is counted where it lies.
}
explain-states = { $n ->
    [one] One working file of Speur (its database, key or log, whoever keeps it) was left out: what it holds is told by the reports that are made of it.
   *[other] { $n } working files of Speur (databases, keys and logs, whoever keeps them) were left out: what they hold is told by the reports that are made of them.
}
explain-links = { $n ->
    [one] One link to another place was not followed: what it leads to is read where it lies, if that was searched.
   *[other] { $n } links to other places were not followed: what they lead to is read where it lies, if that was searched.
}
explain-special = { $n ->
    [one] One device, pipe or socket was not opened: it is no document.
   *[other] { $n } devices, pipes or sockets were not opened: they are no documents.
}
explain-run-stopped = The run was stopped before its end: what it had not come to is not in here.
explain-run-complete = The run is complete.
explain-run-incomplete = The run is not complete: what was not read may hold personal data.
explain-category = { $rule }, kind of data: { $category }
explain-silent = It claims what it finds, so that no other rule takes it, and reports nothing.
explain-base = Score by how a value is written (high from { $high }, medium from { $medium }, low from { $low })
explain-base-words = Score by whom the words are about (high from { $high }, medium from { $medium }, low from { $low })
explain-raised = Raised by
explain-by-heading = a column heading, form label or key that names it
explain-by-column = a column in which nearly every value is valid (instead of a heading)
explain-by-word = a word that names it close by; { $far } within 300 characters
explain-by-identifier = another identifier of a person in the same row
explain-lowered = Lowered by
explain-by-negative = a word close by that names something else
explain-by-implausible = an implausible date or age
explain-risk-points = Risk points by class
explain-examples = Found
explain-counterexamples = Not found
# How a value is written, and the classes of values, as the rules name them.
written-bare = without separators
written-bare-16 = 16 digits without separators
written-bare-89 = without separators, of the newer sort
written-belgian = Belgian
written-belgium = in Belgium
written-by-keyword = beside a word that names it
written-canonical = with its usual separators
written-checked = with check digits that fit
written-dashed = with hyphens
written-document = of an identity document
written-dotted = with dots
written-elsewhere = elsewhere
written-few = a few words of such a document
written-fixed = of a fixed line
written-found = as it is written
written-framed = with its signs around it
written-full = with street, postcode and place
written-given = with a known given name, near another identifier such as an e-mail address
written-glued = with its label right in front
written-grouped = in groups
written-heading = under a heading that names it
written-ipv4 = IPv4
written-ipv6 = IPv6
written-keyword = behind a word that names it
written-label = behind a label that names it
written-labelled = with a label that names it
written-listed = with a known given name and surname, near another identifier such as an e-mail address
written-lost-zero = without the zero in front
written-mac = of a network card (MAC)
written-many = many words of such a document
written-mobile = of a mobile phone
written-name = by the name of the file
written-number = as a number
written-obfuscated = disguised, as in “name at place dot be”
written-other = another way
written-padded = with zeros that a program took away in front
written-personal = of a person
written-place = with postcode and place
written-plain = plain
written-reference = as a reference
written-role = of a service or role
written-separated = with separators
written-separated-89 = with separators, of the newer sort
written-service = of a service
written-sign = behind a sign of birth
written-spaced = with spaces
written-street = with street and number
written-title = behind a form of address
written-unassigned = in a range that was not given out
written-unchecked = without check digits
written-unknown = of whom, is not known
written-unknown-bank = of a bank that is not known
written-unknown-grouped = in groups, of a bank that is not known
written-unlikely = hardly likely
written-with-expiry = with an expiry date beside it
class-account = account
class-address = address
class-adult = adult
class-business = of a business
class-card = card
class-care-provider = care provider
class-company = of a company
class-enterprise = enterprise
class-fixed = fixed line
class-found = every value
class-licence = driving licence
class-member = member
class-minor = child
class-mobile = mobile phone
class-organisation = organisation
class-part = part of a name
class-passport = passport
class-person = person
class-personal = of a person
class-place = place
class-plate = number plate
class-private = private
class-reference = reference
class-role = service or role
class-service = service
class-sole-trader = sole trader
class-special = special category
class-unknown = not known
class-whole = whole name
explain-no-index = No index of the central storage was looked at, so it is not known whether this document stands there: name the index with --central-index.
