# The report for a terminal.
table-head = Speur { $version } on { $device }, { $moment }
table-persons = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
table-overdue = kept longer than its term (Article V)
table-weak = only weak signs
other-names = other names of the same file: { $names }
other-names-delete = the same file stays under its other names: { $names }
table-more-rows = … and { $n } more, less severe: -o report.html or report.jsonl writes them.
table-more = … and { $n } more
table-unread = Not, or not wholly, read ({ $n }):
table-coverage = Coverage: { $coverage }.
table-reasons = Reasons: { $reasons }.
table-next = Next:
table-go-on = Let the scan go on where it stopped, with --resume: not everything was looked at yet.
table-look-unread = Look at what was not read; it may hold personal data.
table-nothing-read = No file was read: check the places that were named, and what is left out (--exclude and the policy).
table-personal-only = Only files in personal folders were met: as the policy says, they are counted and not opened. Name another place for what else is to be read.
places-more = and in more places
lacks-inside = { $n ->
    [one] One document inside a file was not, or not wholly, read.
   *[other] { $n } documents inside files were not, or not wholly, read.
}
coverage-files = { $files }: { $read } read, { $partly } partly, { $unread } not read, { $empty } without text
coverage-unchanged = { $n } unchanged since an earlier scan
coverage-inside = { $n ->
    [one] { $n } document inside files
   *[other] { $n } documents inside files
}
coverage-personal = { $n ->
    [one] { $n } file in personal folders, counted and not opened
   *[other] { $n } files in personal folders, counted and not opened
}
coverage-own = { $n ->
    [one] { $n } report by Speur itself left out
   *[other] { $n } reports by Speur itself left out
}
coverage-states = { $n ->
    [one] { $n } working file of Speur left out
   *[other] { $n } working files of Speur left out
}
coverage-links = { $n ->
    [one] { $n } link not followed
   *[other] { $n } links not followed
}
coverage-special = { $n ->
    [one] { $n } device, pipe or socket not opened
   *[other] { $n } devices, pipes or sockets not opened
}
n-info = { $n } info
n-low = { $n } low
n-medium = { $n } medium
n-high = { $n } high
n-critical = { $n } critical
