# What changed since the last run, and what is asked.
since = Documents with findings since the scan that ended { $date }: new { $new }, changed { $changed }, gone { $gone }, unchanged { $unchanged }.
asked = { $n ->
    [one] One document has a request for an exception
   *[other] { $n } documents have a request for an exception
}: the DPO decides.
