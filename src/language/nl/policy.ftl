# Wat er veranderde sinds de vorige scan, en wat er gevraagd wordt.
since = Documenten met vondsten sinds de scan die eindigde op { $date }: nieuw { $new }, gewijzigd { $changed }, verdwenen { $gone }, ongewijzigd { $unchanged }.
overdue-in-place = { $n ->
    [one] Eén document in de centrale opslag wordt langer bewaard dan zijn termijn
   *[other] { $n } documenten in de centrale opslag worden langer bewaard dan hun termijn
} (artikel V): vraag de functionaris voor gegevensbescherming wat ermee moet gebeuren.
requested = Een uitzondering is gevraagd op { $date }: { $reason }
asked = { $n ->
    [one] Voor één document is een uitzondering gevraagd
   *[other] Voor { $n } documenten is een uitzondering gevraagd
}: de DPO beslist.
allowed = { $n ->
    [one] Eén document met vondsten is toegestaan door het beleid of een uitzondering, en telt
   *[other] { $n } documenten met vondsten zijn toegestaan door het beleid of een uitzondering, en tellen
} niet als overtreding.
