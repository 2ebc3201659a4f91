# What changed since the last run, and what is asked.
since = Documents with findings since the scan that ended { $date }: new { $new }, changed { $changed }, gone { $gone }, unchanged { $unchanged }.
overdue-in-place = { $n ->
    [one] One document in the central storage is kept longer than its term
   *[other] { $n } documents in the central storage are kept longer than their term
} (Article V): ask the data protection officer what is to be done.
requested = An exception was asked for on { $date }: { $reason }
asked = { $n ->
    [one] One document has a request for an exception
   *[other] { $n } documents have a request for an exception
}: the DPO decides.
allowed = { $n ->
    [one] One document with findings is allowed by the policy or an exception, and counts
   *[other] { $n } documents with findings are allowed by the policy or an exception, and count
} as no violation.
