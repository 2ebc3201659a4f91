# speur explain.
explain-in = in { $path }
explain-run = run { $run }
explain-found =
    Found { $n ->
        [one] { $n } time
       *[other] { $n } times
    }, { $distinct ->
        [one] { $distinct } different value
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
explain-links = { $n ->
    [one] One link to another place was not followed: what it leads to is read where it lies, if that was searched.
   *[other] { $n } links to other places were not followed: what they lead to is read where it lies, if that was searched.
}
explain-special = { $n ->
    [one] One device or pipe was not opened: it is no document.
   *[other] { $n } devices and pipes were not opened: they are no documents.
}
explain-run-stopped = The run was stopped before its end: what it had not come to is not in here.
explain-run-complete = The run is complete.
explain-run-incomplete = The run is not complete: what was not read may hold personal data.
explain-category = { $rule }: category { $category }
explain-silent = It claims what it finds, so that no other rule takes it, and reports nothing.
explain-base = Score by how a value is written (high from { $high }, medium from { $medium }, low from { $low })
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
explain-no-index = No index of the central storage was looked at, so it is not known whether this document stands there: name the index with --central-index.
